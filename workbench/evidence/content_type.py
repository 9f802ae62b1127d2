"""What a file is, by its content alone; its name is compared with that afterwards.

The kinds that neutrality cases bring are recognised here by their published
signatures; puremagic answers for the rest. Only bytes are compared: nothing is
unpacked or decoded.
"""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.evidence import boxes, packages, plaintext

HEAD = 64 * 1024


def media_type_of(data: Any) -> str | None:
    """Return the media type of `data` (bytes-like: the whole file), or None when unknown.

    Examples
    --------
    >>> media_type_of(b"%PDF-1.7 ...")
    'application/pdf'
    """
    head = bytes(data[:HEAD])
    if not head:
        return None
    for prefix, media_type in _PREFIXES:
        if head.startswith(prefix):
            return media_type(data, head) if callable(media_type) else media_type
    for recognise in (boxes.media_type, _bitmap, _stream, _pdf, _tar):
        if found := recognise(data, head):
            return found
    return plaintext.media_type(head, is_whole=len(head) == len(data)) or _by_puremagic(data, head)


def extension_matches(name: str, media_type: str | None) -> bool | None:
    """Return whether a file name's extension agrees with the content.

    None when either is unknown: no extension, one that is not in ``types.toml``,
    or content that nothing recognised.
    """
    stem, dot, extension = name.rpartition("/")[2].rpartition(".")
    extension = extension.lower()
    agreeing = _extensions().get(media_type or "")
    if not dot or not stem or agreeing is None or extension not in _known():
        return None
    return extension in agreeing


@cache
def _extensions() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files(__package__) / "types.toml").read_text("utf-8"))
    return {media_type: frozenset(names) for media_type, names in table.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*_extensions().values())


# --- containers whose first bytes do not decide yet ---------------------------------------


def _riff(data: Any, head: bytes) -> str | None:  # noqa: ARG001 - one shape for all readers
    return _RIFF.get(head[8:12])


_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}


def _ogg(data: Any, head: bytes) -> str:  # noqa: ARG001
    first = head[:512]
    return "video/ogg" if b"\x80theora" in first else "audio/ogg"


def _ebml(data: Any, head: bytes) -> str:  # noqa: ARG001
    return "video/webm" if b"webm" in head[:128] else "video/x-matroska"


def _tiff(data: Any, head: bytes) -> str:  # noqa: ARG001
    """Tell camera raw files from TIFF by the first directory (TIFF 6.0, Adobe DNG 1.6)."""
    order = "<" if head[:2] == b"II" else ">"
    if head[8:10] == b"CR" and order == "<":
        return "image/x-canon-cr2"
    entries = dict(_tiff_entries(head, order))
    if 0xC612 in entries:
        return "image/x-adobe-dng"
    is_preview = 0x14A in entries and entries.get(0xFE, b"")[:4] in {b"\1\0\0\0", b"\0\0\0\1"}
    if is_preview and 0x10F in entries:
        (place,) = struct.unpack(order + "I", entries[0x10F])
        maker = head[place : place + 8].upper()
        for prefix, media_type in _RAW_MAKERS:
            if maker.startswith(prefix):
                return media_type
    return "image/tiff"


_RAW_MAKERS = (
    (b"NIKON", "image/x-nikon-nef"),
    (b"SONY", "image/x-sony-arw"),
    (b"PENTAX", "image/x-pentax-pef"),
    (b"RICOH", "image/x-pentax-pef"),
    (b"SAMSUNG", "image/x-samsung-srw"),
)


def _tiff_entries(head: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """Yield (tag, four value bytes) of the first directory, as far as the head reaches."""
    if len(head) < 8:
        return
    (place,) = struct.unpack_from(order + "I", head, 4)
    if place + 2 > len(head):
        return
    (count,) = struct.unpack_from(order + "H", head, place)
    for index in range(min(count, 512)):
        entry = place + 2 + 12 * index
        if entry + 12 > len(head):
            return
        yield struct.unpack_from(order + "H", head, entry)[0], head[entry + 8 : entry + 12]


# --- formats with their mark elsewhere than at the first byte -------------------------------


def _bitmap(data: Any, head: bytes) -> str | None:  # noqa: ARG001
    """BMP: two letters alone would catch plain text, so its header's size must fit too."""
    if head[:2] == b"BM" and len(head) > 26 and head[6:10] == b"\0\0\0\0":
        return "image/bmp" if head[14] in {12, 16, 40, 52, 56, 64, 108, 124} else None
    return None


def _stream(data: Any, head: bytes) -> str | None:  # noqa: ARG001
    """Sound and video streams without a file header: frames that follow one another."""
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return "video/mp2t"
    if len(head) > 388 and head[4] == head[196] == head[388] == 0x47:
        return "video/mp2t"
    if head[0] == 0xFF and len(head) > 4:
        if head[1] & 0xF6 == 0xF0:
            length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5 if len(head) > 6 else 0
            follows = head[length : length + 1]
            return "audio/aac" if length > 7 and follows in {b"\xff", b""} else None
        # Layer I is left out: its mark is also the byte order mark of UTF-16 text.
        is_frame = head[1] & 0xE0 == 0xE0 and head[1] & 0x06 in {2, 4}
        if is_frame and head[2] & 0xF0 not in {0, 0xF0} and head[2] & 0x0C != 0x0C:
            return "audio/mpeg"
    return None


def _pdf(data: Any, head: bytes) -> str | None:  # noqa: ARG001
    """Readers accept the PDF mark anywhere in the first kilobyte (ISO 32000-1, annex H)."""
    return "application/pdf" if b"%PDF-" in head[:1024] else None


def _tar(data: Any, head: bytes) -> str | None:  # noqa: ARG001
    return "application/x-tar" if head[257:262] == b"ustar" else None


# --- the rest -----------------------------------------------------------------------------


def _by_puremagic(data: Any, head: bytes) -> str | None:
    """Ask puremagic, and believe only a mark of four bytes or more."""
    import puremagic

    try:
        matches = puremagic.magic_string(head + bytes(data[max(len(head), len(data) - 512) :]))
    except (puremagic.PureError, ValueError, IndexError):
        return None
    for match in matches:
        if match.mime_type and len(match.byte_match or b"") >= 4:
            return str(match.mime_type)
    return None


Recogniser = Callable[[Any, bytes], str | None]
_PREFIXES: tuple[tuple[bytes, str | Recogniser], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"RIFF", _riff),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"IIU\0", "image/x-panasonic-rw2"),
    (b"IIRO", "image/x-olympus-orf"),
    (b"IIRS", "image/x-olympus-orf"),
    (b"MMOR", "image/x-olympus-orf"),
    (b"II\x1a\0\0\0HEAPCCDR", "image/x-canon-crw"),
    (b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
    (b"FOVb", "image/x-sigma-x3f"),
    (b"\0MRM", "image/x-minolta-mrw"),
    (b"\xff\x0a", "image/jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\0\0\x01\0", "image/x-icon"),
    (b"%PDF-", "application/pdf"),
    (b"%!PS", "application/postscript"),
    (b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", packages.zip_type),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", packages.ole_type),
    (b"OggS", _ogg),
    (b"\x1aE\xdf\xa3", _ebml),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"caff", "audio/x-caf"),
    (b"\0\0\0\x01Bud1", "application/x-apple-ds-store"),
    (b"FORM", "audio/aiff"),
    (b"MThd", "audio/midi"),
    (b"FLV\x01", "video/x-flv"),
    (b"\0\0\x01\xba", "video/mpeg"),
    (b"\0\0\x01\xb3", "video/mpeg"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (b"WARC/1.", "application/warc"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"bplist00", "application/x-apple-binary-plist"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\0", "application/x-msdownload"),
    (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
)
