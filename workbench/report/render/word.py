"""The report in Word: the same view, to be read, marked up and put into an office's file.

The template ``templates/report.docx`` holds styles and page settings and no word of
the report; an office may change both. Headings, tables, captions and alternative texts
are real ones, so that a screen reader and Word's own navigation find their way.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.errors import ReportError
from workbench.report.model import (
    Answer,
    Comparison,
    ExhibitCard,
    Figure,
    LikeGroup,
    Note,
    ReportView,
    Section,
)
from workbench.report.render.docx_package import described, repacked
from workbench.report.render.raster import png
from workbench.report.render.word_body import WIDTH, Body, run
from workbench.resources import templates

TEMPLATE = "report.docx"


def render(view: ReportView, *, template: Path | None = None) -> bytes:
    """Return the report as one Word document, the same bytes for the same view.

    Parameters
    ----------
    template
        The office's own; otherwise the shipped one.

    Raises
    ------
    ReportError
        When the template cannot be opened or lacks a style: no half document.
    """
    path = template or templates() / TEMPLATE
    document = _opened(path)
    try:
        _Writer(Body(document), view).write()
    except KeyError as error:
        style = str(error.args[0])
        raise ReportError("template_lacks_style", template=path.name, name=style) from error
    described(document, view.title, view.language, view.office)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue(), view.office)


def _opened(path: Path) -> Any:
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        return Document(str(path))
    except (OSError, ValueError, KeyError, OpcError, zipfile.BadZipFile) as error:
        detail = str(error)[:300]
        raise ReportError("template_broken", template=path.name, detail=detail) from error


class _Writer:
    """Places what the view holds: no words, no arithmetic."""

    def __init__(self, body: Body, view: ReportView) -> None:
        self.body, self.view = body, view
        drawings = [figure.svg for figure in _figures(view)]
        self.drawn = dict(zip(drawings, png(drawings), strict=True))

    def write(self) -> None:
        view = self.view
        self.body.foot(view.running, view.page_name)
        self._cover()
        self._brief()
        self._summary()
        for part in (view.parties, view.timeline, view.places):
            self._section(part)
        self._exhibits()
        self._likeness()
        self._notes()
        self._section(view.statements)
        self._kajian()
        self._section(view.method)
        self._section(view.verify)

    def _cover(self) -> None:
        add, cover = self.body.paragraph, self.view.cover
        add(cover.kicker, "Kicker")
        add(cover.title, "Title")
        add(cover.number, "Subtitle")
        if cover.name:
            add(cover.name, "Subtitle")
        if cover.invented:
            add(cover.invented, "Notice")
        self.body.rows(cover.rows)
        add(cover.allegation_title, "Heading 2")
        for text in cover.allegation:
            add(text)
        if not cover.allegation:
            add(cover.allegation_empty, "Empty")
        add(cover.principle, "Empty")
        add([run(cover.profile, bold=True)], "Small")
        self.body.page_break()

    def _brief(self) -> None:
        add, part = self.body.paragraph, self.view.brief
        if part is None:
            return
        add(part.title, "Heading 1", anchor=part.anchor)
        add(part.alleged_title, "Heading 2")
        for text in part.alleged:
            add(text)
        if not part.alleged:
            add(part.alleged_empty, "Empty")
        self.body.table(part.ends)
        add(part.exhibits_title, "Heading 2")
        if part.exhibits:
            wide = WIDTH // 4
            with self.body.side_by_side([wide] * len(part.exhibits)) as cells:
                for item in part.exhibits:
                    cells.cell()
                    self.body.preview(item.picture, item.no_picture, wide - 4, 30)
                    named = self.body.link(item.anchor, item.id, bold=True)
                    add([named, run(f" {item.label}")], "Figure Caption")
        else:
            add(part.exhibits_empty, "Empty")
        if part.exhibits_more:
            add(part.exhibits_more)
        add(part.open_title, "Heading 2")
        for link in part.open:
            add([self.body.link(link.anchor, link.text)])
        if not part.open:
            add(part.open_empty, "Empty")
        if part.open_more:
            add(part.open_more)
        self.body.table(part.clocks)
        self.body.page_break()

    def _summary(self) -> None:
        add, summary = self.body.paragraph, self.view.summary
        add(summary.title, "Heading 1", anchor="summary")
        for count in summary.counts:
            add([run(count.number, bold=True), run(f"\t{count.name}")], "Count")
        add(summary.balance)
        for text in summary.status:
            add(text, "Small")
        add(summary.attention_title, "Heading 2")
        for number, item in enumerate(summary.attention, start=1):
            title = self.body.link(item.anchor, item.title, bold=True)
            named = run(f"  {item.severity_name}", soft=True)
            add([run(f"{number}.\t"), title, named, run(f"\n{item.message}")], "Numbered")
        if summary.attention_more:
            add(summary.attention_more)
        if not summary.attention:
            add(summary.attention_empty, "Empty")
        add(self.view.contents_title, "Heading 2")
        for link in self.view.contents:
            add([self.body.link(link.anchor, link.text)], "Contents")
        self.body.page_break()

    def _section(self, part: Section) -> None:
        self._open(part.title, part.anchor, part.intro)
        for figure in part.figures:
            self._figure(figure)
        for table in part.tables:
            self.body.table(table)
        for text in part.closing:
            self.body.paragraph(text)

    def _open(self, title: str, anchor: str, intro: tuple[str, ...]) -> None:
        self.body.paragraph(title, "Heading 1", anchor=anchor)
        for text in intro:
            self.body.paragraph(text, keep=True)

    def _figure(self, figure: Figure) -> None:
        data = self.drawn[figure.svg]
        across, down = _size(data)
        self.body.picture(data, figure.alt, WIDTH - 6, (WIDTH - 6) * down / across, style="Figure")
        self.body.paragraph(figure.caption, "Figure Caption")

    def _exhibits(self) -> None:
        part = self.view.exhibits
        self._open(part.title, part.anchor, part.intro)
        self.body.table(part.overview)
        for card in part.cards:
            self._card(card, 26 if part.dense else 43)

    def _card(self, card: ExhibitCard, wide: int) -> None:
        body = self.body
        body.paragraph(f"{card.id}  {card.title}", "Heading 2", anchor=card.anchor)
        with body.side_by_side((wide + 5, WIDTH - wide - 5)) as cells:
            cells.cell()
            body.preview(card.picture, card.no_picture, wide, wide * 1.3)
            cells.cell()
            named = [run(card.path), run(f"  {card.status_name}", bold=True)]
            body.paragraph(named, "Code", keep=True)
            if card.reason:
                body.paragraph(card.reason, "Small")
            body.rows(card.identity)
            body.paragraph([run(card.digest_name, soft=True)], "Small", keep=True)
            body.paragraph(" ".join(card.digest), "Code" if len(card.digest) > 1 else "Empty")
            sides = (
                (card.file_title, card.file_rows, card.file_empty),
                (card.claim_title, card.claim_rows, card.claim_empty),
            )
            for title, rows, empty in sides:
                body.paragraph(title, "Heading 3")
                body.rows(rows)
                if not rows:
                    body.paragraph(empty, "Empty")
            if card.notes:
                body.paragraph(card.notes_title, "Heading 3")
            for link in card.notes:
                body.paragraph([body.link(link.anchor, link.text)], "Small")

    def _likeness(self) -> None:
        part = self.view.likeness
        self._open(part.title, part.anchor, part.intro)
        for figure in part.figures:
            self._figure(figure)
        for text in part.legend:
            self.body.paragraph(text)
        for family in part.families:
            self.body.paragraph(family.text, keep=True)
            self.body.table(family.steps)
        for group in part.groups:
            self._group(group)
        if not part.groups:
            self.body.paragraph(part.empty, "Empty")
        if part.answers is not None:
            self.body.table(part.answers)
        self.body.paragraph(part.limits)
        if part.annex is not None:
            self.body.table(part.annex)

    def _group(self, group: LikeGroup) -> None:
        body = self.body
        body.paragraph(group.title, "Heading 2", anchor=group.anchor)
        body.paragraph(group.meaning, keep=True)
        if group.members:
            wide = WIDTH // group.columns
            with body.side_by_side([wide] * group.columns) as cells:
                for member in group.members:
                    cells.cell()
                    body.preview(member.picture, member.no_picture, wide - 5, wide - 5)
                    said = [run(member.id, bold=True), run(f" {member.path}")]
                    body.paragraph(said, "Figure Caption")
        if group.comparisons:
            body.paragraph(group.comparisons_title, "Heading 3")
            body.paragraph(group.comparisons_intro, keep=True)
        for pair in group.comparisons:
            self._comparison(pair)
        if group.more:
            body.paragraph(group.more)
        body.table(group.pairs)
        if group.rest:
            body.paragraph(group.rest)

    def _comparison(self, pair: Comparison) -> None:
        body, wide = self.body, WIDTH // len(pair.panels)
        with body.side_by_side([wide] * len(pair.panels)) as cells:
            for panel in pair.panels:
                cells.cell()
                body.preview(panel.picture, "", wide - 4, 48)
                body.paragraph(panel.caption, "Figure Caption")
        body.paragraph(pair.title, "Small")

    def _notes(self) -> None:
        part = self.view.notes
        self._open(part.title, part.anchor, part.intro)
        for note in part.notes:
            self._note(note, part.exhibits_name)
        if not part.notes:
            self.body.paragraph(part.empty, "Empty")

    def _note(self, note: Note, exhibits_name: str) -> None:
        body = self.body
        body.paragraph(note.title, "Heading 2", anchor=note.anchor)
        code = run(f"  {note.code}", soft=True)
        on = run(f"  {exhibits_name}: {note.exhibits}", soft=True)
        body.paragraph([run(note.severity_name, bold=True), code, on], "Small", keep=True)
        for text in note.messages:
            body.paragraph(text)
        body.rows(note.parts)

    def _kajian(self) -> None:
        part = self.view.kajian
        self._open(part.title, part.anchor, part.intro)
        for answer in part.answers:
            self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        body = self.body
        body.paragraph(answer.title, "Heading 2")
        for text in answer.paragraphs:
            body.paragraph(text)
        body.rows(answer.rows)
        for figure in answer.figures:
            self._figure(figure)
        for table in answer.tables:
            body.table(table)
        if not (answer.paragraphs or answer.rows or answer.tables):
            body.paragraph(answer.empty, "Empty")


def _figures(view: ReportView) -> Iterator[Figure]:
    for part in (view.parties, view.timeline, view.places, view.likeness):
        yield from part.figures
    for section in (view.statements, view.method, view.verify):
        yield from section.figures
    for answer in view.kajian.answers:
        yield from answer.figures


def _size(data: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return image.size
