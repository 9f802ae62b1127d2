"""Letters of the invented cases: PDF through matplotlib, DOCX through python-docx."""

from __future__ import annotations

import io
import tomllib
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from textwrap import wrap

from tests.examples.builder.scenes import MARK

WIB = timezone(timedelta(hours=7))
_A4 = (8.27, 11.69)


@dataclass(frozen=True)
class Letter:
    """The words of one letter: who sends it, its title's lines, its paragraphs."""

    head: str
    title: tuple[str, ...]
    paragraphs: tuple[str, ...]


def letter(name: str) -> Letter:
    """Return a letter of ``letters.toml``."""
    text = Path(__file__).with_name("letters.toml").read_text("utf-8")
    entry = tomllib.loads(text)[name]
    paragraphs = (" ".join(each.split()) for each in entry["text"].split("\n\n"))
    return Letter(entry.get("head", ""), tuple(entry["title"]), tuple(paragraphs))


def save_pdf(
    path: Path,
    letter: Letter,
    *,
    created: datetime,
    changed: datetime | None = None,
    author: str = "",
    creator: str = "",
) -> None:
    """Write a one-page letter as PDF with the given dates and names in its information."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
    from matplotlib.figure import Figure

    figure = Figure(figsize=_A4)
    FigureCanvasPdf(figure)
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Serif"}):
        figure.text(0.5, 0.94, letter.head, ha="center", va="top", fontsize=12, weight="bold")
        title = "\n".join(letter.title)
        figure.text(0.5, 0.88, title, ha="center", va="top", fontsize=12, weight="bold")
        top = 0.83
        for paragraph in letter.paragraphs:
            for line in wrap(paragraph, 82):
                figure.text(0.1, top, line, va="top", fontsize=10)
                top -= 0.021
            top -= 0.012
        figure.text(0.5, 0.05, f"— {MARK} —", ha="center", fontsize=9, color="#a01020")
        information = {
            "Title": f"{' '.join(letter.title)} ({MARK})",
            "Author": author,
            "Creator": creator,
            "Producer": creator,
            "CreationDate": created,
            "ModDate": changed or created,
        }
        drawn = io.BytesIO()
        with PdfPages(drawn, metadata=information) as pages:
            pages.savefig(figure)
    # matplotlib writes the sign of a zone the wrong way round (seen in 3.10).
    path.write_bytes(drawn.getvalue().replace(b"-07'00'", b"+07'00'"))


def save_docx(
    path: Path,
    letter: Letter,
    *,
    created: datetime,
    changed: datetime,
    author: str,
    last_author: str,
    revision: int,
) -> None:
    """Write a letter as DOCX with the given core properties; its times are in UTC."""
    from docx import Document

    document = Document()
    title = " ".join(letter.title)
    document.add_heading(title, level=1)
    for paragraph in letter.paragraphs:
        document.add_paragraph(paragraph)
    document.add_paragraph(f"— {MARK} —")
    core = document.core_properties
    core.title, core.author, core.last_modified_by = f"{title} ({MARK})", author, last_author
    core.created, core.modified, core.revision = created, changed, revision
    core.comments = MARK
    packed = io.BytesIO()
    document.save(packed)
    path.write_bytes(_same_dates(packed.getvalue()))


def _same_dates(packed: bytes) -> bytes:
    """Return the same zip with one fixed date on every part: python-docx writes the clock's."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            target.writestr(fixed, source.read(entry.filename))
    return out.getvalue()
