"""Identity numbers: NIK, KK, NIP, NPWP and other long numbers that stand for one person.

A NIK has no check digit: province, regency, district (6), day (women + 40), month,
year (6), serial (4), after Permendagri 72/2022; a NIP holds two dates. A structure
check alone accepts three random numbers in a hundred, so numbers in groups, as vote
tables have them, need a plausible structure or a word beside them that says what they
are. Any unbroken run of 15 to 17 digits is masked in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

# What people and text recognition write for a digit.
CONFUSED = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1",
                          "S": "5", "B": "8", "Z": "2"})  # fmt: skip
_DIGIT = "[0-9OoQlI|SBZ]"
_CHUNK = re.compile(rf"(?<![0-9A-Za-z|]){_DIGIT}+(?![A-Za-z|])|[0-9]+")
_SEPARATOR = re.compile(r"[ \t]?[ .\-/][ \t]?|\n")
_HASH = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]{0,40}[A-Fa-f])[0-9A-Fa-f]{32,128}(?![0-9A-Za-z])")
_CONTEXT = re.compile(
    r"\b(?:(?P<kk>kk|kartu keluarga)|(?P<nip>nip|nrp|nomor induk pegawai)"
    r"|(?P<nik>nik|ktp|e-ktp|nomor induk kependudukan|no(?:mor|\.)? identitas|identitas))\b"
)
_OTHER = re.compile(
    r"\b(?:npwp|bpjs|sim|paspor|passport|rek(?:ening)?|norek|imei|no\.? ?rek"
    r"|virtual account|va|dana|ovo"
    r"|gopay|shopeepay|linkaja|account number"
    r"|(?:bank )?(?:bri|bca|bni|bsi|btn|mandiri|bjb|bpd|btpn|cimb(?: niaga)?|danamon"
    r"|permata|sumselbabel))\b"
    r"[^\w\n]{0,3}(?:(?:no(?:mor)?|a\.?n|nomor rekening|rekening|rek|bank|bri|bca|bni|bsi"
    r"|btn|mandiri"
    r"|kartu|milik|tujuan|ke|saya|nya)\b[^\w\n]{0,3}){0,4}"
    r"(?P<number>[a-z]?\d(?:[ .\-]{0,2}\d){6,19})(?!\d)"
)
_PROVINCES = frozenset(
    number
    for first, last in (
        (11, 19),
        (21, 21),
        (31, 36),
        (51, 53),
        (61, 65),
        (71, 76),
        (81, 82),
        (91, 97),
    )
    for number in range(first, last + 1)
)
# How people cut the sixteen and eighteen digits, and the fifteen of a tax number.
_NIK_CUTS = {(4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (8, 8), (1,) * 16,
             (2, 2, 2, 2, 2, 2, 4), (2, 4, 6, 4), (12, 4), (6, 10), (4, 12)}  # fmt: skip
_NIP_CUTS = {
    (15, 3),
    (14, 4),
    (8, 6, 1, 3),
    (8, 6, 4),
    (14, 1, 3),
    (8, 10),
    (8, 7, 3),
    (1,) * 18,
    (4, 4, 4, 4, 2),
}
_NPWP_CUT = (2, 3, 3, 1, 3, 3)
_BEFORE = 40


@dataclass(frozen=True)
class _Chunk:
    start: int
    end: int
    digits: str
    real: int


def find(folded: Folded) -> Iterator[Span]:
    """Yield every identity number."""
    # A hash holds long runs of digits by chance.
    text = _HASH.sub(lambda match: "x" * len(match.group()), folded.text)
    for group in _groups(text):
        yield from _in_group(folded, group)
    for match in _OTHER.finditer(folded.lower):
        yield Span(match.start("number"), match.end("number"), "number")


def is_nik(digits: str) -> bool:
    """Whether sixteen digits have the structure of a NIK."""
    if len(digits) != 16 or int(digits[:2]) not in _PROVINCES or digits[12:] == "0000":
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    return 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12


def is_nip(digits: str) -> bool:
    """Whether eighteen digits have the structure of a NIP: birth, appointment, sex, serial."""
    if len(digits) != 18 or digits[14] not in "12":
        return False
    year, month = int(digits[8:12]), int(digits[12:14])
    return _is_day(digits[:8]) and 1950 <= year <= 2100 and 1 <= month <= 12


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= 2100
    except ValueError:
        return False


def _groups(text: str) -> Iterator[list[_Chunk]]:
    """Yield runs of digit chunks that stand close together."""
    group: list[_Chunk] = []
    for match in _CHUNK.finditer(text):
        written = match.group()
        real = sum(char.isdigit() for char in written)
        if real * 2 < len(written):
            continue
        chunk = _Chunk(match.start(), match.end(), written.translate(CONFUSED), real)
        if group and _SEPARATOR.fullmatch(text, group[-1].end, chunk.start) is None:
            yield group
            group = []
        group.append(chunk)
    if group:
        yield group


def _in_group(folded: Folded, group: list[_Chunk]) -> Iterator[Span]:
    index = 0
    while index < len(group):
        whole = _cut(folded, group, index)
        is_nip = whole is not None and whole[1] == "nip"
        taken = whole if is_nip else _single(folded, group[index]) or whole
        if taken is None:
            index += 1
            continue
        count, kind = taken
        yield Span(group[index].start, group[index + count - 1].end, kind)
        index += count


def _single(folded: Folded, chunk: _Chunk) -> tuple[int, str] | None:
    """Judge an unbroken run: 15 to 18 digits are masked whatever they mean."""
    size = len(chunk.digits)
    if not 15 <= size <= 18 or chunk.real < size * 0.6 or _is_fraction(folded.text, chunk):
        return None
    if size != 18 and _is_time_stamp(chunk.digits):
        return None
    said = _said(folded, chunk.start)
    if size == 18:
        return 1, "nip" if is_nip(chunk.digits) or said == "nip" else "number"
    return 1, said or ("nik" if size == 16 else "number")


def _cut(folded: Folded, group: list[_Chunk], index: int) -> tuple[int, str] | None:
    """Judge digits in groups: by how they are cut, their structure, and the words before."""
    said = _said(folded, group[index].start)
    total = ""
    for count, chunk in enumerate(group[index : index + 18], start=1):
        total += chunk.digits
        if len(total) > 18:
            return None
        cut = tuple(len(each.digits) for each in group[index : index + count])
        if count == 1:
            continue
        written = folded.text[group[index].start : chunk.end]
        if cut == _NPWP_CUT and "." in written:
            return count, "number"
        is_last = index + count == len(group)
        if len(total) == 16 and (said in {"nik", "kk"} or _plausible_nik(total, cut, is_last)):
            return count, said or "nik"
        if len(total) == 18 and (said == "nip" or (is_nip(total) and cut in _NIP_CUTS)):
            return count, "nip"
    return None


def _plausible_nik(digits: str, cut: tuple[int, ...], is_last: bool) -> bool:  # noqa: FBT001
    return is_nik(digits) and (cut in _NIK_CUTS or (is_last and len(cut) <= 3))


def _said(folded: Folded, start: int) -> str:
    """Return what the words just before a number call it: ``nik``, ``kk``, ``nip`` or ''."""
    before = folded.lower[max(0, start - _BEFORE) : start].replace("_", " ")
    found = next(reversed(list(_CONTEXT.finditer(before))), None)
    if found is None or any(char.isdigit() for char in before[found.end() :]):
        return ""
    return str(found.lastgroup)


def _is_fraction(text: str, chunk: _Chunk) -> bool:
    """Whether the digits stand behind a decimal point, as in a coordinate."""
    before = text[max(0, chunk.start - 4) : chunk.start]
    return re.search(r"(?<!\d)\d{1,3}[.,]$", before) is not None


def _is_time_stamp(digits: str) -> bool:
    """Whether digits are a day and a clock, as cameras write them; no province is number 20."""
    clock = int(digits[8:10]) < 24 and int(digits[10:12]) < 60 and int(digits[12:14]) < 60
    return digits.startswith("20") and _is_day(digits[:8]) and clock
