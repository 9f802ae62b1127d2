"""Below the facts, in JupyterLab: two exhibits against each other, and maker notes on demand."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from workbench.examination.examine import Examination
from workbench.metadata.differences import Difference, differences
from workbench.metadata.on_demand import Wanted
from workbench.metadata.pictures.maker_notes import maker_notes
from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.keys import Keys
from workbench.ui.show import Shown

# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')
_NOTES = ("name", "value")


def closer(known: Examination, language: Language) -> widgets.VBox:
    """Return both questions, each with its answer below it.

    Maker notes are read only when asked for, in a guarded child; nothing of this is kept.
    """
    ids = [one.id for one in known.exhibits if one.status == "ok"]
    return widgets.VBox([Keys(), _compared(known, ids, language), _notes(known, ids, language)])


def _compared(known: Examination, ids: list[str], language: Language) -> widgets.VBox:
    second = ids[1] if len(ids) > 1 else None
    a = _choice("a", ids, ids[0] if ids else None, language)
    b = _choice("b", ids, second, language)
    body = widgets.HTML()
    body.add_class("workbench-differences")

    def draw(_change: object = None) -> None:
        if a.value is None or b.value is None:
            return
        rows = differences(known.facts, a.value, b.value)
        frame = pd.DataFrame(rows, columns=Difference._fields)
        _put(body, show.table(frame, language, Difference._fields))

    for control in (a, b):
        control.observe(draw, names="value")
    heading = widgets.HTML(str(_STYLE.format(show.line(_say("compare", language)).html)))
    draw()
    return widgets.VBox([heading, widgets.HBox([a, b]), body])


def _notes(known: Examination, ids: list[str], language: Language) -> widgets.VBox:
    chosen = _choice("exhibit", ids, ids[0] if ids else None, language)
    ask = widgets.Button(description=_say("maker_notes", language), disabled=not ids)
    ask.layout.width = "auto"
    ask.add_class("workbench-maker-notes")
    body = widgets.HTML()

    def read(_button: object) -> None:
        paths = {one.id: one.path for one in known.exhibits}
        wanted = Wanted(chosen.value, known.folder.evidence, paths[chosen.value])
        rows = [(fact.name, fact.value) for fact in maker_notes([wanted])]
        found = show.table(pd.DataFrame(rows, columns=_NOTES), language, _NOTES)
        _put(body, found if rows else show.line(_say("no_maker_notes", language)))

    ask.on_click(read)
    heading = widgets.HTML(str(_STYLE.format(show.line(_say("about_maker_notes", language)).html)))
    return widgets.VBox([heading, widgets.HBox([chosen, ask]), body])


def _choice(name: str, ids: list[str], value: str | None, language: Language) -> widgets.Dropdown:
    made = widgets.Dropdown(options=ids, value=value, description=show.column_name(name, language))
    made.style.description_width = "initial"
    made.add_class(f"workbench-{name}")
    return made


def _put(body: widgets.HTML, shown: Shown) -> None:
    # Escaped in show: a widget takes HTML as it comes.
    body.value = str(_STYLE.format(shown.html))


def _say(name: str, language: Language) -> str:
    return say(f"notebook.closer.{name}", language)
