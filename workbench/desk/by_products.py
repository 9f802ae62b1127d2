"""Thumbnails that cost no second decode: what a study's own pass over the pictures left behind."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.desk.draw import packed
from workbench.desk.packs import Pack, Packs, named
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.picture import PREVIEW, THUMBNAIL
from workbench.examination.examine import Examination

# Their numbers mean no colours of a screen: the desk decodes these itself, by their profile.
_OTHER_COLOURS = frozenset({"CMYK", "LAB"})
_MEASURES = ("Width", "Height", "Frames")


def keep(known: Examination, packs: Packs | None = None) -> int:
    """Put the thumbnails of every picture of a case into the desk's cache.

    Returns
    -------
    int
        How many were not there yet.
    """
    store, count = packs or Packs(), 0
    for one, pack in _pictures(known):
        name = named(one.sha256 or "", one.media_type or "", "look")
        if not store.has(name):
            store.put(name, pack)
            count += 1
    return count


def _pictures(known: Examination) -> Iterator[tuple[Exhibit, Pack]]:
    """Yield what :func:`workbench.desk.draw.draw` would make anew of each picture."""
    told: dict[str, dict[str, str]] = {}
    for fact in known.facts:
        if fact.source == "picture":
            told.setdefault(fact.path, {})[fact.name] = fact.value
    for one in known.exhibits:
        measured = told.get(one.path, {})
        large, small = known.previews.get(one.path), known.thumbnails.get(one.path)
        if large is None or small is None or measured.get("Mode") in _OTHER_COLOURS:
            continue
        if one.status == "ok" and all(measured.get(name, "").isdecimal() for name in _MEASURES):
            how = {name.lower(): int(measured[name]) for name in _MEASURES}
            yield (
                one,
                {
                    "how": packed({"kind": "picture", **how}),
                    f"{PREVIEW}.jpg": large,
                    f"{THUMBNAIL}.jpg": small,
                    "unread": packed([]),
                },
            )
