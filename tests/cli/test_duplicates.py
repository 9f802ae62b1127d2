"""If these fail, a script that reads our JSON breaks, or a person sees nothing."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from PIL import Image
from typer.testing import CliRunner

from workbench.cli import app


def photo(name: str) -> Image.Image:
    with (files("skimage") / "data" / name).open("rb") as stream:
        return Image.open(stream).convert("RGB")


@pytest.fixture
def case(tmp_path):
    """A case with one photograph four times over, and one other."""
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    image = photo("coffee.png")
    image.save(evidence / "asli.jpg", quality=95)
    (evidence / "salinan.jpg").write_bytes((evidence / "asli.jpg").read_bytes())
    image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(evidence / "cermin.jpg", quality=70)
    image.crop((120, 60, 480, 380)).save(evidence / "potongan.jpg", quality=80)
    photo("rocket.jpg").save(evidence / "lain.jpg")
    (evidence / "catatan.txt").write_text("bukan gambar", "utf-8")
    (evidence / "rusak.jpg").write_bytes((evidence / "lain.jpg").read_bytes()[:900])
    return evidence.parent


def run(*arguments: object):
    return CliRunner().invoke(app, ["duplicates", *map(str, arguments)])


def test_json_has_the_promised_shape(case):
    result = run(case, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert set(document) == {"case", "groups", "pairs", "scenes", "outdated"}
    pairs = {(pair["a"], pair["b"]): pair for pair in document["pairs"]}
    assert pairs["asli.jpg", "salinan.jpg"]["kind"] == "exact"
    assert pairs["asli.jpg", "cermin.jpg"]["kind"] == "near"
    assert pairs["asli.jpg", "cermin.jpg"]["transform"] == "mirror"
    assert pairs["asli.jpg", "potongan.jpg"]["kind"] == "part"
    assert pairs["asli.jpg", "potongan.jpg"]["transform"] == "contains"
    assert not any("lain.jpg" in key or "rusak.jpg" in key for key in pairs)
    kinds = {tuple(group["members"]): group["kind"] for group in document["groups"]}
    assert kinds["asli.jpg", "salinan.jpg"] == "exact"
    assert kinds["asli.jpg", "cermin.jpg", "salinan.jpg"] == "near"


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_read_similar_and_a_distance(case, language, monkeypatch):
    """The word is "similar, distance n": never "identical" for what only looks alike."""
    monkeypatch.setenv("WORKBENCH_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "200")
    result = run(case)
    assert result.exit_code == 0
    assert {"id": "mirip, jarak", "en": "similar, distance"}[language] in result.stdout


def test_two_cases_are_compared_with_each_other(case, tmp_path):
    """The same old photograph sent round in another case is what an office looks for."""
    other = tmp_path / "perkara-lain" / "evidence"
    other.mkdir(parents=True)
    photo("coffee.png").resize((480, 320)).save(other / "terusan.jpg", quality=60)
    document = json.loads(run(case, other.parent, "--json").stdout)
    assert document["cases"] == ["perkara", "perkara-lain"]
    pairs = {(pair["a"], pair["b"]) for pair in document["pairs"]}
    assert ("perkara-lain/terusan.jpg", "perkara/asli.jpg") in pairs


def test_two_cases_are_compared_by_their_letters_and_what_those_enclose(tmp_path):
    """A complaint sent to two offices is one complaint, whatever its file is called."""
    for name, kind in (("satu", "txt"), ("dua", "txt")):
        (tmp_path / name / "evidence").mkdir(parents=True)
        words = " ".join(f"warga {day} melihat kepala desa contoh di balai" for day in range(40))
        (tmp_path / name / "evidence" / f"surat.{kind}").write_text(f"{name}: {words}", "utf-8")
    photo("coffee.png").save(tmp_path / "satu" / "evidence" / "foto.jpg")
    photo("coffee.png").save(tmp_path / "dua" / "evidence" / "berkas.pdf", "PDF")
    document = json.loads(run(tmp_path / "satu", tmp_path / "dua", "--json").stdout)
    pairs = {(pair["a"], pair["b"]): pair["method"] for pair in document["pairs"]}
    assert pairs["dua/surat.txt", "satu/surat.txt"] == "text"
    assert ("dua/berkas.pdf", "satu/foto.jpg") in pairs


def test_a_case_without_copies_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANGUAGE", "en")
    evidence = tmp_path / "satu" / "evidence"
    evidence.mkdir(parents=True)
    photo("rocket.jpg").save(evidence / "satu.jpg")
    result = run(evidence.parent)
    assert result.exit_code == 0
    assert "No exhibits are alike" in result.stdout


def test_a_rejected_pair_is_remembered(case):
    """The reviewer looks once; the next run must not ask again."""
    rejected = run(case, "--reject", "asli.jpg", "cermin.jpg", "--reason", "contoh", "--json")
    assert rejected.exit_code == 0, rejected.output
    pairs = {
        (pair["a"], pair["b"]): pair for pair in json.loads(run(case, "--json").stdout)["pairs"]
    }
    assert pairs["asli.jpg", "cermin.jpg"]["decision"] == "different"
    # The other copy has the same bytes, so the answer holds for it too.
    assert pairs["cermin.jpg", "salinan.jpg"]["decision"] == "different"


def test_an_answer_needs_a_reason_and_known_exhibits(case):
    """An answer without a reason is worth nothing to whoever reads it later."""
    without = run(case, "--confirm", "asli.jpg", "cermin.jpg")
    assert without.exception.code == "duplicates_reason"
    unknown = run(case, "--confirm", "asli.jpg", "tidak-ada.jpg", "--reason", "x")
    assert unknown.exception.code == "duplicates_no_exhibit"
    assert not (case / "duplicates.yaml").exists()


def test_an_answer_is_taken_back(case):
    run(case, "--reject", "asli.jpg", "cermin.jpg", "--reason", "contoh")
    taken = json.loads(run(case, "--undo", "--json").stdout)
    assert not any(pair["decision"] for pair in taken["pairs"])
    assert run(case, "--undo").exception.code == "duplicates_nothing_to_undo"


def test_check_tells_what_is_wrong_with_the_answers(case, monkeypatch):
    """A mistake in duplicates.yaml stopped every run without `check` saying a word."""
    monkeypatch.setenv("WORKBENCH_LANGUAGE", "en")
    run(case, "--reject", "asli.jpg", "cermin.jpg", "--reason", "contoh")
    (case / "evidence" / "cermin.jpg").write_bytes((case / "evidence" / "lain.jpg").read_bytes())
    changed = CliRunner().invoke(app, ["check", str(case), "--json"])
    problems = json.loads(changed.stdout)["problems"]
    (old,) = [one for one in problems if one["code"] == "answer_outdated"]
    assert old["found"] == "B-01, B-03"
    assert not [one for one in problems if one["code"].startswith("journal")]
    monkeypatch.setenv("COLUMNS", "200")
    assert "no longer applies" in run(case).stdout

    text = (case / "duplicates.yaml").read_text("utf-8")
    (case / "duplicates.yaml").write_text(text.replace('"different"', '"mungkin"'), "utf-8")
    broken = CliRunner().invoke(app, ["check", str(case)])
    assert broken.exit_code == 1
    assert "duplicates.yaml" in broken.stdout
    assert "same, different" in broken.stdout


def test_scenes_are_counted_once(case):
    scenes = json.loads(run(case, "--json").stdout)["scenes"]
    assert [scene["original"] for scene in scenes] == ["asli.jpg", "lain.jpg"]
    assert scenes[0]["members"] == ["asli.jpg", "cermin.jpg", "potongan.jpg", "salinan.jpg"]
