"""One shot or two: whether what maps one picture onto another could come from copying.

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
"""

from __future__ import annotations

import math

import numpy as np

from workbench.duplicates.compare.alignment import Alignment, agrees, shown_whole
from workbench.duplicates.compare.fit import upright
from workbench.duplicates.fingerprint.picture import Fingerprint

#: Hashes of whole pictures this close leave no room for a hand between two shots, where
#: one is mirrored or turned; as they stand, only hashes that are nearly equal do.
SURELY_ONE = 24
SURELY_STILL = 4
#: Degrees by which the edges of a copy may seem turned, besides what measuring allows.
TURNED = 0.3
#: Typical error of matched points, in pixels, up to which nothing moved against anything.
MOVED = 1.1
#: The same where one holds the other whole: pixels made coarse, and screens bent by a lens.
MOVED_WHOLE = 1.7
#: Share of one picture that must lie in the other for it to be shown whole in there.
WHOLE = 0.985
#: Share of the other that a picture shown askew (a photo of a screen) covers at most.
FRAMED = 0.6
#: Points that must say so, unless it covers less than the next share: whoever steps nearer
#: between two shots leaves few points as they were.
ENOUGH = 30
SMALL = 0.3
#: Share of each that must lie in the other before a narrow strip that only one shows counts.
MOSTLY_BOTH = 0.85
#: Errors of measuring beyond which a turn, or a strip that each shows alone, is real; and
#: how much better than chance a bend must explain the points.
SURELY_TURNED = 4.0
SURELY_SHIFTED = 4.0
SURELY_BENT = 5.0
#: Typical error of matched points, in pixels, below which the two agree pixel by pixel:
#: what is measured then are the few points that a change has moved.
TO_THE_PIXEL = 0.45
#: Bits of 256 in which matched points typically differ; below, both are of one taking: new
#: noise, light and movement change more than recompression does.
ONE_TAKING = 16
#: Errors of measuring up to which nothing turned, how much better than chance a bend may
#: explain the points, and how well the pixels agree, where two crops of one photograph lie
#: to each other as two shots would: a hand that moves the camera aside leaves one of these.
CUT_TURNED, CUT_BENT, CUT_ALIKE = 2.5, 2.5, 0.99
#: Share of each in the other above which no crop is meant: a hair's breadth is a hand's.
NOT_CUT = 0.96
#: Of two pictures of one size that lie exactly over each other: bits in which their hashes
#: and their points must differ, all over, for both to have been taken.
ANOTHER_PICTURE = 10
OTHER_POINTS = 18
ALL_OVER = 120
AT_ALL = 0.3

# Errors of the measured turn beyond which it is real, and the most that they excuse: less
# where each picture shows what the other does not, as two shots do.
_ERRORS = 6.0
_MOST_EXCUSED = 0.9
_MOST_EXCUSED_BESIDE = 0.4
# Stretch of one direction against the other that measuring allows.
_UNSTRETCHED = 1.012
# No hand turns a camera so many degrees and leaves the middle where it was; a picture
# that was turned is drawn anew and softer, so that its points lie less exactly.
_FAR = 3.0
_MOVED_FAR = 1.5
_IN_PLACE = 0.01
_UNSCALED = 0.02
_UNZOOMED = 0.03


def is_one_shot(found: Alignment, one: Fingerprint, other: Fingerprint) -> bool:
    """Return whether copying explains how two aligned pictures lie to each other."""
    linear, wide = _linear(found, one, other), max(found.inside_a, found.inside_b)
    measured = _is_measured(found, linear)
    if (measured and _is_shifted(found, one, other)) or _is_at_rest(found, one, other):
        return False
    least = min(found.inside_a, found.inside_b)
    framed = wide >= WHOLE and least < FRAMED
    turned = measured and found.fit.turned > SURELY_TURNED
    # A lens bends a screen that it is held in front of.
    bent = measured and not framed and found.fit.bend > SURELY_BENT
    askew = _askew(upright(linear, mirrored=found.mirrored))
    boxes = ([each.box for each in picture.views[1:]] for picture in (one, other))
    is_whole = max(wide, shown_whole(found, *boxes)) >= WHOLE
    most = _MOST_EXCUSED if is_whole else _MOST_EXCUSED_BESIDE
    if not turned and askew <= TURNED + min(most, _ERRORS * found.wobble):
        return not bent and found.residual <= (MOVED_WHOLE if wide >= WHOLE else MOVED)
    stretch = np.linalg.svd(linear, compute_uv=False)
    if _about_the_middle(found) and _is_turned_only(stretch, askew, found):
        return not bent
    if stretch[0] <= _UNSTRETCHED * stretch[1] and found.residual <= MOVED and wide >= WHOLE:
        return not bent
    return framed and (least < SMALL or found.points >= ENOUGH)


def _is_measured(found: Alignment, linear: np.ndarray) -> bool:
    """Whether the points say more of the mapping than that it is roughly so.

    A camera in a hand mirrors nothing and turns by no right angle; and points of a
    mirrored or turned picture stand a pixel aside.
    """
    return bool(
        not found.mirrored
        and linear[0, 0] + linear[1, 1] > abs(linear[1, 0] - linear[0, 1])
        and found.residual >= TO_THE_PIXEL
        and found.distance >= ONE_TAKING
    )


def _is_shifted(found: Alignment, one: Fingerprint, other: Fingerprint) -> bool:
    """Whether each shows a strip that the other does not, and nothing frames both.

    The strip is narrow, or the camera turned aside at the same zoom. Two screenshots of
    one photo also differ at all edges, around the photo, and so do two crops of it.
    """
    framed = len(one.views) > 1 and len(other.views) > 1
    mostly = min(found.inside_a, found.inside_b) >= MOSTLY_BOTH
    panned = _are_of_one_size(one, other) and _zoom(found) < _UNZOOMED
    beside = (mostly or panned) and not framed and found.fit.moved > SURELY_SHIFTED
    return beside and not _is_cut(found, one, other)


def _is_cut(found: Alignment, one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two crops of one photograph explain why each shows what the other does not."""
    return (
        min(found.inside_a, found.inside_b) < NOT_CUT
        and found.fit.turned < CUT_TURNED
        and found.fit.bend < CUT_BENT
        and agrees(one.whole.grey(), other.whole.grey(), found) >= CUT_ALIKE
    )


def _is_at_rest(found: Alignment, one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two shots of a camera held quite still explain best what differs.

    Compression and blur change points and leave the hash; a sticker changes the hash and
    leaves the points to the pixel. What changes both, all over, is new light on a sensor.
    Pictures of two sizes may be an edited one that was then scaled down, so they say nothing.
    """
    return (
        _are_of_one_size(one, other)
        and float(np.abs(found.mapping - np.eye(3)).max()) < _IN_PLACE
        and found.points >= ALL_OVER
        and found.residual >= AT_ALL
        and found.distance >= OTHER_POINTS
        and int(np.bitwise_count(one.whole.words()[0] ^ other.whole.words()[0]).sum())
        >= ANOTHER_PICTURE
    )


def _are_of_one_size(one: Fingerprint, other: Fingerprint) -> bool:
    return (one.width, one.height) == (other.width, other.height)


def _zoom(found: Alignment) -> float:
    """Return how far the larger or smaller the second shows things, as a share."""
    return abs(math.sqrt(abs(float(np.linalg.det(found.mapping[:2, :2])))) - 1)


def _linear(found: Alignment, one: Fingerprint, other: Fingerprint) -> np.ndarray:
    """Return the mapping without its shift, in pixels."""
    return np.asarray(
        np.diag([other.width, other.height])
        @ found.mapping[:2, :2]
        @ np.diag([1 / one.width, 1 / one.height]),
        dtype=np.float64,
    )


def _askew(linear: np.ndarray) -> float:
    """Return by how many degrees the worse of the two axes leaves its direction."""
    across = math.atan2(abs(linear[1, 0]), abs(linear[0, 0]))
    down = math.atan2(abs(linear[0, 1]), abs(linear[1, 1]))
    return math.degrees(max(across, down))


def _is_turned_only(stretch: np.ndarray, askew: float, found: Alignment) -> bool:
    """Whether nothing happened besides a turn, as far as the points can say."""
    excused = math.radians(min(_MOST_EXCUSED, _ERRORS * found.wobble))
    is_far = askew >= _FAR
    return bool(
        stretch[0] <= (_UNSTRETCHED + (excused if is_far else 0)) * stretch[1]
        and found.residual <= (_MOVED_FAR if is_far else MOVED)
    )


def _about_the_middle(found: Alignment) -> bool:
    """Whether the picture only turned about its own middle, as editors straighten it."""
    middle = found.mapping @ np.array([0.5, 0.5, 1.0])
    moved = math.hypot(middle[0] - 0.5, middle[1] - 0.5)
    return moved <= _IN_PLACE and _zoom(found) < _UNSCALED
