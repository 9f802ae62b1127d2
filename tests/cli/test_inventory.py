"""The inventory on the command line: what a reviewer reads, and what a program reads."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.cli import app


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "surat.txt").write_text("isi")
    return tmp_path


def test_json_is_one_document_with_the_settled_keys(case: Path) -> None:
    (case / "evidence" / "palsu.jpg").write_text("teks")
    code, out, err = run("inventory", str(case), "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["case"] == case.name
    assert set(document["exhibits"][0]) >= {
        "id", "path", "size", "sha256", "media_type", "extension_matches", "status", "reason",
    }  # fmt: skip
    assert [e["extension_matches"] for e in document["exhibits"]] == [False, True]


@pytest.mark.skipif(os.name == "nt", reason="POSIX names")
def test_hostile_names_reach_neither_the_terminal_nor_break_the_json(case: Path) -> None:
    for name in (b"\x1b[31mmerah.txt", b"\xff.txt", "foto\u202egpj.exe".encode(), b"a\nb.txt"):
        Path(os.fsdecode(os.fsencode(case / "evidence") + b"/" + name)).write_bytes(b"x")
    _, out, _ = run("inventory", str(case), "--json")
    paths = {row["path"] for row in json.loads(out)["exhibits"]}
    assert paths == {
        "\x1b[31mmerah.txt",
        "\udcff.txt",
        "foto\u202egpj.exe",
        "a\nb.txt",
        "surat.txt",
    }
    _, table, _ = run("inventory", str(case))
    assert "\x1b[31m" not in table
    assert "\u202e" not in table
    assert "\\u202e" in table


def test_a_claim_without_its_file_is_listed_and_said(case: Path) -> None:
    (case / "exhibits.yaml").write_text(
        'exhibits:\n  - id: "B-07"\n    file: "hilang.jpg"\n', encoding="utf-8"
    )
    code, out, err = run("inventory", str(case), "--json")
    rows = {row["id"]: row for row in json.loads(out)["exhibits"]}
    assert code == 1
    assert rows["B-07"]["reason"] == "missing"
    assert "hilang.jpg" in err


def test_the_cache_is_shown_and_cleared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from workbench.desk.packs import Packs
    from workbench.examination.cache import Cache

    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path))
    Cache().put("ab" * 32, {"readings": []})
    Packs().put("cd look", {"256.jpg": b"a picture"})
    held = json.loads(run("cache", "--json")[1])
    assert (held["readings"], held["views"]) == (1, 1)
    assert held["views_bytes"] > 9
    cleared = json.loads(run("cache", "--clear", "--json")[1])
    assert (cleared["removed"], cleared["views_removed"]) == (1, 1)
    assert json.loads(run("cache", "--json")[1])["readings"] == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
