"""The kajian's parts: the reviewer's own words, and plainly where there are none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.report.context import Context, paragraphs
from workbench.report.parts import Answer, Kajian

# Parts of the kajian in their order; an office's form may call them otherwise.
_PARTS = ("issue", "norms", "facts", "analysis", "conclusion", "recommendation")


def kajian(context: Context) -> Kajian:
    """Return every part of the kajian, also those that nobody has filled in."""
    answers: Mapping[str, Any] = context.study.get("kajian") or {}
    return Kajian(
        "kajian",
        context.text("kajian.title"),
        (context.text("kajian.intro"),),
        tuple(_answer(context, part, answers.get(part)) for part in _PARTS),
    )


def _answer(context: Context, part: str, value: Any) -> Answer:
    return Answer(
        context.text(f"kajian.part.{part}"),
        paragraphs(value) if isinstance(value, str) else (),
        (),
        (),
        context.text("kajian.empty"),
    )
