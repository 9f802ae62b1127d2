"""Whether two pictures that are alike say the same: scrolled screens, other words on one picture.

Two screens of one conversation, the second scrolled on, share most of what they show, and each
shows messages that the other lacks. Two cards of one design are the same picture with other
words. To a hash both are copies; as evidence they are two exhibits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.text_page import Page, along_lines
from workbench.duplicates.pair import OTHER_WORDS, SCROLLED, Pair

Map = NDArray[np.float32]

# Width to which screens are brought; how far aside one may lie; softening.
_WIDTH, _ASIDE, _SOFT = 288, 2, 1.2
# Rows of a band in which two screens are compared where they stand: head and foot of an app.
_BAND = 12
_SAME_BAND = 0.7
_SLIP = 4
# Two screens overlap by so many rows at least.
_LEAST_ROWS = 24
# Writing on so small a share of a page is too little to lay it by; rows about a known place;
# how far a mapping may be from a mere shift; strokes fainter than this are none.
_NARROW, _ABOUT, _STRAIGHT, _FAINT = 0.15, 5, 0.04, 0.05
# And so little is nothing: what was matched there was a photograph.
_SILENT = 0.06
_CELL = 16


def worded(pair: Pair, one: Fingerprint, other: Fingerprint) -> Pair:
    """Return the pair, as one of two exhibits where each says what the other does not.

    Parameters
    ----------
    pair
        As hashes, points and pages found it.
    one, other
        Its two pictures.
    """
    ours, theirs = one.lettering, other.lettering
    if pair.kind == "exact" or ours is None or theirs is None:
        return pair
    mapping = _mapping(pair)
    laid = _laid(ours, theirs, mapping)
    if scrolls(laid.alike, laid.alone) or _scroll_by_ink(one, other, mapping):
        return replace(pair, kind="shared", transform=SCROLLED, why="")
    if pair.kind != "near" or mapping is None or says_same(laid.alike):
        return pair
    if says_other(share_apart(ours, theirs, mapping)):
        return replace(pair, kind="shared", transform=OTHER_WORDS, why="")
    return pair


def _scroll_by_ink(
    one: Fingerprint, other: Fingerprint, mapping: NDArray[np.float64] | None
) -> bool:
    """Whether all ink of two pages says so: lines at an edge are none to the eye for lines."""
    if one.page is None or other.page is None:
        return False
    laid = _laid(one.page, other.page, mapping)
    return scrolls(laid.alike, laid.alone)


def _mapping(pair: Pair) -> NDArray[np.float64] | None:
    if len(pair.mapping) != 6:
        return None
    return np.vstack([np.reshape(pair.mapping, (2, 3)), (0.0, 0.0, 1.0)])


@dataclass(frozen=True)
class _Laid:
    """How well writing agrees where one page lies best on the other, and what each shows alone."""

    alike: float = 0.0
    alone: float = 0.0


def _laid(one: Page, other: Page, mapping: NDArray[np.float64] | None) -> _Laid:
    ours, theirs = _brought(one), _brought(other)
    shifts = _Shifts(ours, theirs)
    found = [shifts.best()]
    if mapping is not None and _is_shift(mapping):
        # Where photographs fill a screen, too little writing overlaps to find it by itself.
        about = -round(float(mapping[1, 2]) * len(theirs))
        found.append(shifts.near(about))
    shift, alike = max(found, key=lambda each: each[1])
    head, foot = _frame(ours, theirs)
    alone = (
        _alone(ours, theirs, shift, head, foot),
        _alone(theirs, ours, -shift, head, foot),
    )
    return _Laid(alike, min(alone))


def _is_shift(mapping: NDArray[np.float64]) -> bool:
    """Whether a mapping moves a picture down or up, and does nothing else."""
    moved = mapping.copy()
    moved[1, 2] = 0.0
    return float(np.abs(moved - np.eye(3)).max()) < _STRAIGHT


def scrolls(alike: float, alone: float) -> bool:
    """Whether strokes that agree so well, with so much that each shows alone, are one page."""
    return alike >= rules.SCROLL_ALIKE and alone >= rules.SCROLL_ALONE


def is_other(fit: float) -> bool:
    """Whether strokes at one place that fit so well are other writing."""
    return fit < rules.WORDS_ALIKE


def says_same(alike: float) -> bool:
    """Whether strokes that agree so well where they lie best say the same there."""
    return alike >= rules.WORDS_SAME


def says_other(share: float) -> bool:
    """Whether so much other writing makes two exhibits of one picture."""
    return share >= rules.WORDS_APART


def _brought(page: Page) -> Map:
    """Return strokes in one width for all; rows below each other as they stand."""
    height = max(1, round(page.height * _WIDTH / page.width))
    ink = page.ink.astype(np.float32)
    sized = cv2.resize(ink, (_WIDTH, height), interpolation=cv2.INTER_AREA)
    return along_lines(np.asarray(cv2.GaussianBlur(sized, (0, 0), _SOFT), dtype=np.float32))


class _Shifts:
    """How well the second of two pages agrees with the first, moved down by any count of rows."""

    def __init__(self, ours: Map, theirs: Map) -> None:
        self.rows, self.others = len(ours), len(theirs)
        self._size = size = self.rows + self.others
        first, second = np.fft.rfft(ours, size, axis=0), np.fft.rfft(theirs, size, axis=0)
        self._met = np.full(size, -np.inf)
        for aside in range(-_ASIDE, _ASIDE + 1):
            moved = np.roll(second, aside, axis=1)
            met = np.fft.irfft((first * moved.conj()).sum(axis=1), size)
            self._met = np.maximum(self._met, met)
        self._ours, self._theirs = _running(ours), _running(theirs)

    def best(self) -> tuple[int, float]:
        """Return the move at which they agree best, and how well."""
        moves = range(_LEAST_ROWS - self.others, self.rows - _LEAST_ROWS)
        # What little stands on a narrow overlap must not win by chance.
        least = _NARROW * float(min(self._ours[-1], self._theirs[-1]))
        return max(((at, self._alike(at, least)) for at in moves), key=_by_agreement,
                   default=(0, 0.0))  # fmt: skip

    def near(self, about: int) -> tuple[int, float]:
        """Return the best move close to one that is known; where no writing meets, it is that."""
        moves = range(about - _ABOUT, about + _ABOUT + 1)
        if self._met_by(about) < _SILENT * float(min(self._ours[-1], self._theirs[-1])):
            return about, 1.0
        return max(((at, self._alike(at, 0.0)) for at in moves), key=_by_agreement)

    def _alike(self, shift: int, least: float) -> float:
        mine, yours = self._energies(shift)
        if min(mine, yours) <= least:
            return 0.0
        return float(self._met[shift % self._size]) / float(np.sqrt(mine * yours))

    def _met_by(self, shift: int) -> float:
        return min(self._energies(shift))

    def _energies(self, shift: int) -> tuple[float, float]:
        """Return how much is written on either page where they overlap."""
        top, bottom = max(0, shift), min(self.rows, self.others + shift)
        if bottom <= top:
            return 0.0, 0.0
        return (
            float(self._ours[bottom] - self._ours[top]),
            float(self._theirs[bottom - shift] - self._theirs[top - shift]),
        )


def _by_agreement(found: tuple[int, float]) -> float:
    return found[1]


def _running(strokes: Map) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum((strokes.astype(np.float64) ** 2).sum(axis=1))])


def _frame(ours: Map, theirs: Map) -> tuple[int, int]:
    """Return how many rows at the top and at the foot are an app's own, the same on both."""
    return _same_rows(ours, theirs), _same_rows(ours[::-1], theirs[::-1])


def _same_rows(ours: Map, theirs: Map) -> int:
    same = 0
    for begin in range(0, min(len(ours), len(theirs)), _BAND):
        band = slice(begin, begin + _BAND)
        one, other = ours[band], theirs[band]
        if max(float(np.abs(one).max()), float(np.abs(other).max())) < _FAINT:
            continue
        if not _agree(one, other):
            break
        same = begin + _BAND
    return same


def _alone(ours: Map, theirs: Map, shift: int, head: int, foot: int) -> float:
    """Return the share of writing on the first page that the second does not show.

    An app's head and foot hide what was scrolled below them.
    """
    energy = (ours.astype(np.float64) ** 2).sum(axis=1)
    rows = np.arange(len(ours))
    is_content = (rows >= head) & (rows < len(ours) - foot)
    there = rows - shift
    is_shown = (there >= head) & (there < len(theirs) - foot)
    return float(energy[is_content & ~is_shown].sum() / max(energy.sum(), 1e-9))


def _agree(one: Map, other: Map) -> bool:
    if one.shape != other.shape or not one.size:
        return False
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return norm > 0 and float((one * other).sum()) / norm >= _SAME_BAND


def share_apart(one: Page, other: Page, mapping: NDArray[np.float64]) -> float:
    """Return how much of two pictures' writing stands where the other has other writing.

    Parameters
    ----------
    mapping
        3 × 3: takes a point of the first, in shares of its sides, to the second.
    """
    there = (
        np.diag([other.width, other.height, 1.0])
        @ mapping
        @ np.diag([1 / one.width, 1 / one.height, 1.0])
    )
    moved = cv2.warpPerspective(one.ink.astype(np.float32), there, (other.width, other.height))
    ours = np.asarray(cv2.GaussianBlur(moved, (0, 0), _SOFT), dtype=np.float32)
    theirs = other.soft
    around = cv2.copyMakeBorder(ours, _SLIP, _SLIP, _SLIP, _SLIP, cv2.BORDER_CONSTANT)
    told = apart = 0.0
    for top in range(0, other.height - _CELL + 1, _CELL):
        for left in range(0, other.width - 4 * _CELL + 1, 4 * _CELL):
            place = np.s_[top : top + _CELL, left : left + 4 * _CELL]
            mine, yours = ours[place], theirs[place]
            weight = float(min(mine.sum(), yours.sum()))
            told += float(max(mine.sum(), yours.sum()))
            if weight < 0.25 * float(max(mine.sum(), yours.sum())):
                continue  # writing on one of the two only: put on, or painted over
            near = around[top : top + _CELL + 2 * _SLIP, left : left + 4 * _CELL + 2 * _SLIP]
            fit = float(
                cv2.matchTemplate(near, np.ascontiguousarray(yours), cv2.TM_CCOEFF_NORMED).max()
            )
            if fit < rules.WORDS_ALIKE:
                apart += weight
    return apart / told if told else 0.0
