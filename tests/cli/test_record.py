"""seal, verify and compare as people and scripts meet them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.conftest import make_case, make_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_study(make_case(tmp_path_factory.mktemp("cases") / "perkara"))


@pytest.fixture(scope="module")
def record(study: Path) -> Path:
    done = workbench("seal", study, "--with-evidence", "--json")
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["record"])


def workbench(
    *arguments: object, language: str = "en", **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WORKBENCH_LANGUAGE": language, "COLUMNS": "120", **variables},
    )


def test_sealing_tells_where_the_record_is_and_what_to_note(study: Path, tmp_path: Path) -> None:
    done = workbench("seal", study, "--output", tmp_path, language="id")
    assert done.returncode == 0
    assert f"Arsip: {tmp_path}" in done.stdout
    assert "Nilai segel" in done.stdout
    again = workbench("seal", study, "--output", tmp_path)
    assert again.returncode == 2
    assert "not overwritten" in again.stderr
    assert "Traceback" not in again.stderr


def test_verify_prints_one_document_of_the_agreed_shape(record: Path) -> None:
    done = workbench("verify", record, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["record"]) == (0, True, str(record))
    assert all({"name", "ok", "detail"} <= set(check) for check in found["checks"])
    both = workbench("verify", record, record, "--json")
    assert [each["ok"] for each in json.loads(both.stdout)] == [True, True]


def test_one_stray_hides_no_verdict(record: Path, tmp_path: Path) -> None:
    stray = tmp_path / "catatan.txt"
    stray.write_text("x")
    done = workbench("verify", record, stray, tmp_path / "nix", record)
    assert done.returncode == 1
    assert done.stdout.count("everything agrees") == 2
    assert str(stray) in done.stdout.replace("\n", "")
    assert "2 of 4 records agree; 0 do not; 2 are no records" in done.stdout
    rows = json.loads(workbench("verify", record, stray, "--json").stdout)
    assert [row["ok"] for row in rows] == [True, False]
    assert rows[1]["error"]["code"] == "record_not_a_folder"
    assert workbench("verify", stray).returncode == 2


def test_a_noted_seal_is_compared(record: Path) -> None:
    value = json.loads(workbench("verify", record, "--json").stdout)["seal"]
    assert workbench("verify", record, "--seal", value).returncode == 0
    other = workbench("verify", record, "--seal", "0" * 64)
    assert other.returncode == 1
    assert "seal value" in other.stdout


def test_signing_is_told_and_shown(record: Path, tmp_path: Path) -> None:
    shutil.copytree(record, tmp_path / "r")
    key = tmp_path / "kunci"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    assert "belum ditandatangani" in workbench("verify", tmp_path / "r", language="id").stdout
    done = workbench("sign", tmp_path / "r", "--key", key, "--as", "chair", language="id")
    assert done.returncode == 0, done.stderr
    assert "Ditandatangani sebagai ketua" in done.stdout
    shown = workbench("verify", tmp_path / "r", "--json")
    [one] = json.loads(shown.stdout)["signatures"]
    assert (one["role"], one["state"]) == ("chair", "good")
    again = workbench("sign", tmp_path / "r", "--key", key, "--as", "chair", "--json")
    assert (again.returncode, "Traceback" in again.stderr) == (2, False)


def test_verify_ends_with_one_and_names_the_file(record: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    subprocess.run(["cp", "-r", record, forged], check=True)
    subprocess.run(["chmod", "-R", "u+w", forged], check=True)
    (forged / "data" / "study" / "report.html").write_text("other")
    done = workbench("verify", record, forged)
    assert done.returncode == 1
    assert "data/study/report.html" in done.stdout
    shown = workbench("verify", forged, "--json", language="id")
    found = json.loads(shown.stdout)
    assert not found["ok"]
    assert any("Berubah: data/study/report.html" in check["detail"] for check in found["checks"])


def test_verify_of_nothing_is_an_error(tmp_path: Path) -> None:
    done = workbench("verify", tmp_path / "nowhere", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not found" in done.stderr


def test_compare_prints_one_document_of_the_agreed_shape(study: Path, record: Path) -> None:
    done = workbench("compare", study, record, "--json")
    same = {"same": True, "changes": [], "subjects": []}
    assert (done.returncode, json.loads(done.stdout)) == (0, same)
    other = make_study(study.parents[1], "20261122T000000Z", facts=[{"exhibit": "B-01"}])
    done = workbench("compare", study, other, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["same"]) == (1, False)
    assert {"where", "before", "after"} <= set(found["changes"][0])
    assert [one["id"] for one in found["subjects"]] == ["B-01"]
    table = workbench("compare", study, other)
    assert table.returncode == 1
    assert "Exhibit B-01: changed" in table.stdout
    assert "Nothing rests on it." in table.stdout


def test_sealing_keeps_an_index_current_and_makes_none(study: Path, tmp_path: Path) -> None:
    case, index = study.parents[1], tmp_path / "index"
    place = {"WORKBENCH_INDEX": str(index)}
    done = workbench("seal", study, "--output", tmp_path / "first", **place)
    assert (done.returncode, index.exists()) == (0, False)
    other = make_case(tmp_path / "other")
    assert workbench("index", "add", other, **place).returncode == 0
    done = workbench("seal", study, "--output", tmp_path / "second", **place)
    assert (done.returncode, done.stderr) == (0, "")
    listed = json.loads(workbench("index", "list", "--json", **place).stdout)
    assert {row["folder"] for row in listed["cases"]} == {str(case), str(other)}


def test_an_index_that_cannot_be_written_does_not_undo_a_record(
    study: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    index.mkdir()
    (index / "index.sqlite").write_text("not a database")
    done = workbench("seal", study, "--output", tmp_path / "out", WORKBENCH_INDEX=str(index))
    assert done.returncode == 0
    assert "workbench index add" in done.stderr
    assert "Traceback" not in done.stderr
