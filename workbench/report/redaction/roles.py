"""What a reader may know of each role: who reported or saw something is told by nothing else.

In a village a position is a name. Of everybody but the respondent a copy for others
tells the code and the role; of the respondent the receiving body is told everything, and
anybody the general position and the regency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from workbench.case.people import UNLISTED
from workbench.case.schema import Identity
from workbench.text import Language, has, say

Reader = Literal["forwarding", "public"]
RESPONDENT = "terlapor"
_GROUP = re.compile(
    r"(?i:whatsapp chat (?:dengan|with)|chat whatsapp dengan|whatsapp chat -) (.+)$"
)
_FEWEST_LETTERS = 5
_HEAD = 2


@dataclass(frozen=True)
class Phrase:
    """Words that lead to somebody, and what stands in their place."""

    pattern: re.Pattern[str]
    label: str


def party_for(party: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Return what a reader is told of one party."""
    if party.get("role") == RESPONDENT:
        without = {"position", "agency", "holds_office"} if reader == "public" else set()
        return {key: value for key, value in party.items() if key not in without}
    return {key: party[key] for key in ("id", "role") if key in party}


def phrases(study: Mapping[str, Any], reader: Reader, language: Language) -> list[Phrase]:
    """Return the words of positions, bodies and places that lead to somebody, longest first."""
    found = dict(_words(study, reader, language))
    ordered = sorted(found.items(), key=lambda pair: -len(pair[0]))
    return [Phrase(_whole(words), label) for words, label in ordered]


def unlisted(identities: Iterable[Identity]) -> Iterator[Phrase]:
    """Yield what a person wanted masked of people who are not of the case, word for word."""
    for identity in identities:
        if identity.id.startswith(UNLISTED):
            for said in filter(None, (identity.name, *identity.aliases)):
                yield Phrase(_whole(said), f"[{identity.id}]")


def _words(
    study: Mapping[str, Any], reader: Reader, language: Language
) -> Iterator[tuple[str, str]]:
    case = study.get("case") or {}
    public = reader == "public"
    kept = _named_bodies(case, reader)
    for party in _parties(case):
        is_accused = party.get("role") == RESPONDENT
        if is_accused and not public:
            continue
        label = _general(party, language) if is_accused else say("redaction.kind.office", language)
        for words in _positions(party, heads=is_accused):
            yield words, label
        for words in _agencies(party, case):
            if words not in kept:
                yield words, say("redaction.kind.agency", language)
    if public:
        yield from _local(study, case, language)


def _parties(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [party for party in case.get("parties") or () if isinstance(party, Mapping)]


def _named_bodies(case: Mapping[str, Any], reader: Reader) -> set[str]:
    """Return the bodies that a copy names: the office, and the respondent's to who decides."""
    named = {_plain((case.get("office") or {}).get("name"))}
    if reader == "forwarding":
        accused = (one for one in _parties(case) if one.get("role") == RESPONDENT)
        named |= {_plain(one.get("agency")) for one in accused}
    return named


def _positions(party: Mapping[str, Any], *, heads: bool) -> Iterator[str]:
    position = _plain(party.get("position"))
    if len(position) < _FEWEST_LETTERS:
        return
    yield position
    parts = position.split()
    general = {"kepala desa", "perangkat desa", "anggota dprd"}
    head = " ".join(parts[:_HEAD])
    if heads and len(parts) > _HEAD and head.lower() not in general:
        yield head


def _agencies(party: Mapping[str, Any], case: Mapping[str, Any]) -> Iterator[str]:
    agency = _plain(party.get("agency"))
    if len(agency) < _FEWEST_LETTERS:
        return
    yield agency
    regency = _plain((case.get("place") or {}).get("regency"))
    for tail in (f" Kabupaten {regency}", f" Kota {regency}", f" {regency}"):
        short = agency.removesuffix(tail)
        if regency and short != agency and len(short.split()) > 1:
            yield short


def _local(
    study: Mapping[str, Any], case: Mapping[str, Any], language: Language
) -> Iterator[tuple[str, str]]:
    """Yield the places below the regency, and the groups in which people wrote."""
    place = case.get("place") or {}
    regency = _plain(place.get("regency"))
    for key in ("name", "village", "district"):
        words = _plain(place.get(key))
        if len(words) >= _FEWEST_LETTERS - 1 and words != regency:
            yield words, say("redaction.kind.place", language)
    for exhibit in study.get("exhibits") or ():
        match = _GROUP.search(PurePosixPath(str(exhibit.get("path", ""))).stem)
        if match is not None and len(match[1].strip()) >= _FEWEST_LETTERS:
            yield match[1].strip(), say("redaction.kind.group", language)


def _general(party: Mapping[str, Any], language: Language) -> str:
    key = f"report.subject.{party.get('subject')}"
    return say(key if has(key) else "redaction.kind.office", language)


def _plain(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _whole(words: str) -> re.Pattern[str]:
    joined = r"[\s_]+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
