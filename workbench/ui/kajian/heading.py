"""What stands above the walk: the case, the law it is judged by, and the clocks."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from workbench.kajian.dossier import Dossier
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui.kajian.clocks import clock_lines, clock_notes, follow_up_lines

# How far the law is verified opens on demand.
_HEAD = Markup(
    "<h2>{}</h2><p>{} · {}</p><details><summary>{}</summary><p>{}</p><p>{}</p></details>"
)


def title_html(dossier: Dossier, folder: str, language: Language) -> str:
    """Return the walk's title: the case's folder, the rule pack, and what its marks mean."""
    pack = dossier.pack
    title = {"title": pack.title.in_(language), "id": pack.id, "version": pack.version}
    note = pack.data.note.in_(language) if pack.data.note is not None else ""
    head = _HEAD.format(
        say("kajian.ui.title", language),
        visible(folder, lines=True),
        say("kajian.ui.pack", language, **title),
        say("kajian.ui.marks", language),
        note,
        say("law.legend", language),
    )
    return str(head)


def clocks_html(dossier: Dossier, language: Language, now: datetime) -> str:
    """Return the clocks of the case, the most urgent one readable without unfolding."""
    lines = clock_lines(dossier, language, now)
    title = say("kajian.clock.title", language)
    if not lines:
        return str(Markup("<p>{}: {}</p>").format(title, say("kajian.clock.none", language)))
    items = Markup("").join(
        Markup("<li>{}<br><small>{}</small></li>").format(
            visible(stands, lines=True), visible(counted, lines=True)
        )
        for stands, counted in lines
    )
    items += Markup("").join(
        Markup("<li><small>{}</small></li>").format(visible(note, lines=True))
        for note in clock_notes(dossier, language)
    )
    watched = follow_up_lines(dossier, language, now)
    if watched:
        items += Markup("<li>{}: {}</li>").format(
            say("kajian.follow_up.title", language), visible(" ".join(watched), lines=True)
        )
    folded = Markup("<details><summary>{}: {}</summary><ul>{}</ul></details>")
    return str(folded.format(title, visible(lines[0][0], lines=True), items))
