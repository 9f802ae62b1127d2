"""One search over everything: any part of a word, whatever signs it holds, and never an error.

Lost otherwise: what stands in a case cannot be found by typing it, or a sign in the search
finds nothing and does not say so.
"""

from __future__ import annotations

import json
import random
import stat
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.words.exhibits import plant
from workbench import examples
from workbench.case import load
from workbench.cli import app
from workbench.errors import CaseError
from workbench.examination import word_search
from workbench.examination.word_readings import read_words
from workbench.words.search.passage import KINDS, Passage
from workbench.words.search.searched_text import bare, folded, places
from workbench.words.search.word_index import LONGEST, PASSAGE, WordIndex, build, has_trigram


def index(*texts: str, kind: str = "text") -> WordIndex:
    return WordIndex(build([Passage("B-1", "a", kind, str(n), text)
                            for n, text in enumerate(texts)], "key"))  # fmt: skip


def found(words: str, *texts: str, kind: str = "text") -> list[str]:
    return [hit.passage.text for hit in index(*texts, kind=kind).find(words)[0]]


TEXTS = (
    "Dukungan Camat di kecamatan", "macam atas nama", 'ia bilang "ya" untuk 100% *tebal* -x',
    "nol\x00nol", "Bu Sari di rumah", "Pak Cämat hadir", "a_b\\c",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("camat", [0, 5]),  # in a word; not over the end of one (macam atas)
        ("CAMAT", [0, 5]),
        ("càmat", [0, 5]),
        ("dukungan camat", [0]),
        ('"ya"', [2]),
        ("100%", [2]),
        ("%", [2]),
        ("*", [2]),
        ("*tebal*", [2]),
        ("-x", [2]),
        ("_", [6]),
        ("\\", [6]),
        ("nol nol", [3]),
        ("nol\x00nol", [3]),
        ("bu", [4]),
        ("di", [0, 4, 5]),
        ("rumah sari", [4]),
        ("bu rumah", [4]),
        ("'", []),
        ("NEAR(a b)", []),
        ("camat OR rumah", []),
        ("folded:camat", []),
    ],
)
def test_every_sign_means_itself(words: str, hits: list[int]) -> None:
    assert found(words, *TEXTS) == [TEXTS[number] for number in hits]


def test_what_a_reader_of_pictures_ran_together_is_found_with_spaces() -> None:
    assert found("nomor urut 2", "NOMORURUT2", kind="reading") == ["NOMORURUT2"]
    assert found("camat", "macam atas", kind="reading") == ["macam atas"]
    assert found("camat", "macam atas", kind="message") == []


def test_a_phrase_goes_on_in_the_next_line_and_is_found_once() -> None:
    lines = [Passage("B-1", "a", "reading", "1", "lapornya nanti", beyond="saja ya"),
             Passage("B-1", "a", "reading", "2", "saja ya")]  # fmt: skip
    made = WordIndex(build(lines, ""))
    assert [hit.passage.where for hit in made.find("nanti saja")[0]] == ["1"]
    assert [hit.passage.where for hit in made.find("saja ya")[0]] == ["2"]


def test_long_texts_are_found_to_their_end_and_surrogates_do_not_stop_it() -> None:
    long = "kata " * PASSAGE + "penutup"
    assert len(found("penutup", long)) == 1
    assert found("aneh", "aneh \ud800 sekali") == ["aneh ? sekali"]


@pytest.mark.parametrize("words", ["", "  ", "\x00", "\u200b"])
def test_nothing_to_look_for_is_a_sentence(tmp_path: Path, words: str) -> None:
    (tmp_path / "evidence").mkdir()
    with pytest.raises(CaseError) as refused:
        word_search.find(load(tmp_path), words)
    assert refused.value.code == "find_empty"


def test_ten_thousand_letters_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    assert word_search.find(load(tmp_path), "a" * LONGEST).hits == ()
    for letters in (LONGEST + 1, 10_000):
        with pytest.raises(CaseError) as refused:
            word_search.find(load(tmp_path), "a" * letters)
        assert refused.value.code == "find_too_long"


def test_excerpts_stand_around_the_words_whatever_their_accents() -> None:
    text = f"{'x ' * 200}Pak Çâmat hadir{' y' * 200}"
    (hit,) = index(text).find("camat hadir")[0]
    assert "Çâmat hadir" in hit.excerpt
    assert len(hit.excerpt) < 200
    assert places("ﬁlm", "film") == (0, 3)
    assert (folded("Ibu\u00a0 Sari"), bare("Ibu Sari")) == ("ibu sari", "ibusari")


def test_this_sqlite_can_search() -> None:
    assert has_trigram()


def test_the_whole_case_is_searched_and_the_second_time_at_once(tmp_path: Path) -> None:
    case = examples.copy("pilkada-laporan", tmp_path / "perkara")
    folder = load(case)
    kinds = {
        words: {hit.passage.kind for hit in word_search.find(folder, words).hits}
        for words in ("Pak Kabid", "Dinas Pemuda", "SURAT KETERANGAN", "samsung", "rahmat.wira")
    }
    assert "message" in kinds["Pak Kabid"]
    assert "page" in kinds["SURAT KETERANGAN"]
    assert {"fact", "claim"} <= kinds["samsung"]
    assert "claim" in kinds["rahmat.wira"]
    assert set().union(*kinds.values()) <= set(KINDS)
    hits = word_search.find(folder, "lihat Pak Kabid").hits
    (hit,) = (one for one in hits if one.passage.kind == "message")
    assert (hit.passage.exhibit, hit.passage.where) == ("B-11", "line 5")
    assert "Yang di Lapangan" in hit.after
    # Who people are lies in the case alone, not in an index outside it.
    names = (case / "identities.yaml").read_text("utf-8")
    name = next(line.split(":", 1)[1].strip() for line in names.splitlines() if "name:" in line)
    assert all(hit.passage.path != "identities.yaml" for hit in word_search.find(folder, name).hits)
    begun = time.process_time()
    word_search.find(folder, "Pak Kabid")
    assert time.process_time() - begun < 2
    place = word_search._place(folder)
    assert sys.platform == "win32" or stat.S_IMODE(place.stat().st_mode) == 0o600
    claims = (case / "exhibits.yaml").read_text("utf-8")
    changed = claims.replace("Foto spanduk dan lapangan", "Kata9baru dan lapangan")
    (case / "exhibits.yaml").write_text(changed, "utf-8")
    assert word_search.find(load(case), "kata9baru").hits


def test_the_command_speaks_json_and_names_no_hits(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "catatan.txt").write_text("warga Bukit Merambai\n")
    ran = CliRunner().invoke(app, ["find", str(tmp_path), "bukit", "--json"])
    told = json.loads(ran.stdout)
    assert [(one["kind"], one["where"]) for one in told["hits"]] == [("text", "line 1")]
    ran = CliRunner().invoke(app, ["find", str(tmp_path), "--", "-x"])
    assert ran.exit_code == 0
    assert "-x" in ran.stdout


def test_the_index_is_small_and_answers_at_once() -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("aeiukmnprst", k=rng.randint(3, 9))) for _ in range(3000)]
    lines = [" ".join(rng.choices(words, k=6)) for _ in range(5000)]
    data = build((Passage("B-1", "a.png", "text", "1", one) for one in lines), "")
    assert len(data) / len(lines) <= 400
    made = WordIndex(data)
    begun = time.process_time()
    for word in words[:50]:
        made.find(word)
    assert (time.process_time() - begun) / 50 < 0.1


def test_planted_phrases_are_found_in_pictures_of_each_kind(tmp_path: Path) -> None:
    """One exhibit of some kinds; ``python -m bench.words phrases`` plants hundreds of all."""
    (tmp_path / "evidence").mkdir()
    planted = plant(tmp_path / "evidence", 1, 7, ("banner", "letter", "enclosed"))
    folder = load(tmp_path)
    read_words(folder)
    for kind, name, words in planted:
        first = word_search.find(folder, words).hits[0]
        assert (first.passage.path, first.passage.kind, first.is_phrase) == (name, "reading", True)
        assert "xywh=percent:" in first.passage.where, kind


@pytest.mark.long
def test_planted_phrases_are_found_by_any_part_of_them(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    planted = plant(tmp_path / "evidence", 4, 11)
    folder = load(tmp_path)
    read_words(folder)
    missed = []
    for _, name, words in planted:
        hits = word_search.find(folder, words[2:-2]).hits
        if name not in {one.passage.path for one in hits}:
            missed.append(name)
    assert len(missed) <= len(planted) // 16
