"""The wheel: an office without the checkout must get every notebook, template and text."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import workbench

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def committed(folder: str) -> set[str]:
    """Return the files of `folder` that belong to the project."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in found}
    hidden = {"__pycache__", ".ipynb_checkpoints", ".gitkeep"}
    return {name for name in names if not hidden & set(name.split("/"))}


def test_it_holds_every_file_of_the_package(unpacked: Path) -> None:
    assert all((unpacked / name).is_file() for name in committed("workbench"))


@pytest.mark.parametrize("folder", ["notebooks", "templates"])
def test_it_holds_the_notebooks_and_templates_inside_the_package(
    unpacked: Path, folder: str
) -> None:
    for name in committed(folder):
        assert (unpacked / "workbench" / "_shipped" / name).read_bytes() == (
            ROOT / name
        ).read_bytes()


def test_it_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        hidden = [name for name in archive.namelist() if "__pycache__" in name]
    assert tops == {"workbench", f"kajian_workbench-{workbench.__version__}.dist-info"}
    assert not hidden


def test_its_metadata_names_the_command_and_the_python_it_needs(unpacked: Path) -> None:
    (information,) = unpacked.glob("*.dist-info")
    metadata = email.message_from_string((information / "METADATA").read_text("utf-8"))
    assert metadata["Requires-Python"] == ">=3.11"
    assert "workbench = workbench.cli:main" in (information / "entry_points.txt").read_text("utf-8")


def test_its_licences_are_all_named_and_their_texts_lie_in_it(unpacked: Path) -> None:
    # Lost otherwise: an office that passes the wheel on breaks the licences of others' works.
    (information,) = unpacked.glob("*.dist-info")
    metadata = email.message_from_string((information / "METADATA").read_text("utf-8"))
    named = metadata["License-Expression"].split(" AND ")
    assert named == [
        "MIT", "CC-BY-4.0", "CC0-1.0", "OFL-1.1", "Bitstream-Vera", "BSD-3-Clause",
    ]  # fmt: skip
    files = [information / "licenses" / name for name in metadata.get_all("License-File")]
    heads = [file.read_text("utf-8")[:4500].casefold() for file in files]
    for licence in (
        "permission is hereby granted, free of charge",
        "attribution 4.0 international",
        "cc0 1.0 universal",
        "sil open font license version 1.1",
        "bitstream vera fonts copyright",
        "openseadragon contributors",
    ):
        assert any(licence in head for head in heads), licence


def test_every_licence_that_the_package_speaks_of_is_in_the_expression() -> None:
    tables = (ROOT / "workbench/examples/photographs/LICENCES.md").read_text("utf-8")
    expression = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    spoken = set(re.findall(r"\bCC(?:-BY[A-Z-]*|0)-\d\.\d", tables))
    assert spoken == {"CC-BY-4.0", "CC0-1.0"}
    assert spoken <= set(expression.split(" AND "))


def test_the_command_runs_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    script = (
        "import workbench, workbench.text as text\n"
        "print(workbench.__file__)\n"
        "assert text.areas()\n"
        "from workbench.cli import main\n"
        "import sys; sys.argv = ['workbench', '--help']; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(unpacked) in done.stdout.splitlines()[0]
    assert "check" in done.stdout
