"""The search box of a notebook: where words stand, each hit as its strip or in its context."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
from markupsafe import Markup

from workbench.case import load
from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination
from workbench.examination.word_readings import cut_strips
from workbench.examination.word_search import find
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.keys import Keys
from workbench.words.search.passage import Hit

# ipywidgets sets the lines of its HTML as wide apart as its buttons are high.
_STYLE = Markup('<div class="jp-RenderedHTMLCommon" style="line-height:1.4">{}</div>')
_HIT = Markup(
    '<div style="border-top:1px solid #767676;padding:.4em 0;overflow-wrap:anywhere">'
    "<strong>{}</strong> · {}<br>{}{}</div>"
)
_BESIDE = Markup('<span style="color:#595959">{}</span><br>')
_STRIP = Markup('<img alt="" style="max-width:100%" src="data:image/jpeg;base64,{}"><br>')


def search_box(known: Examination, language: Language) -> widgets.VBox:
    """Return a box to type words in, and the places below it where they stand."""
    words = widgets.Text(
        description=say("words.find.box", language), continuous_update=False,
        layout={"width": "100%", "max_width": "40rem"},
    )  # fmt: skip
    words.add_class("workbench-find")
    found = widgets.HTML()
    found.add_class("workbench-found")

    def look(_change: object = None) -> None:
        found.value = str(_STYLE.format(_found(known, words.value, language)))

    words.observe(look, names="value")
    return widgets.VBox([Keys(), words, found])


def _found(known: Examination, words: str, language: Language) -> Markup:
    if not words.strip():
        return Markup()
    try:
        told = find(load(Path(known.folder.path)), words)
    except WorkbenchError as error:
        return show.problem(error, language).html
    if not told.hits:
        none = say("words.find.none", language, case=told.folder.name, words=words)
        return show.line(none).html
    in_hits = {hit.passage.exhibit for hit in told.hits if hit.passage.kind == "reading"}
    exhibits = [one for one in known.exhibits if one.id in in_hits]
    cut = cut_strips(known.folder, exhibits, known.words)
    strips = {
        f"{path} {where}": data
        for path, several in cut.items()
        for (place, box), data in several.items()
        for where in [_where(place, box)]
    }
    html = Markup().join(_hit(one, strips, language) for one in told.hits)
    if told.has_more:
        html += show.line(say("words.find.more", language, shown=len(told.hits))).html
    return html


def _where(place: str, box: tuple[int, int, int, int]) -> str:
    from workbench.words.reading.line import Line, Surface

    line = Line("", box)
    return Surface(place, "", 0, 0, (line,)).where(line)


def _hit(hit: Hit, strips: dict[str, str], language: Language) -> Markup:
    one = hit.passage
    place = visible(" ".join(filter(None, (one.exhibit, one.path))))
    kind = say(f"words.kind.{one.kind}", language)
    strip = strips.get(f"{one.path} {one.where}")
    body = _STRIP.format(strip) if strip else Markup()
    text = f"{one.note}: {hit.excerpt}" if one.note else hit.excerpt
    if one.kind == "message":
        around = [_BESIDE.format(visible(beside, lines=True)) if beside else Markup()
                  for beside in (hit.before, hit.after)]  # fmt: skip
        shown = around[0] + Markup("{}<br>").format(visible(text, lines=True)) + around[1]
    else:
        where = "" if strip else visible(one.where)
        shown = Markup("{} {}").format(visible(text, lines=True), where)
    return _HIT.format(place, kind, body, shown)
