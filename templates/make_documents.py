"""Write the shipped Word templates: ``python templates/make_documents.py``.

Offices edit copies of the templates in Word; this script only makes the first ones,
so that they can be reviewed as text and made again with the same bytes. They hold
no form code, no article and no name: those come from the rule pack, the office's
settings and the study.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workbench.report.render.docx_package import repacked

HERE = Path(__file__).parent / "documents"
# What Indonesian offices write in; others take Liberation or URW fonts of the same widths.
FONT = "Bookman Old Style"
WIDTH = 165
CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.LEFT,
)


class Paper:
    """One template under construction."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.document = Document()
        section = self.document.sections[0]
        size = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.page_width, section.page_height = size
        section.left_margin, section.right_margin = Mm(25), Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        self.width = 252 if landscape else WIDTH
        self._styles()
        self._footer(section)

    def _styles(self) -> None:
        for name in ("Normal", "Heading 1", "Heading 2"):
            style = self.document.styles[name]
            style.font.name = FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
            style.font.size = Pt(11)
        body = self.document.styles["Normal"].paragraph_format
        body.space_after, body.line_spacing = Pt(4), 1.15
        for name, size, before in (("Heading 1", 11, 14), ("Heading 2", 11, 9)):
            style = self.document.styles[name]
            style.font.bold, style.font.size = True, Pt(size)
            style.font.color.rgb = None
            colour = style.element.rPr.find(qn("w:color"))
            if colour is not None:
                style.element.rPr.remove(colour)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True

    def _footer(self, section: Any) -> None:
        paragraph = section.footer.paragraphs[0]
        # Word's own foot has stops of its own, made for another width of paper.
        self.document.styles["Footer"].paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        for text, field in (
            ("{{ number }}\t{{ t.page_word }} ", "PAGE"),
            (" {{ t.page_of }} ", "NUMPAGES"),
        ):
            paragraph.add_run(text).font.size = Pt(8)
            self._field(paragraph, field)

    def _field(self, paragraph: Any, name: str) -> None:
        """Add what Word itself counts."""
        for kind, text in (("begin", None), (None, name), ("end", None)):
            run = paragraph.add_run()
            run.font.size = Pt(8)
            if text is None:
                part = OxmlElement("w:fldChar")
                part.set(qn("w:fldCharType"), str(kind))
            else:
                part = OxmlElement("w:instrText")
                part.set(qn("xml:space"), "preserve")
                part.text = text
            run._r.append(part)

    def line(
        self, text: str, *, bold: bool = False, italic: bool = False, align: Any = None,
        size: float | None = None, after: float | None = None, style: str | None = None,
    ) -> Any:  # fmt: skip
        """Add a paragraph."""
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if size:
            run.font.size = Pt(size)
        if align is not None:
            paragraph.alignment = align
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def head(
        self, *, letter: bool = False, form: bool = False, number: str = "{{ number }}"
    ) -> None:
        """Add letterhead, form code and title; a letter has its title in its subject line.

        Of a `form` the rule pack says whether it has a letterhead and a number.
        """
        self.line("{%p if form %}")
        self.line("{{ form }}", align=RIGHT, size=9, after=0)
        self.line("{%p endif %}")
        if form:
            self.line("{%p if kop %}")
        self.line("{%p if office.parent %}")
        self.line("{{ office.parent }}", align=CENTER, after=0)
        self.line("{%p endif %}")
        self.line("{{ office.name }}", bold=True, align=CENTER, size=13, after=0)
        self.line("{%p if office.address %}")
        self.line("{{ office.address }}", align=CENTER, size=9, after=0)
        self.line("{%p endif %}")
        self.line("{%p if office.contact %}")
        self.line("{{ office.contact }}", align=CENTER, size=9, after=0)
        self.line("{%p endif %}")
        rule = self.line("", after=10)
        rule.paragraph_format.space_before = Pt(0)
        self._border(rule)
        if form:
            self.line("{%p endif %}")
        self.line("{%p if invented %}")
        self.line("{{ invented }}", italic=True, align=CENTER, size=9)
        self.line("{%p endif %}")
        if not letter:
            self.line("{{ title }}", bold=True, align=CENTER, size=12, after=0)
            if form:
                self.line("{%p if form_number %}")
                number = "{{ form_number }}"
            self.line(f"{{{{ t.number }}}}: {number}", align=CENTER, after=12)
            if form:
                self.line("{%p endif %}")

    def _border(self, paragraph: Any) -> None:
        borders = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", "000000")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        paragraph._p.get_or_add_pPr().append(borders)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading."""
        self.document.add_heading(text, level)

    def each(self, name: str, text: str = "{{ text }}", variable: str = "text") -> None:
        """Add one paragraph for every item of a list."""
        self.line(f"{{%p for {variable} in {name} %}}")
        self.line(text, align=JUSTIFY)
        self.line("{%p endfor %}")

    def pairs(self, rows: Sequence[tuple[str, str]], first: int = 45) -> None:
        """Add names and values, aligned at the colon, without lines."""
        table = self.document.add_table(rows=0, cols=3)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for name, value in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, (name, ":", value), strict=True):
                cell.paragraphs[0].add_run(text)
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        self._widths(table, (first, 5, self.width - first - 5))
        self.line("", after=2)

    def table(
        self, header: Sequence[str], loop: str, cells: Sequence[str], widths: Sequence[int]
    ) -> None:
        """Add a ruled table with one row for every item; its head stands on each page."""
        table = self.document.add_table(rows=4, cols=len(header), style="Table Grid")
        texts = (header, [f"{{%tr for {loop} %}}"], cells, ["{%tr endfor %}"])
        for index, (row, values) in enumerate(zip(table.rows, texts, strict=True)):
            for cell, text in zip(row.cells, values, strict=False):
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.bold = Pt(9), True if index == 0 else None
                shape = cell.paragraphs[0].paragraph_format
                shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(2), 1.0
            self._mark(row, "w:cantSplit")
        self._mark(table.rows[0], "w:tblHeader")
        self._widths(table, widths)
        self.line("", after=2)

    def _mark(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement(name))

    def _widths(self, table: Any, widths: Sequence[int]) -> None:
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)

    def sign(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Add two places to sign, side by side, kept together."""
        before = self.document.paragraphs[-1]
        before.paragraph_format.keep_with_next = True
        self.line("", after=6).paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=2)
        for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
            for index, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                paragraph.add_run(text)
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph.paragraph_format.keep_with_next = True
        self._mark(table.rows[0], "w:cantSplit")
        self._widths(table, (self.width // 2, self.width - self.width // 2))

    def initials(self) -> None:
        """Add the places for initials to the foot of each page."""
        foot = self.document.sections[0].footer
        foot.add_paragraph().add_run("{{ t.initials }}").font.size = Pt(8)

    def chair(self, *, left: Sequence[str] = ("",)) -> None:
        """Add the chair's signature at the right."""
        self.sign(
            left,
            (
                "{{ office.place or line }}, {{ signed_on }}",
                "{{ t.chair }},",
                "",
                "",
                "",
                "{{ office.chair or line }}",
            ),
        )

    def save(self, name: str) -> None:
        """Write the template; the same bytes each time."""
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "", name, ""
        buffer = io.BytesIO()
        self.document.save(buffer)
        HERE.mkdir(exist_ok=True)
        (HERE / f"{name}.docx").write_bytes(repacked(buffer.getvalue()))


def kajian_awal() -> None:
    """Write the first study."""
    paper = Paper()
    paper.head()
    paper.heading("{{ label.kajian_awal_I }}")
    paper.line("{%p for one in reporters %}")
    paper.line("{{ t.name }}: {{ one.name }}", after=0)
    paper.line("{{ t.address }}: {{ one.address }}", after=0)
    paper.line("{{ t.job }}: {{ one.occupation }}")
    paper.line("{%p endfor %}")
    paper.heading("{{ label.kajian_awal_II }}")
    paper.each("allegation")
    paper.heading("{{ label.kajian_awal_III }}")
    for label, rows in (("kajian_awal_III_A", "formal"), ("kajian_awal_III_B", "material")):
        paper.heading(f"{{{{ label.{label} }}}}", 2)
        paper.table(
            ("{{ t.requirement }}", "{{ t.fact }}", "{{ t.judgement }}", "{{ t.reason }}"),
            f"one in {rows}",
            (
                "{{ one.text }}{% if one.rule %} ({{ one.rule }}){% endif %}",
                "{{ one.fact }}",
                "{{ one.judgement }}",
                "{{ one.reason }}",
            ),
            (50, 46, 28, 41),
        )
    paper.line("{%p for one in norms %}")
    paper.line("{{ loop.index }}. {{ one.title }}", align=JUSTIFY, after=1)
    paper.line("{%p endfor %}")
    paper.line("{%p for one in where_there_is_one %}")
    paper.heading("{{ one.label }}", 2)
    paper.line("{{ one.text }}", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.heading("{{ label.kajian_awal_IV }}")
    paper.line("{{ opening }}", align=JUSTIFY)
    paper.line("{{ reason or unfilled }}", align=JUSTIFY)
    paper.heading("{{ label.kajian_awal_V }}")
    paper.line("{{ result }}", bold=True)
    paper.chair()
    paper.save("kajian_awal")


def people(paper: Paper, rows: str, name: str = "{{ t.name }}") -> None:
    """Add name, occupation and address of each of some people."""
    paper.line(f"{{%p for one in {rows} %}}")
    paper.line(f"{name}: {{{{ one.name }}}}", after=0)
    paper.line("{{ t.job }}: {{ one.occupation }}", after=0)
    paper.line("{{ t.address }}: {{ one.address }}")
    paper.line("{%p endfor %}")


def temuan() -> None:
    """Write the finding form."""
    paper = Paper()
    paper.head()
    paper.heading("{{ t.finder_data }}")
    people(paper, "finders")
    paper.heading("{{ t.respondent_data }}")
    people(paper, "respondents")
    paper.heading("{{ t.event_data }}")
    paper.pairs(
        (
            ("{{ t.event }}", "{{ case_title or line }}"),
            ("{{ t.event_place }}", "{{ place or line }}"),
            ("{{ t.event_day }}", "{{ dates.event }}"),
            ("{{ t.known_day }}", "{{ dates.known }}"),
        ),
        58,
    )
    paper.line("{%p if witnesses %}")
    paper.heading("{{ t.witnesses }}")
    paper.line("{%p for one in witnesses %}")
    paper.line("{{ loop.index }}. {{ one.name }}, {{ one.occupation }}", after=1)
    paper.line("{%p endfor %}")
    paper.line("{%p endif %}")
    paper.heading("{{ t.exhibits_data }}")
    paper.pairs(
        (
            ("{{ t.assignment }}", "{{ line }}"),
            ("{{ t.lhp }}", "{{ line }}"),
            ("{{ t.lhp_day }}", "{{ lhp or line }}"),
        ),
        70,
    )
    listed_exhibits(paper)
    paper.heading("{{ t.short_account }}")
    paper.each("allegation")
    paper.sign(
        ("",),
        ("{{ office.place or line }}, {{ signed_on }}", "", "", "", "{{ line }}",
         "{{ t.name_and_post }}"),
    )  # fmt: skip
    paper.save("temuan")


def listed_exhibits(paper: Paper) -> None:
    """Add the exhibits one a line."""
    paper.line("{%p for one in exhibits %}")
    paper.line("{{ loop.index }}. {{ one.id }}: {{ one.label }} ({{ one.kind }})", after=1)
    paper.line("{%p endfor %}")


def kajian() -> None:
    """Write the kajian."""
    paper = Paper()
    paper.head()
    paper.heading("{{ label.kajian_I }}")
    paper.each("issue")
    paper.heading("{{ label.kajian_II }}")
    people(paper, "brought_by", "1. {{ t.brought_by }}")
    people(paper, "respondents", "2. {{ t.respondent }}")
    paper.line("3. {{ t.taken_up_on }}: {{ dates.taken_up }}", after=1)
    paper.line("4. {{ t.event_on }}: {{ dates.event }}", after=1)
    paper.line("5. {{ t.exhibits }}:", after=1)
    listed_exhibits(paper)
    paper.heading("{{ label.kajian_III }}")
    paper.heading("{{ label.kajian_III_a }}", 2)
    paper.line("{%p for one in norms %}")
    paper.line("{{ loop.index }}. {{ one.source }}: {{ one.act }} ({{ one.force }}).",
               align=JUSTIFY)  # fmt: skip
    paper.line("{%p endfor %}")
    paper.line("{%p if not norms %}")
    paper.line("{{ t.no_norm }}", italic=True)
    paper.line("{%p endif %}")
    paper.heading("{{ label.kajian_III_b }}", 2)
    paper.line("{%p for one in facts %}")
    paper.line("{{ loop.index }}. {{ one }}", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.line("{%p for one in statements %}")
    paper.line("{{ one.heading }}", bold=True, after=0).paragraph_format.keep_with_next = True
    paper.line("{{ one.summary }} ({{ t.basis }}: {{ one.basis }})", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.heading("{{ label.kajian_III_c }}", 2)
    paper.line("{%p for norm in norms %}")
    paper.heading("{{ norm.title }}", 2)
    paper.table(
        (
            "{{ t.element }}", "{{ t.supports }}", "{{ t.contradicts }}",
            "{{ t.alternative }}", "{{ t.judgement }}", "{{ t.reason }}",
        ),
        "one in norm.elements",
        (
            "{{ one.text }}", "{{ one.supports }}", "{{ one.contradicts }}",
            "{{ one.alternative }}", "{{ one.status }}", "{{ one.reason }}",
        ),
        (32, 27, 27, 26, 25, 28),
    )  # fmt: skip
    paper.line("{%p endfor %}")
    paper.heading("{{ label.kajian_IV }}")
    paper.line("{{ opening }}", align=JUSTIFY)
    paper.line("{%p for one in concluded %}")
    paper.line("{{ 'abcdefghijklmnopqrstuvwxyz'[loop.index0 % 26] }}. {{ one }}", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.line("{%p if not concluded %}")
    paper.line("{{ unfilled }}")
    paper.line("{%p endif %}")
    paper.heading("{{ label.kajian_V }}")
    paper.line("{%p for one in recommended %}")
    paper.line("{{ loop.index }}. {{ one }}", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.each("recommendation")
    paper.chair()
    paper.line("{%p if pictures %}")
    paper.heading("{{ t.annex_pictures }}")
    paper.document.paragraphs[-1].paragraph_format.page_break_before = True
    paper.table(
        ("{{ t.code }}", "{{ t.picture }}", "{{ t.description }}", "{{ t.digest }}"),
        "one in pictures",
        ("{{ one.id }}", "{{ one.picture }}", "{{ one.label }}", "{{ one.sha256 }}"),
        (16, 38, 60, 51),
    )
    paper.line("{%p endif %}")
    paper.save("kajian")


def letter_head(paper: Paper, number: str, subject: str, to: str, place: str) -> None:
    """Add number, subject and addressee of a letter; place and date stand above the signature."""
    paper.pairs((("{{ t.number }}", number), ("{{ t.subject }}", subject)), first=28)
    paper.line("{{ t.to }} " + to, after=0)
    paper.line("{{ t.at_place }}", after=0)
    paper.line(place, after=12)


def legal_basis(paper: Paper) -> None:
    """Add the first point of a letter: the law that it rests on."""
    paper.line("1. {{ t.basis_of_letter }}:", after=1)
    paper.line("{%p for one in law %}")
    paper.line(
        "{{ 'abcdefgh'[loop.index0] }}. {{ one }};", after=1
    ).paragraph_format.left_indent = Mm(8)
    paper.line("{%p endfor %}")


def undangan_klarifikasi() -> None:
    """Write the invitation to clarification."""
    paper = Paper()
    paper.head(letter=True)
    letter_head(paper, "{{ line }}", "{{ t.invite_subject }}", "{{ to }}", "{{ address }}")
    legal_basis(paper)
    paper.line("2. {{ body }}", align=JUSTIFY)
    paper.line("3. {{ t.invite_when }}", after=1)
    paper.pairs(
        (
            ("{{ t.day_date }}", "{{ day }}"),
            ("{{ t.hour }}", "{{ hour }}"),
            ("{{ t.venue }}", "{{ line }}"),
        )
    )
    paper.line("{{ mode }}")
    paper.line("{{ t.invite_close }}", align=JUSTIFY)
    paper.chair()
    paper.save("undangan_klarifikasi")


def ba_sumpah() -> None:
    """Write the record of an oath."""
    paper = Paper()
    paper.head()
    paper.pairs(
        (
            ("{{ t.on_this_day }}", "{{ at }}"),
            ("{{ t.name }}", "{{ person }}"),
            ("{{ t.religion }}", "{{ line }}"),
            ("{{ t.status_number }}", "{{ matter }} {{ number }}"),
        ),
        60,
    )
    paper.line("{{ oath }}", align=JUSTIFY)
    paper.line("{{ answers_for_it }}", align=JUSTIFY)
    paper.sign(("",), ("{{ t.oath_taken }},", "", "{{ t.duty }}", "", "{{ person }}"))
    paper.save("ba_sumpah")


def ba_klarifikasi() -> None:
    """Write the record of a clarification."""
    paper = Paper()
    paper.head()
    paper.pairs(
        (
            ("{{ t.on_this_day }}", "{{ at }}"),
            ("{{ t.asked_by }}", "{{ line }}"),
            ("{{ t.asked_by_officer }}", "{{ line }}"),
            ("{{ t.giver_name }}", "{{ person }}"),
            ("{{ t.born }}", "{{ line }}"),
            ("{{ t.job }}", "{{ occupation }}"),
            ("{{ t.faith }}", "{{ line }}"),
            ("{{ t.nationality }}", "{{ line }}"),
            ("{{ t.lives_at }}", "{{ address }}"),
            ("{{ t.basis }}", "{{ basis }}"),
            ("{{ t.known_on }}", "{{ known or line }}"),
        ),
        70,
    )
    paper.line("{{ body }}", align=JUSTIFY)
    for title, rows in (("questions_opening", "opening"), ("questions_closing", "closing")):
        if rows == "closing":
            paper.heading("{{ t.questions_content }}")
            paper.line("{%p for one in content %}")
            paper.line("{{ one.number }}. {{ t.question }}", after=1)
            where = "{% if one.where %} ({{ one.where }}){% endif %}"
            paper.line(f"{{{{ t.answer }}}} {{{{ one.answer }}}}{where}", align=JUSTIFY)
            paper.line("{%p endfor %}")
        paper.heading(f"{{{{ t.{title} }}}}")
        paper.line(f"{{%p for one in {rows} %}}")
        paper.line("{{ one.number }}. {{ one.question }}", align=JUSTIFY, after=1)
        paper.line("{{ t.answer }} {{ line }}")
        paper.line("{%p endfor %}")
    paper.line("{{ read_back }}.", align=JUSTIFY)
    paper.line("{{ t.record_close }}", align=JUSTIFY)
    paper.sign(
        ("{{ t.giver }},", "", "", "", "{{ signer }}"),
        ("{{ t.taker }},", "", "", "", "{{ line }}"),
    )
    paper.initials()
    paper.save("ba_klarifikasi")


def penerusan() -> None:
    """Write a letter that leaves the office."""
    paper = Paper()
    paper.head(letter=True)
    letter_head(paper, "{{ letter_number }}", "{{ subject }}", "{{ to }}", "{{ at }}")
    paper.line("{%p if via %}")
    paper.line("{{ t.via }} {{ via }}")
    paper.line("{%p endif %}")
    legal_basis(paper)
    paper.line("2. {{ body }}", align=JUSTIFY)
    paper.line("{%p for one in more %}")
    paper.line("{{ loop.index + 2 }}. {{ one }}", align=JUSTIFY)
    paper.line("{%p endfor %}")
    paper.table(
        ("{{ t.respondent }}", "{{ t.job }}"),
        "one in respondents",
        ("{{ one.name }}", "{{ one.occupation }}"),
        (65, 100),
    )
    paper.line("{%p if norms %}")
    paper.line("{{ t.norms_of_letter }}", after=1)
    paper.line("{%p for one in norms %}")
    paper.line("{{ loop.index }}. {{ one }}", align=JUSTIFY, after=1)
    paper.line("{%p endfor %}")
    paper.line("{%p endif %}")
    paper.line("{%p if exhibits %}")
    paper.line("{{ t.exhibits_of_letter }}", after=1)
    listed_exhibits(paper)
    paper.line("{%p endif %}")
    paper.line("{{ t.attention }}", after=1)
    paper.line("{%p for one in enclosed %}")
    paper.line("{{ loop.index }}. {{ one }}", after=1)
    paper.line("{%p endfor %}")
    paper.line("{{ close }}", align=JUSTIFY)
    paper.chair()
    paper.line("{%p if copies %}")
    paper.line("{{ t.copies_to }}", after=1).paragraph_format.space_before = Pt(14)
    paper.line("{%p for one in copies %}")
    paper.line("{{ loop.index }}. {{ one }}", after=1)
    paper.line("{%p endfor %}")
    paper.line("{%p endif %}")
    paper.save("penerusan")


def pemberitahuan_status() -> None:
    """Write the notice of status."""
    paper = Paper()
    paper.head()
    paper.line("{{ t.status_body }}", align=JUSTIFY)
    paper.table(
        (
            "{{ t.row_number }}", "{{ t.status_people }}", "{{ t.status_number }}",
            "{{ t.status }}", "{{ t.status_reason }}",
        ),
        "one in rows",
        (
            "{{ loop.index }}", "{{ one.people }}", "{{ one.number }}",
            "{{ one.status }}", "{{ one.reason }}",
        ),
        (11, 38, 40, 38, 38),
    )  # fmt: skip
    paper.line("{{ t.notes }}", after=1)
    paper.line("{%p for one in notes %}")
    paper.line("{%p if one.below %}")
    paper.line("{{ one.text }}", size=9, after=0).paragraph_format.left_indent = Mm(8)
    paper.line("{%p else %}")
    paper.line("{{ one.text }}", size=9, after=0)
    paper.line("{%p endif %}")
    paper.line("{%p endfor %}")
    paper.chair()
    paper.save("pemberitahuan_status")


def ba_pleno() -> None:
    """Write the minutes of the plenary meeting."""
    paper = Paper()
    paper.head(number="{{ minutes }}")
    paper.line("{{ body }}", align=JUSTIFY)
    paper.heading("{{ t.considered }}")
    paper.each("issue")
    paper.table(
        ("{{ t.respondent }}", "{{ t.norm }}", "{{ t.conclusion }}", "{{ t.instruction }}"),
        "one in conclusions",
        (
            "{{ one.persons }}", "{{ one.norm }}", "{{ one.conclusion }}",
            "{{ one.disposition }}{% if one.target %}: {{ one.target }}{% endif %}",
        ),
        (22, 63, 40, 40),
    )  # fmt: skip
    paper.heading("{{ t.decision }}")
    paper.each("decision")
    paper.table(
        (
            "{{ t.member }}",
            "{{ t.position }}",
            "{{ t.vote }}",
            "{{ t.dissent }}",
            "{{ t.signature }}",
        ),
        "one in members",
        ("{{ one.name }}", "{{ one.position }}", "{{ one.vote }}", "{{ one.dissent }}", ""),
        (38, 30, 25, 42, 30),
    )
    paper.line("{{ t.minutes_close }}", align=JUSTIFY)
    paper.save("ba_pleno")


def lembar_pemeriksa() -> None:
    """Write the page for the reviewer: what to check before anybody signs."""
    paper = Paper()
    paper.head()
    paper.line("{{ t.clean_note }}", italic=True, align=CENTER)
    paper.heading("{{ t.checks }}")
    paper.table(
        ("{{ t.check_text }}", "{{ t.check_why }}", "{{ t.check_papers }}"),
        "one in checks",
        ("{{ one.text }}", "{{ one.comment }}", "{{ one.papers }}"),
        (52, 73, 40),
    )
    paper.line("{%p if kept %}")
    paper.heading("{{ t.no_letters }}")
    paper.table(
        ("{{ t.norm }}", "{{ t.respondent }}", "{{ t.why }}"),
        "one in kept",
        ("{{ one.norm }}", "{{ one.persons }}", "{{ one.why }}"),
        (75, 30, 60),
    )
    paper.line("{%p endif %}")
    paper.save("lembar_pemeriksa")


def daftar_bukti() -> None:
    """Write the list of exhibits."""
    paper = Paper(landscape=True)
    paper.head()
    paper.line("{{ balance }}")
    paper.table(
        (
            "{{ t.code }}", "{{ t.picture }}", "{{ t.description }}", "{{ t.kind }}",
            "{{ t.file }}", "{{ t.received }}", "{{ t.digest }}", "{{ t.state }}",
        ),
        "one in exhibits",
        (
            "{{ one.id }}", "{{ one.picture }}", "{{ one.label }}", "{{ one.kind }}",
            "{{ one.path }}", "{{ one.received }}", "{{ one.sha256 }}", "{{ one.status }}",
        ),
        (14, 35, 43, 25, 42, 27, 45, 21),
    )  # fmt: skip
    paper.chair()
    paper.save("daftar_bukti")


def formulir() -> None:
    """Write the form whose parts come from the rule pack, whichever it is."""
    paper = Paper()
    paper.head(form=True)
    paper.line("{%p for one in blocks %}")
    paper.line("{%p if one.kind == 'heading' %}")
    paper.line("{{ one.label }}", bold=True, after=2).paragraph_format.keep_with_next = True
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'field' %}")
    field = paper.line("{{ one.label }}\t: {{ one.value }}", after=2)
    field.paragraph_format.tab_stops.add_tab_stop(Mm(76))
    field.paragraph_format.left_indent, field.paragraph_format.first_line_indent = Mm(78), Mm(-72)
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'statement' %}")
    paper.line("{{ one.label }}", align=JUSTIFY)
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'choice' %}")
    paper.line("☐  {{ one.label }}", align=JUSTIFY, after=2).paragraph_format.left_indent = Mm(6)
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'text' %}")
    paper.line("{{ one.label }}", bold=True, after=2).paragraph_format.keep_with_next = True
    paper.each("one.lines")
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'list' %}")
    paper.line("{{ one.label }}", bold=True, after=2).paragraph_format.keep_with_next = True
    paper.line("{%p for text in one.lines %}")
    item = paper.line("{{ loop.index }}. {{ text }}", align=JUSTIFY, after=2)
    item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(12), Mm(-6)
    paper.line("{%p endfor %}")
    paper.line("{%p endif %}")
    paper.line("{%p if one.kind == 'table' %}")
    paper.line("{{ one.label }}", bold=True, after=2).paragraph_format.keep_with_next = True
    paper.table(
        ("{{ t.row_number }}", "{{ t.document_kind }}", "{{ t.quantity }}"),
        "row in one.rows",
        ("{{ loop.index }}", "{{ row.what }}", "{{ row.count }}"),
        (15, 110, 40),
    )
    paper.line("{%p endif %}")
    paper.line("{%p endfor %}")
    paper.line("{%p if place_and_day %}")
    paper.line(
        "{{ office.place or line }}, {{ signed_on }}", align=RIGHT
    ).paragraph_format.space_before = Pt(10)
    paper.line("{%p endif %}")
    signers = paper.document.add_table(rows=3, cols=2)
    texts = (
        ("{%tr for one in signers %}", ""),
        ("{{ one.left }}|{{ one.left_name }}", "{{ one.right }}|{{ one.right_name }}"),
        ("{%tr endfor %}", ""),
    )
    for row, cells in zip(signers.rows, texts, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            label, bar, name = text.partition("|")
            cell.paragraphs[0].add_run(label)
            if bar:
                for below in ("", "{{ one.duty }}" if place else "{{ one.stamp }}", "", name):
                    cell.add_paragraph().add_run(below)
    paper._mark(signers.rows[1], "w:cantSplit")
    paper._widths(signers, (82, 83))
    paper.save("formulir")


def main() -> None:
    """Write all templates."""
    for make in (
        kajian_awal, temuan, kajian, undangan_klarifikasi, ba_sumpah, ba_klarifikasi,
        penerusan, pemberitahuan_status, ba_pleno, daftar_bukti, lembar_pemeriksa,
        formulir,
    ):  # fmt: skip
        make()


if __name__ == "__main__":
    main()
