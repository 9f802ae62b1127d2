"""Gaps: what still stands between the answers and a kajian that holds together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from workbench.kajian.wording import Wording, sentence
from workbench.law.shapes import Step
from workbench.text import Language

Level = Literal["blocks", "explain", "advice"]
LEVELS: tuple[Level, ...] = ("blocks", "explain", "advice")

STEPS: tuple[str, ...] = get_args(Step)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing or does not agree, and exactly where.

    Attributes
    ----------
    level
        ``blocks`` sealing; ``explain``: may stay when the reviewer says why; ``advice``.
    code
        Key of its texts in ``workbench/text/kajian.toml`` under ``gap``.
    step
        One of :data:`STEPS`: where the reviewer is taken.
    place
        The answer concerned, as keys of ``kajian.yaml`` (or of ``case.yaml``
        when the first is ``case``).
    fields
        What the sentence names, as text.
    explanation
        What the reviewer wrote about it; empty while unanswered.
    words
        What the sentence names in the reader's language.
    """

    level: Level
    code: str
    step: str
    place: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    explanation: str = ""
    words: Wording = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A stable name: the code and the place, under which it is explained."""
        named = [self.fields[key] for key in sorted(self.fields) if key.endswith("_id")]
        return ":".join([self.code, "/".join(self.place), *named]).rstrip(":")

    @property
    def is_open(self) -> bool:
        """Whether it still asks something of the reviewer."""
        return self.level != "explain" or not self.explanation.strip()

    def message(self, language: Language) -> str:
        """Return what is missing, as a sentence."""
        return sentence(f"kajian.gap.{self.code}", language, self.fields, self.words)

    def as_json(self) -> dict[str, Any]:
        """Return the gap as plain values, sentences in both languages included."""
        return {
            "id": self.id,
            "level": self.level,
            "code": self.code,
            "step": self.step,
            "place": list(self.place),
            "fields": dict(sorted(self.fields.items())),
            "explanation": self.explanation,
            "message": {"id": self.message("id"), "en": self.message("en")},
        }
