"""Near-duplicate or another shot: whether copying explains what maps one picture onto another.

Whoever copies a picture crops it along its edges, resizes it, mirrors it, turns it by
a right angle, straightens it about its middle, or shows all of it inside something
else. A camera held in a hand cannot do that twice: between two shots of one scene it
turns by a degree or so in no particular way, what is near moves against what is far,
and each picture shows a strip that the other does not. So the mapping tells them
apart, whatever the pixels say: of two shots seconds apart they agree very well.

Held still, a hand moves the camera by a pixel of five hundred. So what is small is
weighed by how surely the points measure it (``fit.py``). A camera that did not move at
all (on a wall, on a tripod) leaves nothing of this to see; two of its pictures are
reported as near.

The reasons stand in :data:`REASONS`; the first that applies decides, and the pair names it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.compare.alignment import Alignment, agrees, shown_whole
from workbench.duplicates.compare.distance import bits_apart
from workbench.duplicates.compare.fit import askew, in_pixels
from workbench.duplicates.fingerprint.picture import Fingerprint


@dataclass(frozen=True)
class Reason:
    """Why two aligned pictures are of one shot, or of two.

    Attributes
    ----------
    name
        As :attr:`workbench.duplicates.pair.Pair.why` names it.
    holds
        Whether the reason applies.
    is_one_shot
        Whether copying explains how they lie to each other.
    """

    name: str
    holds: Callable[[Lying], bool]
    is_one_shot: bool = False


def why(found: Alignment, one: Fingerprint, other: Fingerprint) -> Reason:
    """Return the first reason that applies to how two aligned pictures lie to each other."""
    lying = Lying(found, one, other)
    return next(reason for reason in REASONS if reason.holds(lying))


@dataclass(frozen=True)
class Lying:
    """How two aligned pictures lie to each other, as far as their points can say."""

    found: Alignment
    one: Fingerprint
    other: Fingerprint

    @cached_property
    def linear(self) -> NDArray[np.float64]:
        """The mapping without its shift, in pixels."""
        return in_pixels(self.found.mapping, self.one, self.other)

    @cached_property
    def turn(self) -> float:
        """By how many degrees the worse of the two axes leaves its direction."""
        return askew(self.linear, mirrored=self.found.mirrored)

    @property
    def least(self) -> float:
        """The smaller share of one that lies in the other."""
        return min(self.found.inside_a, self.found.inside_b)

    @property
    def is_held(self) -> bool:
        """Whether one holds the other whole."""
        return max(self.found.inside_a, self.found.inside_b) >= rules.SHOT_WHOLE

    @property
    def is_framed(self) -> bool:
        """Whether one is shown whole in a clearly larger picture."""
        return self.is_held and self.least < rules.SHOT_FRAMED

    @cached_property
    def is_measured(self) -> bool:
        """Whether the points say more of the mapping than that it is roughly so.

        A camera in a hand mirrors nothing and turns by no right angle; and points of a
        mirrored or turned picture stand a pixel aside.
        """
        found, linear = self.found, self.linear
        return bool(
            not found.mirrored
            and linear[0, 0] + linear[1, 1] > abs(linear[1, 0] - linear[0, 1])
            and found.residual >= rules.SHOT_TO_THE_PIXEL
            and found.distance >= rules.SHOT_ONE_TAKING
        )

    @property
    def is_shifted(self) -> bool:
        """Whether each shows a strip that the other does not, and nothing frames both.

        The strip is narrow, or the camera turned aside at the same zoom. Two screenshots of
        one photo also differ at all edges, around the photo, and so do two crops of it.
        """
        framed = len(self.one.views) > 1 and len(self.other.views) > 1
        mostly = self.least >= rules.SHOT_MOSTLY_BOTH
        panned = self.are_of_one_size and self.zoom < rules.SHOT_UNZOOMED
        beside = (mostly or panned) and not framed
        return beside and self.found.fit.moved > rules.SHOT_SURELY_SHIFTED and not self.is_cut

    @property
    def is_cut(self) -> bool:
        """Whether two crops of one photograph explain why each shows what the other does not.

        A hand that moves the camera aside leaves a turn, a bend, or other pixels.
        """
        return (
            self.least < rules.SHOT_NOT_CUT
            and self.found.fit.turned < rules.SHOT_CUT_TURNED
            and self.found.fit.bend < rules.SHOT_CUT_BENT
            and agrees(self.one.whole.grey(), self.other.whole.grey(), self.found)
            >= rules.SHOT_CUT_ALIKE
        )

    @property
    def is_at_rest(self) -> bool:
        """Whether two shots of a camera held quite still explain best what differs.

        Compression and blur change points and leave the hash; a sticker changes the hash and
        leaves the points to the pixel. What changes both, all over, is new light on a sensor.
        Pictures of two sizes may be an edited one that was then scaled down: they say nothing.
        """
        found = self.found
        return (
            self.are_of_one_size
            and float(np.abs(found.mapping - np.eye(3)).max()) < rules.SHOT_IN_PLACE
            and found.points >= rules.SHOT_ALL_OVER
            and found.residual >= rules.SHOT_AT_ALL
            and found.distance >= rules.SHOT_OTHER_POINTS
            and bits_apart(self.one.whole.words()[0], self.other.whole.words()[0])
            >= rules.SHOT_ANOTHER_PICTURE
        )

    @property
    def is_bent(self) -> bool:
        """Whether near things moved before far ones; a lens bends a screen in front of it."""
        bends = self.found.fit.bend > rules.SHOT_SURELY_BENT
        return self.is_measured and not self.is_framed and bends

    @cached_property
    def is_straight(self) -> bool:
        """Whether nothing turned, besides what measuring allows."""
        boxes = ([each.box for each in picture.views[1:]] for picture in (self.one, self.other))
        is_whole = self.is_held or shown_whole(self.found, *boxes) >= rules.SHOT_WHOLE
        most = rules.SHOT_EXCUSED if is_whole else rules.SHOT_EXCUSED_BESIDE
        if self.is_measured and self.found.fit.turned > rules.SHOT_SURELY_TURNED:
            return False
        excused = min(most, rules.SHOT_ERRORS * self.found.wobble)
        return self.turn <= rules.SHOT_TURNED + excused

    @property
    def is_parallax(self) -> bool:
        """Whether points are off by more than copying explains: near moved against far."""
        most = rules.SHOT_MOVED_WHOLE if self.is_held else rules.SHOT_MOVED
        return self.found.residual > most

    @property
    def is_turned_about_its_middle(self) -> bool:
        """Whether the picture only turned about its own middle, as editors straighten it."""
        middle = self.found.mapping @ np.array([0.5, 0.5, 1.0])
        moved = math.hypot(middle[0] - 0.5, middle[1] - 0.5)
        if moved > rules.SHOT_IN_PLACE or self.zoom >= rules.SHOT_UNSCALED:
            return False
        # A picture that was turned far is drawn anew and softer: its points lie less exactly.
        excused = math.radians(min(rules.SHOT_EXCUSED, rules.SHOT_ERRORS * self.found.wobble))
        is_far = self.turn >= rules.SHOT_FAR
        return self._is_rigid(excused if is_far else 0.0) and self.found.residual <= (
            rules.SHOT_MOVED_FAR if is_far else rules.SHOT_MOVED
        )

    @property
    def is_turned_and_held(self) -> bool:
        """Whether all of one is shown turned in the other, and nothing else happened to it."""
        return self._is_rigid(0.0) and self.found.residual <= rules.SHOT_MOVED and self.is_held

    @property
    def is_explained_flat(self) -> bool:
        """Whether copying would explain how they lie, if nothing bent."""
        return self.is_straight or self.is_turned_about_its_middle or self.is_turned_and_held

    @property
    def is_askew_in_a_frame(self) -> bool:
        """Whether all of one is shown askew in a larger picture, as in a photo of a screen.

        Whoever steps nearer between two shots leaves few points as they were.
        """
        is_sure = self.least < rules.SHOT_SMALL or self.found.points >= rules.SHOT_ENOUGH
        return self.is_framed and is_sure

    @property
    def are_of_one_size(self) -> bool:
        """Whether both have as many pixels across and down."""
        one, other = self.one, self.other
        return (one.width, one.height) == (other.width, other.height)

    @property
    def zoom(self) -> float:
        """How far the larger or smaller the second shows things, as a share."""
        return abs(math.sqrt(abs(float(np.linalg.det(self.found.mapping[:2, :2])))) - 1)

    def _is_rigid(self, excused: float) -> bool:
        """Whether one way is stretched against the other by no more than measuring allows."""
        stretch = np.linalg.svd(self.linear, compute_uv=False)
        return bool(stretch[0] <= (rules.SHOT_UNSTRETCHED + excused) * stretch[1])


#: In this order; the last one always holds.
REASONS: tuple[Reason, ...] = (
    Reason("strip", lambda s: s.is_measured and s.is_shifted),
    Reason("light", lambda s: s.is_at_rest),
    Reason("bend", lambda s: s.is_bent and s.is_explained_flat),
    Reason("parallax", lambda s: s.is_straight and s.is_parallax),
    Reason("straight", lambda s: s.is_straight, is_one_shot=True),
    Reason("straightened", lambda s: s.is_turned_about_its_middle, is_one_shot=True),
    Reason("held", lambda s: s.is_turned_and_held, is_one_shot=True),
    Reason("framed", lambda s: s.is_askew_in_a_frame, is_one_shot=True),
    Reason("turned", lambda _: True),
)
