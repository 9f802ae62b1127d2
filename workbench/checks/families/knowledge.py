"""Knowledge: since when people knew of an act, and how: statements against each other and files.

The reporting window runs from the day of knowledge, so that a second date for it may
decide a whole report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.documents import document_made
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.timeline import device_span


@check("CLAIM-003", "serious")
def dates_of_knowledge(context: CheckContext) -> Iterator[Observation]:
    """Find people who name different days on which the act became known to them.

    The reporting window runs from that day: a Tangerang Selatan report of July 2020
    failed because the form and the clarification named different ones.
    """
    folder = context.folder
    reporters = _reporters(context)
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
            days = sorted({f"{context.when(moment)} ({where})" for where, moment in times_said})
            fields = {"person": person, "dates": "; ".join(days)}
            yield Observation("CLAIM-003", "serious", (), fields)


@check("CLAIM-004", "serious", "attention")
def known_earlier_than_said(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits that somebody held before the day on which they say they first knew.

    A reporter who had a screenshot on the 28th knew before the 4th: the reporting
    window may have run out.
    """
    known = context.folder.case.dates.known
    reporters = _reporters(context)
    if known is None:
        return
    start = known.span(context.folder.case.offset)[0]
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        if claim is None or not reporters & {
            claim.captured_by,
            claim.taken_by,
            claim.received_from,
        }:
            continue
        held = _held_at(context, exhibit)
        if held is None or device_span(held[0])[1] > start:
            continue
        is_own = bool(reporters & {claim.captured_by, claim.taken_by})
        severity: Severity = "serious" if is_own else "attention"
        fields = {
            "exhibit": exhibit.id,
            "held": context.when(held[0]),
            "source": held[1],
            "known": context.when(known),
        }
        yield Observation("CLAIM-004", severity, (exhibit.id,), fields)


@check("CLAIM-005", "attention")
def no_direct_witness(context: CheckContext) -> Iterator[Observation]:
    """Find cases in which nobody saw, heard or took part themselves.

    A Bangkalan case of 2024 was stopped because every witness knew it from TikTok.
    """
    witnesses = [one for one in context.folder.statements if one.role in {"saksi", "pelapor", None}]
    bases = {
        basis
        for one in witnesses
        for basis in (one.basis, *(passage.basis for passage in one.passages))
        if basis is not None
    }
    if bases and not bases & {"melihat", "mendengar", "melakukan"}:
        people = ", ".join(sorted({one.person for one in witnesses}))
        yield Observation("CLAIM-005", "attention", (), {"people": people})


@check("CLAIM-011", "attention")
def written_before_knowledge(context: CheckContext) -> Iterator[Observation]:
    """Find the reporter's documents made after the event and before the day of knowledge.

    A chronology written on the 29th speaks of what its writer knew by then.
    """
    dates, offset = context.folder.case.dates, context.folder.case.offset
    if dates.event is None or dates.known is None:
        return
    reporters = _reporters(context)
    begins, known = dates.event.span(offset)[0], dates.known.span(offset)[0]
    for exhibit in context.exhibits:
        claim, made = context.claim(exhibit), document_made(context, exhibit)
        if claim is None or made is None or not reporters & {claim.taken_by, claim.received_from}:
            continue
        earliest, latest = device_span(made[0])
        if begins <= earliest and latest <= known:
            fields = {
                "exhibit": exhibit.id,
                "made": context.when(made[0]),
                "source": made[1],
                "known": context.when(dates.known),
            }
            yield Observation("CLAIM-011", "attention", (exhibit.id,), fields)


CHECKS = (
    dates_of_knowledge,
    known_earlier_than_said,
    no_direct_witness,
    written_before_knowledge,
)


def _reporters(context: CheckContext) -> set[str]:
    return {p.id for p in context.folder.case.parties if p.role in {"pelapor", "penemu"}}


def _held_at(context: CheckContext, exhibit: Exhibit) -> tuple[Moment, str] | None:
    """Return when an exhibit was certainly in somebody's hands, and what says so."""
    claim = context.claim(exhibit)
    if claim is not None and claim.captured_at is not None:
        at = claim.captured_at
        zoned = (
            at
            if at.has_zone
            else Moment(at.day, at.clock, context.folder.case.offset, at.precision)
        )
        return zoned, "exhibits.yaml"
    for name in ("ScreenshotAt", "SavedAt"):
        fact = context.first(exhibit, "filename", name)
        if fact is not None:
            return Moment.parse(fact.typed), "filename"
    return None


def _contradict(moments: list[Moment], offset: timedelta) -> bool:
    """Whether no single moment could satisfy all of them."""
    spans = [moment.span(offset) for moment in moments]
    return max(start for start, _ in spans) >= min(end for _, end in spans)
