"""Home addresses and number plates.

Villages, districts and polling stations are facts of a case and stay; a street with
a number, or an RT and RW, leads to somebody's door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.names.vocabulary import is_entry
from workbench.report.redaction.span import Span

_WORD = r"[A-Z][\w'’-]{0,30}"
_STREET = re.compile(
    r"\b(?P<short>[Jj][Ll][Nn]?|[Gg][Gg]|[Ll][Rr])\b\.?\s{0,2}"
    rf"(?:{_WORD}|\d{{1,3}})(?:[ .]{{1,2}}{_WORD}){{0,5}}"
    r"|\b(?P<long>(?i:jalan|gang|lorong|perumahan|perum|kompleks?|dusun|dsn|blok|asrama))\s{1,2}"
    rf"(?:{_WORD}|\d{{1,3}})(?:\s{{1,2}}{_WORD}){{0,5}}"
)
_LOWER_STREET = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|lr|lorong|perum|komplek|dusun|dsn)\b\.?\s{1,2}"
    r"(?:[a-z'’]{2,20}\s{1,2}){1,4}(?=(?:no|nomor|rt|blok)\b\.?\s{0,2}\d)"
)
_NUMBER = (
    r"(?:no|nomor|nmr|kav|kavling|blok|km)\b\.?\s{0,2}[a-z]?\d{1,4}[a-z]?(?:[/-][a-z0-9]{1,4})?"
)
_RTRW = (
    r"rt\.?\s{0,2}/\s{0,2}rw\.?\s{0,2}:?\s{0,2}\d{1,3}\s{0,2}[/\-]\s{0,2}\d{1,3}"
    r"|rt\.?\s{0,2}\d{1,3}\s{0,2}[/,.\-]?\s{0,2}rw\.?\s{0,2}\d{1,3}"
)
_DOOR = re.compile(rf"[,;]?\s{{0,2}}(?:{_NUMBER}|{_RTRW}|rt\.?\s{{0,2}}\d{{1,3}}\b)")
_RTRW_ALONE = re.compile(rf"\b(?:{_RTRW})(?!\d)")
_CHAIN = re.compile(
    r"[,;]?\s{0,2}(?i:kelurahan|kel|desa|ds|dusun|dsn|kecamatan|kec|kabupaten|kab|kota|provinsi"
    rf"|prov)\b\.?\s{{1,2}}{_WORD}(?:\s{{1,2}}{_WORD}){{0,3}}|,?\s{{1,2}}\d{{5}}(?!\d)"
)
_LIVES = re.compile(r"\b(?:alamat|beralamat|tinggal|rumah|domisili|berdomisili|kediaman)\b")

# Codes of registration areas (Perkap 5/2012 annex and later additions).
_PLATE_AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC"
    "|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|RI|CC|CD"
)
_PLATE = re.compile(
    rf"(?<![A-Za-z0-9./])(?:{_PLATE_AREAS})[ .\-_]{{0,2}}(?P<digits>\d{{1,4}})[ .\-_]{{0,2}}"
    r"(?P<letters>[A-Z]{1,3})(?![A-Za-z0-9])"
)
_SMALL = re.compile(
    rf"(?<![A-Za-z0-9./])(?:{_PLATE_AREAS.lower()})[ .\-_]{{0,2}}"
    r"(?P<digits>\d{1,4})[ .\-_]{0,2}"
    r"(?P<letters>[a-z]{2,3})(?![A-Za-z0-9])"
)
_TABLE_BEFORE = re.compile(r"\d[\s|,;]{1,3}$")
_TABLE_BEHIND = re.compile(r"[\s|,;]{1,3}\d")
_PLATE_SAID = re.compile(
    r"\b(?:plat(?: nomor)?|nopol|nomor polisi|no\.? ?pol|kendaraan|mobil|motor|dinas|plat merah)\b"
    rf"[^\n]{{0,25}}?\b(?P<plate>(?:{_PLATE_AREAS.lower()})[ .\-_]{{0,2}}\d{{1,4}}"
    r"(?:[ .\-_]{0,2}[a-z]{1,3})?)\b(?![a-z0-9])"
)
# What follows a number in forms and tables, not on a plate.
_NOT_LETTERS = frozenset(
    [
        "KWK",
        "KPU",
        "TPS",
        "PPS",
        "PPK",
        "DPT",
        "DPS",
        "WIB",
        "WIT",
        "LP",
        "TM",
        "PL",
        "PB",
        "PP",
        "RT",
        "RW",
        "KM",
        "MM",
        "CM",
        "KG",
        "MB",
        "KB",
        "GB",
        "AM",
        "PM",
        "HP",
        "GT",
        "MP",
        "PX",
    ]
)
# Short words of a chat, which stand behind a number.
_SMALL_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "yg",
        "org",
        "orang",
        "rb",
        "jt",
        "jam",
        "mnt",
        "dtk",
        "hr",
        "bln",
        "thn",
        "km",
        "kg",
        "cm",
        "mm",
        "gr",
        "lt",
        "pcs",
        "dr",
        "dgn",
    ]
)
_NUMERALS = re.compile("[IVX]{2,}")


def find(folded: Folded) -> Iterator[Span]:
    """Yield every home address and number plate."""
    # In file names words are held together by lines at their feet.
    folded = replace(
        folded, text=folded.text.replace("_", " "), lower=folded.lower.replace("_", " ")
    )
    yield from _addresses(folded)
    yield from _plates(folded)


def _addresses(folded: Folded) -> Iterator[Span]:
    for match in _STREET.finditer(folded.text):
        end = _door(folded, match.end())
        if match["short"] or end > match.end() or _somebody_lives(folded, match.start()):
            yield Span(match.start(), _chain(folded, end), "address")
    for match in _LOWER_STREET.finditer(folded.lower):
        yield Span(match.start(), _chain(folded, _door(folded, match.end())), "address")
    for match in _RTRW_ALONE.finditer(folded.lower):
        yield Span(match.start(), _chain(folded, match.end()), "address")


def _door(folded: Folded, end: int) -> int:
    """Return where house number, RT and RW end that follow at `end`."""
    while match := _DOOR.match(folded.lower, end):
        end = match.end()
    return end


def _chain(folded: Folded, end: int) -> int:
    """Return where the village, district and regency end that belong to the address."""
    while match := _CHAIN.match(folded.text, end):
        end = match.end()
    return end


def _somebody_lives(folded: Folded, start: int) -> bool:
    return _LIVES.search(folded.lower, max(0, start - 40), start) is not None


def _plates(folded: Folded) -> Iterator[Span]:
    for pattern, text in ((_PLATE, folded.text), (_SMALL, folded.lower)):
        for match in pattern.finditer(text):
            written = match["letters"]
            letters = written.upper()
            is_word = letters in _NOT_LETTERS or _NUMERALS.fullmatch(letters)
            is_small = folded.text[match.start("letters")].islower()
            if is_small and (pattern is _PLATE or is_entry(written) or written in _SMALL_WORDS):
                continue
            if len(match["digits"]) >= 3 and not is_word and not _is_row(text, match):
                yield Span(match.start(), match.end(), "plate")
    for match in _PLATE_SAID.finditer(folded.lower):
        yield Span(match.start("plate"), match.end("plate"), "plate")


def _is_row(text: str, match: re.Match[str]) -> bool:
    """Whether it is part of a table: ``DPT 4291 L 285 P 6128``."""
    before = _TABLE_BEFORE.search(text[max(0, match.start() - 4) : match.start()])
    behind = _TABLE_BEHIND.match(text, match.end())
    return len(match["letters"]) == 1 and (before is not None or behind is not None)
