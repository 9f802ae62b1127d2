"""Pairs of the rules on what pairs of files mean in a case."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from tests.duplicates.boundaries.boundary import boundary
from workbench.case.schema import ExhibitClaim
from workbench.duplicates.pair import Pair
from workbench.duplicates.relations.claims import differing_claims
from workbench.duplicates.relations.scenes import Trait, scenes


@boundary("SMALLER", inside=0.897, outside=0.903)
def smaller(scale: float) -> object:
    # By its camera, b is the more original of the two.
    pair = Pair("a", "b", "part", "orb", 10, 0.9, "overlaps", scale)
    traits = {"a": Trait("a", 10), "b": Trait("b", 10, has_camera=True)}
    (scene,) = scenes([pair], traits)
    return scene.links[0].source == "a"


@boundary("NOISE", inside=7, outside=8)
def noise(apart: float) -> object:
    distances = {"ab": 2, "ac": 10 + int(apart), "bc": 10}
    pairs = [
        Pair(one, other, "near", "phash256", distances[one + other], 0.9)
        for one, other in combinations("abc", 2)
    ]
    traits = {path: Trait(path, pixels) for path, pixels in (("a", 30), ("b", 20), ("c", 10))}
    (scene,) = scenes(pairs, traits)
    return next(link.source for link in scene.links if link.copy == "c") == "a"


@boundary("PLACES_APART", inside=0.0104, outside=0.0096)
def places_apart(degrees: float) -> object:
    claims = [
        ExhibitClaim.model_validate(
            {
                "id": f"B-{n}",
                "file": path,
                "taken_place": {"latitude": south, "longitude": 105.0},
            }
        )
        for n, (path, south) in enumerate((("a", -3.0), ("b", -3.0 + degrees)))
    ]
    pair = Pair("a", "b", "near", "phash256", 2, 0.9)
    return differing_claims([pair], claims, timedelta(hours=7))
