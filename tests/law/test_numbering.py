"""Register numbers: an office whose numbers look otherwise changes its pack, not the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case import examine_folder, load
from workbench.errors import LawError
from workbench.kajian.references import examine_answers
from workbench.law import load_pack
from workbench.law.load import VARIABLE
from workbench.law.number_shapes import Numbering
from workbench.law.numbering import (
    area_of,
    described,
    level_of,
    number_in,
    read_numbers,
    write_number,
)

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


PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
WRITTEN = [one for one in PACK.data.numbering if one.segments]
REGIONS = PACK.data.regions[0]


def odd(number: str) -> list[tuple[str, str]]:
    [found] = read_numbers(PACK, number)
    return [(one.code, one.segment) for one in found.oddities]


@pytest.mark.parametrize(
    ("grammar", "example"), [(one.id, text) for one in WRITTEN for text in one.examples]
)
def test_every_example_of_the_annex_is_read_without_a_word(grammar: str, example: str) -> None:
    # Lost otherwise: the official numbers of a sub-district refused, as they were.
    [found] = read_numbers(PACK, example)
    assert (found.grammar.id, found.oddities) == (grammar, ())
    assert write_number(PACK, grammar, found.values) == example
    assert number_in(PACK, example.replace("/", "-")) == example


@pytest.mark.parametrize(
    ("number", "oddities"),
    [
        ("003/LP/PL/Kec-Ngaliyan/14.01/I/2024", []),
        ("003/LP/PL/Kec.Ngaliyan/14.01/I/2024", [("older", "level")]),
        ("01/REG/LP/PW/Prov/22.00/X/2024", [("older", "sequence"), ("older", "register")]),
        ("004/TM/PL/Kab/06.12/I/2024", [("omitted", "register")]),
        ("001/LP/PL/Kab/06.12/I/2024", []),
        ("000/LP/PL/Kab/06.12/I/2024", [("zero", "sequence")]),
        ("999/LP/PL/Kab/06.12/I/2024", []),
        ("1000/LP/PL/Kab/06.12/I/2024", []),
        ("01000/LP/PL/Kab/06.12/I/2024", [("older", "sequence")]),
        ("001/LP/PL/Kab/06.17/I/2024", []),
        ("001/LP/PL/Kab/06.18/I/2024", [("region_unknown", "region")]),
        ("001/LP/PL/Kec-Rekaan/99.77/I/2024", [("region_unknown", "region")]),
        ("001/LP/PL/Kab/06.01/I/2024", [("region_other_level", "region")]),
        ("001/LP/PL/Kota/06.01/I/2024", []),
        ("001/LP/PL/Prov/06.01/I/2024", [("region_other_level", "region")]),
        ("001/LP/PL/Prov/06.00/I/2024", []),
        ("001/K/LP/PL/RI/00.00/XII/2022", []),
        ("001/LP/PL/Kota/17.00/I/2024", []),
        ("001/LP/PL/Prov/17.00/I/2024", []),
    ],
)
def test_what_is_odd_about_a_number_is_told(number: str, oddities: list[tuple[str, str]]) -> None:
    assert odd(number) == oddities


@pytest.mark.parametrize(
    "number",
    [
        "001/LP/PL/Kab/06.12/XIII/2024",
        "001/LP/PL/Kab/06.12/I/202",
        "001/LP/PL/Kab/06.12/I/20245",
        "001/LP/PL/Kec-/06.12/I/2024",
        "001/LP/PL/Kab/Malaysia/I/2024",
        "001/LP/PP/PLN-KualaLumpur/06.12/XI/2023",
        "001/LP/XX/Kab/06.12/I/2024",
        "001/K/LP/PL/Kab/06.12/I/2024",
        "001/LP/PL/Kab/06.12/I/2024/x",
        "٠٠١/LP/PL/Kab/06.12/I/2024",
        "",
    ],
)
def test_what_follows_no_grammar_is_read_by_none(number: str) -> None:
    assert read_numbers(PACK, number) == ()


def test_a_number_names_route_election_level_and_area() -> None:
    number = "002/Reg/TM/PL/Kec-Sirimau/31.01/III/2024"
    [found] = read_numbers(PACK, number)
    assert (found.route, found.grammar.regimes) == ("temuan", ("pemilu",))
    assert (level_of(PACK, number), area_of(PACK, number)) == ("Kec-", "31.01")
    assert REGIONS.name_of("31.01") == "Kota Ambon"
    assert dict(described(found))["month"].id == "Maret"
    assert area_of(PACK, "001/LP/PL/Kab/06.99/I/2024") == ""


def test_the_list_of_regions_is_the_annexs_own() -> None:
    assert len(REGIONS.provinces) == 34
    assert len(REGIONS.regencies) + len(REGIONS.cities) == 514
    named = {"06.12": "Kabupaten Ogan Komering Ilir", "03.17": "Kabupaten Solok",
             "06.01": "Kota Palembang", "17.00": "Kota Denpasar"}  # fmt: skip
    assert {code: REGIONS.name_of(code) for code in named} == named
    assert REGIONS.areas_of("17.00") == ("provinces", "cities")


def parts(grammar: Numbering) -> st.SearchStrategy[dict[str, str]]:
    """Return values of a number by `grammar` that belong together."""
    name = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12).map(str.capitalize)

    @st.composite
    def made(draw: st.DrawFn) -> dict[str, str]:
        values = {}
        areas: tuple[str, ...] = ()
        for segment in grammar.segments:
            if segment.digits is not None:
                least, most = (2022, 2099) if segment.fixed else (1, 99999)
                values[segment.name] = str(draw(st.integers(least, most)))
            elif segment.codes:
                code = draw(st.sampled_from(sorted(segment.codes)))
                values[segment.name] = code
                areas = segment.codes[code].areas or areas
                if segment.codes[code].named:
                    values[f"{segment.name}_name"] = draw(name)
        known = [code for area in areas if area != "abroad" for code in getattr(REGIONS, area)]
        values["region"] = draw(st.sampled_from(known) if known else name)
        return values

    return made()


@settings(deadline=None)
@given(st.data(), st.sampled_from(WRITTEN))
def test_what_is_written_reads_back_the_same(data: st.DataObject, grammar: Numbering) -> None:
    values = data.draw(parts(grammar))
    number = write_number(PACK, grammar.id, values)
    assert number_in(PACK, number.replace("/", "-")) == number
    readings = [one for one in read_numbers(PACK, number) if one.grammar.id == grammar.id]
    assert [one.oddities for one in readings] == [()]
    for key, value in values.items():
        assert readings[0].values[key].lstrip("0") == value.lstrip("0")


@pytest.mark.parametrize(
    ("part", "value"),
    [("sequence", "0"), ("sequence", ""), ("region", "06.99"), ("region", "06.01"),
     ("level", "Kec-"), ("month", "XIII"), ("year", "24"), ("kind", "TM"), ("region", "06/12")],
)  # fmt: skip
def test_a_number_that_the_annex_does_not_know_is_not_written(part: str, value: str) -> None:
    values = {"sequence": "7", "kind": "LP", "election": "PL", "level": "Kab",
              "region": "06.12", "month": "I", "year": "2024"}  # fmt: skip
    assert write_number(PACK, "submission", values) == "007/LP/PL/Kab/06.12/I/2024"
    with pytest.raises(LawError):
        write_number(PACK, "submission", values | {part: value})
