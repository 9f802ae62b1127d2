"""If these fail, chance in measuring is taken for a moved camera, or a moved camera for chance."""

from __future__ import annotations

import numpy as np

from workbench.duplicates.compare.fit import UNKNOWN, Fit, fitted

SIZE = (512, 384)


def measured(linear, shift, *, noise=0.7, count=200, bend=0.0, mirrored=False, along=None) -> Fit:
    """Return the fit of invented points that a mapping carries over, with chance errors."""
    chance = np.random.default_rng(3)
    places = chance.uniform((10, 10), (500, 370), (count, 2))
    if along is not None:
        places[:, 1] = along
    there = places @ np.asarray(linear, float).T + shift
    there[:, 0] += bend * ((places[:, 1] - 192) / 192) ** 2
    there += chance.normal(0, noise, there.shape)
    # Every tenth match is wrong.
    there[::10] = chance.uniform((0, 0), SIZE, there[::10].shape)
    rough = np.column_stack([np.asarray(linear, float), shift])
    from_, to = places.astype(np.float32), there.astype(np.float32)
    return fitted(from_, to, rough, (SIZE, SIZE), mirrored=mirrored)


def turn(degrees: float) -> np.ndarray:
    angle = np.radians(degrees)
    return np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])


def test_what_was_only_saved_again_shows_neither_turn_nor_shift_nor_bend():
    fit = measured(np.eye(2), (0, 0))
    assert fit.turned < 3
    assert fit.moved < 3
    assert fit.bend < 3


def test_a_third_of_a_degree_is_seen_and_weighed_by_how_many_points_say_so():
    many, few = measured(turn(0.35), (0, 0)), measured(turn(0.35), (0, 0), count=14)
    assert many.turned > 4 > few.turned
    assert abs(many.turn - 0.35) < 0.1


def test_a_strip_counts_only_when_each_picture_shows_one():
    """A crop shows less on one side; between two shots each shows what the other does not."""
    shifted = measured(np.eye(2), (3, 0))
    cropped = measured(np.eye(2) * 1.1, (-20, -15))
    assert shifted.moved > 4
    assert abs(shifted.beyond - 3) < 0.5
    assert cropped.beyond == 0


def test_near_things_that_moved_before_far_ones_bend_the_mapping():
    assert measured(np.eye(2), (0, 0), bend=2.0).bend > 5


def test_a_mirrored_or_upright_turned_picture_is_not_askew():
    mirrored = measured(np.diag([-1.0, 1.0]), (512, 0), mirrored=True)
    upright = measured(turn(90), (384, 0))
    assert mirrored.turned < 3
    assert upright.turned < 3


def test_points_along_one_line_or_too_few_say_nothing():
    """A row of lamps must neither stop the study nor prove a moved camera."""
    assert measured(np.eye(2), (0, 0), along=100.0) == UNKNOWN
    assert measured(np.eye(2), (0, 0), count=8) == UNKNOWN
