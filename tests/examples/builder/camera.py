"""Pictures as a camera or a phone would have saved them: pixels with plausible EXIF fields.

Only Pillow's own EXIF writer is used, so the fields are laid out as its version
lays them out; the values are what the cases rely on.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

CREDIT = "CONTOH REKAAN. Foto dasar: lihat photographs/LICENCES.md"


@dataclass(frozen=True)
class Shot:
    """What a camera writes beside the pixels.

    Attributes
    ----------
    taken
        Local time as EXIF writes it, ``YYYY:MM:DD HH:MM:SS``; empty for none.
    offset
        Distance from UTC such as ``+07:00``; empty for none.
    changed
        EXIF ``DateTime``; `taken` when empty.
    latitude, longitude
        Degrees, WGS 84; None for none.
    thumbnail
        The picture that the camera keeps a small copy of inside the file; None for none.
        Editors often leave the old copy in place.
    """

    taken: str = ""
    offset: str = ""
    changed: str = ""
    make: str = ""
    model: str = ""
    software: str = ""
    latitude: float | None = None
    longitude: float | None = None
    altitude: int = 0
    exposure: Fraction = Fraction(1, 400)
    aperture: float = 1.8
    iso: int = 64
    focal: float = 5.6
    orientation: int = 1
    thumbnail: Image.Image | None = None


def exif(shot: Shot, size: tuple[int, int]) -> Image.Exif:
    """Return the EXIF block of `shot` for a picture of `size` pixels."""
    fields = Image.Exif()
    base = ExifTags.Base
    named: dict[int, Any] = {
        base.Make: shot.make,
        base.Model: shot.model,
        base.Software: shot.software,
        base.DateTime: shot.changed or shot.taken,
        base.Copyright: CREDIT,
    }
    for tag, value in named.items():
        if value:
            fields[tag] = value
    fields[base.Orientation] = shot.orientation
    fields[base.XResolution] = IFDRational(72, 1)
    fields[base.YResolution] = IFDRational(72, 1)
    fields[base.ResolutionUnit] = 2
    if shot.taken:
        fields.get_ifd(ExifTags.IFD.Exif).update(_camera_fields(shot, size))
    if shot.latitude is not None and shot.longitude is not None:
        fields.get_ifd(ExifTags.IFD.GPSInfo).update(_position(shot))
    return fields


def save_jpeg(
    picture: Image.Image, path: Path, shot: Shot | None = None, *, quality: int = 85
) -> None:
    """Write `picture` as JPEG; without `shot` there is no EXIF at all, as after a messenger."""
    options: dict[str, Any] = {"quality": quality, "optimize": True, "subsampling": "4:2:0"}
    if shot is not None:
        block = exif(shot, picture.size).tobytes()
        options["exif"] = (
            block if shot.thumbnail is None else _with_thumbnail(block, shot.thumbnail)
        )
    picture.save(path, "JPEG", **options)


def save_heic(picture: Image.Image, path: Path, shot: Shot, *, quality: int = 55) -> None:
    """Write `picture` as HEIC with the EXIF of `shot`."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    picture.save(path, "HEIF", quality=quality, exif=exif(shot, picture.size).tobytes())


def _with_thumbnail(block: bytes, picture: Image.Image) -> bytes:
    """Return the EXIF `block` with a small JPEG of `picture` in it: a second directory, IFD1.

    Pillow writes one directory only. The layout is TIFF 6.0's: IFD0 ends with the offset of
    the next directory, whose tags name where the JPEG lies.
    """
    small = picture.copy()
    small.thumbnail((320, 240), Image.Resampling.LANCZOS)
    packed = io.BytesIO()
    small.save(packed, "JPEG", quality=70)
    head, tiff = block[:6], bytearray(block[6:])
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "L", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    tiff += b"\0" * (len(tiff) % 2)
    second = len(tiff)
    struct.pack_into(order + "L", tiff, first + 2 + 12 * count, second)
    entries = ((0x0103, 3, 6), (0x0201, 4, second + 2 + 12 * 3 + 4), (0x0202, 4, packed.tell()))
    tiff += struct.pack(order + "H", len(entries))
    for tag, kind, value in entries:
        # A SHORT stands at the left of its four bytes, whatever the byte order.
        written = (
            struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "L", value)
        )
        tiff += struct.pack(order + "HHL", tag, kind, 1) + written
    tiff += struct.pack(order + "L", 0) + packed.getvalue()
    return head + bytes(tiff)


def _camera_fields(shot: Shot, size: tuple[int, int]) -> dict[int, Any]:
    base = ExifTags.Base
    fields: dict[int, Any] = {
        base.ExposureTime: IFDRational(shot.exposure.numerator, shot.exposure.denominator),
        base.FNumber: IFDRational(round(shot.aperture * 10), 10),
        base.ISOSpeedRatings: shot.iso,
        base.ExifVersion: b"0232",
        base.DateTimeOriginal: shot.taken,
        base.DateTimeDigitized: shot.taken,
        base.FocalLength: IFDRational(round(shot.focal * 100), 100),
        base.ColorSpace: 1,
        base.ExifImageWidth: size[0],
        base.ExifImageHeight: size[1],
    }
    if shot.offset:
        for tag in (base.OffsetTime, base.OffsetTimeOriginal, base.OffsetTimeDigitized):
            fields[tag] = shot.offset
    return fields


def _position(shot: Shot) -> dict[int, Any]:
    gps = ExifTags.GPS
    assert shot.latitude is not None
    assert shot.longitude is not None
    return {
        gps.GPSVersionID: b"\x02\x03\x00\x00",
        gps.GPSLatitudeRef: "S" if shot.latitude < 0 else "N",
        gps.GPSLatitude: _degrees(abs(shot.latitude)),
        gps.GPSLongitudeRef: "W" if shot.longitude < 0 else "E",
        gps.GPSLongitude: _degrees(abs(shot.longitude)),
        gps.GPSAltitudeRef: b"\x00",
        gps.GPSAltitude: IFDRational(shot.altitude, 1),
    }


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = int(value)
    minutes = (value - whole) * 60
    seconds = (minutes - int(minutes)) * 60
    return (
        IFDRational(whole, 1),
        IFDRational(int(minutes), 1),
        IFDRational(round(seconds * 10000), 10000),
    )
