"""What the case itself shows about a requirement: computed facts beside it, never its judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from workbench.kajian.clocks import clocks
from workbench.kajian.dossier import MEDIA_ONLY, Dossier
from workbench.kajian.hints.contradictions import contradictions
from workbench.kajian.wording import Wording, party_words, sentence
from workbench.law.desk_hours import read_desk
from workbench.law.shapes import Requirement
from workbench.text import LANGUAGES, Language

_WINDOWS = {"report_window", "finding_window", "finding_window_found"}


@dataclass(frozen=True)
class Hint:
    """One computed fact.

    Attributes
    ----------
    code
        Key of its sentence under ``hint`` in ``workbench/text/kajian.toml``.
    fields, words
        What the sentence names.
    """

    code: str
    fields: dict[str, str] = field(default_factory=dict)
    words: Wording = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """Return the fact as a sentence."""
        return sentence(f"kajian.hint.{self.code}", language, self.fields, self.words)


def hints(dossier: Dossier, requirement: Requirement) -> tuple[Hint, ...]:
    """Return what can be computed about one requirement; empty when nothing can."""
    source = _SOURCES.get(requirement.hint)
    return tuple(source(dossier)) if source else ()


def _reporter(dossier: Dossier) -> Iterator[Hint]:
    folder = dossier.kajian.folder
    people = {person.id: person for person in folder.identities.people}
    found = [party for party in folder.case.parties if party.role in {"pelapor", "penemu"}]
    if not found:
        yield Hint("reporter_missing")
    for party in found:
        person = people.get(party.id)
        complete = bool(person and person.name.strip() and person.address.strip())
        yield Hint("reporter_known" if complete else "reporter_incomplete", {"party": party.id})


def _eligibility(dossier: Dossier) -> Iterator[Hint]:
    chosen = dossier.answers.screening.eligibility
    item = next((one for one in dossier.pack.data.eligibility if one.id == chosen), None)
    if item is None:
        yield Hint("eligibility_open")
    else:
        yield Hint("eligibility", words={"kind": dossier.pack.marked(item).pair()})


def _respondent(dossier: Dossier) -> Iterator[Hint]:
    parties = dossier.kajian.folder.case.parties
    found = [party for party in parties if party.role == "terlapor"]
    if not found:
        yield Hint("respondent_missing")
    for party in found:
        position = ", ".join(part for part in (party.position, party.agency) if part)
        fields = {"party": party.id, "position": position or "…"}
        yield Hint("respondent", fields, {"subject": party_words(party.subject)})


def _window(dossier: Dossier) -> Iterator[Hint]:
    for reading in clocks(dossier):
        if reading.clock.id in _WINDOWS and reading.last is not None:
            fields = {
                "start": reading.start.iso()[:10] if reading.start else "",
                "end": reading.end.iso()[:10] if reading.end else "…",
                "last": reading.last.isoformat(),
            }
            clock = reading.title(dossier.pack)
            doubt = {name: f" {reading.doubt(name)}".rstrip() for name in LANGUAGES}
            yield Hint(f"window_{reading.state}", fields, {"clock": clock.pair(), "tag": doubt})
    yield from _desk(dossier)
    for one in contradictions(dossier):
        if one.kind in {"known_earlier", "capture_earlier"}:
            yield Hint(one.kind, {"right_id": one.right, "right": one.right_says})


def _desk(dossier: Dossier) -> Iterator[Hint]:
    """Yield that a report was handed in outside the hours of the desk."""
    case = dossier.kajian.folder.case
    found = read_desk(dossier.pack, case.regime, case.dates.reported, case.offset, dossier.area)
    if found.within is False and found.at is not None:
        fields = {"day": found.at.date().isoformat(), "time": found.at.strftime("%H.%M")}
        if found.hours is None:
            yield Hint("desk_closed", fields)
        else:
            yield Hint("desk_outside", fields, {"hours": dossier.pack.marked(found.hours).pair()})


def _time_and_place(dossier: Dossier) -> Iterator[Hint]:
    case = dossier.kajian.folder.case
    event = case.dates.event
    yield Hint("event", {"at": event.iso()[:10]}) if event else Hint("event_missing")
    parts = (case.place.name, case.place.village, case.place.district, case.place.regency)
    place = ", ".join(part for part in parts if part)
    yield Hint("place", {"place": place}) if place else Hint("place_missing")


def _allegation(dossier: Dossier) -> Iterator[Hint]:
    words = len(dossier.kajian.folder.case.allegation.split())
    yield Hint("allegation", {"count": str(words)}) if words else Hint("allegation_missing")


def _evidence(dossier: Dossier) -> Iterator[Hint]:
    if not dossier.exhibits:
        yield Hint("evidence_claimed", {"count": str(len(dossier.exhibit_ids))})
        return
    readable = sum(exhibit.status == "ok" for exhibit in dossier.exhibits)
    fields = {"count": str(len(dossier.exhibits)), "readable": str(readable)}
    yield Hint("evidence", fields)


def _witnesses(dossier: Dossier) -> Iterator[Hint]:
    said = [one for one in dossier.statements.values() if one.role == "saksi"]
    media = sum(one.basis == MEDIA_ONLY for one in said)
    yield Hint("witnesses", {"count": str(len(said)), "media": str(media)})


_SOURCES: dict[str, Callable[[Dossier], Iterator[Hint]]] = {
    "reporter": _reporter,
    "eligibility": _eligibility,
    "respondent": _respondent,
    "report_window": _window,
    "time_and_place": _time_and_place,
    "allegation": _allegation,
    "evidence": _evidence,
    "witnesses": _witnesses,
}
