"""Captions, credits and makers that agencies and programs write, in the forms they come in."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from workbench.metadata.pictures import iptc, xmp

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"


def dataset(number: int, content: bytes) -> bytes:
    return b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(content)) + content


def resource(content: bytes) -> bytes:
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(content)) + content


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def jpeg(*segments: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "JPEG")
    return buffer.getvalue()[:2] + b"".join(segments) + buffer.getvalue()[2:]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "PNG")
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return buffer.getvalue()[:33] + b"".join(made) + buffer.getvalue()[33:]


def photoshop(content: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\0" + resource(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Göteborg".encode("cp1252"), "Göteborg"),
        ("© Ani Rekaan – 2024".encode("cp1252"), "© Ani Rekaan – 2024"),
        ("Île de Rekaan".encode(), "Île de Rekaan"),
        (b"Balai Desa", "Balai Desa"),
        (b"x\x81y", "x\\x81y"),
    ],
)
def test_a_caption_without_a_named_code_is_read(facts: Any, content: bytes, said: str) -> None:
    found = facts("a.jpg", jpeg(photoshop(dataset(120, content))))
    assert found.value("iptc", "Caption-Abstract") == said


def test_bytes_that_are_not_what_the_file_says_they_are_stay_visible(facts: Any) -> None:
    found = facts("a.jpg", jpeg(photoshop(UTF8 + dataset(90, b"G\xf6teborg"))))
    assert found.value("iptc", "City") == "G\\xf6teborg"


def test_every_dataset_has_its_name(facts: Any) -> None:
    dated = set(iptc._DATES) | set(iptc._DATES.values())
    rows = [number for number in iptc.NAMES if number not in dated]
    body = b"".join(dataset(number, f"isi {number}".encode()) for number in rows)
    found = facts("a.jpg", jpeg(photoshop(body)))
    for number in rows:
        assert found.value("iptc", iptc.NAMES[number]) == f"isi {number}"
    for name in ("Category", "Urgency", "SupplementalCategories", "DocumentNotes"):
        assert found.value("iptc", name)


def test_dates_take_their_clock_whole_or_not_at_all(facts: Any) -> None:
    def typed(day: bytes, clock: bytes) -> str:
        body = dataset(55, day) + dataset(60, clock)
        found = facts("a.jpg", jpeg(photoshop(body)))
        assert found.value("iptc", "DateCreated") == day.decode()
        return str(found.typed("iptc", "DateCreated"))

    assert typed(b"20240930", b"192211+0700") == "2024-09-30T19:22:11+07:00"
    assert typed(b"20240930", b"192211") == "2024-09-30T19:22:11"
    assert typed(b"20240930", b"192211+9900") == ""
    assert typed(b"20240930", b"242211+0700") == ""
    assert typed(b"00000000", b"") == ""


def test_a_long_dataset_does_not_end_the_reading(facts: Any) -> None:
    long = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 40_000) + b"a" * 40_000
    found = facts("a.tif", _tiff(long + dataset(90, b"Palembang")))
    assert found.value("iptc", "City") == "Palembang"


def _tiff(content: bytes) -> bytes:
    head = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 33723, 7, len(content), 26, 0)
    return head + content


@pytest.mark.parametrize("is_bare", [True, False])
@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt"])
def test_a_png_keeps_the_captions_that_imagemagick_carried_over(
    facts: Any, is_bare: bool, kind: bytes
) -> None:
    body = dataset(80, b"Ani Rekaan") + dataset(105, b"Rapat")
    profile = (body if is_bare else resource(body)).hex().encode()
    text = b"\niptc\n%8d\n%s\n" % (len(profile) // 2, profile)
    packed = b"\0" + zlib.compress(text) if kind == b"zTXt" else text
    found = facts("a.png", png((kind, b"Raw profile type iptc\0" + packed)))
    assert found.value("iptc", "By-line") == "Ani Rekaan"
    assert found.value("iptc", "Headline") == "Rapat"


def packet(inner: str, rdf: str = "rdf", around: str = "") -> bytes:
    names = f"xmlns:{rdf}='{RDF}' xmlns:dc='{DC}'"
    outer, own = (names, "") if around else ("", f" {names}")
    return (
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/' {outer}><{rdf}:RDF{own}><{rdf}:Description "
        f"{rdf}:about=''>{inner}</{rdf}:Description></{rdf}:RDF></x:xmpmeta>"
    ).encode()


def standard(content: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + content)


@pytest.mark.parametrize(
    "written",
    [
        packet("<dc:source>Rekaan</dc:source>"),
        packet("<dc:source>Rekaan</dc:source>", rdf="r"),
        packet("<dc:source>Rekaan</dc:source>", around="yes"),
        packet(f"<q:source xmlns:q='{DC}'>Rekaan</q:source>"),
        packet("<dc:source rdf:parseType='Resource'><rdf:value>Rekaan</rdf:value></dc:source>"),
        b"<?xpacket begin='' id='W5M0'?>" + packet("<dc:source>Rekaan</dc:source>")
        + b"  <?xpacket end='w'?>",
        packet("<dc:source>Rekaan</dc:source>").decode().encode("utf-16-le"),
    ],
)  # fmt: skip
def test_a_packet_is_read_whatever_names_it_gives_its_namespaces(
    facts: Any, written: bytes
) -> None:
    found = facts("a.jpg", jpeg(standard(written)))
    assert found.value("xmp", "source") == "Rekaan"
    assert found.all("xmp", "source")[0].locator == "dc"
    assert found.failures == []


def test_a_compressed_packet_in_a_png_is_read(facts: Any) -> None:
    packed = zlib.compress(packet("<dc:source>Rekaan</dc:source>"))
    found = facts("a.png", png((b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + packed)))
    assert found.value("xmp", "source") == "Rekaan"


def test_a_packet_over_several_segments_is_put_together(facts: Any) -> None:
    name = b"0123456789ABCDEF0123456789ABCDEF"
    note = "http://ns.adobe.com/xmp/note/"
    main = packet(f"<n:HasExtendedXMP xmlns:n='{note}'>{name.decode()}</n:HasExtendedXMP>")
    more = packet("<dc:source>Rekaan</dc:source><dc:relation>" + "A" * 9000 + "</dc:relation>")

    def parts(whole: bytes, size: int) -> Iterator[bytes]:
        for at in range(0, len(whole), size):
            head = name + struct.pack(">II", len(whole), at)
            label = b"http://ns.adobe.com/xmp/extension/\0"
            yield segment(0xE1, label + head + whole[at : at + size])

    pieces = list(parts(more, 4000))
    found = facts("a.jpg", jpeg(standard(main), *reversed(pieces)))
    assert found.value("xmp", "source") == "Rekaan"
    assert found.value("xmp", "relation").endswith("… [9000]")
    assert len(found.value("xmp", "relation")) < 100
    lost = facts("b.jpg", jpeg(standard(main), *pieces[:-1]))
    assert lost.value("xmp", "source") == ""
    assert [one.source for one in lost.failures] == ["xmp"]
    foreign = facts("c.jpg", jpeg(standard(packet("")), *pieces))
    assert foreign.value("xmp", "source") == ""


@pytest.mark.parametrize(("count", "is_cut"), [(0, False), (1, True)])
def test_thousands_of_ancestors_do_not_hide_what_follows(
    facts: Any, count: int, is_cut: bool
) -> None:
    items = "".join(f"<rdf:li>{n}</rdf:li>" for n in range(xmp._MOST_ITEMS + count))
    body = f"<dc:relation><rdf:Bag>{items}</rdf:Bag></dc:relation><dc:source>Rekaan</dc:source>"
    found = facts("a.xmp", packet(body), "text/xml")
    assert found.value("xmp", "source") == "Rekaan"
    assert bool([one for one in found.readings if one.kind == "limit"]) is is_cut


@pytest.mark.parametrize(
    ("latitude", "longitude", "typed"),
    [
        ("3,7.5S", "104,40,12E", "-3.125,104.67"),
        ("3,7.5s", "104,40.2e", "-3.125,104.67"),
        ("90,0.0N", "180,0,0W", "90,-180"),
        ("3,59.999S", "104,0E", "-3.999983,104"),
        ("3,60.0S", "104,0E", ""),
        ("90,0.1N", "104,0E", ""),
        ("3,7.5", "104,40.2E", ""),
        ("3,7.5E", "104,40.2S", ""),
        ("3.125", "104.67", ""),
    ],
)
def test_a_place_is_told_whole_or_as_uncertain(
    facts: Any, latitude: str, longitude: str, typed: str
) -> None:
    exif = "http://ns.adobe.com/exif/1.0/"
    body = (
        f"<e:GPSLatitude xmlns:e='{exif}'>{latitude}</e:GPSLatitude>"
        f"<e:GPSLongitude xmlns:e='{exif}'>{longitude}</e:GPSLongitude>"
    )
    found = facts("a.xmp", packet(body), "text/xml")
    assert found.typed("xmp", "GPSPosition") == typed
    assert bool(found.all("xmp", "PositionUncertain")) is (typed == "")
