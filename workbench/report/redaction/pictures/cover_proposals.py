"""What to cover in a picture, proposed: faces, and what was covered in pictures that are alike.

A cover on one picture is of no use where a copy of it, a crop or a screenshot shows the same
place bare. The alignment that was found between two pictures says where that place lies in
the other one; a person looks at it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from workbench.duplicates.compare.overlay import Mapping3, inverse
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.report.redaction.pictures.faces import Share, propose, shares, written
from workbench.report.redaction.pictures.releases import Releases

_WHOLE = 1000
# A mapping that shrinks a picture to less than this share of an area shows nothing.
_FLAT = 1e-6


def proposed(found: Examination, exhibit: Exhibit, known: Releases) -> tuple[Share, ...]:
    """Return boxes to look at: carried over from pictures that are alike, faces, writing.

    What a carried box covers already is not proposed twice, so that pictures that are alike
    come to equally many covers. On a screen every block of writing is proposed: which of it
    is a name nobody has read.
    """
    picture = found.previews[exhibit.path]
    carried = tuple(dict.fromkeys(_carried(found, exhibit, known)))
    seen = (*shares(picture, propose(picture)), *shares(picture, written(picture)))
    return (*carried, *(box for box in seen if not any(_holds(one, box) for one in carried)))


def _carried(found: Examination, exhibit: Exhibit, known: Releases) -> Iterator[Share]:
    """Yield the covers of pictures that are alike, where they lie in this one."""
    covered = _covered(known)
    paths = {one.path: one for one in found.exhibits}
    for one in found.exhibits:
        if one.sha256 == exhibit.sha256:
            yield from covered.get(one.id, ())
    for pair in found.duplicates.pairs:
        is_whole = not (pair.place_a or pair.place_b) and len(pair.mapping) == 6
        if exhibit.path not in (pair.a, pair.b) or not is_whole:
            continue
        other = paths.get(pair.b if pair.a == exhibit.path else pair.a)
        mapping = np.vstack([np.reshape(pair.mapping, (2, 3)), (0.0, 0.0, 1.0)])
        if other is None or not _is_sound(mapping):
            continue
        there = mapping if pair.b == exhibit.path else inverse(mapping)
        for box in covered.get(other.id, ()):
            yield from _moved(box, there)


def _covered(known: Releases) -> Mapping[str, tuple[Share, ...]]:
    """Return by exhibit what was ever covered in it, for any reader, also when withdrawn."""
    rows: dict[str, tuple[Share, ...]] = {}
    for decided in known.values():
        for name, one in decided.items():
            rows[name] = (*rows.get(name, ()), *one.faces)
    return rows


def _is_sound(mapping: Mapping3) -> bool:
    return bool(np.isfinite(mapping).all()) and abs(float(np.linalg.det(mapping))) >= _FLAT


def _moved(box: Share, mapping: Mapping3) -> Iterator[Share]:
    """Yield the box around where a box lands, rounded outwards; nothing where it lies outside."""
    left, top, right, bottom = (side / _WHOLE for side in box)
    corners = np.array([(x, y, 1.0) for x in (left, right) for y in (top, bottom)])
    places = (corners @ mapping.T)[:, :2] * _WHOLE
    first = np.clip(np.floor(places.min(axis=0) + 1e-6), 0, _WHOLE)
    last = np.clip(np.ceil(places.max(axis=0) - 1e-6), 0, _WHOLE)
    if (last > first).all():
        yield int(first[0]), int(first[1]), int(last[0]), int(last[1])


def _holds(box: Share, face: Share) -> bool:
    """Whether the middle of a face lies in a box."""
    across, down = (face[0] + face[2]) / 2, (face[1] + face[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
