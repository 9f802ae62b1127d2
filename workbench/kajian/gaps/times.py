"""Gaps of time: clocks that were missed, dates that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from workbench.kajian.clocks import clocks
from workbench.kajian.dossier import Dossier, exact_day
from workbench.kajian.gap import Gap
from workbench.kajian.hints.contradictions import contradictions
from workbench.kajian.wording import Wording, date_words
from workbench.law.clocks import Reading
from workbench.text import LANGUAGES, Language, say

# The pack's own number of days after which an event that went round may be an old scene.
OLD_SCENE = "old_scene"


def clock_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield clocks that were missed, and clocks whose dates are not exact enough."""
    for reading in clocks(dossier):
        fields = {"clock_id": reading.clock.id}
        words: Wording = {"clock": reading.title(dossier.pack).pair()}
        place = _place(reading.clock.until, reading.about)
        step = {"case": "intake", "statements": "statements"}.get(place[0], "screening")
        if reading.state == "late":
            last = reading.last or (reading.ends_at.date() if reading.ends_at else None)
            fields |= {"last": last.isoformat() if last else ""}
            words |= {"over": _over(reading)}
            words |= {"tag": {name: f" {reading.doubt(name)}".rstrip() for name in LANGUAGES}}
            yield Gap("explain", "clock_missed", step, place, fields, words=words)
        elif reading.state == "unclear":
            yield Gap("explain", "clock_unclear", step, place, fields, words=words)


def _over(reading: Reading) -> dict[Language, str]:
    """Return by how much a clock was missed, with its unit."""
    unit = f"law.unit.{reading.day_type or 'hours'}"
    return {language: f"{reading.over} {say(unit, language)}" for language in LANGUAGES}


def _place(name: str, about: str) -> tuple[str, ...]:
    """Return where a clock's date is answered."""
    if about:
        return "statements", about, name
    case_dates = {"event", "published", "first_seen", "known", "reported", "registered"}
    return ("case", "dates", name) if name in case_dates else ("process", name)


def contradiction_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield what two places of the case say differently."""
    for one in contradictions(dossier):
        fields = {
            "left_id": one.left,
            "right_id": one.right,
            "left": one.left_says,
            "right": one.right_says,
        }
        place = ("case", "dates", "known") if one.left == "dates.known" else ("facts", one.left)
        yield Gap("explain", one.kind, "facts", place, fields)


def publication_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield an event that went online long after it happened, or without a day of its own."""
    dates = dossier.kajian.folder.case.dates
    event = exact_day(dates.event)
    posted = [claim for claim in dossier.kajian.folder.claims if claim.url or claim.published_at]
    if posted and dates.published is None:
        place = ("case", "dates", "published")
        yield Gap("advice", "date_published_missing", "intake", place)
    old = dossier.pack.threshold(OLD_SCENE)
    if old is None or old.days is None:
        return
    for name in ("published", "first_seen"):
        seen = exact_day(getattr(dates, name))
        if event and seen and seen - event > timedelta(days=old.days):
            fields = {"event": event.isoformat(), "seen": seen.isoformat(), "date_id": name}
            place = ("case", "dates", name)
            threshold = dossier.pack.marked(old).pair()
            words: Wording = {"date": date_words(name), "threshold": threshold}
            yield Gap("explain", "published_long_after", "intake", place, fields, words=words)
            return
