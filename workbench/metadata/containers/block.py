"""One piece of metadata inside a container."""

from __future__ import annotations

from dataclasses import dataclass
from mmap import mmap

Data = bytes | mmap

# A metadata block beyond this is a payload in disguise; its first part is read.
LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class Block:
    """One piece of metadata inside a container.

    Attributes
    ----------
    kind
        ``exif`` (a TIFF structure), ``xmp`` (a packet), ``xmp_more`` (a part of an
        extended packet), ``photoshop`` (image resources), ``iptc`` (IIM records),
        ``icc``, ``jfif``, ``jfxx``, ``adobe``, ``mpf``, ``thumbnail``, ``comment``, ``text``
        or ``c2pa``.
    where
        The container's own name for the place: ``APP1``, ``eXIf``, ``meta/Exif``, …
    payload
        The bytes, without the container's framing.
    """

    kind: str
    where: str
    payload: bytes


def cut(data: Data, start: int, end: int) -> bytes:
    """Return ``data[start:end]`` as bytes, at most 16 MB of it."""
    return bytes(data[start : min(end, start + LARGEST)])


def tiff_in(payload: bytes) -> bytes:
    """Return the TIFF structure that begins in the first 64 bytes, or b''."""
    found = [at for mark in (b"II*\x00", b"MM\x00*") if (at := payload.find(mark, 0, 68)) >= 0]
    return payload[min(found) :] if found else b""
