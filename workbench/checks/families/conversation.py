"""Conversation: exports against their attachments, and within themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from workbench.case import Moment
from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.families.times import INSIDE
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Fact
from workbench.metadata.timeline import device_span
from workbench.text import LANGUAGES, say


@check("CHAT-002", "info")
def deleted_messages(context: CheckContext) -> Iterator[Observation]:
    """Find exports with marks of deleted messages."""
    yield from _marked(context, "CHAT-002", "Deleted", "info")


@check("CHAT-003", "attention")
def edited_messages(context: CheckContext) -> Iterator[Observation]:
    """Find exports with messages that were changed after they were sent."""
    yield from _marked(context, "CHAT-003", "Edited", "attention")


@check("CHAT-004", "attention")
def out_of_order(context: CheckContext) -> Iterator[Observation]:
    """Find exports in which time runs backwards from one line to the next."""
    yield from _marked(context, "CHAT-004", "OutOfOrder", "attention")


@check("CHAT-005", "info")
def media_missing(context: CheckContext) -> Iterator[Observation]:
    """Find exports that name attachments which are not among the exhibits."""
    names = {_name(exhibit) for exhibit in context.exhibits}
    for exhibit in chats(context):
        missing = sorted({fact.value for fact in context.of(exhibit, "chat", "Attached")} - names)
        if missing:
            fields = {
                "exhibit": exhibit.id,
                "count": str(len(missing)),
                "names": ", ".join(missing[:5]),
            }
            yield Observation("CHAT-005", "info", (exhibit.id,), fields)


@check("CHAT-006", "attention")
def media_newer_than_message(context: CheckContext) -> Iterator[Observation]:
    """Find attachments that say they were made after the message that carried them."""
    by_name = {_name(exhibit): exhibit for exhibit in context.exhibits}
    for exhibit in chats(context):
        for fact in context.of(exhibit, "chat", "Attached"):
            media = by_name.get(fact.value)
            made = _inside(context, media) if media is not None else None
            if media is None or made is None:
                continue
            sent = moment_of(fact.typed)
            if sent is None:
                continue
            if device_span(made)[0] >= device_span(sent)[1]:
                fields = {
                    "exhibit": media.id,
                    "chat": exhibit.id,
                    "made": context.when(made),
                    "sent": context.when(sent),
                    "line": fact.locator,
                }
                ids = tuple(sorted((exhibit.id, media.id)))
                yield Observation("CHAT-006", "attention", ids, fields)


@check("CHAT-007", "info")
def date_order_uncertain(context: CheckContext) -> Iterator[Observation]:
    """Find exports whose dates can be read with day or with month first."""
    for exhibit in chats(context):
        for unsure in context.of(exhibit, "chat", "DateOrderUncertain"):
            first = next(
                (
                    fact
                    for fact in context.of(exhibit, "chat", "FirstMessage")
                    if fact.locator.startswith(unsure.locator)
                ),
                None,
            )
            moment = moment_of(first.typed) if first is not None else None
            if moment is None:
                continue
            basis = context.first(exhibit, "chat", "DateOrder")
            why = basis.typed if basis is not None else "custom"
            fields = {"exhibit": exhibit.id, "read": moment.day.isoformat()}
            for language in LANGUAGES:
                fields[f"why_{language}"] = say(f"chats.basis.{why}", language)
                other = unsure.typed or "mdy"
                fields[f"other_{language}"] = say(f"chats.order.{other}", language)
            fields |= {"why": fields["why_en"], "other": fields["other_en"]}
            yield Observation("CHAT-007", "info", (exhibit.id,), fields)
            break


# A day counts as silent only in a group that otherwise speaks: this many days either side.
_AROUND = 3


@check("CHAT-012", "attention")
def silent_day(context: CheckContext) -> Iterator[Observation]:
    """Find exports without a message on a day of the case, among days that all have some."""
    dates = context.folder.case.dates
    days = {
        moment.day for moment in (dates.event, dates.published, dates.known) if moment is not None
    }
    for exhibit in chats(context):
        spoken = days_of(context, exhibit)
        for day in sorted(days):
            around = [day + timedelta(n) for n in range(-_AROUND, _AROUND + 1) if n]
            if day.isoformat() not in spoken and all(one.isoformat() in spoken for one in around):
                fields = {"exhibit": exhibit.id, "day": day.isoformat(), "around": str(_AROUND)}
                yield Observation("CHAT-012", "attention", (exhibit.id,), fields)


# WhatsApp on iOS numbers the messages of a conversation and puts the number before the name
# of an attachment.
_NUMBERED = re.compile(r"(\d{8})-(?:PHOTO|VIDEO|AUDIO|STICKER|GIF)-\d{4}-")
_LINE = re.compile(r"line (\d+)$")


@check("CHAT-013", "info")
def numbers_missing(context: CheckContext) -> Iterator[Observation]:
    """Find exports whose attachments count more messages than stand between them."""
    for exhibit in chats(context):
        numbered = list(_numbered(context, exhibit))
        for (number, line, fact), (later, below, _) in pairwise(numbered):
            if later - number > below - line:
                fields = {
                    "exhibit": exhibit.id,
                    "name": fact.value,
                    "line": fact.locator,
                    "count": str(later - number - (below - line)),
                }
                yield Observation("CHAT-013", "info", (exhibit.id,), fields)


CHECKS = (
    deleted_messages,
    edited_messages,
    out_of_order,
    media_missing,
    media_newer_than_message,
    date_order_uncertain,
    silent_day,
    numbers_missing,
)


def _numbered(context: CheckContext, exhibit: Exhibit) -> Iterator[tuple[int, int, Fact]]:
    """Yield number, line and fact of each attachment whose name counts messages."""
    for fact in context.of(exhibit, "chat", "Attached"):
        number, line = _NUMBERED.match(fact.value), _LINE.search(fact.locator)
        if number and line:
            yield int(number[1]), int(line[1]), fact


def chats(context: CheckContext) -> Iterator[Exhibit]:
    """Yield the exhibits that are exported conversations."""
    for exhibit in context.exhibits:
        if context.first(exhibit, "chat", "Format") is not None:
            yield exhibit


def days_of(context: CheckContext, exhibit: Exhibit) -> dict[str, str]:
    """Return count and digest of the messages of each day of an export, by ISO date."""
    return {fact.typed: fact.value for fact in context.of(exhibit, "chat", "Day")}


def _marked(
    context: CheckContext, code: str, name: str, severity: Severity
) -> Iterator[Observation]:
    for exhibit in chats(context):
        found: list[Fact] = list(context.of(exhibit, "chat", name))
        if found:
            places = ", ".join(fact.locator for fact in found[:5])
            fields = {"exhibit": exhibit.id, "count": str(len(found)), "places": places}
            yield Observation(code, severity, (exhibit.id,), fields)


def _name(exhibit: Exhibit) -> str:
    return exhibit.path.rpartition("/")[2]


def _inside(context: CheckContext, exhibit: Exhibit) -> Moment | None:
    row = context.row(exhibit)
    return moment_of(row.at) if row.source in INSIDE else None
