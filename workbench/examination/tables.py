"""What a study found, as pandas tables; each function's docstring names its columns.

A table has a fixed set of columns also when it has no rows. Texts from a case
folder stand in it unchanged: :func:`cell` makes one safe for a spreadsheet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.duplicates.relations.families import ranked
from workbench.evidence.exhibit import COLUMNS as EXHIBITS
from workbench.text import Language
from workbench.text.visible import visible

if TYPE_CHECKING:
    import pandas as pd

    from workbench.examination.examine import Examination

# What a spreadsheet takes for the start of a formula, also behind a byte order mark,
# spaces or as a full-width sign.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

CAPTURED = (
    "exhibit", "path", "at", "zone", "source", "make", "model", "software",
    "latitude", "longitude", "orientation",
    "precision_m", "near", "near_km", "near_direction", "zone_by_place",
)  # fmt: skip
FACTS = ("exhibit", "path", "source", "name", "value", "typed", "kind", "locator")
TIMELINE = ("start", "end", "kind", "exhibit", "source", "stated", "reliability")
PAIRS = ("a", "b", "kind", "method", "distance", "score", "transform")
OBSERVATIONS = ("code", "severity", "exhibits", "title", "message", "meaning", "limits", "next")


def exhibits(examination: Examination) -> pd.DataFrame:
    """Return one row per entry of ``evidence/``: ``id``, ``path`` below it, ``size`` in bytes.

    Also ``media_type`` by content, ``extension_matches``, ``status`` (``ok``,
    ``unreadable``, ``refused``), ``reason`` (its code) and ``sha256``.
    """
    return _frame(EXHIBITS, (exhibit.as_json() for exhibit in examination.exhibits))


def captured(examination: Examination) -> pd.DataFrame:
    """Return one row per exhibit that says when, where or with what it was made.

    ``at`` is ISO 8601 as far as known, ``latitude`` and ``longitude`` decimal
    degrees (WGS 84), ``orientation`` EXIF's 1–8; the rest is derived from the position
    (see :class:`workbench.metadata.fact.Captured`).
    """
    return _frame(CAPTURED, (row.as_json() for row in examination.captured))


def facts(examination: Examination) -> pd.DataFrame:
    """Return one row per fact: ``exhibit``, ``path``, ``source``, ``name``, ``value``.

    Also ``typed`` (ISO 8601, decimal degrees or plain digits), ``kind`` of that and
    ``locator`` inside the file.
    """
    return _frame(FACTS, (fact.as_json() for fact in examination.facts))


def timeline(examination: Examination) -> pd.DataFrame:
    """Return one row per time: ``start`` and ``end`` in UTC, ``kind``, ``exhibit``, ``source``.

    Also ``stated`` (as the source has it) and ``reliability``, 1 (strong) to 5 (weak).
    """
    return _frame(TIMELINE, (entry.as_json() for entry in examination.timeline))


def pairs(examination: Examination) -> pd.DataFrame:
    """Return one row per measured pair: ``a``, ``b``, ``kind``, ``method``, ``distance``.

    Also ``score`` (0–1, within one method) and ``transform``. The most telling come first:
    each exhibit against the one that it hangs on.
    """
    return _frame(PAIRS, (pair.as_json() for pair in ranked(examination.duplicates)))


def observations(examination: Examination, language: Language) -> pd.DataFrame:
    """Return one row per observation: ``code``, ``severity``, ``exhibits`` (ids).

    Also ``title``, ``message``, ``meaning``, ``limits`` and ``next`` in `language`.
    """
    rows = (
        {
            "code": found.code,
            "severity": found.severity,
            "exhibits": list(found.exhibits),
            "title": found.title(language),
            "message": found.message(language),
            "meaning": found.meaning(language),
            "limits": found.limits(language),
            "next": found.next_step(language),
        }
        for found in examination.observations
    )
    return _frame(OBSERVATIONS, rows)


def files(folder: Path) -> pd.DataFrame:
    """Return one row per file below `folder`: ``path``, ``size`` in bytes, ``sha256``."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = (
        {
            "path": path.relative_to(folder).as_posix(),
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in found
        if not path.name.startswith(".")
    )
    return _frame(("path", "size", "sha256"), rows)


def cell(value: Any) -> Any:
    """Return one value as it may stand in a spreadsheet: no formula, nothing hidden."""
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if not isinstance(value, str):
        return value
    text = visible(value, lines=True)
    return f"'{text}" if text.lstrip(" \ufeff\u00a0").startswith(_FORMULA) else text


def _frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    # dtype object keeps identifiers text and whole numbers whole where some are missing.
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
