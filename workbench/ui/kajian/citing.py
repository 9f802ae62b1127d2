"""Citing with eyes open: exhibits are chosen by what they look like, and places marked in them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, get_args

import ipywidgets as widgets
import traitlets
from anywidget import AnyWidget
from markupsafe import Markup

from workbench.case.folder import EXHIBITS
from workbench.case.locator import parse
from workbench.case.moment import Moment
from workbench.case.schema import Kind, Originality
from workbench.desk import told_beside
from workbench.desk.registration import hand_out, registered
from workbench.errors import CaseError
from workbench.examination.examine import Examination
from workbench.kajian.dossier import Dossier
from workbench.kajian.pages import next_id
from workbench.kajian.whereabouts import words
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui.evidence.desk import STATIC, alike, answered, kernel_desk, words_of

_WORDS = (
    "mark", "mark_key", "marks", "mark_none", "mark_label", "mark_save", "mark_cite", "mark_drop",
    "mark_saving", "mark_saved", "mark_again", "mark_late", "mark_draft", "mark_page",
    "mark_region", "mark_moment", "mark_stretch", "mark_messages", "mark_help_region",
    "mark_help_page", "mark_help_time", "mark_help_messages", "look_mark", "find_source",
    "find_help", "find_more", "find_none", "claims", "claim_saved",
)  # fmt: skip
_LONGEST = 500
_CLAIMED = (
    "label", "kind", "originality", "received_from", "received_at", "taken_by", "taken_at",
    "device", "url", "note",
)  # fmt: skip
_SEEN = Markup(
    '<figure class="kajian-seen"><img alt="{}" src="data:image/jpeg;base64,{}">'
    "<figcaption>{}</figcaption></figure>"
)
_SAID = Markup('<figure class="kajian-seen"><blockquote>{}</blockquote>{}</figure>')
_LINE = Markup("<p>{}</p>")

Cites = Callable[[], Mapping[str, str]]
Offered = Callable[[], Mapping[str, str]]


class Picker(AnyWidget):
    """A field in which a source is sought and chosen, or a place of an exhibit marked.

    Attributes
    ----------
    cite
        Cites what was chosen; returns why not.
    cited
        What is cited already.
    changes
        Grows when what there is to cite may have changed.
    """

    _esm = (STATIC / "loader.js").read_text("utf-8")
    _css = (STATIC / "desk.css").read_text("utf-8")

    cites = traitlets.Bool(default_value=True).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    only = traitlets.Unicode().tag(sync=True)
    enabled = traitlets.Bool(default_value=True).tag(sync=True)
    cited = traitlets.List().tag(sync=True)
    changes = traitlets.Int().tag(sync=True)

    def __init__(self, desk: Citing, offered: Offered = dict, **given: Any) -> None:
        self._desk = desk
        self._offered = offered
        self.cite: Callable[[str], str] = lambda _: ""
        super().__init__(key=desk.key, rows=desk.rows[:1], words=desk.words, **given)
        self.add_class("kajian-picker")
        self.on_msg(self._asked)

    def given(self) -> dict[str, Any]:
        """Return what there is to cite and to see, as it stands: asked for when it is needed."""
        desk = self._desk
        return {
            "rows": desk.rows,
            "pairs": desk.pairs,
            "marks": desk.marks(),
            "claims": desk.claims(),
            "claim_fields": desk.claim_fields,
            "sources": desk.sources(self._offered()),
        }

    def renew(self, cited: Iterable[str]) -> None:
        """Show what is cited now, and what was marked meanwhile."""
        self.cited = list(cited)
        self.changes += 1

    def _asked(self, _widget: Any, question: Any, _buffers: Any) -> None:
        if not isinstance(question, dict):
            return
        number = question.get("number")
        if "cite" in question and "mark" not in question:
            reason = self.cite(str(question["cite"]))
            self.send({"answer": number, "ok": not reason, "reason": reason})
        elif isinstance(question.get("mark"), dict):
            key, reason = self._desk.mark(question["mark"])
            if key and question.get("cite"):
                reason = self.cite(key)
            answer = {"ok": not reason, "id": key, "reason": reason, "marks": self._desk.marks()}
            self.send({"answer": number, **answer})
        elif question.get("given"):
            self.send({"answer": number, "ok": True, "given": self.given()})
        elif isinstance(question.get("claim"), dict):
            reason = self._desk.claim(question["claim"])
            answer = {"ok": not reason, "reason": reason, "claims": self._desk.claims()}
            self.send({"answer": number, **answer})
        else:
            told, body = answered(self._desk.known, question)
            self.send({"answer": number, **told}, [body])


class Citing:
    """What the form shows of exhibits wherever something is cited; one for each form.

    Parameters
    ----------
    examination
        The examined case.
    language
        Of everything shown.
    dossier
        Returns the dossier as it stands.
    save
        Saves one answer; returns why not.
    can_write
        Returns whether anything may be saved.
    """

    def __init__(
        self,
        examination: Examination,
        language: Language,
        dossier: Callable[[], Dossier],
        save: Callable[[tuple[str, ...], Any], str],
        can_write: Callable[[], bool],
    ) -> None:
        self.language = language
        self._examination = examination
        self._dossier = dossier
        self._save = save
        self._can_write = can_write

    @cached_property
    def known(self) -> Any:
        """The exhibits as the door knows them."""
        known = self._examination
        facts = told_beside.facts(known, self.language)
        return registered(known.folder.evidence, known.exhibits, self.language, facts)

    @cached_property
    def key(self) -> str:
        """What stands for them to the door; empty where there is none."""
        return hand_out(self.known) or ""

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """What is told of each exhibit beside its picture, in natural order."""
        return sorted(told_beside.tiles(self._examination, self.language), key=_natural)

    @cached_property
    def pairs(self) -> list[dict[str, Any]]:
        """Which of them were found alike."""
        return alike(self._examination)

    @cached_property
    def words(self) -> dict[str, Any]:
        """What the page says."""
        return words_of(self.language, _WORDS)

    def picker(
        self, place: tuple[str, ...], label: str, candidates: Mapping[str, str], cited: Cites
    ) -> Picker:
        """Return the field in which sources are chosen."""
        return Picker(
            self,
            lambda: candidates,
            place="/".join(place),
            label=label,
            cited=list(cited()),
            enabled=self._can_write(),
        )

    def looker(self, exhibit: str) -> Picker:
        """Return a button that opens one exhibit, to look at it and to mark places in it."""
        place = f"exhibits/{exhibit}"
        return Picker(self, place=place, only=exhibit, enabled=self._can_write())

    def marks(self) -> list[dict[str, str]]:
        """Return every mark as the viewer lists it."""
        return [
            {
                "id": key,
                "exhibit": one.exhibit,
                "at": one.at,
                "label": visible(one.label),
                "place": visible(words(one.at, self.language)),
            }
            for key, one in self._dossier().answers.marks.items()
        ]

    def mark(self, told: Mapping[str, Any]) -> tuple[str, str]:
        """Keep a place that was marked; return its id, and why it was not kept.

        The same place with the same words is kept once: a page that did not hear the
        answer asks again.
        """
        dossier = self._dossier()
        exhibit = str(told.get("exhibit"))
        item = next((one for one in dossier.exhibits if one.id == exhibit), None)
        label = str(told.get("label") or "").strip()[:_LONGEST]
        if item is None:
            return "", say("kajian.place.gone", self.language, exhibit=visible(exhibit))
        try:
            at = str(parse(str(told.get("at"))))
        except CaseError as error:
            return "", error.message(self.language)
        for key, one in dossier.answers.marks.items():
            if (one.exhibit, one.at, one.label) == (exhibit, at, label):
                return key, ""
        new = next_id("L", set(dossier.answers.marks))
        value = {"exhibit": exhibit, "at": at, "label": label, "sha256": item.sha256}
        reason = self._save(("marks", new), {name: one for name, one in value.items() if one})
        return ("", reason) if reason else (new, "")

    @cached_property
    def claim_fields(self) -> list[list[Any]]:
        """The fields of a claim that are changed beside the exhibit: name, label, choices."""
        pack, none = self._dossier().pack, [["", say("kajian.choice.none", self.language)]]
        kinds = [(one, pack.evidence_kind(one)) for one in get_args(Kind)]
        choices = {
            "kind": [
                [one, pack.marked(item).in_(self.language) if item else one.replace("_", " ")]
                for one, item in kinds
            ],
            "originality": [
                [one, say(f"kajian.choice.originality.{one}", self.language)]
                for one in get_args(Originality)
            ],
        }
        return [
            [name, say(f"kajian.field.claim.{name}.label", self.language),
             [*none, *choices[name]] if name in choices else None]
            for name in _CLAIMED
        ]  # fmt: skip

    def claims(self) -> dict[str, dict[str, str]]:
        """Return what people say of each exhibit, as they wrote it."""
        return {
            one.id: {name: _written(getattr(one, name)) for name in _CLAIMED}
            for one in self._dossier().kajian.folder.claims
        }

    def claim(self, told: Mapping[str, Any]) -> str:
        """Keep one field of what people say of an exhibit; return why it was not kept."""
        exhibit, name = str(told.get("exhibit")), str(told.get("name"))
        item = next((one for one in self._dossier().exhibits if one.id == exhibit), None)
        if item is None or name not in _CLAIMED:
            return say("kajian.place.gone", self.language, exhibit=visible(exhibit))
        value = str(told.get("value") or "").strip()[:_LONGEST]
        if name.endswith("_at") and value and not _is_date(value):
            what = say("problems.not_a_date.what", self.language, found=visible(value))
            return f"{what} {say('problems.not_a_date.next', self.language)}"
        place = (EXHIBITS, "exhibits", exhibit)
        if exhibit in self.claims():
            return self._save((*place, name), value)
        return self._save(place, {"id": exhibit, "file": item.path, name: value})

    def seen(self, key: str) -> widgets.HTML | None:
        """Return what a marked place shows, to stand beside a field; None for all else."""
        mark = self._dossier().answers.marks.get(key)
        if mark is None:
            return None
        excerpt = kernel_desk().excerpt(self.known, mark.exhibit, mark.at)
        place = visible(words(mark.at, self.language))
        caption = f"{key} · {mark.exhibit}, {place}: {visible(mark.label)}"
        if excerpt.picture is not None:
            encoded = base64.b64encode(excerpt.picture).decode()
            return widgets.HTML(str(_SEEN.format(caption, encoded, caption)))
        lines = [f"{who}: {visible(text)}" for _, who, text in excerpt.lines] or [excerpt.reason]
        told = Markup().join(_LINE.format(line) for line in lines)
        return widgets.HTML(str(_SAID.format(told, caption)))

    def offered_marks(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Return marks as sources."""
        marks = self._dossier().answers.marks
        return [
            {
                "id": key,
                "name": visible(marks[key].label) or say("desk.word.mark", self.language),
                "about": f"{marks[key].exhibit}, {visible(words(marks[key].at, self.language))}",
                "exhibit": marks[key].exhibit,
                "search": "",
                "sign": key,
            }
            for key in keys
        ]

    def sources(self, candidates: Mapping[str, str]) -> list[dict[str, str]]:
        """Return what can be cited: exhibits, their marked places, then all else."""
        marks = self._dossier().answers.marks
        found = []
        for row in self.rows:
            if row["id"] not in candidates:
                continue
            kind = self.words["kinds"][row["kind"]]
            found.append({
                "id": row["id"],
                "name": self._named(row),
                "about": " · ".join(filter(None, (kind, row["when"], row["path"]))),
                "exhibit": row["id"],
                "search": row["search"],
                "sign": kind,
            })  # fmt: skip
            mine = [key for key, one in marks.items() if one.exhibit == row["id"]]
            found += self.offered_marks(mine)
        known = {one["id"] for one in found}
        for key, label in candidates.items():
            if key not in known and key not in marks:
                name = label.removeprefix(key).removeprefix(" · ")
                found.append({"id": key, "name": name, "about": "", "search": "",
                              "exhibit": "", "sign": key})  # fmt: skip
        return found

    def _named(self, row: Mapping[str, str]) -> str:
        """Return what an exhibit is called now: names are given while the form is open."""
        claims = self._dossier().kajian.folder.claims
        label = next((one.label for one in claims if one.id == row["id"]), "")
        return visible(label) or row["name"]


def _is_date(text: str) -> bool:
    try:
        Moment.parse(text)
    except ValueError:
        return False
    return True


def _written(value: Any) -> str:
    """Return a value of a claim as somebody could have typed it."""
    return value.iso() if isinstance(value, Moment) else str(value or "")


def _natural(row: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return what sorts B-2 before B-10."""
    return [(int(part), "") if part.isdigit() else (0, part)
            for part in re.split(r"(\d+)", row["id"])]  # fmt: skip
