"""Reading: what the tool could not open, and therefore did not look at."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity

# Layers of failures that have an observation of their own here.
LAYERS = frozenset({"picture", "reading"})
# Such a picture is whole as far as anybody knows; the tool has no decoder for it, or no room.
_NOT_OPENED = frozenset({"picture_format", "picture_too_large", "picture_file_too_large", "memory"})


@check("READ-001", "attention")
def picture_damaged(context: CheckContext) -> Iterator[Observation]:
    """Find pictures whose pixels could not be decoded whole."""
    for exhibit in context.exhibits:
        fact = context.first(exhibit, "picture", "Unreadable")
        if fact is not None and fact.value not in _NOT_OPENED:
            yield Observation("READ-001", "attention", (exhibit.id,), {"exhibit": exhibit.id})


@check("READ-002", "attention", "info")
def picture_not_opened(context: CheckContext) -> Iterator[Observation]:
    """Find pictures that were not opened: too large, or of a kind that is not decoded here."""
    for exhibit in context.exhibits:
        fact = context.first(exhibit, "picture", "Unreadable")
        if fact is not None and fact.value in _NOT_OPENED:
            kind = exhibit.media_type or "?"
            fields = {"exhibit": exhibit.id, "media_type": kind}
            # A kind without a decoder here is looked at in its own program; a picture that
            # is too large for any of them asks to be explained.
            severity: Severity = "info" if fact.value == "picture_format" else "attention"
            yield Observation("READ-002", severity, (exhibit.id,), fields)


@check("READ-003", "attention")
def reading_stopped(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits whose reading was stopped, so that not all of them was looked at."""
    for exhibit in context.exhibits:
        fact = context.first(exhibit, "reading", "Unreadable")
        if fact is not None:
            reason = f"{fact.value} {fact.typed}".strip()
            fields = {"exhibit": exhibit.id, "reason": reason, "source": fact.locator or "file"}
            yield Observation("READ-003", "attention", (exhibit.id,), fields)


# Of what these count, the first ones were read; other limits leave a part out whole.
_FIRST_ONES = frozenset({
    "lines", "members", "messages", "objects", "pages", "parts", "pictures", "start", "tags",
    "values",
})  # fmt: skip


@check("READ-005", "attention", "info")
def limit_met(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits of which a part was not read, or not to its end, because a limit was met."""
    for exhibit in context.exhibits:
        met = [fact for fact in context.of(exhibit) if fact.kind == "limit"]
        if met:
            left = "; ".join(dict.fromkeys(f"{fact.source} {fact.value}" for fact in met))
            named = {fact.value.partition(" ")[0] for fact in met}
            severity: Severity = "info" if named <= _FIRST_ONES else "attention"
            fields = {"exhibit": exhibit.id, "unread": left}
            yield Observation("READ-005", severity, (exhibit.id,), fields)


@check("READ-006", "attention")
def film_breaks_off(context: CheckContext) -> Iterator[Observation]:
    """Find films and recordings that break off, or lack what is needed to play them."""
    for exhibit in context.exhibits:
        lost = context.first(exhibit, "container", "BytesMissing")
        headless = context.first(exhibit, "container", "MovieHeaderMissing")
        if lost is not None or headless is not None:
            how = "film_unplayable" if headless is not None else "film_partly"
            fields = {
                "exhibit": exhibit.id,
                "how": how,
                "count": lost.typed if lost is not None else "?",
            }
            yield Observation("READ-006", "attention", (exhibit.id,), fields)


@check("READ-007", "attention")
def needs_password(context: CheckContext) -> Iterator[Observation]:
    """Find papers and archives whose content nobody reads without a password."""
    for exhibit in context.exhibits:
        is_paper = context.first(exhibit, "pdf", "NeedsPassword") is not None
        is_archive = any(
            fact.locator == "encrypted" for fact in context.of(exhibit, "archive", "Member")
        )
        if is_paper or is_archive:
            yield Observation("READ-007", "attention", (exhibit.id,), {"exhibit": exhibit.id})


CHECKS = (
    film_breaks_off,
    needs_password,
    picture_damaged,
    picture_not_opened,
    reading_stopped,
    limit_met,
)
