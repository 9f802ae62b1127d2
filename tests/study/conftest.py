"""A small case, and notebooks made for one question each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from workbench.case import CaseFolder, load


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    """A case with two exhibits that nothing has to decode."""
    root = tmp_path / "012-LP"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "a.txt").write_text("satu")
    (root / "evidence" / "b.txt").write_text("dua")
    return load(root)


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook whose cells are the given sources; the first sets the parameters."""

    def make(*sources: str, name: str = "trial") -> Path:
        parameters = nbformat.v4.new_code_cell('case = "."\nlanguage = "id"\ninteractive = True')
        parameters.metadata["tags"] = ["parameters"]
        cells = [parameters]
        for source in sources:
            cell = nbformat.v4.new_code_cell(source)
            cell.metadata["tags"] = ["step-case"]
            cells.append(cell)
        made = nbformat.v4.new_notebook(cells=cells)
        made.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(made, path)
        return path

    return make


@pytest.fixture(autouse=True, scope="session")
def one_fork_server() -> None:
    """Let the runs of a test session share what is loaded, as the cases of a batch do."""
    from workbench.study.kernels import forkserver

    forkserver.keep()
