"""How far the kajian of a study was: not begun, with gaps that block sealing, or complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.case.folder import KAJIAN
from workbench.errors import Problem
from workbench.text import Language

State = Literal["none", "unfinished", "complete"]


@dataclass(frozen=True)
class OpenGap(Problem):
    """A gap that blocks sealing; its sentence stands in the study, in both languages."""

    sentences: dict[str, str] = field(default_factory=dict)

    def what(self, language: Language) -> str:
        """Return what is missing, as the study says it."""
        return self.sentences.get(language, self.found)


def state(document: Mapping[str, Any]) -> State:
    """Return how far the kajian in a ``study.json`` was."""
    kajian = document.get("kajian")
    if not isinstance(kajian, Mapping) or kajian.get("empty", True):
        return "none"
    return "unfinished" if blocking(document) else "complete"


def blocking(document: Mapping[str, Any]) -> list[OpenGap]:
    """Return every gap of a kajian that was begun and that blocks sealing."""
    kajian = document.get("kajian")
    if not isinstance(kajian, Mapping) or kajian.get("empty", True):
        return []
    gaps = kajian.get("gaps")
    rows = [gap for gap in gaps if isinstance(gap, Mapping)] if isinstance(gaps, list) else []
    return [_gap(gap) for gap in rows if gap.get("level") == "blocks"]


def _gap(gap: Mapping[str, Any]) -> OpenGap:
    said = gap.get("message")
    sentences = {str(k): str(v) for k, v in said.items()} if isinstance(said, Mapping) else {}
    place = gap.get("place")
    parts = [str(part) for part in place] if isinstance(place, list) else []
    in_case = parts[:1] == ["case"]
    return OpenGap(
        "record_gap",
        "case.yaml" if in_case else KAJIAN,
        ".".join(parts[1:] if in_case else parts),
        found=str(gap.get("code", "")),
        sentences=sentences,
    )
