"""If these fail, a copy of a photograph goes unseen, or two photographs are called one."""

from __future__ import annotations

import io
import json
import pickle

import imagehash
import numpy as np
import pytest
from PIL import Image, ImageOps

from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.duplicates.fingerprint.rectangles import layout
from workbench.duplicates.fingerprint.region import ORIENTATIONS, oriented

TURNS = {
    "mirror": Image.Transpose.FLIP_LEFT_RIGHT,
    "flip": Image.Transpose.FLIP_TOP_BOTTOM,
    "rotate180": Image.Transpose.ROTATE_180,
    "transpose": Image.Transpose.TRANSPOSE,
    "rotate90": Image.Transpose.ROTATE_270,  # Pillow counts anticlockwise
    "rotate270": Image.Transpose.ROTATE_90,
    "transverse": Image.Transpose.TRANSVERSE,
}


def bits(one, other):
    return bin(int(one, 16) ^ int(other, 16)).count("1")


def test_public_hashes_are_those_of_imagehash(photos, saved):
    """A reviewer elsewhere compares our printed value with their own tool's."""
    for image in photos.values():
        found = saved(image, "PNG")
        grey = image.convert("L")
        assert found.phash64 == str(imagehash.phash(grey))
        assert found.dhash64 == str(imagehash.dhash(grey))
        assert found.whole.hashes[0] == str(imagehash.phash(grey, hash_size=16))


def test_a_photo_scaled_while_it_is_read_keeps_its_public_hash(photos, saved, encoded):
    """Phones take 12 megapixels: the printed value must still be that of other tools."""
    for name in ("astronaut", "coffee", "motorcycle"):
        image = photos[name].resize((3000, 2250))
        found = saved(image, quality=92)
        full = str(imagehash.phash(Image.open(io.BytesIO(encoded(image, quality=92)))))
        assert bits(found.phash64, full) <= 2, name


def test_points_are_taken_only_where_they_are_wanted(photos, encoded, decoded):
    """The pictures of a long video would cost seconds for points that nobody compares."""
    image = photos["coffee"]
    with_points = fingerprint(decoded(image), encoded(image))
    without = fingerprint(decoded(image), encoded(image), points=False)
    assert len(with_points.features) > 100
    assert len(without.features) == 0
    assert without.views == with_points.views


def test_every_orientation_is_known_without_another_decode(photos, saved):
    """A mirrored or turned copy would otherwise need eight decodes, or be missed."""
    for image in photos.values():
        upright = saved(image, "PNG").whole
        for index, name in enumerate(ORIENTATIONS):
            if name:
                turned = saved(image.transpose(TURNS[name]), "PNG").whole
                assert bits(upright.hashes[index], turned.hashes[0]) <= 4, name


def test_survives_processes_and_files(photos, saved):
    """Fingerprints come out of child processes and out of the cache."""
    found = saved(photos["astronaut"])
    assert pickle.loads(pickle.dumps(found)) == found
    assert Fingerprint.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_another_version_is_never_mixed_in(photos, saved):
    """Fingerprints of two versions are not comparable: a stale cache must be refused."""
    data = saved(photos["coffee"]).to_json() | {"version": "0"}
    with pytest.raises(ValueError, match="0"):
        Fingerprint.from_json(data)


def test_metadata_do_not_change_the_coded_picture(photos, encoded, decoded):
    """A photo whose EXIF was taken away is still exactly the same picture."""
    image = photos["chelsea"]
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    for kind in ("JPEG", "PNG", "WEBP"):
        plain, tagged = encoded(image, kind), encoded(image, kind, exif=exif)
        assert plain != tagged
        seen = {fingerprint(decoded(image), data).coded for data in (plain, tagged)}
        assert len(seen) == 1, kind
        assert "" not in seen, kind


def test_damaged_wrapping_never_raises(photos, encoded, decoded):
    """Hostile bytes behind a picture must not stop the case."""
    image = photos["coffee"]
    picture = decoded(image)
    for kind in ("JPEG", "PNG", "WEBP"):
        data = encoded(image, kind)
        for cut in (0, 1, 3, 11, 30, len(data) // 2, len(data) - 1):
            fingerprint(picture, data[:cut])
        fingerprint(picture, bytes(reversed(data)))
    assert fingerprint(picture, b"").coded == ""


def test_jpeg_pixels_include_every_scan(photos, encoded, decoded):
    """A progressive JPEG that differs in its last scan only is another picture."""
    data = encoded(photos["coffee"], progressive=True)
    at = data.rfind(b"\xff\xda") + 40
    other = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    picture = decoded(photos["coffee"])
    assert fingerprint(picture, data).coded != fingerprint(picture, other).coded


@pytest.mark.parametrize("colour", ["black", "white", "#7f7f7f", "red"])
def test_one_colour_has_no_meaningful_hash(colour, saved):
    """Two blank pictures are not copies of one another."""
    assert saved(Image.new("RGB", (400, 300), colour)).whole.texture == "flat"


def test_odd_modes_have_a_fingerprint(photos, saved):
    """CMYK, 16-bit, palette and transparent pictures are exhibits like any other."""
    image = photos["astronaut"]
    plain = saved(image, "PNG").whole.hashes[0]
    deep = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    odd = {
        "cmyk": saved(image.convert("CMYK"), "JPEG", quality=90),
        "palette": saved(image.convert("P"), "PNG"),
        "alpha": saved(image.convert("RGBA"), "PNG"),
        "grey": saved(image.convert("L"), "PNG"),
        "16-bit": saved(deep, "PNG"),
    }
    for name, found in odd.items():
        assert bits(found.whole.hashes[0], plain) <= 24, name


def test_tiny_pictures_are_defined(saved):
    """A tracking pixel or an icon must not break the run."""
    for size in ((1, 1), (1, 500), (500, 1), (2, 3)):
        found = saved(Image.new("RGB", size, "white"), "PNG")
        assert (found.width, found.height) == size
        assert found.whole.texture == "flat"


def test_pixels_are_claimed_equal_only_when_all_were_seen(photos, saved):
    """A scaled or animated picture cannot be called equal pixel by pixel."""
    image = photos["coffee"]
    assert saved(image, "PNG").pixels == saved(image, "WEBP", lossless=True).pixels != ""
    moving = saved(image, "GIF", save_all=True, append_images=[image.rotate(9)], duration=90)
    assert (moving.frames, moving.pixels) == (2, "")
    assert saved(image.resize((2000, 1500)), "PNG").pixels == ""


def test_a_photo_inside_a_frame_is_seen(photos, saved):
    """The photo in a chat screenshot is what matters, not the chat around it."""
    image = photos["coffee"].resize((600, 400))
    screen = Image.new("RGB", (720, 1280), "#ece5dd")
    screen.paste(image, (60, 400))
    boxes = [each.box for each in saved(screen, quality=80).views[1:]]
    wanted = (833, 3125, 9167, 6250)
    assert any(all(abs(a - b) <= 60 for a, b in zip(box, wanted, strict=True)) for box in boxes)


def test_small_pictures_turn_as_their_hashes_do(photos, saved):
    """The picture that confirms a hash must be turned the way that the hash was."""
    image = photos["chelsea"].convert("L").resize((64, 64))
    for name, turn in TURNS.items():
        assert (oriented(np.asarray(image), name) == np.asarray(image.transpose(turn))).all(), name


def test_photos_of_a_collage_stand_apart_however_narrow_the_gap(photos, encoded, decoded):
    """Two photos taken for one rectangle would each be described by half of its points."""
    board = Image.new("RGB", (1600, 1200), "white")
    expected = []
    names = ("coffee", "chelsea", "astronaut", "motorcycle")
    for cell, name in enumerate(names):
        inner = ImageOps.contain(photos[name], (792, 592))
        left = cell % 2 * 800 + (800 - inner.width) // 2
        top = cell // 2 * 600 + (600 - inner.height) // 2
        board.paste(inner, (left, top))
        expected.append((left, top, left + inner.width, top + inner.height))
    found = layout(decoded(board, quality=85).rgb).boxes
    scale = (1600, 1200) * 2
    for box in expected:
        shares = [10_000 * side / whole for side, whole in zip(box, scale, strict=True)]
        assert any(np.allclose(shares, other, atol=60) for other in found), (box, found)
