"""What the desk shows of each kind of exhibit, made in the guarded child.

Lost otherwise: a kind that stands as an empty box, a picture on its side or in wrong colours,
a changed file shown as if it were the one examined.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.desk import exhibits as made
from workbench.desk.answering import Answer, Desk
from workbench.desk.packs import Packs
from workbench.desk.registration import Registered


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made_once = Desk(Packs(tmp_path_factory.mktemp("cache")), jobs=1)
    yield made_once
    made_once.children.stop()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    outside = root / "rahasia.jpg"
    made.photograph().save(outside)
    return made.case(root / "kasus", link_to=outside)


@pytest.fixture(scope="module")
def known(case: Path) -> Registered:
    return made.registration(case)


def ask(desk: Desk, known: Registered, number: int, what: str, *numbers: int) -> Answer:
    return desk.answer(known, f"B-{number:02d}", what, numbers)


def told(answer: Answer) -> Any:
    assert answer.media_type == "application/json", answer.media_type
    return json.loads(answer.body)


def image(answer: Answer) -> Image.Image:
    assert answer.status == 200, answer.body
    opened = Image.open(io.BytesIO(answer.body), formats=["JPEG"])
    assert not opened.getexif()
    return opened.convert("RGB")


def is_red(pixel: Any) -> bool:
    red, green, blue = pixel
    return red > 180 and green < 90 and blue < 90


def test_every_kind_says_how_it_can_be_seen(desk: Desk, known: Registered) -> None:
    kinds = {n: told(ask(desk, known, n, "how")).get("kind") for n in range(1, 12)}
    assert kinds == {1: "picture", 2: "film", 3: "sound", 4: "pages", 5: "text", 6: "text",
                     7: "chat", 8: "text", 9: "text", 10: "other", 11: "other"}  # fmt: skip
    for number in (10, 11):
        assert len(told(ask(desk, known, number, "how"))["reason"]) > 20
    link = ask(desk, known, 12, "how")
    assert link.status == 422
    assert "tautan" in told(link)["reason"]


def test_a_photograph_on_its_side_is_shown_upright_down_to_its_pixels(
    desk: Desk, known: Registered
) -> None:
    for size in (256, 640):
        small = image(ask(desk, known, 1, "thumbnail", size))
        assert max(small.size) == size
        assert small.width > small.height
        assert is_red(small.getpixel((5, 5)))
    about = told(ask(desk, known, 1, "tiles"))
    assert (about["width"], about["height"], about["tile"]) == (1600, 1000, 512)
    tile = image(ask(desk, known, 1, "tile", about["highest"], 0, 0))
    assert tile.size == (512, 512)
    assert is_red(tile.getpixel((10, 10)))
    assert image(ask(desk, known, 1, "tile", about["highest"], 3, 1)).size == (64, 488)
    coarse = image(ask(desk, known, 1, "tile", about["lowest"], 0, 0))
    assert coarse.size == (400, 250)
    # Just outside the picture there is no tile.
    assert ask(desk, known, 1, "tile", about["highest"], 4, 0).status == 404
    assert ask(desk, known, 1, "tile", about["highest"] + 1, 0, 0).status == 404


def test_colours_are_those_of_the_pictures_own_profile(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "kasus" / "evidence"
    folder.mkdir(parents=True)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    grey = Image.new("LAB", (64, 64), (128, 200, 128))
    grey.save(folder / "a.tif", icc_profile=lab.tobytes())
    known = made.registration(tmp_path / "kasus")
    red, green, _ = image(ask(desk, known, 1, "thumbnail", 256)).getpixel((30, 30))
    assert red > green + 40, "the profile was passed over: grey of Lab shows as grey"


def test_a_film_gives_frames_with_their_times_and_a_strip_of_three(
    desk: Desk, known: Registered
) -> None:
    how = told(ask(desk, known, 2, "how"))
    assert how["seconds"] == pytest.approx(4, abs=0.2)
    assert how["played"] == "video/mp4"
    strip = image(ask(desk, known, 2, "thumbnail", 640))
    assert strip.width > 3.5 * strip.height
    times = told(ask(desk, known, 2, "frames"))
    assert times == sorted(set(times))
    assert 3 <= len(times) <= 24
    first, last = (
        np.asarray(image(ask(desk, known, 2, "frame", n))).mean() for n in (0, len(times) - 1)
    )
    assert last > first + 100
    assert ask(desk, known, 2, "frame", len(times)).status == 404


def test_a_sound_shows_where_it_is_loud(desk: Desk, known: Registered) -> None:
    wave = told(ask(desk, known, 3, "waveform"))
    half = len(wave["high"]) // 2
    assert wave["seconds"] == pytest.approx(2, abs=0.1)
    assert max(wave["high"][: half - 2]) < 3
    assert min(wave["high"][half + 2 : -1]) > 60
    assert image(ask(desk, known, 3, "thumbnail", 256)).width == 256


def test_a_page_is_drawn_with_each_character_where_it_stands(desk: Desk, known: Registered) -> None:
    assert told(ask(desk, known, 4, "how"))["pages"] == 2
    page = told(ask(desk, known, 4, "page", 2))
    sheet = image(ask(desk, known, 4, "sheet", 2))
    assert sheet.size == (page["width"], page["height"])
    text = "".join(sign for sign, *_ in page["characters"])
    assert "halaman 2" in text
    sign, left, top, right, bottom = page["characters"][0]
    assert sign == "B"
    place = (left * sheet.width // 10_000, top * sheet.height // 10_000,
             right * sheet.width // 10_000, bottom * sheet.height // 10_000)  # fmt: skip
    assert np.asarray(sheet.crop(place).convert("L")).min() < 100, "no ink where B should stand"
    assert ask(desk, known, 4, "page", 3).status == 422
    assert ask(desk, known, 4, "page", 0).status == 422


def test_papers_show_their_text_and_the_pictures_inside(desk: Desk, known: Registered) -> None:
    (letter,) = told(ask(desk, known, 5, "text"))
    assert letter["lines"][:2] == ["Surat undangan rekaan", "kiri\tkanan"]
    assert len(told(ask(desk, known, 5, "inside"))) == 1
    assert image(ask(desk, known, 5, "enclosed", 0)).size == (400, 300)
    (sheet,) = told(ask(desk, known, 6, "text"))
    assert sheet["lines"] == ["nama\tjumlah", "Pelaku A\t12"]


def test_a_chat_is_given_message_by_message(desk: Desk, known: Registered) -> None:
    page = told(ask(desk, known, 7, "messages", 18, 5))
    assert page["count"] == 20
    assert [row[0] for row in page["rows"]] == [19, 20]
    assert page["rows"][-1][3:5] == ["Pak Darma", "Saya lihat di panggung nomor 2"]
    assert len(told(ask(desk, known, 7, "how"))["excerpt"]) == 3


def test_drawings_and_pages_that_could_run_are_text(desk: Desk, known: Registered) -> None:
    for number, word in ((8, "onload"), (9, "unggahan")):
        assert word in "".join(told(ask(desk, known, number, "text"))[0]["lines"])
        for what in ("tiles", "thumbnail", "page"):
            answer = ask(desk, known, number, what, *([] if what == "tiles" else [256]))
            assert answer.status in {404, 422}


def test_any_file_shows_its_bytes(desk: Desk, known: Registered) -> None:
    strip = told(ask(desk, known, 10, "hex", 255))
    assert strip["size"] == 1024
    assert strip["bytes"].startswith("ff0001")
    assert told(ask(desk, known, 10, "hex", 1024))["bytes"] == ""


def test_a_changed_or_vanished_exhibit_is_not_shown_as_the_one_examined(
    desk: Desk, case: Path, tmp_path: Path
) -> None:
    shutil.copytree(case, tmp_path / "kasus", symlinks=True)
    known = made.registration(tmp_path / "kasus")
    photo = tmp_path / "kasus" / "evidence" / "01 foto.jpg"
    assert ask(desk, known, 1, "how").status == 200
    made.photograph(text="LAIN").save(photo)
    for what, numbers in (("how", ()), ("thumbnail", (256,)), ("tiles", ()), ("hex", (0,))):
        answer = ask(desk, known, 1, what, *numbers)
        assert answer.status == 409, what
        assert "berubah" in told(answer)["reason"]
    photo.unlink()
    assert ask(desk, known, 1, "how").status == 409
    photo.symlink_to(tmp_path / "kasus" / "evidence" / "11 rusak.jpg")
    assert ask(desk, known, 1, "how").status == 409


def test_an_unknown_question_is_not_found(desk: Desk, known: Registered) -> None:
    for exhibit, what, numbers in (
        ("B-99", "how", ()), ("../B-01", "how", ()), ("B-01", "__init__", ()),
        ("B-01", "thumbnail", ()), ("B-01", "thumbnail", (255,)), ("B-01", "tile", (1, 2)),
    ):  # fmt: skip
        assert desk.answer(known, exhibit, what, numbers).status == 404


def test_what_is_kept_is_private_bounded_and_lies_outside_the_case(
    case: Path, known: Registered, tmp_path: Path
) -> None:
    before = sorted((path, path.lstat().st_mtime_ns) for path in case.rglob("*"))
    packs = Packs(tmp_path, most=60_000)
    desk = Desk(packs, jobs=1)
    for number in (1, 2, 4, 1):
        ask(desk, known, number, "how")
        ask(desk, known, number, "tiles")
    desk.children.stop()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert sum(path.stat().st_size for path in files) <= 60_000
    assert {path.stat().st_mode & 0o077 for path in tmp_path.rglob("*")} == {0}
    assert sorted((path, path.lstat().st_mtime_ns) for path in case.rglob("*")) == before


def test_a_damaged_pack_is_made_anew(known: Registered, tmp_path: Path) -> None:
    desk = Desk(Packs(tmp_path), jobs=1)
    good = ask(desk, known, 1, "thumbnail", 256).body
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-100] + b"\0" * 100)
    again = Desk(Packs(tmp_path), jobs=1)
    assert ask(again, known, 1, "thumbnail", 256).body == good
    for one in (desk, again):
        one.children.stop()
