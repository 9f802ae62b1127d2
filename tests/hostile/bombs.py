"""Small files that ask for much: each made here, none of them found anywhere."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

Write = Callable[[Path], object]
BOMBS: dict[str, Write] = {}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
ENTITIES = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Penulis Rekaan'
    "</dc:creator></cp:coreProperties>"
)


def bomb(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        BOMBS[name] = lambda path: path.write_bytes(make())
        return make

    return keep


# --- pictures -------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, extra: bytes = b"", bits: int = 1, colour: int = 0) -> bytes:
    row = b"\0" + b"\0" * ((width * bits * (3 if colour == 2 else 1) + 7) // 8)
    packer = zlib.compressobj(9)
    rows = min(height, 20_000)
    packed = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )  # fmt: skip


def small_jpeg() -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def zeros(count: int) -> bytes:
    """Return `count` zeros packed; made in pieces, so that the test stays small itself."""
    packer = zlib.compressobj(9)
    piece = b"\0" * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(count // len(piece))) + packer.flush()


@bomb("png_pixels.png")
def _() -> bytes:
    return png(13000, 13000, bits=8, colour=2)


@bomb("png_claims.png")
def _() -> bytes:
    return png(100_000, 100_000)


@bomb("png_text.png")
def _() -> bytes:
    packed = zeros(60_000_000)
    return png(8, 8, b"".join(chunk(b"zTXt", b"k%d\0\0" % i + packed) for i in range(20)))


@bomb("png_xmp.png")
def _() -> bytes:
    packed = zlib.compress(b"<a>" * 20_000_000, 9)
    return png(8, 8, chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + packed))


@bomb("png_profile.png")
def _() -> bytes:
    return png(8, 8, chunk(b"iCCP", b"x\0\0" + zeros(400_000_000)))


@bomb("png_chunks.png")
def _() -> bytes:
    return png(8, 8, chunk(b"tEXt", b"k\0v") * 200_000)


@bomb("jpeg_claims.jpg")
def _() -> bytes:
    data = bytearray(small_jpeg())
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


def sparse_jpeg(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(small_jpeg())
        stream.truncate(1000 * 1024 * 1024)


BOMBS["jpeg_sparse.jpg"] = sparse_jpeg


@bomb("jpeg_segments.jpg")
def _() -> bytes:
    return b"\xff\xd8" + b"\xff\xe1\x00\x08Exif\0\0" * 400_000 + small_jpeg()[2:]


@bomb("tiff_tags.tif")
def _() -> bytes:
    tags = b"".join(struct.pack("<HHII", 0x9000 + i % 4000, 2, 0x0FFFFFFF, 8) for i in range(65535))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 65535) + tags + b"\0\0\0\0"


@bomb("tiff_values.tif")
def _() -> bytes:
    tags = b"".join(struct.pack("<HHII", 0x9000 + i, 3, 1_000_000, 8) for i in range(60))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 60) + tags + b"\0\0\0\0" + b"\1" * 2_000_000


@bomb("tiff_frames.tif")
def _() -> bytes:
    out = bytearray(b"II*\0\x08\0\0\0")
    entries = ((256, 3, 64), (257, 3, 64), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8),
               (277, 3, 1), (278, 3, 64), (279, 4, 512))  # fmt: skip
    for number in range(10_000):
        out += struct.pack("<H", len(entries))
        for tag, kind, value in entries:
            out += struct.pack("<HHII", tag, kind, 1, value)
        out += struct.pack("<I", len(out) + 4 if number < 9_999 else 0)
    return bytes(out) + b"\0" * 512


@bomb("gif_frames.gif")
def _() -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 2000, 2000, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\x01\0\0\0," + struct.pack("<HHHHB", 0, 0, 2000, 2000, 0)
    return head + (frame + b"\x02\x02\x44\x01\0") * 20_000 + b";"


@bomb("xmp_entities.xmp")
def _() -> bytes:
    text = f'<?xml version="1.0"?>{ENTITIES}<x:xmpmeta xmlns:x="adobe:ns:meta/">&j;</x:xmpmeta>'
    return text.encode()


@bomb("xmp_deep.xmp")
def _() -> bytes:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    inner = "<x:a>" * 100_000 + "</x:a>" * 100_000
    text = (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}"><rdf:Description>{inner}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return text.encode()


@bomb("svg_entities.svg")
def _() -> bytes:
    text = f'<?xml version="1.0"?>{ENTITIES}<svg xmlns="http://www.w3.org/2000/svg">&j;</svg>'
    return text.encode()


# --- papers ---------------------------------------------------------------------------------


def pdf(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, at,
    )  # fmt: skip
    return bytes(out)


INFO = (
    b"<</Title(Berita acara rekaan)/Author(Penulis Rekaan)/CreationDate(D:20240930192211+07'00')>>"
)
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
KIDS = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
ROOT = b"<</Type/Catalog/Pages 2 0 R>>"


def stream(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return (
        b"<<%b/Length %d/Filter %b>>stream\n" % (more, len(data), filters) + data + b"\nendstream"
    )


@bomb("pdf_pages.pdf")
def _() -> bytes:
    count = 50_000
    kids = b"".join(b"%d 0 R " % (number + 4) for number in range(count))
    return pdf([ROOT, b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids), INFO] + [PAGE] * count)


@bomb("pdf_page_loop.pdf")
def _() -> bytes:
    return pdf([ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>", INFO])


@bomb("pdf_page_tree.pdf")
def _() -> bytes:
    levels = 5_000
    tree = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 5) for number in range(levels)]
    return pdf([ROOT, b"<</Type/Pages/Count 1/Kids[4 0 R]>>", INFO, *tree, PAGE])


@bomb("pdf_inflates.pdf")
def _() -> bytes:
    data = zlib.compress(zeros(300_000_000), 9)
    filters = b"[/FlateDecode /FlateDecode]"
    picture = (
        b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB"
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
        b"/Resources<</XObject<</I 6 0 R>>>>>>"
    )
    root = b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>"
    return pdf([root, KIDS, INFO, page, stream(data, filters), stream(data, filters, picture)])


@bomb("pdf_attachments.pdf")
def _() -> bytes:
    count = 3_000
    names = b"".join(b"(f%d)%d 0 R " % (i, 5 + 2 * i) for i in range(count))
    root = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[%b]>>>>>>" % names
    objects = [root, KIDS, INFO, PAGE]
    for i in range(count):
        objects.append(b"<</Type/Filespec/F(f%d.txt)/EF<</F %d 0 R>>>>" % (i, 6 + 2 * i))
        objects.append(stream(zlib.compress(b"x" * 1000)))
    return pdf(objects)


@bomb("pdf_deep.pdf")
def _() -> bytes:
    n = 100_000
    return pdf([b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * n + b"]" * n + b">>", KIDS, INFO, PAGE])


@bomb("pdf_fields.pdf")
def _() -> bytes:
    count = 30_000
    fields = b"".join(b"%d 0 R " % (number + 5) for number in range(count))
    root = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>" % fields
    return pdf([root, KIDS, INFO, PAGE] + [b"<</FT/Tx/T(a)/V(b)>>"] * count)


@bomb("pdf_text.pdf")
def _() -> bytes:
    content = zlib.compress(b"BT /F1 9 Tf " + b"(kata kata) Tj 1 0 Td " * 1_000_000 + b"ET", 9)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>"
        b">>>>"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf([ROOT, KIDS, INFO, page, stream(content), font])


def packed(members: list[tuple[str, str | bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def docx(document: str, *more: tuple[str, str | bytes]) -> bytes:
    return packed([("[Content_Types].xml", TYPES), ("docProps/core.xml", CORE),
                   ("word/document.xml", document), *more])  # fmt: skip


@bomb("docx_inflates.docx")
def _() -> bytes:
    word = "<w:p><w:r><w:t>kata</w:t></w:r></w:p>"
    return docx(f"<w:document {W}><w:body>{word * 1_500_000}</w:body></w:document>")


@bomb("docx_deep.docx")
def _() -> bytes:
    return docx("<a>" * 2_000_000 + "</a>" * 2_000_000)


@bomb("docx_entities.docx")
def _() -> bytes:
    text = f'<?xml version="1.0"?>{ENTITIES}'
    more = ("docProps/app.xml", f"{text}<c>&j;</c>")
    return docx(f"{text}<w:document {W}>&j;</w:document>", more)


@bomb("docx_pictures.docx")
def _() -> bytes:
    picture = png(7000, 7000)
    return docx(f"<w:document {W}/>", *((f"word/media/i{i}.png", picture) for i in range(80)))


@bomb("docx_members.docx")
def _() -> bytes:
    return docx(f"<w:document {W}/>", *((f"word/media/i{i}.png", b"") for i in range(60_000)))


@bomb("xlsx_inflates.xlsx")
def _() -> bytes:
    sheet = "<worksheet>" + "<row><c><v>1</v></c></row>" * 2_000_000 + "</worksheet>"
    return packed(
        [
            ("[Content_Types].xml", TYPES),
            ("docProps/core.xml", CORE),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
    )


@bomb("odt_deep.odt")
def _() -> bytes:
    inner = "<text:p>" * 1_000_000
    return packed(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("meta.xml", "<a>" * 500_000),
            ("content.xml", inner),
        ],
        zipfile.ZIP_STORED,
    )


@bomb("rtf_deep.rtf")
def _() -> bytes:
    return b"{\\rtf1{\\info{\\author Penulis Rekaan}}" + b"{" * 4_000_000


@bomb("rtf_info.rtf")
def _() -> bytes:
    return b"{\\rtf1{\\info" + b"{\\author " * 300_000 + b"}"


# --- archives, mail, pages, chats -----------------------------------------------------------


@bomb("zip_members.zip")
def _() -> bytes:
    return packed([(f"m{number}", b"") for number in range(60_000)], zipfile.ZIP_STORED)


@bomb("zip_nested.zip")
def _() -> bytes:
    data = packed([("a.txt", b"\0" * 10_000_000)])
    for _level in range(3):
        data = packed([(f"{number}.zip", data) for number in range(12)])
    return data


@bomb("zip_chat.zip")
def _() -> bytes:
    return packed([("_chat.txt", b"01/09/24 10.00 - A: x\n" * 3_000_000)])


@bomb("eml_nested.eml")
def _() -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(20_000)
    )
    return b"From: a@contoh.id\nSubject: rekaan\nMIME-Version: 1.0\n" + parts


@bomb("eml_parts.eml")
def _() -> bytes:
    head = b"From: a@contoh.id\nSubject: rekaan\nMIME-Version: 1.0\n"
    part = b'--b\nContent-Disposition: attachment; filename="a"\n\nx\n'
    return head + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 200_000 + b"--b--\n"


@bomb("eml_header.eml")
def _() -> bytes:
    words = b"=?utf-8?q?" + b"=20" * 20 + b"?=\n "
    return b"From: a@contoh.id\nDate: x\nSubject: " + words * 200_000 + b"\n\nx"


@bomb("html_deep.html")
def _() -> bytes:
    return b"<html><title>Judul rekaan</title>" + b"<div>" * 2_000_000


@bomb("html_meta.html")
def _() -> bytes:
    return b"<html>" + b'<meta property="og:title" content="x">' * 10_000 + b"<" * 1_000_000


@bomb("mhtml_parts.mhtml")
def _() -> bytes:
    head = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: http://contoh.id/\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; boundary="b"\n\n'
    )
    return head + b"--b\n\n" * 500_000


@bomb("json_deep.json")
def _() -> bytes:
    return b'{"name":"x","messages":' + b"[" * 5_000_000


@bomb("json_messages.json")
def _() -> bytes:
    row = {"id": 1, "type": "message", "date_unixtime": "1727700000", "from": "A", "text": "x"}
    text = ",".join([json.dumps({**row, "edited_unixtime": "1727700001"})] * 300_000)
    return b'{"name":"Grup rekaan","type":"x","id":1,"messages":[%b]}' % text.encode()


@bomb("json_rows.json")
def _() -> bytes:
    return b'{"date_unixtime":1,"messages":[' + b"{}," * 20_000_000 + b"{}]}"


@bomb("json_chats.json")
def _() -> bytes:
    row = b'{"id":1,"type":"message","date_unixtime":"1727700000","from":"A","text":"x"}'
    one = b'{"name":"Rekaan","messages":[' + b",".join([row] * 100) + b"]}"
    return b'{"chats":{"list":[' + b",".join([one] * 3_000) + b"]}}"


@bomb("json_large.json")
def _() -> bytes:
    return b'{"messages":[' + b'{"id":1,"type":"x"},' * 2_000_000 + b"{}]}"


@bomb("telegram.html")
def _() -> bytes:
    message = (
        b'<div class="message default clearfix"><div class="pull_right date details"'
        b' title="30.09.2024 19:22:11 UTC+07:00"></div><div class="from_name">A</div></div>'
    )
    return b'<html><div class="page_header"></div>tgme' + message * 100_000


@bomb("telegram_tags.html")
def _() -> bytes:
    # One message of nothing but tags and line breaks, as deep as it is read.
    head = b'<html><div class="page_header">tgme</div>' + b"<i>" * 390
    date = b'<div class="date details" title="30.09.2024 19:22:11 UTC+07:00"></div>'
    message = b'<div class="message default clearfix">' + date + b'<div class="text">'
    return head + message + b"a<br>&lt;<b></b>" * 3_000_000


@bomb("telegram_open.html")
def _() -> bytes:
    # Tags that never end, and quotes that are closed somewhere else.
    head = b'<html><div class="page_header">tgme</div><div class="message default clearfix">'
    return head + b"<a <a '<!--<a \"" * 4_000_000


@bomb("telegram_empty.html")
def _() -> bytes:
    return b'<html><div class="page_header">tgme</div>' + b'<div class="message">' * 500_000


@bomb("chat_line.txt")
def _() -> bytes:
    return b"01/09/24 10.00 - A: halo\n01/09/24 10.01 - B: " + b"x" * 60_000_000


@bomb("chat_lines.txt")
def _() -> bytes:
    return b"01/09/24 10.00 - A: x\n" * 1_400_000


@bomb("chat_short.txt")
def _() -> bytes:
    return b"01/09/24 10.00 - A: x\n" + b"1.22\n" * 20_000_000


@bomb("zip_chats.zip")
def _() -> bytes:
    lines = b"01/09/24 10.00 - A: x\n" * 40_000
    return packed([(f"{number}/_chat.txt", lines) for number in range(30)])


@bomb("zip_pages.zip")
def _() -> bytes:
    page = b'<html><div class="page_header"></div>tgme' + b"<i><b></b></i>" * 250_000
    return packed([(f"messages{number}.html", page) for number in range(40)])


@bomb("chat_blanks.txt")
def _() -> bytes:
    lines = (b"%02d/09/24 10.00 - %b: %b\n" % (1 + i % 28, b"A" * 200, b" " * 3000)
             for i in range(4000))  # fmt: skip
    return b"".join(lines)


@bomb("text_blanks.txt")
def _() -> bytes:
    return b" " * 30_000_000 + b"x"


# --- recordings -----------------------------------------------------------------------------


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data) + 8, kind) + data


@bomb("mp4_claims.mp4")
def _() -> bytes:
    return (
        box(b"ftyp", b"isom\0\0\2\0isommp41") + struct.pack(">I4sQ", 1, b"moov", 2**63 - 1)
        + struct.pack(">I4s", 2**31, b"trak") * 500 + b"\0" * 1000
    )  # fmt: skip


@bomb("mp4_nested.mp4")
def _() -> bytes:
    data = b""
    for number in range(20_000):
        data = box((b"trak", b"mdia", b"minf", b"stbl", b"udta")[number % 5], data)
    return box(b"ftyp", b"isom\0\0\2\0isommp41") + box(b"moov", data)


@bomb("wav_claims.wav")
def _() -> bytes:
    head = b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\xff\xff\xff\xff"
    return b"RIFF\xff\xff\xff\xff" + head + b"\0" * 1000


@bomb("mp3_tag.mp3")
def _() -> bytes:
    return b"ID3\x04\0\x80\x7f\x7f\x7f\x7f" + b"TXXX\0\0\x10\0\0\0" + b"\0" * 3_000_000


@bomb("sdp.ts")
def _() -> bytes:
    head = bytearray(b" " * 392)
    head[:4] = b"v=0\n"
    for place in (4, 196, 388):
        head[place] = 0x47
    media = "".join(
        f"m=audio {p} RTP/AVP 0\na=rtpmap:0 PCMU/8000\n" for p in range(46000, 46060, 2)
    )
    text = f"\nv=0\no=- 0 0 IN IP4 127.0.0.2\ns=x\nc=IN IP4 127.0.0.2\nt=0 0\n{media}"
    return bytes(head) + text.encode()


@bomb("ole_loop.doc")
def _() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 0, 0, 4096, 0, 1, 0, 1)
    return head + struct.pack("<109I", *([0] * 109)) + struct.pack("<128I", *([0] * 128)) * 2


def sparse_film(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(box(b"ftyp", b"isom\0\0\2\0isom"))
        stream.truncate(1 << 40)


if os.name == "posix":
    BOMBS["mp4_sparse.mp4"] = sparse_film
