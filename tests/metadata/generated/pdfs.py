"""PDF: written by pypdf, by typst, and changed afterwards as programs change them."""

from __future__ import annotations

import io
from functools import partial

import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.metadata.generated.row import Row

PDF = "application/pdf"
P = "pdf"
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Program Rekaan 2"
 xmp:ModifyDate="2024-10-09T05:41:00+07:00"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def plain(
    *steps: str, pages: int = 1, before: bytes = b"", behind: bytes = b"", **info: str
) -> bytes:
    """Return a PDF of empty pages with this document information, and more by `steps`."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{name}": value for name, value in info.items()})
    for step in steps:
        kind, _, value = step.partition(":")
        if kind == "script":
            _script(writer, value)
        elif kind == "attach":
            writer.add_attachment(value, b"isi rekaan")
        elif kind == "lock":
            writer.encrypt(user_password="", owner_password=value, algorithm="RC4-128")
        elif kind == "xmp":
            writer.xmp_metadata = XMP.encode()
    buffer = io.BytesIO()
    writer.write(buffer)
    return before + buffer.getvalue() + behind


def _script(writer: PdfWriter, text: str) -> None:
    """Put a script among the document's named ones (ISO 32000-1, 7.7.4)."""
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(text)}
    )
    names = ArrayObject([TextStringObject("a"), action])
    tree = DictionaryObject({NameObject("/Names"): names})
    root = writer.root_object
    known = root.setdefault(NameObject("/Names"), DictionaryObject()).get_object()
    known[NameObject("/JavaScript")] = tree


def saved_again(times: int, **info: str) -> bytes:
    """Return a PDF to which so many saves appended their changes."""
    data = plain(Title="Surat rekaan")
    for number in range(times):
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        writer.add_metadata({"/Title": f"Surat rekaan {number}", **{
            f"/{name}": value for name, value in info.items()}})  # fmt: skip
        buffer = io.BytesIO()
        writer.write(buffer)
        data = buffer.getvalue()
    return data


def typeset(source: str) -> bytes:
    """Return what typst makes of its own language."""
    return bytes(typst.compile(source.encode()))


def _row(name: str, make: object, **expected: str | None) -> Row:
    facts = {(P, fact): value for fact, value in expected.items()}
    return Row(name, make, PDF, facts)  # type: ignore[arg-type]


def _dated(name: str, text: str, typed: str) -> Row:
    return _row(f"date written as {text}", partial(plain, **{name: text}), **{name: typed})


ROWS = [
    _row("author, title and producer",
         partial(plain, Author="Penulis Rekaan", Title="Surat rekaan", Producer="Program Rekaan"),
         Author="Penulis Rekaan", Title="Surat rekaan", Producer="Program Rekaan", Pages="1",
         Revisions="1"),
    _row("creator and subject", partial(plain, Creator="Penyusun Rekaan", Subject="perkara"),
         Creator="Penyusun Rekaan", Subject="perkara", Author=None),
    _row("letters beyond ASCII", partial(plain, Title="Surat “rekaan” – é"),
         Title="Surat “rekaan” – é"),
    _row("keywords", partial(plain, Keywords="rekaan, surat"), Keywords="rekaan, surat"),
    _row("company", partial(plain, Company="Kantor Rekaan"), Company="Kantor Rekaan"),
    _dated("CreationDate", "D:20240930192211+07'00'", "2024-09-30T19:22:11+07:00"),
    _dated("CreationDate", "D:20240930192211+08'00", "2024-09-30T19:22:11+08:00"),
    _dated("CreationDate", "D:20240930192211+09'00'", "2024-09-30T19:22:11+09:00"),
    _dated("CreationDate", "D:20240930122211Z", "2024-09-30T12:22:11+00:00"),
    _dated("CreationDate", "D:20240930122211Z00'00'", "2024-09-30T12:22:11+00:00"),
    _dated("CreationDate", "D:20240930192211", "2024-09-30T19:22:11"),
    _dated("CreationDate", "D:202409301922", "2024-09-30T19:22:00"),
    _dated("CreationDate", "D:20240930", "2024-09-30"),
    _dated("CreationDate", "D:202409", "2024-09"),
    _dated("ModDate", "D:20241009054100-05'30'", "2024-10-09T05:41:00-05:30"),
    _dated("ModDate", "2024-10-09T05:41:00", "2024-10-09T05:41:00"),
    _row("three pages", partial(plain, pages=3), Pages="3"),
    _row("made and changed",
         partial(plain, CreationDate="D:20240930192211+07'00'", ModDate="D:20241009054100+07'00'"),
         CreationDate="2024-09-30T19:22:11+07:00", ModDate="2024-10-09T05:41:00+07:00"),
    _row("saved once more", partial(saved_again, 1), Revisions="2", Title="Surat rekaan 0"),
    _row("saved three times more", partial(saved_again, 3), Revisions="4"),
    _row("saved again with another author", partial(saved_again, 1, Author="Pengubah Rekaan"),
         Revisions="2", Author="Pengubah Rekaan"),
    _row("with a script", partial(plain, "script:app.alert('rekaan')"), Script="*"),
    _row("with an attachment", partial(plain, "attach:daftar.xlsx"), Attachment="daftar.xlsx"),
    _row("with two attachments and a script",
         partial(plain, "attach:a.txt", "attach:b.txt", "script:x"), Attachment="a.txt"),
    _row("locked without a password", partial(plain, "lock:rahasia", Title="Surat rekaan"),
         Encrypted="yes", Pages="1", Title="Surat rekaan"),
    _row("with bytes before its start", partial(plain, before=b"isi rekaan\n"),
         BytesBeforeStart="11"),
    _row("with bytes behind its end", partial(plain, behind=b"\n" + b"isi rekaan " * 4),
         BytesBehindEnd="43"),
    _row("without bytes behind its end", partial(plain, behind=b"\n\n"), BytesBehindEnd=None),
    Row("with XMP of its own", partial(plain, "xmp", Producer="Program Rekaan 1"), PDF,
        {(P, "Producer"): "Program Rekaan 1", ("pdf", "Pages"): "1",
         ("xmp", "CreatorTool"): "Program Rekaan 2",
         ("xmp", "ModifyDate"): "2024-10-09T05:41:00+07:00"}),
    _row("typeset with a title and an author",
         partial(typeset, '#set document(title: "Surat rekaan", author: "Penulis Rekaan", '
                 "date: datetime(year: 2024, month: 9, day: 30))\nSurat rekaan."),
         Title="Surat rekaan", Author="Penulis Rekaan", CreationDate="2024-09-30*", Pages="1"),
    _row("typeset without a date", partial(typeset, "#set document(date: none)\nSurat rekaan."),
         CreationDate=None, Creator="*[Tt]ypst*"),
    _row("typeset on two pages",
         partial(typeset, "#set document(date: none)\nSatu #pagebreak() Dua"), Pages="2"),
]  # fmt: skip
