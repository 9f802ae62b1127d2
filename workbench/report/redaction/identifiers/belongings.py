"""What belongs to a case's own people: numbers, accounts and addresses, however written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.identifiers.identity_numbers import CONFUSED
from workbench.report.redaction.span import Span, learn

_RUN = re.compile(r"[0-9OoQlI|SBZ](?:[\s.\-/_()]{0,2}[0-9OoQlI|SBZ]){5,}")
_ADDRESS_WORD = re.compile(r"[^\W_]+")
_STREET_WORDS = frozenset(
    ["jl", "jln", "jalan", "gg", "gang", "rt", "rw", "no", "nomor", "blok", "dusun", "perum"]
)
_BETWEEN = frozenset(" \t\n\r.-/_()")
_HANDLE = re.compile(
    r"(?<![a-z0-9.])[a-z0-9_](?:[a-z0-9._\-]|@(?=[a-z0-9])|(?<=[a-z0-9])\+){2,120}"
)


# What people write before the name that an account shows.
_ACCOUNT = (
    r"\b(?:akun|account|profil|profile|halaman|page|username|user name|nama pengguna"
    r"|instagram|ig|facebook|fb|tiktok|twitter|youtube|channel|kanal|threads|telegram|whatsapp|wa)"
    r"(?: (?:instagram|ig|facebook|fb|tiktok|twitter|x|youtube|media sosial|medsos|bernama"
    r"|dengan nama|atas nama|named|called)){0,3}[ :\"'“‘(]{1,3}"
)


class Belongings:
    """An index of numbers, accounts and addresses."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._lengths: list[int] = []
        self._accounts: dict[str, str] = {}
        self._displayed: dict[str, str] = {}
        self._addresses: set[tuple[str, ...]] = set()

    def add_number(self, person: str, number: str) -> None:
        """Learn a NIK, NIP or telephone number."""
        digits = re.sub(r"\D", "", fold(number).text)
        if len(digits) >= 7:
            learn(self._numbers, digits, person)
        # A telephone number is the same with +62, 62, 0 or nothing before it.
        bare = re.sub(r"^(?:62|0)", "", digits)
        if 8 <= len(bare) <= 12 and bare != digits:
            learn(self._numbers, bare, person)
        self._lengths = sorted({len(number) for number in self._numbers}, reverse=True)

    def add_account(self, person: str, account: str) -> None:
        """Learn an account's name or an e-mail address."""
        handle = handle_of(account)
        if " " in handle:
            learn(self._displayed, " ".join(handle.split()), person)
        elif len(handle) >= 3:
            learn(self._accounts, handle, person)

    def add_address(self, address: str) -> None:
        """Learn an address by every three words of it that lead to a door."""
        parts = [match.group() for match in _ADDRESS_WORD.finditer(fold(address).lower)]
        for place in range(len(parts) - 2):
            three = tuple(parts[place : place + 3])
            if any(part in _STREET_WORDS or part[0].isdigit() for part in three):
                self._addresses.add(three)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Yield every place where one of them stands."""
        yield from self._find_numbers(folded)
        yield from self._find_accounts(folded)
        yield from self._find_displayed(folded)
        yield from self._find_addresses(folded)

    def _find_numbers(self, folded: Folded) -> Iterator[Span]:
        if not self._lengths:
            return
        for run in _RUN.finditer(folded.text):
            places = [i for i in range(run.start(), run.end()) if folded.text[i] not in _BETWEEN]
            digits = "".join(folded.text[i] for i in places).translate(CONFUSED)
            for start in range(len(digits)):
                for length in self._lengths:
                    person = self._numbers.get(digits[start : start + length])
                    if person is not None and start + length <= len(digits):
                        first = _country(folded.text, places[start])
                        yield Span(
                            first,
                            places[start + length - 1] + 1,
                            "person" if person else "number",
                            person,
                        )
                        break

    def _find_accounts(self, folded: Folded) -> Iterator[Span]:
        for match in _HANDLE.finditer(folded.lower):
            handle = match.group()
            for end in _handle_ends(handle):
                person = self._accounts.get(handle[:end])
                if person is not None:
                    start = match.start()
                    at = start > 0 and folded.text[start - 1] == "@"
                    yield Span(start - at, start + end, "account", person)
                    break

    def _find_displayed(self, folded: Folded) -> Iterator[Span]:
        """Find names that accounts show, where a text says that it means the account.

        Elsewhere the same words are a person's name: whose the account is, is open.
        """
        for name, code in self._displayed.items():
            words = r"\s{1,3}".join(map(re.escape, name.split()))
            whole = re.fullmatch(rf"\s{{0,9}}@?({words})\s{{0,9}}", folded.lower)
            said = re.finditer(rf"{_ACCOUNT}({words})(?!\w)", folded.lower)
            for match in (whole,) if whole else said:
                yield Span(match.start(1), match.end(1), "account", code)

    def _find_addresses(self, folded: Folded) -> Iterator[Span]:
        """Yield stretches of three words and more; neighbours share theirs, so nobody is named."""
        parts = list(_ADDRESS_WORD.finditer(folded.lower)) if self._addresses else []
        for place in range(len(parts) - 2):
            if tuple(part.group() for part in parts[place : place + 3]) in self._addresses:
                yield Span(parts[place].start(), parts[place + 2].end(), "address")


def handle_of(account: str) -> str:
    """Return an account's name as it is compared: in small letters, without its sign."""
    return fold(account.strip()).lower.lstrip("@")


def is_after_account(folded: Folded, start: int) -> bool:
    """Whether what starts here is what an account shows: ``akun "…"``."""
    return re.search(rf"{_ACCOUNT}@?$", folded.lower[max(0, start - 60) : start]) is not None


def is_account(name: str) -> bool:
    """Whether an alias is an account's name rather than a person's."""
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
