"""A table with filters, for JupyterLab: choose exhibit, source or code, or type a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')

# Not None: a list whose value is None shows no entry at all.
_ALL = object()


def filtered(
    name: str,
    frame: pd.DataFrame,
    by: Sequence[str],
    language: Language,
    render: Callable[[pd.DataFrame], Shown],
    more: Sequence[Shown] = (),
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
    """
    choices = [_choice(frame, column, language) for column in by if len(frame)]
    word = widgets.Text(description=say("notebook.filter.word", language), continuous_update=False)
    word.add_class("workbench-word")
    body = widgets.HTML()
    body.add_class("workbench-table")

    def draw(_change: object = None) -> None:
        kept = frame
        for column, choice in zip(by, choices, strict=False):
            if choice.value is not _ALL:
                kept = kept[kept[column].map(str) == choice.value]
        if word.value:
            kept = kept[_contains(kept, word.value)]
        # Escaped in show: a widget takes HTML as it comes.
        body.value = str(_STYLE.format(render(kept).html))

    for control in (*choices, word):
        control.observe(draw, names="value")
    draw()
    controls = widgets.HBox([*choices, word], layout=widgets.Layout(flex_flow="row wrap"))
    heading = widgets.HTML(str(_STYLE.format(show.section(name, language).html)))
    rest = [widgets.HTML(str(_STYLE.format(part.html))) for part in more]
    box = widgets.VBox([heading, controls, body, *rest, Keys()])
    box.add_class(f"workbench-{name}")
    return box


def _choice(frame: pd.DataFrame, column: str, language: Language) -> widgets.Dropdown:
    values = sorted({str(value) for value in frame[column]})
    options: list[tuple[str, object]] = [(say("notebook.filter.all", language), _ALL)]
    options += [(show.words(column, value, language), value) for value in values]
    named = show.column_name(column, language)
    made = widgets.Dropdown(options=options, value=_ALL, description=named)
    made.add_class(f"workbench-by-{column}")
    return made


def _contains(frame: pd.DataFrame, word: str) -> pd.Series:
    lowered = word.casefold()
    return frame.apply(
        lambda row: any(lowered in str(value).casefold() for value in row), axis=1
    ).astype(bool)
