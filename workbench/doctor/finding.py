"""What the doctor says: one thing, how bad it is, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.text import Language, say
from workbench.text.visible import visible

Level = Literal["fine", "note", "problem"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    code
        Key of its sentence in ``workbench/text/doctor.toml``.
    level
        ``fine``; ``note``, which nothing hangs on; ``problem``, to be mended.
    fields
        What the sentence names.
    leftover
        What may be cleaned away; None when there is nothing.
    """

    code: str
    level: Level
    fields: dict[str, str] = field(default_factory=dict)
    leftover: Path | None = None

    def sentence(self, language: Language) -> str:
        """Return what was found and, of a problem, the next step."""
        shown = {name: visible(value) for name, value in self.fields.items()}
        return say(f"doctor.found.{self.code}", language, **shown)

    def as_json(self) -> dict[str, Any]:
        """Return the finding's row of ``workbench doctor --json``."""
        return {
            "code": self.code,
            "level": self.level,
            "fields": self.fields,
            "leftover": None if self.leftover is None else str(self.leftover),
        }
