"""Pairs of pages: what is written decides, where hashes and points see one page like another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

from workbench.duplicates import rules
from workbench.duplicates.compare.enclosed import file_of
from workbench.duplicates.compare.page_candidates import may_agree
from workbench.duplicates.compare.page_overlay import Agreement, laid_over
from workbench.duplicates.compare.parts import rounded
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import Kind, Pair
from workbench.evidence.sandbox import available_cores

Found = Mapping[tuple[str, str], Pair]


def written(pictures: Mapping[str, Fingerprint], known: Found) -> dict[tuple[str, str], Pair]:
    """Return the known pairs, without those of pages whose text differs, and pages alike.

    Parameters
    ----------
    pictures
        By path, or path and place inside a file.
    known
        What hashes and points found, by the two paths.
    """
    found = dict(known)
    for (a, b), agreement in _agreements(pictures, known):
        pair = found.get((a, b))
        if agreement is not None and (agreement.is_one_text or agreement.is_held):
            if pair is None or pair.kind == "scene":
                found[a, b] = _pair(a, pictures[a], b, pictures[b], agreement)
        elif pair is not None and _is_by_the_page(pair, agreement):
            del found[a, b]
    return found


def _agreements(
    pictures: Mapping[str, Fingerprint], known: Found
) -> Iterator[tuple[tuple[str, str], Agreement | None]]:
    pages = {path: print_.page for path, print_ in sorted(pictures.items()) if print_.page}
    wanted = [
        (a, b)
        for a, b in combinations(pages, 2)
        if file_of(a) != file_of(b) and not _is_sure(known.get((a, b)))
    ]

    def compared(pair: tuple[str, str]) -> Agreement | None:
        a, b = pages[pair[0]], pages[pair[1]]
        # What hashes or points found already must be confirmed or taken back.
        return laid_over(a, b) if pair in known or may_agree(a, b) else None

    with ThreadPoolExecutor(available_cores(), "pages") as threads:
        yield from zip(wanted, threads.map(compared, wanted), strict=True)


def _is_sure(pair: Pair | None) -> bool:
    """Whether a pair needs no second look: equal, or equal but for mirroring and quality."""
    if pair is None:
        return False
    return pair.kind == "exact" or (
        pair.method == "phash256" and pair.distance <= rules.PAGE_SURELY
    )


def _is_by_the_page(pair: Pair, agreement: Agreement | None) -> bool:
    """Whether two pages were taken for alike because they are pages, and not for a photo on them.

    Pages that cannot even be laid over each other share no text; a photo in two chats is
    found by its rectangle, and stays.
    """
    if pair.kind == "scene":
        return True
    if agreement is None:
        return (
            pair.method == "phash256"
            and not pair.transform
            and pair.distance > rules.SHOT_SURELY_ONE
        )
    shows_photo = pair.kind == "part" and pair.method != "orb"
    return not shows_photo


def _pair(a: str, one: Fingerprint, b: str, other: Fingerprint, agreement: Agreement) -> Pair:
    kind: Kind = "near" if agreement.is_one_text else "part"
    share = min(agreement.share_a, agreement.share_b) if kind == "near" else agreement.most
    place = "inside" if agreement.share_a > agreement.share_b else "contains"
    return Pair(
        a,
        b,
        kind,
        "ink",
        round(100 * (1 - share)),
        round(share, 2),
        "" if kind == "near" else place,
        mapping=rounded(agreement.mapping),
        phash64=one.public_distance(other),
    )
