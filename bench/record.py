"""Records: sealing and checking against bagit-python, which checks less, on the same bytes."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import rfc8785

from bench.harness import Row, Timing, side_by_side, timed
from workbench.case import load
from workbench.evidence.inventory import take
from workbench.record.seal import Sealed, seal
from workbench.record.verify import examine

EXHIBITS, EACH = 40, 5_000_000


def rows() -> Iterator[Row]:
    """Yield sealing and checking of one case of the usual largest size."""
    logging.getLogger("bagit").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        case = _case(Path(folder) / "case")
        study = _study(case)
        data = f"{EXHIBITS} exhibits, {EXHIBITS * EACH // 10**6} MB"
        sealed = seal(study, Path(folder) / "kept", with_evidence=True)
        yield side_by_side(
            f"seal with copies, checked and flushed before it is published: {data}",
            lambda: _sealed(study, Path(folder) / "records"),
            lambda: _bagged(case, study, Path(folder) / "bag"),
            against="copy + bagit.make_bag + validate (nothing flushed to the disk)",
            runs=3,
        )
        yield side_by_side(
            f"verify: {data}",
            lambda: examine(sealed.path),
            lambda: bagit.Bag(str(sealed.path)).validate(),
            against="bagit.Bag.validate",
            runs=3,
        )
        small = _sealed(study, Path(folder) / "small", copies=False)
        timing: Timing = timed(lambda: examine(small.path), 20)
        yield Row(
            "verify 1,000 records without copies",
            timing.best * 1000,
            60.0,
            "limit promised",
            detail=f"1,000 × the best of n=20, median {timing.median:.4f}",
            holds=timing.best * 1000 < 60,
        )


def _sealed(study: Path, records: Path, *, copies: bool = True) -> Sealed:
    if records.exists():
        os.system(f"chmod -R u+w '{records}'")
        shutil.rmtree(records)
    return seal(study, records, with_evidence=copies)


def _bagged(case: Path, study: Path, bag: Path) -> None:
    shutil.rmtree(bag, ignore_errors=True)
    shutil.copytree(study, bag)
    shutil.copytree(case / "evidence", bag / "evidence")
    bagit.make_bag(str(bag), checksums=["sha256", "sha512"]).validate()


def _case(folder: Path) -> Path:
    (folder / "evidence").mkdir(parents=True)
    for number in range(EXHIBITS):
        (folder / "evidence" / f"{number}.bin").write_bytes(os.urandom(EACH))
    return folder


def _study(case: Path) -> Path:
    """Write a finished study without running one: only its shape matters here."""
    listed = [row.as_json() | {"claim": None} for row in take(load(case))]
    raw = rfc8785.dumps({"format": "1", "case": {}, "exhibits": listed}) + b"\n"
    digest = hashlib.sha256(raw).hexdigest()
    study = case / "studies" / f"20261121T101500Z_{digest[:8]}"
    study.mkdir(parents=True)
    (study / "study.json").write_bytes(raw)
    (study / "run.json").write_text(json.dumps({"study_sha256": digest}))
    (study / "report.html").write_text("<!doctype html>")
    cell = {"cell_type": "code", "execution_count": 1, "source": "1", "outputs": []}
    for name in ("1_evidence", "2_kajian", "3_report"):
        (study / f"{name}.ipynb").write_text(json.dumps({"cells": [cell]}))
    return study
