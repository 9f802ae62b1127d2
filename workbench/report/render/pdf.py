"""The report as PDF/A: tagged, with its fonts inside, the same bytes for the same study.

Set by typst from ``templates/report.typ``. Texts reach it as JSON strings, never
as markup; it reads no file outside the temporary folder that is made for one
rendering, uses no system font and no network.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from workbench.errors import ReportError
from workbench.report.model import Figure, Picture, ReportView, Table
from workbench.report.render.docx_package import PROGRAM
from workbench.report.render.fonts import FALLBACK, FONTS
from workbench.report.render.glyphs import printable
from workbench.resources import templates

# Made to last (PDF/A-2a is A-2b with tags, reading order and language) and to be read aloud.
STANDARDS: Final = ("a-2a", "ua-1")


def render(view: ReportView) -> bytes:
    """Return the report as one PDF document.

    Raises
    ------
    ReportError
        When the template or a font is missing or cannot be used: no half document.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-report-") as place:
        room = Path(place)
        document = _Laid(room).value(view)
        document["author"] = view.office or PROGRAM
        (room / "view.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        (room / "report.typ").write_bytes((templates() / "report.typ").read_bytes())
        return _compile(room)


def _compile(room: Path) -> bytes:
    import typst

    known = fonts()
    try:
        made = typst.compile(
            str(room / "report.typ"),
            root=str(room),
            format="pdf",
            font_paths=known,
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    except typst.TypstError as error:
        raise ReportError("pdf_not_made", detail=str(error.message)[:400]) from error
    return made


def fonts() -> Any:
    """Return the fonts of the report, for typst, and nothing else.

    Raises
    ------
    ReportError
        Naming those that are missing.
    """
    return _fonts(templates() / "fonts")


@cache
def _fonts(own: Path) -> Any:
    import typst

    missing = [f"{name}.ttf" for name in (*FONTS, *FALLBACK) if not (own / f"{name}.ttf").is_file()]
    if missing:
        raise ReportError("fonts_missing", names=", ".join(missing), path=str(own))
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(own)],
    )


class _Laid:
    """Lays a view out as plain values, its pictures and drawings as files beside them."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.count = 0

    def value(self, part: Any) -> Any:
        if isinstance(part, Picture):
            size = {"width": part.width, "height": part.height}
            return {"file": self._file(part.data, "jpg"), "alt": printable(part.alt), **size}
        if isinstance(part, Figure):
            said = {"caption": printable(part.caption), "alt": printable(part.alt)}
            return {"file": self._file(printable(part.svg).encode("utf-8"), "svg"), **said}
        if is_dataclass(part):
            values = {f.name: self.value(getattr(part, f.name)) for f in fields(part)}
            return values | {"weights": part.weights()} if isinstance(part, Table) else values
        if isinstance(part, tuple):
            return [self.value(item) for item in part]
        if isinstance(part, Mapping):
            return {key: self.value(item) for key, item in part.items()}
        return printable(part) if isinstance(part, str) else part

    def _file(self, data: bytes, suffix: str) -> str:
        self.count += 1
        name = f"{self.count:04d}.{suffix}"
        (self.room / name).write_bytes(data)
        return name
