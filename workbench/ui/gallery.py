"""Pictures in a notebook: re-encoded previews, embedded, with their exhibit's id beneath."""

from __future__ import annotations

import base64

from markupsafe import Markup

from workbench.duplicates.meaning import ways
from workbench.duplicates.wording import scene_lines
from workbench.study.examine import Examination
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.show import Shown

# Larger pictures stand in the report; a notebook with forty of these stays a few MB.
HEIGHT = 160

_FIGURE = Markup(
    '<figure style="display:inline-block;margin:.5em;vertical-align:top;max-width:220px">'
    '<img alt="{}" style="max-width:100%;max-height:{}px" src="data:image/jpeg;base64,{}">'
    '<figcaption style="overflow-wrap:anywhere">{}</figcaption></figure>'
)


def pictures(examination: Examination, language: Language) -> Shown:
    """Return every picture of the case with id and path; a sentence when there is none."""
    return row(examination, [exhibit.path for exhibit in examination.exhibits], language)


def groups(examination: Examination, language: Language) -> Shown:
    """Return how many scenes there are, and each group of like exhibits side by side."""
    found = examination.duplicates.groups
    parts = [show.line(line) for line in _scenes(examination, language)]
    if not found:
        parts.append(show.line(say("notebook.nothing", language)))
    for number, group in enumerate(found, 1):
        kind = show.words("kind", group.kind, language)
        title = say("notebook.duplicates.group", language, number=number, kind=kind)
        heading = Shown(Markup("<h3>{}</h3>").format(title), title)
        names = show.line(", ".join(_caption(examination, path) for path in group.members))
        parts += [heading, names, row(examination, list(group.members), language)]
    return Shown(Markup().join(part.html for part in parts), "\n".join(part.text for part in parts))


def _scenes(examination: Examination, language: Language) -> list[str]:
    names = {each.path: each.id for each in examination.exhibits}
    how = ways(examination.facts, examination.captured, language)
    scenes = examination.duplicates.scenes
    return scene_lines(scenes, len(examination.exhibits), names, how, language)


def row(examination: Examination, paths: list[str], language: Language) -> Shown:
    """Return pictures beside each other; a sentence when none of them has one."""
    known = [path for path in paths if path in examination.previews]
    if not known:
        return show.line(say("notebook.pictures.none", language))
    figures = Markup().join(
        _FIGURE.format(
            _caption(examination, path),
            HEIGHT,
            base64.b64encode(examination.previews[path]).decode(),
            _caption(examination, path),
        )
        for path in known
    )
    return Shown(figures, "\n".join(_caption(examination, path) for path in known))


def _caption(examination: Examination, path: str) -> str:
    number = next((each.id for each in examination.exhibits if each.path == path), "")
    return visible(f"{number} {path}".strip(), lines=True)
