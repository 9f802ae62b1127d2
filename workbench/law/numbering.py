"""Official numbers by the grammars of a rule pack: read with everything odd about them, written.

A number that follows no grammar, or an older one, is a hint and never a gate: offices differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.case.schema import Route
from workbench.errors import LawError
from workbench.law.item import Words
from workbench.law.number_shapes import Code, Numbering, Regions, Segment
from workbench.law.pack import Pack
from workbench.text import Language, say

OddityCode = Literal["older", "omitted", "zero", "region_unknown", "region_other_level"]
# A folder cannot hold a slash in its name: a dash stands for it.
_IN_FOLDERS = "-"
_SLASH = "/"


@dataclass(frozen=True)
class Oddity:
    """What in a number is not as its grammar writes it today.

    Attributes
    ----------
    code
        Key of its sentence under ``law.number`` in ``workbench/text/law.toml``.
    segment
        The part that it is about.
    found, expected
        What stands there, and what the grammar writes; empty where nothing can be named.
    """

    code: OddityCode
    segment: str
    found: str
    expected: str = ""

    def message(self, language: Language) -> str:
        """Return it as a sentence."""
        fields = {"found": self.found, "expected": self.expected}
        return say(f"law.number.{self.code}", language, **fields)


@dataclass(frozen=True)
class Number:
    """A number as one grammar reads it.

    Attributes
    ----------
    grammar
        The grammar that it follows.
    values
        Its parts by name; a level with a name has ``level`` and ``level_name``.
    oddities
        What is not as the grammar writes it today.
    route
        The route of the case that it names; None when it names none.
    """

    grammar: Numbering
    values: Mapping[str, str]
    oddities: tuple[Oddity, ...] = ()
    route: Route | None = None


def read_numbers(pack: Pack, text: str) -> tuple[Number, ...]:
    """Return each grammar's reading of a number, those with the fewest oddities only.

    Empty when it follows none. Several grammars may read one number equally well: an
    office's pattern beside the regulation's.
    """
    found = [one for grammar in pack.data.numbering for one in _read(pack, grammar, text)]
    fewest = min((_older(one) for one in found), default=0)
    return tuple(one for one in found if _older(one) == fewest)


def write_number(pack: Pack, grammar: str, values: Mapping[str, str]) -> str:
    """Return a number written by one grammar.

    Parameters
    ----------
    values
        Each part by name. The sequence and other numbers in digits may come without
        leading zeros; a part with a single code may be left out.

    Raises
    ------
    LawError
        When there is no such grammar or it is an office's bare pattern, when a part is
        missing or unknown, or the region does not belong to the level.
    """
    found = next((one for one in pack.data.numbering if one.id == grammar), None)
    if found is None or not found.segments:
        known = ", ".join(one.id for one in pack.data.numbering if one.segments)
        raise LawError("law_number_grammar", grammar=grammar, known=known)
    written = _SLASH.join(_part(found, segment, values) for segment in found.segments)
    readings = list(_read(pack, found, written))
    wrong = [odd for one in readings for odd in one.oddities]
    if not readings or wrong:
        what = wrong[0].segment if wrong else "level"
        raise LawError("law_number_part", grammar=grammar, part=what, found=written)
    return written


def number_in(pack: Pack, folder_name: str) -> str:
    """Return the number that a folder is named after; empty when it is none.

    A folder cannot hold a slash in its name: a dash stands for it, also where the number
    itself has a dash.
    """
    for grammar in pack.data.numbering:
        if not grammar.segments:
            number = folder_name.replace(_IN_FOLDERS, _SLASH)
            if re.match(grammar.pattern, number):
                return number
            continue
        match = _compiled(grammar, _IN_FOLDERS).match(folder_name)
        if match is not None:
            parts = [match[segment.name] for segment in grammar.segments]
            return _SLASH.join(part for part in parts if part is not None)
    return ""


def area_of(pack: Pack, text: str) -> str:
    """Return the region code that a number names and the pack's list holds; empty without one."""
    for one in read_numbers(pack, text):
        region = one.values.get("region", "")
        listed = _regions(pack, one.grammar)
        if listed is not None and listed.areas_of(region):
            return region
    return ""


def level_of(pack: Pack, text: str) -> str:
    """Return the code of the office's level that a number names; empty without one."""
    return next((one.values.get("level", "") for one in read_numbers(pack, text)), "")


def described(number: Number) -> Iterator[tuple[str, Words]]:
    """Yield what each code of a number means, by the name of its part."""
    for segment in number.grammar.segments:
        code = segment.codes.get(number.values.get(segment.name, ""))
        if code is not None:
            yield segment.name, code


def _older(number: Number) -> int:
    return sum(odd.code in {"older", "omitted"} for odd in number.oddities)


def _read(pack: Pack, grammar: Numbering, text: str) -> Iterator[Number]:
    if not grammar.segments:
        yield from _read_plain(grammar, text)
        return
    match = _compiled(grammar, _SLASH).match(text)
    if match is None:
        return
    values, oddities, codes = {}, [], []
    for segment in grammar.segments:
        given = match[segment.name]
        if given is None:
            values[segment.name] = segment.omitted
            oddities.append(Oddity("omitted", segment.name, text, segment.omitted))
            continue
        found = list(_segment(segment, given))
        values |= {key: value for one in found for key, value in one[0].items()}
        oddities += [odd for one in found for odd in one[1]]
        codes += [one[2] for one in found if one[2] is not None]
    if _level_fits(grammar, values, codes):
        oddities += _region_oddities(_regions(pack, grammar), values, codes)
        route = next((code.route for code in codes if code.route is not None), None)
        yield Number(grammar, values, tuple(oddities), route)


def _read_plain(grammar: Numbering, text: str) -> Iterator[Number]:
    """Read a number of which the pack knows only the pattern, not its parts."""
    match = re.match(grammar.pattern, text)
    if match is not None:
        values = {key: value or "" for key, value in match.groupdict().items()}
        yield Number(grammar, values, (), grammar.kinds.get(values.get("kind", "")))


def _segment(
    segment: Segment, given: str
) -> Iterator[tuple[dict[str, str], list[Oddity], Code | None]]:
    """Yield the values of one part, what is odd about it, and its code."""
    name, odd = segment.name, []
    if segment.digits is not None:
        if not given.strip("0"):
            odd.append(Oddity("zero", name, given))
        elif given != given.lstrip("0").rjust(segment.digits, "0"):
            odd.append(Oddity("older", name, given, given.lstrip("0").rjust(segment.digits, "0")))
        yield {name: given}, odd, None
        return
    if segment.regions:
        yield {name: given}, odd, None
        return
    spelled = next(key for key in _spellings(segment) if _spelled(segment, key, given))
    code = segment.older.get(spelled, spelled)
    rest = given[len(spelled) :]
    if code != spelled:
        odd.append(Oddity("older", name, given, code + rest))
    values = {name: code} | ({f"{name}_name": rest} if segment.codes[code].named else {})
    yield values, odd, segment.codes[code]


def _spelled(segment: Segment, key: str, given: str) -> bool:
    named = segment.codes[segment.older.get(key, key)].named
    return given.startswith(key) and len(given) > len(key) if named else given == key


def _spellings(segment: Segment) -> list[str]:
    """Return every spelling of a part's codes, the longest first."""
    return sorted((*segment.codes, *segment.older), key=lambda key: (-len(key), key))


def _level_fits(grammar: Numbering, values: Mapping[str, str], codes: list[Code]) -> bool:
    """Whether a country stands where the level is abroad, and a code everywhere else."""
    areas = {area for code in codes for area in code.areas}
    if not any(segment.regions for segment in grammar.segments) or not areas:
        return True
    is_code = bool(_REGION.fullmatch(values.get("region", "")))
    return ("abroad" not in areas) == is_code


def _region_oddities(
    regions: Regions | None, values: Mapping[str, str], codes: list[Code]
) -> Iterator[Oddity]:
    region = values.get("region", "")
    wanted = {area for code in codes for area in code.areas}
    if regions is None or not region or "abroad" in wanted:
        return
    areas = regions.areas_of(region)
    if not areas:
        yield Oddity("region_unknown", "region", region)
    elif wanted and not wanted & set(areas):
        yield Oddity("region_other_level", "region", region, regions.name_of(region))


def _regions(pack: Pack, grammar: Numbering) -> Regions | None:
    return next((one for one in pack.data.regions if one.id == grammar.regions), None)


def _part(grammar: Numbering, segment: Segment, values: Mapping[str, str]) -> str:
    """Return one part of a number that is written."""
    given = values.get(segment.name, "").strip()
    if segment.digits is not None:
        number = given.lstrip("0")
        long_enough = len(given) == segment.digits or not segment.fixed
        if number.isascii() and number.isdigit() and long_enough:
            return number.rjust(segment.digits, "0")
    elif segment.regions:
        if given and _SLASH not in given:
            return given
    elif not given and len(segment.codes) == 1:
        return next(iter(segment.codes))
    elif given in segment.codes:
        name = values.get(f"{segment.name}_name", "").strip()
        if bool(name) == segment.codes[given].named and _SLASH not in name:
            return given + name
    raise LawError("law_number_part", grammar=grammar.id, part=segment.name, found=given)


# The form of a region code, by which it is told from a country's name.
_REGION = re.compile(r"\d{2}\.\d{2}", re.ASCII)


@lru_cache(maxsize=64)
def _pattern_text(segments: tuple[tuple[str, str, bool], ...], between: str) -> re.Pattern[str]:
    parts = []
    for number, (name, inner, may_lack) in enumerate(segments):
        part = f"(?P<{name}>{inner})" if number == 0 else f"{between}(?P<{name}>{inner})"
        parts.append(f"(?:{part})?" if may_lack else part)
    return re.compile("".join(parts) + r"\Z", re.ASCII)


def _compiled(grammar: Numbering, between: str) -> re.Pattern[str]:
    """Return a grammar as one pattern whose groups are its parts."""
    segments = tuple(
        (one.name, _inner(one, between), bool(one.omitted)) for one in grammar.segments
    )
    return _pattern_text(segments, re.escape(between))


def _inner(segment: Segment, between: str) -> str:
    free = r"[^/]+?" if between == _IN_FOLDERS else r"[^/]+"
    if segment.digits is not None:
        # Where no length is fixed, older numbers had fewer digits: put right, not refused.
        return rf"\d{{{segment.digits}}}" if segment.fixed else r"\d{1,6}"
    if segment.regions:
        return free
    spelled = []
    for key in _spellings(segment):
        named = segment.codes[segment.older.get(key, key)].named
        spelled.append(re.escape(key) + (free if named else ""))
    return "|".join(spelled)
