"""Run every check over a case. One that raises becomes an observation, never a crash."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from workbench.checks.check import Check
from workbench.checks.context import CheckContext, Phase
from workbench.checks.observation import SEVERITIES, Observation

__all__ = ["CheckContext", "Phase", "checks", "run"]

GROUP = "workbench.checks"

# Families in the order in which they are listed.
FAMILIES = (
    "workbench.checks.families.identity",
    "workbench.checks.families.unread",
    "workbench.checks.families.times",
    "workbench.checks.families.calendar",
    "workbench.checks.families.places",
    "workbench.checks.families.editing",
    "workbench.checks.families.compression",
    "workbench.checks.families.making",
    "workbench.checks.families.unread_times",
    "workbench.checks.families.conversation",
    "workbench.checks.families.exports",
    "workbench.checks.families.screenshots",
    "workbench.checks.families.captures",
    "workbench.checks.families.claims",
    "workbench.checks.families.knowledge",
)
BROKEN = "CHECK-001"


def run(context: CheckContext) -> tuple[Observation, ...]:
    """Return all observations: the gravest first, then by code and exhibits."""
    found: list[Observation] = []
    for one in checks():
        try:
            found.extend(one.look(context))
        except Exception as error:  # noqa: BLE001 - one broken check must not hide the others
            fields = {"check": one.code, "error": type(error).__name__}
            found.append(Observation(BROKEN, "attention", (), fields))
    return tuple(sorted(set_apart(found), key=_order))


@cache
def checks() -> tuple[Check, ...]:
    """Return every check: the shipped families, then those of other packages.

    An entry point of the group ``workbench.checks`` names a sequence of
    :class:`workbench.checks.check.Check`; a code that exists already is left out.
    """
    known: dict[str, Check] = {}
    for family in FAMILIES:
        for one in import_module(family).CHECKS:
            known[one.code] = one
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        for one in entry.load():
            known.setdefault(one.code, one)
    return tuple(known.values())


def set_apart(found: list[Observation]) -> list[Observation]:
    """Return the observations without exact repetitions, in their order."""
    return list({_order(one): one for one in found}.values())


def _order(one: Observation) -> tuple[int, str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    return SEVERITIES.index(one.severity), one.code, one.exhibits, tuple(sorted(one.fields.items()))
