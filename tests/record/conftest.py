"""Small finished studies over awkward evidence, made without a kernel."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from workbench.case import load
from workbench.evidence.inventory import take
from workbench.record.seal import Sealed, seal
from workbench.text.visible import storable

STUDY = "20261121T101500Z"


def make_case(folder: Path, **files: bytes) -> Path:
    """Make an invented case with ordinary, awkward and unreadable exhibits."""
    evidence = folder / "evidence"
    (evidence / "chat").mkdir(parents=True)
    (folder / "case.yaml").write_text('number: "012/LP/PB/Kab/06.10/IX/2024"\ninvented: ya\n')
    (evidence / "foto 1.JPG").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40)
    (evidence / "chat" / "baris\nbaru; 'kutip'.txt").write_text("27/09/24 16.12 - Warga: hadir\n")
    (evidence / "kosong.bin").write_bytes(b"")
    if os.name == "posix":
        Path(os.fsdecode(os.fsencode(evidence) + b"/\xffaneh.dat")).write_bytes(b"x" * 10)
        (evidence / "tautan").symlink_to("/etc/passwd")
        os.mkfifo(evidence / "pipa")
    for name, data in files.items():
        (evidence / name).write_bytes(data)
    return folder


def make_study(case: Path, name: str = STUDY, **changed: Any) -> Path:
    """Write the files of a finished study of `case`."""
    rows = [row.as_json() | {"claim": None} for row in take(load(case))]
    rows = [row | {"path": storable(row["path"])} for row in rows]
    number = load(case).case.number
    document = {"format": "1", "case": {"number": number}, "exhibits": rows, "facts": [], **changed}
    raw = rfc8785.dumps(document) + b"\n"
    digest = hashlib.sha256(raw).hexdigest()
    study = case / "studies" / f"{name}_{digest[:8]}"
    (study / "tables").mkdir(parents=True)
    (study / "study.json").write_bytes(raw)
    (study / "run.json").write_text(json.dumps({"format": "1", "study_sha256": digest}))
    (study / "report.html").write_text("<!doctype html><title>invented</title>")
    (study / "tables" / "facts.csv").write_text("exhibit,name\n")
    for number, notebook in enumerate(("1_evidence", "2_kajian", "3_report"), 1):
        cell = {"cell_type": "code", "execution_count": number, "source": "1", "outputs": []}
        content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (study / f"{notebook}.ipynb").write_text(json.dumps(content))
    return study


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "012-LP-PB-Kab-06.10-IX-2024")


@pytest.fixture
def study(case: Path) -> Path:
    return make_study(case)


@pytest.fixture
def sealed(study: Path) -> Sealed:
    return seal(study, with_evidence=True)


@pytest.fixture
def open_record(sealed: Sealed) -> Callable[[], Path]:
    """Make the record writable, as somebody who tampers with it would."""

    def unlock() -> Path:
        for folder, _, files in os.walk(sealed.path):
            Path(folder).chmod(0o755)
            for name in files:
                (Path(folder) / name).chmod(0o644)
        return sealed.path

    return unlock
