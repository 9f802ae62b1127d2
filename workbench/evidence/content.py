"""What a file is, by its content alone; its name is compared with that afterwards.

The kinds that neutrality cases bring are recognised here by their published
signatures; puremagic answers for the rest. Only bytes are compared: nothing is
unpacked or decoded.
"""

from __future__ import annotations

import re
import struct
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

HEAD = 64 * 1024
# The directory of a zip file stands at its end; larger ones are typed as plain zip.
_TAIL = 1024 * 1024
_MOST_MEMBERS = 4096


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
    for recognise in (_bmff, _bitmap, _stream, _pdf, _tar):
        if found := recognise(data, head):
            return found
    return _text(head, is_whole=len(head) == len(data)) or _by_puremagic(data, head)


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


def _zip(data: Any, head: bytes) -> str:
    """Tell office documents, e-books and web archives from plain zip files (APPNOTE 6.3)."""
    declared = _stored_mimetype(head)
    if declared:
        return declared
    names = set(_zip_names(data)) or set(_local_names(head))
    if "[Content_Types].xml" in names:
        macros = any(name.endswith("vbaProject.bin") for name in names)
        for folder, plain, with_macros in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return with_macros if macros else plain
    if "AndroidManifest.xml" in names:
        return "application/vnd.android.package-archive"
    if "META-INF/MANIFEST.MF" in names:
        return "application/java-archive"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "application/wacz"
    return "application/zip"


_OFFICE_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE = (
    (
        "word/",
        _OFFICE_XML + "wordprocessingml.document",
        "application/vnd.ms-word.document.macroenabled.12",
    ),
    (
        "xl/",
        _OFFICE_XML + "spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
    ),
    (
        "ppt/",
        _OFFICE_XML + "presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ),
)
_MIMETYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)")


def _stored_mimetype(head: bytes) -> str:
    """Return the type that OpenDocument and EPUB store as their first, unpacked member."""
    if head[30:38] != b"mimetype":
        return ""
    found = _MIMETYPE.match(head, 38)
    return found.group().decode("ascii") if found else ""


def _zip_names(data: Any) -> Iterator[str]:
    """Yield member names from the central directory, without unpacking anything."""
    tail = bytes(data[max(0, len(data) - _TAIL) :])
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        return
    size, offset = struct.unpack_from("<II", tail, end + 12)
    # Bytes put before the zip shift every offset; the directory ends where its end record starts.
    start = max(0, len(data) - len(tail) + end - size)
    directory = bytes(data[start : start + min(size, _TAIL)]) if offset >= 0 else b""
    place = 0
    for _ in range(_MOST_MEMBERS):
        if directory[place : place + 4] != b"PK\x01\x02" or place + 46 > len(directory):
            return
        name, extra, comment = struct.unpack_from("<HHH", directory, place + 28)
        yield directory[place + 46 : place + 46 + name].decode("utf-8", "replace")
        place += 46 + name + extra + comment


def _local_names(head: bytes) -> Iterator[str]:
    """Yield the names that stand before each member: for a zip cut off before its directory."""
    for match in re.finditer(rb"PK\x03\x04", head):
        place = match.start()
        if place + 30 <= len(head):
            (length,) = struct.unpack_from("<H", head, place + 26)
            yield head[place + 30 : place + 30 + length].decode("utf-8", "replace")


def _ole(data: Any, head: bytes) -> str:
    """Tell the old Office formats apart by the names of their streams ([MS-CFB])."""
    if len(head) < 512:
        return "application/x-ole-storage"
    (sector,) = struct.unpack_from("<I", head, 48)
    (shift,) = struct.unpack_from("<H", head, 30)
    directory = 512 if shift == 9 else 4096
    start = directory + (sector << shift) if shift in {9, 12} else 0
    names = head + bytes(data[start : start + HEAD])
    for stream, media_type in _OLE_STREAMS:
        if stream.encode("utf-16-le") in names:
            return media_type
    return "application/x-ole-storage"


_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("Book\x00", "application/vnd.ms-excel"),
)


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


def _bmff(data: Any, head: bytes) -> str | None:
    """ISO base media files by brand (ISO/IEC 14496-12; HEIF 23008-12; 3GPP TS 26.244)."""
    kind = head[4:8]
    if kind in {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}:
        return "video/quicktime" if _has_movie(data) else None
    if kind != b"ftyp":
        return None
    size = min(struct.unpack_from(">I", head)[0], 256)
    brands = {head[8:12], *(head[place : place + 4] for place in range(16, size, 4))}
    for members, media_type in _BRANDS:
        if head[8:12] in members:
            return media_type
    for members, media_type in _COMPATIBLE:
        if brands & members:
            return media_type
    return "audio/mp4" if _is_sound_only(data) else "video/mp4"


_BRANDS = (
    ({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}, "image/heic"),
    ({b"avif", b"avis"}, "image/avif"),
    ({b"crx "}, "image/x-canon-cr3"),
    ({b"qt  "}, "video/quicktime"),
    ({b"M4A ", b"M4B ", b"M4P "}, "audio/mp4"),
    ({b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gr6", b"3gs7", b"3ge6", b"3ge7", b"3gg6"},
     "video/3gpp"),
    ({b"3g2a", b"3g2b", b"3g2c"}, "video/3gpp2"),
    ({b"jp2 ", b"jpx ", b"jpm "}, "image/jp2"),
)  # fmt: skip
_COMPATIBLE = (
    ({b"avif", b"avis"}, "image/avif"),
    ({b"heic", b"heix"}, "image/heic"),
    ({b"mif1", b"msf1", b"mif2"}, "image/heif"),
)


def _boxes(data: Any, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, end) of the boxes between two places."""
    place = start
    for _ in range(256):
        if place + 8 > end:
            return
        size, kind = struct.unpack(">I4s", bytes(data[place : place + 8]))
        body = 8
        if size == 1 and place + 16 <= end:
            (size,) = struct.unpack(">Q", bytes(data[place + 8 : place + 16]))
            body = 16
        stop = end if size == 0 else place + size
        if size and size < body:
            return
        yield kind, place + body, min(stop, end)
        place = stop


def _has_movie(data: Any) -> bool:
    return any(kind == b"moov" for kind, _, _ in _boxes(data, 0, len(data)))


def _is_sound_only(data: Any) -> bool:
    """Whether every track's handler is sound; the movie box may stand at the very end."""
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"moov":
            movie = bytes(data[start : min(end, start + 8 * _TAIL)])
            handlers = {m.group(1) for m in re.finditer(rb"hdlr.{8}(vide|soun)", movie, re.DOTALL)}
            return handlers == {b"soun"}
    return False


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


# --- text --------------------------------------------------------------------------------


def _text(head: bytes, *, is_whole: bool) -> str | None:
    text = _as_text(head, is_whole=is_whole)
    if text is None:
        return None
    start = text[:4096].lstrip("\ufeff \t\r\n")
    lower = start[:512].lower()
    for pattern, media_type in _TEXT_STARTS:
        if lower.startswith(pattern):
            return media_type
    if lower.startswith(("<?x", "<!--")):
        return _markup(start.lower())
    if _MAIL.match(start):
        mail = start.lower()
        is_page = "multipart/related" in mail and "snapshot-content-location" in mail
        return "multipart/related" if is_page or "saved by" in lower else "message/rfc822"
    if start[:1] in {"{", "["} and _JSON.match(start):
        return "application/json"
    return "text/plain"


_TEXT_STARTS = (
    ("<!doctype html", "text/html"),
    ("<html", "text/html"),
    ("<head", "text/html"),
    ("<svg", "image/svg+xml"),
    ("<x:xmpmeta", "text/xml"),
    ("<rdf:rdf", "text/xml"),
    ("begin:vcard", "text/vcard"),
    ("begin:vcalendar", "text/calendar"),
)
_MAIL = re.compile(
    r"(?:(?:received|return-path|delivered-to|message-id|mime-version|x-[a-z0-9-]{1,60}|date|from"
    r"|to|subject|reply-to|content-type|dkim-signature|authentication-results|arc-[a-z-]{1,40}"
    r"|snapshot-content-location):[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.IGNORECASE,
)
# A bracket alone may open a WhatsApp line ("[21/09/24 19.30.12] ..."), so JSON must look the part.
_JSON = re.compile(r'\{\s*(?:"|\})|\[\s*(?:["{\[\]]|-?\d+(?:\.\d+)?\s*[,\]]|true|false|null)')


def _markup(start: str) -> str:
    if "<svg" in start:
        return "image/svg+xml"
    if "<html" in start or "<!doctype html" in start:
        return "text/html"
    return "text/xml"


def _as_text(head: bytes, *, is_whole: bool) -> str | None:
    """Return the head as text when it can be nothing else; None for binary."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) & ~1].decode("utf-16", "replace")
        return text if _is_readable(text) else None
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if is_whole or error.start < len(head) - 4:
            # Old phones and editors write Windows-1252; control bytes still say "binary".
            text = head.decode("cp1252", "replace")
            return text if _is_readable(text) and text.isascii() is False and _wordy(text) else None
        text = head[: error.start].decode("utf-8-sig")
    return text if _is_readable(text) else None


def _is_readable(text: str) -> bool:
    if not text:
        return False
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\x1b")
    return odd <= len(text) // 200 and text.count("\ufffd") <= len(text) // 100


def _wordy(text: str) -> bool:
    plain = sum(1 for char in text if char.isascii() and (char.isalnum() or char in " \n\t.,"))
    return plain >= len(text) * 0.7


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
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _ole),
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
