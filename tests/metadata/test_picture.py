"""XMP, IPTC, PNG text and the build of a file tell which program had it last."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmp:CreatorTool="Penyunting Rekaan 3" xmp:CreateDate="2024-09-30T19:22:11+07:00"
 exif:GPSLatitude="3,19.164S" exif:GPSLongitude="104,54.6E"
 e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
 <dc:creator><rdf:Seq><rdf:li>Nama Rekaan</rdf:li></rdf:Seq></dc:creator>
 <xmpMM:DerivedFrom stRef:documentID="xmp.did:rekaan"/>
 <xmpMM:History><rdf:Seq>
  <rdf:li stEvt:action="created" stEvt:when="2024-09-30T19:00:00+07:00"/>
  <rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action>
   <stEvt:softwareAgent>Penyunting Rekaan 3</stEvt:softwareAgent></rdf:li>
 </rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def jpeg(**options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(buffer, "JPEG", **options)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le"])
def test_xmp_tells_tool_time_history_and_place(facts: Any, encoding: str) -> None:
    found = facts("a.jpg", jpeg(xmp=XMP.encode(encoding)))
    assert found.value("xmp", "CreatorTool") == "Penyunting Rekaan 3"
    assert found.typed("xmp", "CreateDate") == "2024-09-30T19:22:11+07:00"
    assert found.typed("xmp", "GPSPosition") == "-3.3194,104.91"
    assert found.value("xmp", "creator") == "Nama Rekaan"
    assert [one.value for one in found.all("xmp", "action")] == ["created", "saved"]
    assert found.all("xmp", "softwareAgent")[0].locator == "xmpMM:History[2]"
    assert found.value("xmp", "DigitalSourceType").endswith("trainedAlgorithmicMedia")
    assert found.value("xmp", "documentID") == "xmp.did:rekaan"


def test_entities_in_xmp_are_refused_and_said(facts: Any) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + XMP
    core = bomb.replace("<rdf:RDF", "<rdf:RDF", 1).replace("</rdf:RDF>", "")
    assert facts("a.jpg", jpeg(xmp=core.encode())).failures[0].source == "xmp"


def test_damage_around_the_packet_does_not_lose_it(facts: Any) -> None:
    damaged = XMP.replace("<?xpacket begin", "<?xp\x00cket bgin").encode() + b"\xff\xfejunk"
    assert facts("a.jpg", jpeg(xmp=damaged)).value("xmp", "CreatorTool") == "Penyunting Rekaan 3"


def test_iptc_tells_byline_and_date(facts: Any) -> None:
    def record(number: int, text: bytes) -> bytes:
        return struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text

    records = record(80, b"Nama Rekaan") + record(55, b"20240930") + record(60, b"192211+0700")
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records
    payload = b"Photoshop 3.0\x00" + resource
    segment = b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload
    plain = jpeg()
    found = facts("a.jpg", plain[:2] + segment + plain[2:])
    assert found.value("iptc", "By-line") == "Nama Rekaan"
    assert found.typed("iptc", "DateCreated") == "2024-09-30T19:22:11+07:00"


def test_the_prompt_of_a_picture_generator_is_read(facts: Any) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", "kerumunan rekaan, Steps: 20, Sampler: Euler")
    text.add_text("Creation Time", "2024:09:30 19:22:11")
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6)).save(buffer, "PNG", pnginfo=text)
    found = facts("a.png", buffer.getvalue())
    assert "Steps: 20" in found.value("png", "parameters")
    assert found.typed("png", "Creation Time") == "2024-09-30T19:22:11"
    assert found.typed("picture", "StoredWidth") == "8"
    assert found.typed("picture", "StoredHeight") == "6"


@pytest.mark.parametrize("quality", [1, 35, 50, 75, 92, 100])
def test_the_compression_of_a_jpeg_is_recognised(facts: Any, quality: int) -> None:
    found = facts("a.jpg", jpeg(quality=quality))
    assert found.typed("picture", "StandardQuality") == str(quality)
    assert len(found.value("picture", "QuantisationTables")) == 16


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        (b"", ""),
        (b"\x00" * 40, "padding"),
        (b"PK\x03\x04" + b"isi" * 30, "zip"),
        (b"%PDF-1.7 isi", "pdf"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(80), "motion_photo"),
        (b"pesan tersembunyi", "unknown"),
    ],
)
def test_what_hangs_behind_a_picture_is_named(facts: Any, behind: bytes, kind: str) -> None:
    assert facts("a.jpg", jpeg() + behind).value("trailer", "Kind") == kind


def test_a_cut_picture_says_that_its_end_is_missing(facts: Any) -> None:
    assert facts("a.jpg", jpeg()[:-30]).value("trailer", "EndMissing") == "yes"
