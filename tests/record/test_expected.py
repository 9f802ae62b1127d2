"""Seal values kept outside: the only defence against a record replaced with all its lists."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.record.conftest import make_case, make_study
from workbench.errors import RecordError
from workbench.record.expected import expected
from workbench.record.seal import Sealed, seal
from workbench.record.verify import examine

OTHER = "ab" * 32


def faults(record: Path, *values: str, file: Path | None = None) -> list[str]:
    verdict = examine(record, seals=expected(values, file))
    return [fault.code for check in verdict.checks for fault in check.faults]


def test_a_noted_value_is_compared_however_it_was_written(sealed: Sealed, tmp_path: Path) -> None:
    record, value = sealed.path, sealed.seal
    spaced = " ".join(value[i : i + 8] for i in range(0, 64, 8)).upper()
    assert faults(record, value) == faults(record, spaced) == faults(record, OTHER, value) == []
    assert faults(record, OTHER) == ["seal_other"]
    notes = tmp_path / "segel.txt"
    notes.write_text(f"# Berita acara\n{OTHER}  lain\n\n{value.upper()} *{record.name}\n")
    assert faults(record, file=notes) == []
    notes.write_text(f"{OTHER}  {record.name}\n{value}\n")
    assert faults(record, file=notes) == ["seal_other"], "a name's own value counts, not any"
    notes.write_text(f"{OTHER}  lain\n")
    assert faults(record, file=notes) == ["seal_not_noted"]


def test_a_record_made_anew_with_every_list_is_found_by_it_alone(
    sealed: Sealed, tmp_path: Path
) -> None:
    other = seal(make_study(make_case(tmp_path / "b", **{"baru.txt": b"x"})), with_evidence=True)
    moved = tmp_path / sealed.path.name
    shutil.copytree(other.path, moved)
    assert examine(moved).ok
    assert faults(moved, sealed.seal) == ["seal_other"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("zz" * 32, "seal_no_line"), (f"{OTHER[:-1]}  a", "seal_no_line"),
     (f"{OTHER} a\n{'cd' * 32} a", "seal_no_line"), ("\xff", "seal_no_file")],
)  # fmt: skip
def test_a_list_that_cannot_be_meant_is_refused(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(text.encode("latin-1"))
    with pytest.raises(RecordError) as told:
        expected((), tmp_path / "s")
    assert told.value.code == code
    for value in ("", "00", OTHER + "0", "g" * 64):
        with pytest.raises(RecordError):
            expected((value,))


def test_a_form_of_tomorrow_and_a_foreign_bag_are_named(
    sealed: Sealed, open_record: Callable[[], Path], tmp_path: Path
) -> None:
    record = open_record()
    information = record / "bag-info.txt"
    information.write_text(information.read_text().replace("Format: 1", "Format: 2"))
    assert "other_format" in faults(record)
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "manifest-sha256.txt").write_text("")
    assert faults(bag) == ["foreign_bag"]
    (tmp_path / "leer").mkdir()
    with pytest.raises(RecordError) as told:
        examine(tmp_path / "leer")
    assert told.value.code == "record_not_a_bag"
