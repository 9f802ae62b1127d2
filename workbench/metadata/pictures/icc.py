"""ICC profiles: the colour profile's own name, maker and date, by which programs differ.

Follows ICC.1:2022. Pillow's ImageCms reads the texts (``desc``, ``cprt``, ``dmnd``, ``dmdd``); of
the header it does not show signatures as they stand, nor the platform and creator. Nothing is
computed with the profile; only what it says about itself is read.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from functools import lru_cache

from PIL import ImageCms

from workbench.metadata.containers import blocks
from workbench.metadata.moments import time_of
from workbench.metadata.reading import Reading, SourceFile, failure, plain

SOURCE = "icc"
_LARGEST_TEXT = 64 * 1024
# Tags that hold text: how readings call them, and how Pillow does.
_TEXTS = (
    ("desc", "Description", "profile_description"),
    ("cprt", "Copyright", "copyright"),
    ("dmnd", "DeviceManufacturerName", "manufacturer"),
    ("dmdd", "DeviceModelName", "model"),
)
# Four-letter signatures of the header: where they stand, and how readings call them.
_SIGNATURES = (
    (4, "PreferredModule"), (12, "Class"), (16, "ColourSpace"), (40, "Platform"),
    (48, "DeviceManufacturer"), (52, "DeviceModel"), (80, "Creator"),
)  # fmt: skip


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield what the first colour profile of a picture says about itself."""
    profile = _profile(source)
    if profile:
        yield from _readings(profile)


def _profile(source: SourceFile) -> bytes:
    """Return the first profile whole: JPEG cuts long ones into numbered parts."""
    parts: dict[int, bytes] = {}
    for block in blocks(source.data):
        if block.kind != "icc":
            continue
        if block.where != "APP2":
            return block.payload
        if len(block.payload) > 2:
            parts.setdefault(block.payload[0], block.payload[2:])
    return b"".join(parts[number] for number in sorted(parts))


@lru_cache(maxsize=16)
def _readings(profile: bytes) -> tuple[Reading, ...]:
    """Return the readings of one profile; the same few travel in most pictures."""
    if profile[36:40] != b"acsp":
        return (Reading(SOURCE, "Unreadable", "no_profile", kind="failure"),)
    return tuple(_header(profile)) + tuple(_texts(profile)) + tuple(_digest(profile))


def _header(profile: bytes) -> Iterator[Reading]:
    version = f"{profile[8]}.{profile[9] >> 4}.{profile[9] & 15}"
    yield Reading(SOURCE, "Version", version, "", "text", "header")
    for at, name in _SIGNATURES:
        value = plain(profile[at : at + 4].replace(b"\x00", b" ")).strip()
        if value:
            yield Reading(SOURCE, name, value, "", "text", "header")
    if len(profile) >= 36:
        year, month, day, hour, minute, second = struct.unpack_from(">6H", profile, 24)
        text = f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
        if typed := time_of(text, "+00:00"):
            yield Reading(SOURCE, "ProfileCreated", f"{text} UTC", typed, "time", "header")


def _texts(profile: bytes) -> Iterator[Reading]:
    """Yield its texts as Little CMS reads them, which knows every type and language of text."""
    # By the length it states, a profile that was changed or cut would hide what is still there.
    whole = struct.pack(">I", len(profile)) + profile[4:]
    try:
        said = ImageCms.ImageCmsProfile(io.BytesIO(whole)).profile
        for tag, name, attribute in _TEXTS:
            value = plain((getattr(said, attribute) or "")[:_LARGEST_TEXT]).strip()
            if value:
                yield Reading(SOURCE, name, value, "", "text", tag)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        yield failure(SOURCE, error, "texts")


def _digest(profile: bytes) -> Iterator[Reading]:
    """Yield a digest: two files with the same profile byte for byte passed the same program."""
    yield Reading(SOURCE, "Digest", hashlib.sha256(profile).hexdigest()[:16], "", "text", "profile")
