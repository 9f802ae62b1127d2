"""The body of a Word document, one element after the other: headings, tables, pictures.

Works on the document's own XML, because a table of a thousand cells takes the usual
library seconds. Every text is set as text and can never become markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from workbench.report.model import Picture, Row, Table

Element = Any
WIDTH: Final = 166
"""Width of the text on the page, in millimetres."""

_EMU = 36_000  # in one millimetre
_TWIPS = 56.6929
_LONG_ROW = 900  # letters
_LONG_NAME = 24


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """Return an element of Word's own namespace with these children and attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(_name(f"w:{key}"), str(value))
    made.extend(children)
    return made


def run(text: str, *, bold: bool = False, soft: bool = False) -> Element:
    """Return a run of text; a line feed or tab in it is one on the page."""
    made = element("r")
    if bold or soft:
        shape = [element("b")] if bold else []
        made.append(element("rPr", *shape, *([element("color", val="4A4A4A")] if soft else [])))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            words = element("t")
            words.set(_name("xml:space"), "preserve")
            words.text = part
            made.append(words)
    return made


@cache
def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name) if not name.startswith("xml:") else f"{{{_XML}}}{name[4:]}"


_XML = "http://www.w3.org/XML/1998/namespace"


class Body:
    """A Word document that is being written.

    Parameters
    ----------
    document
        A document of python-docx, as its template made it.

    Raises
    ------
    KeyError
        When the template lacks a style that is asked for; the name is its argument.
    """

    def __init__(self, document: Any) -> None:
        self.document = document
        self._styles = {style.name: style.style_id for style in document.styles}
        self.target: Element = document.element.body
        """Where the next element goes: the page, or a cell that is open."""
        self._marks: dict[str, str] = {}
        self._set = 0
        self._pictures = 0

    def paragraph(
        self, content: str | Sequence[Element], style: str = "Normal", *, anchor: str = "",
        keep: bool = False,
    ) -> None:  # fmt: skip
        """Add a paragraph; links may lead to its `anchor`."""
        runs = [run(content)] if isinstance(content, str) else list(content)
        if anchor:
            self._set += 1
            start = element("bookmarkStart", id=self._set, name=self._mark(anchor))
            runs = [start, *runs, element("bookmarkEnd", id=self._set)]
        shape = element("pPr", element("pStyle", val=self._styles[style]))
        if keep:
            shape.append(element("keepNext"))
        self.add(element("p", shape, *runs))

    def link(self, anchor: str, text: str, *, bold: bool = False) -> Element:
        """Return a run that leads to another place of the document."""
        return element("hyperlink", run(text, bold=bold), anchor=self._mark(anchor), history=1)

    def rows(self, rows: Iterable[Row]) -> None:
        """Add names and values, one pair on a line."""
        for row in rows:
            self.paragraph([run(row.name, soft=True), run("\t"), run(row.value)], "Pair")

    def table(self, table: Table) -> None:
        """Add a table with its caption above it; its head stands on each page."""
        if not table.rows:
            self.paragraph(table.caption, "Caption")
            self.paragraph(table.empty, "Empty")
            return
        self.paragraph(table.caption, "Caption")
        widths = _shares(table.weights())
        made = element("tbl", _table_shape(widths, table.caption), _grid(widths))
        made.append(self._row(table.columns, widths, "Table Head", head=True))
        # A short first cell names its row; a long one is a text like the others.
        names = max(len(texts[0]) for texts in table.rows) < _LONG_NAME
        for texts in table.rows:
            made.append(self._row(texts, widths, "Table Text", names=names))
        self.add(made)
        self.paragraph("", "Table Text")

    def picture(self, data: bytes, alt: str, width: float, height: float, *, style: str) -> None:
        """Add a picture with what stands in for it when unseen; sizes in millimetres."""
        from docx.oxml import parse_xml

        relation, _ = self.document.part.get_or_add_image(io.BytesIO(data))
        self._pictures += 1
        size = {"width": round(width * _EMU), "height": round(height * _EMU)}
        drawing = parse_xml(_DRAWING.format(number=self._pictures, relation=relation, **size))
        drawing.xpath(".//wp:docPr")[0].set("descr", alt)
        self.paragraph([element("r", drawing)], style)

    def preview(self, picture: Picture | None, why: str, width: float, height: float) -> None:
        """Add an exhibit's picture, no larger than this, or say why there is none."""
        if picture is None:
            self.paragraph(why, "Empty")
            return
        scale = min(width / picture.width, height / picture.height)
        size = picture.width * scale, picture.height * scale
        self.picture(picture.data, picture.alt, *size, style="Figure")

    def side_by_side(self, widths: Sequence[int]) -> SideBySide:
        """Add cells without lines, filled one after the other; widths in millimetres."""
        return SideBySide(self, [round(width * _TWIPS) for width in widths])

    def page_break(self) -> None:
        """Go on upon a new page."""
        self.add(element("p", element("r", element("br", type="page"))))

    def foot(self, left: str, word: str) -> None:
        """Write each page's foot: a text, and the page's number of how many."""
        footer = self.document.sections[0].footer
        # Asked for once, the foot exists; then its own part holds it.
        footer.is_linked_to_previous = False
        paragraph = footer.part.element.xpath("w:p")[0]
        number, count = _field("PAGE"), _field("NUMPAGES")
        paragraph.extend([run(f"{left}\t{word} "), *number, run(" / "), *count])

    def _row(
        self, texts: Sequence[str], widths: Sequence[int], style: str, *, head: bool = False,
        names: bool = False,
    ) -> Element:  # fmt: skip
        cells = [
            _cell(
                width,
                element(
                    "p",
                    element("pPr", element("pStyle", val=self._styles[style])),
                    run(text, bold=names and not place),
                ),
            )
            for place, (text, width) in enumerate(zip(texts, widths, strict=True))
        ]
        # A row is kept on one page unless it may be longer than one.
        kept = [element("cantSplit")] if sum(map(len, texts)) < _LONG_ROW else []
        marks = [*kept, element("tblHeader")] if head else kept
        return element("tr", *([element("trPr", *marks)] if marks else []), *cells)

    def add(self, made: Element) -> None:
        """Add an element at the end of what is being written."""
        if self.target.tag == _name("w:body"):
            self.target.insert_element_before(made, "w:sectPr")
        else:
            self.target.append(made)

    def _mark(self, anchor: str) -> str:
        """Return a bookmark's name: Word takes letters, digits and forty of them at most."""
        return self._marks.setdefault(anchor, f"place_{len(self._marks) + 1}")


class SideBySide:
    """Cells in rows, without lines and without a head: a way to lay out, no data.

    Parameters
    ----------
    body
        Where the next paragraphs go into the cell that is open.
    widths
        Of the cells of one row, in twentieths of a point.
    """

    def __init__(self, body: Body, widths: Sequence[int]) -> None:
        self._body, self._widths = body, widths
        self._outer = body.target
        self._table = element("tbl", _table_shape(widths, "", ruled=False), _grid(widths))
        self._count = 0
        body.add(self._table)

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(self, *_: object) -> None:
        while self._count % len(self._widths):
            self.cell()
            self._body.paragraph("", "Table Text")
        self._body.target = self._outer
        self._body.paragraph("", "Table Text")

    def cell(self) -> None:
        """Open the next cell."""
        place = self._count % len(self._widths)
        if place == 0:
            self._row = element("tr")
            self._table.append(self._row)
        self._count += 1
        made = _cell(self._widths[place])
        self._row.append(made)
        self._body.target = made


def _cell(width: int, *content: Element) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *content)


def _grid(widths: Iterable[int]) -> Element:
    return element("tblGrid", *(element("gridCol", w=width) for width in widths))


def _shares(weights: Sequence[float]) -> list[int]:
    total = sum(weights)
    return [round(weight / total * WIDTH * _TWIPS) for weight in weights]


def _table_shape(widths: Iterable[int], caption: str, *, ruled: bool = True) -> Element:
    lines = [
        element(side, val="single", sz=4, space=0, color="B9B9B9")
        for side in ("top", "bottom", "insideH")
    ]
    margins = element(
        "tblCellMar", element("left", w=0, type="dxa"), element("right", w=140, type="dxa")
    )
    return element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        *([element("tblBorders", *lines)] if ruled else []),
        element("tblLayout", type="fixed"),
        margins,
        element("tblLook", firstRow=int(ruled), firstColumn=int(ruled), noHBand=1, noVBand=1),
        *([element("tblCaption", val=caption)] if caption else []),
    )


def _field(code: str) -> list[Element]:
    """Return a field that the reader's program fills in."""
    asked = element("instrText")
    asked.text = code
    kinds = [element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    parts = (kinds[0], asked, kinds[1], run("1"), kinds[2])
    return [part if part.tag == _name("w:r") else element("r", part) for part in parts]


_DRAWING = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Picture {number}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
    '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
