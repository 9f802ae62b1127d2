"""Gaps of step 6: the element matrix."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.corroboration import corroboration
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.gaps.statements import unknown_citations
from workbench.kajian.shapes import ElementAnswer
from workbench.law.shapes import Element, Norm


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
        yield from _element_gaps(dossier, norm, element, answer)


def _norm_gaps(dossier: Dossier, norm: Norm) -> Iterator[Gap]:
    place, fields = ("matrix", norm.id), {"norm": norm.id}
    day = dossier.event_day
    if day is not None and not dossier.pack.in_force(norm, day):
        yield Gap("blocks", "norm_not_in_force", "matrix", place, fields | {"day": day.isoformat()})
    if dossier.regime and norm.regimes and dossier.regime not in norm.regimes:
        yield Gap("blocks", "norm_other_regime", "matrix", place, fields)
    if dossier.subjects and norm.subjects and not set(dossier.subjects) & set(norm.subjects):
        yield Gap("explain", "norm_other_subject", "matrix", place, fields)
    if norm.mark != "seen":
        yield Gap("advice", f"norm_{norm.mark}", "matrix", place, fields)


def _element_gaps(
    dossier: Dossier, norm: Norm, element: Element, answer: ElementAnswer
) -> Iterator[Gap]:
    place = ("matrix", norm.id, element.id)
    fields = {"norm": norm.id, "element": element.id}
    yield from unknown_citations(dossier, "matrix", (*place, "supports"), answer.supports)
    yield from unknown_citations(dossier, "matrix", (*place, "contradicts"), answer.contradicts)
    if answer.status in (None, "belum_dinilai"):
        yield Gap("blocks", "element_unjudged", "matrix", place, fields)
        return
    if not answer.reason.strip():
        yield Gap("blocks", "element_without_reason", "matrix", (*place, "reason"), fields)
    if answer.status == "belum_cukup_bukti" and not answer.needed.strip():
        yield Gap("explain", "element_needed_empty", "matrix", (*place, "needed"), fields)
    if answer.status == "terpenuhi":
        yield from _met_gaps(dossier, place, fields, answer)


def _met_gaps(
    dossier: Dossier, place: tuple[str, ...], fields: dict[str, str], answer: ElementAnswer
) -> Iterator[Gap]:
    """Yield what an element said to be met still lacks."""
    if not answer.supports:
        yield Gap("blocks", "element_without_evidence", "matrix", (*place, "supports"), fields)
    if not answer.alternative.strip():
        where = (*place, "alternative")
        yield Gap("blocks", "element_without_alternative", "matrix", where, fields)
    counted = corroboration(dossier, answer.supports)
    for group in counted.copies:
        text = fields | {"exhibits": ", ".join(group)}
        yield Gap("explain", "copies_cited", "matrix", (*place, "supports"), text)
    if answer.supports and counted.sources == 0 and counted.media_only:
        yield Gap("explain", "media_only", "matrix", (*place, "supports"), fields)
    elif answer.supports and counted.sources == 1:
        yield Gap("explain", "single_source", "matrix", (*place, "supports"), fields)
