"""Dossiers for tests, from plain values; everything in them is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.case import CaseFolder
from workbench.case.schema import CaseFile, ExhibitClaim, Statement
from workbench.checks.observation import Observation
from workbench.duplicates.pair import Duplicates, Group, Pair
from workbench.evidence.exhibit import Exhibit
from workbench.kajian import Dossier, Gap, Kajian, completeness
from workbench.kajian.shapes import KajianFile

NORM = "SKB-2022/C4"
Json = dict[str, Any]


def dossier(
    *,
    case: Json | None = None,
    answers: Json | None = None,
    claims: tuple[Json, ...] = (),
    statements: tuple[Json, ...] = (),
    copies: tuple[tuple[str, ...], ...] = (),
    pairs: tuple[Pair, ...] = (),
    observations: tuple[Observation, ...] = (),
) -> Dossier:
    """Return a dossier; exhibits are those that the claims name."""
    base: Json = {
        "regime": "pilkada",
        "route": "laporan",
        "parties": [
            {"id": "P-1", "role": "pelapor"},
            {"id": "T-1", "role": "terlapor", "subject": "asn_pns"},
        ],
        "dates": {"event": "27 September 2024"},
        "norms": [NORM],
    }
    folder = CaseFolder(
        Path("/nonexistent"),
        CaseFile.model_validate(base | (case or {})),
        tuple(ExhibitClaim.model_validate({"file": one["id"], **one}) for one in claims),
        tuple(Statement.model_validate(one) for one in statements),
    )
    exhibits = tuple(Exhibit(one["id"], one["id"], 1, "a" * 64) for one in claims)
    groups = tuple(Group("near", members) for members in copies)
    kajian = Kajian(folder, KajianFile.model_validate(answers or {}))
    return Dossier(kajian, exhibits, observations, Duplicates(groups, pairs))


def met(supports: Json, **more: str) -> Json:
    """Return the answer of an element that is said to be met."""
    return {
        "status": "terpenuhi",
        "supports": supports,
        "reason": "r",
        "alternative": "a",
        **more,
    }


def codes(found: Dossier, step: str = "") -> set[str]:
    """Return the codes of all gaps, or of one step's."""
    return {gap.code for gap in completeness(found) if step in ("", gap.step)}


def gap(found: Dossier, code: str) -> Gap:
    """Return the one gap with this code."""
    (one,) = [gap for gap in completeness(found) if gap.code == code]
    return one
