"""Pictures in a notebook: re-encoded previews, embedded, with their exhibit's id beneath."""

from __future__ import annotations

import base64
import io

from markupsafe import Markup
from PIL import Image

from workbench.duplicates.compare.enclosed import MARK
from workbench.duplicates.relations.families import Family, families
from workbench.duplicates.relations.in_case import ways
from workbench.duplicates.relations.wording import (
    LEGEND,
    clipped,
    family_columns,
    family_rows,
    family_text,
    place_text,
    scenes_text,
)
from workbench.examination.examine import Examination
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.evidence.comparison import exhibit_id
from workbench.ui.show import Shown

# Larger pictures stand in the report; a notebook with forty of these stays a few MB.
HEIGHT = 160
_LONGEST = 2 * HEIGHT

_FIGURE = Markup(
    '<figure style="display:inline-block;margin:.5em;vertical-align:top;max-width:220px">'
    '<img alt="{}" style="max-width:100%;max-height:{}px" src="data:image/jpeg;base64,{}">'
    '<figcaption style="overflow-wrap:anywhere">{}</figcaption></figure>'
)


def pictures(examination: Examination, language: Language) -> Shown:
    """Return every picture of the case with id and path; a sentence when there is none."""
    return row(examination, [exhibit.path for exhibit in examination.exhibits], language)


def groups(examination: Examination, language: Language) -> Shown:
    """Return how many scenes there are, what hangs on what, and each group side by side."""
    found = examination.duplicates
    parts = []
    if found.scenes:
        counted = scenes_text(found.scenes, len(examination.exhibits), language)
        parts.append(show.line(counted))
    parts += [_family(examination, family, language) for family in families(found)]
    if not found.groups:
        parts.append(show.line(say("notebook.nothing", language)))
    else:
        legend = (say(f"duplicates.{key}", language) for key in LEGEND)
        parts += [show.line(text) for text in legend]
    originals = {scene.original for scene in found.scenes if scene.reasons}
    for number, group in enumerate(found.groups, 1):
        kind = say(f"duplicates.kind.{group.kind}", language)
        paths = [each.path for each in examination.exhibits if each.path in group.members]
        paths.sort(key=lambda path: path not in originals)
        title = say("notebook.duplicates.group", language, number=number, kind=kind)
        ids = ", ".join(exhibit_id(examination, path) for path in paths)
        parts += [
            show.heading(title),
            show.line(ids),
            show.line(say(f"duplicates.explain.{group.kind}", language)),
            row(examination, paths, language),
        ]
    return show.joined(parts)


def _family(examination: Examination, family: Family, language: Language) -> Shown:
    names = {each.path: each.id for each in examination.exhibits}
    how = ways(examination.facts, examination.captured, language)
    rows = family_rows(family, names, how, language)
    return show.joined([
        show.line(family_text(family, names, language)),
        show.grid(list(family_columns(language)), [list(row) for row in rows]),
    ])  # fmt: skip


def row(examination: Examination, paths: list[str], language: Language) -> Shown:
    """Return pictures beside each other; a sentence when none of them has one."""
    inside = _inside(examination)
    known = [(path, key) for path in paths if (key := inside.get(path, path)) is not None]
    shown = [
        (_caption(examination, path, key, language), data)
        for path, key in known
        if (data := examination.previews.get(key) or examination.frames.get(key)) is not None
    ]
    if not shown:
        return show.line(say("notebook.pictures.none", language))
    figures = Markup().join(
        _FIGURE.format(caption, HEIGHT, base64.b64encode(_small(data)).decode(), caption)
        for caption, data in shown
    )
    return Shown(figures, "\n".join(caption for caption, _ in shown))


def _inside(examination: Examination) -> dict[str, str]:
    """Return, for files that enclose pictures, the key of the first one that is to be seen."""
    found: dict[str, str] = {}
    for key in sorted(examination.frames):
        found.setdefault(key.partition(MARK)[0], key)
    return {path: key for path, key in found.items() if path not in examination.previews}


def _small(data: bytes) -> bytes:
    """Return a preview no larger than it is shown on a fine screen."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        if max(picture.size) <= _LONGEST:
            return data
        picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "JPEG", quality=80, optimize=True)
        return buffer.getvalue()


def _caption(examination: Examination, path: str, key: str, language: Language) -> str:
    number = next((each.id for each in examination.exhibits if each.path == path), "")
    place = place_text(key.partition(MARK)[2], language)
    said = " ".join(part for part in (number, clipped(path)) if part)
    return visible(f"{said}, {place}" if place else said, lines=True)
