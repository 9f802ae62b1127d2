"""Captures whose words a machine read: against exports, and dates that stand in them.

A reading is never a fact. What follows from one is a question to whoever looks at the picture:
each observation names the place, and says that a machine read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity, located
from workbench.evidence.exhibit import Exhibit
from workbench.text import LANGUAGES, Language, say
from workbench.words.conversation.case_screens import LaidScreen, screens
from workbench.words.conversation.dates import dates
from workbench.words.conversation.laying import Difference
from workbench.words.conversation.scrolled import overlaps

#: Messages of one kind of difference that are named; how many there are is always said.
NAMED = 12
_LONGEST = 160
# Told by CHAT-016.
_DELETED = "deleted"
_KINDS = ("words", "time", "sender", "order", "only_screen", "only_export", "deleted_on_screen")


@check("CHAT-016", "attention")
def deleted_in_export(context: CheckContext) -> Iterator[Observation]:
    """Find messages that a screenshot shows and an export holds as deleted."""
    for one in context.laid:
        found = [each for each in _sure(one) if each.kind == _DELETED]
        if found:
            yield _observed("CHAT-016", one, found, "messages", _named_of(found))


@check("CHAT-017", "attention")
def screenshot_differs(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots and exports of one conversation that differ in a message."""
    for one in context.laid:
        found = [each for each in _sure(one) if each.kind != _DELETED]
        if found:
            yield _observed("CHAT-017", one, found, "differences", _named_of(found))


@check("CHAT-018", "info")
def screenshot_laid(context: CheckContext) -> Iterator[Observation]:
    """Say which screenshots were laid against which export, and how many messages agree."""
    for one in context.laid:
        fields = {
            "exhibit": one.screen, "chat": one.export, "messages": str(one.laid.messages),
            "shared": str(one.laid.shared), "agreeing": str(one.laid.agreeing),
            "minutes": str(one.laid.offset),
        }  # fmt: skip
        yield Observation("CHAT-018", "info", _ids(one), fields)


@check("CHAT-019", "info")
def look_at_reading(context: CheckContext) -> Iterator[Observation]:
    """Find differences that rest on a doubtful reading: to be looked at, and no more."""
    for one in context.laid:
        found = [each for each in one.laid.differences if not each.is_sure]
        if found:
            yield _observed("CHAT-019", one, found, "differences", _named_of(found))


@check("CHAT-020", "attention", "info")
def scrolled_screenshots(context: CheckContext) -> Iterator[Observation]:
    """Find screenshots that show the same messages of one conversation: scrolled, no copies."""
    for one in overlaps(screens(context.exhibits, context.words)):
        fields = {
            "a": one.one, "b": one.other, "shared": str(one.shared),
            "differences": "; ".join(one.differences[:NAMED]) or "–",
        }  # fmt: skip
        severity: Severity = "attention" if one.differences else "info"
        ids = tuple(sorted({one.one, one.other}))
        yield Observation("CHAT-020", severity, ids, fields)


@check("CLAIM-014", "attention", "info")
def date_before_knowledge(context: CheckContext) -> Iterator[Observation]:
    """Find dates read in pictures that lie between the event and the day of knowledge."""
    case = context.folder.case
    if case.dates.event is None or case.dates.known is None:
        return
    begins, known = case.dates.event.day, case.dates.known.day
    talking = {one.screen for one in context.laid}
    for exhibit in context.exhibits:
        found: dict[str, list[str]] = defaultdict(list)
        for day, text in _dated(context, exhibit):
            if begins <= day < known:
                found[day.isoformat()].append(text)
        if found:
            fields = {
                "exhibit": exhibit.id,
                "dates": "; ".join(
                    f"{day} «{_short(texts[0])}»" for day, texts in sorted(found.items())
                ),
                "known": context.when(case.dates.known),
            }
            severity: Severity = "attention" if exhibit.id in talking else "info"
            yield Observation("CLAIM-014", severity, (exhibit.id,), fields)


CHECKS = (
    deleted_in_export,
    screenshot_differs,
    screenshot_laid,
    look_at_reading,
    scrolled_screenshots,
    date_before_knowledge,
)


def _dated(context: CheckContext, exhibit: Exhibit) -> Iterator[tuple[date, str]]:
    reading = context.words.of(exhibit)
    for _, line in reading.machine_read if reading is not None else ():
        if not line.is_doubtful:
            for day, _, _ in dates(line.text):
                yield day, line.text


def _sure(one: LaidScreen) -> list[Difference]:
    return [each for each in one.laid.differences if each.is_sure]


def _ids(one: LaidScreen) -> tuple[str, ...]:
    return tuple(sorted({one.screen, one.export}))


def _observed(
    code: str, one: LaidScreen, found: list[Difference], name: str, words: dict[str, str]
) -> Observation:
    severity: Severity = "info" if code == "CHAT-019" else "attention"
    fields = {
        "exhibit": one.screen, "chat": one.export, "count": str(len(found)), name: words["en"],
        **{f"{name}_{language}": words[language] for language in words},
    }  # fmt: skip
    return Observation(code, severity, _ids(one), fields)


def _named_of(found: Iterable[Difference]) -> dict[str, str]:
    """Return the differences in words, kind by kind, in each language."""
    by_kind: dict[str, list[Difference]] = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    return {
        str(language): "; ".join(
            _kind(kind, by_kind[kind], language) for kind in (_DELETED, *_KINDS) if by_kind[kind]
        )
        for language in LANGUAGES
    }


def _kind(kind: str, several: list[Difference], language: Language) -> str:
    places = [_told(one, language) for one in several[:NAMED]]
    if len(several) > NAMED:
        places.append(say("chats.more", language, count=len(several) - NAMED))
    return say(f"chats.screen.{kind}", language, places=", ".join(places))


def _told(one: Difference, language: Language) -> str:
    """Return one difference: what is shown and written, when, by whom, and where."""
    text = one.detail or _short(one.shown or one.written)
    if one.kind == "time":
        text = f"{_short(one.shown)}: {one.shown_time} → {one.written_time.replace('T', ' ')}"
    if one.kind == "sender":
        own = say("chats.screen.own", language)
        text = f"{_short(one.shown)}: {one.name or own} → {one.sender}"
    at = one.shown_time or one.written_time.replace("T", " ")
    where = located(one.where, language)
    inside = ", ".join(part for part in (at, where) if part)
    return f"«{text}» ({inside})"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
