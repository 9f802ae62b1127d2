"""A made-up case as a reviewer meets it: one photograph on its way, and what people say of it.

If these fail, a case counts copies as evidence, or names a forwarded copy as the original.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from workbench.case import load
from workbench.duplicates.relations.decisions import Decision
from workbench.duplicates.relations.families import families
from workbench.duplicates.relations.in_case import ways
from workbench.duplicates.relations.pair_answers import remember
from workbench.duplicates.relations.wording import family_rows, family_text, scenes_text
from workbench.examination.examine import Examination, examine

NAMES = {
    "IMG_20240927_161204.jpg": "B-01",
    "IMG-20240928-WA0003.jpg": "B-02",
    "Screenshot_20240929-081522_WhatsApp.png": "B-03",
    "potongan.jpg": "B-04",
    "lain.jpg": "B-05",
}
CLAIMS = """exhibits:
- {id: B-01, file: IMG_20240927_161204.jpg, taken_at: "2024-09-27", taken_by: S-1}
- {id: B-02, file: IMG-20240928-WA0003.jpg, taken_at: "2019-04-02", taken_by: P-1}
- {id: B-03, file: Screenshot_20240929-081522_WhatsApp.png}
- {id: B-04, file: potongan.jpg}
- {id: B-05, file: lain.jpg}
"""


def screenshot(photo: Image.Image) -> Image.Image:
    """The photograph as a messenger shows it in a chat."""
    screen = Image.new("RGB", (720, 1480), "#0b141a")
    screen.paste(photo.resize((600, 400)), (90, 520))
    return screen


@pytest.fixture
def case(tmp_path: Path, photos) -> Path:
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    photo = photos["coffee"].resize((1800, 1200), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Kamera Rekaan", "KR-1", "2024:09:27 16:12:04"
    first, sent, shown, cut, other = (evidence / name for name in NAMES)
    photo.save(first, quality=92, exif=exif)
    forwarded = photo.resize((1080, 720))
    forwarded.save(sent, quality=60)
    screenshot(Image.open(sent).convert("RGB")).save(shown)
    photo.crop((300, 200, 1500, 1050)).save(cut, quality=85)
    photos["rocket"].save(other)
    (evidence.parent / "exhibits.yaml").write_text(CLAIMS, "utf-8")
    return evidence.parent


def told(examined: Examination) -> list[str]:
    found = examined.duplicates
    counted = scenes_text(found.scenes, len(examined.exhibits), "en")
    return [counted, *(family_text(one, NAMES, "en") for one in families(found))]


def test_copies_are_counted_once_and_the_way_of_a_photo_is_told(case):
    examined = examine(load(case), cache=False)
    lines = told(examined)
    assert lines[0] == "5 exhibits, 5 of them pictures, show 2 distinct scenes."
    assert "B-01 is nearest to the original" in lines[1]
    (family,) = families(examined.duplicates)
    how = ways(examined.facts, examined.captured, "en")
    rows = {way: (relation, made) for way, relation, made in family_rows(family, NAMES, how, "en")}
    assert rows["B-01"] == ("", "names a camera")
    assert rows["B-01 → B-02"][0].startswith("alike as a whole; similar, distance")
    assert rows["B-01 → B-02"][1] == "named like a file of WhatsApp"
    # The screenshot shows all of the photograph, so it was not made from the crop of it.
    (shown,) = [way for way in rows if way.endswith("B-03")]
    assert "B-04" not in shown
    assert "holds the one before" in rows[shown][0]
    assert rows[shown][1] == "named like a screenshot"


def test_different_claims_about_one_picture_are_observations(case):
    examined = examine(load(case), cache=False)
    differing = {
        (found.exhibits, found.fields["about"])
        for found in examined.observations
        if found.code == "CLAIM-009"
    }
    assert differing == {(("B-01", "B-02"), "taken_at"), (("B-01", "B-02"), "taken_by")}


def test_a_rejected_copy_is_a_scene_of_its_own(case):
    examined = examine(load(case), cache=False)
    hashes = {one.path: one.sha256 or "" for one in examined.exhibits}
    sent = hashes[list(NAMES)[1]]
    for pair in examined.duplicates.pairs:
        a, b = hashes[pair.a], hashes[pair.b]
        if sent in (a, b):
            remember(case, Decision.of(a, b, "different", "orang lain pada foto itu"))
    again = examine(load(case), cache=False)
    assert told(again)[0] == "5 exhibits, 5 of them pictures, show 3 distinct scenes."
    assert not [one for one in again.observations if one.code == "CLAIM-009"]


def test_copies_of_which_none_stands_out_have_no_original(case):
    """Two equal files: neither is nearer to anything, and no order may be made up."""
    evidence = case / "evidence"
    (case / "exhibits.yaml").unlink()
    for name in list(NAMES)[1:4]:
        (evidence / name).unlink()
    (evidence / "salinan.jpg").write_bytes((evidence / "IMG_20240927_161204.jpg").read_bytes())
    examined = examine(load(case), cache=False)
    assert "none is nearer to the original" in told(examined)[1]
    (family,) = families(examined.duplicates)
    assert not any("→" in row[0] for row in family_rows(family, NAMES, {}, "en"))
