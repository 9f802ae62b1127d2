"""If these fail, two photographs weigh as one exhibit, or a copy as a second witness."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.duplicates.conftest import known, through
from workbench.duplicates import rules
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import view
from workbench.duplicates.pair import Pair


def only(prints: dict) -> Pair:
    (pair,) = find(known(prints)).pairs
    return pair


def test_two_shots_from_two_places_are_one_scene_and_no_copies(retaken, saved):
    """What is near moved against what is far: no copying does that."""
    left, right = retaken
    pair = only({"a.jpg": saved(left), "b.jpg": saved(right, quality=70)})
    assert (pair.kind, pair.method) == ("scene", "orb")


def test_a_hand_turns_and_moves_a_little_between_two_shots(photos, saved):
    """The commonest burst: the same view, a degree askew, each showing a strip of its own."""
    photo = photos["astronaut"]
    first = photo.crop((0, 0, 460, 460))
    second = photo.rotate(1.6, Image.Resampling.BICUBIC).crop((45, 40, 505, 500))
    assert only({"a.jpg": saved(first), "b.jpg": saved(second)}).kind == "scene"


def retake(
    photo: Image.Image, degrees: float, across: float, down: float, noise: float = 4
) -> Image.Image:
    """Return the view a hand's tremor later: turned and shifted a little, with new noise."""
    turned = photo.rotate(
        degrees, Image.Resampling.BICUBIC, translate=(0, 0), center=(photo.width / 2, 0)
    )
    shifted = turned.transform(
        photo.size, Image.Transform.AFFINE, (1, 0, across, 0, 1, down), Image.Resampling.BICUBIC
    )
    grain = np.random.default_rng(7).normal(0, noise, (photo.height, photo.width, 1))
    pixels = np.clip(np.asarray(shifted, dtype=np.float64) + grain, 0, 255)
    right, lower = photo.width - 10, photo.height - 10
    return Image.fromarray(pixels.astype(np.uint8)).crop((10, 10, right, lower))


@pytest.mark.parametrize(
    ("degrees", "across", "down"),
    [(0.35, 0.4, 0.3), (0.0, 2.6, -1.4)],
    ids=["turned a third of a degree", "moved three pixels"],
)
def test_a_hand_held_still_is_not_still(degrees, across, down, photos, saved):
    """A burst differs by a pixel or two of five hundred; its shots are two exhibits."""
    photo = photos["astronaut"]
    first = photo.crop((10, 10, 502, 502))
    second = retake(photo, degrees, across, down)
    assert only({"a.jpg": saved(first), "b.jpg": saved(second)}).kind == "scene"


def test_a_burst_on_a_steady_hand_is_two_shots(photos, saved):
    """Half a pixel aside while somebody moves: only hash and points together tell."""
    photo = photos["astronaut"]
    first = photo.crop((10, 10, 502, 502))
    second = retake(photo, 0.0, 0.5, 0.5, noise=10)
    second.paste(second.crop((0, 120, 180, 400)), (30, 150))
    assert only({"a.jpg": saved(first), "b.jpg": saved(second)}).kind == "scene"


def test_a_camera_turned_aside_took_two_photos(photos, saved):
    """Panning shows a new strip at the same size, and no hand pans quite level."""
    photo = photos["motorcycle"]
    first = photo.crop((10, 10, 510, 440))
    second = retake(photo, 0.7, 0.5, 0.5, noise=12).crop((160, 5, 660, 435))
    assert only({"a.jpg": saved(first), "b.jpg": saved(second)}).kind == "scene"


def test_a_sticker_on_a_photo_leaves_a_copy(photos, saved):
    """What was changed in one place leaves all other points where they were."""
    photo = photos["coffee"]
    painted = photo.copy()
    painted.paste((250, 220, 40), (200, 100, 330, 260))
    assert only({"a.jpg": saved(photo), "b.jpg": saved(painted, quality=60)}).kind == "near"


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((300, 300)),
        lambda image: image.filter(ImageFilter.GaussianBlur(1.5)),
        lambda image: image.resize((246, 246)).resize(image.size, Image.Resampling.NEAREST),
        lambda image: image.point(lambda tone: min(255, tone * 13 // 10)),
        lambda image: image.resize((492, 430)),
        lambda image: image.crop((0, 0, 480, 470)).resize((360, 352)),
        lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        lambda image: image.transpose(Image.Transpose.ROTATE_90),
    ],
    ids=[
        "smaller",
        "blurred",
        "coarse",
        "brighter",
        "squeezed",
        "cropped at two sides",
        "mirrored",
        "turned",
    ],
)
def test_a_copy_with_noise_is_no_second_shot(change, photos, saved):
    """What compression and noise do to the points must not pass for a moved camera."""
    photo = retake(photos["astronaut"], 0.0, 0.0, 0.0)
    pair = only({"a.jpg": saved(photo), "b.jpg": saved(change(photo), quality=60)})
    assert pair.kind in {"near", "part"}


@pytest.mark.parametrize("size", [(496, 496), (460, 460), (400, 400)])
def test_two_crops_of_one_photo_are_copies(size, photos, saved):
    """Both come from one taking, however little they have in common."""
    photo = photos["astronaut"]
    wide, high = size
    first = photo.crop((0, 0, wide, high))
    second = photo.crop((512 - wide, 512 - high, 512, 512))
    assert only({"a.jpg": saved(first), "b.jpg": saved(second)}).kind in {"near", "part"}


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.rotate(2, Image.Resampling.BICUBIC),
        lambda image: image.rotate(3, Image.Resampling.BICUBIC).crop((40, 40, 560, 360)),
        lambda image: image.resize((480, 400)).rotate(90, expand=True),
        lambda image: image.transform(
            (800, 600), Image.Transform.QUAD, (-80, -70, -95, 480, 700, 500, 690, -90)
        ),
    ],
    ids=["straightened", "straightened and cropped", "squeezed and turned", "photo of a screen"],
)
def test_what_people_do_to_one_photo_stays_a_copy(change, photos, saved):
    """A copy called another shot would count as a second, independent exhibit."""
    photo = photos["coffee"]
    pair = only({"a.jpg": saved(photo), "b.jpg": saved(change(photo))})
    assert pair.kind in {"near", "part"}


def test_two_shots_in_one_letter_are_no_copies_either(retaken, saved):
    """A page that shows one shot does not contain the other."""
    left, right = retaken
    found = find(known({"a.jpg": saved(left)}, enclosed={"surat.pdf": {"page=2": saved(right)}}))
    (pair,) = found.pairs
    assert (pair.kind, pair.place_b, pair.transform) == ("scene", "page=2", "")


def _above_the_lake(shore: Image.Image, dark: int, light: int) -> Image.Image:
    """Return a smooth sky and lake, from dark to light, with a narrow shore between them."""
    picture = (
        Image.linear_gradient("L")
        .resize((900, 640))
        .point(lambda tone: dark + tone * (light - dark) // 255)
    )
    picture.paste(shore.convert("L").resize((900, 300)).crop((0, 120, 900, 170)), (0, 330))
    return picture.convert("RGB")


def test_a_turned_photo_is_found_by_its_horizon_alone(photos, saved):
    """Sunsets, lakes, skies: nearly all there is to find again stands along one line."""
    photo = _above_the_lake(photos["coffee"], 40, 230)
    turned = photo.rotate(15, Image.Resampling.BICUBIC)
    assert only({"a.jpg": saved(photo), "b.jpg": saved(turned)}).kind == "near"


def test_one_banner_under_two_skies_makes_no_copy(photos, saved):
    """The same few points, and all the rest says otherwise."""
    one = _above_the_lake(photos["coffee"], 40, 230)
    other = _above_the_lake(photos["coffee"], 200, 20).rotate(4, Image.Resampling.BICUBIC)
    kinds = {pair.kind for pair in find(known({"a.jpg": saved(one), "b.jpg": saved(other)})).pairs}
    assert kinds <= {"scene"}


def test_a_face_is_not_taken_for_its_own_mirror_image(photos, saved):
    """Its two halves match each other, so the first way that fits need not be the true one."""
    half = photos["chelsea"].convert("L").resize((300, 400))
    face = Image.new("L", (600, 400))
    face.paste(half, (0, 0))
    face.paste(half.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (300, 0))
    light = Image.linear_gradient("L").rotate(90).resize((600, 400))
    photo = Image.blend(face, light, 0.3).convert("RGB")
    copy = photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).crop((70, 30, 570, 370))
    pair = only({"a.jpg": saved(photo), "b.jpg": saved(copy)})
    assert pair.kind == "part"
    assert pair.transform.startswith("mirror")


def test_one_desk_around_two_screens_makes_no_copy(photos, saved):
    """Whoever photographs two screens has the same wall and desk around both."""

    def beside(name: str, share: float) -> Fingerprint:
        """Return a picture with a strip that resembles every other strip made here."""
        chance = np.random.default_rng(7)
        both = [chance.uniform(0, 255, (16, 16)).astype(np.uint8) for _ in range(2)]
        drawn = [Image.fromarray(one).resize((400, 160), Image.Resampling.BICUBIC) for one in both]
        whole = Image.new("L", (400, 600))
        whole.paste(Image.blend(*drawn, share), (0, 440))
        picture = saved(photos[name])
        strip = view(whole, (0, 7334, 10_000, 10_000))
        return replace(picture, views=(picture.whole, strip))

    prints = {"a.jpg": beside("coffee", 0.0), "b.jpg": beside("chelsea", 0.25)}
    one, other = (each.views[1] for each in prints.values())
    apart = int(np.bitwise_count(one.words()[0] ^ other.words()[0]).sum())
    assert rules.SHOT_SURELY_ONE < apart <= rules.NEAR_TRIMMED
    assert not find(known(prints)).pairs


@pytest.mark.parametrize("share", [0.9, 0.8])
def test_two_crops_of_one_photograph_are_copies_and_no_two_shots(
    photos: dict[str, Image.Image], share: float
) -> None:
    for name in ("astronaut", "coffee", "rocket"):
        photo = photos[name].resize((1600, round(1600 * photos[name].height / photos[name].width)))
        width, height = round(share * photo.width), round(share * photo.height)
        left, top = photo.width - width, photo.height - height
        one = through(photo.crop((0, 0, width, height)), quality=85)
        other = through(photo.crop((left, top, photo.width, photo.height)), quality=60)
        (pair,) = find(known({"one": one, "other": other})).pairs
        assert pair.kind in {"near", "part"}, name
