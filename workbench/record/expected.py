"""Seal values that somebody kept outside: in the minutes, in a letter, in a list of an office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import RecordError
from workbench.record import bag
from workbench.record.verdict import Check, Fault

_VALUE = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"\s*([0-9A-Fa-f]{64})(?:\s+\*?(\S.*?))?\s*")


@dataclass(frozen=True)
class Expected:
    """What the seals of some records should be.

    Attributes
    ----------
    values
        Seal values for any of the records.
    named
        Name of a record → its seal value; it counts for that record alone.
    """

    values: frozenset[str] = frozenset()
    named: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.named)

    def check(self, seal: str, *names: str) -> Check:
        """Compare the seal of a record, which is called one of `names`."""
        noted = {self.named[name] for name in names if name in self.named}
        if noted:
            wrong = () if noted == {seal} else (Fault("seal_other", ", ".join(sorted(noted))),)
        elif seal in self.values:
            wrong = ()
        elif self.values:
            wrong = (Fault("seal_other", ", ".join(sorted(self.values)[:3])),)
        else:
            wrong = (Fault("seal_not_noted", names[0] if names else "-"),)
        return Check("seal", 1, wrong)


def expected(values: Iterable[str], file: Path | None = None) -> Expected:
    """Read seal values as people hand them over.

    Parameters
    ----------
    values
        64 hexadecimal digits each; blanks between them, as on paper, do not matter.
    file
        One value a line, followed by the name of its record or by nothing; ``#`` begins a remark.

    Raises
    ------
    RecordError
        When a value or line is none, a record stands there with two values, or the file
        cannot be read.
    """
    bare = set()
    for value in values:
        plain = "".join(value.split()).lower()
        if _VALUE.fullmatch(plain) is None:
            raise RecordError("seal_no_value", found=value[:100])
        bare.add(plain)
    named: dict[str, str] = {}
    for number, line in enumerate(_lines(file), 1):
        text = line.partition("#")[0]
        if not text.strip():
            continue
        match = _LINE.fullmatch(text)
        if match is None or named.get(match[2] or "", match[1].lower()) != match[1].lower():
            raise RecordError("seal_no_line", path=str(file), line=number, found=line[:100])
        if match[2]:
            named[match[2]] = match[1].lower()
        else:
            bare.add(match[1].lower())
    return Expected(frozenset(bare), named)


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        return bag.read_bytes(file).decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise RecordError("seal_no_file", path=str(file), reason=reason) from error
