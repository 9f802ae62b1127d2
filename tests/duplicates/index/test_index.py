"""If these fail, an old photograph sent round again looks new to the office."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.duplicates.compare.test_words import LETTER, OTHER, plain
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.index.index import Entry, Index
from workbench.errors import CaseError


@pytest.fixture
def case(tmp_path):
    """Return a function that makes the folder of a case, so that it can be opened."""

    def make(name: str) -> str:
        (tmp_path / name / "evidence").mkdir(parents=True, exist_ok=True)
        return str(tmp_path / name)

    return make


def entry(name: str, print_, sha: str = "") -> Entry:
    return Entry(f"B-{name}", f"{name}.jpg", Known(sha or name[0] * 64, print_), "2024-09-27")


def other(name: str, sha: str = "f" * 64, **known) -> Entry:
    """Return what is no picture."""
    return Entry("B-1", name, Known(sha, **known))


def asked(print_=None, sha: str = "0" * 64, **known) -> Known:
    return Known(sha, print_, **known)


def test_a_turned_copy_in_another_case_is_found(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    turned = saved(photos["coffee"].transpose(Image.Transpose.ROTATE_90), quality=40)
    (hit,) = index.search(asked(turned))
    assert (hit.case.name, hit.exhibit, hit.pair.kind) == ("001/LP", "B-kopi", "near")
    assert hit.pair.transform == "rotate90"


def test_equal_bytes_are_found_whatever_they_are(tmp_path, case):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [other("suara.opus")])
    (hit,) = index.search(asked(sha="f" * 64))
    assert (hit.pair.kind, hit.pair.method) == ("exact", "sha256")


def test_a_screenshot_finds_the_photo_that_it_shows(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("roket", saved(photos["rocket"]))])
    screen = Image.new("RGB", (720, 1480), "#101c24")
    screen.paste(photos["rocket"].resize((640, 427)), (40, 500))
    (hit,) = index.search(asked(saved(screen, "PNG")))
    assert (hit.pair.kind, hit.pair.transform) == ("part", "contains")


def test_adding_again_replaces_and_removing_forgets(tmp_path, case, photos, saved):
    """A case that was mended must not be found by what it no longer holds."""
    index, key = Index(tmp_path / "index"), case("satu")
    index.add(key, "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.rebuild()
    index.add(key, "001/LP", [entry("roket", saved(photos["rocket"]))])
    assert index.search(asked(saved(photos["coffee"]))) == ()
    assert len(index.search(asked(saved(photos["rocket"])))) == 1
    assert index.remove(key)
    assert not index.remove(key)
    assert index.search(asked(saved(photos["rocket"]))) == ()
    assert index.cases() == ()


def test_a_closed_case_says_only_that_there_is_a_hit(tmp_path, case, photos, saved):
    """A hit must not tell who is in a case that the reader may not open, nor how much of it."""
    index, key = Index(tmp_path / "index"), case("rahasia")
    index.add(
        key,
        "009/LP",
        [
            entry("kopi", saved(photos["coffee"])),
            entry("lagi", saved(photos["coffee"], quality=60)),
        ],
    )
    index.add(case("dua"), "002/LP", [entry("terusan", saved(photos["coffee"], quality=20))])
    (Path(key) / "evidence").rename(Path(key) / "ditutup")
    known, hit = index.search(asked(saved(photos["coffee"])))
    assert known.case.name == "002/LP"
    assert hit.as_json() == {"closed": True}
    assert (hit.exhibit, hit.path, hit.date, hit.claims, hit.pair) == ("", "", "", {}, None)
    assert (hit.case.key, hit.case.name, hit.case.exhibits) == ("", "", 0)


_PERMISSION = """
import json, os, sys
from pathlib import Path
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.index.index import Index
index = Index(Path(sys.argv[1]))
assert len(index.search(Known("f" * 64))) == 1
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
print(json.dumps([hit.as_json() for hit in index.search(Known("f" * 64))]))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="needs another account")
def test_another_account_learns_only_that_there_is_a_hit():
    """The system's own rights decide, for whoever runs the search."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        evidence, place = root / "rahasia" / "evidence", root / "index"
        evidence.mkdir(parents=True)
        root.chmod(0o755)
        # How an office shares an index on purpose; any other belongs to its owner alone.
        place.mkdir()
        os.chown(place, -1, 65534)
        place.chmod(0o2770)
        Index(place).add(str(evidence.parent), "009/LP", [Entry("B-1", "a.opus", Known("f" * 64))])
        Index(place).rebuild()
        evidence.chmod(0o700)
        command = [sys.executable, "-c", _PERMISSION, str(place)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert json.loads(said) == [{"closed": True}]


@pytest.mark.parametrize("damage", ["missing", "cut", "other", "scrambled", "all"])
def test_damaged_arrays_are_made_anew(tmp_path, case, photos, saved, damage):
    """The arrays are only a copy: losing them must lose no picture."""
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.rebuild()
    (place,) = (tmp_path / "index" / "arrays").iterdir()
    rows = place / "points" / "rows.npy"
    if damage == "missing":
        (place / "hashes.npy").unlink()
    elif damage == "cut":
        rows.write_bytes(rows.read_bytes()[:-8])
    elif damage == "other":
        (place / "numbers.npy").write_bytes(b"bukan array")
    elif damage == "scrambled":
        held = np.load(rows)
        np.save(rows, held | np.uint64(0xFFFF << 48))
    else:
        shutil.rmtree(place.parent)
    crop = saved(photos["coffee"].crop((120, 60, 500, 370)))
    assert len(index.search(asked(crop))) == 1


def test_adding_a_case_leaves_the_arrays_of_most_others(tmp_path, case, photos, saved):
    """Years of cases must not be written again for each new one."""
    index, print_ = Index(tmp_path / "index"), saved(photos["coffee"])
    place = tmp_path / "index" / "arrays"
    index.add(case("lama"), "001/LP", [entry(f"{n}", print_) for n in range(450)])
    (before,) = place.iterdir()
    index.add(case("baru"), "002/LP", [entry(f"{n}", print_) for n in range(100)])
    assert before in place.iterdir()
    assert len(list(place.iterdir())) == 2
    index.add(case("baru"), "002/LP", [entry(f"{n}", print_) for n in range(100)])
    assert len(list(place.iterdir())) == 2, "an unchanged case is not put in again"
    index.remove(str(tmp_path / "lama"))
    index.add(case("lain"), "003/LP", [entry(f"{n}", print_) for n in range(100)])
    assert before not in place.iterdir(), "what was taken out goes when something is added"
    assert len(index.search(asked(sha="1" * 64))) == 2 * 11


@pytest.mark.parametrize("published", [True, False], ids=["arrays", "newer"])
def test_a_crop_finds_the_photo_that_it_was_cut_from(tmp_path, case, photos, saved, published):
    """The usual way in which an old photograph comes back: without its edges."""
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    if published:
        index.rebuild()
    crop = photos["coffee"].crop((120, 60, 500, 370)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    (hit,) = index.search(asked(saved(crop, quality=60)))
    assert (hit.case.name, hit.pair.kind, hit.pair.method) == ("001/LP", "part", "orb")
    assert hit.pair.transform == "mirror+inside"


def test_a_photo_in_a_letter_of_another_case_is_found_with_its_page(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    inside = {"page=2": saved(photos["coffee"])}
    letter = other("surat.pdf", "c" * 64, enclosed=inside)
    index.add(case("satu"), "001/LP", [letter])
    (hit,) = index.search(asked(saved(photos["coffee"], quality=40)))
    assert (hit.pair.kind, hit.pair.transform, hit.pair.place_b) == ("part", "inside", "page=2")
    # And the other way: a letter that is asked for, and the photo in a case.
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    (hit,) = index.search(asked(enclosed={"page=1": saved(photos["rocket"], quality=50)}))
    assert (hit.case.name, hit.pair.kind, hit.pair.transform) == ("002/LP", "part", "contains")


def test_a_letter_written_anew_and_a_chat_are_found(tmp_path, case):
    """The same complaint comes back under another name, with another date on top."""
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [other("surat.docx", words=plain(LETTER))])
    index.add(case("dua"), "002/LP", [other("lain.docx", "e" * 64, words=plain(OTHER))])
    (hit,) = index.search(asked(words=plain(f"Perihal: laporan warga. {LETTER}")))
    assert (hit.case.name, hit.pair.kind, hit.pair.method) == ("001/LP", "near", "text")
    index.rebuild()
    (hit,) = index.search(asked(words=plain(f"{LETTER} {OTHER[:200]}")))
    assert hit.case.name == "001/LP"


def heard(seed: int, first: int = 0, last: int = 600, wrong: float = 0.0) -> Sound:
    """Return moments of an invented recording, some of their bits wrong as codecs leave them."""
    rng = np.random.default_rng(seed)
    # Neighbouring moments overlap, so their bits turn rarely.
    turned = rng.random((600, 32)) < 0.15
    bits = (np.cumsum(turned, axis=0) % 2).astype(bool)[first:last]
    bits ^= np.random.default_rng(seed + 1000).random(bits.shape) < wrong
    words = np.packbits(bits, axis=1, bitorder="little").view("<u4").ravel()
    present = np.ones(len(words), np.uint8).tobytes()
    return Sound(len(words) / 20, f"{seed} {first} {last} {wrong}", words.tobytes(), present)


@pytest.mark.parametrize("published", [True, False], ids=["arrays", "newer"])
def test_a_recording_coded_anew_or_cut_is_found(tmp_path, case, published):
    """A voice note that was forwarded twice shares no byte with the first."""
    index = Index(tmp_path / "index")
    for seed in range(20):
        entries = [other(f"{seed}.opus", f"{seed + 1:064d}", sound=heard(seed))]
        index.add(case(f"p{seed}"), f"{seed:03d}/LP", entries)
    if published:
        index.rebuild()
    (hit,) = index.search(asked(sound=heard(7, wrong=0.16)))
    assert (hit.case.name, hit.pair.kind, hit.pair.method) == ("007/LP", "near", "sound")
    (hit,) = index.search(asked(sound=heard(7, 201, 391, 0.16)))
    assert (hit.case.name, hit.pair.kind, hit.pair.transform) == ("007/LP", "part", "inside")
    assert index.search(asked(sound=heard(99))) == ()


def silent(done: int, total: int) -> None:
    """Show nothing."""


def test_what_stands_in_more_than_one_case_is_listed(tmp_path, case, photos, saved):
    """An office asks which old photographs go round, without asking for each."""
    index = Index(tmp_path / "index")
    index.add(
        case("satu"),
        "001/LP",
        [
            entry("kopi", saved(photos["coffee"]), "1" * 64),
            entry("kopi2", saved(photos["coffee"], quality=50)),
        ],
    )
    assert index.repeats() == (), "twice in one case is that case's own matter"
    index.add(
        case("dua"),
        "002/LP",
        [
            entry("potongan", saved(photos["coffee"].crop((120, 60, 500, 370)))),
            entry("roket", saved(photos["rocket"])),
        ],
    )
    index.add(case("tiga"), "003/LP", [other("suara.opus"), other("a", "a" * 64, sound=heard(1))])
    index.add(case("empat"), "004/LP", [other("lain.opus"), other("b", "b" * 64, sound=heard(1))])
    index.add(case("lima"), "005/LP", [other("c", "c" * 64, words=plain(LETTER))])
    index.add(case("enam"), "006/LP", [other("d", "d" * 64, words=plain(LETTER))])
    assert len(index.repeats()) == 1, "only equal bytes before anything is compared"
    assert index.compare(0, silent) > 0, "no more time than it is given"
    assert index.compare(60, silent) == 0
    photo, bytes_, sound, text = index.repeats()
    assert {hit.case.name for hit in photo.hits} == {"001/LP", "002/LP"}
    assert {hit.pair.kind for hit in photo.hits} == {"part"}
    assert {hit.path for hit in bytes_.hits} == {"suara.opus", "lain.opus"}
    assert {hit.path for hit in sound.hits} == {"a", "b"}
    assert {hit.path for hit in text.hits} == {"c", "d"}
    index.remove(str(tmp_path / "enam"))
    assert len(index.repeats()) == 3


def test_repeats_say_nothing_of_closed_cases(tmp_path, case, photos, saved):
    """Neither a name nor a number, nor what two of them have in common."""
    index = Index(tmp_path / "index")
    names = ("terbuka", "rahasia", "tertutup")
    for at, name in enumerate(names):
        photo = saved(photos["coffee"], quality=90 - 20 * at)
        index.add(case(name), name, [entry(f"kopi{at}", photo), other("s.opus", f"{at > 0:064d}")])
    index.compare(60, silent)
    for name in names[1:]:
        (tmp_path / name / "evidence").rename(tmp_path / name / "ditutup")
    (told,) = index.repeats()
    shown, closed = told.hits
    assert (shown.case.name, shown.pair) == ("terbuka", None)
    assert closed.as_json() == {"closed": True}
    everything = repr(index.repeats()) + json.dumps([hit.as_json() for hit in told.hits])
    assert "rahasia" not in everything
    assert "tertutup" not in everything


def test_a_folder_of_that_name_where_somebody_stands_opens_nothing(
    tmp_path, case, monkeypatch, photos, saved
):
    index, key = Index(tmp_path / "index"), case("rahasia")
    index.add(key, "009/LP", [entry("kopi", saved(photos["coffee"]))])
    (Path(key) / "evidence").rename(Path(key) / "ditutup")
    monkeypatch.chdir(case("lain"))
    (hit,) = index.search(asked(saved(photos["coffee"])))
    assert hit.is_closed
    assert not hit.case.is_open


_WRITER = """
import sys
from pathlib import Path
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.index import index as module
from workbench.duplicates.index.index import Entry, Index
module._MOST_NEW = 1
for key in sys.argv[2:]:
    Index(Path(sys.argv[1])).add(key, Path(key).name, [Entry("B-1", "a.opus", Known("f" * 64))])
    Index(Path(sys.argv[1])).rebuild()
"""


def test_two_writers_lose_nothing(tmp_path, case):
    """Two people of one office add cases at the same time, from two computers' processes."""
    keys = [case(f"perkara-{number}") for number in range(8)]
    place = tmp_path / "index"
    running = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(place), *part])
        for part in (keys[::2], keys[1::2])
    ]
    while any(one.poll() is None for one in running):
        # Somebody searches meanwhile; half-written arrays must never show.
        assert len(Index(place).search(asked(sha="f" * 64))) <= 8
    assert [one.wait() for one in running] == [0, 0]
    assert len(Index(place).cases()) == 8
    assert len(Index(place).search(asked(sha="f" * 64))) == 8


def test_an_index_of_another_version_is_refused(tmp_path):
    Index(tmp_path / "index")
    with sqlite3.connect(tmp_path / "index" / "index.sqlite") as database:
        database.execute("update settings set value = '0' where name = 'format'")
    database.close()
    with pytest.raises(CaseError) as caught:
        Index(tmp_path / "index")
    assert caught.value.code == "index_version"


def test_a_name_that_is_no_text_can_be_kept(tmp_path, case):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [other("foto\udcff.jpg", "e" * 64)])
    (hit,) = index.search(asked(sha="e" * 64))
    assert "foto" in hit.path
