"""Observations one below the other: what was noticed first, what it means on demand."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.show import Shown

MOST = 400

# Weight is said in words first; the edge's width repeats it for a quick look.
_EDGES = {"serious": "6px solid #8a1c12", "attention": "4px solid #8a5a00"}
_CARD = Markup(
    '<div style="border-left:{};padding:.2em .9em;margin:.7em 0">'
    "<p><strong>{}</strong> · {} · {}<br>{}</p>{}</div>"
)


def cards(frame: pd.DataFrame, language: Language) -> Shown:
    """Return every row of :func:`workbench.examination.tables.observations` as a card."""
    if frame.empty:
        return show.line(say("notebook.nothing", language))
    made = [_card(row, language) for row in frame.head(MOST).to_dict("records")]
    if len(frame) > MOST:
        made.append(show.line(say("notebook.more_rows", language, shown=MOST, count=len(frame))))
    html = Markup().join(card.html for card in made)
    return Shown(html, "\n\n".join(card.text for card in made), frame)


def _card(row: dict[str, object], language: Language) -> Shown:
    said = {name: show.words(name, value, language) for name, value in row.items()}
    explained = show.folded(
        say("notebook.observations.more", language),
        show.pairs((show.column_name(name, language), said[name])
                   for name in ("meaning", "limits", "next")),
    )  # fmt: skip
    where = " ".join(part for part in (said["code"], said["exhibits"]) if part)
    edge = _EDGES.get(str(row["severity"]), "2px solid #777")
    html = _CARD.format(
        edge, said["title"], said["severity"], where, said["message"], explained.html
    )
    head = f"{said['title']} · {said['severity']} · {where}\n{said['message']}"
    return Shown(html, f"{head}\n{explained.text}")
