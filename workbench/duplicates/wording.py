"""How pairs read to people: always "similar, distance n", with what changed."""

from __future__ import annotations

from workbench.duplicates.pair import Pair
from workbench.text import Language, say


def kind_text(pair: Pair, language: Language) -> str:
    """Return what relation the two are in."""
    return say(f"duplicates.kind.{pair.kind}", language)


def method_text(pair: Pair, language: Language) -> str:
    """Return what measured it."""
    return say(f"duplicates.method.{pair.method}", language)


def distance_text(pair: Pair, language: Language) -> str:
    """Return how far apart they are, in words."""
    return say(f"duplicates.distance.{pair.method}", language, distance=pair.distance)


def transform_text(pair: Pair, language: Language) -> str:
    """Return what turns the first into the second; empty when nothing does."""
    return ", ".join(_step(step, language) for step in pair.transform.split("+") if step)


def _step(step: str, language: Language) -> str:
    degrees = step.removeprefix("turn")
    if degrees != step:
        return say("duplicates.transform.turn", language, degrees=degrees)
    return say(f"duplicates.transform.{step}", language)
