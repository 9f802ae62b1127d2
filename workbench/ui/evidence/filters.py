"""A table with filters, for JupyterLab: choose exhibit, source or code, or type a word.

It shows fifty rows at a time: a page that holds thousands of them answers to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from workbench.evidence.listing import natural
from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')

#: Rows on one page of a table.
PAGE = 50

# Not None: a list whose value is None shows no entry at all.
_ALL = object()


def filtered(
    name: str,
    frame: pd.DataFrame,
    by: Sequence[str],
    language: Language,
    render: Callable[[pd.DataFrame], Shown],
    more: Sequence[Shown] = (),
    *,
    first: bool = False,
) -> widgets.VBox:
    """Return a section whose table follows what is chosen.

    Parameters
    ----------
    name
        The section; its widgets carry the class ``workbench-<name>``.
    frame
        The table.
    by
        Columns that get a list of their values to choose from.
    render
        Turns the chosen rows into what is shown.
    more
        Parts below the table that no filter touches.
    first
        Whether the table opens on the first value of the first column in `by`.
    """
    choices = [_choice(frame, column, language) for column in by if len(frame)]
    word = widgets.Text(description=say("notebook.filter.word", language), continuous_update=False)
    word.add_class("workbench-word")
    body = widgets.HTML()
    body.add_class("workbench-table")

    pages = _Pages(language)

    def kept() -> pd.DataFrame:
        rows = frame
        for column, choice in zip(by, choices, strict=False):
            if choice.value is not _ALL:
                rows = rows[rows[column].map(str) == choice.value]
        return rows[_contains(rows, word.value)] if word.value else rows

    def draw() -> None:
        # Escaped in show: a widget takes HTML as it comes.
        body.value = str(_STYLE.format(render(pages.of(kept())).html))

    def narrowed(_change: object) -> None:
        pages.start = 0
        draw()

    if first and choices and len(choices[0].options) > 1:
        choices[0].value = choices[0].options[1][1]
    pages.turned = draw
    for control in (*choices, word):
        control.observe(narrowed, names="value")
    draw()
    controls = widgets.HBox(
        [*choices, word, *pages.controls], layout=widgets.Layout(flex_flow="row wrap")
    )
    heading = widgets.HTML(str(_STYLE.format(show.section(name, language).html)))
    rest = [widgets.HTML(str(_STYLE.format(part.html))) for part in more]
    box = widgets.VBox([heading, controls, body, *rest, Keys()])
    box.add_class(f"workbench-{name}")
    return box


def _choice(frame: pd.DataFrame, column: str, language: Language) -> widgets.Dropdown:
    values = sorted({str(value) for value in frame[column]}, key=natural)
    options: list[tuple[str, object]] = [(say("notebook.filter.all", language), _ALL)]
    options += [(show.words(column, value, language), value) for value in values]
    named = show.column_name(column, language)
    made = widgets.Dropdown(options=options, value=_ALL, description=named)
    made.add_class(f"workbench-by-{column}")
    return made


class _Pages:
    """Which rows of a table are shown, and the buttons that turn to the next ones."""

    def __init__(self, language: Language) -> None:
        self.start = 0
        self.turned: Callable[[], None] = lambda: None
        self._language = language
        self._count = 0
        self._where = widgets.HTML()
        self._where.add_class("workbench-where")
        self._back = self._button("back", -PAGE)
        self._on = self._button("on", PAGE)
        self.controls = (self._back, self._where, self._on)

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of this page, and say which they are."""
        self._count = len(rows)
        end = min(self.start + PAGE, self._count)
        for control in self.controls:
            control.layout.display = "" if self._count > PAGE else "none"
        self._back.disabled, self._on.disabled = self.start == 0, end >= self._count
        told = say("notebook.filter.rows", self._language,
                   start=self.start + 1, end=end, count=self._count)  # fmt: skip
        self._where.value = str(Markup('<span role="status">{}</span>').format(told))
        return rows.iloc[self.start : end]

    def _button(self, name: str, by: int) -> widgets.Button:
        made = widgets.Button(description=say(f"notebook.filter.{name}", self._language))
        made.layout.width = "auto"
        made.add_class(f"workbench-rows-{name}")

        def turn(_: object) -> None:
            self.start = max(0, min(self.start + by, self._count - 1))
            self.turned()

        made.on_click(turn)
        return made


def _contains(frame: pd.DataFrame, word: str) -> pd.Series:
    lowered = word.casefold()
    return frame.apply(
        lambda row: any(lowered in str(value).casefold() for value in row), axis=1
    ).astype(bool)
