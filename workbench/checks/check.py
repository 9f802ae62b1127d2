"""One check: a function, and the plain data that says what it looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity

Look = Callable[[CheckContext], Iterable[Observation]]


@dataclass(frozen=True)
class Check:
    """A check with its stable code.

    Attributes
    ----------
    code
        Such as ``TIME-001``; the texts stand in ``workbench/text/checks.toml``.
    severities
        Those that it may give, the gravest first.
    look
        The function that looks.
    """

    code: str
    severities: tuple[Severity, ...]
    look: Look

    @property
    def family(self) -> str:
        """The part of the code before the number, such as ``TIME``."""
        return self.code.partition("-")[0]


def check(code: str, *severities: Severity) -> Callable[[Look], Check]:
    """Turn a function into the check `code`, which may give `severities`."""

    def made(look: Look) -> Check:
        return Check(code, severities, look)

    return made
