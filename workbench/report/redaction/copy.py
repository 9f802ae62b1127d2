"""A copy of a study for somebody else: what a profile lists, and nothing beside it.

The copy has the shape of the study, so whatever renders a study renders the copy: no
document is made by hiding parts of another one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from workbench.case.folder import CASE, EXHIBITS
from workbench.case.schema import Identity
from workbench.errors import ReportError
from workbench.report.redaction.identifiers.accounts import account_codes
from workbench.report.redaction.law_texts import texts_of_study
from workbench.report.redaction.mask import Redactor
from workbench.report.redaction.pictures.faces import cover
from workbench.report.redaction.pictures.releases import Release
from workbench.report.redaction.precision import Times
from workbench.report.redaction.registered import held_back
from workbench.report.redaction.roles import Phrase, party_for, phrases, unlisted
from workbench.report.redaction.selection import (
    Profile,
    Rule,
    Selection,
    Treatment,
    rules,
    timeline_rows,
)
from workbench.text import Language, say

_GONE = object()
# What may pass unread where a field is listed as kept: identifiers, words of a fixed list,
# norms, moments and hashes. Anything else in such a field is masked like any other text.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}-\d{1,4}|[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){0,4}")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}-\d{1,4}")
_CODE = re.compile(
    r"[A-Za-z][A-Za-z0-9]{0,7}-\d{1,4}|[a-z]+(?:_[a-z]+){0,4}|[0-9a-f]{64}"
    r"|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?"
)
# Sources of times that people stated: what of these stays inside stays out of the timeline.
_OF_PEOPLE = (CASE, EXHIBITS, "statements")
# Tables stay, empty, so that a reader of the copy meets the shape that it knows.
_TABLES = ("exhibits", "facts", "captured", "timeline", "observations", "statements")


def project(
    study: Mapping[str, Any],
    profile: Profile,
    *,
    identities: Collection[Identity] = (),
    released: Collection[str] = (),
    language: Language = "id",
) -> dict[str, Any]:
    """Return the copy of a study that `profile` lets through.

    Parameters
    ----------
    study
        The content of ``study.json``.
    profile
        ``internal``, ``forwarding`` or ``public``; see ``profiles.toml``.
    identities
        The case's own people, whose names become pseudonyms in every text.
    released
        Exhibits whose pictures a person released for this reader: a copy for anybody
        tells times of no other.
    language
        Of the words put in place of what is masked.

    Returns
    -------
    dict
        The study's shape. Files are called by their exhibit's id; a text that names
        one by its old name names it by the new one.
    """
    told = _told_times(study, profile, released)
    shown = {**study, "timeline": told}
    if profile == "internal":
        copier = _Copier(rules(profile), Redactor((), language), {})
    else:
        case = study.get("case") or {}
        dates = case.get("dates") or {}
        named = timeline_rows(profile).get("case", ())
        known = [*told, *({"stated": dates.get(name)} for name in named)]
        times = Times(study, known, is_public=profile == "public")
        shown["timeline"] = [times.row(row) for row in told]
        parties = [party_for(party, profile) for party in case.get("parties") or ()]
        shown["case"] = {**case, "parties": parties}
        redactor = redactor_for(study, identities, language)
        reader = _Reader(times, phrases(study, profile, language), tuple(unlisted(identities)))
        held = held_back(study, profile)
        copier = _Copier(rules(profile), redactor, file_names(study), reader, held)
    copied = copier.copy(shown, ())
    result: dict[str, Any] = copied if isinstance(copied, dict) else {}
    for table in _TABLES:
        result.setdefault(table, [])
    result.setdefault("duplicates", {"groups": [], "pairs": []})
    result.setdefault("kajian", {})
    return result


def redactor_for(
    study: Mapping[str, Any], identities: Collection[Identity], language: Language
) -> Redactor:
    """Return the masker of a study's texts, which knows its places, accounts and law."""
    case = study.get("case") or {}
    place, office = case.get("place") or {}, case.get("office") or {}
    places = [place.get(key) for key in ("name", "village", "district", "regency")]
    return Redactor(
        identities,
        language,
        places=[str(name) for name in (*places, office.get("name"), office.get("place")) if name],
        own=texts_of_study(study),
        accounts=account_codes(study, identities),
    )


def pictures(
    study: Mapping[str, Any],
    previews: Mapping[str, bytes],
    profile: Profile,
    releases: Mapping[str, Release] | None = None,
) -> dict[str, bytes]:
    """Return the previews that may stand in a copy, by the copy's own paths.

    Parameters
    ----------
    study
        The study itself, not the copy.
    previews
        By path below ``evidence/``.
    profile
        Outside the internal one, only pictures that a person released are shown.
    releases
        Those decisions, by exhibit.

    Raises
    ------
    ReportError
        When a released file has other bytes now: somebody must look at it again.
    """
    if profile == "internal":
        return dict(previews)
    names = file_names(study)
    decided = {name: one for name, one in (releases or {}).items() if one.is_shown}
    rows = [row for row in study["exhibits"] if row.get("id") in decided]
    stale = [str(row["id"]) for row in rows if row["sha256"] != decided[row["id"]].sha256]
    if stale:
        raise ReportError("release_outdated", names=", ".join(stale))
    return {
        names[row["path"]]: cover(previews[row["path"]], decided[row["id"]].faces)
        for row in rows
        if row["path"] in previews
    }


def file_names(study: Mapping[str, Any]) -> dict[str, str]:
    """Return what each exhibit's file is called in a copy: ``B-07.jpg``."""
    names: dict[str, str] = {}
    for exhibit in study.get("exhibits") or ():
        path = str(exhibit.get("path", ""))
        suffix = PurePosixPath(path).suffix.lower()
        plain = suffix if len(suffix) <= 6 and suffix[1:].isascii() and suffix[1:].isalnum() else ""
        identifier = str(exhibit.get("id", ""))
        stem = identifier if _ID.fullmatch(identifier) else f"X-{len(names) + 1}"
        names[path] = f"{stem}{plain}"
    return names


def _told_times(
    study: Mapping[str, Any], profile: Profile, released: Collection[str]
) -> list[Mapping[str, Any]]:
    """Return the rows of the timeline that a profile names.

    Where it names none, all but those that tell again what people wrote and stays inside.
    """
    every = list(study.get("timeline") or ())
    named = timeline_rows(profile)
    if profile == "internal":
        return every
    if "without" in named:
        held = held_back(study, profile)
        return [
            row
            for row in every
            if row.get("kind") not in named["without"]
            and (row.get("source") not in _OF_PEOPLE or str(row.get("stated"))[:10] not in held)
        ]
    return [
        row
        for row in every
        if (row.get("source") == CASE and row.get("kind") in named["case"])
        or (row.get("exhibit") in released and row.get("kind") in named["released"])
    ]


# What a check measured: exhibits, dates with their zone, lengths of time and way, kinds of
# content. A name that a file or its metadata holds is none of these.
_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?: ?(?:WIB|WITA|WIT|UTC[+-]?[\d:]*|Z))?"
_MEASURE = r"\d{1,6}(?:[.,]\d{1,2})? ?(?:d|h|min|s|km|m|%|px|MB|KB|bytes)?"
_PART = (
    rf"(?:{_DATE}|{_MEASURE}|[A-Za-z][A-Za-z0-9]{{0,7}}-\d{{1,4}}(?:\.[a-z0-9]{{1,5}})?"
    r"|[a-z]+(?:_[a-z]+){1,4}|(?:image|video|audio|text|application)/[\w.+-]{1,80}"
    r"|\[[^\[\]]{1,20}\]|exif|xmp|filename|container|chat|pdf|case\.yaml|exhibits\.yaml|statements"
    r"|sha256|phash64|phash256|orb)"
)
_PLAIN = re.compile(rf"(?:{_PART}(?:[ ;,()/]{{1,3}}|$)){{1,40}}")


# Dates of the law's own calendar are no times of a person; a clock may run from one.
_CALENDARS = {("kajian", "phases"), ("kajian", "rule_pack")}


@dataclass(frozen=True)
class _Reader:
    """What one reader may know of times, positions and places."""

    times: Times
    phrases: list[Phrase]
    extra: tuple[Phrase, ...]


class _Copier:
    """Walks a study and takes along what the list names."""

    def __init__(
        self,
        listed: tuple[Rule, ...],
        redactor: Redactor,
        names: Mapping[str, str],
        reader: _Reader | None = None,
        held: frozenset[str] = frozenset(),
    ) -> None:
        self.held = held
        self.reader = reader
        self.selection = Selection(listed)
        self.language = redactor.language
        self.redactor = redactor
        self.names = names
        # Longer names first: one may end like another.
        self.spoken = sorted(
            {**{PurePosixPath(path).name: new for path, new in names.items()}, **names}.items(),
            key=lambda pair: -len(pair[0]),
        )

    def copy(self, value: Any, keys: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            return self._mapping(value, keys)
        if isinstance(value, list | tuple):
            return self._list(value, keys)
        treatment = self.selection.treatment(keys)
        if treatment is None:
            return _GONE
        if not isinstance(value, str) or self.selection.keeps_all:
            return value
        return self._text(value, keys, treatment)

    def _mapping(self, value: Mapping[Any, Any], keys: tuple[str, ...]) -> Any:
        items = ((self._key(key), self.copy(v, (*keys, str(key)))) for key, v in value.items())
        kept = {key: item for key, item in items if item is not _GONE}
        return kept if kept or self.selection.treatment(keys) else _GONE

    def _list(self, value: Sequence[Any], keys: tuple[str, ...]) -> Any:
        items = (self.copy(item, (*keys, "*")) for item in value)
        kept = [item for item in items if item is not _GONE]
        return kept if kept or self.selection.is_on_the_way(keys) else _GONE

    def _text(self, text: str, keys: tuple[str, ...], treatment: Treatment) -> str:
        if treatment == "file":
            return self.names.get(text, "")
        is_calendar = keys[:2] in _CALENDARS
        if treatment == "keep" and _CODE.fullmatch(text):
            return self._code(text, is_told=is_calendar or keys[:1] == ("timeline",))
        if keys[0] == "observations" and any(one in text for one in self.held):
            return say("redaction.kind.hidden", self.language)
        masked = self._masked(text, is_calendar=is_calendar)
        if treatment == "plain" and not _PLAIN.fullmatch(masked):
            return say("redaction.kind.hidden", self.language)
        return masked

    def _code(self, text: str, *, is_told: bool) -> str:
        """Return an identifier or a moment; what rows tell is decided row by row."""
        if self.reader is None or is_told:
            return text
        return self.reader.times.text(text, self.language)

    def _masked(self, text: str, *, is_calendar: bool = False) -> str:
        for old, new in self.spoken:
            if len(old) > 3 and old in text:
                text = text.replace(old, new)
        if self.reader is None or text.strip() in self.redactor.own:
            return self.redactor.text(text)
        for phrase in self.reader.phrases:
            text = phrase.pattern.sub(phrase.label, text)
        text = self.redactor.text(
            text if is_calendar else self.reader.times.text(text, self.language)
        )
        for phrase in self.reader.extra:
            text = phrase.pattern.sub(phrase.label, text)
        return text

    def _key(self, key: Any) -> str:
        return str(key) if _NAME.fullmatch(str(key)) else self._masked(str(key))
