"""Pictures in a notebook: re-encoded previews, embedded, with their exhibit's id beneath."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping

from markupsafe import Markup
from PIL import Image

from workbench.desk.standing_in import MANY, Look, standing_in
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

# Words stand where a picture would: no exhibit is an empty box.
_WORDS = Markup(
    '<figure style="display:inline-block;margin:.5em;vertical-align:top;width:220px">'
    '<div style="max-height:{}px;overflow:hidden;border:1px solid #767676;padding:.4em;'
    'font-size:12px;white-space:pre-line;overflow-wrap:anywhere">{}</div>'
    '<figcaption style="overflow-wrap:anywhere">{}</figcaption></figure>'
)


def pictures(examination: Examination, language: Language) -> Shown:
    """Return every exhibit of the case with id and path: a picture, or words in its place."""
    if not examination.exhibits:
        return show.line(say("notebook.pictures.none", language))
    looks = standing_in(examination, language)
    shown = [_seen(examination, looks, one.path, language) for one in examination.exhibits]
    return Shown(Markup().join(html for html, _ in shown), "\n".join(text for _, text in shown))


def _seen(
    examination: Examination, looks: Mapping[str, Look], path: str, language: Language
) -> tuple[Markup, str]:
    """Return one exhibit's figure, and its caption with the words that stand in it."""
    caption = _caption(examination, path, path, language)
    look = looks.get(path, Look())
    is_sheet = len(examination.exhibits) > MANY
    small = examination.thumbnails.get(path) if is_sheet else None
    data = small or examination.previews.get(path) or look.picture
    if data is not None:
        encoded = base64.b64encode(_small(data)).decode()
        return _FIGURE.format(caption, HEIGHT, encoded, caption), caption
    return _WORDS.format(HEIGHT, look.words, caption), f"{caption}: {look.words}"


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
        ]
        # Of very many exhibits each is shown once, above.
        if len(examination.exhibits) <= MANY:
            parts.append(row(examination, paths, language))
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
