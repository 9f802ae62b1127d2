"""Comparing a case's exhibits once: the answer for the same contents is kept.

What is kept speaks of places in the sorted list of exhibits, so no file name of a case
enters the cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.pair import Duplicates, Group, Pair
from workbench.examination.cache import Cache


def alike(files: Mapping[str, Known], cache: Cache | None) -> Duplicates:
    """Return :func:`workbench.duplicates.find.find` of these exhibits, from the cache if it can.

    Parameters
    ----------
    files
        By path below ``evidence/``; each with the hash of its bytes.
    cache
        None to compare anew.
    """
    if cache is None:
        return find(files)
    paths = sorted(files)
    # A reading that failed on this machine must not stand for the exhibit elsewhere.
    contents = "".join(f"{files[path].sha256} {files[path].kinds()}\n" for path in paths)
    key = hashlib.sha256(f"compared\n{contents}".encode("ascii")).hexdigest()
    kept = cache.get(key)
    if kept is not None:
        return _named(kept, paths)
    found = find(files)
    cache.put(key, _nameless(found, paths))
    return found


def _nameless(found: Duplicates, paths: list[str]) -> dict[str, Any]:
    place = {path: str(index) for index, path in enumerate(paths)}
    return {
        "pairs": [replace(p, a=place[p.a], b=place[p.b]).as_json(why=True) for p in found.pairs],
        "groups": [[g.kind, [place[member] for member in g.members]] for g in found.groups],
    }


def _named(kept: dict[str, Any], paths: list[str]) -> Duplicates:
    pairs = map(_pair, kept["pairs"])
    return Duplicates(
        tuple(
            Group(kind, tuple(paths[int(member)] for member in members))
            for kind, members in kept["groups"]
        ),
        tuple(replace(pair, a=paths[int(pair.a)], b=paths[int(pair.b)]) for pair in pairs),
    )


def _pair(row: dict[str, Any]) -> Pair:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Pair(**values)
