"""Claims: what people say about exhibits, against what the files say and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.case.schema import ExhibitClaim
from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.documents import document_changed, document_made
from workbench.checks.observation import Observation, Severity
from workbench.duplicates.relations.claims import differing_claims
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
        if row.source == "container" and made.offset == timedelta():
            # Films should carry UTC there; some cameras write their local clock all the same.
            start = device_span(Moment(made.day, made.clock, None, made.precision))[0]
        if end + LOOSE <= said_start or start - LOOSE >= said_end:
            fields = {
                "exhibit": exhibit.id,
                "claimed": context.when(claim.taken_at),
                "found": context.when(made),
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
    people = context.folder.identities.people
    owned = {_account(one) for person in people for one in (*person.accounts, person.phone)}
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        account = claim.account.strip() if claim is not None else ""
        if account and _account(account) not in owned:
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
            "said_of_a": _said(context, found.field, found.said_of_a),
            "said_of_b": _said(context, found.field, found.said_of_b),
        }
        yield Observation("CLAIM-009", "attention", tuple(sorted((found.a, found.b))), fields)


# Programs in which papers are written, as PDF calls its creator or producer.
_WRITERS = re.compile(
    r"\bword\b|writer|excel|powerpoint|office|google docs|pages|wps|canva|publisher|impress|latex",
    re.IGNORECASE,
)


@check("CLAIM-010", "attention", "info")
def younger_than_its_date(context: CheckContext) -> Iterator[Observation]:
    """Find documents whose file was made after the date that people give them."""
    offset = context.folder.case.offset
    for exhibit in context.exhibits:
        claim, made = context.claim(exhibit), document_made(context, exhibit)
        if claim is None or claim.taken_at is None or made is None:
            continue
        moment, source = made
        if device_span(moment)[0] >= claim.taken_at.span(offset)[1]:
            fields = {
                "exhibit": exhibit.id,
                "claimed": context.when(claim.taken_at),
                "made": context.when(moment),
                "source": source,
            }
            severity: Severity = "attention" if _is_written(context, exhibit) else "info"
            yield Observation("CLAIM-010", severity, (exhibit.id,), fields)


@check("CLAIM-013", "info")
def changed_after_its_date(context: CheckContext) -> Iterator[Observation]:
    """Find documents that existed on the date that people give them and were changed later."""
    offset = context.folder.case.offset
    for exhibit in context.exhibits:
        claim, made = context.claim(exhibit), document_made(context, exhibit)
        changed = document_changed(context, exhibit)
        if claim is None or claim.taken_at is None or made is None or changed is None:
            continue
        end = claim.taken_at.span(offset)[1]
        if device_span(made[0])[0] < end <= device_span(changed[0])[0]:
            fields = {
                "exhibit": exhibit.id,
                "claimed": context.when(claim.taken_at),
                "changed": context.when(changed[0]),
                "source": changed[1],
            }
            yield Observation("CLAIM-013", "info", (exhibit.id,), fields)


# Where files name a person, in layers that are not the exhibit's text.
_AUTHORS = (
    ("office", "Author"), ("pdf", "Author"), ("exif", "Artist"), ("exif", "CameraOwnerName"),
    ("xmp", "creator"), ("iptc", "By-line"),
)  # fmt: skip


@check("CLAIM-012", "info")
def author_against_file(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits whose file names another author than the person said to have made it."""
    people = {person.id: person for person in context.folder.identities.people}
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        person = people.get(claim.taken_by) if claim is not None else None
        if claim is None or person is None or not person.name:
            continue
        own = set().union(
            *map(_name_words, (person.name, *person.aliases, *person.accounts, person.email))
        )
        named = sorted(
            {fact.value for key in _AUTHORS for fact in context.of(exhibit, *key) if fact.value}
        )
        if named and not any(own & _name_words(value) for value in named):
            fields = {
                "exhibit": exhibit.id,
                "claimed": claim.taken_by,
                "found": "; ".join(named)[:200],
            }
            yield Observation("CLAIM-012", "info", (exhibit.id,), fields)


CHECKS = (
    time_against_file,
    device_against_file,
    capture_not_accounted,
    account_not_attributed,
    same_file_told_differently,
    alike_told_differently,
    younger_than_its_date,
    author_against_file,
    changed_after_its_date,
)


def _is_written(context: CheckContext, exhibit: Exhibit) -> bool:
    """Whether a document comes from a program in which papers are written, not a scanner."""
    if context.first(exhibit, "office", "Created") is not None:
        return True
    makers = (context.first(exhibit, "pdf", name) for name in ("Creator", "Producer"))
    return any(fact is not None and _WRITERS.search(fact.value) for fact in makers)


def _name_words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 2}


def _account(text: str) -> str:
    """Return an account's name as it is compared; a phone number by its digits, from 62 on."""
    plain = text.strip().lstrip("@").lower()
    digits = re.sub(r"\D", "", plain)
    if len(digits) < 9 or re.search(r"[a-z]", plain):
        return plain
    return "62" + digits[1:] if digits.startswith("0") else digits


def _said(context: CheckContext, field: str, text: str) -> str:
    return context.when(Moment.parse(text)) if field == "taken_at" else text


# What people call a device by, and the make that stands in its files.
_TRADE_NAMES = {
    "galaxy": "samsung", "iphone": "apple", "ipad": "apple", "redmi": "xiaomi", "poco": "xiaomi",
    "mi": "xiaomi", "reno": "oppo", "pixel": "google", "xperia": "sony", "alpha": "sony",
    "moto": "motorola", "eos": "canon", "ixus": "canon", "powershot": "canon", "lumix": "panasonic",
    "coolpix": "nikon", "finepix": "fujifilm", "zenfone": "asus", "gopro": "gopro", "mavic": "dji",
    "iqoo": "vivo",
}  # fmt: skip


def _words(text: str) -> set[str]:
    """Return the telling words of a device's name, lower case."""
    words = set(re.findall(r"[a-z0-9]{2,}", text.lower())) - {"hp", "camera", "phone"}
    return words | {_TRADE_NAMES[word] for word in words if word in _TRADE_NAMES}
