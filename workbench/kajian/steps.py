"""The eight steps of a kajian and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import STEPS, Gap

Status = Literal["empty", "open", "explain", "done"]


@dataclass(frozen=True)
class Progress:
    """How far one step has come.

    Attributes
    ----------
    step
        One of the eight, in order.
    blocking, unexplained, advice
        How many open gaps it has of each level.
    begun
        Whether there is anything in it yet.
    status
        ``open`` while something blocks, ``explain`` while only explanations are
        missing, ``empty`` when nothing was asked and nothing written, ``done`` else.
    """

    step: str
    blocking: int
    unexplained: int
    advice: int
    begun: bool = True

    @property
    def status(self) -> Status:
        """Return one word for the whole step."""
        if self.blocking:
            return "open"
        if self.unexplained:
            return "explain"
        return "done" if self.begun else "empty"


def progress(dossier: Dossier, gaps: Iterable[Gap]) -> tuple[Progress, ...]:
    """Return the progress of every step."""
    empty = _empty(dossier)
    counts = {step: {"blocks": 0, "explain": 0, "advice": 0} for step in STEPS}
    for gap in gaps:
        if gap.is_open:
            counts[gap.step][gap.level] += 1
    return tuple(
        Progress(step, found["blocks"], found["explain"], found["advice"], step not in empty)
        for step, found in counts.items()
    )


def _empty(dossier: Dossier) -> set[str]:
    """Return the steps that hold nothing: of them no gap can say that they are complete."""
    held = {
        "exhibits": dossier.exhibit_ids or dossier.answers.attributions,
        "statements": dossier.statements,
        "facts": dossier.answers.facts,
        "matrix": dossier.norm_ids,
        "conclusion": dossier.answers.conclusions,
    }
    return {step for step, things in held.items() if not things}
