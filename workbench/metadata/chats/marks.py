"""What stands in a message beside its words: attachments, omissions, marks of the app.

The app's own words are data in ``messenger_words.toml``, in the languages of the phones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from workbench.metadata.chats.chat import Mark, words_of

_NAME = r"[^\n<>|]{1,120}?"
# Apps of languages that we have no words for still write a file's name like this.
_BY_APP = r"(?:IMG|VID|AUD|PTT|STK|DOC|CON)-\d{8}-WA\d{4}\.?\w{0,5}"
_DATED = re.compile(
    r"(?:IMG|VID|AUD|PTT|STK|DOC)-(?P<a>\d{4})(?P<b>\d\d)(?P<c>\d\d)-WA\d"
    r"|-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-(?P<d>\d{4})-(?P<e>\d\d)-(?P<f>\d\d)-"
)
_PAGES = re.compile(r"•\s?(\d+\s\w+)\s?$")
_VOTES = re.compile(r"\(\d+ [^\W\d_]+\)$")
_LONGEST_MARK = 120
_MAP = re.compile(r"https?://\S+")
_PLACE = re.compile(r"(-?\d+\.\d{3})\d*,\s?(-?\d+\.\d{3})\d*")
_QUOTED = re.compile(r"[\"“„'](.+)[\"”'](?=[^\"”']*$)")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message's text says; see :class:`workbench.metadata.chats.chat.Message`."""

    said: str
    marks: frozenset[Mark]
    attached: str = ""
    document: str = ""


@cache
def pattern(kind: str, before: str = "", after: str = "", key: str = "patterns") -> re.Pattern[str]:
    """Return one expression for all of the app's words of a kind."""
    words = _words()[kind][key]
    return re.compile(
        rf"{before}(?:{'|'.join(words)}){after}", re.IGNORECASE | re.MULTILINE | re.UNICODE
    )


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    place = files("workbench.metadata.chats") / "messenger_words.toml"
    return tomllib.loads(place.read_text("utf-8"))


# A message without any of these holds only words, as most do: asked before all expressions.
_SIGNS = (
    "<", "(", "•", "://", "omit", "disertakan", "hapus", "padam", "hilang", "abai", "kecuali",
    "tinggal", "ketepi", "deleted", "call", "panggilan", "sekali", "once", "one-time", "lokasi",
    "location", "null", "menunggu", "waiting", "weggelassen", "ocult", "gelöscht", "elimin",
    "apag", "supprim", "verwijderd", "удал", "видал", "حذف", "smaz", "डिलीट", "削除", "ลบ", "xóa",
    "thu hồi", "poll", "jajak", "undian", "pungutan", "tinjauan", "silindi", "삭제", "刪除", "删除",
)  # fmt: skip


def _is_plain(text: str) -> bool:
    lower = text.casefold()
    for sign in _SIGNS:  # noqa: SIM110 - asked of every message: a generator takes three times as long
        if sign in lower:
            return False
    return True


def content(text: str, raw: str | None = None, *, has_media: bool = False) -> Content:
    """Return the words, marks and attachment of a message.

    Parameters
    ----------
    text
        Without direction marks.
    raw
        With them, where they tell where a name ends.
    has_media
        Whether the app marks the message as one with media, whatever its language.
    """
    if not has_media and _is_plain(text):
        return Content(words_of(raw if raw is not None else text), frozenset())
    stripped = text.strip()
    for kind in ("deleted", "placeholder", "call"):
        if pattern(kind, "^", r"\.?$").fullmatch(stripped):
            return Content("", frozenset({_MARKS[kind]}))
    marks: set[Mark] = set()
    edited = pattern("edited", "", r"\Z").search(stripped[-_LONGEST_MARK:])
    if edited is not None:
        marks.add("edited")
        stripped = stripped[: len(stripped) - len(edited[0])].rstrip()
        raw = None if raw is None else raw[: raw.rfind("<")].rstrip()
    if pattern("poll", "^").match(stripped):
        marks.add("poll")
        return Content(_poll(stripped), frozenset(marks))
    place = pattern("location", "^").match(stripped)
    if place is not None:
        marks.add("location")
        return Content(_place(stripped[place.end() :]), frozenset(marks))
    return _media(stripped, raw, marks, has_media=has_media)


_MARKS: dict[str, Mark] = {"deleted": "deleted", "placeholder": "placeholder", "call": "call"}


def _media(text: str, raw: str | None, marks: set[Mark], *, has_media: bool) -> Content:
    found = _attached().search(text)
    if found is not None:
        name = next(filter(None, found.groupdict().values())).strip()
        rest, document = _without(text, found)
        return Content(words_of(rest), frozenset(marks), name, document)
    for kind in ("view_once", "omitted"):
        found = pattern(kind, r"(?:^|(?<=\s)|(?<=\u200e))", r"\.?$").search(text)
        if found is not None and (has_media or _is_own(text, found, raw)):
            marks |= {"omitted", "view_once"} if kind == "view_once" else {"omitted"}
            rest, document = _without(text, found)
            return Content(words_of(rest), frozenset(marks), "", document)
    if has_media:
        marks.add("omitted")
        return Content("", frozenset(marks))
    return Content(words_of(raw if raw is not None else text),
                   frozenset(marks))  # fmt: skip


def _is_own(text: str, found: re.Match[str], raw: str | None) -> bool:
    """Whether an omission is the app's: a line of its own, or set off by the app's mark."""
    begins = found.start() == 0 or text[found.start() - 1] == "\n"
    if begins:
        return True
    return raw is not None and f"\u200e{found[0]}" in raw


def _without(text: str, found: re.Match[str]) -> tuple[str, str]:
    """Return the words around an attachment, and the document that they name before it."""
    line = text.rfind("\n", 0, found.start()) + 1
    before = text[line : found.start()]
    pages = _PAGES.search(before[-_LONGEST_MARK:])
    name = before[: len(before) - len(pages[0])] if pages else before
    name = name.strip()
    is_document = bool(pages) or re.fullmatch(r"[^\n/]{1,200}\.\w{1,5}", name) is not None
    document = "" if not is_document else f"{name} ({pages[1]})" if pages else name
    rest = text[:line] + ("" if is_document else before) + text[found.end() :]
    return rest, document


@cache
def _attached() -> re.Pattern[str]:
    words = "|".join(_words()["attached"]["patterns"])
    return re.compile(
        rf"<[^\W\d_][^\n<>:]{{1,30}}:\s(?P<ios>\d{{8}}-{_NAME}|{_NAME}\.\w{{1,5}})>"
        rf"|^(?P<android>{_NAME})\s\((?:{words})\)"
        rf"|^(?P<named>{_BY_APP})\s\([^()\n]{{3,40}}\)",
        re.MULTILINE | re.IGNORECASE,
    )


def _poll(text: str) -> str:
    """Return question and options without the votes, which differ from day to day."""
    lines = []
    for line in text.split("\n")[1:]:
        plain = pattern("option", "^").sub("", line.strip())
        lines.append(_VOTES.sub("", plain).rstrip())
    return words_of(" | ".join(filter(None, lines)))


def _place(text: str) -> str:
    """Return the address of a place; phones write more or fewer digits."""
    found = _MAP.search(text)
    return _PLACE.sub(r"\1,\2", found[0]) if found else ""


def is_notice(text: str) -> bool:
    """Whether an unmarked text is one that only the app writes."""
    return is_of_encryption(text) or pattern("notice").search(text) is not None


def is_of_encryption(text: str) -> bool:
    """Whether a text is the notice with which apps begin every chat."""
    return pattern("encryption").search(text) is not None


def is_marked_notice(text: str) -> bool:
    """Whether a text that the app marks as its own is a notice, not media or a deletion."""
    return is_notice(text) or pattern("notice", "^", "$", "marked").match(text) is not None


def group_named(notices: Iterable[str]) -> tuple[str, ...]:
    """Return the names that notices give a group, in their order."""
    names = []
    for text in notices:
        found = pattern("group").search(text)
        quoted = _QUOTED.search(text, found.end()) if found else None
        if quoted:
            names.append(re.split(r"[\"”'] \w+ [\"“']", quoted[1])[-1])
    return tuple(names)


def named_day(name: str) -> date | None:
    """Return the day in the name that the app gave an attachment, or None."""
    found = _DATED.search(name)
    if found is None:
        return None
    parts = found.group("a", "b", "c") if found["a"] else found.group("d", "e", "f")
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
