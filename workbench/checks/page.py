"""The page of all checks, made from the checks themselves and their texts."""

from __future__ import annotations

from typing import Any

from workbench.checks.check import Check
from workbench.checks.readers import OPTIONAL
from workbench.checks.run import BROKEN, checks
from workbench.text import Language, catalogue, has, say

PARTS = ("message", "meaning", "limits", "severity", "next")


def rows(language: Language) -> list[dict[str, Any]]:
    """Return one row per check: code, family, severities, and each of its texts.

    The message keeps its placeholders: ``{exhibit}``.
    """
    return [_row(one, language) for one in sorted((*checks(), *OPTIONAL), key=_code)]


def page(language: Language) -> str:
    """Return the page as Markdown; see ``docs/checks.md``."""
    lines = [f"# {say('metadata.heading.checks', language)}", "", _intro(language), ""]
    family = ""
    for row in rows(language):
        if row["family"] != family:
            family = row["family"]
            # A check of another package may bring a family that has no heading here.
            key = f"metadata.family.{family}"
            lines += [f"## {say(key, language) if has(key) else family}", ""]
        grades = ", ".join(say(f"metadata.severity.{one}", language) for one in row["severities"])
        lines += [f"### {row['code']} · {row['title']} ({grades})", "", f"> {row['message']}", ""]
        for part in PARTS[1:]:
            lines += [f"**{say(f'metadata.part.{part}', language)}** {row[part]}", ""]
    return "\n".join(lines)


def _code(one: Check) -> str:
    return one.code


def _row(one: Check, language: Language) -> dict[str, Any]:
    texts = {part: _text(one.code, part, language) for part in ("title", *PARTS)}
    return {
        "code": one.code,
        "family": one.family,
        "severities": list(one.severities),
        **texts,
    }


def _text(code: str, part: str, language: Language) -> str:
    """Return a text with its placeholders left in; nothing in it is formatted."""
    return str(catalogue("checks")[code][part][language])


def _intro(language: Language) -> str:
    return say("metadata.heading.checks_intro", language, code=BROKEN)
