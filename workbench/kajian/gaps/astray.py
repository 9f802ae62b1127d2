"""Gaps of marked places: those that lead nowhere, say nothing, or serve nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap, Level
from workbench.kajian.whereabouts import wrong


def mark_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield marks that lead nowhere or into other bytes, have no name, or are cited nowhere."""
    cited = {key for _, keys in dossier.citations() for key in keys}
    for key, mark in dossier.answers.marks.items():
        place = ("marks", key)
        fields = {"mark": key, "exhibit": mark.exhibit}
        found = wrong(dossier, mark)
        if found is not None and found[0] == "changed":
            # The place may still be the same: a reason why is enough.
            reason = {"reason": found[1]}
            yield Gap("explain", "mark_changed", "exhibits", place, fields, words=reason)
        elif found is not None:
            level: Level = "blocks" if key in cited else "explain"
            reason = {"reason": found[1]}
            yield Gap(level, "mark_astray", "exhibits", place, fields, words=reason)
        if not mark.label.strip():
            yield Gap("explain", "mark_unnamed", "exhibits", (*place, "label"), fields)
        if key not in cited:
            yield Gap("advice", "mark_uncited", "exhibits", place, fields)
