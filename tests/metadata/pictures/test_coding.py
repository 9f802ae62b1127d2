"""XMP, IPTC, PNG text and the build of a file tell which program had it last."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from workbench.metadata.pictures.coding import SEARCHED, behind_large

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
    assert found.typed("picture", "StandardColourQuality") == str(quality)
    assert len(found.value("picture", "QuantisationTables")) == 16
    assert found.all("picture", "NearestQuality") == []


def test_tables_of_no_known_program_get_a_nearest_quality(facts: Any) -> None:
    own = [[3] * 64, [5] * 64]
    found = facts("a.jpg", jpeg(qtables=own))
    assert found.all("picture", "StandardQuality") == []
    assert found.typed("picture", "NearestQuality") == "97"
    tables = found.all("picture", "QuantisationTable")
    assert [one.locator for one in tables] == ["DQT 0", "DQT 1"]
    assert set(tables[0].value.split()) == {"3"}


def test_a_table_is_shown_row_by_row_as_papers_print_it(facts: Any) -> None:
    first = facts("a.jpg", jpeg(quality=50)).all("picture", "QuantisationTable")[0].value
    assert first.split()[:9] == ["16", "11", "10", "16", "24", "40", "51", "61", "12"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"subsampling": "4:2:0"}, ("4:2:0", "baseline", "annex K")),
        ({"subsampling": "4:2:2"}, ("4:2:2", "baseline", "annex K")),
        ({"subsampling": "4:4:4", "optimize": True}, ("4:4:4", "baseline", "own")),
        ({"subsampling": "4:2:0", "progressive": True}, ("4:2:0", "progressive", "own")),
    ],
)
def test_the_way_of_compressing_is_named(facts: Any, options: Any, expected: Any) -> None:
    found = facts("a.jpg", jpeg(quality=80, **options))
    names = ("Subsampling", "Coding", "HuffmanTables")
    assert tuple(found.value("picture", name) for name in names) == expected
    assert found.value("picture", "JFIF") == "1.01"
    assert found.value("picture", "Segments").startswith("APP0 DQT DQT SOF")


@pytest.mark.parametrize("odd", [0, 1])
def test_something_behind_a_large_picture_is_found_though_it_ends_like_one(odd: int) -> None:
    picture = jpeg(quality=75)
    filled = picture[:-2] + b"\x11" * (SEARCHED + odd) + b"\xff\xd9"
    assert list(behind_large(filled)) == []
    found = {one.name: one.value for one in behind_large(filled + b"pesan" * 20 + b"\xff\xd9")}
    assert found == {"Bytes": "102", "Kind": "unknown"}


def icc(description: str, created: tuple[int, ...] = (2024, 9, 30, 12, 22, 11)) -> bytes:
    text = description.encode("utf-16-be")
    mluc = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(text), 28) + text
    plain = b"text" + bytes(4) + b"Hak cipta rekaan\x00"
    tags = struct.pack(">I", 2)
    tags += struct.pack(">4sII", b"desc", 156, len(mluc))
    tags += struct.pack(">4sII", b"cprt", 156 + len(mluc), len(plain))
    head = bytearray(128)
    head[8:12], head[12:24] = b"\x04\x30\x00\x00", b"mntrRGB XYZ "
    head[24:36] = struct.pack(">6H", *created)
    head[36:44], head[48:56] = b"acspAPPL", b"RKAN KR-7"[:8]
    return bytes(head) + tags + mluc + plain


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_colour_profile_names_its_maker_and_date(facts: Any, kind: str) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(buffer, kind, icc_profile=icc("Layar 7"))
    found = facts("a", buffer.getvalue())
    assert found.value("icc", "Description") == "Layar 7"
    assert found.value("icc", "Copyright") == "Hak cipta rekaan"
    assert found.typed("icc", "ProfileCreated") == "2024-09-30T12:22:11+00:00"
    assert (found.value("icc", "Version"), found.value("icc", "Platform")) == ("4.3.0", "APPL")
    assert found.value("icc", "DeviceManufacturer") == "RKAN"


def test_a_long_profile_is_joined_from_its_parts(facts: Any) -> None:
    long = icc("Layar " + "panjang " * 9000)
    found = facts("a.jpg", jpeg(icc_profile=long))
    assert found.value("icc", "Copyright") == "Hak cipta rekaan"


def test_a_profile_that_states_another_length_still_says_what_it_holds(facts: Any) -> None:
    # Lost otherwise: one changed number hides which program wrote the picture.
    right = icc("Layar 7")
    for stated in (0, 130, len(right) - 1, len(right) + 1, 2**32 - 1):
        found = facts("a.jpg", jpeg(icc_profile=struct.pack(">I", stated) + right[4:]))
        assert found.value("icc", "Description") == "Layar 7", stated
        assert found.value("icc", "Copyright") == "Hak cipta rekaan", stated


@pytest.mark.parametrize(("tags", "readable"), [(100, True), (101, False)])
def test_a_profile_with_more_tags_than_are_read_says_so(
    facts: Any, tags: int, readable: bool
) -> None:
    right = icc("Layar 7")
    moved = 12 * (tags - 2)
    first, second = (bytearray(right[132 + 12 * at : 144 + 12 * at]) for at in range(2))
    for entry in (first, second):
        entry[4:8] = struct.pack(">I", struct.unpack(">I", entry[4:8])[0] + moved)
    more = b"".join(
        struct.pack(">4sII", f"x{n:03d}".encode(), 156 + moved, 8) for n in range(tags - 2)
    )
    made = right[:128] + struct.pack(">I", tags) + bytes(first + second) + more + right[156:]
    found = facts("a.jpg", jpeg(icc_profile=made))
    assert (found.value("icc", "Description") == "Layar 7") == readable
    assert ({one.locator for one in found.failures} == {"texts"}) != readable
    assert found.value("icc", "Digest")


@pytest.mark.parametrize("cut", range(0, 300, 7))
def test_a_profile_cut_anywhere_gives_facts_or_a_reason(facts: Any, cut: int) -> None:
    found = facts("a.jpg", jpeg(icc_profile=icc("Layar 7")[:cut] or b"x"))
    assert {one.source for one in found.failures} <= {"icc"}
    assert found.failures or found.value("icc", "Version")


def test_previews_are_listed_with_their_sizes(facts: Any) -> None:
    buffer = io.BytesIO()
    first, second = (
        Image.effect_noise(size, 60).convert("RGB") for size in ((640, 480), (320, 240))
    )
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    data = bytearray(buffer.getvalue())
    found = facts("a.jpg", bytes(data))
    assert found.typed("preview", "MultiPicture") == "2"
    assert found.typed("trailer", "ListedPictures") != ""
    assert found.all("trailer", "Kind") == []
    # The index calls the second picture another one of its own; called a preview, it is listed.
    base = data.index(b"MPF\x00") + 4
    (place,) = struct.unpack_from("<I", data, data.index(b"\x02\xb0\x07\x00", base) + 8)
    struct.pack_into("<I", data, base + place + 16, 0x010002)
    found = facts("a.jpg", bytes(data))
    sizes = [found.typed("preview", name) for name in ("Width", "Height")]
    assert sizes == ["320", "240"]
    assert found.all("preview", "Width")[0].locator == "MPF 2"


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


@pytest.mark.parametrize("wide", [False, True])
def test_a_heic_lists_its_thumbnail(facts: Any, wide: bool) -> None:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content) + 8) + kind + content

    def extent(width: int, height: int) -> bytes:
        return box(b"ispe", bytes(4) + struct.pack(">II", width, height))

    item = ">I" if wide else ">H"
    version = b"\x01" if wide else b"\x00"
    numbers = [(1, [1]), (50, [0x80 | 3, 2])]
    listed = b"".join(
        struct.pack(item, number) + bytes([len(indexes), *indexes]) for number, indexes in numbers
    )
    ipma = box(b"ipma", version + bytes(3) + struct.pack(">I", 2) + listed)
    ipco = box(b"ipco", extent(4032, 3024) + extent(320, 240) + box(b"irot", b"\x00"))
    thmb = box(b"thmb", struct.pack(item, 50) + struct.pack(">H", 1) + struct.pack(item, 1))
    iref = box(b"iref", version + bytes(3) + thmb)
    meta = box(b"meta", bytes(4) + iref + box(b"iprp", ipco + ipma))
    found = facts("a.heic", box(b"ftyp", b"heic" + bytes(4)) + meta)
    assert [found.typed("preview", name) for name in ("Width", "Height")] == ["320", "240"]
    assert found.all("preview", "Width")[0].locator == "item 50"
