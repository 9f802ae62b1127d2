"""What a study says of copies, read back into the types that it was written from."""

from __future__ import annotations

from dataclasses import replace

from workbench.duplicates.pair import Duplicates, Group, Link, Outdated, Pair, Scene
from workbench.duplicates.relations.families import ranked
from workbench.report.context import Context


def alike(context: Context) -> Duplicates:
    """Return the study's duplicates as they were found, pairs in the order of interest."""
    found = context.study.get("duplicates") or {}
    read = Duplicates(
        tuple(Group(row["kind"], tuple(row["members"])) for row in found.get("groups") or ()),
        tuple(Pair(**row) for row in found.get("pairs") or ()),
        tuple(
            Scene(
                row["original"],
                tuple(row["reasons"]),
                tuple(row["members"]),
                tuple(Link(**link) for link in row.get("links") or ()),
                tuple(row.get("shots") or ()),
            )
            for row in found.get("scenes") or ()
        ),
        tuple(Outdated(**row) for row in found.get("outdated") or ()),
    )
    return replace(read, pairs=ranked(read))
