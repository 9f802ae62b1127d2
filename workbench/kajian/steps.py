"""The eight steps of a kajian and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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
    status
        ``open`` while something blocks, ``explain`` while only explanations are
        missing, ``done`` else.
    """

    step: str
    blocking: int
    unexplained: int
    advice: int

    @property
    def status(self) -> Status:
        """Return one word for the whole step."""
        if self.blocking:
            return "open"
        return "explain" if self.unexplained else "done"


def progress(gaps: Iterable[Gap]) -> tuple[Progress, ...]:
    """Return the progress of every step."""
    counts = {step: {"blocks": 0, "explain": 0, "advice": 0} for step in STEPS}
    for gap in gaps:
        if gap.is_open:
            counts[gap.step][gap.level] += 1
    return tuple(
        Progress(step, found["blocks"], found["explain"], found["advice"])
        for step, found in counts.items()
    )
