"""Letters and statements come as PDF and Word: who wrote them, when, and what was done since."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from workbench.metadata.papers.pdf import pdf_time

CORE = """<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:creator>Penulis Rekaan</dc:creator><cp:lastModifiedBy>Pengubah Rekaan</cp:lastModifiedBy>
<cp:revision>7</cp:revision><dcterms:created>2024-09-29T13:05:00Z</dcterms:created>
<dcterms:modified>2024-10-08T22:41:00Z</dcterms:modified></cp:coreProperties>"""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"


def pdf(**info: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{name}": value for name, value in info.items()})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def zipped(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_pdf_tells_author_tool_and_times(facts: Any) -> None:
    data = pdf(
        Author="Penulis Rekaan", Producer="Program Rekaan 1", CreationDate="D:20240930192211+07'00'"
    )
    found = facts("a.pdf", data, "application/pdf")
    assert found.value("pdf", "Author") == "Penulis Rekaan"
    assert found.typed("pdf", "CreationDate") == "2024-09-30T19:22:11+07:00"
    assert found.typed("pdf", "Pages") == "1"
    assert found.typed("pdf", "Revisions") == "1"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("D:20240930192211+07'00'", "2024-09-30T19:22:11+07:00"),
        ("D:20240930192211+07'00", "2024-09-30T19:22:11+07:00"),
        ("D:20240930192211Z", "2024-09-30T19:22:11+00:00"),
        ("D:20240930192211", "2024-09-30T19:22:11"),
        ("20240930192211-05'30'", "2024-09-30T19:22:11-05:30"),
        ("D:20240930", "2024-09-30"),
        ("D:2024", "2024"),
        ("2024-09-30T19:22:11", "2024-09-30T19:22:11"),
        ("30 September", ""),
        ("D:20241399992211", ""),
    ],
)
def test_the_dates_of_pdf(text: str, typed: str) -> None:
    assert pdf_time(text) == typed


def test_each_save_that_appends_is_counted(facts: Any) -> None:
    data = pdf(Title="a")
    found = facts("a.pdf", data + data[data.rfind(b"startxref") :], "application/pdf")
    assert found.typed("pdf", "Revisions") == "2"


def test_attachments_and_scripts_in_a_pdf_are_named(facts: Any) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("lampiran-rekaan.xlsx", b"isi")
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    buffer = io.BytesIO()
    writer.write(buffer)
    found = facts("a.pdf", buffer.getvalue(), "application/pdf")
    assert found.value("pdf", "Attachment") == "lampiran-rekaan.xlsx"
    assert found.value("pdf", "OpenAction") == "JavaScript"


def signed(after: bytes = b"") -> bytes:
    """Return a PDF with a signature field that covers it whole, and what was added later."""

    def build(length: int) -> bytes:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        value = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Sig"),
                NameObject("/Name"): TextStringObject("Penanda Rekaan"),
                NameObject("/M"): TextStringObject("D:20240930192211+07'00'"),
                NameObject("/ByteRange"): ArrayObject(
                    [NumberObject(n) for n in (0, 10, 20, length - 20)]
                ),
            }
        )
        field = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Sig"),
                NameObject("/T"): TextStringObject("tanda1"),
                NameObject("/V"): writer._add_object(value),
            }
        )
        form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    return build(len(build(10**6)) - 3) + after


def test_a_signature_says_when_and_whether_the_file_grew(facts: Any) -> None:
    found = facts("a.pdf", signed(), "application/pdf")
    assert found.typed("pdf", "Signature") == "2024-09-30T19:22:11+07:00"
    assert found.all("pdf", "BytesAfterSignature") == []
    grown = facts("b.pdf", signed(b"\n% tambahan rekaan " * 4), "application/pdf")
    assert grown.all("pdf", "BytesAfterSignature")[0].locator == "Penanda Rekaan"


def test_a_damaged_pdf_is_a_reason_not_an_exception(facts: Any) -> None:
    found = facts("a.pdf", pdf(Title="a")[:120], "application/pdf")
    assert [one.source for one in found.failures] == ["pdf"]


@pytest.mark.parametrize("kind", [WORD, SHEET])
def test_office_tells_authors_times_and_revisions(facts: Any, kind: str) -> None:
    data = zipped(
        **{
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": CORE,
            "word/media/image1.png": b"\x89PNG",
            "word/vbaProject.bin": b"x",
        }
    )
    found = facts("a.docx", data, kind)
    assert found.value("office", "Author") == "Penulis Rekaan"
    assert found.value("office", "LastModifiedBy") == "Pengubah Rekaan"
    assert found.typed("office", "Modified") == "2024-10-08T22:41:00+00:00"
    assert found.typed("office", "Revision") == "7"
    assert found.value("office", "Embedded") == "word/media/image1.png"
    assert found.value("office", "Macros") == "yes"


def test_tracked_changes_are_told_by_author(facts: Any) -> None:
    body = (
        '<w:document xmlns:w="w"><w:ins w:id="1" w:author="Pengubah Rekaan" '
        'w:date="2024-10-01T08:00:00Z"/><w:del w:id="2" w:author="Pengubah Rekaan" '
        'w:date="2024-10-02T08:00:00Z"/></w:document>'
    )
    settings = '<w:settings><w:rsid w:val="00A1B2C3"/><w:rsid w:val="00A1B2C4"/></w:settings>'
    data = zipped(**{"word/document.xml": body, "word/settings.xml": settings})
    found = facts("a.docx", data, WORD)
    assert found.value("office", "TrackedChanges") == "Pengubah Rekaan (2)"
    assert found.typed("office", "TrackedChanges") == "2024-10-02T08:00:00+00:00"
    assert found.typed("office", "EditingSessions") == "2"


def test_opendocument_is_read_too(facts: Any) -> None:
    meta = """<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta>
    <meta:generator>LibreOffice/24.2</meta:generator>
    <meta:creation-date>2024-09-30T19:22:11</meta:creation-date>
    <dc:creator>Penulis Rekaan</dc:creator><meta:editing-cycles>4</meta:editing-cycles>
    <meta:document-statistic meta:page-count="2"/></office:meta></office:document-meta>"""
    found = facts("a.odt", zipped(mimetype=ODT, **{"meta.xml": meta}), ODT)
    assert found.value("office", "Application") == "LibreOffice/24.2"
    assert found.typed("office", "Created") == "2024-09-30T19:22:11"
    assert (found.typed("office", "Revision"), found.typed("office", "Pages")) == ("4", "2")


def test_entities_in_a_document_are_refused(facts: Any) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
    found = facts("a.docx", zipped(**{"docProps/core.xml": bomb}), WORD)
    assert [one.locator for one in found.failures] == ["docProps/core.xml"]


def test_a_member_that_unpacks_to_gigabytes_is_bounded(facts: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", b"<a>" + b" " * 40_000_000)
    found = facts("a.docx", buffer.getvalue(), WORD)
    assert found.failures
