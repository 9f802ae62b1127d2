"""Observations: what a check noticed. Never a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    return {name: _said(name, value, language) for name, value in {**fields, **twins}.items()}


def located(text: str, language: Language) -> str:
    """Return places in a file, such as ``line 18``, in words."""
    return _LINE.sub(lambda found: say(f"checks.WHERE.{found[1]}", language, number=found[2]), text)


_LINE = re.compile(r"\b(line|message) (\d+)")
_BRACKETED = re.compile(r"\(([\w.]+)\)")


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
        head, _, rest = value.partition(" ")
        return f"{_layer(head, language)} {rest}".rstrip()
    if name == "dates":
        return _BRACKETED.sub(lambda found: f"({_layer(found[1], language)})", value)
    return located(value, language) if name in {"line", "places"} else value


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
