"""Exports of conversations: two of one laid side by side, and what one does not tell by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity, located
from workbench.checks.shown import local
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.chats.message_alignment import FEWEST, Alignment, Difference, align
from workbench.metadata.chats.talk import Saying, Talk
from workbench.metadata.fact import Fact
from workbench.text import LANGUAGES, Language, say

#: Messages of one kind of difference that are named; how many there are is always said.
NAMED = 20
# Words that more exports than this hold, such as a greeting, bring nobody together.
_COMMON = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@check("CHAT-001", "serious", "attention")
def exports_differ(context: CheckContext) -> Iterator[Observation]:
    """Find two exports of one conversation that differ, message by message.

    A screenshot that differed from the real group chat ended a case in Tangerang
    Selatan in July 2020.
    """
    for one, other in _candidates(list(_exports(context))):
        found = align(one.talk, other.talk)
        if found is None or not found.differences:
            continue
        words = {
            f"differences_{language}": _said(context, one, other, found, language)
            for language in LANGUAGES
        }
        fields = {
            "a": one.label,
            "b": other.label,
            "count": str(len(found.differences)),
            "differences": words["differences_en"],
            **words,
        }
        is_grave = any(difference.kind == "words" for difference in found.differences)
        ids = tuple(sorted({one.exhibit.id, other.exhibit.id}))
        yield Observation("CHAT-001", "serious" if is_grave else "attention", ids, fields)


@check("CHAT-014", "attention")
def head_inside_message(context: CheckContext) -> Iterator[Observation]:
    """Find lines inside messages that look like a message of their own."""
    for exhibit in context.exhibits:
        found = list(context.of(exhibit, "chat", "HeaderInside"))
        if found:
            places = ", ".join(fact.locator for fact in found[:NAMED])
            fields = {"exhibit": exhibit.id, "count": str(len(found)), "places": places}
            yield Observation("CHAT-014", "attention", (exhibit.id,), fields)


@check("CHAT-015", "attention", "info")
def not_all_read(context: CheckContext) -> Iterator[Observation]:
    """Find exports of which a part was not read, with the reason and the limit."""
    names = {exhibit.path.rpartition("/")[2] for exhibit in context.exhibits}
    for exhibit in context.exhibits:
        found = list(context.of(exhibit, "chat", "NotRead"))
        pages = [
            fact
            for fact in context.of(exhibit, "chat", "FurtherPage")
            if fact.value.rpartition("/")[2] not in names
        ]
        if not found and not pages:
            continue
        words = {
            f"parts_{language}": "; ".join(
                [*(_part(fact, language) for fact in found), *_missing(pages, language)]
            )
            for language in LANGUAGES
        }
        fields = {"exhibit": exhibit.id, "parts": words["parts_en"], **words}
        lost = pages or any(fact.value not in _LISTED_ONLY for fact in found)
        severity: Severity = "attention" if lost else "info"
        yield Observation("CHAT-015", severity, (exhibit.id,), fields)


CHECKS = (exports_differ, head_inside_message, not_all_read)

# Everything was read and counted; only the list of it is cut, or a year had to be reckoned.
_LISTED_ONLY = frozenset({"more_marks", "more_days", "more_inside", "no_year", "lines_above"})


@dataclass(frozen=True)
class _Export:
    """One conversation of one exhibit."""

    exhibit: Exhibit
    talk: Talk
    label: str


def _exports(context: CheckContext) -> Iterator[_Export]:
    for exhibit in context.exhibits:
        talks = context.talks.get(exhibit.path, ())
        for talk in talks:
            label = f"{exhibit.id} ({talk.member})" if len(talks) > 1 else exhibit.id
            yield _Export(exhibit, talk, label)


def _candidates(exports: list[_Export]) -> list[tuple[_Export, _Export]]:
    """Return pairs that bear one name, or share messages.

    Exports meet under what they have in common, so that many exports of many groups are
    not compared each with each.
    """
    shelves: dict[int | str, set[int]] = defaultdict(set)
    for at, export in enumerate(exports):
        for name in export.talk.names:
            shelves[name].add(at)
        for saying in export.talk.sayings:
            if saying.words:
                shelves[saying.words].add(at)
    shared: Counter[tuple[int, int]] = Counter()
    for key, shelf in shelves.items():
        if 1 < len(shelf) <= _COMMON:
            for pair in combinations(sorted(shelf), 2):
                shared[pair] += FEWEST if isinstance(key, str) else 1
    found = sorted(pair for pair, count in shared.items() if count >= FEWEST)
    return [(exports[one], exports[other]) for one, other in found]


def _said(
    context: CheckContext, one: _Export, other: _Export, found: Alignment, language: Language
) -> str:
    """Return the differences in words, kind by kind, each with time and lines."""
    by_kind: dict[str, list[Difference]] = defaultdict(list)
    for difference in found.differences:
        key = difference.kind
        if key == "only":
            key = "only_a" if difference.other is None else "only_b"
        by_kind[key].append(difference)
    offset = context.folder.case.offset
    parts = []
    for key in _KINDS:
        several = by_kind.get(key, [])
        if several:
            places = [_place(one, other, each, offset, language) for each in several[:NAMED]]
            if len(several) > NAMED:
                places.append(say("chats.more", language, count=len(several) - NAMED))
            fields = {"a": one.label, "b": other.label, "count": len(several)}
            listed = ", ".join(places)
            parts.append(say(f"chats.difference.{key}", language, **fields, places=listed))
    return "; ".join(parts)


_KINDS = ("words", "only_a", "only_b", "deleted", "edited", "media", "time", "sender")


def _place(
    one: _Export, other: _Export, difference: Difference, offset: timedelta, language: Language
) -> str:
    first = difference.one or difference.other
    talk = one.talk if difference.one else other.talk
    lines = [
        f"{export.label} {_where(export.talk, saying, language)}"
        for export, saying in ((one, difference.one), (other, difference.other))
        if saying is not None
    ]
    at = _EPOCH + timedelta(seconds=first.at if first else 0)
    shown = local(at, offset) if talk.has_zone else f"{at:%Y-%m-%d %H:%M}"
    return f"{shown} ({', '.join(lines)})"


def _where(talk: Talk, saying: Saying, language: Language) -> str:
    return located(f"{talk.unit} {saying.where}", language)


def _part(fact: Fact, language: Language) -> str:
    said = say(f"chats.unread.{fact.value}", language, detail=fact.typed)
    where = located(fact.locator, language).rstrip(": ")
    return f"{where}: {said}" if where else said


def _missing(pages: Iterable[Fact], language: Language) -> Iterator[str]:
    names = sorted({fact.value for fact in pages})
    if names:
        yield say("chats.unread.page_missing", language, detail=", ".join(names[:NAMED]))
