"""Near-duplicate recordings: two audio fingerprints laid along each other in time.

Two recordings are alike when their bits agree over one stretch of time, whatever the
container or codec; one may be cut from the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.sound import BITS, PER_SECOND, Bits, Sound
from workbench.duplicates.pair import Pair, place


def alike_sounds(files: Mapping[str, Known]) -> Iterator[Pair]:
    """Yield pairs of recordings that are the same, or of which one is cut from the other.

    ``distance`` is the share of bits that differ where both are heard, in hundredths;
    unrelated recordings differ in about 50. Of two films that only sound alike, and of a
    film and the sound of it, one is never called the whole of the other.
    """
    sounds = {path: known.sound for path, known in files.items() if known.sound is not None}
    for a, b in combinations(sorted(sounds), 2):
        one, other = sounds[a], sounds[b]
        if one.coded == other.coded:
            method, differ, in_one, in_other = "audio", 0.0, 1.0, 1.0
        elif (found := _laid(one, other)) is not None:
            method, (differ, in_one, in_other) = "sound", found
        else:
            continue
        distance, score = round(100 * differ), round(1 - 2 * differ, 2)
        if min(in_one, in_other) >= rules.SOUND_SAME and not (one.film or other.film):
            yield Pair(a, b, "near" if method == "sound" else "exact", method, distance, score)
        else:
            # Neither is the whole of the other; a film shows more than its sound.
            ours = in_one >= rules.SOUND_SAME and not one.film
            theirs = in_other >= rules.SOUND_SAME and not other.film
            yield Pair(a, b, "part", method, distance, score, place(ours, theirs))


def _laid(one: Sound, other: Sound) -> tuple[float, float, float] | None:
    """Return how much differs at the best shift in time, and the share of each in common."""
    bits_a, heard_a = one.moments()
    bits_b, heard_b = other.moments()
    fewest = int(rules.SOUND_SHORTEST * PER_SECOND)
    if min(heard_a.sum(), heard_b.sum()) < fewest:
        return None
    agreeing, common = _shifted(bits_a, heard_a, bits_b, heard_b)
    enough = common >= fewest
    if not enough.any():
        return None
    differ = np.where(enough, 0.5 - agreeing / (2 * np.maximum(common, 1) * BITS), 1.0)
    near = differ <= np.where(
        common >= rules.SOUND_LONG * PER_SECOND, rules.SOUND_FARTHEST_LONG, rules.SOUND_FARTHEST
    )
    if not near.any():
        return None
    # Of the shifts that agree, the one with the longest stretch in common.
    best = int(np.lexsort((differ, -common * near))[0])
    both = float(common[best])
    return float(differ[best]), both / float(heard_a.sum()), both / float(heard_b.sum())


def _shifted(
    bits_a: Bits, heard_a: NDArray[np.bool_], bits_b: Bits, heard_b: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return agreements minus differences, and moments heard in both, for every shift in time."""
    size = 1 << int(len(bits_a) + len(bits_b) - 1).bit_length()

    def matched(ours: NDArray[Any], theirs: NDArray[Any]) -> NDArray[np.complex128]:
        product = np.fft.rfft(ours, size) * np.fft.rfft(theirs, size).conj()
        return np.asarray(product, dtype=np.complex128)

    common = np.fft.irfft(matched(heard_a, heard_b), size)
    total = np.zeros(size // 2 + 1, dtype=np.complex128)
    for band in range(BITS):
        # 1 and -1 for the bit, 0 where nothing is heard.
        total += matched(
            *(
                (((bits >> np.uint32(band)) & 1) * 2.0 - 1.0) * heard
                for bits, heard in ((bits_a, heard_a), (bits_b, heard_b))
            )
        )
    return np.rint(np.fft.irfft(total, size)), np.rint(common)
