"""How pairs read to people: always "similar, distance n", with what changed."""

from __future__ import annotations

from workbench.duplicates.pair import Outdated, Pair, Scene
from workbench.text import Language, say


def kind_text(pair: Pair, language: Language) -> str:
    """Return what relation the two are in."""
    return say(f"duplicates.kind.{pair.kind}", language)


def distance_text(pair: Pair, language: Language) -> str:
    """Return how far apart they are, in words."""
    return say(f"duplicates.distance.{pair.method}", language, distance=pair.distance)


def transform_text(pair: Pair, language: Language) -> str:
    """Return what turns the first into the second, and where inside; empty when nothing does."""
    steps = [_step(step, language) for step in pair.transform.split("+") if step]
    return ", ".join([*steps, *places_text(pair, language)])


def places_text(pair: Pair, language: Language) -> list[str]:
    """Return where in documents or videos the pictures lie."""
    found = []
    for place in (pair.place_a, pair.place_b):
        name, _, value = place.partition("=")
        if name:
            found.append(say(f"duplicates.place.{name}", language, value=value))
    return found


def decision_text(pair: Pair, language: Language) -> str:
    """Return what the reviewer said of the pair; empty when nothing."""
    return say(f"duplicates.decision.{pair.decision}", language) if pair.decision else ""


def outdated_text(answer: Outdated, language: Language) -> str:
    """Return which answer counts for nothing any more, and why, as a sentence."""
    called = answer.exhibits or f"{answer.a[:12]}…, {answer.b[:12]}…"
    said = say(f"duplicates.decision.{answer.decision}", language)
    return say("duplicates.outdated", language, exhibits=called, answer=said)


def original_text(scene: Scene, language: Language) -> str:
    """Return which exhibit is nearest to the original of a scene, and why, as a sentence."""
    reasons = [say(f"duplicates.reason.{reason}", language) for reason in scene.reasons]
    why = ", ".join(reasons) or say("duplicates.reason.none", language)
    key = "duplicates.summary.original"
    said = say(key, language, original=scene.original, members=len(scene.members), why=why)
    if len(scene.shots) < 2:
        return said
    return f"{said} {say('duplicates.summary.shots', language, shots=len(scene.shots))}"


def _step(step: str, language: Language) -> str:
    degrees = step.removeprefix("turn")
    if degrees != step:
        return say("duplicates.transform.turn", language, degrees=degrees)
    return say(f"duplicates.transform.{step}", language)
