"""If these fail, a reviewer reads 105 pairs for 15 copies, or is told what no file says."""

from __future__ import annotations

from itertools import combinations

from workbench.duplicates.pair import Duplicates, Link, Pair, Scene
from workbench.duplicates.relations.families import families, ranked
from workbench.duplicates.relations.wording import family_rows, family_text, relation_text


def copies(number: int) -> Duplicates:
    """One photograph and its copies: every two of them are a pair."""
    names = [f"wa-{index:02}" for index in range(number - 1)]
    pairs = [Pair(a, b, "near", "phash256", 2, 0.98) for a, b in combinations(["foto", *names], 2)]
    links = tuple(Link("foto", name, "near") for name in names)
    scene = Scene("foto", ("camera",), tuple(sorted(["foto", *names])), links, ("foto",))
    return Duplicates((), tuple(pairs), (scene,))


def test_fifteen_copies_are_fourteen_lines_and_no_pair_is_lost():
    found = copies(15)
    (family,) = families(found)
    assert len(family.pairs()) == 14
    assert all("foto" in (pair.a, pair.b) for pair in family.pairs())
    first = ranked(found)
    assert set(first[:14]) == set(family.pairs())
    assert sorted(first) == sorted(found.pairs)
    assert len(found.pairs) == 105


def test_a_rejected_pair_ties_nothing_and_stands_last():
    found = copies(3)
    pairs = tuple(
        Pair(p.a, p.b, p.kind, p.method, 0, p.score, decision="different", reason="lain")
        if p.b == "wa-00" else p
        for p in found.pairs
    )  # fmt: skip
    scene = Scene("foto", ("camera",), ("foto", "wa-01"), (Link("foto", "wa-01", "near"),))
    found = Duplicates((), pairs, (scene,))
    assert ranked(found)[-1].decision == "different"
    assert [step.path for family in families(found) for step in family.steps].count("wa-00") == 1


def test_a_letter_with_the_photo_hangs_on_the_photo():
    """The count of scenes is about pictures; the reader looks for the letter all the same."""
    found = copies(2)
    inside = Pair("foto", "surat.docx", "part", "phash256", 0, 1.0, "inside",
                  place_b="media=image1.png")  # fmt: skip
    film = Pair("film.mp4", "foto", "part", "orb", 30, 0.8, "contains", place_a="time=2.0")
    found = Duplicates((), (*found.pairs, inside, film), found.scenes)
    (family,) = families(found)
    names = {"foto": "B-1", "wa-00": "B-2", "surat.docx": "B-3", "film.mp4": "B-4"}
    rows = {way: relation for way, relation, _ in family_rows(family, names, {}, "en")}
    assert set(rows) == {"B-1", "B-1 → B-2", "B-1 → B-3", "B-1 – B-4"}
    assert rows["B-1 → B-3"].endswith("holds the one before, picture image1.png")


def test_what_lies_in_a_collage_joins_none_of_its_scenes():
    """A letter that shows one photo of a collage was listed under the other one as well."""
    links = (Link("a", "kolase", "part", "inside"),)
    scenes = (
        Scene("a", ("pixels",), ("a", "kolase"), links),
        Scene("b", ("pixels",), ("b", "kolase"), (Link("b", "kolase", "part", "inside"),)),
    )
    pairs = (
        Pair("a", "kolase", "part", "orb", 30, 0.8, "inside"),
        Pair("a", "surat.docx", "part", "phash256", 0, 1.0, "inside", place_b="media=1.png"),
        Pair("b", "kolase", "part", "orb", 30, 0.8, "inside"),
        Pair("kolase", "surat.docx", "part", "orb", 30, 0.8, "overlaps", place_b="media=1.png"),
    )
    told = {family.steps[0].path: [step.path for step in family.steps]
            for family in families(Duplicates((), pairs, scenes))}  # fmt: skip
    assert told == {"a": ["a", "surat.docx", "kolase"], "b": ["b", "kolase"]}


def test_letters_and_recordings_hang_on_the_closest_and_have_no_order():
    pairs = (
        Pair("v1.docx", "v2.docx", "near", "text", 11, 0.9),
        Pair("cetak.pdf", "v1.docx", "near", "text", 0, 1.0),
        Pair("cetak.pdf", "v2.docx", "near", "text", 12, 0.9),
    )
    (family,) = families(Duplicates((), pairs))
    rows = [way for way, _, _ in family_rows(family, {}, {}, "en")]
    assert rows == ["cetak.pdf", "cetak.pdf – v1.docx", "cetak.pdf – v1.docx – v2.docx"]


def test_what_changed_is_told_of_the_later_one():
    """The pair is written by name; turned the wrong way round it sends a reader to look in vain."""
    pair = Pair("a", "b", "part", "orb", 20, 0.9, "rotate90+inside")
    assert relation_text(pair, "en", before="a").endswith("90° clockwise, holds the one before")
    back = relation_text(pair, "en", before="b")
    assert back.endswith("90° anticlockwise, a piece of the one before")


def test_a_letter_hangs_on_the_photo_rather_than_on_its_mirror_image():
    """Both are as close; that a letter shows a mirrored picture must not be made up."""
    links = (Link("foto", "cermin", "near", "mirror"),)
    scene = Scene("foto", ("camera",), ("cermin", "foto"), links)
    where = {"place_b": "media=1.png"}
    pairs = (
        Pair("cermin", "foto", "near", "phash256", 2, 0.98, "mirror"),
        Pair("cermin", "surat.docx", "part", "phash256", 0, 1.0, "mirror+inside", **where),
        Pair("foto", "surat.docx", "part", "phash256", 4, 0.9, "inside", **where),
    )
    (family,) = families(Duplicates((), pairs, (scene,)))
    assert ("foto", "surat.docx") in [step.way for step in family.steps]


def test_what_is_no_copy_is_not_called_alike():
    """Two photos of one banner are two exhibits; the heading must not say otherwise."""
    for kind, said in (("shared", "No copies"), ("near", "Alike in content")):
        (family,) = families(Duplicates((), (Pair("a", "b", kind, "orb", 20, 0.9),)))
        assert family_text(family, {}, "en").startswith(said)
