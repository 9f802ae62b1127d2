"""One boundary pair: data just inside a rule and just outside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Decide = Callable[[float], object]


@dataclass(frozen=True)
class Boundary:
    """What a rule lets through and what it does not.

    Attributes
    ----------
    rule
        A name of ``workbench.duplicates.rules``.
    decide
        Asks the program about data made with a number, and says whether it is let through.
    inside, outside
        Two numbers, less than a step of the rule apart from it.
    """

    rule: str
    decide: Decide
    inside: float
    outside: float

    def holds(self) -> bool:
        """Whether the one is let through and the other is not."""
        return bool(self.decide(self.inside)) and not bool(self.decide(self.outside))


BOUNDARIES: dict[str, Boundary] = {}


def boundary(rule: str, *, inside: float, outside: float) -> Callable[[Decide], Decide]:
    """Keep a function as the pair of a rule."""

    def keep(decide: Decide) -> Decide:
        assert rule not in BOUNDARIES, rule
        BOUNDARIES[rule] = Boundary(rule, decide, inside, outside)
        return decide

    return keep
