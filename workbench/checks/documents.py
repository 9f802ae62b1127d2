"""When documents say they were made and last changed, and which layer says so."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.case import Moment
from workbench.checks.context import CheckContext
from workbench.evidence.exhibit import Exhibit


def document_made(context: CheckContext, exhibit: Exhibit) -> tuple[Moment, str] | None:
    """Return when a document says it was made, and which layer says so; None for others."""
    return _first_time(context, exhibit, (("office", "Created"), ("pdf", "CreationDate")))


def document_changed(context: CheckContext, exhibit: Exhibit) -> tuple[Moment, str] | None:
    """Return when a document says it was last changed, and which layer says so."""
    return _first_time(context, exhibit, (("office", "Modified"), ("pdf", "ModDate")))


def _first_time(
    context: CheckContext, exhibit: Exhibit, keys: Iterable[tuple[str, str]]
) -> tuple[Moment, str] | None:
    for source, name in keys:
        fact = context.first(exhibit, source, name)
        if fact is not None and fact.kind == "time" and fact.typed:
            return Moment.parse(fact.typed), source
    return None
