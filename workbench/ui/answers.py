"""The form beside like exhibits: is it one picture or not, and why; saved at once, with undo."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
from markupsafe import Markup

from workbench.duplicates import answers
from workbench.duplicates.decisions import VERDICTS, Decision
from workbench.duplicates.meaning import understood
from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.wording import outdated_text
from workbench.errors import WorkbenchError
from workbench.study.examine import Examination
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import gallery, show
from workbench.ui.comparison import compared, exhibit_id, pair_text
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

_WIDE = {"width": "100%", "max_width": "60rem"}
_STYLE = """<style>
.pair-answers .pair-field { flex-direction: column; align-items: stretch; height: auto; }
.pair-answers .pair-field > .widget-label { width: auto; max-width: none; text-align: left;
  font-weight: 600; }
.pair-answers .pair-field > input, .pair-answers .pair-field > select { width: 100%; margin: 0;
  flex: 0 0 auto; height: 2rem; box-sizing: border-box; }
.pair-answers .widget-button { color: #1a1a1a; }
</style>"""
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
        self._quiet = False
        self._outdated, self._pictures = widgets.HTML(), widgets.HTML()
        self._status = widgets.HTML()
        self._status.add_class("pair-status")
        self._chooser = self._field(widgets.Dropdown(), "pair")
        self._answer = self._field(
            widgets.Dropdown(options=[(self._say("none"), ""), *(
                (say(f"duplicates.answer.{verdict}", language), verdict) for verdict in VERDICTS
            )]), "answer",
        )  # fmt: skip
        self._reason = self._field(widgets.Text(), "reason")
        self._save = self._button("save", self._saved)
        self._undo = self._button("undo", self._undone)
        self._previous = self._button("previous", lambda _: self._step(-1))
        self._next = self._button("next", lambda _: self._step(1))
        buttons = widgets.HBox(
            [self._save, self._undo, self._previous, self._next],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        self.box = widgets.VBox([
            widgets.HTML(_STYLE),
            widgets.HTML(str(Markup("<h3>{}</h3><p>{}</p>").format(
                self._say("title"), self._say("intro")))),
            self._outdated, self._chooser, self._pictures,
            widgets.HTML(str(show.line(say("report.likeness.compared.intro", language)).html)),
            self._answer, self._reason,
            buttons, self._status, Keys(),
        ])  # fmt: skip
        self.box.add_class("pair-answers")
        self._chooser.observe(self._opened, names="value")
        self._read_again()

    @property
    def pairs(self) -> list[Pair]:
        """Every pair that can be answered: not the files that are equal byte for byte."""
        return [pair for pair in self.found.pairs if pair.method != "sha256"]

    def _read_again(self, chosen: int = 0) -> None:
        """Take over what stands in the file now, and show one pair."""
        try:
            self.found = self._current()
        except WorkbenchError as error:
            self._tell(error.message(self.language), wrong=True)
        old = (show.line(outdated_text(one, self.language)).html for one in self.found.outdated)
        self._outdated.value = str(Markup().join(old))
        self._quiet = True
        self._chooser.options = [
            (visible(pair_text(pair, self.examination, self.language), lines=True), index)
            for index, pair in enumerate(self.pairs)
        ]
        if self.pairs:
            self._chooser.value = min(chosen, len(self.pairs) - 1)
        self._quiet = False
        self._show()

    def _current(self) -> Duplicates:
        known = self.examination
        return understood(
            known.duplicates, known.folder, known.exhibits, known.captured, known.fingerprints
        )

    def _show(self) -> None:
        if not self.pairs:
            self.box.layout.display = "none"
            return
        pair = self.pairs[self._chooser.value]
        shown = compared(pair, self.examination, self.language)
        if shown is None:
            shown = gallery.row(self.examination, [pair.a, pair.b], self.language)
        self._pictures.value = str(shown.html)
        self._answer.value, self._reason.value = pair.decision, pair.reason
        self._previous.disabled = self._chooser.value == 0
        self._next.disabled = self._chooser.value == len(self.pairs) - 1

    def _opened(self, _: object) -> None:
        if not self._quiet:
            self._status.value = ""
            self._read_again(self._chooser.value)

    def _step(self, by: int) -> None:
        self._chooser.value = max(0, min(len(self.pairs) - 1, self._chooser.value + by))

    def _saved(self, _: object) -> None:
        pair, reason = self.pairs[self._chooser.value], self._reason.value.strip()
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
            self._write(lambda: answers.remember(self.examination.folder.path, answer), "saved")

    def _undone(self, _: object) -> None:
        self._write(lambda: answers.undo(self.examination.folder.path), "undone")

    def _write(self, write: Callable[[], object], done: str) -> None:
        try:
            made = write()
        except WorkbenchError as error:
            self._tell(error.message(self.language), wrong=True)
            return
        self._read_again(self._chooser.value)
        nothing = done == "undone" and made is None
        self._tell(self._say("nothing" if nothing else done), wrong=nothing)

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

    def _say(self, key: str) -> str:
        return say(f"duplicates.ask.{key}", self.language)


def asked(shown: Shown, examination: Examination, language: Language) -> widgets.Widget:
    """Return a section with the form below it."""
    return widgets.VBox([widgets.HTML(str(shown.html)), PairAnswers(examination, language).box])
