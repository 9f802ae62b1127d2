"""Decoding: half a picture taken for a whole one gives a false duplicate, or hides a true one."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import imagehash
import numpy as np
import pillow_heif
import pytest
import skimage.data
from PIL import Image

from workbench.errors import EvidenceError
from workbench.evidence.picture import LONGEST_DRAFT, PREVIEW, decode, preview

pillow_heif.register_heif_opener()
PHOTO = Image.fromarray(skimage.data.astronaut())


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, name, **options)
    return stream.getvalue()


def close(a: np.ndarray, b: np.ndarray) -> bool:
    return bool(np.abs(a.astype(int) - b.astype(int)).mean() < 6)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("HEIF", "image/heic"),
        ("AVIF", "image/avif"),
        ("TIFF", "image/tiff"),
        ("BMP", "image/bmp"),
    ],
)
def test_every_allowed_format_gives_the_same_picture(name: str, media_type: str) -> None:
    picture = decode(encoded(PHOTO, name), media_type)
    assert (picture.width, picture.height, picture.frames) == (512, 512, 1)
    assert close(picture.rgb, np.asarray(PHOTO))
    assert picture.gray.shape == (512, 512)


def test_only_the_format_of_the_content_may_look() -> None:
    with pytest.raises(EvidenceError) as caught:
        decode(encoded(PHOTO, "PNG"), "image/jpeg")
    assert caught.value.code == "picture_broken"
    for media_type in ("image/x-canon-cr2", "application/postscript", "image/svg+xml", ""):
        with pytest.raises(EvidenceError) as caught:
            decode(b"%!PS-Adobe-3.0 EPSF", media_type)
        assert caught.value.code == "picture_format"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("HEIF", "image/heic"),
     ("AVIF", "image/avif"), ("BMP", "image/bmp"), ("GIF", "image/gif"), ("TIFF", "image/tiff")],
)  # fmt: skip
def test_half_a_file_never_gives_half_a_picture(name: str, media_type: str) -> None:
    image = PHOTO.quantize(64) if name == "GIF" else PHOTO
    options = {"compression": "tiff_lzw"} if name == "TIFF" else {}
    whole = encoded(image, name, **options)
    for share in (0.2, 0.5, 0.8):
        with pytest.raises(EvidenceError) as caught:
            decode(whole[: int(len(whole) * share)], media_type)
        assert caught.value.code == "picture_broken"


def test_a_bomb_is_refused_before_a_pixel_is_made() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    for side in (9_000, 13_000, 60_000):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        data = chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        bomb = b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b"")
        with pytest.raises(EvidenceError) as caught:
            decode(bomb, "image/png")
        assert caught.value.code == "picture_too_large"


def test_a_text_chunk_that_explodes_is_this_pictures_failure() -> None:
    from PIL import PngImagePlugin

    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "A" * 90_000_000, zip=True)
    with pytest.raises(EvidenceError) as caught:
        decode(encoded(PHOTO.resize((8, 8)), "PNG", pnginfo=info), "image/png")
    assert caught.value.code == "picture_broken"


def test_a_large_photo_is_scaled_while_it_is_read() -> None:
    large = PHOTO.resize((4000, 3000))
    picture = decode(encoded(large, "JPEG", quality=90), "image/jpeg")
    assert (picture.width, picture.height) == (4000, 3000)
    assert max(picture.rgb.shape[:2]) <= LONGEST_DRAFT
    full = imagehash.phash(large)
    assert imagehash.phash(Image.fromarray(picture.rgb)) - full <= 2


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("name", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("TIFF", "image/tiff"),
     ("HEIF", "image/heic"), ("AVIF", "image/avif")],
)  # fmt: skip
def test_pictures_come_upright(orientation: int, name: str, media_type: str) -> None:
    upright = PHOTO.resize((300, 200))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(encoded(stored, name, exif=exif.tobytes()), media_type)
    assert (picture.width, picture.height) == (300, 200)
    assert close(picture.rgb, np.asarray(upright))


def layouts() -> dict[str, tuple[Image.Image, str, str]]:
    deep = Image.fromarray(np.asarray(PHOTO.convert("L")).astype(np.uint16) * 257)
    clear = PHOTO.copy()
    clear.putalpha(255)
    return {
        "CMYK": (PHOTO.convert("CMYK"), "JPEG", "image/jpeg"),
        "gray JPEG": (PHOTO.convert("L"), "JPEG", "image/jpeg"),
        "16 bit": (deep, "PNG", "image/png"),
        "16 bit TIFF": (deep, "TIFF", "image/tiff"),
        "palette": (PHOTO.quantize(256), "PNG", "image/png"),
        "one bit": (PHOTO.convert("1"), "PNG", "image/png"),
        "alpha": (clear, "PNG", "image/png"),
        "gray alpha": (PHOTO.convert("LA"), "PNG", "image/png"),
        "float": (PHOTO.convert("L").convert("F"), "TIFF", "image/tiff"),
        "one colour": (Image.new("RGB", (64, 64), (7, 7, 7)), "PNG", "image/png"),
        "one pixel": (Image.new("RGB", (1, 1), (7, 7, 7)), "PNG", "image/png"),
        "a line": (Image.new("RGB", (5000, 1), (7, 7, 7)), "PNG", "image/png"),
    }


@pytest.mark.parametrize("layout", layouts())
def test_every_layout_has_defined_pixels(layout: str) -> None:
    image, name, media_type = layouts()[layout]
    picture = decode(encoded(image, name), media_type)
    assert (picture.width, picture.height) == image.size
    assert picture.rgb.dtype == np.uint8
    assert picture.rgb.ndim == 3
    if image.size == PHOTO.size and layout != "one bit":
        gray = "gray" in layout or "16" in layout or layout == "float"
        expected = np.asarray(PHOTO.convert("L").convert("RGB") if gray else PHOTO)
        assert np.abs(picture.rgb.astype(int) - expected.astype(int)).mean() < 8


def test_what_is_transparent_shows_white() -> None:
    clear = Image.new("RGBA", (20, 20), (200, 0, 0, 0))
    assert decode(encoded(clear, "PNG"), "image/png").rgb.min() == 255
    indexed = Image.new("P", (20, 20), 0)
    indexed.putpalette([200, 0, 0, 0, 0, 200])
    data = encoded(indexed, "PNG", transparency=bytes([0, 255]))
    assert decode(data, "image/png").rgb.min() == 255


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_the_first_picture_is_taken_and_the_count_kept(
    name: str,
) -> None:
    first, others = Image.new("RGB", (40, 30), "red"), [Image.new("RGB", (40, 30), "blue")] * 1
    others.append(Image.new("RGB", (40, 30), "green"))
    data = encoded(first, name, save_all=True, append_images=others)
    picture = decode(data, f"image/{name.lower()}")
    assert picture.frames == 3
    assert picture.is_animated
    assert picture.rgb[15, 20].tolist()[0] > 200


def test_a_damaged_exif_block_does_not_hide_the_picture() -> None:
    data = encoded(PHOTO, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 64)
    assert decode(data, "image/jpeg").orientation == 1


def test_a_preview_holds_pixels_and_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rahasia pelapor"
    exif[0x0112] = 6
    data = encoded(PHOTO.resize((2000, 1500)), "JPEG", exif=exif.tobytes(), comment=b"rahasia")
    small = preview(decode(data, "image/jpeg"))
    assert b"rahasia" not in small
    with Image.open(io.BytesIO(small)) as image:
        assert max(image.size) == PREVIEW
        assert image.size[1] > image.size[0]
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_no_mutation_raises_anything_but_the_reason(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    small = PHOTO.resize((64, 48))
    for name, media_type in (
        ("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"),
        ("TIFF", "image/tiff"), ("HEIF", "image/heic"), ("AVIF", "image/avif"),
        ("BMP", "image/bmp"), ("GIF", "image/gif"),
    ):  # fmt: skip
        whole = encoded(small, name)
        for _ in range(25):
            damaged = bytearray(whole)
            for place in random.integers(0, len(whole), 6):
                damaged[place] = int(random.integers(0, 256))
            with contextlib.suppress(EvidenceError):
                assert decode(bytes(damaged), media_type).rgb.size
