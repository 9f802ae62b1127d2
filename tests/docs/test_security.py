"""SECURITY.md names a test for every wall: a wall without one is only a sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "SECURITY.md"


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_every_wall_names_a_test_that_exists() -> None:
    assert len(rows()) >= 12
    for row in rows():
        assert len(row) == 3, row
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[2])
        assert named, row[0]
        for file, name in named:
            tree = ast.parse((ROOT / file).read_text("utf-8"))
            defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in defined, f"{file}::{name}"


def test_files_and_links_that_it_names_are_there() -> None:
    text = PAGE.read_text("utf-8")
    named = [*re.findall(r"`(workbench/[\w/]+\.py)`", text), *re.findall(r"\]\(([^)]+)\)", text)]
    assert named
    for name in named:
        assert (ROOT / name).exists(), name


def test_it_says_how_to_report_and_what_is_not_defended() -> None:
    text = PAGE.read_text("utf-8")
    for head in ("## How to report", "## What is not defended"):
        assert head in text
