"""A new case folder explains itself, holds no mistake, and never lands on anything."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from workbench.case import examine_folder
from workbench.case.new import Entered, list_exhibits, scaffold, staged
from workbench.case.schema import CaseFile, ExhibitClaim
from workbench.case.yaml_files import parse
from workbench.errors import CaseError


@pytest.fixture
def made(tmp_path: Path) -> Path:
    destination = tmp_path / "012-LP-PB-Kab-06.99-X-2024"
    with staged(destination) as folder:
        scaffold(folder, "012/LP/PB/Kab/06.99/X/2024")
    return destination


def test_a_fresh_scaffold_has_no_problem_and_knows_its_number(made: Path) -> None:
    folder, problems = examine_folder(made)
    assert problems == []
    assert folder.case.number == "012/LP/PB/Kab/06.99/X/2024"


def test_every_key_of_a_case_is_in_the_scaffold_and_explained_in_both_languages() -> None:
    # Lost otherwise: a key that nobody at an office will ever hear of.
    text = (files("workbench.case") / "scaffold" / "case.yaml").read_text("utf-8")
    document, _ = parse(text, "case.yaml")
    shown = set(document.data) | {keys[0] for keys in document.lines if keys}
    assert shown == set(CaseFile.model_fields) - {"invented"}
    lines = text.splitlines()
    for key in shown - {"format"}:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
        comments = 0
        while lines[at - 1 - comments].startswith("#"):
            comments += 1
        assert comments >= 2, key


def test_the_scaffold_of_exhibits_names_every_key_and_choice() -> None:
    text = (files("workbench.case") / "scaffold" / "exhibits.yaml").read_text("utf-8")
    for key in set(ExhibitClaim.model_fields) - {"id", "file", "chain"}:
        assert key in text, key


def test_hostile_names_survive_being_listed(made: Path) -> None:
    names = ["a: b.jpg", " blank.jpg", "new\nline.jpg", "-x", "'q'.jpg", "\u202egpj.exe", "#.jpg"]
    for name in names:
        (made / "evidence" / name).write_bytes(b"x")
    entered = [Entered(f"B-{n:02d}", name, 1, "0" * 64) for n, name in enumerate(names, 1)]
    list_exhibits(made, [*entered, Entered("B-99", "bad\udcff.jpg", 1, "0" * 64)])
    folder, problems = examine_folder(made)
    assert problems == []
    assert [claim.file for claim in folder.claims] == names


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, what: str) -> None:
    there = tmp_path / "case"
    if what == "file":
        there.write_text("mine", "utf-8")
    elif what == "folder":
        (there / "evidence").mkdir(parents=True)
    else:
        there.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="nothing was overwritten"), staged(there) as folder:
        scaffold(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_an_empty_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    with staged(tmp_path / "case") as folder:
        scaffold(folder)
    assert (tmp_path / "case" / "case.yaml").is_file()


def fill(destination: Path, then: Callable[[], object]) -> None:
    with staged(destination) as folder:
        scaffold(folder)
        then()


def test_a_failure_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fill(tmp_path / "case", lambda: 1 / 0)
    assert list(tmp_path.iterdir()) == []


def test_somebody_elses_case_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="nothing was overwritten"):
        fill(tmp_path / "case", lambda: (tmp_path / "case" / "evidence").mkdir(parents=True))
    assert [path.name for path in (tmp_path / "case").iterdir()] == ["evidence"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(CaseError, match="is no folder"), staged(tmp_path / "file" / "case"):
        pass
