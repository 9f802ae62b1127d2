"""Gaps of step 6: the element matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap, Level
from workbench.kajian.gaps.statements import unknown_citations
from workbench.kajian.hints.corroboration import corroboration
from workbench.kajian.hints.element_tests import examine_element
from workbench.kajian.shapes import ElementAnswer
from workbench.kajian.wording import Wording, norm_words, row_words
from workbench.law.marked import tag
from workbench.law.pack import Pack
from workbench.law.shapes import Element, Norm
from workbench.text import LANGUAGES


def matrix_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield norms that do not fit the case and elements that are not carried."""
    if not dossier.norm_ids:
        yield Gap("blocks", "no_norm", "matrix", ("norms",))
    for key in dossier.norm_ids:
        if dossier.pack.norm(key) is None:
            yield Gap("blocks", "norm_unknown", "matrix", ("matrix", key), {"norm": key})
    for norm in dossier.norms:
        yield from _norm_gaps(dossier, norm)
    for norm, element, answer in dossier.rows():
        yield from _element_gaps(dossier, _Row(dossier.pack, norm, element, answer))


def _norm_gaps(dossier: Dossier, norm: Norm) -> Iterator[Gap]:
    place, fields = ("matrix", norm.id), {"norm": norm.id}
    named: Wording = {"cited": norm_words(dossier.pack, norm)}
    day = dossier.event_day
    if day is not None and not dossier.pack.in_force(norm, day):
        text, force = fields | {"day": day.isoformat()}, dossier.pack.force(norm, day)
        doubt: Wording = {"tag": {name: f" {tag(force.mark, name)}".rstrip() for name in LANGUAGES}}
        yield Gap("blocks", "norm_not_in_force", "matrix", place, text, words=named | doubt)
    if dossier.regime and norm.regimes and dossier.regime not in norm.regimes:
        yield Gap("blocks", "norm_other_regime", "matrix", place, fields, words=named)
    if dossier.subjects and norm.subjects and not set(dossier.subjects) & set(norm.subjects):
        yield Gap("explain", "norm_other_subject", "matrix", place, fields, words=named)
    if norm.mark != "seen":
        yield Gap("advice", f"norm_{norm.mark}", "matrix", place, fields, words=named)


@dataclass(frozen=True)
class _Row:
    """One row of the matrix, and the gaps it makes."""

    pack: Pack
    norm: Norm
    element: Element
    answer: ElementAnswer

    @property
    def place(self) -> tuple[str, ...]:
        return "matrix", self.norm.id, self.element.id

    def gap(self, level: Level, code: str, *below: str, **fields: str) -> Gap:
        """Return a gap of this row that names norm and element."""
        named: Wording = {"row": row_words(self.pack, self.norm, self.element)}
        return Gap(
            level,
            code,
            "matrix",
            (*self.place, *below),
            {"norm": self.norm.id, **fields},
            words=named,
        )

    def worded(self, gap: Gap, words: Wording) -> Gap:
        """Return `gap` with more words."""
        return Gap(**{**vars(gap), "words": gap.words | words})


def _element_gaps(dossier: Dossier, row: _Row) -> Iterator[Gap]:
    answer, place = row.answer, row.place
    yield from unknown_citations(dossier, "matrix", (*place, "supports"), answer.supports)
    yield from unknown_citations(dossier, "matrix", (*place, "contradicts"), answer.contradicts)
    if answer.status in (None, "belum_dinilai"):
        yield row.gap("blocks", "element_unjudged")
        return
    if not answer.reason.strip():
        yield row.gap("blocks", "element_without_reason", "reason")
    if answer.status == "belum_cukup_bukti" and not answer.needed.strip():
        yield row.gap("explain", "element_needed_empty", "needed")
    if answer.status == "terpenuhi":
        yield from _met_gaps(row)
        yield from _tested_gaps(dossier, row)
        yield from _source_gaps(dossier, row)
    for conflict in dossier.pack.conflicts_for(row.element.id):
        if not dossier.answers.readings.get(conflict.id, "").strip():
            gap = row.gap("advice", "reading_open", conflict_id=conflict.id)
            yield row.worded(gap, {"issue": dossier.pack.marked(conflict).pair()})


def _met_gaps(row: _Row) -> Iterator[Gap]:
    """Yield what an element said to be met still lacks."""
    if not row.answer.supports:
        yield row.gap("blocks", "element_without_evidence", "supports")
    if not row.answer.alternative.strip():
        yield row.gap("blocks", "element_without_alternative", "alternative")


def _tested_gaps(dossier: Dossier, row: _Row) -> Iterator[Gap]:
    """Yield what dates and parties say against an element said to be met."""
    tested = examine_element(dossier, row.element)
    if tested is None:
        return
    if tested.agrees is False:
        gap = row.gap("explain", f"element_{tested.code}_differs", **tested.fields)
        yield row.worded(gap, tested.words)
    elif tested.code == "office_unknown":
        yield row.gap("explain", "element_office_unknown")


def _source_gaps(dossier: Dossier, row: _Row) -> Iterator[Gap]:
    """Yield copies counted twice, hearsay from media, and an element that hangs on one source."""
    counted = corroboration(dossier, row.answer.supports)
    for group in counted.copies:
        yield row.gap("explain", "copies_cited", "supports", exhibits=", ".join(group))
    if counted.sources == 0 and counted.media_only:
        yield row.gap("explain", "media_only", "supports")
    elif counted.sources == 1:
        yield row.gap("explain", "single_source", "supports")
