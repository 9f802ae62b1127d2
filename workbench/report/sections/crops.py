"""Places that were marked in exhibits: each with what it shows and who rests on it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from workbench.kajian.shapes import Mark
from workbench.report.context import Context, row
from workbench.report.marked_crop import Crop
from workbench.report.model import Answer, Picture, Row
from workbench.report.sections import answered
from workbench.report.sections.answer_part import part
from workbench.text.visible import visible

Json = Mapping[str, Any]
# Millimetres: writing in a region is read on paper.
_SIDE = 125


def marks(context: Context, given: Json) -> Answer | None:
    """Return every marked place; None while there is none: a kajian does without."""
    found = tuple(crop(context, one) for one in given.get("marks") or ())
    if not found:
        return None
    return part(context, "marks", text=context.text("marks.intro"), crops=found)


def crop(context: Context, given: Json) -> Crop:
    """Return one marked place with its surroundings, or why nothing of it is shown."""
    key = str(given.get("id"))
    shown = context.excerpts.get(key)
    picture = None
    if shown is not None and shown.picture is not None:
        alt = context.text("marks.alt", id=visible(key), exhibit=visible(given.get("exhibit")))
        picture = sized(shown.picture, alt, _SIDE)
    lines = tuple(
        f"{visible(who)}: {visible(text, lines=True)}" for _, who, text in shown.lines
    ) if shown is not None else ()  # fmt: skip
    return Crop(
        title=answered.mark_named(context, given),
        picture=picture,
        why="" if picture is not None or lines else _why(context, given),
        lines=lines,
        rows=_rows(context, given),
    )


def sized(data: bytes, alt: str, side: int = 30) -> Picture:
    """Return a picture of ours with its size; `side` is its longest in a paper."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return Picture(data, *image.size, alt, side)


def _why(context: Context, given: Json) -> str:
    shown = context.excerpts.get(str(given.get("id")))
    if shown is not None and shown.reason:
        return visible(shown.reason)
    if context.original is not None:
        return context.text("copy.picture_left_out")
    return context.text("marks.not_shown")


def _rows(context: Context, given: Json) -> tuple[Row, ...]:
    wrong = (given.get("wrong") or {}).get(context.language)
    at = visible(given.get("locator"))
    place = visible((given.get("place") or {}).get(context.language))
    cited = ", ".join(visible(one) for one in given.get("cited_by") or ())
    digest = answered.rows(
        context, Mark, "kajian.marks", given, without=("exhibit", "at", "label")
    )  # fmt: skip
    found = (
        row(context.text("marks.wrong"), visible(wrong)),
        row(context.text("marks.place"), f"{place} ({at})" if at else place),
        row(context.text("marks.cited_by"), cited or context.text("marks.by_nobody")),
        *digest,
    )
    return tuple(one for one in found if one.value)
