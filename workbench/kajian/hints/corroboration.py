"""How many independent sources speak for an element: copies count once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.kajian.dossier import MEDIA_ONLY, Dossier
from workbench.kajian.hints.cited_scenes import scenes_among


@dataclass(frozen=True)
class Corroboration:
    """The sources behind one element.

    Attributes
    ----------
    exhibits, statements
        Ids that the citations lead to, sorted.
    copies
        Sets of cited exhibits that show one scene, each scene counted once.
    media_only
        Statements whose person knows it from media only; counted apart.
    sources
        How many independent sources remain: exhibits without their copies, and
        statements that do not rest on media alone.
    """

    exhibits: tuple[str, ...]
    statements: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
    media_only: tuple[str, ...]
    sources: int


def corroboration(dossier: Dossier, citations: Iterable[str]) -> Corroboration:
    """Count the independent sources that `citations` lead to."""
    reached = dossier.sources(citations)
    exhibits, statements = reached["exhibits"], reached["statements"]
    scenes = scenes_among(exhibits, dossier.exhibits, dossier.duplicates)
    media = tuple(sorted(key for key in statements if dossier.statements[key].basis == MEDIA_ONLY))
    return Corroboration(
        tuple(sorted(exhibits)),
        tuple(sorted(statements)),
        tuple(tuple(sorted(group)) for group in scenes.shared),
        media,
        scenes.count + len(statements) - len(media),
    )
