"""Clocks in words: when each ends in local time, how much is left, how it was counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workbench.kajian.clocks import clocks
from workbench.kajian.dossier import Dossier
from workbench.kajian.follow_up import watched
from workbench.kajian.wording import in_words
from workbench.law.clocks import Reading
from workbench.law.marked import Marked
from workbench.law.pack import Pack
from workbench.report.language import clock as clock_text
from workbench.report.language import day as day_words
from workbench.report.language import moment
from workbench.text import Language, say


def clock_lines(dossier: Dossier, language: Language, now: datetime) -> list[tuple[str, str]]:
    """Return for each clock a sentence on how it stands and one on how it was counted.

    Clocks that are late come first, then those that run, then the others.
    """
    order = {"late": 0, "running": 1, "unclear": 2, "met": 3, "not_started": 4}
    readings = sorted(clocks(dossier), key=lambda reading: order[reading.state])
    return [
        (_stands(reading, dossier, language, now), _counted(reading, dossier.pack, language))
        for reading in readings
    ]


def follow_up_lines(dossier: Dossier, language: Language, now: datetime) -> list[str]:
    """Return what became of each letter that was sent, those without an answer first."""
    today = (now.astimezone(UTC) + dossier.kajian.folder.case.offset).date()
    return [one.told(dossier, language, today) for one in watched(dossier)]


def clock_notes(dossier: Dossier, language: Language) -> list[str]:
    """Return what holds for several clocks, each said once.

    These are the profile that defines their days, and where guidance on them differs:
    every reading, none of them chosen.
    """
    pack, found = dossier.pack, clocks(dossier)
    profiles = {reading.profile.id: reading.profile for reading in found}
    lines = [_vouched(pack.marked(profile), language) for profile in profiles.values()]
    for reading in found:
        for conflict in pack.conflicts_about(reading.clock.id):
            issue = pack.marked(conflict)
            texts = [
                f"{pack.told(conflict, language, one.text)} – {one.source}"
                for one in conflict.readings
            ]
            said = say("kajian.ui.readings", language, issue=issue.in_(language))
            lines.append(f"{said}: {'; '.join([*texts, *issue.notes_in(language)])}")
    return list(dict.fromkeys(lines))


def _vouched(marked: Marked, language: Language) -> str:
    return f"{marked.in_(language)}: {marked.vouched_in(language)}"


def _stands(reading: Reading, dossier: Dossier, language: Language, now: datetime) -> str:
    fields = {
        "title": reading.title(dossier.pack).in_(language),
        "ends": f"{_ends(reading, language)} {reading.doubt(language)}".rstrip(),
        "unit": say(f"law.unit.{reading.day_type or 'hours'}", language),
        "left": str(reading.left(now, dossier.pack) or 0),
        "over": str(reading.over),
        "end": moment(reading.end.iso(), language) if reading.end else "",
        "start": say(f"kajian.clock.date.{reading.clock.from_}", language),
    }
    state = str(reading.state)
    if reading.state == "running" and reading.ends_at is not None and now >= reading.ends_at:
        state = "passed"
    return say(f"kajian.clock.{state}", language, **fields)


def _ends(reading: Reading, language: Language) -> str:
    if reading.ends_at is None:
        return ""
    # No office is open at midnight: what counts is the last day.
    if reading.last is not None:
        return day_words(reading.last, language)
    day = in_words(reading.ends_at.date().isoformat(), language)
    at = clock_text(reading.ends_at.time(), language)
    return say("kajian.clock.at_hour", language, day=day, time=at, zone=_zone(reading))


def _zone(reading: Reading) -> str:
    from workbench.case.moment import zone_name

    offset = reading.ends_at.utcoffset() if reading.ends_at else None
    return zone_name(offset if offset is not None else timedelta(0))


def _counted(reading: Reading, pack: Pack, language: Language) -> str:
    parts = [
        say(
            "kajian.clock.length",
            language,
            counted=reading.counted().in_(language),
            start=say(f"kajian.clock.date.{reading.clock.from_}", language),
            at=moment(reading.start.iso(), language) if reading.start else "…",
        )
    ]
    if reading.skipped:
        days = "; ".join(
            f"{in_words(one.day.isoformat(), language)}: {one.name.in_(language)}"
            for one in reading.skipped
        )
        parts.append(say("kajian.clock.skipped", language, days=days))
    parts += reading.caveats(language)
    parts.append(f"{pack.marked(reading.clock).vouched_in(language)}.")
    return " ".join(parts)
