"""XMP: what programs write about a file's making, with its history.

Packets follow ISO 16684-1. Structures and lists are flattened: every simple value
becomes one reading named after its innermost property; entries of the editing
history keep their order in the locator.

Read here: python-xmp-toolkit needs a library in C, pyexiv2 is under GPL-3, and neither keeps the
place of a value in the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.evidence.unread import DAMAGED, first, head, left_out
from workbench.metadata import markup
from workbench.metadata.containers import payloads
from workbench.metadata.markup import MarkupRefusedError, local, parse, refused
from workbench.metadata.moments import time_of
from workbench.metadata.reading import LONGEST, Reading, SourceFile, plain, position

SOURCE = "xmp"
_MOST = 2000
_MOST_ITEMS = 200
_SHOWN = 60
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.google.com/photos/1.0/container/": "Container",
    "http://ns.google.com/photos/1.0/container/item/": "Item",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.dji.com/drone-dji/1.0/": "drone-dji",
}
# Settings of raw converters: hundreds of numbers that say nothing about time or place.
_QUIET = {"crs"}
_NUMBERED = {"Orientation"}
# Every property holding a time ends so, in whatever namespace.
_TIMES = re.compile(
    r"(?:Date|DateTime|DateTimeOriginal|DateTimeDigitized|DateCreated|when|DateAcquired|TimeStamp)$"
)
_PACKET = re.compile(rb"<(?:x:xmpmeta|rdf:RDF)[\s>]")
_DEGREES = re.compile(r"^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$")


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the properties of every XMP packet of a picture."""
    packets = list(payloads(source.data, "xmp"))
    for packet in packets:
        yield from readings(packet)
    for packet in _extended(payloads(source.data, "xmp_more"), packets):
        yield from readings(packet)
    # A sidecar: the packet is the file.
    if media_type == "text/xml" and _PACKET.search(bytes(source.data[:4096])):
        yield from readings(head(source.data, markup.LARGEST, SOURCE))


def readings(packet: bytes, source: str = SOURCE) -> Iterator[Reading]:
    """Yield one reading for each simple value of a packet."""
    if not packet.strip(b"\x00 \r\n\t"):
        return
    try:
        root = _root(packet)
    except MarkupRefusedError as error:
        yield refused(source, error)
        return
    found: dict[str, Reading] = {}
    for prefix, name, place, value in first(_values(root), _MOST, source, "values"):
        text = _shown(value)
        if text and prefix not in _QUIET:
            reading = Reading(source, name, text, *_typed(name, text), place)
            found.setdefault(f"{prefix}:{name}", reading)
            yield reading
    yield from _position(found, source)


def _extended(parts: Iterator[bytes], packets: list[bytes]) -> Iterator[bytes]:
    """Yield the packets that JPEG spreads over several segments (XMP part 3, 1.1.3.1).

    Each part: 32 digits that the main packet names, the whole length, where the part begins.
    """
    found: dict[bytes, dict[int, bytes]] = {}
    lengths: dict[bytes, int] = {}
    for part in parts:
        name, length, at = part[:32], part[32:36], part[36:40]
        if len(part) > 40 and any(name in packet for packet in packets):
            found.setdefault(name, {})[int.from_bytes(at, "big")] = part[40:]
            lengths[name] = int.from_bytes(length, "big")
    for name, pieces in found.items():
        whole = b"".join(piece for _, piece in sorted(pieces.items()))
        if len(whole) == lengths[name]:
            yield whole
        else:
            left_out(SOURCE, DAMAGED, 0)


def _root(packet: bytes) -> Element:
    """Return the RDF of a packet: by itself, since what stands around it is often damaged.

    Where it does not hold by itself, names are declared around it, and the packet is read whole.
    """
    for encoding, mark in (("utf-16-be", b"\x00<"), ("utf-16-le", b"<\x00")):
        if packet.count(mark) > packet.count(b"<") // 2 > 0:
            packet = packet[packet.find(mark) :].decode(encoding, "replace").encode()
            break
    whole = packet[max(packet.find(b"<"), 0) : packet.rfind(b">") + 1]
    start, end = packet.find(b"<rdf:RDF"), packet.rfind(b"</rdf:RDF>")
    if not 0 <= start < end:
        return parse(whole)
    try:
        return parse(packet[start : end + len(b"</rdf:RDF>")])
    except MarkupRefusedError as error:
        if error.limit:
            raise
        return parse(whole)


def _values(root: Element) -> Iterator[tuple[str, str, str, str]]:
    """Yield (prefix, name, place, value) of every simple property."""
    for group in root.iter(f"{{{_RDF}}}RDF"):
        for description in group:
            yield from _properties(description, "")


def _properties(element: Element, place: str) -> Iterator[tuple[str, str, str, str]]:
    yield from _attributes(element, place)
    for child in element:
        namespace, name = local(child.tag)
        if namespace == _RDF and name in {"Description", "li"}:
            yield from _properties(child, place)
        else:
            yield from _property(child, _prefix(namespace), name, place)


def _property(
    child: Element, prefix: str, name: str, place: str
) -> Iterator[tuple[str, str, str, str]]:
    inner = f"{place}/{name}" if place else f"{prefix}:{name}"
    if (qualified := _qualified(child)) is not None:
        yield prefix, name, place or prefix, qualified
    elif items := _items(child):
        # A list of thousands of ancestors must not hide what stands behind it.
        for index, item in enumerate(first(items, _MOST_ITEMS, SOURCE, "values"), 1):
            if text := _qualified(item) or _text(item):
                yield prefix, name, prefix, text
            yield from _properties(item, f"{inner}[{index}]")
    elif not len(child) and (text := _text(child)):
        yield prefix, name, place or prefix, text
    else:
        if resource := child.get(f"{{{_RDF}}}resource"):
            yield prefix, name, place or prefix, resource
        yield from _properties(child, inner)


def _attributes(element: Element, place: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the properties that are written as attributes."""
    for tag, value in element.attrib.items():
        namespace, name = local(tag)
        if namespace not in {_RDF, _XML, ""}:
            yield _prefix(namespace), name, place or _prefix(namespace), value


def _items(element: Element) -> list[Element]:
    """Return the items of a property that is a list of RDF: ordered, unordered or alternatives."""
    groups = (group for group in element if local(group.tag)[1] in {"Seq", "Bag", "Alt"})
    return [item for group in groups for item in group]


def _qualified(element: Element) -> str | None:
    """Return the value of a property that carries qualifiers beside it, else None."""
    for place in (f"{{{_RDF}}}value", f"{{{_RDF}}}Description/{{{_RDF}}}value"):
        if (value := element.find(place)) is not None:
            return _text(value)
    return None


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _prefix(namespace: str) -> str:
    return PREFIXES.get(namespace, namespace.rstrip("/#").rpartition("/")[2] or "xmp")


def _shown(value: str) -> str:
    """Return a value as a table shows it; of pictures written as letters their beginning."""
    if len(value) > LONGEST and " " not in value:
        return f"{plain(value[:_SHOWN])}… [{len(value)}]"
    return plain(value)


def _typed(name: str, value: str) -> tuple[str, str]:
    if _TIMES.search(name):
        typed = time_of(value)
        return (typed, "time") if typed else ("", "")
    if name in _NUMBERED and value.isdigit():
        return value, "number"
    return "", ""


def _position(found: dict[str, Reading], source: str) -> Iterator[Reading]:
    latitude, longitude = found.get("exif:GPSLatitude"), found.get("exif:GPSLongitude")
    if latitude is None and longitude is None:
        return
    stated = [one.value if one is not None else "-" for one in (latitude, longitude)]
    degrees = [_degrees(text, axis) for text, axis in zip(stated, ("NS", "EW"), strict=True)]
    value = " ".join(stated)
    if degrees[0] is not None and degrees[1] is not None:
        typed = position(degrees[0], degrees[1])
        yield Reading(source, "GPSPosition", value, typed, "position", "exif")
    else:
        reason = "half" if "-" in stated else "parts"
        yield Reading(source, "PositionUncertain", value, reason, "text", "exif")


def _degrees(text: str, letters: str) -> float | None:
    """Return degrees with their sign; None without the letter of the half, or out of bounds."""
    match = _DEGREES.fullmatch(text.strip().upper())
    if match is None or match[4] not in letters:
        return None
    minutes, seconds = float(match[2]), float(match[3] or 0)
    value = int(match[1]) + minutes / 60 + seconds / 3600
    if minutes >= 60 or seconds >= 60 or value > (90 if letters == "NS" else 180):
        return None
    return -value if match[4] in "SW" else value
