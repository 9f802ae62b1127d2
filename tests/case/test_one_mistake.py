"""One mistake in a case's file is one message: others that only follow from it bury it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.case import examine_folder
from workbench.kajian.references import examine_answers

CASE = """number: "012/LP/PB/Kab/06.99/X/2024"
invented: ya
parties:
  - {id: P-1, role: pelapor}
  - {id: T-1, role: terlapor}
  - {id: S-1, role: saksi}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.jpg").write_bytes(b"x")
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "exhibits.yaml").write_text(
        "exhibits:\n  - id: B-07\n    file: a.jpg\n    shows: [T-1, S-1]\n"
    )
    people = "".join(f"  - {{id: {code}, name: Ani Rekaan {code}}}\n" for code in ("P-1", "T-1"))
    (tmp_path / "identities.yaml").write_text(f"people:\n{people}")
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements" / "S-1.yaml").write_text("person: S-1\n")
    (tmp_path / "kajian.yaml").write_text(
        "facts:\n  F-1: {text: hadir, cites: {B-07: x}}\nexhibits:\n  B-07: {relevance: x}\n"
    )
    return tmp_path


def problems(case: Path) -> list[str]:
    folder, found = examine_folder(case)
    return [f"{one.file}: {one.code}" for one in [*found, *examine_answers(folder)]]


def edited(name: str, change: Callable[[str], str | bytes]) -> Callable[[Path], str]:
    def apply(case: Path) -> str:
        made = change((case / name).read_text())
        (case / name).write_bytes(made if isinstance(made, bytes) else made.encode())
        return name

    return apply


MISTAKES = {
    "a tab": edited("case.yaml", lambda text: text.replace("  - {id: T", "\t- {id: T")),
    "a second number": edited("case.yaml", lambda text: text + "number: x\n"),
    "saved by Notepad as UTF-16": edited("case.yaml", lambda text: text.encode("utf-16")),
    "a role that is none": edited("case.yaml", lambda text: text.replace("terlapor", "terlapo")),
    "people as one word": edited(
        "case.yaml", lambda text: text.partition("parties:")[0] + "parties: tiga\n"
    ),
    "nothing but a word": edited("case.yaml", lambda _: "rahasia"),
    "an open quote in the exhibits": edited(
        "exhibits.yaml", lambda t: t.replace("a.jpg", '"a.jpg')
    ),
    "the exhibits in Latin-1": edited("exhibits.yaml", lambda t: f"# é\n{t}".encode("latin-1")),
    "a statement with a tab": edited("statements/S-1.yaml", lambda t: f"a:\n\t{t}"),
    "identities with a key twice": edited("identities.yaml", lambda t: t + "people: []\n"),
}


def test_a_whole_case_has_no_problem_to_begin_with(case: Path) -> None:
    assert not [one for one in problems(case) if not one.startswith("kajian.yaml: kajian_unk")]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_one_message(case: Path, mistake: str) -> None:
    before = problems(case)
    name = MISTAKES[mistake](case)
    found = [one for one in problems(case) if one not in before]
    assert len(found) == 1, found
    assert found[0].startswith(name)
