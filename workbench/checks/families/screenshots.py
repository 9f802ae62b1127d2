"""Screenshots of conversations against the exports of a case.

Nothing is read from the pixels here: what people say a screenshot shows (when the message was
sent, by which account) is compared with what the export holds. What a machine read of
screenshots is compared in :mod:`workbench.checks.families.captures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.families.conversation import chats, days_of
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit

# Hours around midnight in which a clock of another of Indonesia's zones shows another day.
_LATE = 2
MESSENGER_APPS = ("whatsapp", "telegram", "signal", "line", "messenger", "pesan", "obrolan")


@check("CHAT-008", "info")
def screenshot_without_export(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots of conversations in a case that holds no export to compare with."""
    if any(True for _ in chats(context)):
        return
    for exhibit in _screenshots(context):
        yield Observation("CHAT-008", "info", (exhibit.id,), {"exhibit": exhibit.id})


@check("CHAT-009", "attention")
def day_not_in_export(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots said to show a message of a day on which no export holds one."""
    exports = [(one, days) for one in chats(context) if (days := days_of(context, one))]
    for exhibit in _screenshots(context):
        claim = context.claim(exhibit)
        said = claim.published_at if claim is not None else None
        if said is None:
            continue
        # Only exports that begin before and end after that day can contradict it.
        reaching = [one for one in exports if min(one[1]) < said.day.isoformat() < max(one[1])]
        if reaching and all(not _has_day(days, said) for _, days in reaching):
            names = tuple(sorted(one.id for one, _ in reaching))
            fields = {"exhibit": exhibit.id, "said": context.when(said), "chats": ", ".join(names)}
            ids = tuple(sorted({exhibit.id, *names}))
            yield Observation("CHAT-009", "attention", ids, fields)


@check("CHAT-010", "info")
def not_comparable_yet(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots of conversations of which nobody says when their message was sent."""
    exports = tuple(sorted(one.id for one in chats(context)))
    compared = {one.screen for one in context.laid}  # message by message, by what a machine read
    for exhibit in _screenshots(context) if exports else ():
        if exhibit.id in compared:
            continue
        claim = context.claim(exhibit)
        if claim is None or claim.published_at is None:
            fields = {"exhibit": exhibit.id, "chats": ", ".join(exports)}
            yield Observation("CHAT-010", "info", (exhibit.id,), fields)


@check("CHAT-011", "info")
def sender_not_in_export(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots whose account speaks in no export."""
    speakers = {one.id: set(_speakers(context, one)) for one in chats(context)}
    for exhibit in _screenshots(context) if any(speakers.values()) else ():
        claim = context.claim(exhibit)
        account = _plain(claim.account) if claim is not None else ""
        if account and not any(account in names for names in speakers.values()):
            fields = {
                "exhibit": exhibit.id,
                "account": claim.account if claim is not None else "",
                "chats": ", ".join(sorted(speakers)),
            }
            yield Observation("CHAT-011", "info", (exhibit.id,), fields)


CHECKS = (
    screenshot_without_export,
    day_not_in_export,
    not_comparable_yet,
    sender_not_in_export,
)


def _screenshots(context: CheckContext) -> Iterator[Exhibit]:
    """Yield pictures that are named, or said to be, captures of a conversation."""
    for exhibit in context.exhibits:
        app = context.first(exhibit, "filename", "App")
        claim = context.claim(exhibit)
        is_picture = (exhibit.media_type or "").startswith("image/")
        by_app = app is not None and any(name in app.value.lower() for name in MESSENGER_APPS)
        by_claim = claim is not None and claim.kind == "percakapan" and is_picture
        if by_app or by_claim:
            yield exhibit


def _has_day(days: dict[str, str], said: Moment) -> bool:
    """Whether an export speaks on the day said; around midnight the next day counts too."""
    hour = said.clock.hour if said.clock is not None else 12
    steps = [0, *([-1] if hour < _LATE else []), *([1] if hour >= 24 - _LATE else [])]
    return any((said.day + timedelta(step)).isoformat() in days for step in steps)


def _speakers(context: CheckContext, exhibit: Exhibit) -> Iterator[str]:
    for fact in context.of(exhibit, "chat", "Participant"):
        yield _plain(fact.value)


def _plain(name: str) -> str:
    """Return a name or number as it is compared: letters and digits, numbers from 62 on."""
    text = re.sub(r"[^\w]", "", name.casefold())
    return "62" + text[1:] if re.fullmatch(r"0\d{8,}", text) else text
