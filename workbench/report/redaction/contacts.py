"""Telephone numbers and e-mail addresses, in the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

_GAP = r"(?:[ .\-_]|\s-\s)?"
_MOBILE = re.compile(
    rf"(?<![\d.,])(?<!\d[/_])(?:\(?\+[ .\-]?62\)?{_GAP}|62[ .\-]|(?<![a-z])62(?=\d{{9}})|0{_GAP})"
    rf"(?:\(0\){_GAP})?8{_GAP}[1-9](?:{_GAP}[0-9oOlI]){{6,10}}(?![0-9])"
)
_AREA = re.compile(
    r"(?<![\d.,/])(?:\(0\d{2,3}\)[ .-]{0,2}\d{3,4}[ .-]?\d{2,4}|(?:\+62|0)[ -]?\d{2,3}-\d{5,8}"
    r"|\+62[ -]\d{2,3}[ -]\d{5,8})(?![\d/])"
)
_CALLED = re.compile(
    r"\b(?:telp|telepon|telpon|tlp|tel|fax|faks|hp|wa|whatsapp|hubungi|kontak|phone|call|no hp"
    r"|nomor hp|handphone|ponsel|sms)\b[^\w\n]{0,4}"
    r"(?:(?:no(?:mor)?|ke|di|kami|saya)\b[^\w\n]{0,3}){0,2}"
    r"(?P<number>[+(]{0,2}\d(?:[ .\-()]{0,2}\d){6,14})(?!\d)"
)
_FOREIGN = re.compile(r"\+\d(?:[ .\-()]{0,2}\d){6,14}(?!\d)")
_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,5}\.[A-Za-z]{2,24}(?![a-z])")
_SPELT = re.compile(
    r"[a-z0-9._%+\-]{1,64}\s?(?:[\[({]\s?(?:at|et)\s?[\])}]|\sat\s|\s?@\s)\s?[a-z0-9\-]{1,63}"
    r"(?:\s?(?:\.|[\[({]\s?(?:dot|titik)\s?[\])}]|\s(?:dot|titik)\s)\s?[a-z]{2,24}){1,3}(?![a-z])"
)


def find(folded: Folded) -> Iterator[Span]:
    """Yield every telephone number and e-mail address."""
    yield from _emails(folded)
    yield from _phones(folded)


def _emails(folded: Folded) -> Iterator[Span]:
    """Look around each ``@`` only, so that a megabyte of letters costs nothing."""
    for match in re.finditer("@", folded.text):
        at = match.start()
        local = _LOCAL.search(folded.text, max(0, at - 64), at)
        domain = _DOMAIN.match(folded.text, at + 1)
        if local and domain:
            yield Span(local.start(), domain.end(), "email")
    for match in re.finditer(r"[\[({]\s?(?:at|et)\s?[\])}]|\sat\s|@\s", folded.lower):
        start = max(0, match.start() - 65)
        for found in _SPELT.finditer(
            folded.lower, start, min(len(folded.lower), match.end() + 200)
        ):
            if found.start() <= match.start() and found.end() >= match.end():
                yield Span(found.start(), found.end(), "email")


def _phones(folded: Folded) -> Iterator[Span]:
    for match in _MOBILE.finditer(folded.text):
        if not _is_table(folded.text, match):
            yield Span(match.start(), match.end(), "phone")
    for match in _AREA.finditer(folded.text):
        yield Span(match.start(), match.end(), "phone")
    for match in _CALLED.finditer(folded.lower):
        if _is_possible(match["number"]):
            yield Span(match.start("number"), match.end("number"), "phone")
    for match in _FOREIGN.finditer(folded.text):
        if _is_possible(match.group()):
            yield Span(match.start(), match.end(), "phone")


def _is_table(text: str, match: re.Match[str]) -> bool:
    """Whether even groups of digits go on before or after: a row of a table, not a telephone."""
    groups = re.findall(r"\d+", match.group())
    if match.group().startswith(("+", "(")) or len(groups) < 3 or len(set(map(len, groups))) > 1:
        return False
    before = re.search(r"\d[\s|,;]{1,3}$", text[max(0, match.start() - 4) : match.start()])
    after = re.match(r"[\s|,;]{1,3}\d", text[match.end() : match.end() + 4])
    return before is not None or after is not None


def _is_possible(number: str) -> bool:
    """Ask phonenumbers whether such a number can exist, here or abroad."""
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, "ID"))
    except phonenumbers.NumberParseException:
        return False
