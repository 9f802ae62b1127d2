"""Types by content: a wrong one sends an exhibit to the wrong reader, or accuses its name."""

from __future__ import annotations

import io
import tarfile
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.content_type import extension_matches, media_type_of


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if first:
            archive.writestr(first[0], first[1])
        for name in names:
            archive.writestr(name, b"<x/>" * 200)
    return stream.getvalue()


def box(kind: bytes, body: bytes = b"") -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def ftyp(brand: bytes, *compatible: bytes) -> bytes:
    return box(b"ftyp", brand + b"\0\0\0\0" + b"".join(compatible))


def movie(*handlers: bytes) -> bytes:
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)))
        for handler in handlers
    )
    return box(b"moov", tracks)


def ole(stream: str) -> bytes:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    entry = stream.encode("utf-16-le").ljust(128, b"\0")
    return bytes(header) + "Root Entry".encode("utf-16-le").ljust(128, b"\0") + entry + b"\0" * 256


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@contoh.invalid", "b@contoh.invalid"
    message["Subject"] = "Undangan"
    message.set_content("Isi")
    return message.as_bytes()


def tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return stream.getvalue()


OOXML = "application/vnd.openxmlformats-officedocument."
SAMPLES = {
    "image/heic": ftyp(b"heic", b"mif1", b"heic") + box(b"meta"),
    "image/heif": ftyp(b"mif1", b"mif1") + box(b"meta"),
    "image/avif": ftyp(b"avif", b"mif1") + box(b"meta"),
    "image/jxl": b"\0\0\0\x0cJXL \r\n\x87\n" + ftyp(b"jxl "),
    "image/x-canon-cr3": ftyp(b"crx ", b"isom"),
    "video/mp4": ftyp(b"isom", b"mp41") + box(b"mdat", b"x" * 99) + movie(b"vide", b"soun"),
    "audio/mp4": ftyp(b"mp42", b"isom") + box(b"mdat", b"x" * 99) + movie(b"soun"),
    "video/quicktime": ftyp(b"qt  "),
    "video/3gpp": ftyp(b"3gp5", b"isom"),
    "audio/ogg": b"OggS\0\x02" + b"\0" * 22 + b"OpusHead",
    "video/webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm",
    "audio/amr": b"#!AMR\n" + b"\x3c" * 40,
    OOXML + "wordprocessingml.document": zipped("[Content_Types].xml", "word/document.xml"),
    OOXML + "spreadsheetml.sheet": zipped("[Content_Types].xml", "xl/workbook.xml"),
    OOXML + "presentationml.presentation": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "application/vnd.ms-word.document.macroenabled.12": zipped(
        "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"
    ),
    "application/vnd.oasis.opendocument.text": zipped(
        "content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text")
    ),
    "application/zip": zipped("_chat.txt", "IMG-20240927-WA0001.jpg"),
    "application/wacz": zipped("datapackage.json", "archive/data.warc.gz"),
    "application/msword": ole("WordDocument"),
    "application/vnd.ms-excel": ole("Workbook"),
    "application/vnd.ms-outlook": ole("__properties_version1.0"),
    "application/x-ole-storage": ole("Catalog"),
    "application/pdf": b"\n\n%PDF-1.4\n",
    "application/rtf": b"{\\rtf1\\ansi Halo}",
    "application/x-tar": tar(),
    "application/json": b'{"a": 1}',
    "message/rfc822": mail(),
    "text/html": b"<!DOCTYPE html>\n<html><p>Beranda",
    "image/svg+xml": b"<?xml version='1.0'?><svg/>",
    "text/vcard": b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
    "text/plain": "27/09/24 19.30 - Warga: Halo ✋ semua\n".encode(),
    "multipart/related": (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://contoh.invalid/\r\n"
        b"Subject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
    ),
}


@pytest.mark.parametrize("media_type", SAMPLES)
def test_each_kind_is_known_by_its_content(media_type: str) -> None:
    assert media_type_of(SAMPLES[media_type]) == media_type


@pytest.mark.parametrize(
    "text",
    [
        "[21/09/24 19.30.12] Warga A: Halo\n[21/09/24 19.31.00] Warga B: Ya\n",
        "\u200e[21/09/24, 7:30:12 PM] Warga A: \u200eimage omitted\n",
        "27/09/24 19.30 - Pesan dan panggilan terenkripsi secara end-to-end.\n",
        "21/09/2024, 19:30 - Warga: {halo} <b>\n",
    ],
)
def test_a_chat_export_is_text_and_nothing_else(text: str) -> None:
    assert media_type_of(text.encode()) == "text/plain"
    assert media_type_of(text.encode("utf-16")) == "text/plain"


@pytest.mark.parametrize(
    ("name", "media_type", "agrees"),
    [
        ("foto.JPG", "image/jpeg", True),
        ("foto.jpg", "image/webp", False),
        ("a/b.c/foto.jpeg", "image/png", False),
        ("foto", "image/png", None),
        ("foto.v2", "image/png", None),
        (".jpg", "image/png", None),
        ("a.b/foto", "image/png", None),
        ("rekaman.opus", "audio/ogg", True),
        ("surat.doc", "application/rtf", True),
        ("surat.docx", "application/zip", False),
        ("x.jpg", None, None),
        ("ekspor.txt", "text/plain", True),
        ("foto.gpj.exe", "image/jpeg", False),
    ],
)
def test_names_are_compared_with_content_where_both_are_known(
    name: str, media_type: str | None, agrees: bool | None
) -> None:
    assert extension_matches(name, media_type) is agrees


@given(st.binary(max_size=600))
def test_any_bytes_have_a_type_or_none_and_never_an_error(data: bytes) -> None:
    found = media_type_of(data)
    assert found is None or "/" in found


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damaged_files_are_typed_without_an_error(media_type: str, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[media_type])
    for _ in range(4):
        place = data.draw(st.integers(0, len(sample) - 1))
        sample[place] = data.draw(st.integers(0, 255))
    media_type_of(bytes(sample[: data.draw(st.integers(0, len(sample)))]))
