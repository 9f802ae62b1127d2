"""If these fail, five copies of a photograph weigh as five exhibits, or one is lost."""

from __future__ import annotations

from workbench.duplicates.pair import Pair
from workbench.duplicates.relations.scenes import Trait, scenes


def trait(path: str, pixels: int, **more: object) -> Trait:
    return Trait(path, pixels, **{"size": pixels // 10, **more})


def of(*traits: Trait) -> dict[str, Trait]:
    return {one.path: one for one in traits}


def test_a_picture_alone_is_a_scene():
    found = scenes([], of(trait("a", 100), trait("b", 100)))
    assert [(scene.original, scene.reasons) for scene in found] == [
        ("a", ("only",)),
        ("b", ("only",)),
    ]


def test_camera_to_messenger_to_screenshot_is_one_scene():
    """The chain is the story of the exhibit: taken, forwarded, photographed from a screen."""
    known = of(
        trait("kamera.jpg", 12_000_000, has_camera=True, captured="2024-09-27"),
        trait("pesan.jpg", 1_500_000),
        trait("layar.png", 2_500_000, captured="2024-09-29"),
    )
    pairs = [
        Pair("kamera.jpg", "pesan.jpg", "near", "phash256", 2, 0.98, scale=0.35),
        Pair("kamera.jpg", "layar.png", "part", "orb", 20, 0.9, "inside", scale=0.2),
        Pair("layar.png", "pesan.jpg", "part", "orb", 12, 0.9, "contains", scale=1.8),
    ]
    (scene,) = scenes(pairs, known)
    assert scene.original == "kamera.jpg"
    assert scene.reasons == ("camera", "pixels", "earliest", "bytes")
    assert [(link.source, link.copy) for link in scene.links] == [
        ("kamera.jpg", "pesan.jpg"),
        ("pesan.jpg", "layar.png"),
    ]


def test_a_collage_adds_no_scene():
    """Two photos and their collage are two scenes, and the collage belongs to both."""
    known = of(trait("a", 9_000_000), trait("b", 9_000_000), trait("kolase", 2_000_000))
    pairs = [
        Pair("a", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
        Pair("b", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
    ]
    found = scenes(pairs, known)
    assert [(scene.original, scene.members) for scene in found] == [
        ("a", ("a", "kolase")),
        ("b", ("b", "kolase")),
    ]


def test_two_crops_of_one_photo_are_one_scene():
    """Left half and right half look like two scenes until the whole photo turns up."""
    known = of(trait("kanan", 3_000_000), trait("kiri", 3_000_000), trait("utuh", 6_000_000))
    pairs = [
        Pair("kanan", "utuh", "part", "orb", 10, 0.9, "inside", scale=1.0),
        Pair("kiri", "utuh", "part", "orb", 10, 0.9, "inside", scale=1.0),
    ]
    (scene,) = scenes(pairs, known)
    assert (scene.original, scene.members) == ("utuh", ("kanan", "kiri", "utuh"))


def test_pairs_that_run_in_a_ring_lose_no_picture():
    """Measured sizes may contradict each other; every picture must still be counted."""
    known = of(trait("a", 100), trait("b", 100), trait("c", 100))
    pairs = [
        Pair("a", "b", "part", "orb", 10, 0.9, "overlaps", scale=0.5),
        Pair("b", "c", "part", "orb", 10, 0.9, "overlaps", scale=0.5),
        Pair("a", "c", "part", "orb", 10, 0.9, "overlaps", scale=2.0),
    ]
    found = scenes(pairs, known)
    assert {path for scene in found for path in scene.members} == {"a", "b", "c"}


def test_the_larger_copy_speaks_before_the_small_one():
    """A crop looks larger than a small forwarded copy; the camera's file is still the source."""
    known = of(trait("kamera", 12_000_000), trait("kecil", 500_000), trait("potongan", 4_000_000))
    pairs = [
        Pair("kamera", "kecil", "near", "phash256", 2, 0.98, scale=0.2),
        Pair("kamera", "potongan", "part", "orb", 5, 0.99, "contains", scale=1.0),
        Pair("kecil", "potongan", "part", "orb", 30, 0.9, "contains", scale=5.0),
    ]
    (scene,) = scenes(pairs, known)
    assert scene.original == "kamera"


def test_two_shots_are_one_scene_and_two_takings():
    """ "14 exhibits, 6 scenes": a burst is one scene; but it is not one photograph copied."""
    known = of(
        trait("a", 12_000_000, has_camera=True),
        trait("a-pesan", 1_000_000),
        trait("b", 12_000_000),
        trait("c", 12_000_000),
        trait("kolase", 2_000_000),
    )
    pairs = [
        Pair("a", "a-pesan", "near", "phash256", 2, 0.98, scale=0.3),
        Pair("a", "b", "scene", "orb", 30, 0.9),
        Pair("a-pesan", "b", "scene", "orb", 35, 0.9),
        Pair("b", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
        Pair("c", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
        Pair("a", "kolase", "scene", "orb", 30, 0.9, scale=0.3),
    ]
    first, second = scenes(pairs, known)
    assert (first.members, first.shots) == (("a", "a-pesan", "b", "kolase"), ("a", "b"))
    assert ("a", "b", "scene") in [(link.source, link.copy, link.kind) for link in first.links]
    assert (second.original, second.shots) == ("c", ("c",))


def test_files_that_are_no_pictures_are_not_scenes():
    pair = Pair("a.opus", "b.opus", "exact", "sha256", 0, 1.0)
    assert scenes([pair], {}) == ()


def test_a_picture_with_words_over_it_is_no_source_of_one_without():
    """A chain through a meme accuses whoever made the meme of having forwarded the photo."""
    known = of(
        trait("kamera", 7_700_000, has_camera=True),
        trait("meme", 1_900_000),
        trait("wa", 1_500_000),
    )
    pairs = [
        Pair("kamera", "meme", "near", "orb", 5, 0.9, scale=0.5),
        Pair("kamera", "wa", "near", "phash256", 4, 0.97, scale=0.45),
        Pair("meme", "wa", "near", "orb", 0, 0.9, scale=0.9),
    ]
    (scene,) = scenes(pairs, known)
    assert [(link.source, link.copy) for link in scene.links] == [
        ("kamera", "meme"),
        ("kamera", "wa"),
    ]


def test_compression_alone_makes_no_chain():
    """Fifteen people forward one photo: two bits of 256 say nothing about who had it from whom."""
    sizes = {f"wa-{number:02}": 1_500_000 - number * 1_000 for number in range(15)}
    known = of(
        trait("kamera", 7_700_000, has_camera=True),
        *(trait(name, size) for name, size in sizes.items()),
    )
    pairs = [Pair("kamera", name, "near", "phash256", 2, 0.98, scale=0.4) for name in sizes]
    names = list(sizes)
    pairs += [
        Pair(one, other, "near", "phash256", 0, 1.0, scale=0.99)
        for index, one in enumerate(names)
        for other in names[index + 1 :]
    ]
    (scene,) = scenes(pairs, known)
    assert {link.source for link in scene.links} == {"kamera"}


def test_the_copy_of_a_mirrored_copy_hangs_on_that():
    """Whoever mirrored it stands between the camera and the next one: that is a step to see."""
    known = of(trait("kamera", 7_700_000, has_camera=True), trait("cermin", 1_500_000),
               trait("terusan", 900_000))  # fmt: skip
    pairs = [
        Pair("cermin", "kamera", "near", "phash256", 2, 0.98, "mirror", scale=2.2),
        Pair("kamera", "terusan", "near", "phash256", 2, 0.98, "mirror", scale=0.4),
        Pair("cermin", "terusan", "near", "phash256", 2, 0.98, scale=0.8),
    ]
    (scene,) = scenes(pairs, known)
    assert [(link.source, link.copy) for link in scene.links] == [
        ("cermin", "terusan"),
        ("kamera", "cermin"),
    ]


def test_a_screenshot_does_not_show_the_other_photo_of_a_collage():
    """Both show one photo; the collage shows another one, which the screenshot does not."""
    known = of(trait("a", 9_000_000), trait("b", 9_000_000), trait("kolase", 1_900_000),
               trait("layar", 2_500_000))  # fmt: skip
    pairs = [
        Pair("a", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
        Pair("b", "kolase", "part", "orb", 30, 0.9, "inside", scale=0.3),
        Pair("a", "layar", "part", "orb", 30, 0.9, "inside", scale=0.2),
        Pair("kolase", "layar", "part", "orb", 30, 0.9, "overlaps", scale=0.7),
    ]
    found = {scene.original: scene.members for scene in scenes(pairs, known)}
    assert found == {"a": ("a", "kolase", "layar"), "b": ("b", "kolase")}


def test_what_hangs_on_the_shots_of_one_camera_hangs_on_the_original():
    """The nearest to the original is the first of all, also among files that name a camera."""
    camera = {"has_camera": True, "captured": "2024-09-28"}
    known = of(trait("a", 3_000_000, **{**camera, "captured": "2024-09-27"}),
               trait("b", 2_900_000, **camera), trait("c", 2_000_000, **camera))  # fmt: skip
    pairs = [
        Pair("a", "b", "near", "phash256", 0, 1.0, scale=0.98),
        Pair("a", "c", "scene", "orb", 24, 0.9),
        Pair("b", "c", "scene", "orb", 25, 0.9),
    ]
    (scene,) = scenes(pairs, known)
    assert scene.original == "a"
    assert {link.source for link in scene.links} == {"a"}
