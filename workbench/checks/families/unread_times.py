"""Times that stand in a file and cannot be read, and satellite dates that have run over."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.captured import TIMES
from workbench.metadata.fact import Fact
from workbench.metadata.moments import is_unset, zone_of
from workbench.metadata.timeline import KINDS

# Whose value is a name or a way, and the time only what is typed.
_NO_TIMES = {
    ("pdf", "Signature"), ("mail", "Received"), ("office", "TrackedChanges"),
    ("chat", "FirstMessage"), ("chat", "LastMessage"), ("chat", "Attached"), ("chat", "Edited"),
}  # fmt: skip
_MORE = {
    ("xmp", "ModifyDate"), ("xmp", "MetadataDate"), ("xmp", "DateTimeDigitized"), ("xmp", "when"),
    ("iptc", "DigitalCreationDate"), ("png", "ModifyTime"), ("png", "Creation Time"),
    ("png", "date:create"), ("png", "date:modify"),
}  # fmt: skip
FIELDS = frozenset({key for key in (*KINDS, *TIMES) if key[0] != "filename"} - _NO_TIMES | _MORE)
_OFFSETS = tuple(f"OffsetTime{name}" for name in ("", "Original", "Digitized"))


@check("TIME-015", "attention", "info")
def time_not_read(context: CheckContext) -> Iterator[Observation]:
    """Find times that stand in a file and are none: nobody filled them, or they are damaged."""
    for exhibit in context.exhibits:
        found = [(fact, is_unset(fact.value)) for fact in _unread(context, exhibit)]
        has_time = context.row(exhibit).source not in {"", "filename"}
        for unset, how in ((False, "time_damaged"), (True, "time_unset")):
            told = sorted(
                {f"{fact.name} “{fact.value[:60]}”" for fact, is_so in found if is_so == unset}
            )
            if told:
                # A time that another field tells is not lost.
                severity: Severity = "info" if unset or has_time else "attention"
                fields = {"exhibit": exhibit.id, "times": "; ".join(told), "how": how}
                yield Observation("TIME-015", severity, (exhibit.id,), fields)


@check("TIME-016", "info")
def weeks_run_over(context: CheckContext) -> Iterator[Observation]:
    """Find satellite dates that lie 1,024 weeks before the camera's own."""
    for exhibit in context.exhibits:
        fact = context.first(exhibit, "exif", "GPSWeekRollover")
        if fact is not None:
            fields = {"exhibit": exhibit.id, "gps": fact.value}
            yield Observation("TIME-016", "info", (exhibit.id,), fields)


CHECKS = (time_not_read, weeks_run_over)


def _unread(context: CheckContext, exhibit: Exhibit) -> Iterator[Fact]:
    for fact in context.of(exhibit):
        is_own = fact.locator != "Thumbnail" and fact.kind not in {"failure", "limit", "time"}
        if is_own and not fact.typed and (_is_time(fact) or _is_odd_offset(fact)):
            yield fact


def _is_time(fact: Fact) -> bool:
    return (fact.source, fact.name) in FIELDS


def _is_odd_offset(fact: Fact) -> bool:
    """Whether a distance from UTC is none; one that nobody filled in takes nothing away."""
    is_offset = fact.source == "exif" and fact.name in _OFFSETS
    return is_offset and not is_unset(fact.value) and not zone_of(fact.value)
