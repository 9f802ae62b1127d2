"""How pairs read to people: always "similar, distance n", with what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.duplicates.pair import APART, OTHER_WORDS, SCROLLED, Outdated, Pair, Scene
from workbench.duplicates.relations.families import Family, Step
from workbench.text import Language, has, say

#: What a reader needs to know beside families and their distances, below ``duplicates``.
LEGEND = ("family.legend", "explain.distance")
# What undoes a change, where that is another one.
_BACK = {"rotate90": "rotate270", "rotate270": "rotate90",
         "inside": "contains", "contains": "inside"}  # fmt: skip
# Transforms that are relations of their own, and no change.
_RELATIONS = frozenset({SCROLLED, OTHER_WORDS})
_LYING = frozenset({"inside", "contains"})
# Characters of a path that a caption or a line of a terminal has room for.
_LONGEST = 64


def clipped(path: str) -> str:
    """Return a path for a caption: a longer one with its middle left out."""
    half = _LONGEST // 2
    return path if len(path) <= _LONGEST else f"{path[:half]}…{path[-half:]}"


def kind_text(pair: Pair, language: Language) -> str:
    """Return what relation the two are in."""
    kind = pair.transform if pair.transform in _RELATIONS else pair.kind
    return say(f"duplicates.kind.{kind}", language)


def distance_text(pair: Pair, language: Language) -> str:
    """Return how far apart they are, in words."""
    return say(f"duplicates.distance.{pair.method}", language, distance=pair.distance)


def transform_text(pair: Pair, language: Language) -> str:
    """Return what turns the first into the second, and where inside; empty when nothing does."""
    steps = [_step(step, language) for step in _steps(pair)]
    return ", ".join([*steps, *places_text(pair, language)])


def _steps(pair: Pair) -> list[str]:
    return [step for step in pair.transform.split("+") if step and step not in _RELATIONS]


def places_text(pair: Pair, language: Language) -> list[str]:
    """Return where in documents or videos the pictures lie."""
    places = (place_text(place, language) for place in (pair.place_a, pair.place_b))
    return [place for place in places if place]


def place_text(place: str, language: Language) -> str:
    """Return where in a document or video one picture lies; empty when it is the whole file."""
    name, _, whole = place.partition("=")
    value, _, number = whole.partition("#")
    known = f"duplicates.place.{name}"
    if name == "time" and language == "id":
        value = value.replace(".", ",")
    said = say(known, language, value=value) if name and has(known) else ""
    return f"{said}, {say('duplicates.place.number', language, value=number)}" if number else said


def decision_text(pair: Pair, language: Language) -> str:
    """Return what the reviewer said of the pair; empty when nothing."""
    return say(f"duplicates.decision.{pair.decision}", language) if pair.decision else ""


def outdated_text(answer: Outdated, language: Language) -> str:
    """Return which answer counts for nothing any more, and why, as a sentence."""
    called = answer.exhibits or f"{answer.a[:12]}…, {answer.b[:12]}…"
    said = say(f"duplicates.decision.{answer.decision}", language)
    return say("duplicates.outdated", language, exhibits=called, answer=said)


def scenes_text(scenes: Sequence[Scene], exhibits: int, language: Language) -> str:
    """Return how many exhibits there are, how many are pictures, and how many scenes those show."""
    pictures = len({path for scene in scenes for path in scene.members})
    counts = {"exhibits": exhibits, "pictures": pictures, "scenes": len(scenes)}
    return say("duplicates.summary.scenes", language, **counts)


def family_text(family: Family, names: Mapping[str, str], language: Language) -> str:
    """Return which exhibits belong together and which is nearest to the original, and why.

    Parameters
    ----------
    family
        From :func:`workbench.duplicates.relations.families.families`.
    names
        What each exhibit is called, by path.
    """
    if family.scene is None or len(family.scene.members) < 2:
        called = ", ".join(names.get(step.path, step.path) for step in family.steps)
        are_copies = any(pair.kind not in APART for pair in family.pairs())
        key = "duplicates.family.alike" if are_copies else "duplicates.family.apart"
        return say(key, language, exhibits=called)
    return _original(family.scene, names, language)


def way_line(step: Step, names: Mapping[str, str]) -> str:
    """Return the way down to one exhibit: ``B-01 → B-07``; a dash where no order is to be seen."""
    said = names.get(step.way[0], step.way[0])
    for path, is_ordered in zip(step.way[1:], step.ordered, strict=True):
        said += f" {'→' if is_ordered else '–'} {names.get(path, path)}"
    return said


def family_columns(language: Language) -> tuple[str, str, str]:
    """Return the heads of the columns that :func:`family_rows` fills."""
    way, relation, told = (
        say(f"duplicates.family.column.{name}", language) for name in ("way", "relation", "told")
    )
    return way, relation, told


def family_rows(
    family: Family, names: Mapping[str, str], ways: Mapping[str, str], language: Language
) -> list[tuple[str, str, str]]:
    """Return a row for each exhibit: the way down to it, what it is to the one before, its file.

    Parameters
    ----------
    names
        What each exhibit is called, by path.
    ways
        What each file says of how it was made, by path, from :func:`way_text`.
    """
    return [
        (
            way_line(step, names),
            relation_text(step.pair, language, before=step.way[-2]) if step.pair else "",
            ways.get(step.path, ""),
        )
        for step in family.steps
    ]


def relation_text(pair: Pair, language: Language, *, before: str = "") -> str:
    """Return what relation, how far apart, what changed, and what the reviewer said.

    Parameters
    ----------
    before
        The exhibit of the pair that stands before the other one; then what changed is told
        of the other one. Without it, of the first and the second of the pair.
    """
    changed = _since(pair, before, language) if before else transform_text(pair, language)
    said = (
        kind_text(pair, language),
        distance_text(pair, language),
        changed,
        decision_text(pair, language),
    )
    return "; ".join(part for part in said if part)


def _since(pair: Pair, before: str, language: Language) -> str:
    """Return what was done to the one before to get the other one, and where that lies."""
    steps = _steps(pair)
    if before == pair.b:
        steps = [_BACK.get(step, step) for step in steps]
    said = [
        say(f"duplicates.family.{step}", language) if step in _LYING else _step(step, language)
        for step in steps
    ]
    return ", ".join([*said, *places_text(pair, language)])


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


def _step(step: str, language: Language) -> str:
    degrees = step.removeprefix("turn")
    if degrees != step:
        return say("duplicates.transform.turn", language, degrees=degrees)
    return say(f"duplicates.transform.{step}", language)
