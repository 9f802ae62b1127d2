"""One guarded decode of a picture, which serves fingerprints, previews and comparison alike.

Only the format that the content claims is tried, the size is checked before any
pixel is made, and an object that raised is never used again: Pillow can fail
half way and still answer with half a picture. Call this in the sandbox only.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from workbench.errors import EvidenceError
from workbench.evidence.recording import Window
from workbench.evidence.unread import fits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

LONGEST = 1024
#: Longest sides of what stands for a picture where people choose and look.
PREVIEW = 640
THUMBNAIL = 256
# A JPEG is scaled by halves while it is read; below this, details would be lost, and up
# to twice of it, making it smaller yet would cost more than working on what is there.
SHORTEST_DRAFT = 640
LONGEST_DRAFT = 2 * SHORTEST_DRAFT
# Twelve megapixels at an eighth have 500: as many as points and hashes look at, for the
# least time that reading them can take. Small writing needs more; see `fine`.
SHORTEST_EIGHTH = 480
# A JPEG is decoded at a fraction of its size, so its limit may be that of the largest
# phone sensors; anything else needs its full raster in memory.
MOST_PIXELS = 64_000_000
MOST_PIXELS_JPEG = 220_000_000
# A file of these kinds that is larger holds no picture that may be opened.
MOST_BYTES = 256 * 1024 * 1024

# Photoshop writes XMP of several megabytes into PNG text; Pillow's own limit is one.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024

_PIECE = 1024 * 1024

FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
    "image/avif": "AVIF",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/bmp": "BMP",
}

# Remarks of Pillow's that say nothing against the pixels; every other warning is an error.
_HARMLESS = (
    "Image appears to be a malformed MPO file",
    "Palette images with Transparency",
    "Corrupt EXIF data",
    "Possibly corrupt EXIF data",
    "Invalid APNG",
)


@dataclass(frozen=True)
class Picture:
    """A decoded picture, upright, its longest side at most 1,024 pixels (JPEG: 1,280).

    Attributes
    ----------
    width, height
        Of the full picture after its orientation is applied, in pixels.
    frames
        How many pictures the file holds; the first is decoded.
    mode
        The file's own pixel layout as Pillow names it, such as ``RGB`` or ``I;16``.
    orientation
        EXIF orientation (1–8) that was applied.
    rgb
        Height × width × 3, eight bits each; transparency laid over white.
    profile
        The ICC profile that says which colours these numbers mean; empty for sRGB or none.
    """

    width: int
    height: int
    frames: int
    mode: str
    orientation: int
    rgb: Pixels
    profile: bytes = b""

    @cached_property
    def gray(self) -> Pixels:
        """Luma after ITU-R 601-2, as Pillow's ``L``: height × width, eight bits."""
        return np.asarray(Image.fromarray(self.rgb).convert("L"))

    @property
    def is_animated(self) -> bool:
        """Whether there is more than the one picture that was decoded."""
        return self.frames > 1


def decode(data: Any, media_type: str, *, fine: bool = False) -> Picture:
    """Decode the first picture of `data` once, scaled down while it is read.

    Parameters
    ----------
    data
        The whole file, bytes-like.
    media_type
        By content; only that format's decoder is allowed to look.
    fine
        Whether a large JPEG keeps at least 640 pixels on its longest side, as small writing
        needs, rather than 480.

    Raises
    ------
    EvidenceError
        ``picture_format`` for a type outside the allow list, ``picture_too_large``,
        ``picture_file_too_large``,
        ``picture_broken`` with the decoder's reason.
    """
    name = _decoder(data, media_type)
    with _guarded():
        return _decode(data, name, fine=fine)


def full(data: Any, media_type: str, least: int = 0) -> tuple[Image.Image, int]:
    """Decode the first picture of `data` at its full size: upright, its colours in sRGB.

    Parameters
    ----------
    data, media_type
        The whole file, bytes-like, and its type by content.
    least
        Pixels of its longest side that suffice: a JPEG is read at the smallest fraction that
        still has so many. 0 for all.

    Returns
    -------
    tuple
        The picture as ``RGB``, and how many pictures the file holds.

    Raises
    ------
    EvidenceError
        As :func:`decode` does.
    """
    name = _decoder(data, media_type)
    _limit(name)
    with _guarded(), Image.open(_stream(data), formats=[name]) as image:
        _see_size(image, name)
        count = _frames(image)
        if least and name == "JPEG":
            scale = min(1.0, least / max(image.size))
            image.draft(None, (round(image.width * scale), round(image.height * scale)))
        image.load()
        orientation = _orientation(image)
        return _upright(_eight_bit(_in_srgb(image)), orientation), count


def _in_srgb(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """Return a picture whose numbers mean colours of sRGB, as its own profile translates them."""
    profile = profile or image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L", "LAB"}:
        return image
    from PIL import ImageCms

    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile of another kind, or a damaged one: the numbers as they stand
    return image if shown is None else shown


def _decoder(data: Any, media_type: str) -> str:
    """Return the one decoder that may look at a file."""
    name = FORMATS.get(media_type)
    if name is None:
        raise EvidenceError("picture_format", media_type=media_type)
    if not fits(data, MOST_BYTES, "picture"):
        raise EvidenceError("picture_file_too_large", limit=str(MOST_BYTES))
    if name == "HEIF":
        _allow_heif()
    return name


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever a decoder of hostile files raises into this exhibit's reason."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for remark in _HARMLESS:
            warnings.filterwarnings("ignore", message=remark)
        try:
            yield
        except EvidenceError:
            raise
        except MemoryError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise EvidenceError("picture_too_large", pixels="", limit=str(MOST_PIXELS)) from error
        except UnidentifiedImageError as error:
            raise EvidenceError("picture_broken", detail="no readable header") from error
        # Decoders of hostile files raise anything at all; each becomes this exhibit's reason.
        except Exception as error:
            detail = f"{type(error).__name__}: {error}".strip()[:200]
            raise EvidenceError("picture_broken", detail=detail) from error


def _stream(data: Any) -> io.BytesIO | io.BufferedReader:
    return io.BytesIO(data) if isinstance(data, bytes) else io.BufferedReader(Window(data))


def _see_size(image: Image.Image, name: str) -> None:
    """Refuse a picture that is too large before a pixel of it is made."""
    limit = _limit(name)
    width, height = image.size
    if width * height > limit:
        raise EvidenceError("picture_too_large", pixels=str(width * height), limit=str(limit))


def _limit(name: str) -> int:
    limit = MOST_PIXELS_JPEG if name == "JPEG" else MOST_PIXELS
    Image.MAX_IMAGE_PIXELS = limit
    return limit


def preview(picture: Picture, longest: int = PREVIEW) -> bytes:
    """Return the picture as a small JPEG made from its pixels alone: no metadata survives."""
    import cv2

    height, width = picture.rgb.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Less than a halving: linear is as good as averaging here, and eight times faster.
    way = cv2.INTER_LINEAR if scale > 0.5 else cv2.INTER_AREA
    pixels = cv2.resize(picture.rgb, size, interpolation=way)
    image = Image.fromarray(np.asarray(pixels, dtype=np.uint8))
    if picture.profile:
        image = _in_srgb(image, picture.profile)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _decode(data: Any, name: str, *, fine: bool) -> Picture:
    _limit(name)
    with Image.open(_stream(data), formats=[name]) as image:
        _see_size(image, name)
        width, height = image.size
        mode, frames = image.mode, _frames(image)
        profile = image.info.get("icc_profile") if mode in {"RGB", "RGBA"} else None
        if name == "JPEG":
            # Read in few large pieces: the decoder starts anew at the edge of each.
            image.decodermaxblock = _PIECE
            image.draft(None, _draft_size(width, height, fine=fine))
        image.load()
        orientation = _orientation(image)
        most = LONGEST_DRAFT if name == "JPEG" else LONGEST
        small = _upright(_shrunk(_eight_bit(image), most), orientation)
    if orientation >= 5:
        width, height = height, width
    pixels = np.asarray(small)
    picture = Picture(width, height, frames, mode, orientation, pixels, profile or b"")
    # Everything asks for it, and from here it costs half.
    picture.__dict__["gray"] = np.asarray(small.convert("L"))
    return picture


def _draft_size(width: int, height: int, *, fine: bool) -> tuple[int, int]:
    """Return the size to ask for, so that libjpeg scales by the largest useful step."""
    eighth = SHORTEST_DRAFT if fine else SHORTEST_EIGHTH
    least = {8: eighth, 4: SHORTEST_DRAFT, 2: SHORTEST_DRAFT}
    longest = max(width, height)
    scale = next((step for step, side in least.items() if longest / step >= side), 1)
    return max(1, width // scale), max(1, height // scale)


def _frames(image: Image.Image) -> int:
    count = getattr(image, "n_frames", 1)
    return count if isinstance(count, int) and count > 0 else 1


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, or 1: a damaged Exif block says nothing about the pixels."""
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 - any damage at all; the facts' reader reports it
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return the picture as ``RGB``, with a fixed meaning for every layout."""
    if image.mode in {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}:
        image = _from_deep(image)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _from_deep(image: Image.Image) -> Image.Image:
    """Scale 16- and 32-bit values to eight bits: by their range's width, never clipped."""
    values = np.nan_to_num(np.asarray(image).astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low >= 0 and image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
    elif low >= 0 and high <= 255:
        low, high = 0.0, 255.0
    elif low >= 0 and high <= 65535:
        low, high = 0.0, 65535.0
    span = (high - low) or 1.0
    return Image.fromarray(np.rint((values - low) * (255.0 / span)).astype(np.uint8))


def _shrunk(image: Image.Image, most: int) -> Image.Image:
    longest = max(image.size)
    if longest <= most:
        return image
    size = (
        max(1, round(image.width * LONGEST / longest)),
        max(1, round(image.height * LONGEST / longest)),
    )
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _allow_heif() -> None:
    """Let Pillow open HEIF: one thread each, because the sandbox already runs one per core."""
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()
