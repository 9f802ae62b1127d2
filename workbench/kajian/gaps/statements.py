"""Gaps of steps 4 and 5: statements and facts."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import MEDIA_ONLY, Dossier
from workbench.kajian.gap import Gap


def statement_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield statements that do not say how the person knows."""
    for key, statement in dossier.statements.items():
        place, fields = ("statements", key), {"statement": key}
        if statement.basis in (None, "tidak_disebut"):
            yield Gap("explain", "statement_without_basis", "statements", place, fields)
        if statement.basis == MEDIA_ONLY:
            yield Gap("advice", "statement_media_only", "statements", place, fields)
        if statement.sworn is None:
            yield Gap("advice", "statement_oath_unknown", "statements", place, fields)


def fact_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield facts without a source, and citations that lead nowhere."""
    for key, fact in dossier.answers.facts.items():
        place: tuple[str, ...] = ("facts", key)
        fields = {"fact": key}
        if not fact.text.strip():
            yield Gap("blocks", "fact_empty", "facts", place, fields)
        if not fact.cites:
            yield Gap("blocks", "fact_without_source", "facts", place, fields)
        yield from unknown_citations(dossier, "facts", (*place, "cites"), fact.cites)
    for key, attribution in dossier.answers.attributions.items():
        where = ("attributions", key, "cites")
        yield from unknown_citations(dossier, "exhibits", where, attribution.cites)


def unknown_citations(
    dossier: Dossier, step: str, place: tuple[str, ...], cites: dict[str, str]
) -> Iterator[Gap]:
    """Yield each citation that names nothing in the case, and each without a locator."""
    for key, locator in cites.items():
        fields = {"citation": key}
        if not dossier.knows(key):
            yield Gap("blocks", "citation_unknown", step, (*place, key), fields)
        elif not (locator.strip() or key in dossier.answers.facts or key in dossier.answers.marks):
            yield Gap("advice", "citation_without_locator", step, (*place, key), fields)
