"""If these fail, an office cannot ask where else a picture appears."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from PIL import Image
from typer.testing import CliRunner

from workbench.cli import app
from workbench.cli.index import differing_claims
from workbench.duplicates.index.disclosure import Hit, IndexedCase
from workbench.duplicates.pair import Pair


def photo(name: str) -> Image.Image:
    with (files("skimage") / "data" / name).open("rb") as stream:
        return Image.open(stream).convert("RGB")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Two cases with one photograph in common, taken at different times as people say."""
    monkeypatch.setenv("WORKBENCH_INDEX", str(tmp_path / "indeks"))
    for name, quality, said in (("satu", 95, "2019-05-01"), ("dua", 60, "2024-09-27")):
        evidence = tmp_path / name / "evidence"
        evidence.mkdir(parents=True)
        photo("coffee.png").save(evidence / "foto.jpg", quality=quality)
        rows = f"exhibits:\n- id: B-01\n  file: foto.jpg\n  taken_at: {said}\n"
        (evidence.parent / "exhibits.yaml").write_text(rows, "utf-8")
    photo("rocket.jpg").save(tmp_path / "dua" / "evidence" / "lain.jpg")
    return tmp_path


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_add_list_search_remove(office):
    added = run("index", "add", office / "satu", office / "dua", "--json")
    assert added.exit_code == 0, added.output
    assert [row["exhibits"] for row in json.loads(added.stdout)["added"]] == [1, 2]
    cases = json.loads(run("index", "list", "--json").stdout)["cases"]
    assert [row["case"] for row in cases] == ["dua", "satu"]

    asked = office / "ditanya.jpg"
    photo("coffee.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(asked, quality=50)
    found = json.loads(run("search", asked, "--json").stdout)
    assert {hit["case"] for hit in found["hits"]} == {"satu", "dua"}
    assert {hit["transform"] for hit in found["hits"]} == {"mirror"}
    assert found["claims_differ"] == ["taken_at"]

    assert run("index", "remove", office / "satu").exit_code == 0
    assert run("index", "remove", office / "satu").exit_code == 1
    found = json.loads(run("search", asked, "--json").stdout)
    assert [hit["case"] for hit in found["hits"]] == ["dua"]
    assert run("index", "rebuild").exit_code == 0


def test_people_are_told_what_was_and_was_not_looked_for(office):
    run("index", "add", office / "satu")
    nothing = office / "lain.jpg"
    photo("rocket.jpg").save(nothing)
    assert "but not every one" in run("search", nothing).stdout
    note = office / "catatan.txt"
    note.write_text("bukan gambar", "utf-8")
    assert "only its bytes" in run("search", note).stdout


def test_what_stands_in_several_cases_is_shown_with_what_people_say(office, monkeypatch):
    run("index", "add", office / "satu", office / "dua")
    (repeat,) = json.loads(run("index", "repeats", "--json").stdout)["repeats"]
    assert {hit["case"] for hit in repeat["hits"]} == {"satu", "dua"}
    assert {hit["date"] for hit in repeat["hits"]} == {"2019-05-01", "2024-09-27"}
    assert repeat["claims_differ"] == ["taken_at"]
    monkeypatch.setenv("WORKBENCH_LANGUAGE", "id")
    shown = run("index", "repeats").stdout
    assert "waktu pengambilan" in shown


def test_a_crop_is_found_and_a_letter_is_asked_by_its_pictures(office):
    run("index", "add", office / "satu")
    crop = office / "potongan.jpg"
    photo("coffee.png").crop((110, 50, 500, 370)).save(crop, quality=70)
    (hit,) = json.loads(run("search", crop, "--json").stdout)["hits"]
    assert (hit["kind"], hit["transform"]) == ("part", "inside")
    letter = office / "surat.pdf"
    photo("coffee.png").save(letter, "PDF")
    (hit,) = json.loads(run("search", letter, "--json").stdout)["hits"]
    assert (hit["kind"], hit["transform"]) == ("part", "contains")


def test_a_missing_file_is_one_clear_message(office):
    run("index", "add", office / "satu")
    assert run("search", office / "tidak-ada.jpg").exception.code == "search_missing"


def test_asking_makes_no_index(office):
    """From then on, sealing a case would put it into an index that nobody wanted."""
    for command in (("search", office / "satu"), ("index", "list"), ("index", "repeats")):
        assert run(*command).exception.code == "index_missing"
    assert not (office / "indeks").exists()


def test_a_damaged_index_is_one_clear_message(office):
    (office / "indeks").mkdir()
    (office / "indeks" / "index.sqlite").write_bytes(b"bukan basis data sama sekali " * 40)
    assert run("index", "list").exception.code == "index_damaged"


def test_two_shots_of_one_scene_may_be_described_differently():
    """Only what is one picture can be said of it in two ways."""
    case = IndexedCase("/satu", "satu", 1)

    def hit(kind: str, said: str) -> Hit:
        return Hit(case, "B-1", "a", "", {"taken_by": said}, Pair("", "", kind, "orb", 1, 1.0))

    assert differing_claims([hit("near", "P-1"), hit("scene", "P-2")]) == []
    assert differing_claims([hit("near", "P-1"), hit("part", "P-2")]) == ["taken_by"]


def test_a_closed_case_shows_neither_its_name_nor_its_place_in_the_list(office):
    """The list stands in the order of names: a gap between two would tell a third."""
    run("index", "add", office / "dua", office / "satu")
    (office / "dua" / "evidence").rename(office / "dua" / "ditutup")
    rows = json.loads(run("index", "list", "--json").stdout)["cases"]
    assert [row.get("case") for row in rows] == ["satu", None]
    assert rows[1] == {"closed": True}
    found = json.loads(run("search", office / "satu" / "evidence" / "foto.jpg", "--json").stdout)
    assert found["hits"][1:] == [{"closed": True}]
    assert found["claims_differ"] == []
