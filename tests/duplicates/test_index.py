"""If these fail, an old photograph sent round again looks new to the office."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from workbench.duplicates.index import Entry, Index
from workbench.errors import CaseError


@pytest.fixture
def case(tmp_path):
    """Return a function that makes the folder of a case, so that it can be opened."""

    def make(name: str) -> str:
        (tmp_path / name / "evidence").mkdir(parents=True, exist_ok=True)
        return str(tmp_path / name)

    return make


def entry(name: str, print_, sha: str = "") -> Entry:
    return Entry(f"B-{name}", f"{name}.jpg", sha or name[0] * 64, "2024-09-27", {}, print_)


def test_a_turned_copy_in_another_case_is_found(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    turned = saved(photos["coffee"].transpose(Image.Transpose.ROTATE_90), quality=40)
    (hit,) = index.search("0" * 64, turned)
    assert (hit.case.name, hit.exhibit, hit.kind) == ("001/LP", "B-kopi", "near")
    assert hit.transform == "rotate90"


def test_equal_bytes_are_found_whatever_they_are(tmp_path, case):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [Entry("B-1", "suara.opus", "f" * 64)])
    (hit,) = index.search("f" * 64, None)
    assert (hit.kind, hit.method) == ("exact", "sha256")


def test_a_screenshot_finds_the_photo_that_it_shows(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("roket", saved(photos["rocket"]))])
    screen = Image.new("RGB", (720, 1480), "#101c24")
    screen.paste(photos["rocket"].resize((640, 427)), (40, 500))
    (hit,) = index.search("0" * 64, saved(screen, "PNG"))
    assert (hit.kind, hit.transform) == ("part", "contains")


def test_adding_again_replaces_and_removing_forgets(tmp_path, case, photos, saved):
    """A case that was mended must not be found by what it no longer holds."""
    index, key = Index(tmp_path / "index"), case("satu")
    index.add(key, "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.rebuild()
    index.add(key, "001/LP", [entry("roket", saved(photos["rocket"]))])
    assert index.search("0" * 64, saved(photos["coffee"])) == ()
    assert len(index.search("0" * 64, saved(photos["rocket"]))) == 1
    assert index.remove(key)
    assert not index.remove(key)
    assert index.search("0" * 64, saved(photos["rocket"])) == ()
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
    known, hit = index.search("0" * 64, saved(photos["coffee"]))
    assert known.case.name == "002/LP"
    assert hit.as_json() == {"closed": True}
    assert (hit.exhibit, hit.path, hit.date, hit.method, hit.distance) == ("", "", "", "", 0)


_PERMISSION = """
import json, os, sys
from pathlib import Path
from workbench.duplicates.index import Index
index = Index(Path(sys.argv[1]))
assert len(index.search("f" * 64)) == 1
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
print(json.dumps([hit.as_json() for hit in index.search("f" * 64)]))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="needs another account")
def test_another_account_learns_only_that_there_is_a_hit():
    """The system's own rights decide, for whoever runs the search."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        evidence, place = root / "rahasia" / "evidence", root / "index"
        evidence.mkdir(parents=True)
        Index(place).add(str(evidence.parent), "009/LP", [Entry("B-1", "a.opus", "f" * 64)])
        Index(place).rebuild()
        for path in (root, place, *place.rglob("*")):
            path.chmod(0o777)
        evidence.chmod(0o700)
        command = [sys.executable, "-c", _PERMISSION, str(place)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert json.loads(said) == [{"closed": True}]


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_damaged_arrays_are_made_anew(tmp_path, case, photos, saved, damage):
    """The arrays are only a copy: losing them must lose no picture."""
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.rebuild()
    (place,) = (tmp_path / "index" / "arrays").iterdir()
    if damage == "missing":
        (place / "hashes.npy").unlink()
    elif damage == "cut":
        (place / "points" / "order.npy").write_bytes(b"")
    else:
        (place / "ids.npy").write_bytes(b"bukan array")
    assert len(index.search("0" * 64, saved(photos["coffee"]))) == 1


@pytest.mark.parametrize("published", [True, False], ids=["arrays", "newer"])
def test_a_crop_finds_the_photo_that_it_was_cut_from(tmp_path, case, photos, saved, published):
    """The usual way in which an old photograph comes back: without its edges."""
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [entry("kopi", saved(photos["coffee"]))])
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    if published:
        index.rebuild()
    crop = photos["coffee"].crop((120, 60, 500, 370)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    (hit,) = index.search("0" * 64, saved(crop, quality=60))
    assert (hit.case.name, hit.kind, hit.method) == ("001/LP", "part", "orb")
    assert hit.transform == "mirror+inside"


def test_a_photo_in_a_letter_of_another_case_is_found_with_its_page(tmp_path, case, photos, saved):
    index = Index(tmp_path / "index")
    inside = {"page=2": saved(photos["coffee"])}
    letter = Entry("B-1", "surat.pdf", "c" * 64, inside=inside)
    index.add(case("satu"), "001/LP", [letter])
    (hit,) = index.search("0" * 64, saved(photos["coffee"], quality=40))
    assert (hit.kind, hit.transform, hit.place) == ("part", "inside", "page=2")
    # And the other way: a letter that is asked for, and the photo in a case.
    index.add(case("dua"), "002/LP", [entry("roket", saved(photos["rocket"]))])
    (hit,) = index.search("0" * 64, None, {"page=1": saved(photos["rocket"], quality=50)})
    assert (hit.case.name, hit.kind, hit.transform) == ("002/LP", "part", "contains")


def test_one_recording_in_another_container_is_found(tmp_path, case):
    index = Index(tmp_path / "index")
    index.add(case("satu"), "001/LP", [Entry("B-1", "suara.opus", "f" * 64, sound="e" * 64)])
    (hit,) = index.search("0" * 64, sound="e" * 64)
    assert (hit.kind, hit.method) == ("exact", "audio")
    assert index.search("0" * 64) == ()


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
            entry("kiriman", saved(photos["coffee"], quality=40)),
            entry("roket", saved(photos["rocket"])),
        ],
    )
    index.add(case("tiga"), "003/LP", [Entry("B-9", "suara.opus", "f" * 64)])
    key = case("empat")
    index.add(key, "004/LP", [Entry("B-1", "lain.opus", "f" * 64)])
    first, second = index.repeats()
    assert {hit.case.name for hit in first.hits} == {"001/LP", "002/LP"}
    assert all(hit.distance <= 24 for hit in first.hits)
    assert {hit.path for hit in second.hits} == {"suara.opus", "lain.opus"}
    (Path(key) / "evidence").rename(Path(key) / "ditutup")
    closed = [hit.as_json() for hit in index.repeats()[1].hits]
    assert closed[1] == {"closed": True}


_WRITER = """
import sys
from pathlib import Path
from workbench.duplicates import index as module
from workbench.duplicates.index import Entry, Index
module._FEWEST_NEW = 1
for key in sys.argv[2:]:
    Index(Path(sys.argv[1])).add(key, Path(key).name, [Entry("B-1", "a.opus", "f" * 64)])
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
        assert len(Index(place).search("f" * 64)) <= 8
    assert [one.wait() for one in running] == [0, 0]
    assert len(Index(place).cases()) == 8
    assert len(Index(place).search("f" * 64)) == 8


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
    index.add(case("satu"), "001/LP", [Entry("B-1", "foto\udcff.jpg", "e" * 64)])
    (hit,) = index.search("e" * 64, None)
    assert "foto" in hit.path
