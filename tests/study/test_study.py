"""The whole way: a case folder becomes a study, and the evidence is as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from workbench.case import CaseFolder, load
from workbench.resources import NOTEBOOKS
from workbench.study import inputs
from workbench.study.parameters import Parameters
from workbench.study.run import run

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> CaseFolder:
    """Two photographs, a text with another extension, and a name that is markup."""
    from PIL import Image
    from skimage import data

    root = tmp_path_factory.mktemp("cases") / "012-LP"
    evidence = root / "evidence"
    evidence.mkdir(parents=True)
    Image.fromarray(data.astronaut()).save(evidence / "a.jpg")
    Image.fromarray(data.astronaut()[:, ::-1]).save(evidence / "b.jpg")
    (evidence / "c.jpg").write_text("bukan foto")
    (evidence / "<img src=x onerror=alert(1)>.txt").write_text("x")
    (root / "case.yaml").write_text('title: "<script>alert(1)</script>"\nnumber: "=1+1"\n')
    return load(root)


@pytest.fixture(scope="module")
def study(case: CaseFolder) -> Path:
    return run(case)


def test_every_part_is_there(study: Path) -> None:
    names = {path.name for path in study.iterdir()}
    assert {f"{name}.ipynb" for name in NOTEBOOKS} | {"study.json", "run.json", "tables"} <= names
    assert not any(name.startswith(".") for name in names)
    document = json.loads((study / "study.json").read_text())
    assert len(document["exhibits"]) == 4
    assert (study / "tables" / "exhibits.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_executed_notebooks_are_whole_static_and_without_machine_paths(
    study: Path, case: CaseFolder
) -> None:
    for name in NOTEBOOKS:
        text = (study / f"{name}.ipynb").read_text()
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        for told in (str(case.path), str(case.path.parent), sys.prefix):
            assert told not in text
        assert "widgets" not in notebook.metadata
        html = "".join(
            output["data"].get("text/html", "")
            for cell in notebook.cells
            if cell.cell_type == "code"
            for output in cell.outputs
        )
        assert "<script" not in html
        assert "<img src=x" not in html
        assert not any(output.output_type in {"error", "stream"} for cell in notebook.cells
                       if cell.cell_type == "code" for output in cell.outputs)  # fmt: skip


def test_the_same_case_gives_the_same_bytes_in_another_language_of_the_machine(
    study: Path, case: CaseFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("LC_ALL", "C")
    again = run(case, Parameters(language="en", output=str(tmp_path / "o")))
    assert (again / "study.json").read_bytes() == (study / "study.json").read_bytes()
    assert "Exhibits" in (again / "1_evidence.ipynb").read_text()


def test_evidence_is_untouched_and_a_read_only_case_can_be_studied(
    case: CaseFolder, tmp_path: Path
) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mode) for p in case.evidence.iterdir()}
    seen = inputs.look(case)
    case.path.chmod(0o555)
    try:
        run(case, Parameters(output=str(tmp_path / "out")))
    finally:
        case.path.chmod(0o755)
    assert inputs.look(case) == seen
    assert {p: (p.read_bytes(), p.stat().st_mode) for p in case.evidence.iterdir()} == before


def test_the_command_prints_one_document(case: CaseFolder) -> None:
    command = [sys.executable, "-m", "workbench", "study", str(case.path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert Path(told["study"]).is_dir()
    assert [row["notebook"] for row in told["notebooks"]] == list(NOTEBOOKS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-p", "langauge=en"], "language"),
        (["-p", "x=1;import os"], "Unknown parameter"),
        (["--language", "fr"], "id | en"),
    ],
)
def test_a_bad_parameter_ends_with_code_2_before_anything_is_written(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "evidence").mkdir()
    command = [sys.executable, "-m", "workbench", "study", str(tmp_path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["evidence"]


def test_every_mistake_of_every_file_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    case = tmp_path / "case"
    (case / "evidence").mkdir(parents=True)
    (case / "case.yaml").write_text("regime: kabupaten\nzone: WIX\nparties: 3\n")
    (case / "exhibits.yaml").write_text("exhibits:\n  - id: B-01\n    file: tidak-ada.jpg\n")
    (case / "kajian.yaml").write_text('format: "99"\n')
    command = [sys.executable, "-m", "workbench", "study", str(case)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    for said in ("regime", "zone", "parties", "tidak-ada.jpg", "kajian.yaml", "99"):
        assert said in done.stderr
    names = sorted(path.name for path in case.iterdir())
    assert names == ["case.yaml", "evidence", "exhibits.yaml", "kajian.yaml"]


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_what_is_no_case_is_named_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "empty":
        path.mkdir()
    if kind == "file":
        path.write_text("x")
    command = [sys.executable, "-m", "workbench", "study", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not path.is_dir() or not list(path.iterdir())
