"""The content of a record: it says the same about its study and its exhibits in every place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rfc8785

from workbench.evidence.litter import has_name
from workbench.record import bag, exhibits, reasoning
from workbench.record.container import EXHIBIT_LIST, EXHIBIT_SUMS, STUDY
from workbench.record.finished import FORMAT
from workbench.record.loaded import Reading
from workbench.record.verdict import Check, Fault
from workbench.text.visible import storable

DOCUMENT = f"{STUDY}/study.json"
RUN = f"{STUDY}/run.json"
COPIES = f"{bag.PAYLOAD}/{exhibits.COPIES}/"

Rows = list[dict[str, Any]]


def checks(reading: Reading) -> tuple[Check, ...]:
    """Return the checks of the study, of the list of exhibits, and of their copies."""
    document = reading.json(DOCUMENT)
    studied = _rows(document.get("exhibits") if isinstance(document, dict) else None)
    listed = _rows(reading.json(EXHIBIT_LIST))
    return (
        Check("study", int(DOCUMENT in reading.digests), tuple(_study(reading, document))),
        Check("exhibits", len(listed), tuple(_exhibits(reading, studied, listed))),
    )


def _study(reading: Reading, document: Any) -> Iterator[Fault]:
    digest, run = reading.sha256(DOCUMENT), reading.json(RUN)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        yield Fault("study_unreadable", DOCUMENT)
    elif not _is_canonical(document, reading.data(DOCUMENT)):
        yield Fault("not_canonical", DOCUMENT)
    if isinstance(document, dict):
        stated = reading.information.get("Kajian-State")
        if stated != reasoning.state(document):
            yield Fault("kajian_state", f"{bag.INFORMATION}: Kajian-State")
    if not digest or reading.information.get("Study-SHA256") != digest:
        yield Fault("other_study", bag.INFORMATION)
    if not isinstance(run, dict) or run.get("study_sha256") != digest:
        yield Fault("other_study", RUN)


def _exhibits(reading: Reading, studied: Rows, listed: Rows) -> Iterator[Fault]:
    if list(map(_identity, studied)) != list(map(_identity, listed)):
        yield Fault("other_exhibits", EXHIBIT_LIST)
    if any(storable(str(row.get("original"))) != row.get("path") for row in listed):
        yield Fault("other_exhibits", EXHIBIT_LIST)
    if exhibits.sums(listed) != reading.data(EXHIBIT_SUMS):
        yield Fault("other_exhibits", EXHIBIT_SUMS)
    stored = [row for row in listed if row.get("stored") is not None]
    counted = {"Evidence-Listed": len(listed), "Evidence-Stored": len(stored)}
    for label, count in counted.items():
        if reading.information.get(label) != str(count):
            yield Fault("count", f"{bag.INFORMATION}: {label}")
    yield from _copies(reading, listed, stored)


def _copies(reading: Reading, listed: Rows, stored: Rows) -> Iterator[Fault]:
    """All exhibits that could be read are copied, or none; each copy is the one it says."""
    names = [str(row["stored"]) for row in stored]
    for name, row in zip(names, stored, strict=True):
        if name not in reading.payload:
            yield Fault("missing", name)
        elif not name.startswith(COPIES) or reading.sha256(name) != row.get("sha256"):
            yield Fault("changed", name)
    copies = {name for name in reading.payload if name.startswith(COPIES)}
    yield from (Fault("added", name) for name in sorted(copies - set(names)))
    readable = [row for row in listed if row.get("sha256") is not None]
    # What a system wrote by itself may have changed before it was copied; then it is not.
    least = sum(not has_name(str(row.get("original")).rpartition("/")[2]) for row in readable)
    is_whole = not stored or least <= len(stored) <= len(readable)
    if len(set(names)) != len(names) or not is_whole:
        yield Fault("count", EXHIBIT_LIST)


def _identity(row: dict[str, Any]) -> list[Any]:
    return [row.get(name) for name in exhibits.IDENTITY]


def _rows(value: Any) -> Rows:
    whole = isinstance(value, list) and all(isinstance(row, dict) for row in value)
    return value if whole else []


def _is_canonical(document: dict[str, Any], raw: bytes) -> bool:
    try:
        return rfc8785.dumps(document) + b"\n" == raw
    except (ValueError, RecursionError):
        return False
