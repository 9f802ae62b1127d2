"""README and the reviewers' guide say what is true: commands, links, pictures, examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from workbench.case import examine_folder
from workbench.case.folder import CaseFolder
from workbench.case.schema import Statement, validate
from workbench.case.yaml_files import parse
from workbench.cli import app
from workbench.text import say

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs" / "panduan.md"]
_PAGES = ("index", "documents", "duplicates", "serupa")
LINKED = [*PAGES, *(ROOT / "docs" / f"{name}.md" for name in _PAGES)]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_exists(page: Path) -> None:
    # Lost otherwise: a first hour spent on a command that was renamed.
    text = page.read_text("utf-8")
    named = re.findall(r"(?:^|`|, )workbench ([a-z]+)((?: +[^\s`#]+)*)", text, re.MULTILINE)
    assert named
    for command, rest in named:
        assert command in COMMANDS, command
        # A group of commands has its options on the command named behind it.
        inner = getattr(COMMANDS[command], "commands", {}).get((rest.split() or [""])[0])
        known = {
            option for parameter in (inner or COMMANDS[command]).params for option in parameter.opts
        }
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert option in known, f"{command} {option}"


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_every_link_leads_somewhere_and_every_picture_is_small(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        path = page.parent / target
        assert path.exists(), target
        assert path.suffix != ".png" or path.stat().st_size < 400_000, target


def test_every_picture_is_used() -> None:
    text = "".join(page.read_text("utf-8") for page in LINKED)
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert f"pictures/{picture.name}" in text, picture.name


def test_the_guides_statement_is_one() -> None:
    snippet = next(block for block in blocks(PAGES[1]) if "person: S-1" in block)
    document, problems = parse(snippet, "statements/S-1.yaml")
    statement, wrong = validate(Statement, document)
    assert problems + wrong == []
    assert statement is not None
    assert statement.passages[0].basis == "melihat"


def test_the_guides_mistakes_are_reported_as_it_prints_them(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    lines = [""] * 60
    lines[14], lines[51] = "regime: pilkda", "dates:"
    lines[52], lines[59] = "  event: 31 September 2024", "  known: Kamis, 4 Oktober 2024"
    (tmp_path / "case.yaml").write_text("\n".join(lines), "utf-8")
    printed = next(block for block in blocks(PAGES[1]) if "pilkda" in block)
    folder, problems = examine_folder(tmp_path)
    assert isinstance(folder, CaseFolder)
    assert [problem.sentence("id") for problem in problems] == printed.splitlines()


def test_words_on_the_screen_are_the_guides_words() -> None:
    guide = " ".join(PAGES[1].read_text("utf-8").lower().split())
    for key in (
        "report.severity.serious", "report.severity.attention", "report.severity.info",
        "kajian.level.blocks", "kajian.level.explain", "kajian.level.advice",
        "law.mark.seen", "law.mark.conflicting", "law.mark.unverified",
    ):  # fmt: skip
        assert say(key, "id").lower() in guide, key
