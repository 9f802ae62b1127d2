"""environment.yml: the way in for people without make, who would meet a drift first."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def environment() -> dict[str, list[object]]:
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def test_it_names_exactly_the_dependencies_of_pyproject(environment: dict) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (pip,) = (item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    reader = project["optional-dependencies"]["ocr"]
    assert pip == [*project["dependencies"], *reader, "--editable ."], "run: make lock"


def test_its_python_is_one_the_project_allows(environment: dict) -> None:
    (python,) = (item for item in environment["dependencies"] if "python" in item)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert python.startswith(f"python{project['requires-python']}")


def test_the_file_is_what_the_script_writes() -> None:
    script = "import conda, sys; sys.stdout.buffer.write(conda.text().encode())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / ".ci", capture_output=True, check=True
    )
    assert done.stdout == (ROOT / "environment.yml").read_bytes(), "run: make lock"


def test_it_allows_the_pythons_that_the_project_says_it_runs_on(environment: dict) -> None:
    # Lost otherwise: conda takes a Python that nobody tried.
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    head = "Programming Language :: Python :: 3."
    tried = [line.removeprefix(head) for line in project["classifiers"] if line.startswith(head)]
    assert tried == ["11", "12", "13"]
    (python,) = (item for item in environment["dependencies"] if "python" in item)
    allowed = Requirement(python).specifier
    assert [n for n in range(8, 20) if f"3.{n}" in allowed] == [int(name) for name in tried]
