"""People stand in a case by code: codes lead somewhere, and names stay in identities.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case import examine_folder
from workbench.errors import Problem

IDENTITIES = """\
people:
  - id: P-1
    name: Darma Saputra
    aliases: [Pak Darma, "Al", "C++ (ketua)"]
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "Darma Saputra.jpg").write_bytes(b"x")
    (tmp_path / "identities.yaml").write_text(IDENTITIES, "utf-8")
    (tmp_path / "case.yaml").write_text("parties:\n  - {id: P-1, role: pelapor}\n", "utf-8")
    return tmp_path


def problems(case: Path) -> list[Problem]:
    return examine_folder(case)[1]


def test_a_name_where_a_code_belongs_is_pointed_out_without_repeating_it(case: Path) -> None:
    # Lost otherwise: the reporter's name, printed in the title of a report that leaves the office.
    with (case / "case.yaml").open("a", encoding="utf-8") as stream:
        stream.write("title: Laporan PAK DARMA tentang spanduk\nallegation: menurut C++ (ketua).\n")
    (case / "exhibits.yaml").write_text(
        "exhibits:\n  - id: B-01\n    file: Darma Saputra.jpg\n    account: pak darma\n"
        "    taken_by: darma  saputra\n    note: dari Darma Saputra\n",
        "utf-8",
    )
    found = problems(case)
    assert [(one.code, one.file, one.line) for one in found] == [
        ("name_in_clear", "case.yaml", 3),
        ("name_in_clear", "case.yaml", 4),
        ("name_in_clear", "exhibits.yaml", 5),
        ("name_in_clear", "exhibits.yaml", 6),
    ]
    for one in found:
        assert not one.blocking
        for language in ("id", "en"):
            assert "arma" not in one.sentence(language)
            assert "P-1" in one.sentence(language)


def test_a_part_of_another_word_is_no_name(case: Path) -> None:
    with (case / "case.yaml").open("a", encoding="utf-8") as stream:
        stream.write("title: Darmasaputra, Pak Darmawan, alun-alun, dialog\n")
    assert problems(case) == []


def test_codes_that_nobody_has_are_named_where_they_stand(case: Path) -> None:
    (case / "exhibits.yaml").write_text(
        "exhibits:\n  - {id: B-01, file: Darma Saputra.jpg, shows: [P-1, T-9]}\n", "utf-8"
    )
    (case / "identities.yaml").write_text(IDENTITIES + "  - id: S-8\n", "utf-8")
    assert [(one.code, one.file, one.line, one.found) for one in problems(case)] == [
        ("unknown_party", "exhibits.yaml", 2, "T-9"),
        ("unknown_party", "identities.yaml", 5, "S-8"),
    ]
