"""Two readers of one file: where they give different values, neither is believed unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workbench.checks.check import Check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit

CODE = "READ-004"
# About a metre: both readers round.
_NEAR = 1e-5

Second = Mapping[str, Mapping[str, str]]


def _not_in_a_study(_context: CheckContext) -> Iterator[Observation]:
    """Find values on which a second reader disagrees; only on request, never in a study."""
    yield from ()


# Listed on the page of checks, and run by :func:`disagreements` alone.
OPTIONAL = (Check(CODE, ("attention",), _not_in_a_study),)


def disagreements(context: CheckContext, second: Second) -> Iterator[Observation]:
    """Yield one observation per value that two readers give differently.

    Parameters
    ----------
    second
        Values by path and field, as :func:`workbench.metadata.second_reader.read` returns.
    """
    for exhibit in context.exhibits:
        for field, other in sorted(second.get(exhibit.path, {}).items()):
            own = _own(context, exhibit, field)
            if own and not _agree(field, own, other):
                fields = {"exhibit": exhibit.id, "field": field, "own": own, "other": other}
                yield Observation(CODE, "attention", (exhibit.id,), fields)


def _own(context: CheckContext, exhibit: Exhibit, field: str) -> str:
    name = "GPSPosition" if field == "GPS" else field
    for fact in context.of(exhibit, "exif", name):
        if fact.locator != "Thumbnail" and "#" not in fact.locator:
            return fact.typed if field in {"GPS", "Orientation"} else fact.value
    return ""


def _agree(field: str, own: str, other: str) -> bool:
    if field == "GPS":
        pairs = zip(own.split(","), other.split(","), strict=True)
        return all(abs(float(a) - float(b)) < _NEAR for a, b in pairs)
    # ExifTool shows bytes that are no text as a question mark, and 1.00 as a number.
    plain = re.sub(r"\\x[0-9a-f]{2}", "?", own)
    return " ".join(plain.split()) == " ".join(other.split()) or _same_number(own, other)


def _same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False
