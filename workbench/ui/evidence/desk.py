"""The desk in a notebook: a gallery of every exhibit, and a viewer for each of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import ipywidgets as widgets
import traitlets
from anywidget import AnyWidget
from markupsafe import Markup

from workbench.desk import door_handlers, sorting, told_beside
from workbench.desk.answering import Desk
from workbench.desk.door_handlers import MODULES, ROUTES
from workbench.desk.registration import Registered, hand_out, registered
from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination
from workbench.kajian import load
from workbench.kajian.dossier import Dossier
from workbench.kajian.saving.answers import Kajian
from workbench.kajian.shapes import KajianFile
from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.evidence.together import CHOICES, FIELDS, Together

STATIC = door_handlers.STATIC
# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')
_WORDS = (
    "gallery", "kind", "all", "search", "keys", "count", "failed", "viewer", "facts", "all_facts",
    "brightness", "contrast", "tools", "previous", "next", "zoom_in", "zoom_out", "fit", "full",
    "rotate", "reset", "close", "loading", "small_only", "page_back", "page_on", "page",
    "page_text", "not_played", "frames", "waveform", "messages", "more", "enclosed", "bytes",
    "sort", "filters", "any", "none", "clear", "together", "picked", "describe", "everything",
    "nothing", "undo", "save", "saving", "unchanged", "empty_kept", "date_example", "tags_example",
    "lines", "timeline", "positions", "north", "across",
)  # fmt: skip
_ORDERS = ("number", "name", "when", "kind", "place", "device", "scene")
KINDS = ("picture", "film", "sound", "paper", "chat", "text", "other")


class Gallery(AnyWidget):
    """Every exhibit as a tile; one that is chosen opens as large as the window.

    Parameters
    ----------
    known
        The examined case.
    language
        Of everything shown.

    Attributes
    ----------
    chosen
        The id of the exhibit that was looked at last.
    """

    _esm = (STATIC / "loader.js").read_text("utf-8")
    _css = (STATIC / "desk.css").read_text("utf-8")

    key = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)

    def __init__(self, known: Examination, language: Language) -> None:
        self._known = registered(
            known.folder.evidence,
            known.exhibits,
            language,
            told_beside.facts(known, language),
        )
        self._together = Together(known, language)
        super().__init__(
            key=hand_out(self._known) or "",
            rows=_rows(known, language),
            words={**_words(language), "parties": [one.id for one in known.folder.case.parties]},
        )
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, question: Any, _buffers: Any) -> None:
        """Answer a page that has no door: the same answers, one by one through the kernel."""
        if not isinstance(question, dict):
            return
        number = question.get("number")
        if isinstance(act := question.get("together"), dict):
            self.send({"answer": number, **self._together.answer(act)})
            return
        if question.get("module") in MODULES:
            told, body = {"status": 200}, (STATIC / question["module"]).read_bytes()
        else:
            told, body = _answer(self._known, str(question.get("path", "")))
        self.send({"answer": number, **told}, [body])


def desk(known: Examination, language: Language) -> widgets.VBox:
    """Return the section of a notebook in which exhibits are looked at."""
    heading = widgets.HTML(str(_STYLE.format(show.section("pictures", language).html)))
    box = widgets.VBox([heading, Gallery(known, language)])
    box.add_class("workbench-pictures")
    return box


def _rows(known: Examination, language: Language) -> list[dict[str, Any]]:
    """Return the tiles with all that they are filtered by."""
    try:
        answers = load(known.folder)
    except WorkbenchError:  # what is wrong with them is told where they are edited
        answers = Kajian(known.folder, KajianFile())
    dossier = Dossier(answers, known.exhibits, known.observations, known.duplicates)
    by = sorting.properties(known, dossier, language)
    placed = sorting.placed(known)
    return [
        {**row, **placed.get(row["id"], {}), "by": by[row["id"]]}
        for row in told_beside.tiles(known, language)
    ]


def _answer(known: Registered, path: str) -> tuple[dict[str, Any], bytes]:
    """Answer what the door would answer under the same address."""
    pattern = ROUTES[-1][0]
    found = re.fullmatch(pattern, f"{'0' * 32}/{path}")
    if found is None:
        return {"status": 404, "type": "application/json"}, b"{}"
    _, exhibit, what, numbers = found.groups()
    asked = tuple(int(one) for one in (numbers or "").split("-") if one)
    answer = _desk().answer(known, exhibit, what, asked)
    return {"status": answer.status, "type": answer.media_type}, answer.body


@cache
def _desk() -> Desk:
    return Desk(jobs=1)


def _words(language: Language) -> dict[str, Any]:
    words: dict[str, Any] = {name: _plain(f"desk.word.{name}", language) for name in _WORDS}
    words["kinds"] = {name: say(f"desk.kind.{name}", language) for name in KINDS}
    words["orders"] = [(name, _plain(f"desk.by.{name}", language).lower()) for name in _ORDERS]
    words["by"] = [(name, say(f"desk.by.{name}", language)) for name in sorting.BY[1:]]
    words["fields"] = [
        (name, say(f"kajian.field.claim.{name}.label", language), _choices(name, language))
        for name in FIELDS
    ]
    return words


def _choices(field: str, language: Language) -> list[tuple[str, str]]:
    """Return the values that a field takes, each in words; none where anything may be typed."""
    group = {"originality": "kajian.choice.originality", "kind": "report.kind"}.get(field, "")
    return [(value, say(f"{group}.{value}", language)) for value in CHOICES.get(field, ())]


def _plain(key: str, language: Language) -> str:
    """Return a text whose fields are filled in by the page."""
    fields = {name: f"{{{name}}}" for name in ("shown", "count", "number")}
    return say(key, language, **fields)
