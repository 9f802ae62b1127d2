"""One shot or two: whether what maps one picture onto another could come from copying.

Whoever copies a picture crops it along its edges, resizes it, mirrors it, turns it by
a right angle, straightens it about its middle, or shows all of it inside something
else. A camera held in a hand cannot do that twice: between two shots of one scene it
turns by a degree or so in no particular way, what is near moves against what is far,
and each picture shows a strip that the other does not. So the mapping tells them
apart, whatever the pixels say: of two shots seconds apart they agree very well.

A camera that did not move at all (on a wall, on a tripod) leaves nothing of this to
see; two of its pictures are reported as near.
"""

from __future__ import annotations

import math

import numpy as np

from workbench.duplicates.fingerprint import Fingerprint
from workbench.duplicates.geometry import Alignment

#: Hashes of whole pictures this close leave no room for a hand between two shots.
SURELY_ONE = 24
#: Degrees by which the edges of a copy may seem turned, besides what measuring allows.
TURNED = 0.3
#: Typical error of matched points, in pixels, up to which nothing moved against anything.
MOVED = 1.1
#: Share of one picture that must lie in the other for it to be shown whole in there.
WHOLE = 0.985
#: Share of the other that a picture shown askew (a photo of a screen) covers at most.
FRAMED = 0.6

# Errors of the measured turn beyond which it is real, and the most that they excuse.
_ERRORS = 6.0
_MOST_EXCUSED = 0.9
# Stretch of one direction against the other that measuring allows.
_UNSTRETCHED = 1.012
_IN_PLACE = 0.01
_UNSCALED = 0.02


def is_one_shot(found: Alignment, one: Fingerprint, other: Fingerprint) -> bool:
    """Return whether copying explains how two aligned pictures lie to each other."""
    linear, wide = _linear(found, one, other), max(found.inside_a, found.inside_b)
    if _askew(linear) <= TURNED + min(_MOST_EXCUSED, _ERRORS * found.wobble):
        return found.residual <= MOVED or wide >= WHOLE
    stretch = np.linalg.svd(linear, compute_uv=False)
    if stretch[0] <= _UNSTRETCHED * stretch[1] and found.residual <= MOVED:
        return wide >= WHOLE or _about_the_middle(found)
    return wide >= WHOLE and min(found.inside_a, found.inside_b) < FRAMED


def _linear(found: Alignment, one: Fingerprint, other: Fingerprint) -> np.ndarray:
    """Return the mapping without its shift, in pixels, right angles and mirroring undone."""
    linear = (
        np.diag([other.width, other.height])
        @ found.mapping[:2, :2]
        @ np.diag([(-1.0 if found.mirrored else 1.0) / one.width, 1 / one.height])
    )
    angle = math.atan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1])
    right = round(angle / (math.pi / 2)) * math.pi / 2
    back = np.array([(math.cos(right), math.sin(right)), (-math.sin(right), math.cos(right))])
    return np.asarray(back @ linear, dtype=np.float64)


def _askew(linear: np.ndarray) -> float:
    """Return by how many degrees the worse of the two axes leaves its direction."""
    across = math.atan2(abs(linear[1, 0]), abs(linear[0, 0]))
    down = math.atan2(abs(linear[0, 1]), abs(linear[1, 1]))
    return math.degrees(max(across, down))


def _about_the_middle(found: Alignment) -> bool:
    """Whether the picture only turned about its own middle, as editors straighten it."""
    middle = found.mapping @ np.array([0.5, 0.5, 1.0])
    scale = math.sqrt(abs(float(np.linalg.det(found.mapping[:2, :2]))))
    moved = math.hypot(middle[0] - 0.5, middle[1] - 0.5)
    return moved <= _IN_PLACE and abs(scale - 1) < _UNSCALED
