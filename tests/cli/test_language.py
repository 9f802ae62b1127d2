"""The command line in two languages: help that a reviewer cannot read is no help."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from workbench import __version__
from workbench.cli import app
from workbench.cli.help_texts import in_language
from workbench.text import catalogue


def run(language: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WORKBENCH_LANGUAGE": language, "COLUMNS": "200"}
    command = [sys.executable, "-m", "workbench", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


def sentences(command: Any, path: str = "workbench") -> Iterator[tuple[str, str]]:
    """Yield every explanation below a command, with where it stands."""
    yield path, command.help
    for parameter in command.params:
        yield f"{path} {parameter.name}", parameter.help
    for name, each in getattr(command, "commands", {}).items():
        yield from sentences(each, f"{path} {name}")


def test_every_explanation_stands_in_both_languages() -> None:
    found = dict(sentences(typer.main.get_command(app)))
    assert len(found) > 100
    alone = {where: text for where, text in found.items() if in_language(text, "id") == text}
    assert not alone, "add these to text/commands.toml"


def test_no_explanation_is_kept_that_no_command_gives() -> None:
    given = {text for _, text in sentences(typer.main.get_command(app))}
    given.add("Show this message and exit.")
    written = {pair["en"] for pair in catalogue("commands")["help"].values()}
    assert written <= given


@pytest.mark.parametrize("arguments", [["report"], [], ["law"], ["law", "show"]])
def test_help_is_wholly_in_the_readers_language(arguments: list[str]) -> None:
    shown = run("id", *arguments, "--help").stdout
    assert shown.startswith("Pemakaian: ")
    assert "Pilihan:" in shown
    for english in ("Usage", "Options", "Arguments", "Commands", "required", "default", "Show "):
        assert english not in shown
    assert "..." not in shown.replace("PERINTAH [ISIAN]...", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["studdy"], "Tidak ada perintah studdy. Mungkin maksudnya study?"),
        (["law", "shw"], "Tidak ada perintah shw. Mungkin maksudnya show?"),
        (["study"], "case belum disebut."),
        (["study", "a", "b"], "Terlalu banyak isian: (b)."),
        (
            ["study", "a", "--languag", "id"],
            "Tidak ada pilihan --languag. Mungkin maksudnya --language?",
        ),
        (["batch", ".", "--jobs", "dua"], "--jobs: isian ini tidak dapat dipakai."),
        (["search", "--index"], "--index memerlukan isian."),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(arguments: list[str], told: str) -> None:
    result = run("id", *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == told
    assert run("en", *arguments).stderr.splitlines()[-1] != told


def test_without_a_command_the_help_is_shown() -> None:
    result = run("en")
    assert result.returncode == 2
    assert "Make a case folder" in result.stdout


def test_the_version_can_be_asked_for() -> None:
    assert run("en", "--version").stdout == f"workbench {__version__}\n"
