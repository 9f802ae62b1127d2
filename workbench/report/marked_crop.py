"""A marked place of an exhibit, as every rendering of the report lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.model import Picture, Row


@dataclass(frozen=True)
class Crop:
    """A marked place of an exhibit: a picture, or messages one a line, or `why` neither."""

    title: str
    picture: Picture | None
    why: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
