"""EXIF text that exifread passes over or shows as numbers, read by a walk of our own.

exifread leaves the user comment out together with maker notes, knows nothing of Exif 3.0, and
shows what Windows Explorer writes as lists of bytes. Here the four directories of the standard
are walked once more for these tags alone. Sources: Exif 2.32 and 3.0 (CIPA DC-008), table of
character codes in 4.6.5; Microsoft's property system for ``XPTitle`` and its kin.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.evidence.unread import left_out
from workbench.metadata.containers import Data
from workbench.metadata.pictures.exif_structure import MOST_TAGS
from workbench.metadata.reading import Reading, plain

SOURCE = "exif"
#: Bytes of one text: settings of a picture generator have some thousand.
LONGEST_TEXT = 1024 * 1024
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_UTF8 = 129
_EXIF, _GPS, _INTEROP = 0x8769, 0x8825, 0xA005
_NAMES = {_EXIF: "EXIF", _GPS: "GPS", _INTEROP: "Interoperability"}
# A text most of whose bytes are printable ASCII is no UTF-16 from this length on; shorter ones
# may be two signs of another script.
_SURELY_ASCII = 12
# Latin, Greek to Arabic, Indian to Thai, punctuation, kana, Chinese, Hangul.
_SCRIPTS = (
    (0x20, 0x24F), (0x370, 0x6FF), (0x900, 0xEFF), (0x1E00, 0x206F), (0x3000, 0x30FF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
)  # fmt: skip
_COMPOSITE = {
    0: "unknown", 1: "not a composite image", 2: "composite image",
    3: "composite image captured when shooting",
}  # fmt: skip


class _Entry(NamedTuple):
    """One tag: its directory, number, type, bytes, and the structure's byte order."""

    directory: str
    tag: int
    kind: int
    content: bytes
    order: str


def texts(data: Data, directory: str = "") -> list[Reading]:
    """Return the readings of these tags, in the order in which they stand.

    Parameters
    ----------
    data
        A TIFF structure from its byte order mark on.
    directory
        The name of its first directory where that is not the picture's own.
    """
    found = []
    for entry in _entries(data, directory or "Image"):
        known = _TAGS.get((entry.directory, entry.tag))
        if known is None and entry.kind == _UTF8:
            known = (_UTF8_NAMES.get(entry.tag, f"Tag 0x{entry.tag:04X}"), _utf8)
        if known is not None:
            name, decode = known
            value = plain(decode(entry).strip("\x00 \t\r\n"))
            if value:
                typed = value if value.isdigit() and decode is _number else ""
                number = "number" if typed else ""
                found.append(Reading(SOURCE, name, value, typed, number, entry.directory))
    return found


def _entries(data: Data, name: str) -> Iterator[_Entry]:
    """Yield the tags of the first directory and of those that the standard hangs below it."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]), "")
    if not order or len(data) < 8:
        return
    waiting = [(name, struct.unpack_from(order + "I", data, 4)[0])]
    seen: set[int] = set()
    while waiting:
        name, at = waiting.pop(0)
        if at in seen or at + 2 > len(data):
            continue
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", data, at)
        for place in range(at + 2, at + 2 + 12 * min(count, MOST_TAGS), 12):
            if place + 12 > len(data):
                break
            tag, kind, number, value = struct.unpack_from(order + "HHII", data, place)
            if tag in _NAMES and kind in {4, 13}:
                waiting.append((_NAMES[tag], value))
            elif kind in _SIZES:
                start = place + 8 if number * _SIZES[kind] <= 4 else value
                yield _Entry(name, tag, kind, _content(data, start, number, kind), order)


def _content(data: Data, start: int, number: int, kind: int) -> bytes:
    length = number * _SIZES[kind]
    if LONGEST_TEXT < length <= len(data) - start and kind in {1, 2, 7, _UTF8}:
        left_out(SOURCE, "start", LONGEST_TEXT)
    return bytes(data[start : start + min(length, LONGEST_TEXT)])


def _coded(entry: _Entry) -> str:
    """Return the text of a field that begins with eight bytes naming its code.

    Many programs leave the code out, or write UTF-16 in the other order than the file's.
    """
    code, content = entry.content[:8].rstrip(b"\x00 ").upper(), entry.content[8:]
    if code == b"UNICODE":
        return _utf16(content, entry.order)
    if code == b"JIS":
        return _first(content, "iso2022_jp" if b"\x1b" in content else "euc_jp", "shift_jis")
    if code == b"ASCII":
        return _eight_bit(content)
    return _unnamed(entry.content if code else content, entry.order)


def _unnamed(content: bytes, order: str) -> str:
    """Return text of which no code is named, or how many bytes they are that are no text."""
    content = content.strip(b"\x00 ") if content.count(0) < len(content) // 4 else content
    text = _utf16(content, order) if 0 in content.rstrip(b"\x00") else _eight_bit(content)
    if "\\x" not in text and sum(map(_is_sign, text)) * 5 >= len(text) * 4:
        return text
    return f"[{len(content)} bytes]"


def _utf16(content: bytes, order: str) -> str:
    """Return UTF-16 in the order that its mark names, else in the one that gives text."""
    whole = content[: len(content) // 2 * 2]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if whole.startswith(mark):
            return whole[2:].decode(encoding, "backslashreplace").partition("\x00")[0]
    if eight := _eight_bits_after_all(content.strip(b"\x00")):
        return eight
    own, other = ("utf-16-le", "utf-16-be") if order == "<" else ("utf-16-be", "utf-16-le")
    tried = [whole.decode(code, "replace").rstrip("\x00") for code in (own, other)]
    chosen = max(tried, key=_plausible)
    return chosen.partition("\x00")[0]


def _eight_bits_after_all(bare: bytes) -> str:
    """Return text that is said to be UTF-16 and is UTF-8, or ''."""
    plain_ones = sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in bare)
    if len(bare) < _SURELY_ASCII or 0 in bare or plain_ones * 10 < len(bare) * 7:
        return ""
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _plausible(text: str) -> tuple[int, int]:
    """Return how much a decoding looks like text: signs that exist, and signs of scripts in use.

    A Latin letter read in the wrong order is a Chinese sign, so that Latin counts double.
    """
    signs = sum(map(_is_sign, text))
    usual = sum(any(first <= ord(sign) <= last for first, last in _SCRIPTS) for sign in text)
    return 2 * signs - len(text), usual + sum(ord(sign) < 0x250 for sign in text)


def _is_sign(sign: str) -> bool:
    return sign in "\t\r\n" or unicodedata.category(sign) not in {"Cc", "Cn", "Co", "Cs"}


def _eight_bit(content: bytes) -> str:
    return _first(content.split(b"\x00", 1)[0], "utf-8", "cp1252")


def _first(content: bytes, *encodings: str) -> str:
    """Return text by the first encoding that fits; bytes that fit none stay visible."""
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "backslashreplace")


def _explorer(entry: _Entry) -> str:
    """Return what Windows Explorer writes: UTF-16, always in Intel's order."""
    return _utf16(entry.content, "<")


def _utf8(entry: _Entry) -> str:
    return _eight_bit(entry.content)


def _number(entry: _Entry) -> str:
    size = _SIZES[entry.kind]
    if size > 4 or len(entry.content) < size:
        return ""
    return str(int.from_bytes(entry.content[:size], "little" if entry.order == "<" else "big"))


def _composite(entry: _Entry) -> str:
    number = _number(entry)
    return _COMPOSITE.get(int(number), number) if number else ""


def _fraction(entry: _Entry) -> str:
    if len(entry.content) < 8:
        return ""
    form = "ii" if entry.kind == 10 else "II"
    above, below = struct.unpack_from(entry.order + form, entry.content)
    return f"{above / below:.6f}".rstrip("0").rstrip(".") if below else ""


_UTF8_NAMES = {
    0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model",
    0x0131: "Software", 0x0132: "DateTime", 0x013B: "Artist", 0x013C: "HostComputer",
    0x8298: "Copyright", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber",
    0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
}  # fmt: skip
_BY_DIRECTORY: dict[str, dict[int, tuple[str, Callable[[_Entry], str]]]] = {
    "Image": {
        0x4749: ("RatingPercent", _number),
        0x9C9B: ("XPTitle", _explorer),
        0x9C9C: ("XPComment", _explorer),
        0x9C9D: ("XPAuthor", _explorer),
        0x9C9E: ("XPKeywords", _explorer),
        0x9C9F: ("XPSubject", _explorer),
        0x9286: ("UserComment", _coded),
    },
    "EXIF": {
        0x9286: ("UserComment", _coded),
        0x9400: ("AmbientTemperature", _fraction),
        0x9401: ("Humidity", _fraction),
        0x9402: ("Pressure", _fraction),
        0x9403: ("WaterDepth", _fraction),
        0x9404: ("Acceleration", _fraction),
        0x9405: ("CameraElevationAngle", _fraction),
        0xA436: ("ImageTitle", _utf8),
        0xA437: ("Photographer", _utf8),
        0xA438: ("ImageEditor", _utf8),
        0xA439: ("CameraFirmware", _utf8),
        0xA43A: ("RAWDevelopingSoftware", _utf8),
        0xA43B: ("ImageEditingSoftware", _utf8),
        0xA43C: ("MetadataEditingSoftware", _utf8),
        0xA460: ("CompositeImage", _composite),
    },
    "GPS": {
        0x001B: ("GPSProcessingMethod", _coded),
        0x001C: ("GPSAreaInformation", _coded),
    },
    "Interoperability": {0x0002: ("InteroperabilityVersion", _utf8)},
}
_TAGS = {
    (directory, tag): known
    for directory, tags in _BY_DIRECTORY.items()
    for tag, known in tags.items()
}
#: What exifread calls these where it has no name for them.
NUMBERED = {f"Tag 0x{tag:04X}": known[0] for (_, tag), known in _TAGS.items()}
