"""Releasing pictures in JupyterLab: look at one, say what to cover and why, decide.

The picture shows the boxes as they stand; nothing is released by looking or by what
the detector proposes, only by the button, with a reason, and each time as a line in
the case's journal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from workbench.case import CaseFolder
from workbench.errors import WorkbenchError
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.report.redaction.pictures import releases
from workbench.report.redaction.pictures.covers import see_alike
from workbench.report.redaction.pictures.faces import Share, cover, outlined
from workbench.report.redaction.pictures.proposals import proposed
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')
_SAID = Markup('<p role="status">{}</p>')
_WRONG = Markup('<p role="alert"><strong>{}</strong></p>')
# A new box stands in the middle, to be moved from there.
_NEW: Share = (400, 400, 600, 600)


def static(folder: CaseFolder, examination: Examination, language: Language) -> Shown:
    """Return which pictures are released for whom, as the record keeps it."""
    known = {one.id for one in examination.exhibits}
    lines = [
        show.line(_sentence(reader, one, language))
        for reader, decided in releases.load(folder.path).items()
        for one in decided.values()
        if one.exhibit in known
    ] or [show.line(say("redaction.release.none", language))]
    return show.section("release", language, *lines)


def form(folder: CaseFolder, examination: Examination, language: Language) -> widgets.VBox:
    """Return the form; without a picture in the case, the sentence that says so."""
    pictures = [one for one in examination.exhibits if one.path in examination.previews]
    heading = widgets.HTML(str(_STYLE.format(show.section("release", language).html)))
    if not pictures:
        said = show.line(say("notebook.pictures.none", language)).html
        return widgets.VBox([heading, widgets.HTML(str(said))])
    made = Release(folder, examination, pictures, language)
    box = widgets.VBox([heading, made.box, Keys()])
    box.add_class("workbench-release")
    return box


def _sentence(reader: str, one: releases.Release, language: Language) -> str:
    key = "shown" if one.is_shown else "withdrawn"
    return say(
        f"redaction.release.sentence.{key}",
        language,
        exhibit=one.exhibit,
        reader=say(f"redaction.release.reader.{reader}", language),
        faces=len(one.faces),
        reason=one.reason,
    )


class Release:
    """One form: its controls, and the boxes of the picture that is looked at."""

    def __init__(
        self,
        folder: CaseFolder,
        examination: Examination,
        pictures: list[Exhibit],
        language: Language,
    ) -> None:
        self.folder, self.language = folder, language
        self._examination, self._previews = examination, examination.previews
        self._pictures = {one.id: one for one in pictures}
        self._boxes: list[Share] = []
        self._build()
        self._open()

    def _build(self) -> None:
        readers = [(self._say(f"reader.{name}"), name) for name in reversed(releases.READERS)]
        names = [(f"{one.id} {visible(one.path)}", one.id) for one in self._pictures.values()]
        self._reader = self._named(widgets.Dropdown(options=readers), "reader")
        self._exhibit = self._named(widgets.Dropdown(options=names), "exhibit")
        self._picture = widgets.Image(format="jpeg", layout={"max_width": "420px"})
        self._covered = self._named(widgets.Checkbox(indent=False), "preview")
        self._rows = widgets.VBox()
        self._reason = self._named(widgets.Textarea(rows=2, layout={"width": "100%"}), "reason")
        self._differs = self._named(widgets.Textarea(rows=2, layout={"width": "100%"}), "differs")
        self._said = widgets.HTML()
        proposed = self._button("propose", self._propose)
        added = self._button("add", lambda: self._set([*self._boxes, _NEW]))
        decided = self._button("release", lambda: self._decide(is_shown=True))
        withdrawn = self._button("withdraw", lambda: self._decide(is_shown=False))
        for control in (self._reader, self._exhibit):
            control.observe(lambda _: self._open(), names="value")
        self._covered.observe(lambda _: self._draw(), names="value")
        controls = widgets.VBox(
            [
                self._reader,
                self._exhibit,
                widgets.HBox([proposed, added]),
                self._rows,
                self._reason,
                self._differs,
                widgets.HBox([decided, withdrawn]),
                self._said,
            ],
            layout={"min_width": "320px", "flex": "1 1 320px"},
        )
        seen = widgets.VBox([self._picture, self._covered])
        self.box = widgets.HBox([seen, controls], layout={"flex_flow": "row wrap"})

    def _open(self) -> None:
        """Show the picture that is chosen, with what was decided about it before."""
        try:
            known = releases.load(self.folder.path)[self._reader.value].get(self._exhibit.value)
        except WorkbenchError as error:
            self._said.value = str(_WRONG.format(error.message(self.language)))
            return
        told = self._say("none") if known is None else self._told(known)
        self._said.value = str(_SAID.format(told))
        self._reason.value = known.reason if known else ""
        self._differs.value = known.differs if known else ""
        self._set(list(known.faces) if known else [])

    def _set(self, boxes: list[Share]) -> None:
        self._boxes = boxes
        self._rows.children = [self._row(number) for number in range(len(boxes))]
        self._draw()

    def _row(self, number: int) -> widgets.HBox:
        left, top, right, bottom = self._boxes[number]
        across, down = (
            widgets.IntRangeSlider(
                value=value,
                min=0,
                max=1000,
                description=f"{number + 1}. {self._say(name)}",
                style={"description_width": "6.5em"},
            )
            for name, value in (("across", (left, right)), ("down", (top, bottom)))
        )

        def moved(_: Any) -> None:
            (x0, x1), (y0, y1) = across.value, down.value
            self._boxes[number] = (x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))
            self._draw()

        for slider in (across, down):
            slider.observe(moved, names="value")
        rest = [box for index, box in enumerate(self._boxes) if index != number]
        away = self._button("remove", lambda: self._set(rest))
        return widgets.HBox([across, down, away], layout={"flex_flow": "row wrap"})

    def _draw(self) -> None:
        data = self._preview()
        show_as = cover if self._covered.value else outlined
        self._picture.value = show_as(data, self._boxes)

    def _propose(self) -> None:
        one = self._pictures[self._exhibit.value]
        found = list(proposed(self._examination, one, releases.load(self.folder.path)))
        self._set(found)
        said = say("redaction.release.proposed", self.language, count=len(found))
        self._said.value = str(_SAID.format(said))

    def _decide(self, *, is_shown: bool) -> None:
        one = self._pictures[self._exhibit.value]
        faces = tuple(self._boxes) if is_shown else ()
        made = releases.Release(
            one.id, str(one.sha256), faces, self._reason.value, is_shown, self._differs.value
        )
        try:
            see_alike(self._examination, made)
            releases.decide(self.folder.path, self._reader.value, made)
        except WorkbenchError as error:
            self._said.value = str(_WRONG.format(error.message(self.language)))
            return
        self._said.value = str(_SAID.format(self._told(made)))

    def _told(self, one: releases.Release) -> str:
        return _sentence(str(self._reader.value), one, self.language)

    def _preview(self) -> bytes:
        return self._previews[self._pictures[self._exhibit.value].path]

    def _named(self, control: Any, name: str) -> Any:
        control.description = self._say(f"field.{name}")
        control.add_class(f"workbench-release-{name}")
        return control

    def _button(self, name: str, act: Callable[[], None]) -> widgets.Button:
        made = widgets.Button(description=self._say(f"button.{name}"))
        made.add_class(f"workbench-release-{name}")
        made.on_click(lambda _: act())
        return made

    def _say(self, name: str) -> str:
        return say(f"redaction.release.{name}", self.language)
