"""Two like exhibits beside each other in a notebook, and the second laid onto the first."""

from __future__ import annotations

import base64

from markupsafe import Markup

from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.relations.families import ranked
from workbench.duplicates.relations.wording import place_text, relation_text
from workbench.examination.examine import Examination
from workbench.report.figures.duplicates import Panel, aligned
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.show import Shown

# Pairs drawn in an executed notebook; the table of measurements has them all.
MOST = 24
_SIDE = 220

_PANEL = Markup(
    '<figure style="display:inline-block;margin:.25em .4em .25em 0;max-width:220px;'
    'vertical-align:top">'
    '<img alt="{}" width="{}" height="{}" src="data:image/jpeg;base64,{}">'
    '<figcaption style="overflow-wrap:anywhere">{}</figcaption></figure>'
)


def comparisons(examination: Examination, found: Duplicates, language: Language) -> Shown:
    """Return pairs that can be laid onto each other, the most telling first, folded."""
    drawn, left = [], 0
    for pair in ranked(found):
        if len(drawn) == MOST:
            left += bool(pair.mapping)
        elif (shown := compared(pair, examination, language)) is not None:
            drawn.append(show.joined([show.line(pair_text(pair, examination, language)), shown]))
    if not drawn:
        return Shown(Markup(), "")
    if left:
        drawn.append(show.line(say("duplicates.compare.more", language, count=left)))
    intro = show.line(say("report.likeness.compared.intro", language))
    return show.folded(
        say("report.likeness.compared.title", language), show.joined([intro, *drawn])
    )


def compared(pair: Pair, examination: Examination, language: Language) -> Shown | None:
    """Return the two pictures whole, the second laid to fit the first, and both at once.

    None for pairs without two pictures, such as letters and recordings.
    """
    drawings = aligned(pair, {**examination.previews, **examination.frames}, side=_SIDE)
    if drawings is None:
        return None
    names = {
        "a": _called(examination, pair.a, pair.place_a, language),
        "b": _called(examination, pair.b, pair.place_b, language),
    }
    laid = "changed" if drawings.changed else "laid"
    panels: tuple[tuple[str, Panel, str], ...] = (
        ("whole_a", drawings.first, names["a"]),
        ("whole_b", drawings.second, names["b"]),
        ("laid", drawings.laid, say(f"report.likeness.compared.{laid}", language, **names)),
        ("both", drawings.both, say("report.likeness.compared.both", language)),
    )
    html = Markup().join(
        _PANEL.format(
            say(f"report.likeness.compared.alt.{name}", language, **names),
            panel.width,
            panel.height,
            base64.b64encode(panel.data).decode("ascii"),
            caption,
        )
        for name, panel, caption in panels
    )
    return Shown(html, "\n".join(caption for _, _, caption in panels))


def pair_text(pair: Pair, examination: Examination, language: Language) -> str:
    """Return which two exhibits, what relation, how far apart, what changed, what was said."""
    names = f"{exhibit_id(examination, pair.a)} – {exhibit_id(examination, pair.b)}"
    return f"{names}: {relation_text(pair, language)}"


def exhibit_id(examination: Examination, path: str) -> str:
    """Return an exhibit's id as it may be shown; its path when it has none."""
    found = (each.id for each in examination.exhibits if each.path == path)
    return visible(next(found, path), lines=True)


def _called(examination: Examination, path: str, place: str, language: Language) -> str:
    """Return an exhibit's id, and where in it the picture lies."""
    parts = (exhibit_id(examination, path), visible(place_text(place, language), lines=True))
    return ", ".join(part for part in parts if part)
