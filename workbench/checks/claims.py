"""Claims: what people say about exhibits and about what they knew, against what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.observation import Observation
from workbench.checks.shown import when
from workbench.metadata.timeline import device_span

# People say "half past seven": one hour either side is no contradiction.
LOOSE = timedelta(hours=1)


@check("CLAIM-001", "attention")
def time_against_file(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits whose claimed time is not the one in the file."""
    offset = context.folder.case.offset
    for exhibit in context.exhibits:
        claim, row = context.claim(exhibit), context.row(exhibit)
        made = moment_of(row.at)
        if claim is None or claim.taken_at is None or made is None:
            continue
        said_start, said_end = claim.taken_at.span(offset)
        start, end = device_span(made)
        if end + LOOSE <= said_start or start - LOOSE >= said_end:
            fields = {
                "exhibit": exhibit.id,
                "claimed": when(claim.taken_at),
                "found": when(made),
                "source": row.source,
            }
            yield Observation("CLAIM-001", "attention", (exhibit.id,), fields)


@check("CLAIM-002", "attention")
def device_against_file(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits whose claimed device is not the one named in the file."""
    for exhibit in context.exhibits:
        claim, row = context.claim(exhibit), context.row(exhibit)
        found = f"{row.make} {row.model}".strip()
        if claim is None or not claim.device.strip() or not found:
            continue
        if not _words(claim.device) & _words(found):
            fields = {"exhibit": exhibit.id, "claimed": claim.device, "found": found}
            yield Observation("CLAIM-002", "attention", (exhibit.id,), fields)


@check("CLAIM-003", "serious")
def dates_of_knowledge(context: CheckContext) -> Iterator[Observation]:
    """Find people who name different days on which the act became known to them.

    The reporting window runs from that day: a Tangerang Selatan report of July 2020
    failed because the form and the clarification named different ones.
    """
    folder = context.folder
    reporters = {p.id for p in folder.case.parties if p.role in {"pelapor", "penemu"}}
    said: dict[str, list[tuple[str, Moment]]] = {}
    if folder.case.dates.known is not None and len(reporters) == 1:
        (reporter,) = reporters
        said.setdefault(reporter, []).append(("case.yaml", folder.case.dates.known))
    for statement in folder.statements:
        times = [statement.known_at, *(passage.known_at for passage in statement.passages)]
        for moment in times:
            if moment is not None:
                said.setdefault(statement.person, []).append(("statements", moment))
    for person, times_said in sorted(said.items()):
        if _contradict([moment for _, moment in times_said], folder.case.offset):
            days = sorted({f"{when(moment)} ({where})" for where, moment in times_said})
            fields = {"person": person, "dates": "; ".join(days)}
            yield Observation("CLAIM-003", "serious", (), fields)


CHECKS = (time_against_file, device_against_file, dates_of_knowledge)


def _contradict(moments: list[Moment], offset: timedelta) -> bool:
    """Whether no single moment could satisfy all of them."""
    spans = [moment.span(offset) for moment in moments]
    return max(start for start, _ in spans) >= min(end for _, end in spans)


def _words(text: str) -> set[str]:
    """Return the telling words of a device's name, lower case."""
    return set(re.findall(r"[a-z0-9]{2,}", text.lower())) - {"hp", "camera", "phone"}
