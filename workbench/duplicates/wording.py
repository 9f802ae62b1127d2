"""How pairs read to people: always "similar, distance n", with what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.duplicates.pair import Outdated, Pair, Scene
from workbench.text import Language, has, say

# Ways from the original down that one sentence can hold.
_MOST_CHAINS = 12


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
    places = (place_text(place, language) for place in (pair.place_a, pair.place_b))
    return [place for place in places if place]


def place_text(place: str, language: Language) -> str:
    """Return where in a document or video one picture lies; empty when it is the whole file."""
    name, _, value = place.partition("=")
    known = f"duplicates.place.{name}"
    if name == "time" and language == "id":
        value = value.replace(".", ",")
    return say(known, language, value=value) if name and has(known) else ""


def decision_text(pair: Pair, language: Language) -> str:
    """Return what the reviewer said of the pair; empty when nothing."""
    return say(f"duplicates.decision.{pair.decision}", language) if pair.decision else ""


def outdated_text(answer: Outdated, language: Language) -> str:
    """Return which answer counts for nothing any more, and why, as a sentence."""
    called = answer.exhibits or f"{answer.a[:12]}…, {answer.b[:12]}…"
    said = say(f"duplicates.decision.{answer.decision}", language)
    return say("duplicates.outdated", language, exhibits=called, answer=said)


def scene_lines(
    scenes: Sequence[Scene],
    exhibits: int,
    names: Mapping[str, str],
    ways: Mapping[str, str],
    language: Language,
) -> list[str]:
    """Return how many scenes there are, what lies nearest each original, and the chains.

    Parameters
    ----------
    scenes
        Those of a case.
    exhibits
        How many exhibits there are in all.
    names
        What each is called, by path.
    ways
        What each file says of how it was made, by path, from :func:`way_text`.
    """
    if not scenes:
        return []
    pictures = len({path for scene in scenes for path in scene.members})
    counts = {"exhibits": exhibits, "pictures": pictures, "scenes": len(scenes)}
    lines = [say("duplicates.summary.scenes", language, **counts)]
    for scene in scenes:
        if len(scene.members) > 1:
            lines.append(_original(scene, names, language))
            if chain := _chain(scene, names, ways, language):
                lines.append(chain)
    return lines


def way_text(tool: str, language: Language, *, has_camera: bool) -> str:
    """Return what a file says of how it was made: a camera, a screenshot, a messenger; or nothing.

    Parameters
    ----------
    tool
        The tool whose way of naming files the name follows; may be empty.
    has_camera
        Whether the metadata name a camera.
    """
    if has_camera:
        return say("duplicates.way.camera", language)
    if "screenshot" in tool.lower():
        return say("duplicates.way.screenshot", language)
    if tool in {"camera", "phone camera"}:
        return say("duplicates.way.like_camera", language)
    return say("duplicates.way.named", language, tool=tool.partition(" (")[0]) if tool else ""


def _original(scene: Scene, names: Mapping[str, str], language: Language) -> str:
    """Return which exhibit is nearest to the original of a scene, and why, as a sentence."""
    why = ", ".join(say(f"duplicates.reason.{reason}", language) for reason in scene.reasons)
    original = names.get(scene.original, scene.original)
    key = "duplicates.summary.original" if why else "duplicates.summary.no_original"
    said = say(key, language, original=original, members=len(scene.members), why=why)
    if len(scene.shots) < 2:
        return said
    return f"{said} {say('duplicates.summary.shots', language, shots=len(scene.shots))}"


def _chain(
    scene: Scene, names: Mapping[str, str], ways: Mapping[str, str], language: Language
) -> str:
    """Return which picture may have been made from which, from the original down."""
    below: dict[str, list[str]] = {}
    for link in scene.links:
        # Two that only overlap may both come from a third; that is no order.
        if link.kind != "scene" and scene.reasons and "overlaps" not in link.transform:
            below.setdefault(link.source, []).append(link.copy)

    def called(path: str) -> str:
        name, way = names.get(path, path), ways.get(path, "")
        return f"{name} ({way})" if way else name

    def lines(path: str, seen: tuple[str, ...]) -> list[str]:
        further = [copy for copy in below.get(path, ()) if copy not in seen]
        if not further:
            return [" → ".join([*map(called, seen)])] if len(seen) > 1 else []
        return [line for copy in further for line in lines(copy, (*seen, copy))]

    found = [line for shot in scene.shots or (scene.original,) for line in lines(shot, (shot,))]
    if not found:
        return ""
    shown = "; ".join(found[:_MOST_CHAINS])
    rest = len(found) - _MOST_CHAINS
    more = f"; {say('duplicates.summary.more', language, count=rest)}" if rest > 0 else ""
    return say("duplicates.summary.chain", language, chains=f"{shown}{more}")


def _step(step: str, language: Language) -> str:
    degrees = step.removeprefix("turn")
    if degrees != step:
        return say("duplicates.transform.turn", language, degrees=degrees)
    return say(f"duplicates.transform.{step}", language)
