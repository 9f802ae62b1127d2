"""What a reviewer sees of the facts on the command line, and what programs read from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.metadata.test_on_demand import canon
from workbench.cli import app

CANON = canon()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    (evidence / "IMG-20240930-WA0001.jpg").write_bytes(b"\xff\xd8\xff\xd9")
    (evidence / "catatan.txt").write_text("catatan rekaan", "utf-8")
    return tmp_path / "perkara"


def document(*arguments: Any) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["metadata", *map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_document_has_the_agreed_shape(case: Path) -> None:
    found = document(case)
    assert set(found) == {"case", "facts", "captured", "timeline", "observations"}
    assert {"exhibit", "path", "source", "name", "value"} <= set(found["facts"][0])
    assert len(found["captured"]) == 2
    assert {"code", "severity", "exhibits", "message"} <= set(found["observations"][0])


def test_filters_leave_what_was_asked_for(case: Path) -> None:
    assert {row["exhibit"] for row in document(case, "--exhibit", "B-02")["captured"]} == {"B-02"}
    assert {row["source"] for row in document(case, "--source", "filename")["facts"]} == {
        "filename"
    }
    codes = {row["code"] for row in document(case, "--code", "EDIT-002")["observations"]}
    assert codes == {"EDIT-002"}


def test_tables_for_people_name_the_exhibits(case: Path) -> None:
    result = CliRunner().invoke(app, ["metadata", str(case), "--facts"])
    assert result.exit_code == 0
    assert "EDIT-002" in result.stdout


def test_checks_are_listed_in_three_forms() -> None:
    for option in ([], ["--json"], ["--markdown", "--language", "id"]):
        result = CliRunner().invoke(app, ["checks", *option])
        assert result.exit_code == 0
        assert "TIME-001" in result.stdout


def test_loose_files_are_read_without_a_case(case: Path) -> None:
    files = sorted((case / "evidence").iterdir())
    found = document(*files)
    assert [row["id"] for row in found["exhibits"]] == ["F-1", "F-2"]
    assert found["exhibits"][0]["modified"].endswith("+00:00")
    assert any(row["name"] == "SentAt" for row in found["facts"])
    result = CliRunner().invoke(app, ["metadata", *map(str, files)])
    assert result.exit_code == 0
    assert "F-2" in result.stdout


def test_two_exhibits_side_by_side(case: Path) -> None:
    other = case / "evidence" / "IMG-20241001-WA0002.jpg"
    other.write_bytes((case / "evidence" / "IMG-20240930-WA0001.jpg").read_bytes())
    found = document(case, "--compare", "B-02", "B-03")
    assert {row["name"] for row in found["differences"]} == {"SentAt", "Sequence"}
    wrong = CliRunner().invoke(app, ["metadata", str(case), "--compare", "B-02", "B-99"])
    assert wrong.exit_code == 2
    assert "B-99" in wrong.output


def test_two_loose_files_side_by_side(case: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain" / "IMG-20241001-WA0002.jpg"
    other.parent.mkdir()
    first = case / "evidence" / "IMG-20240930-WA0001.jpg"
    other.write_bytes(first.read_bytes())
    found = document(first, other, "--compare", "F-1", "F-2")
    assert {row["name"] for row in found["differences"]} == {"SentAt", "Sequence"}
    both = document(first, case / "evidence" / "catatan.txt", other)
    assert [row["id"] for row in both["exhibits"]] == ["F-1", "F-2", "F-3"]
    assert {row["exhibit"] for row in both["facts"] if row["name"] == "SentAt"} == {"F-1", "F-3"}


def test_maker_notes_come_on_demand_and_only_then(case: Path) -> None:
    (case / "evidence" / "IMG_0001.jpg").write_bytes(CANON)
    assert "makernote" not in {row["source"] for row in document(case)["facts"]}
    asked = document(case, "--maker-notes", "--source", "makernote")["facts"]
    assert [(row["name"], row["value"]) for row in asked] == [("SerialNumber", "123456789")]


def test_file_times_never_reach_the_document_of_a_case(case: Path) -> None:
    sources = {row["source"] for row in document(case)["facts"]}
    assert "filesystem" not in sources
