"""Register numbers: an office whose numbers look otherwise changes its pack, not the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case import examine_folder, load
from workbench.kajian.references import examine_answers
from workbench.law import load_pack
from workbench.law.load import VARIABLE
from workbench.law.numbering import number_in

OWN = """\
format: "1"
id: kantor
version: "1"
corrects: netralitas-2022
title: {id: Kantor, en: Office}
numbering:
  - id: register
    pattern: '^\\d+/LAP/\\d{4}$'
    example: "12/LAP/2024"
    text: {id: urut, en: order}
    mark: seen
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case" / "evidence").mkdir(parents=True)
    (tmp_path / "case" / "case.yaml").write_text("format: 1\nnumber: 12/LAP/2024\n")
    return tmp_path / "case"


def test_an_unusual_number_is_a_hint_and_not_a_gate(case: Path) -> None:
    folder, problems = examine_folder(case)
    found = [(one.code, one.file, one.line, one.blocking) for one in examine_answers(folder)]
    assert problems == []
    assert found == [("number_unusual", "case.yaml", 2, False)]
    assert load(case).name == "12/LAP/2024"


def test_an_offices_own_numbers_are_known_once_its_pack_says_so(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "packs" / "kantor"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text(OWN)
    monkeypatch.setenv(VARIABLE, str(own.parent))
    assert examine_answers(load(case)) == []
    assert number_in(load_pack(), "12-LAP-2024") == "12/LAP/2024"


def test_a_folders_name_gives_the_number_only_where_it_is_one() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    assert number_in(pack, "012-LP-PB-Kab-06.99-X-2024") == "012/LP/PB/Kab/06.99/X/2024"
    assert number_in(pack, "perkara camat") == ""
