"""Words in pictures are read where nothing can go out, and every reading keeps its place.

Lost otherwise: the decisive sentence of a screenshot cannot be found, a picture reaches a
network, a reading passes for a fact, or two offices read one picture differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.words.drawn import FONTS
from workbench import examples
from workbench.case import load
from workbench.case.journal import read as journal_of
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.sandbox import Failure
from workbench.examination.cache import Cache
from workbench.examination.word_readings import cut_strips, read_words
from workbench.words.reading import case_readings, read_case, read_exhibit, recogniser
from workbench.words.reading.line import DOUBTFUL, WHOLE, Line, Reading, Surface
from workbench.words.reading.line import LONGEST as LONGEST_LINE
from workbench.words.reading.read_exhibit import gathered, read_surface
from workbench.words.reading.surfaces import LONGEST, MOST_PIECES, pieces


def written(*lines: str, size: tuple[int, int] = (640, 300), font: int = 34) -> Image.Image:
    image = Image.new("RGB", size, (250, 250, 245))
    draw = ImageDraw.Draw(image)
    letters = ImageFont.truetype(FONTS / "DejaVuSans.ttf", font)
    for number, line in enumerate(lines):
        draw.text((40, 40 + number * 2 * font), line, (20, 30, 40), letters)
    return image


def texts(reading: Reading) -> list[str]:
    return [line.text for _, line in reading.lines()]


def test_words_are_read_in_a_child_that_can_reach_nothing(
    child: Callable[[Path], Reading], tmp_path: Path
) -> None:
    written("Pak Camat hadir", "di Lapangan Bukit").save(tmp_path / "a.png")
    reading = child(tmp_path / "a.png")
    assert texts(reading) == ["Pak Camat hadir", "di Lapangan Bukit"]
    (surface,) = reading.surfaces
    assert (surface.place, surface.reader, surface.is_reading) == ("", "rapidocr", True)
    top, below = surface.lines
    assert top.box[1] < top.box[3] <= below.box[1]
    assert surface.where(top).startswith("xywh=percent:")
    assert top.score >= DOUBTFUL
    assert not top.is_doubtful


def test_nothing_is_ever_fetched() -> None:
    """Every model is named by its path in the wheel: the reader has nothing to look for."""
    from rapidocr.utils.download_file import DownloadFile

    def refuse(*_: object) -> None:
        raise AssertionError("it wanted to fetch a model")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DownloadFile, "run", refuse)
        recogniser._reader.cache_clear()
        assert recogniser.read(np.asarray(written("Uji baca"))) != []
    for path in recogniser.models().values():
        assert path.is_file()
        assert "rapidocr" in path.parts


def test_the_same_bytes_give_the_same_reading_in_a_child_and_here(
    child: Callable[[Path], Reading], tmp_path: Path
) -> None:
    image = written("Nomor 07.41 hari ini", "Rp 250.000 untuk warga", "Iya betul sekali")
    image.save(tmp_path / "a.png")
    here = read_surface("", np.asarray(image))
    assert child(tmp_path / "a.png").surfaces == (here,)
    assert read_surface("", np.asarray(image)) == here
    # What a line is read as does not depend on which lines stand beside it.
    alone = read_surface("", np.asarray(written("", "Rp 250.000 untuk warga", "")))
    assert [line.text for line in alone.lines] == [here.lines[1].text]


def test_a_pdf_gives_its_own_text_and_only_a_page_without_any_is_read(
    child: Callable[[Path], Reading], tmp_path: Path
) -> None:
    case = examples.copy("pilkada-laporan", tmp_path / "case")
    (case / "evidence" / "surat_keterangan_jabatan.pdf").rename(tmp_path / "a.pdf")
    own = child(tmp_path / "a.pdf")
    assert any("SURAT KETERANGAN" in text for text in texts(own))
    # A ligature is a run of its own in the file and no word of its own here.
    assert "untuk keperluan klarifikasi." in texts(own)
    assert own.machine_read == []
    written("Berita acara pleno", size=(620, 877), font=30).save(tmp_path / "b.pdf")
    scanned = child(tmp_path / "b.pdf")
    assert texts(scanned) == ["Berita acara pleno"]
    assert [(one.place, one.is_reading) for one in scanned.surfaces] == [("page=1", True)]


def test_a_long_screenshot_is_read_in_pieces_and_no_line_twice() -> None:
    lines = [f"Pesan ke {number} warga" for number in range(1, 21)]
    image = written(*lines, size=(420, 2500))
    assert image.height > 2.6 * image.width
    assert image.height > LONGEST
    surface = read_surface("", np.asarray(image))
    assert [line.text for line in surface.lines] == lines
    assert sum(1 for _ in pieces(np.zeros((200_000, 64, 3), np.uint8))) == MOST_PIECES


def test_what_was_handed_over_stays_when_a_reader_hangs_or_dies() -> None:
    surface = Surface("page=1", "rapidocr", 10, 10, (Line("ada", (0, 0, 9, 9)),))
    for failure, told in (
        (Failure("timeout", "900"), ("timeout", "900")),
        (Failure("crash", "-11"), ("crash", "")),
        (Failure("memory"), ("memory", "")),
    ):
        reading = gathered([("surface", surface.to_json())], failure)
        assert texts(reading) == ["ada"]
        assert reading.unread == (told,)
    assert read_case.is_lasting(gathered([], Failure("timeout", "900")))
    assert not read_case.is_lasting(gathered([], Failure("memory")))


@pytest.mark.parametrize(("score", "is_doubtful"), [(DOUBTFUL - 1, True), (DOUBTFUL, False)])
def test_low_scores_are_marked(score: int, is_doubtful: bool) -> None:
    assert Line("x", (0, 0, 1, 1), score).is_doubtful is is_doubtful


def test_a_case_is_read_once_stated_and_journaled(tmp_path: Path) -> None:
    case = tmp_path / "perkara"
    (case / "evidence").mkdir(parents=True)
    written("Dukung nomor dua").save(case / "evidence" / "a.png")
    (case / "evidence" / "rusak.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 90)
    done = read_words(load(case), by="penelaah")
    first = (case / "readings.json").read_bytes()
    assert done.fresh == 2
    states = {one.path: done.words.state(one) for one in done.exhibits}
    assert states == {"a.png": "read", "rusak.png": "not_read"}
    again = read_words(load(case))
    assert again.fresh == 0
    assert (case / "readings.json").read_bytes() == first
    entries, problems = journal_of(case / "journal.jsonl")
    assert problems == []
    assert [(one.kind, one.after, one.by) for one in entries] == [
        ("read", hashlib.sha256(first).hexdigest(), "penelaah")
    ]
    # A case that is carried elsewhere reads nothing again, even without the cache.
    (cached,) = {
        path
        for path in Cache(kind="words", version=read_case.version()).folder.glob("*/*")
        if path.name == next(e.sha256 for e in done.exhibits if e.path == "a.png")
    }
    cached.unlink()
    assert read_words(load(case)).fresh == 0
    cut = cut_strips(load(case), done.exhibits, done.words)
    assert len(cut["a.png"]) == 1


def test_without_the_reader_a_case_says_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "perkara"
    (case / "evidence").mkdir(parents=True)
    written("Kata lain").save(case / "evidence" / "b.png")
    monkeypatch.setattr(recogniser, "models", dict)
    done = read_words(load(case))
    (exhibit,) = done.exhibits
    assert done.words.state(exhibit) == "not_read"
    assert done.words.readings[exhibit.sha256 or ""].unread == (("no_reader", ""),)
    monkeypatch.undo()
    assert read_words(load(case)).fresh == 1


def test_a_file_that_changed_meanwhile_is_not_read_as_the_one_that_was_meant(
    tmp_path: Path,
) -> None:
    written("Kata").save(tmp_path / "a.png")
    task = read_exhibit.Task(tmp_path, "a.png", "image/png", "0" * 64)
    assert gathered(read_exhibit.parts(task)).unread == (("changed", ""),)


_SURFACE = Surface("", "rapidocr", 9, 9, (Line("ya", (1, 2, 3, 4)),))
_GOOD = _SURFACE.to_json()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"format": "2"}',
        json.dumps({"format": "1", "readers": {}, "version": "", "readings": {"x": {}}}).encode(),
        *(
            json.dumps(
                {"format": "1", "readers": {}, "version": "", "readings": {"0" * 64: {
                    "surfaces": [{**_GOOD, "lines": [line]}], "looked_at": 1, "unread": []}}}
            ).encode()
            for line in (
                [["kata"], [1, 2, 3, 4], 1, 1, 1, [1, 2, 3, 4]],
                ["kata", [1, 2, 3], 1, 1, 1, [1, 2, 3, 4]],
                ["kata", [1, 2, 3, "4"], 1, 1, 1, [1, 2, 3, 4]],
                ["kata", [1, 2, 3, 10**12], 1, 1, 1, [1, 2, 3, 4]],
                ["kata", [1, 2, 3, 4], True, 1, 1, [1, 2, 3, 4]],
                ["k" * (LONGEST_LINE + 1), [1, 2, 3, 4], 1, 1, 1, [1, 2, 3, 4]],
            )
        ),
    ],
)  # fmt: skip
def test_a_planted_or_damaged_file_of_readings_is_not_used_and_says_so(
    tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "readings.json").write_bytes(damage)
    held = case_readings.load(tmp_path)
    assert (held.problem, dict(held.readings)) == ("broken", {})


def test_the_longest_line_that_is_kept_is_understood(tmp_path: Path) -> None:
    line = Line("k" * LONGEST_LINE, (1, 2, 3, 4))
    case_readings.store(tmp_path, {"0" * 64: Reading((replace(_SURFACE, lines=(line,)),), 1)})
    assert case_readings.load(tmp_path).problem == ""


def test_a_link_in_the_place_of_the_readings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "readings.json").symlink_to(tmp_path / "other.json")
    assert case_readings.load(tmp_path).problem == "refused"


def test_readings_of_other_bytes_are_of_no_exhibit() -> None:
    reading = Reading((Surface.from_json(_GOOD),), 1)
    held = case_readings.CaseReadings({"a" * 64: reading})
    exhibit = Exhibit("B-01", "a.png", 9, "a" * 64, "image/png", True, "ok", None)
    assert held.state(exhibit) == "read"
    assert held.state(replace(exhibit, sha256="b" * 64)) == "not_read"
    assert held.state(replace(exhibit, media_type="audio/ogg")) == "no_words"


def test_a_line_goes_on_in_the_next_one_below_it_only() -> None:
    rows = [Line("satu", (0, 0, 900, 100)), Line("dua", (0, 110, 900, 210)),
            Line("jauh", (0, 900, 900, 1000)), Line("beda", (5000, 1010, 9000, 1100))]  # fmt: skip
    surface = Surface("", "rapidocr", WHOLE, WHOLE, tuple(rows))
    assert [beyond for _, beyond in surface.followed()] == ["dua", "", "", ""]


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (47, 400), (4000, 60)])
def test_pictures_of_strange_shapes_hold_no_words_and_no_errors(size: tuple[int, int]) -> None:
    surface = read_surface("", np.asarray(Image.new("RGB", size, (9, 9, 9))))
    assert surface.lines == ()


def test_a_bomb_is_refused_before_a_pixel_is_made(
    child: Callable[[Path], Reading], tmp_path: Path
) -> None:
    Image.new("1", (20_000, 10_000)).save(tmp_path / "bom.png")
    reading = child(tmp_path / "bom.png")
    assert (reading.surfaces, reading.unread) == ((), (("picture_too_large", ""),))


@pytest.mark.long
def test_large_dense_slanted_and_foreign_pictures_are_read_within_the_limits(
    child: Callable[[Path], Reading], tmp_path: Path
) -> None:
    """200 megapixels, a dense page, text at an angle, another script: defined, in 2 GiB."""
    Image.new("L", (14_000, 14_000), 255).save(tmp_path / "besar.jpg")
    assert child(tmp_path / "besar.jpg").unread == ()
    lines = [f"Baris ke {n} bahwa terlapor hadir pada kegiatan kampanye di sana" for n in range(64)]
    written(*lines, size=(1654, 2339), font=17).save(tmp_path / "padat.png")
    dense = child(tmp_path / "padat.png")
    assert dense.unread == ()
    assert len(dense.machine_read) >= 60
    slanted = written("DUKUNG NOMOR DUA", font=50).rotate(
        12, expand=True, fillcolor=(250, 250, 245)
    )
    slanted.save(tmp_path / "miring.png")
    assert "NOMOR" in " ".join(texts(child(tmp_path / "miring.png")))
    written("مرحبا שלום", "🙏🙏🙏").save(tmp_path / "lain.png")
    assert child(tmp_path / "lain.png").unread == ()
    page = written(*["x y z"] * 700, size=(1800, 60 + 700 * 6), font=3)
    page.save(tmp_path / "lima_ribu.png")
    assert child(tmp_path / "lima_ribu.png").looked_at <= 1
