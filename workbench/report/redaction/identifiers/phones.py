"""Telephone numbers as people write them in Indonesia, and what only looks like one.

A candidate is a run of digits with marks between them. It is a telephone when its
beginning and its length are those of one, which phonenumbers knows for every country,
and when it is no date, no version, no amount and no row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

_DIGIT = "(?:[0-9]|(?<=[0-9])[OoIl]|[OoIl](?=[0-9]))"
_MARK = r"(?:[ ]?[.\-_/*~·'’][ ]?|[ ]|,|\)[ \-.]?|[ ]?\([ ]?)?"
_RUN = re.compile(rf"(?<![A-Za-z0-9])(?:[+(]{{1,2}}[ ]?)?[0-9](?:{_MARK}{_DIGIT}){{5,40}}(?![0-9])")
_INSIDE_NAME = re.compile(r"(?<=[A-Za-z_])(?:\+?62|0)8[1-9][0-9]{7,10}(?![0-9])")
_CONFUSED = str.maketrans("OoIl", "0011")
_CALLED = re.compile(
    r"\b(?:telp|telepon|telpon|tlp|tlpn|tel|fax|faks|hp|wa|whatsapp|hubungi|kontak|phone|call|no hp"
    r"|nomor hp|handphone|ponsel|sms|nohp|nowa|mobile|cp|contact)\b[^\w\n]{0,4}"
    r"(?:(?:no(?:mor)?|ke|di|kami|saya|dan|nya|aktif|admin)\b[^\w\n]{0,3}){0,3}$"
)
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,5}")
_MONEY = re.compile(r"(?:rp|idr|usd|\$)\.?\s{0,2}$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
_DATE = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d{2})[\-./: _](?P<m1>\d{1,2})[\-./: _](?P<d1>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<d2>\d{1,2})[ ]?[\-./ _][ ]?(?P<m2>\d{1,2})[ ]?[\-./ _][ ]?"
    r"(?P<y2>(?:19|20)\d{2})(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d{2})(?P<m3>\d{2})(?P<d3>\d{2})(?=\D|$|(?:[01]\d|2[0-3])[0-5]\d)"
    r"|(?<!\d)(?P<d4>\d{2})[\-./](?P<m4>\d{2})[\-./](?P<y4>\d{2})(?=[ ,]{1,3}\d{1,2}[.:]\d{2})"
)
_DIGIT_BEFORE = re.compile(r"\d[\s|,;]{1,3}$")
_DATE_BEFORE = re.compile(r"\d{1,2}[\-./]\d{1,2}[\-./]\d{2,4} $")
_DIGIT_BEHIND = re.compile(r"[\s|,;]{1,3}\d")
_WORDS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5",
    "enam": "6", "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9",
}  # fmt: skip
_SPOKEN = re.compile(rf"\b(?:(?:{'|'.join(_WORDS)})\b[ ,\-]{{0,3}}){{9,14}}")
_FEWEST_REAL = 7
_LONGEST = 15
_MOBILE_GROUP = 4


def find(folded: Folded) -> Iterator[Span]:
    """Yield every telephone number."""
    dates = list(_dates(folded.text))
    for match in _RUN.finditer(folded.text):
        for start, end in _parts(folded, match, dates):
            yield Span(start, end, "phone")
    for match in _INSIDE_NAME.finditer(folded.text):
        if _is_valid(match.group()):
            yield Span(match.start(), match.end(), "phone")
    for match in _SPOKEN.finditer(folded.lower):
        digits = "".join(_WORDS[word] for word in re.findall(r"[a-z]+", match.group()))
        if _is_valid(digits):
            yield Span(match.start(), match.start() + len(match.group().rstrip(" ,-")), "phone")


def _dates(text: str) -> Iterator[tuple[int, int]]:
    for match in _DATE.finditer(text):
        day, month = (
            next(
                (int(value) for key, value in match.groupdict().items() if value and key[0] == part)
            )
            for part in "dm"
        )
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield match.span()


def _parts(
    folded: Folded, match: re.Match[str], dates: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the telephones in one run: two may stand side by side, or a date before one."""
    start, stop = match.span()
    while start < stop:
        dated = next((end for first, end in dates if first <= start < end), None)
        if dated is not None:
            start = _next_digit(folded.text, dated, stop)
            continue
        end = next((first for first, _ in dates if start < first < stop), stop)
        found = _longest(folded, start, end)
        if found is not None:
            yield start, found
            start = _next_digit(folded.text, found, stop)
        else:
            start = _next_group(folded.text, start, stop)


def _longest(folded: Folded, start: int, stop: int) -> int | None:
    """Return where the longest telephone ends that starts here."""
    text = folded.text
    is_called = _CALLED.search(folded.lower, max(0, start - 40), start) is not None
    if text[start] not in "+(068" and not is_called:
        return None
    ends = [at + 1 for at in range(start, stop) if text[at].isalnum()][
        _FEWEST_REAL - 1 : _LONGEST + 2
    ]
    # It ends where a group ends, or where the whole run does.
    ends = [end for end in ends if end == stop or not text[end : end + 1].isalnum()]
    for end in reversed(ends):
        if _is_phone(folded, start, end, is_called=is_called):
            return end
    return None


def _is_phone(folded: Folded, start: int, end: int, *, is_called: bool) -> bool:
    written = folded.text[start:end]
    real = sum(char.isdigit() for char in written)
    digits = re.sub(r"[^0-9+]", "", written.translate(_CONFUSED))
    if real < _FEWEST_REAL or len(digits.replace("+", "")) > _LONGEST or written[-1] in "lo":
        return False
    if _is_other(folded, start, end, is_called=is_called):
        return False
    groups = re.findall(r"\w+", written)
    if _has_country(digits, groups):
        return _is_abroad(digits, is_called=is_called)
    if digits.startswith("0"):
        return _is_domestic(folded.text, (start, end), digits, groups, is_called=is_called)
    if is_called:
        return len(digits) >= _FEWEST_REAL and max(map(len, groups)) >= 3
    return _is_bare_mobile(digits, groups, written)


def _has_country(digits: str, groups: list[str]) -> bool:
    """Whether it begins with a country's code, written as one."""
    if digits.startswith(("+", "00")):
        return True
    return (
        digits.startswith("62") and len(digits) >= 10 and (groups[0] == "62" or len(groups[0]) > 4)
    )


def _is_abroad(digits: str, *, is_called: bool) -> bool:
    """Whether a number with its country's code is one; without its sign it must be given out."""
    bare = digits.replace("+", "")
    if digits.startswith(("+", "00")):
        return _is_valid("+" + bare.lstrip("0"), loosely=True)
    return _is_valid("+" + bare, loosely=is_called)


def _is_domestic(
    text: str, place: tuple[int, int], digits: str, groups: list[str], *, is_called: bool
) -> bool:
    """Whether a number that begins with a zero is a mobile one, or area and line."""
    if digits.startswith("08") or is_called:
        return _is_valid(digits, loosely=True)
    return _is_valid(digits) and _is_line(text, *place, groups)


def _is_line(text: str, start: int, end: int, groups: list[str]) -> bool:
    """Whether groups are area and number: ``021 5551234``, not ``021 022 023`` of a table."""
    if text[max(0, start - 1) : start] == "_":
        return False
    if len(groups) == 1 or text[start] == "(":
        return True
    in_table = _DIGIT_BEHIND.match(text, end) or (
        _DIGIT_BEFORE.search(text[max(0, start - 4) : start])
        and not _DATE_BEFORE.search(text[max(0, start - 13) : start])
    )
    is_cut = 3 <= len(groups[0]) <= 4 and len(groups) <= 3 and min(map(len, groups)) >= 3
    return is_cut and not in_table and (len(groups) < 3 or len({*map(len, groups)}) > 1)


def _is_bare_mobile(bare: str, groups: list[str], written: str) -> bool:
    """Whether it is a mobile number without its zero: ``812-3456-7890``."""
    if not re.match(r"8[1-9]", bare) or not 10 <= len(bare) <= 12 or not _is_valid("0" + bare):
        return False
    sizes = [len(group) for group in groups]
    is_cut = sizes[0] == 3 and all(size >= 3 for size in sizes) and max(sizes) >= 4
    return len(groups) == 1 or (is_cut and len(groups) <= 4 and "," not in written)


def _is_other(folded: Folded, start: int, end: int, *, is_called: bool) -> bool:
    """Whether what stands there or around it makes it an amount, a version or a table."""
    text, written = folded.text, folded.text[start:end]
    if _MONEY.search(folded.lower, max(0, start - 6), start):
        return True
    if _VERSION.fullmatch(written) and max(map(len, written.split("."))) <= 3:
        return not re.match(r"0\d{2}\.", written)
    if _THOUSANDS.fullmatch(written) or re.match(r"0[.,]", written):
        return True
    if _is_cut_out(text, start, end, is_called=is_called):
        return True
    return _are_columns(written) and _stands_in_row(text, start, end)


def _is_cut_out(text: str, start: int, end: int, *, is_called: bool) -> bool:
    """Whether it is the middle of something longer: an amount, a path, a clock."""
    if re.search(r"\d[.,/]$", text[max(0, start - 2) : start]):
        return True
    return not is_called and bool(re.match(r"[.,]\d|/[A-Za-z0-9]|:\d", text[end : end + 2]))


def _are_columns(written: str) -> bool:
    """Whether groups of one length may be cells of a table."""
    groups = re.findall(r"\d+", written)
    is_even = len(groups) >= 3 and len({*map(len, groups)}) == 1
    if not is_even or written.startswith(("+", "(")):
        return False
    if len(groups[0]) == 1 and len(groups) > _FEWEST_REAL:
        return False
    return not (groups[0].startswith("08") and len(groups[0]) == _MOBILE_GROUP)


def _stands_in_row(text: str, start: int, end: int) -> bool:
    before = _DIGIT_BEFORE.search(text[max(0, start - 4) : start])
    return before is not None or _DIGIT_BEHIND.match(text, end) is not None


def _next_digit(text: str, start: int, stop: int) -> int:
    return next((at for at in range(start, stop) if text[at].isdigit() or text[at] in "+("), stop)


def _next_group(text: str, start: int, stop: int) -> int:
    """Return where the next group of digits starts, behind a blank."""
    at = next((at for at in range(start, stop) if text[at] in " \t"), stop)
    return _next_digit(text, at, stop)


def _is_valid(number: str, *, loosely: bool = False) -> bool:
    """Ask phonenumbers whether such a number is given out, or could be, here or abroad."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "ID")
    except phonenumbers.NumberParseException:
        return False
    if loosely:
        return phonenumbers.is_possible_number(parsed)
    return phonenumbers.is_valid_number(parsed)
