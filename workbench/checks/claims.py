"""Claims: what people say about exhibits and about what they knew, against what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.case.schema import ExhibitClaim
from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.observation import Observation, Severity
from workbench.checks.shown import when
from workbench.duplicates.claims import differing_claims
from workbench.evidence.exhibit import Exhibit
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


@check("CLAIM-004", "serious", "attention")
def known_earlier_than_said(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits that somebody held before the day on which they say they first knew.

    A reporter who had a screenshot on the 28th knew before the 4th: the reporting
    window may have run out.
    """
    known = context.folder.case.dates.known
    reporters = {p.id for p in context.folder.case.parties if p.role in {"pelapor", "penemu"}}
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
            "held": when(held[0]),
            "source": held[1],
            "known": when(known),
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


@check("CLAIM-006", "attention")
def capture_not_accounted(context: CheckContext) -> Iterator[Observation]:
    """Find captures of something online without who captured it, and when."""
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        if claim is None or not (claim.url or claim.kind in {"tangkapan_layar", "tautan"}):
            continue
        missing = [
            name
            for name, value in (
                ("captured_at", claim.captured_at),
                ("captured_by", claim.captured_by),
                ("url", claim.url),
            )
            if not value
        ]
        if missing and not (missing == ["url"] and claim.kind != "tautan"):
            fields = {"exhibit": exhibit.id, "missing": ", ".join(missing)}
            yield Observation("CLAIM-006", "attention", (exhibit.id,), fields)


@check("CLAIM-007", "attention")
def account_not_attributed(context: CheckContext) -> Iterator[Observation]:
    """Find accounts named in exhibits that nobody has been shown to own."""
    owned = {
        account.strip().lstrip("@").lower()
        for person in context.folder.identities.people
        for account in person.accounts
    }
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        account = claim.account.strip() if claim is not None else ""
        if account and account.lstrip("@").lower() not in owned:
            fields = {"exhibit": exhibit.id, "account": account}
            yield Observation("CLAIM-007", "attention", (exhibit.id,), fields)


@check("CLAIM-008", "attention")
def same_file_told_differently(context: CheckContext) -> Iterator[Observation]:
    """Find one file that was handed in twice with different stories."""
    by_hash: dict[str, list[tuple[str, ExhibitClaim]]] = {}
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        if claim is not None and exhibit.sha256 and exhibit.size:
            by_hash.setdefault(exhibit.sha256, []).append((exhibit.id, claim))
    for _, told in sorted(by_hash.items()):
        differing = [
            name
            for name in ("taken_by", "taken_at", "device", "originality", "published_at", "url")
            if len({str(getattr(claim, name)) for _, claim in told if getattr(claim, name)}) > 1
        ]
        if differing:
            ids = tuple(sorted(identifier for identifier, _ in told))
            fields = {"exhibits": ", ".join(ids), "about": ", ".join(differing)}
            yield Observation("CLAIM-008", "attention", ids, fields)


@check("CLAIM-009", "attention")
def alike_told_differently(context: CheckContext) -> Iterator[Observation]:
    """Find pictures that are alike and of which different things are said."""
    pairs = [pair for pair in context.duplicates.pairs if pair.method != "sha256"]
    offset = context.folder.case.offset
    for found in differing_claims(pairs, context.folder.claims, offset):
        fields = {
            "a": found.a,
            "b": found.b,
            "about": found.field,
            "said_of_a": _said(found.field, found.said_of_a),
            "said_of_b": _said(found.field, found.said_of_b),
        }
        yield Observation("CLAIM-009", "attention", tuple(sorted((found.a, found.b))), fields)


CHECKS = (
    time_against_file,
    device_against_file,
    dates_of_knowledge,
    known_earlier_than_said,
    no_direct_witness,
    capture_not_accounted,
    account_not_attributed,
    same_file_told_differently,
    alike_told_differently,
)


def _said(field: str, text: str) -> str:
    return when(Moment.parse(text)) if field == "taken_at" else text


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


def _words(text: str) -> set[str]:
    """Return the telling words of a device's name, lower case."""
    return set(re.findall(r"[a-z0-9]{2,}", text.lower())) - {"hp", "camera", "phone"}
