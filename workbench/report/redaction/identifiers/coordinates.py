"""Positions on the earth, in figures, wherever they stand, and links that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

# Four decimals of a degree are a house; with a sign, a letter or a partner three are enough.
_HEMISPHERE = r"(?:[NSEWUTB]|LS|LU|BT|BB|LINTANG (?:SELATAN|UTARA)|BUJUR (?:TIMUR|BARAT))"
_DEGREES = r"[-+]?\d{1,3}[.,]\d{3,15}"
_LETTERED = rf"(?:{_HEMISPHERE}\s{{0,2}}{_DEGREES}\s?°?|{_DEGREES}\s?°?\s{{0,2}}{_HEMISPHERE}\b)"
_MINUTES = (
    r"(?:[NSEWUTB]\s{0,2})?\d{1,3}\s?(?:°|º|DERAJAT"
    r"|DEG)\s{0,2}\d{1,2}(?:[.,]\d{1,6})?\s?(?:['′’]|MENIT)"
    r"(?:\s{0,2}\d{1,2}(?:[.,]\d{1,6})?\s?(?:[\"″”]|''|DETIK))?\s{0,2}(?:[NSEWUTB]{1,2}\b"
    r"|LS|LU|BT|BB)?"
)
_BETWEEN = r"(?:\s{0,2}[,;/|&]\s{0,2}|\s{1,3}(?:DAN\s)?)"
_PAIR = re.compile(
    rf"(?<![\d.,])(?:{_LETTERED}{_BETWEEN}{_LETTERED}"
    rf"|{_MINUTES}(?:{_BETWEEN}{_MINUTES})?"
    r"|[-+]?\d{1,2}\.\d{4,15}°?[,;/| ]{1,3}[-+]?\d{2,3}\.\d{4,15}°?"
    r"|[-+]?\d{1,2},\d{4,15}°?\s{0,2}[;/| ]\s{0,2}[-+]?\d{2,3},\d{4,15}°?"
    r"|-\d{1,2}\.\d{3,15}\s?[,;]\s?\d{2,3}\.\d{3,15})(?!\d|[.,]\d)"
)
_ALONE = re.compile(r"(?<![\d.,])-?\d{1,3}\.\d{5,15}(?!\d|\.\d)")
_SAID = re.compile(
    r"\b(?:LAT(?:ITUDE)?|LNG|LON(?:G(?:ITUDE)?)?|LINTANG|BUJUR|KOORDINAT|TITIK|GPS)\b[^\w\n-]{0,4}"
    r"(?P<position>-?\d{1,3}[.,]\d{3,15})(?!\d)"
)
_LINK = re.compile(
    r"(?:[@=]|GEO:|MAPS/|LL=|%40)(?P<position>-?\d{1,2}\.\d{3,15}(?:,|%2C)-?\d{2,3}\.\d{3,15})"
)
_GRID = re.compile(
    r"(?<![A-Z0-9])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![A-Z0-9])"
    r"|(?<![A-Z0-9])(?:4[6-9]|5[0-4])\s?[MNS]\s{1,2}\d{6}(?:[.,]\d{1,4})?\s?M?[EUT]?"
    r"[ ,;]{1,3}\d{7}(?:[.,]\d{1,4})?"
)


def find(folded: Folded) -> Iterator[Span]:
    """Yield every position."""
    text = folded.text.upper() if len(folded.text.upper()) == len(folded.text) else folded.text
    for pattern in (_PAIR, _ALONE, _GRID):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "position")
    for pattern in (_SAID, _LINK):
        for match in pattern.finditer(text):
            yield Span(match.start("position"), match.end("position"), "position")
