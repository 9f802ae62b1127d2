"""Drawings as pictures, for programs that cannot draw SVG with the report's own fonts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.errors import ReportError
from workbench.report.render.glyphs import printable
from workbench.report.render.pdf import fonts

_DENSITY = 220
_PAGE = '#set page(width: 160mm, height: auto, margin: 0pt)\n#image("{name}", width: 100%)\n'


def png(drawings: Sequence[str]) -> list[bytes]:
    """Return each SVG as a PNG of 160 mm at 220 dots to the inch, all in one go.

    Raises
    ------
    ReportError
        When one cannot be drawn, or a font is missing.
    """
    if not drawings:
        return []
    import typst

    known = fonts()
    with tempfile.TemporaryDirectory(prefix="workbench-drawing-") as place:
        room, pages = Path(place), []
        for number, drawing in enumerate(drawings):
            name = f"{number:04d}.svg"
            (room / name).write_text(printable(drawing), "utf-8")
            pages.append(_PAGE.format(name=name))
        (room / "pages.typ").write_text("#pagebreak()\n".join(pages), "utf-8")
        try:
            made = typst.compile(
                str(room / "pages.typ"),
                root=str(room),
                format="png",
                ppi=_DENSITY,
                font_paths=known,
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            raise ReportError("pdf_not_made", detail=str(error.message)[:400]) from error
    return [made] if isinstance(made, bytes) else list(made)
