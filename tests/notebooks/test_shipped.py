"""The shipped notebooks stay thin, clean and complete: what is worth testing is in the library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from workbench import resources
from workbench.study.execute import step_of
from workbench.study.parameters import Parameters
from workbench.text import has

ALL = [resources.notebook(name) for name in resources.NOTEBOOKS]
MOST_CELLS = 12
MOST_LINES = 5


@pytest.fixture(params=ALL, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_a_notebook_is_valid_and_small(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) <= MOST_CELLS
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= MOST_LINES, cell.source


def test_nothing_of_a_run_is_stored(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    subprocess.run([sys.executable, "-m", "nbstripout", str(copy)], check=True)
    assert json.loads(copy.read_text()) == json.loads(path.read_text())


def test_code_is_hidden_in_a_record_and_every_step_has_a_name(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert "remove-input" in cell.metadata.tags
            assert has(f"study.step.{step_of(cell)}")
        else:
            assert cell.metadata.tags == ["lab-only"]


def test_the_first_code_cell_declares_exactly_what_a_run_passes(path: Path) -> None:
    first = next(c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code")
    assert "parameters" in first.metadata.tags
    declared: dict[str, object] = {}
    exec(first.source, {}, declared)
    assert declared.keys() == Parameters().for_notebook("").keys()
    assert declared["interactive"] is True


def test_a_bad_notebook_is_still_rejected_with_the_grammar_left_out() -> None:
    # The launcher leaves rfc3987_syntax out of its own process; validation must not suffer.
    code = (
        "from workbench.study.launch import prepare_process; prepare_process();"
        "import nbformat, sys; nb = nbformat.v4.new_notebook();"
        "nbformat.validate(nb); nb['cells'] = [{'cell_type': 'code', 'source': 3}];\n"
        "try: nbformat.validate(nb)\n"
        "except nbformat.ValidationError: sys.exit(7)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_importing_the_library_leaves_the_process_of_others_alone() -> None:
    code = "import sys, workbench.study.run; sys.exit('rfc3987_syntax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_key_deletes_or_changes_a_step(path: Path) -> None:
    """JupyterLab deletes a chosen cell by D D: nobody loses a form to two letters."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.metadata.deletable is False
            assert ("editable" in cell.metadata) != ("parameters" in cell.metadata.tags)
