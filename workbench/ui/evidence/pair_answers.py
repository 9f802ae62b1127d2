"""The form beside like exhibits: is it one picture or not, and why; saved at once, with undo.

It opens with each exhibit against the one that it hangs on; every other pair, and what is
not answered yet, is one list away. Enter in the reason saves.
"""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
from markupsafe import Markup

from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.relations import pair_answers
from workbench.duplicates.relations.decisions import VERDICTS, Decision
from workbench.duplicates.relations.families import between, families, ranked
from workbench.duplicates.relations.in_case import understood
from workbench.duplicates.relations.wording import outdated_text
from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.evidence import gallery
from workbench.ui.evidence.comparison import compared, exhibit_id, pair_text
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

_WIDE = {"width": "100%", "max_width": "60rem"}
_CSS = """<style>
.pair-answers .pair-field { flex-direction: column; align-items: stretch; height: auto; }
.pair-answers .pair-field > .widget-label { width: auto; max-width: none; text-align: left;
  font-weight: 600; }
.pair-answers .pair-field > input, .pair-answers .pair-field > select { width: 100%; margin: 0;
  flex: 0 0 auto; height: 2rem; box-sizing: border-box; }
.pair-answers .widget-button { color: #1a1a1a; }
</style>"""
# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')
_SAID = Markup('<div role="status">{}</div>')
_WRONG = Markup('<div role="alert" style="color:#9a1b1b">{}</div>')


class PairAnswers:
    """Asks of each pair that was measured whether the reviewer sees the same.

    Answers go to ``duplicates.yaml`` and the journal when they are saved; what others
    saved meanwhile is read again each time a pair is opened.

    Parameters
    ----------
    examination
        What is known of the evidence.
    language
        Of everything shown.
    """

    def __init__(self, examination: Examination, language: Language) -> None:
        self.examination = examination
        self.language = language
        self.found = examination.duplicates
        # The order in which the form opened: an answer must not move what comes next.
        self._order = {(pair.a, pair.b): n for n, pair in enumerate(ranked(self.found))}
        self._first = {pair for one in families(self.found) for pair in map(_ends, one.pairs())}
        self._quiet = False
        self._outdated, self._pictures = widgets.HTML(), widgets.HTML()
        self._status = widgets.HTML()
        self._status.add_class("pair-status")
        self._shown = self._field(widgets.Dropdown(options=self._kept_options()), "shown")
        self._word = self._field(widgets.Text(continuous_update=False), "word")
        self._chooser = self._field(widgets.Dropdown(), "pair")
        self._answer = self._field(
            widgets.Dropdown(options=[(self._say("none"), ""), *(
                (say(f"duplicates.answer.{verdict}", language), verdict) for verdict in VERDICTS
            )]), "answer",
        )  # fmt: skip
        self._reason = self._field(widgets.Text(), "reason")
        self._reason.on_msg(self._entered)
        self._save = self._button("save", self._saved)
        self._undo = self._button("undo", self._undone)
        self._previous = self._button("previous", lambda _: self._step(-1))
        self._next = self._button("next", lambda _: self._step(1))
        row = widgets.Layout(flex_flow="row wrap")
        asking = [
            widgets.HBox([self._shown, self._word], layout=row),
            self._chooser, self._pictures,
            _text(show.line(say("report.likeness.compared.intro", language))),
            self._answer, self._reason,
            widgets.HBox([self._save, self._next, self._previous, self._undo], layout=row),
        ]  # fmt: skip
        intro = show.joined([show.heading(self._say("title")), show.line(self._say("intro"))])
        self._asking = widgets.VBox(asking)
        self.box = widgets.VBox([
            widgets.HTML(_CSS), Keys(), _text(intro), self._outdated, self._asking, self._status,
        ])  # fmt: skip
        self.box.add_class("pair-answers")
        for control in (self._shown, self._word):
            control.observe(self._narrowed, names="value")
        self._chooser.observe(self._opened, names="value")
        self._read_again()

    @property
    def pairs(self) -> list[Pair]:
        """Every pair that can be answered: not the files that are equal byte for byte."""
        asked = (pair for pair in self.found.pairs if pair.method != "sha256")
        return sorted(asked, key=lambda pair: self._order.get(_ends(pair), len(self._order)))

    def _kept_options(self) -> list[tuple[str, str]]:
        return [(self._say(f"shown.{name}"), name) for name in ("first", "open", "answered", "all")]

    def _listed(self) -> list[int]:
        """Return which pairs the list shows, by their place among all of them."""
        word = self._word.value.strip().casefold()
        wanted = {
            "first": lambda pair: _ends(pair) in self._first,
            "open": lambda pair: not pair.decision,
            "answered": lambda pair: bool(pair.decision),
            "all": lambda _: True,
        }[self._shown.value]
        return [
            index for index, pair in enumerate(self.pairs)
            if wanted(pair) and (not word or word in self._called(pair).casefold())
        ]  # fmt: skip

    def _called(self, pair: Pair) -> str:
        """Return what a pair can be found by: ids, paths and what was measured."""
        return f"{pair_text(pair, self.examination, self.language)} {pair.a} {pair.b}"

    def _read_again(self, chosen: int | None = None) -> None:
        """Take over what stands in the file now, and show one pair."""
        try:
            self.found = self._current()
        except WorkbenchError as error:
            self._tell(error.message(self.language), wrong=True)
        old = (show.line(outdated_text(one, self.language)) for one in self.found.outdated)
        self._outdated.value = str(_STYLE.format(show.joined(old).html))
        listed = self._listed()
        if chosen is not None and chosen not in listed and chosen < len(self.pairs):
            # What was answered just now stays in sight until another pair is opened.
            listed = sorted([*listed, chosen])
        self._quiet = True
        self._chooser.options = [
            (visible(pair_text(self.pairs[n], self.examination, self.language), lines=True), n)
            for n in listed
        ]
        self._chooser.value = chosen if chosen in listed else next(iter(listed), None)
        self._quiet = False
        self._show()

    def _current(self) -> Duplicates:
        known = self.examination
        return understood(
            known.duplicates, known.folder, known.exhibits, known.captured, known.files
        )

    def _show(self) -> None:
        has_pairs = bool(self.pairs)
        self._asking.layout.display = "" if has_pairs else "none"
        if not has_pairs and not self.found.outdated:
            self.box.layout.display = "none"
        shown = self._opened_pair()
        for control in (self._answer, self._reason, self._save):
            control.disabled = shown is None
        listed = [index for _, index in self._chooser.options]
        place = listed.index(self._chooser.value) if shown is not None else 0
        self._previous.disabled = place == 0
        self._next.disabled = place >= len(listed) - 1
        if shown is None:
            self._pictures.value = str(_STYLE.format(show.line(self._say("empty")).html))
            self._answer.value = self._reason.value = ""
            return
        drawn = compared(shown, self.examination, self.language)
        if drawn is None:
            drawn = gallery.row(self.examination, [shown.a, shown.b], self.language)
        counted = self._say("place", place=place + 1, count=len(listed))
        self._pictures.value = str(_STYLE.format(show.joined([drawn, show.line(counted)]).html))
        self._answer.value, self._reason.value = shown.decision, shown.reason

    def _opened_pair(self) -> Pair | None:
        return None if self._chooser.value is None else self.pairs[self._chooser.value]

    def _opened(self, _: object) -> None:
        if not self._quiet:
            self._status.value = ""
            self._read_again(self._chooser.value)

    def _narrowed(self, _: object) -> None:
        self._status.value = ""
        self._read_again()

    def _step(self, by: int) -> None:
        listed = [index for _, index in self._chooser.options]
        place = listed.index(self._chooser.value) + by if self._chooser.value in listed else 0
        if listed:
            self._chooser.value = listed[max(0, min(len(listed) - 1, place))]

    def _entered(self, _: object, content: dict[str, str], __: object) -> None:
        """Save when Enter is pressed in the reason."""
        if content.get("event") == "submit":
            self._saved(None)

    def _saved(self, _: object) -> None:
        pair, reason = self._opened_pair(), self._reason.value.strip()
        if pair is None:
            return
        if self._answer.value not in VERDICTS:
            self._tell(self._say("choose"), wrong=True)
        elif not reason:
            self._tell(self._say("why"), wrong=True)
        else:
            hashes = {each.path: each.sha256 or "" for each in self.examination.exhibits}
            called = sorted(exhibit_id(self.examination, path) for path in (pair.a, pair.b))
            answer = Decision.of(
                hashes[pair.a], hashes[pair.b], self._answer.value, reason, ", ".join(called)
            )
            self._write(
                lambda: pair_answers.remember(self.examination.folder.path, answer), "saved"
            )

    def _still_tied(self) -> str:
        """Return through which exhibits a rejected pair hangs together all the same; or nothing."""
        pair = self._opened_pair()
        if pair is None or pair.decision != "different":
            return ""
        way = between(self.found, pair.a, pair.b)
        called = ", ".join(exhibit_id(self.examination, path) for path in way)
        return f" {self._say('still', way=called)}" if way else ""

    def _undone(self, _: object) -> None:
        self._write(lambda: pair_answers.undo(self.examination.folder.path), "undone")

    def _write(self, write: Callable[[], object], done: str) -> None:
        try:
            made = write()
        except WorkbenchError as error:
            self._tell(error.message(self.language), wrong=True)
            return
        self._read_again(self._chooser.value)
        nothing = done == "undone" and made is None
        said = self._say("nothing" if nothing else done)
        self._tell(said + (self._still_tied() if done == "saved" else ""), wrong=nothing)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self._status.value = str((_WRONG if wrong else _SAID).format(visible(text, lines=True)))

    def _field(self, control: widgets.Widget, name: str) -> widgets.Widget:
        control.description = self._say(f"field.{name}")
        control.layout = widgets.Layout(**_WIDE)
        control.add_class("pair-field")
        control.add_class(f"pair-{name}")
        return control

    def _button(self, name: str, clicked: Callable[[object], None]) -> widgets.Button:
        made = widgets.Button(description=self._say(name), layout={"width": "auto"})
        made.add_class(f"pair-{name}")
        made.on_click(clicked)
        return made

    def _say(self, key: str, **fields: str | int) -> str:
        return say(f"duplicates.ask.{key}", self.language, **fields)


def asked(shown: Shown, examination: Examination, language: Language) -> widgets.Widget:
    """Return a section with the form below it."""
    return widgets.VBox([_text(shown), PairAnswers(examination, language).box])


def _text(shown: Shown) -> widgets.HTML:
    # Escaped in show: a widget takes HTML as it comes.
    return widgets.HTML(str(_STYLE.format(shown.html)))


def _ends(pair: Pair) -> tuple[str, str]:
    return pair.a, pair.b
