"""Pairs of the rules on one shot or two, by how two aligned pictures lie to each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import (
    carried,
    mixed,
    picture,
    points,
    spread,
    texture,
    turned,
    view,
)
from workbench.duplicates.compare.alignment import Alignment
from workbench.duplicates.compare.fit import Fit
from workbench.duplicates.compare.parts import checked, compare
from workbench.duplicates.compare.shots import why
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import Pair

ASIDE = turned(shift=(0.1, 0.0))
FULL = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
SAME = (picture(view(1, thumb=texture(1))), picture(view(1, thumb=texture(1))))
OTHER = (SAME[0], picture(view(1, thumb=texture(2))))
SIZES = (SAME[0], picture(view(1, thumb=texture(2)), size=(640, 512)))


def said(pictures: tuple[Fingerprint, Fingerprint] = OTHER, **changes: Any) -> str:
    """Return the reason for two pictures that lie beside each other but for some changes."""
    fit = {"turned": 0.0, "moved": 0.0, "bend": 1.0}
    fit |= {name: changes.pop(name) for name in list(changes) if name in fit}
    values: dict[str, Any] = {
        "mapping": ASIDE, "mirrored": False, "points": 50, "distance": 30, "inside_a": 0.9,
        "inside_b": 0.9, "hull": FULL, "spread": 0.8, "residual": 0.8, "wobble": 0.0,
    }  # fmt: skip
    # Errors of one, so that what is measured is a multiple of it.
    measured = Fit(fit["turned"], 0.99, fit["moved"], 0.95, fit["bend"])
    return why(Alignment(**(values | changes), fit=measured), *pictures).name


def askew(degrees: float, stretch: float = 1.0) -> np.ndarray:
    """Return a mapping that turns, and not about the middle."""
    return turned(degrees, shift=(0.1, 0.0), zoom=(stretch, 1.0))


def retaken() -> tuple[Fingerprint, Fingerprint]:
    """Return two shots: every point a little aside, a strip that each shows alone."""
    places = spread(60, 0.5)
    rng = np.random.default_rng(4)
    there = carried(places, ASIDE) + rng.normal(0, 0.9, places.shape)
    return (
        picture(view(1), features=points(places)),
        picture(view(1), features=points(there, flips=20)),
    )


@boundary("SHOT_SURELY_ONE", inside=24, outside=25)
def surely_one(distance: float) -> object:
    pair = Pair("a", "b", "near", "phash256", int(distance), 0.9, "mirror")
    found = checked(pair, *retaken())
    return found is not None and found.kind == "near"


@boundary("SHOT_SURELY_STILL", inside=4, outside=5)
def surely_still(distance: float) -> object:
    found = checked(Pair("a", "b", "near", "phash256", int(distance), 0.9), *retaken())
    return found is not None and found.kind == "near"


@boundary("SPREAD_SCENE", inside=0.042, outside=0.038)
def spread_scene(share: float) -> object:
    there = points(spread(30, share))
    one = picture(view(1, thumb=texture(1)), features=there)
    return compare("a", one, "b", picture(view(1, thumb=texture(2)), features=there), (False,))


@boundary("SHOT_TURNED", inside=0.28, outside=0.32)
def is_turned(degrees: float) -> object:
    return said(mapping=askew(degrees)) == "straight"


@boundary("SHOT_MOVED", inside=1.08, outside=1.12)
def moved(residual: float) -> object:
    return said(residual=residual) == "straight"


@boundary("SHOT_MOVED_WHOLE", inside=1.68, outside=1.72)
def moved_whole(residual: float) -> object:
    return said(residual=residual, inside_a=1.0) == "straight"


@boundary("SHOT_WHOLE", inside=0.9852, outside=0.9848)
def whole(share: float) -> object:
    return said(residual=1.5, inside_a=share) == "straight"


@boundary("SHOT_FRAMED", inside=0.597, outside=0.603)
def framed(share: float) -> object:
    return said(bend=9.0, inside_a=1.0, inside_b=share) == "straight"


@boundary("SHOT_ENOUGH", inside=30, outside=29)
def enough(count: float) -> object:
    lying = {"mapping": askew(10), "inside_a": 1.0, "inside_b": 0.4, "residual": 1.5}
    return said(points=int(count), **lying) == "framed"


@boundary("SHOT_SMALL", inside=0.297, outside=0.303)
def small(share: float) -> object:
    lying = {"mapping": askew(10), "inside_a": 1.0, "points": 12, "residual": 1.5}
    return said(inside_b=share, **lying) == "framed"


@boundary("SHOT_MOSTLY_BOTH", inside=0.853, outside=0.847)
def mostly_both(share: float) -> object:
    return said(SIZES, moved=9.0, inside_b=share) == "strip"


@boundary("SHOT_SURELY_TURNED", inside=4.05, outside=3.95)
def surely_turned(errors: float) -> object:
    return said(turned=errors) == "turned"


@boundary("SHOT_SURELY_SHIFTED", inside=4.05, outside=3.95)
def surely_shifted(errors: float) -> object:
    return said(moved=errors) == "strip"


@boundary("SHOT_SURELY_BENT", inside=5.05, outside=4.95)
def surely_bent(times: float) -> object:
    return said(bend=times) == "bend"


@boundary("SHOT_TO_THE_PIXEL", inside=0.453, outside=0.447)
def to_the_pixel(residual: float) -> object:
    return said(moved=9.0, residual=residual) == "strip"


@boundary("SHOT_ONE_TAKING", inside=16, outside=15)
def one_taking(distance: float) -> object:
    return said(moved=9.0, distance=int(distance)) == "strip"


CROPS: dict[str, Any] = {"mapping": np.eye(3), "moved": 9.0}


@boundary("SHOT_NOT_CUT", inside=0.957, outside=0.963)
def not_cut(share: float) -> object:
    return said(SAME, inside_a=share, inside_b=share, **CROPS) == "straight"


@boundary("SHOT_CUT_TURNED", inside=2.45, outside=2.55)
def cut_turned(errors: float) -> object:
    return said(SAME, turned=errors, **CROPS) == "straight"


@boundary("SHOT_CUT_BENT", inside=2.45, outside=2.55)
def cut_bent(times: float) -> object:
    return said(SAME, bend=times, **CROPS) == "straight"


@boundary("SHOT_CUT_ALIKE", inside=0.9903, outside=0.9897)
def cut_alike(agreement: float) -> object:
    pictures = [picture(view(1, thumb=thumb)) for thumb in mixed(agreement)]
    return said((pictures[0], pictures[1]), **CROPS) == "straight"


def at_rest(*, flips: int = 10, **changes: Any) -> bool:
    """Return whether two pictures of a camera at rest are told apart by their light."""
    lying: dict[str, Any] = {"mapping": np.eye(3), "points": 120, "distance": 18, "residual": 0.8}
    return said((SAME[0], picture(view(1, flips))), **(lying | changes)) == "light"


@boundary("SHOT_IN_PLACE", inside=0.0097, outside=0.0103)
def in_place(shift: float) -> object:
    return at_rest(mapping=turned(shift=(shift, 0.0)))


@boundary("SHOT_ALL_OVER", inside=120, outside=119)
def all_over(count: float) -> object:
    return at_rest(points=int(count))


@boundary("SHOT_AT_ALL", inside=0.303, outside=0.297)
def at_all(residual: float) -> object:
    return at_rest(residual=residual)


@boundary("SHOT_OTHER_POINTS", inside=18, outside=17)
def other_points(distance: float) -> object:
    return at_rest(distance=int(distance))


@boundary("SHOT_ANOTHER_PICTURE", inside=10, outside=9)
def another_picture(flips: float) -> object:
    return at_rest(flips=int(flips))


@boundary("SHOT_ERRORS", inside=0.598, outside=0.602)
def errors(degrees: float) -> object:
    return said(mapping=askew(degrees), wobble=0.05) == "straight"


@boundary("SHOT_EXCUSED", inside=1.18, outside=1.22)
def excused(degrees: float) -> object:
    return said(mapping=askew(degrees), wobble=1.0, inside_a=1.0) == "straight"


@boundary("SHOT_EXCUSED_BESIDE", inside=0.68, outside=0.72)
def excused_beside(degrees: float) -> object:
    return said(mapping=askew(degrees), wobble=1.0) == "straight"


@boundary("SHOT_UNSTRETCHED", inside=1.0117, outside=1.0123)
def unstretched(stretch: float) -> object:
    return said(mapping=askew(10, stretch), inside_a=1.0) == "held"


@boundary("SHOT_FAR", inside=3.05, outside=2.95)
def far(degrees: float) -> object:
    return said(mapping=turned(degrees), residual=1.3) == "straightened"


@boundary("SHOT_MOVED_FAR", inside=1.48, outside=1.52)
def moved_far(residual: float) -> object:
    return said(mapping=turned(10), residual=residual) == "straightened"


@boundary("SHOT_UNSCALED", inside=0.017, outside=0.023)
def unscaled(zoom: float) -> object:
    return said(mapping=turned(10, zoom=(1 + zoom, 1 + zoom))) == "straightened"


@boundary("SHOT_UNZOOMED", inside=0.027, outside=0.033)
def unzoomed(zoom: float) -> object:
    mapping = turned(shift=(0.1, 0.0), zoom=(1 + zoom, 1 + zoom))
    return said(mapping=mapping, moved=9.0, inside_a=0.7, inside_b=0.7) == "strip"
