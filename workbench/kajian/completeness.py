"""Completeness: every gap of a kajian, from the answers and the evidence together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import LEVELS, STEPS, Gap
from workbench.kajian.gaps import (
    astray,
    conclusion,
    elements,
    exhibits,
    intake,
    screening,
    statements,
    times,
)

Source = Callable[[Dossier], Iterator[Gap]]
_SOURCES: tuple[Source, ...] = (
    intake.intake_gaps,
    screening.screening_gaps,
    times.clock_gaps,
    times.publication_gaps,
    exhibits.exhibit_gaps,
    exhibits.attribution_gaps,
    astray.mark_gaps,
    statements.statement_gaps,
    statements.fact_gaps,
    times.contradiction_gaps,
    elements.matrix_gaps,
    conclusion.conclusion_gaps,
    conclusion.pleno_gaps,
)


def completeness(dossier: Dossier) -> tuple[Gap, ...]:
    """Return every gap, by step, then by level, then by place.

    A gap that the reviewer has explained carries the explanation and stays in
    the list: an explanation is part of the kajian, not a way to hide.
    """
    explanations = dossier.answers.explanations
    found = [
        Gap(**{**vars(gap), "explanation": explanations.get(gap.id, "")})
        for source in _SOURCES
        for gap in source(dossier)
    ]
    return tuple(
        sorted(
            found,
            key=lambda gap: (STEPS.index(gap.step), LEVELS.index(gap.level), gap.place, gap.id),
        )
    )
