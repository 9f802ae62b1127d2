"""Compression: a JPEG's tables and coding against the camera that the file names.

Nothing is looked up: how cameras and programs compress was counted once on public files
and stands in ``encoders.toml``, with how many files each row rests on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit


@dataclass(frozen=True)
class Camera:
    """How one maker's cameras compress.

    Attributes
    ----------
    files, models
        How many files of how many models were counted.
    standard
        How many of these files have the standard's tables, as most programs write them.
    """

    maker: str
    files: int
    models: int
    standard: int
    sure: str


@dataclass(frozen=True)
class Program:
    """A program, and the digests of the tables that only it was seen to write."""

    name: str
    collections: int
    tables: frozenset[str]
    sure: str


@cache
def cameras() -> dict[str, Camera]:
    """Return the counted makers that write tables of their own, by their first word."""
    return {row["maker"]: Camera(**row) for row in _table()["camera"]}


@cache
def programs() -> dict[str, Program]:
    """Return programs by the digest of their tables."""
    found = {}
    for row in _table()["program"]:
        program = Program(**{**row, "tables": frozenset(row["tables"])})
        found.update(dict.fromkeys(program.tables, program))
    return found


@check("EDIT-013", "attention", "info")
def tables_of_another(context: CheckContext) -> Iterator[Observation]:
    """Find photos whose quantisation tables are not those of the camera that they name."""
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        camera = cameras().get((row.make.split() or [""])[0].lower())
        program = programs().get(_value(context, exhibit, "QuantisationTables"))
        quality = _value(context, exhibit, "StandardQuality")
        if program is not None and row.make:
            encoder, seen = program.name, 0
            total = sum(one.files for one in cameras().values())
        elif camera is not None and quality:
            encoder, seen, total = f"libjpeg ({quality})", camera.standard, camera.files
        else:
            continue
        fields = {
            "exhibit": exhibit.id,
            "camera": f"{row.make} {row.model}".strip(),
            "encoder": encoder,
            "seen": str(seen),
            "total": f"{total}",
        }
        severity = context.if_claimed_original(exhibit)
        yield Observation("EDIT-013", severity, (exhibit.id,), fields)


@check("EDIT-014", "attention", "info")
def compressed_again(context: CheckContext) -> Iterator[Observation]:
    """Find photos that name a camera and are coded as no camera codes."""
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        signs = sorted(_signs(context, exhibit))
        if row.make and row.model and signs:
            fields = {
                "exhibit": exhibit.id,
                "camera": f"{row.make} {row.model}",
                "signs": "; ".join(signs),
            }
            severity = context.if_claimed_original(exhibit)
            yield Observation("EDIT-014", severity, (exhibit.id,), fields)


CHECKS = (tables_of_another, compressed_again)


def _signs(context: CheckContext, exhibit: Exhibit) -> Iterator[str]:
    """Yield what programs write and none of the counted cameras did."""
    coding = _value(context, exhibit, "Coding")
    if coding and coding != "baseline":
        yield f"Coding: {coding}"
    if _value(context, exhibit, "AdobeMarker"):
        yield "APP14: Adobe"


def _value(context: CheckContext, exhibit: Exhibit, name: str) -> str:
    fact = context.first(exhibit, "picture", name)
    return fact.value if fact is not None else ""


@cache
def _table() -> dict[str, list[dict[str, Any]]]:
    text = (files("workbench.checks.families") / "encoders.toml").read_text("utf-8")
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(text)
    return table
