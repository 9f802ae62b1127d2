"""What is declared is what is imported: neither a missing package nor one that nobody needs."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Part of a package that is declared: they come with it and in the version that it chooses.
BROUGHT = {
    "ipython": "ipykernel",
    "jupyter-client": "nbclient",
    "jupyter-core": "nbclient",
    "pydantic-core": "pydantic",
    "traitlets": "nbclient",
}
# Declared and imported nowhere; the reason stands beside each in pyproject.toml.
NOT_IMPORTED = {"nbconvert", "tzdata"}


def declared(*extras: str) -> set[str]:
    named = [*PROJECT["dependencies"]]
    for extra in extras:
        named += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(name).name) for name in named}


def imported(*folders: str) -> set[str]:
    """Return the packages that the modules of `folders` import, wherever in the file."""
    known = packages_distributions()
    found: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names):
                found |= {canonicalize_name(one) for one in known.get(name, ())}
    return found - {canonicalize_name(PROJECT["name"])}


def test_what_the_package_imports_is_declared() -> None:
    # Lost otherwise: an update of another package takes away one that nobody named.
    optional = declared("credentials", "ocr") - declared()
    assert imported("workbench") - optional - BROUGHT.keys() <= declared()
    assert set(BROUGHT.values()) <= declared()


def test_what_is_declared_is_imported() -> None:
    # Lost otherwise: minutes of download on a poor connection, for nothing.
    assert declared() - imported("workbench") == NOT_IMPORTED


def test_developers_tools_are_not_among_what_a_user_installs() -> None:
    assert {"matplotlib", "bagit", "ruamel-yaml", "hypothesis"} <= declared("dev") - declared()


def test_what_the_tests_import_is_declared() -> None:
    # packaging is pytest's and hatchling's own; a peer of a benchmark is installed by hand.
    known = declared("dev", "build", "credentials", "ocr") | BROUGHT.keys() | {"packaging"}
    assert imported("tests", "bench", "templates") <= known | {"faiss-cpu", "pdqhash"}
