"""A cover on one picture is proposed on every picture that shows the same place."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from workbench.case import load
from workbench.duplicates.pair import Duplicates, Pair
from workbench.errors import ReportError
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.examples import copy
from workbench.report.redaction.pictures.covers import see_alike
from workbench.report.redaction.pictures.proposals import proposed
from workbench.report.redaction.pictures.releases import Release

BOX = (400, 400, 600, 600)
# The second picture is the right half of the first.
CROP = (2.0, 0.0, -1.0, 0.0, 1.0, 0.0)


def grey() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (200, 200), (120, 120, 120)).save(stream, "JPEG")
    return stream.getvalue()


def known(tmp_path: Path, *, mapping: tuple[float, ...], same: bool = False) -> Examination:
    folder = load(copy("pilkada-laporan", tmp_path / "case"))
    one = Exhibit("B-01", "a.jpg", 1, "a" * 64, "image/jpeg", True, "ok", "")
    two = Exhibit("B-02", "b.jpg", 1, ("a" if same else "b") * 64, "image/jpeg", True, "ok", "")
    pair = Pair("a.jpg", "b.jpg", "near", "phash256", 4, 0.9, mapping=mapping)
    pairs = Duplicates(pairs=() if same else (pair,))
    previews = {"a.jpg": grey(), "b.jpg": grey()}
    return Examination(folder, (one, two), duplicates=pairs, previews=previews)


def released(name: str, *, shown: bool = True) -> dict[str, dict[str, Release]]:
    one = Release(name, ("a" if name == "B-01" else "b") * 64, (BOX,), "Wajah.", is_shown=shown)
    return {"public": {}, "forwarding": {name: one}}


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize(
    ("covered", "on", "box"),
    [("B-01", 1, (0, 400, 200, 600)), ("B-02", 0, (700, 400, 800, 600))],
)
def test_a_cover_lands_where_the_alignment_says(
    tmp_path: Path, covered: str, on: int, box: tuple[int, ...], *, shown: bool
) -> None:
    found = known(tmp_path, mapping=CROP)
    assert proposed(found, found.exhibits[on], released(covered, shown=shown)) == (box,)


def test_the_same_file_gets_the_same_cover_and_a_place_outside_a_crop_none(tmp_path: Path) -> None:
    same = known(tmp_path, mapping=(), same=True)
    assert proposed(same, same.exhibits[1], released("B-01")) == (BOX,)
    left = known(tmp_path / "kiri", mapping=(2.0, 0.0, -1.2, 0.0, 1.0, 0.0))
    assert proposed(left, left.exhibits[1], released("B-01")) == ()


@pytest.mark.parametrize("mapping", [(float("nan"),) * 6, (0.0,) * 6, (1.0,) * 3])
def test_a_mapping_that_means_nothing_proposes_nothing(
    tmp_path: Path, mapping: tuple[float, ...]
) -> None:
    found = known(tmp_path, mapping=mapping)
    assert proposed(found, found.exhibits[1], released("B-01")) == ()
    assert proposed(found, found.exhibits[0], released("B-02")) == ()


def test_a_picture_alike_a_covered_one_is_not_released_bare_without_a_reason(
    tmp_path: Path,
) -> None:
    from workbench.report.redaction.pictures.releases import decide

    found = known(tmp_path, mapping=CROP)
    decide(found.folder.path, "forwarding", released("B-01")["forwarding"]["B-01"])
    bare = Release("B-02", "b" * 64, (), "Tidak ada wajah.")
    with pytest.raises(ReportError) as caught:
        see_alike(found, bare)
    assert caught.value.fields["others"] == "B-01"
    see_alike(found, replace(bare, differs="Bagian itu tidak tampak."))
    see_alike(found, replace(bare, faces=((0, 400, 200, 600),)))
