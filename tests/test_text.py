"""Both languages' texts: a missing one would reach a reviewer as a traceback."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench import errors
from workbench.text import LANGUAGES, areas, catalogue, has

ROOT = Path(__file__).parents[1]
SOURCES = [
    *sorted((ROOT / "workbench").rglob("*.py")),
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
]


def sentences(table: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every entry that holds sentences: a table with a language's name as text."""
    if any(isinstance(table.get(language), str) for language in LANGUAGES):
        yield key, table
    for name, value in table.items():
        if isinstance(value, dict):
            yield from sentences(value, f"{key}.{name}")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls(path: Path) -> Iterator[ast.Call]:
    if path.suffix == ".ipynb":
        import nbformat

        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    else:
        text = path.read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield node


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


@pytest.mark.parametrize("area", areas())
def test_every_sentence_stands_in_both_languages_with_the_same_fields(area: str) -> None:
    found = list(sentences(catalogue(area), area))
    assert found, f"{area}.toml holds no sentence"
    for key, entry in found:
        texts = {language: entry.get(language) for language in LANGUAGES}
        assert all(isinstance(text, str) and text.strip() for text in texts.values()), key
        fields = {language: placeholders(text) for language, text in texts.items()}
        assert len(set(map(frozenset, fields.values()))) == 1, f"{key}: {fields}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_that_code_asks_for_exists(path: Path) -> None:
    for call in calls(path):
        key = literal(call)
        if name_of(call) == "say" and key is not None:
            assert has(key), f"line {call.lineno}: {key}"
            given = {item.arg for item in call.keywords}
            if None not in given:
                asked = placeholders(entry(key)["id"])
                assert asked <= given, f"line {call.lineno}: {key} asks for {asked - given}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_error_and_problem_has_its_sentences(path: Path) -> None:
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.WorkbenchError)
    }
    for call in calls(path):
        code = literal(call)
        if code is None:
            continue
        if name_of(call) == "Problem":
            assert has(f"problems.{code}.what"), f"line {call.lineno}: {code}"
            assert has(f"problems.{code}.next"), f"line {call.lineno}: {code}"
        elif name_of(call) in kinds:
            assert has(f"errors.{code}"), f"line {call.lineno}: {code}"


def entry(key: str) -> dict[str, Any]:
    area, *rest = key.split(".")
    found = catalogue(area)
    for part in rest:
        found = found[part]
    return found
