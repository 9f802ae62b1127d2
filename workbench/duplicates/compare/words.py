"""Near-duplicate texts compared: letters and chats that say the same and share no byte.

Letters of one office share letterhead, legal bases and closing words, often more than half
of all. What three letters of a case have in common is their form; then the rest decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.words import Hashes, Writing
from workbench.duplicates.pair import Pair


def alike_words(files: Mapping[str, Known]) -> Iterator[Pair]:
    """Yield pairs of texts that say the same, or of which one contains the other.

    ``distance`` is what they do not share, in hundredths; ``score`` what they share.
    """
    writings = {path: known.words for path, known in files.items() if known.words is not None}
    form = _form(one for one in writings.values() if one.kind == "text")
    for a, b in combinations(sorted(writings), 2):
        found = compared(writings[a], writings[b], form)
        if found is not None:
            yield replace(found, a=a, b=b)


def compared(one: Writing, other: Writing, form: frozenset[int] = frozenset()) -> Pair | None:
    """Return how two texts are alike, as a pair without names; None when they are not.

    Parameters
    ----------
    one, other
        The texts.
    form
        Runs that are taken for those of a form: two texts that share no more are not alike.
    """
    if one.kind != other.kind:
        return None
    part = max(one.part, other.part)
    ours, theirs = one.kept(part), other.kept(part)
    own = _own(form, ours, theirs)
    if own is not None and own < rules.TEXT_OWN:
        return None
    share, in_one, in_other = _overlap(ours, theirs)
    is_badly_read = own is not None and share >= rules.TEXT_BADLY and _one_length(ours, theirs)
    held = max(in_one, in_other)
    if share >= rules.TEXT_ALIKE or (is_badly_read and held < rules.TEXT_HELD):
        return Pair("", "", "near", one.kind, round(100 * (1 - share)), round(share, 2))
    if held < rules.TEXT_HELD:
        return None
    place = "inside" if in_one >= in_other else "contains"
    return Pair("", "", "part", one.kind, round(100 * (1 - held)), round(held, 2), place)


def _own(form: frozenset[int], ours: Hashes, theirs: Hashes) -> float | None:
    """Return how much two texts share besides a form, of the one that has less.

    None where no form is known or hardly anything is left beside it: then several copies of
    one text made all of it a form.
    """
    own = [{run for run in runs.tolist() if run not in form} for runs in (ours, theirs)]
    fewest = min(map(len, own))
    if not form or fewest < rules.TEXT_FEWEST_OWN:
        return None
    return len(own[0] & own[1]) / fewest


def _one_length(ours: Hashes, theirs: Hashes) -> bool:
    return min(len(ours), len(theirs)) >= rules.TEXT_SIMILAR * max(len(ours), len(theirs))


def _overlap(ours: Hashes, theirs: Hashes) -> tuple[float, float, float]:
    """Return the share in common, and how much of each the other one holds."""
    both = len(np.intersect1d(ours, theirs, assume_unique=True))
    if not both:
        return 0.0, 0.0, 0.0
    return both / (len(ours) + len(theirs) - both), both / len(ours), both / len(theirs)


def _form(writings: Iterable[Writing]) -> frozenset[int]:
    """Return the runs that several texts of a case have: letterheads, legal bases, closings."""
    counts: Counter[int] = Counter()
    for one in writings:
        counts.update(set(one.hashes.tolist()))
    return frozenset(run for run, count in counts.items() if count >= rules.TEXT_FORM)
