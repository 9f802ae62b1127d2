"""Write the report's Word template: ``python templates/make_report.py``.

The template holds styles and page settings only: an office may change fonts, spacing
and colours in Word, or put its letterhead into the page's head. The words come from
the study. Made by a script so that it can be reviewed as text and made again with the
same bytes.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from workbench.report.render.docx_package import repacked

TARGET = Path(__file__).parent / "report.docx"
# Both come with Word; LibreOffice takes Caladea and Carlito, which are as wide.
SERIF, SANS, MONO = "Cambria", "Calibri", "Consolas"
INK, SOFT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x4A, 0x4A, 0x4A)
WIDTH = 166


def main() -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(24)
    _styles(document)
    for key, link in list(document.part.package.rels.items()):
        if link.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    buffer = io.BytesIO()
    document.save(buffer)
    TARGET.write_bytes(repacked(buffer.getvalue()))


def _styles(document: Any) -> None:
    style = _Styles(document)
    style("Normal", SERIF, 10.5, after=5, line=1.15)
    style("Title", SERIF, 25, bold=True, after=4)
    style("Subtitle", SERIF, 13, color=SOFT, after=6)
    style("Heading 1", SERIF, 16, bold=True, before=22, after=7, keep=True)
    style("Heading 2", SERIF, 12, bold=True, before=14, after=5, keep=True)
    style("Heading 3", SANS, 9.5, bold=True, before=8, after=3, keep=True)
    style("Heading 4", SANS, 9.5, bold=True, before=6, after=2, keep=True)
    style("Caption", SANS, 9.5, bold=True, color=INK, before=10, after=3, keep=True)
    style("Kicker", SANS, 10, bold=True, color=SOFT, before=110, after=4)
    style("Notice", SANS, 9.5, before=4, after=8)
    style("Small", SANS, 9.5, after=3)
    style("Contents", SANS, 9.5, after=1, line=1.0)
    style("Empty", SERIF, 10.5, italic=True, color=SOFT, after=5)
    style("Code", MONO, 8.5, after=3)
    style("Table Head", SANS, 9, bold=True, color=SOFT, before=1, after=1, line=1.0)
    style("Table Text", SANS, 9, before=1, after=1, line=1.0)
    style("Figure", SANS, 9, before=6, after=3, keep=True)
    style("Figure Caption", SANS, 9, color=SOFT, after=8)
    style("Numbered", SERIF, 10.5, after=5, line=1.1)
    pair = style("Pair", SANS, 9.5, after=2)
    pair.paragraph_format.left_indent = Mm(42)
    pair.paragraph_format.first_line_indent = Mm(-42)
    pair.paragraph_format.tab_stops.add_tab_stop(Mm(42))
    count = style("Count", SERIF, 11, after=2)
    count.paragraph_format.left_indent = Mm(16)
    count.paragraph_format.first_line_indent = Mm(-16)
    count.paragraph_format.tab_stops.add_tab_stop(Mm(16))
    foot = style("Footer", SANS, 8, color=SOFT)
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    numbered = document.styles["Numbered"].paragraph_format
    numbered.left_indent, numbered.first_line_indent = Mm(7), Mm(-7)
    numbered.tab_stops.add_tab_stop(Mm(7))
    _ruled(document.styles["Heading 1"], "top")
    _ruled(document.styles["Title"], None)
    for side in ("top", "left", "bottom", "right"):
        _ruled(document.styles["Notice"], side)


class _Styles:
    """Sets one paragraph style after the other, making those that Word has not."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def __call__(
        self, name: str, font: str, size: float, *, bold: bool = False, italic: bool = False,
        color: RGBColor = INK, before: float = 0, after: float = 0, line: float = 1.1,
        keep: bool = False,
    ) -> Any:  # fmt: skip
        styles = self.document.styles
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = None if name == "Normal" else styles["Normal"]
        style.hidden, style.quick_style = False, True
        style.font.name, style.font.size = font, Pt(size)
        style.font.bold, style.font.italic = bold, italic
        style.font.color.rgb = color
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.line_spacing, shape.keep_with_next = line, keep
        return style


def _ruled(style: Any, side: str | None) -> None:
    """Draw a line at one side of a style's paragraphs; None takes all of its lines away."""
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if side is None:
        if borders is not None:
            properties.remove(borders)
        return
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", "1A1A1A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


if __name__ == "__main__":
    main()
