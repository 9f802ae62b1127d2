"""If these fail, a crop or collage is never laid over its original, or a case takes hours."""

from __future__ import annotations

from itertools import combinations

import pytest
from PIL import Image, ImageOps

from workbench.duplicates.compare.candidates import candidates
from workbench.duplicates.compare.parts import compare, parts
from workbench.duplicates.fingerprint.points import NONE


@pytest.fixture(scope="module")
def crowd(photos, saved):
    """Five photographs and what became of some of them, as one case would hold them."""
    made = dict(photos)
    for name in ("astronaut", "coffee", "motorcycle"):
        image = photos[name]
        width, height = image.size
        crop = image.crop((width // 5, height // 6, width * 4 // 5, height * 5 // 6))
        made[f"{name} crop"] = crop
        made[f"{name} mirrored crop"] = ImageOps.mirror(crop)
        made[f"{name} turned"] = image.rotate(11)
    collage = Image.new("RGB", (1200, 500))
    collage.paste(photos["chelsea"].resize((600, 500)), (0, 0))
    collage.paste(photos["coffee"].resize((600, 500)), (600, 0))
    made["collage"] = collage
    return {name: saved(image) for name, image in made.items()}


def chosen(prints):
    names = sorted(prints)
    found = candidates([prints[name].features for name in names])
    return {(names[one], names[other]) for one, other, _ in found}


def test_what_laying_over_finds_was_always_a_candidate(crowd):
    """A pair that is not a candidate is never seen again: nobody looks for it by hand."""
    every = [compare(a, crowd[a], b, crowd[b]) for a, b in combinations(sorted(crowd), 2)]
    alike = {pair for pair in every if pair is not None}
    assert len(alike) >= 15
    assert alike == set(parts(crowd))


def test_few_strangers_are_candidates(photos, saved):
    """Each candidate costs milliseconds, and a case of 400 photographs has 80,000 pairs."""
    tiles = {}
    for name, image in photos.items():
        width, height = image.size
        for column in (0, 1):
            for row in (0, 1):
                left, top = width // 2 * column, height // 2 * row
                tile = image.crop((left, top, left + width // 2, top + height // 2))
                tiles[f"{name} {column}{row}"] = saved(tile.resize((640, 480)))
    assert len(chosen(tiles)) <= 0.1 * len(tiles) * (len(tiles) - 1) / 2


def test_another_order_and_other_pictures_change_no_candidate(crowd):
    """Whether two pictures are compared must not hang on what else the case holds."""
    everything = chosen(crowd)
    for a, b in [("astronaut", "astronaut crop"), ("coffee", "collage"), ("chelsea", "rocket")]:
        alone = list(candidates([crowd[a].features, crowd[b].features]))
        assert bool(alone) == ((a, b) in everything)


def test_pictures_without_points_have_no_candidates(crowd):
    """A blank page among the exhibits must not stop the case."""
    assert list(candidates([])) == []
    assert list(candidates([NONE])) == []
    assert list(candidates([NONE] * 40)) == []
    coffee, crop = crowd["coffee"].features, crowd["coffee crop"].features
    assert list(candidates([NONE, coffee, NONE, crop, NONE])) == [(1, 3, (False,))]
