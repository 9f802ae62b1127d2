"""Our engine under papermill's own command: what that promises must hold, whoever calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = pytest.mark.kernel
PYTHON3 = {"name": "python3", "display_name": "Python 3", "language": "python"}


def written(folder: Path, *sources: str, **metadata: Any) -> Path:
    """Write a notebook with these cells and this metadata; the first cell takes parameters."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = ["parameters"]
    path = folder / "in.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def papermill(source: Path, *options: str, engine: str = "workbench") -> Any:
    """Run papermill's command on `source`; what it wrote goes to out.ipynb beside it."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "papermill", "--engine", engine, "--no-progress-bar"),
            *(*options, source.name, "out.ipynb"),
        ],
        cwd=source.parent,
        env={**os.environ, "IPYTHONDIR": str(source.parent), "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def results(folder: Path) -> list[str]:
    """Return the last result of each cell of out.ipynb."""
    executed = json.loads((folder / "out.ipynb").read_text("utf-8"))
    return [
        "".join(output["data"]["text/plain"])
        for cell in executed["cells"]
        for output in cell["outputs"]
        if "data" in output
    ]


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": PYTHON3},
        # As editors beside JupyterLab write it
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python", "version": "3.9.1"},
        },
        {"kernelspec": PYTHON3, "language_info": {"name": "python"}},
    ],
    ids=["kernelspec", "language_info", "both"],
)
def test_parameters_reach_a_notebook_wherever_its_language_stands(
    tmp_path: Path, metadata: dict[str, Any]
) -> None:
    # Lost otherwise: a notebook of the office's own, saved by another editor, ends in a traceback.
    source = written(tmp_path, "x = 1", "x + 1", **metadata)
    done = papermill(source, "-p", "x", "5")
    assert done.returncode == 0, done.stderr
    assert results(tmp_path) == ["6"]


@pytest.mark.parametrize(
    "metadata",
    [{}, {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}],
    ids=["without a kernelspec", "for R"],
)
def test_what_papermill_refuses_is_refused_in_the_same_words(
    tmp_path: Path, metadata: dict[str, Any]
) -> None:
    # Lost otherwise: code of another language runs as Python, and its error names the wrong cause.
    source = written(tmp_path, "x <- 1", "cat(x)", **metadata)
    ours, stock = papermill(source), papermill(source, engine="nbclient")
    assert ours.returncode == stock.returncode == 1
    last = [done.stderr.strip().splitlines()[-1] for done in (ours, stock)]
    assert last[0] == last[1]
    assert ("NoSuchKernel" in last[0]) == ("kernelspec" in metadata)
    assert ("No kernel name found" in last[0]) == ("kernelspec" not in metadata)


def test_another_kernel_of_this_machine_is_started_and_not_replaced(tmp_path: Path) -> None:
    # Lost otherwise: a notebook made for another environment silently runs in this one.
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "env": {"WHICH": "the other one"},
        "display_name": "Other",
        "language": "python",
    }
    kernels = tmp_path / "jupyter" / "kernels" / "other"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text(json.dumps(spec))
    source = written(
        tmp_path,
        "x = 1",
        "import os; os.environ.get('WHICH')",
        kernelspec={"name": "other", "display_name": "Other", "language": "python"},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        done = papermill(source)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path) == ["'the other one'"]


def test_a_kernel_asked_for_by_name_is_ours(tmp_path: Path) -> None:
    # -k python3 on a notebook that names none; ours keeps no history and no proxies.
    source = written(tmp_path, "x = 1", "import os; os.environ.get('http_proxy')")
    source_text = json.loads(source.read_text("utf-8"))
    assert "kernelspec" not in source_text["metadata"]
    done = papermill(source, "-k", "python3", "--language", "python", "-p", "x", "2")
    assert done.returncode == 0, done.stderr
    assert results(tmp_path) == ["'http://127.0.0.1:9'"]


def test_output_goes_where_the_command_was_told(tmp_path: Path) -> None:
    # Lost otherwise: the log that somebody counts on was never written, and nothing said so.
    speaks = "import sys; print('to be read'); print('a warning', file=sys.stderr)"
    source = written(tmp_path, "x = 1", speaks, "'a result'", kernelspec=PYTHON3)
    done = papermill(source, "--log-output", "--stdout-file", "o.txt", "--stderr-file", "e.txt")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "o.txt").read_text() == "to be read\n"
    assert (tmp_path / "e.txt").read_text() == "a warning\n"
    for part in ("to be read", "a warning", "'a result'", "Executing Cell 2"):
        assert part in done.stderr
    quiet = papermill(source)
    assert "to be read" not in quiet.stderr
    assert "Executing Cell" not in quiet.stderr


def test_a_limit_on_a_cell_counts_under_either_name(tmp_path: Path) -> None:
    source = written(tmp_path, "x = 1", "import time; time.sleep(30)", kernelspec=PYTHON3)
    done = papermill(source, "--execution-timeout", "1")
    assert done.returncode == 1
    assert "CellTimeoutError" in done.stderr
    from papermill import execute_notebook
    from papermill.engines import papermill_engines

    assert papermill_engines.get_engine("workbench")
    from nbclient.exceptions import CellTimeoutError

    with pytest.raises(CellTimeoutError):
        execute_notebook(
            source, None, engine_name="workbench", progress_bar=False, timeout=1, cwd=str(tmp_path)
        )
