"""The case's own people, found however they are written: that is what really leaks.

Built from ``identities.yaml``. A name is found whole, in part, misspelt, with and
without titles and initials; numbers in any grouping; accounts and addresses too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.case.schema import Identity
from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.names import (
    NAME,
    Word,
    allowed,
    ordinary,
    slips,
    sound,
    without_letters,
    words,
)
from workbench.report.redaction.numbers import CONFUSED
from workbench.report.redaction.span import Span

# A word this long is a name even in small letters; shorter ones need a sign that it is.
_LONG = 4
_RUN = re.compile(r"[0-9OoQlI|SBZ](?:[\s.\-/_()]{0,2}[0-9OoQlI|SBZ]){5,}")
_ADDRESS_WORD = re.compile(r"[^\W_]+")
_STREET_WORDS = frozenset(
    ["jl", "jln", "jalan", "gg", "gang", "rt", "rw", "no", "nomor", "blok", "dusun", "perum"]
)
_GAP = 4


@dataclass(frozen=True)
class _Hit:
    """A word that is part of somebody's name."""

    index: int
    person: str
    name: str
    is_exact: bool


@dataclass
class People:
    """Everybody whose identity a case holds.

    Parameters
    ----------
    identities
        From ``identities.yaml``.
    """

    identities: Sequence[Identity]
    _names: dict[str, dict[str, str]] = field(default_factory=dict, init=False)
    _near: dict[str, set[str]] = field(default_factory=dict, init=False)
    _joined: dict[str, str] = field(default_factory=dict, init=False)
    _numbers: dict[str, str] = field(default_factory=dict, init=False)
    _accounts: dict[str, str] = field(default_factory=dict, init=False)
    _addresses: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)
    _aliases: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)
    _lengths: list[int] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        for identity in self.identities:
            for name in filter(None, (identity.name, *identity.aliases)):
                self._add_name(identity.id, name)
            for number in (identity.nik, identity.nip, identity.phone):
                self._add_number(identity.id, number)
            for account in (*identity.accounts, identity.email):
                self._add_account(identity.id, account)
            self._add_address(identity.id, identity.address)
        self._lengths = sorted({len(number) for number in self._numbers}, reverse=True)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Yield every place where one of these people is named."""
        if not self.identities:
            return
        found = words(folded)
        yield from self._find_names(folded, found)
        yield from self._find_aliases(found)
        yield from self._find_numbers(folded)
        yield from self._find_accounts(folded)
        yield from self._find_addresses(folded)

    # --- learning ---------------------------------------------------------------------------

    def _add_name(self, person: str, name: str) -> None:
        if _is_account(name):
            self._add_account(person, name)
            return
        known = ordinary()
        # What follows a comma is a degree.
        parts = [w for w in words(fold(name.partition(",")[0]), NAME) if len(w.lower) > 1]
        own = [w for w in parts if w.lower not in known.titles and w.lower not in known.degrees]
        own = own or [word for word in parts if word.lower not in known.titles]
        # "Pak Kabid" is an office, not a name: only the whole alias is looked for.
        if all(word.lower in known.words for word in own) and len(own) < 2:
            self._aliases[tuple(word.lower for word in parts)] = person
            return
        for word in own:
            self._names.setdefault(word.key, {})[person] = word.lower
            for variant in without_letters(word.key, allowed(len(word.key))):
                self._near.setdefault(variant, set()).add(word.key)
        if len(own) > 1:
            self._joined["".join(word.key for word in own)] = person

    def _add_number(self, person: str, number: str) -> None:
        digits = re.sub(r"\D", "", fold(number).text)
        if len(digits) >= 7:
            self._numbers[digits] = person
        # A telephone number is the same with +62, 62, 0 or nothing before it.
        bare = re.sub(r"^(?:62|0)", "", digits)
        if 8 <= len(bare) <= 12 and bare != digits:
            self._numbers[bare] = person

    def _add_account(self, person: str, account: str) -> None:
        handle = fold(account.strip()).lower.lstrip("@")
        if len(handle) >= 3:
            self._accounts[handle] = person

    def _add_address(self, person: str, address: str) -> None:
        parts = [match.group() for match in _ADDRESS_WORD.finditer(fold(address).lower)]
        for place in range(len(parts) - 2):
            three = tuple(parts[place : place + 3])
            if any(part in _STREET_WORDS or part[0].isdigit() for part in three):
                self._addresses[three] = person

    # --- finding ----------------------------------------------------------------------------

    def _find_names(self, folded: Folded, found: list[Word]) -> Iterator[Span]:
        hits = [hit for index, word in enumerate(found) for hit in self._hits(index, word)]
        hits += self._split_hits(folded, found)
        beside = _Beside(hits, found, folded)
        kept = [hit for hit in hits if self._is_meant(hit, found, beside)]
        for person, index_range in _runs(kept, found, folded, self._initials(found)):
            first, last = found[index_range[0]], found[index_range[1]]
            dot = len(last.lower) == 1 and folded.text[last.end : last.end + 1] == "."
            yield Span(first.start, last.end + dot, "person", person)
        for word in found:
            if len(word.key) >= 6 and word.key in self._joined:
                yield Span(word.start, word.end, "person", self._joined[word.key])

    def _split_hits(self, folded: Folded, found: list[Word]) -> Iterator[_Hit]:
        """Find names with an apostrophe inside: ``Ma'ruf`` reads as two words."""
        for index, (a, b) in enumerate(pairwise(found)):
            if b.start - a.end == 1 and folded.text[a.end] in "'’`":
                for person, name in self._names.get(sound(a.lower + b.lower), {}).items():
                    for each in (index, index + 1):
                        yield _Hit(each, person, name, is_exact=True)

    def _hits(self, index: int, word: Word) -> Iterator[_Hit]:
        if len(word.lower) < 2:
            return
        exact = self._names.get(word.key, {})
        for person, name in exact.items():
            yield _Hit(index, person, name, is_exact=True)
        if exact:
            return
        near = set()
        for variant in without_letters(word.key, allowed(len(word.key) + 1)):
            near |= self._near.get(variant, set())
        for key in sorted(near):
            if slips(word.key, key) <= allowed(len(key)) and abs(len(key) - len(word.key)) <= 2:
                for person, name in self._names[key].items():
                    yield _Hit(index, person, name, is_exact=False)

    def _is_meant(self, hit: _Hit, found: list[Word], beside: _Beside) -> bool:
        """Whether a word that could be a name is one here."""
        known, word = ordinary(), found[hit.index]
        if beside.is_phrase(hit.index):
            return False
        if beside.has_other_name(hit) or beside.has_title(hit.index):
            return True
        is_common = word.lower in known.words
        if hit.is_exact:
            return word.is_capital or (len(word.lower) >= _LONG and not is_common)
        return not is_common and len(word.lower) >= 5 and (word.is_capital or len(hit.name) >= 7)

    def _initials(self, found: list[Word]) -> dict[int, Word]:
        """Return words that may be an initial or a short form of a name: ``B.``, ``Muh.``."""
        return {i: word for i, word in enumerate(found) if len(word.lower) <= 4}

    def _find_aliases(self, found: list[Word]) -> Iterator[Span]:
        lengths = {len(alias) for alias in self._aliases}
        for index in range(len(found)):
            for length in lengths:
                group = found[index : index + length]
                person = self._aliases.get(tuple(word.lower for word in group))
                if person and len(group) == length:
                    yield Span(group[0].start, group[-1].end, "person", person)

    def _find_numbers(self, folded: Folded) -> Iterator[Span]:
        if not self._lengths:
            return
        for run in _RUN.finditer(folded.text):
            places = [i for i in range(run.start(), run.end()) if folded.text[i] not in _BETWEEN]
            digits = "".join(folded.text[i] for i in places).translate(CONFUSED)
            for start in range(len(digits)):
                for length in self._lengths:
                    person = self._numbers.get(digits[start : start + length])
                    if person and start + length <= len(digits):
                        first = _country(folded.text, places[start])
                        yield Span(first, places[start + length - 1] + 1, "person", person)
                        break

    def _find_accounts(self, folded: Folded) -> Iterator[Span]:
        for match in _HANDLE.finditer(folded.lower):
            handle = match.group()
            for end in _handle_ends(handle):
                person = self._accounts.get(handle[:end])
                if person:
                    start = match.start()
                    at = start > 0 and folded.text[start - 1] == "@"
                    yield Span(start - at, start + end, "person", person)
                    break

    def _find_addresses(self, folded: Folded) -> Iterator[Span]:
        if not self._addresses:
            return
        parts = list(_ADDRESS_WORD.finditer(folded.lower))
        open_span: Span | None = None
        for place in range(len(parts) - 2):
            three = tuple(part.group() for part in parts[place : place + 3])
            person = self._addresses.get(three)
            if person is None:
                continue
            start, end = parts[place].start(), parts[place + 2].end()
            if open_span and open_span.person == person and start <= open_span.end:
                open_span = Span(open_span.start, end, "person", person)
                continue
            if open_span:
                yield open_span
            open_span = Span(start, end, "person", person)
        if open_span:
            yield open_span


class _Beside:
    """What stands beside a word, looked up once for everybody who bears the same name."""

    def __init__(self, hits: list[_Hit], found: list[Word], folded: Folded) -> None:
        self.found = found
        self.folded = folded
        self.names: dict[int, dict[str, set[str]]] = {}
        for hit in hits:
            self.names.setdefault(hit.index, {}).setdefault(hit.person, set()).add(hit.name)
        self.near = {index: self._near(index) for index in self.names}
        self.phrases = {
            index for index in self.names if _in_phrase(ordinary().phrases, found, index)
        }

    def is_phrase(self, index: int) -> bool:
        """Whether the word is part of a fixed expression."""
        return index in self.phrases

    def has_other_name(self, hit: _Hit) -> bool:
        """Whether another of the same person's names stands near."""
        return any(
            self.names[index].get(hit.person, set()) - {hit.name} for index in self.near[hit.index]
        )

    def has_title(self, index: int) -> bool:
        """Whether a title stands before the word."""
        before = self.found[index - 1].lower if index else ""
        return len(before) > 1 and before in ordinary().titles

    def _near(self, index: int) -> tuple[int, ...]:
        return tuple(
            index + step
            for step in (-2, -1, 1, 2)
            if index + step in self.names and _is_near(self.found, index, index + step, self.folded)
        )


_BETWEEN = frozenset(" \t\n\r.-/_()")
_HANDLE = re.compile(
    r"(?<![a-z0-9.])[a-z0-9_](?:[a-z0-9._\-]|@(?=[a-z0-9])|(?<=[a-z0-9])\+){2,120}"
)


def _is_account(name: str) -> bool:
    return " " not in name.strip() and bool(re.search(r"[\d_.@]", name.strip(". ")))


def _handle_ends(handle: str) -> Iterator[int]:
    """Yield where a handle may end: the whole, then before each dot or dash at its end."""
    yield len(handle)
    end = len(handle.rstrip("._-"))
    while end >= 3:
        yield end
        end = max(handle.rfind(mark, 0, end) for mark in "._-")


def _country(text: str, start: int) -> int:
    """Return where a telephone number starts whose part after the country code was found."""
    match = re.search(
        r"(?:\+\s?62|(?<!\d)62|(?<!\d)0)[\s.\-()]{0,3}$", text[max(0, start - 8) : start]
    )
    return start if match is None else start - len(match.group())


def _is_near(found: list[Word], a: int, b: int, folded: Folded) -> bool:
    """Whether two words stand side by side, with at most a title or an initial between."""
    if not 0 <= b < len(found):
        return False
    first, second = sorted((a, b))
    if second - first == 2 and len(found[first + 1].lower) > 3:
        return False
    between = folded.text[found[first].end : found[second].start]
    return "\n" not in between and len(between) <= _GAP + 4 * (second - first - 1) + 2


def _in_phrase(phrases: Iterable[str], found: list[Word], index: int) -> bool:
    lower = found[index].lower
    before = found[index - 1].lower if index else ""
    after = found[index + 1].lower if index + 1 < len(found) else ""
    return any(phrase in {f"{before} {lower}", f"{lower} {after}"} for phrase in phrases)


def _runs(
    kept: list[_Hit], found: list[Word], folded: Folded, short: dict[int, Word]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Join the words of one person that stand together, with initials beside them."""
    people: dict[int, set[str]] = {}
    names: dict[str, set[str]] = {}
    for hit in kept:
        people.setdefault(hit.index, set()).add(hit.person)
        names.setdefault(hit.person, set()).add(hit.name)
    indices = sorted(people)
    while indices:
        first = last = indices.pop(0)
        who = set(people[first])
        while indices and indices[0] - last <= 2 and _is_near(found, last, indices[0], folded):
            if not who & people[indices[0]]:
                break
            who &= people[indices[0]]
            last = indices.pop(0)
        first = _with_initials(first, -1, found, folded, short, people)
        last = _with_initials(last, 1, found, folded, short, people)
        yield (who.pop() if len(who) == 1 else ""), (first, last)


def _with_initials(
    index: int,
    step: int,
    found: list[Word],
    folded: Folded,
    short: dict[int, Word],
    people: dict[int, set[str]],
) -> int:
    """Take in a capital initial beside a name; more than one would be a sentence."""
    beside = index + step
    word = short.get(beside)
    if word is None or beside in people or not word.is_capital or len(word.lower) > 1:
        return index
    between = folded.text[min(found[index].end, word.end) : max(found[index].start, word.start)]
    return beside if between in {" ", ". ", "."} else index
