"""Copies count once by scene: an element that rests on one picture five times rests on one."""

from __future__ import annotations

from dataclasses import replace

from tests.kajian.build import dossier
from workbench.duplicates.pair import Group, Link, Pair, Scene
from workbench.kajian.hints.corroboration import Corroboration, corroboration


def pair(a: str, b: str, transform: str = "", decision: str = "", **more: str) -> Pair:
    return Pair(a, b, "part", "orb", 30, 0.9, transform, decision=decision, **more)  # type: ignore[arg-type]


def counted(
    cited: str,
    *pairs: Pair,
    groups: tuple[Group, ...] = (),
    scenes: tuple[Scene, ...] = (),
) -> Corroboration:
    """Count what single letters, the ids and paths of exhibits, come to."""
    found = dossier(claims=tuple({"id": f"B-{n}"} for n in range(1, 7)), pairs=pairs)
    likes = replace(found.duplicates, groups=groups, scenes=scenes)
    return corroboration(replace(found, duplicates=likes), [f"B-{n}" for n in cited])


def test_a_crop_is_a_copy_but_two_recordings_of_one_scene_are_two_sources() -> None:
    assert counted("123", pair("B-1", "B-2", "contains")).sources == 2
    assert counted("123", pair("B-1", "B-2", "overlaps")).sources == 3


def test_what_the_reviewer_confirmed_is_one_scene_and_what_they_rejected_is_none() -> None:
    assert counted("12", pair("B-1", "B-2", "overlaps", "same")).sources == 1
    assert counted("12", pair("B-1", "B-2", "contains", "different")).sources == 2
    assert counted("12", pair("B-1", "B-2", "contains", "different")).copies == ()


def test_two_crops_of_a_picture_that_is_not_cited_are_one_scene_once_confirmed() -> None:
    def crops(decision: str) -> int:
        return counted(
            "23",
            pair("B-1", "B-2", "contains", decision),
            pair("B-1", "B-3", "contains", decision),
        ).sources

    assert crops("") == 2, "each may show something of its own"
    assert crops("same") == 1


def test_a_collage_adds_nothing_and_does_not_make_two_scenes_one() -> None:
    pairs = (pair("B-1", "B-3", "inside"), pair("B-2", "B-3", "inside"))
    scenes = (
        Scene("B-1", ("camera",), ("B-1", "B-3"), (Link("B-1", "B-3", "part"),)),
        Scene("B-2", ("camera",), ("B-2", "B-3"), (Link("B-2", "B-3", "part"),)),
    )
    found = counted("123", *pairs, scenes=scenes)
    assert found.sources == 2
    assert found.copies == (("B-1", "B-3"), ("B-2", "B-3"))
    assert counted("3", *pairs, scenes=scenes).sources == 1


def test_a_letter_that_holds_two_photos_does_not_make_them_one() -> None:
    letter = (
        pair("B-1", "B-3", place_b="page=1"),
        pair("B-2", "B-3", place_b="page=2"),
    )
    assert counted("123", *letter).sources == 2


def test_whole_copies_are_one_also_through_one_that_is_not_cited() -> None:
    groups = (Group("near", ("B-1", "B-2", "B-3")),)
    found = counted("134", groups=groups)
    assert (found.sources, found.copies) == (2, (("B-1", "B-3"),))


def test_links_that_run_round_end_somewhere() -> None:
    round_ = (pair("B-1", "B-2"), pair("B-2", "B-3"), pair("B-1", "B-3", "inside"))
    assert counted("123", *round_).sources == 1


def test_one_banner_in_two_villages_is_two_sources_also_when_confirmed() -> None:
    """Who confirms that both show the banner has not said that one village is the other."""
    shared = Pair("B-1", "B-2", "shared", "orb", 30, 0.9)
    group = Group("shared", ("B-1", "B-2"))
    assert counted("12", shared, groups=(group,)).sources == 2
    assert counted("12", replace(shared, decision="same"), groups=(group,)).sources == 2
