"""What stands beside an exhibit on the desk: its tile's words, and its facts in order of weight."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from workbench.case import Moment
from workbench.case.schema import ExhibitClaim
from workbench.checks.observation import timed
from workbench.checks.shown import when
from workbench.desk.answering import reason
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.metadata.fact import Captured, Fact
from workbench.text import Language, has, say
from workbench.text.visible import visible

#: Facts of one exhibit that are given; all of them stand in the study's tables.
MOST_FACTS = 400
_MOST_OBSERVATIONS = 3
_LONGEST = 2000

_PAPERS = (
    "application/pdf", "application/vnd.openxmlformats", "application/vnd.oasis",
    "application/vnd.ms-", "application/msword", "application/rtf",
)  # fmt: skip

# Names of facts that say who made a file, with what, and how large it is.
_TELLING = frozenset({
    "Artist", "Author", "Copyright", "Creator", "CreatorTool", "Description", "Duration", "From",
    "Format", "Group", "Height", "Keywords", "LastModifiedBy", "Make", "Messages", "Model",
    "Pages", "Participants", "Producer", "Software", "StoredHeight", "StoredWidth", "Subject",
    "Title", "To", "UserComment", "Width",
})  # fmt: skip

_NOT_A_KEY = re.compile(r"[^A-Za-z0-9_-]")

Row = list[str]


def tiles(known: Examination, language: Language) -> list[dict[str, str]]:
    """Return what the gallery shows of each exhibit, in natural order of the ids."""
    claims = _claims(known)
    captured = {row.exhibit: row for row in known.captured}
    chats = {fact.exhibit for fact in known.facts if fact.source == "chat"}
    noticed = _noticed(known, language)
    rows = []
    for one in known.exhibits:
        claim, moment = claims.get(one.id), captured.get(one.id)
        name = claim.label if claim is not None and claim.label else one.path.rpartition("/")[2]
        words = [one.media_type or "", *noticed.get(one.id, ())]
        words += [moment.make, moment.model] if moment is not None else []
        rows.append({
            "id": one.id,
            "name": visible(name),
            "path": visible(one.path),
            "kind": "chat" if one.id in chats else kind(one),
            "when": moment.at[:16].replace("T", " ") if moment is not None and moment.at else "",
            "reason": "" if one.status == "ok" else reason(one.reason, language),
            "search": visible(" ".join(words)),
        })  # fmt: skip
    return rows


def kind(one: Exhibit) -> str:
    """Return what an exhibit is, by its content: ``picture``, ``film``, ``sound``, ``paper``, …."""
    media_type = one.media_type or ""
    head = media_type.partition("/")[0]
    if media_type == "image/svg+xml" or head in {"text", "message"}:
        return "text"
    if media_type.startswith(_PAPERS):
        return "paper"
    return {"image": "picture", "video": "film", "audio": "sound"}.get(head, "other")


def facts(known: Examination, language: Language) -> dict[str, list[Row]]:
    """Return (name, value) of each exhibit, by id: those that matter first, then all others."""
    claims = _claims(known)
    captured = {row.exhibit: row for row in known.captured}
    noticed = _noticed(known, language)
    told: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in known.facts:
        told[fact.exhibit].append(fact)
    found = {}
    for one in known.exhibits:
        rows = [
            *_first(one, claims.get(one.id), captured.get(one.id), known, language),
            *([say("notebook.observations.title", language), title]
              for title in noticed.get(one.id, ())[:_MOST_OBSERVATIONS]),
        ]  # fmt: skip
        rows += [[_fact_named(fact, language), fact.value]
                 for fact in sorted(told[one.id], key=_weight)]  # fmt: skip
        rows += [["sha256", one.sha256]] if one.sha256 else []
        found[one.id] = [[visible(name, lines=True), visible(value, lines=True)[:_LONGEST]]
                         for name, value in rows[:MOST_FACTS]]  # fmt: skip
    return found


def _first(
    one: Exhibit,
    claim: ExhibitClaim | None,
    moment: Captured | None,
    known: Examination,
    language: Language,
) -> Iterator[Row]:
    """Yield what the file is, when and with what it was made, and from whom it came."""

    def row(column: str, value: Any) -> Iterator[Row]:
        if value not in (None, ""):
            yield [_named(column, language), str(value)]

    yield from row("path", one.path)
    yield from row("media_type", _media(one.media_type, language))
    if one.size is not None:
        yield from row("size", f"{one.size:,}".replace(",", "." if language == "id" else ","))
    if one.extension_matches is False:
        yield from row("extension_matches", say("notebook.value.extension_matches.false", language))
    if moment is not None:
        # The zone's name says what the offset does.
        clock = moment.at[:19] if moment.zone else moment.at
        stated = " ".join(filter(None, (clock.replace("T", " "), moment.zone)))
        yield from row("at", _day_in_words(stated, language))
        yield from row("model", " ".join(filter(None, (moment.make, moment.model))))
        yield from row("software", moment.software)
        if moment.latitude is not None and moment.longitude is not None:
            yield from row("position", f"{moment.latitude}, {moment.longitude}")
        yield from row("near", moment.near)
    if claim is not None:
        for name, value in _said(claim, known, language):
            yield from row(name, value)


def _said(claim: ExhibitClaim, known: Examination, language: Language) -> Iterator[tuple[str, Any]]:
    """Yield what people say of an exhibit, as it is read: times as such, codes in words."""
    for name in ("received_from", "received_at", "taken_by", "originality", "url"):
        value = getattr(claim, name)
        if isinstance(value, Moment):
            value = _day_in_words(when(value, known.folder.case.offset), language)
        elif name == "originality" and value:
            value = say(f"kajian.choice.originality.{value}", language)
        yield name, value
    yield "tags", ", ".join(claim.tags)


def _day_in_words(text: str, language: Language) -> str:
    """Return a time as people write it: ``12 Okt 2024, 13.20 WIB``."""
    return timed({"at": text}, language)["at"]


def _weight(fact: Fact) -> int:
    """Return what is told earlier: when and where, who and what, all else as it stands."""
    if fact.name == "DateTimeOriginal":
        return -1
    if fact.kind in {"time", "position"} and fact.source != "filesystem":
        return 0
    return 1 if fact.name in _TELLING else 2


def _media(media_type: str | None, language: Language) -> str:
    """Return what a file is by its content, as people call it."""
    key = f"report.media.{_NOT_A_KEY.sub('_', media_type or '')}"
    return say(key, language) if has(key) else media_type or ""


def _fact_named(fact: Fact, language: Language) -> str:
    """Return what a fact is called, and where it stands in the file."""
    name = f"desk.fact.{fact.name}"
    source = f"report.source.{fact.source}"
    called = say(name, language) if fact.name.isalnum() and has(name) else fact.name
    where = say(source, language) if fact.source.isidentifier() and has(source) else fact.source
    return f"{called} ({where})"


def _named(column: str, language: Language) -> str:
    for key in (f"notebook.column.{column}", f"desk.column.{column}"):
        if has(key):
            return say(key, language)
    return column


def _claims(known: Examination) -> dict[str, ExhibitClaim]:
    return {claim.id: claim for claim in known.folder.claims}


def _noticed(known: Examination, language: Language) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for observation in known.observations:
        for exhibit in observation.exhibits:
            found[exhibit].append(observation.title(language))
    return found
