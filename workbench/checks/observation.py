"""Observations: what a check noticed. Never a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from workbench.text import Language, has, say

Severity = Literal["info", "attention", "serious"]
SEVERITIES: tuple[Severity, ...] = ("serious", "attention", "info")


@dataclass(frozen=True)
class Observation:
    """One thing that a check noticed on one or more exhibits.

    Attributes
    ----------
    code
        Stable, such as ``TIME-001``; its texts stand in ``workbench/text/checks.toml``
        under ``<code>``: ``title``, ``message``, ``meaning``, ``limits``, ``next``.
    severity
        ``info``, ``attention`` or ``serious``: how much it asks for an answer,
        not how bad anybody is.
    exhibits
        Ids concerned, sorted; empty when the case's own files are meant.
    fields
        What the message names, as text.
    """

    code: str
    severity: Severity
    exhibits: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """Return the check's name in `language`."""
        return say(f"checks.{self.code}.title", language)

    def message(self, language: Language) -> str:
        """Return what was noticed here, as a sentence."""
        return say(f"checks.{self.code}.message", language, **spoken(self.fields, language))

    def meaning(self, language: Language) -> str:
        """Return what such an observation means."""
        return say(f"checks.{self.code}.meaning", language)

    def limits(self, language: Language) -> str:
        """Return what it does not prove."""
        return say(f"checks.{self.code}.limits", language)

    def next_step(self, language: Language) -> str:
        """Return what to do about it."""
        return say(f"checks.{self.code}.next", language)

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """Return the row of ``workbench metadata --json``; `message` is in `language`."""
        return {
            "code": self.code,
            "severity": self.severity,
            "exhibits": list(self.exhibits),
            "message": self.message(language),
            "fields": dict(sorted(self.fields.items())),
        }


def spoken(fields: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return an observation's fields with codes, layers and places in files said in words.

    A field that has a twin for the language, such as ``phase_en``, is said by its twin.
    """
    twins = {name: fields[key] for name in fields if (key := f"{name}_{language}") in fields}
    told = timed({**fields, **twins}, language)
    return {name: _said(name, value, language) for name, value in told.items()}


def timed(fields: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return fields with their times as a sentence says them: ``27 Sep 2024, 21.38 WIB``.

    Seconds stand there only where two times of one sentence would look the same without;
    what a file states in its own zone is left to the tables.
    """
    rough = {name: _with_times(value, language, exact=False) for name, value in fields.items()}
    timed_ones = [name for name, value in fields.items() if rough[name] != value]
    looks = [rough[name] for name in timed_ones]
    stated = [fields[name] for name in timed_ones]
    if len(set(looks)) == len(set(stated)):
        return rough
    return {name: _with_times(value, language, exact=True) for name, value in fields.items()}


def _with_times(value: str, language: Language, *, exact: bool) -> str:
    return _MOMENT.sub(lambda found: _short(found, language, exact=exact), value)


def _short(found: re.Match[str], language: Language, *, exact: bool) -> str:
    from babel.dates import format_date

    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return found[0]
    shown = format_date(day, "d MMM y", locale=language)
    if not found[2]:
        return shown
    clock = f"{found[2]}{found[3] or ''}" if exact else found[2]
    at = clock.replace(":", ".") if language == "id" else clock
    return f"{shown}, {at} {found[4] or ''}".rstrip()


def located(text: str, language: Language) -> str:
    """Return places in a file, such as ``line 18``, in words."""
    return _LINE.sub(lambda found: say(f"checks.WHERE.{found[1]}", language, number=found[2]), text)


_LINE = re.compile(r"\b(line|message) (\d+)")
_BRACKETED = re.compile(r"\(([\w.]+)\)")
_FIELD = re.compile(r"^(\w+):? (?=[A-Z])\w+")
_TRACE = re.compile(r"\b(TrackedChanges|Revisions|Author|LastModifiedBy)(?=: )")
# A day, perhaps with a time, as `shown.when` writes it; what a file states in its own zone
# follows in brackets.
_MOMENT = re.compile(
    r"(?<![\w-])(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)(:\d\d)?(?: ([A-Z]{3,4}(?:[+-]\d\d:\d\d)?))?)?"
    r"(?: \((\d{4}-\d\d-\d\d) \d\d:\d\d[^)]*\))?(?![\w-])"
)


def _said(name: str, value: str, language: Language) -> str:
    if name == "reason":
        return why(value, language)
    if name == "how":
        key = f"checks.HOW.{value}"
        return say(key, language) if has(key) else value
    if name == "unread":
        return left_out(value, language)
    if name == "about":
        key = f"duplicates.claim.{value}"
        return say(key, language) if has(key) else value
    if name == "source":
        head, _, rest = without_field(value).partition(" ")
        return f"{_layer(head, language)} {rest}".rstrip()
    if name == "dates":
        return _BRACKETED.sub(lambda found: f"({_layer(found[1], language)})", value)
    if name == "traces":
        return traced(value, language)
    if name in {"line", "places"}:
        return located(value, language)
    return value


def without_field(source: str) -> str:
    """Return a source without the format's own name of a field: tables have it."""
    return _FIELD.sub(r"\1", source)


def traced(text: str, language: Language) -> str:
    """Return what a document keeps of its own history in words."""
    return _TRACE.sub(lambda found: say(f"checks.TRACE.{found[1]}", language), text)


def why(value: str, language: Language) -> str:
    """Return why something was not read, such as ``timeout 30``, in words."""
    code, _, number = value.partition(" ")
    key = f"evidence.why.{code}"
    return say(key, language, number=number or "?") if has(key) else value


def left_out(value: str, language: Language) -> str:
    """Return which parts were not read, such as ``pdf pages 2000; text bytes 9``, in words."""
    told = []
    for one in value.split("; "):
        layer, _, limit = one.partition(" ")
        name, _, number = limit.partition(" ")
        shown = _counted(int(number), language) if number.isdecimal() else number
        key = f"evidence.limit.{name}"
        words = say(key, language, number=shown) if has(key) else limit
        told.append(f"{_layer(layer, language)} ({words})")
    return "; ".join(told)


def _counted(number: int, language: Language) -> str:
    return f"{number:,}".replace(",", "." if language == "id" else ",")


def _layer(code: str, language: Language) -> str:
    """Return what people call a layer of a file, or one of the case's own files."""
    key = f"report.source.{code.replace('.', '_')}"
    return say(key, language) if has(key) else code
