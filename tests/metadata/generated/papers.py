"""Letters and tables: Word, Excel, PowerPoint, OpenDocument, Rich Text and the old formats."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import partial

import docx
import xlsxwriter

from tests.metadata.generated.compound import compound, filetime, properties
from tests.metadata.generated.row import Row

_XML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX, PPTX = (
    f"{_XML}wordprocessingml.document", f"{_XML}spreadsheetml.sheet",
    f"{_XML}presentationml.presentation",
)  # fmt: skip
ODF = "application/vnd.oasis.opendocument."
DOC, XLS, PPT, RTF = (
    "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
    "application/rtf",
)  # fmt: skip
O = "office"  # noqa: E741 - the layer, as short as in the other tables
NAMES = """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">"""


def word(**told: object) -> bytes:
    """Return a Word document of python-docx with these core properties."""
    document = docx.Document()
    for name in ("author", "comments", "title", "last_modified_by"):
        setattr(document.core_properties, name, "")
    for name, value in told.items():
        setattr(document.core_properties, name, value)
    document.add_paragraph("Surat rekaan.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet(**told: object) -> bytes:
    """Return an Excel workbook of xlsxwriter with these properties."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(told)
        book.add_worksheet().write(0, 0, "Daftar rekaan")
    return buffer.getvalue()


def package(folder: str, core: str = "", app: str = "", **members: str) -> bytes:
    """Return an Office package by hand: what other programs write is put in as it stands."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", members.pop("body", "<document/>"))
        if core:
            archive.writestr("docProps/core.xml", f"{NAMES}{core}</cp:coreProperties>")
        if app:
            archive.writestr("docProps/app.xml", f"<Properties>{app}</Properties>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def opened(kind: str, meta: str, *more: str) -> bytes:
    """Return an OpenDocument file: its type first and unpacked, then its meta.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"{ODF}{kind}")
        archive.writestr(
            "meta.xml",
            '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
            f"{meta}</office:meta></office:document-meta>",
        )
        for name in more:
            archive.writestr(name, "isi")
    return buffer.getvalue()


def rich(info: str, more: str = "") -> bytes:
    """Return a Rich Text file."""
    return rf"{{\rtf1\ansi\ansicpg1252 {{\info{info}}}{more}\pard Surat rekaan.\par}}".encode()


def old(stream: str, told: dict[int, str | int | float], page: int = 1252, **more: object) -> bytes:
    """Return an Office file from before 2007: its main stream, and what it says of itself."""
    tree = {stream: b"isi rekaan", "\x05SummaryInformation": properties(told, page)}
    return compound({**tree, **more})


def _row(name: str, media_type: str, make: object, **expected: str | None) -> Row:
    facts = {(O, fact): value for fact, value in expected.items()}
    return Row(name, make, media_type, facts)  # type: ignore[arg-type]


MADE, CHANGED = datetime(2024, 9, 29, 13, 5), datetime(2024, 10, 8, 22, 41)  # noqa: DTZ001
PEOPLE = {"author": "Penulis Rekaan", "last_modified_by": "Pengubah Rekaan"}
INS = '<w:ins w:id="1" w:author="Pengubah Rekaan" w:date="2024-10-08T22:41:00Z">x</w:ins>'
BODY = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'
AUTHOR = "<dc:creator>Penulis Rekaan</dc:creator>"
ROWS = [
    _row("docx with author and times", DOCX,
         partial(word, **PEOPLE, created=MADE, modified=CHANGED),
         Author="Penulis Rekaan", LastModifiedBy="Pengubah Rekaan",
         Created="2024-09-29T13:05:00+00:00", Modified="2024-10-08T22:41:00+00:00"),
    _row("docx saved seven times", DOCX, partial(word, revision=7, title="Surat rekaan"),
         Revision="7", Title="Surat rekaan"),
    _row("docx printed", DOCX, partial(word, last_printed=CHANGED),
         LastPrinted="2024-10-08T22:41:00+00:00"),
    _row("docx without an author", DOCX, partial(word, subject="perkara rekaan"),
         Author=None, Subject="perkara rekaan"),
    _row("docx with tracked changes", DOCX, partial(package, "word", body=BODY.format(INS)),
         TrackedChanges="2024-10-08T22:41:00+00:00"),
    _row("docx with macros", "application/vnd.ms-word.document.macroenabled.12",
         partial(package, "word", word__vbaProject_dot_bin="isi"), Macros="yes"),
    _row("docx with a picture inside", DOCX,
         partial(package, "word", word__media__image1_dot_png="12345"), Embedded="5"),
    _row("docx with its program", DOCX,
         partial(package, "word",
                 app="<Application>Program Rekaan</Application><AppVersion>16.0</AppVersion>"
                 "<TotalTime>95</TotalTime><Pages>3</Pages><Company>Kantor Rekaan</Company>"),
         Application="Program Rekaan", EditingMinutes="95", Pages="3", Company="Kantor Rekaan",
         ApplicationVersion="16.0"),
    _row("docx with comments", DOCX,
         partial(package, "word", word__comments_dot_xml="<c/>"), Comments="yes"),
    _row("docx with editing sessions", DOCX,
         partial(package, "word", word__settings_dot_xml='<w:rsid w:val="00A1B2C3"/>' * 4),
         EditingSessions="4"),
    _row("docx with a time in WIB", DOCX,
         partial(package, "word",
                 core="<dcterms:created>2024-09-29T20:05:00+07:00</dcterms:created>"),
         Created="2024-09-29T20:05:00+07:00"),
    _row("xlsx with author and time", XLSX,
         partial(sheet, author="Penulis Rekaan", created=MADE, title="Daftar rekaan"),
         Author="Penulis Rekaan", Created="2024-09-29T13:05:00+00:00", Title="Daftar rekaan"),
    _row("xlsx with company and manager", XLSX,
         partial(sheet, created=MADE, company="Kantor Rekaan", manager="Atasan Rekaan"),
         Company="Kantor Rekaan", Manager="Atasan Rekaan", Application="Microsoft Excel"),
    _row("xlsx with keywords", XLSX,
         partial(sheet, created=MADE, keywords="rekaan", category="daftar"),
         Keywords="rekaan", Category="daftar"),
    _row("pptx with an author", PPTX, partial(package, "ppt", core=AUTHOR,
         app="<Slides>12</Slides>"), Author="Penulis Rekaan", Slides="12"),
    _row("pptx with a picture inside", PPTX,
         partial(package, "ppt", ppt__media__image1_dot_jpg="1234567"), Embedded="7"),
    _row("odt with first author and last", f"{ODF}text",
         partial(opened, "text", "<meta:initial-creator>Penulis Rekaan</meta:initial-creator>"
                 "<dc:creator>Pengubah Rekaan</dc:creator>"
                 "<meta:creation-date>2024-09-29T20:05:00</meta:creation-date>"
                 "<dc:date>2024-10-09T05:41:00</dc:date>"),
         Author="Penulis Rekaan", LastModifiedBy="Pengubah Rekaan",
         Created="2024-09-29T20:05:00", Modified="2024-10-09T05:41:00"),
    _row("odt with cycles and generator", f"{ODF}text",
         partial(opened, "text", "<meta:editing-cycles>9</meta:editing-cycles>"
                 "<meta:editing-duration>PT1H35M</meta:editing-duration>"
                 "<meta:generator>Program Rekaan/7</meta:generator>"),
         Revision="9", EditingTime="PT1H35M", Application="Program Rekaan/7"),
    _row("odt with a picture inside", f"{ODF}text", partial(opened, "text", "", "Pictures/1.png"),
         Embedded="3"),
    _row("odt with a script", f"{ODF}text",
         partial(opened, "text", "", "Basic/Standard/Module1.xml"), Macros="yes"),
    _row("ods with counts", f"{ODF}spreadsheet",
         partial(opened, "spreadsheet", '<meta:document-statistic meta:page-count="2"/>'),
         Pages="2"),
    _row("odp printed", f"{ODF}presentation",
         partial(opened, "presentation", "<meta:print-date>2024-10-09T06:00:00</meta:print-date>"),
         LastPrinted="2024-10-09T06:00:00"),
    _row("rtf with author, operator and times", RTF,
         partial(rich, r"{\author Penulis Rekaan}{\operator Pengubah Rekaan}"
                 r"{\creatim\yr2024\mo9\dy29\hr20\min5}{\revtim\yr2024\mo10\dy9\hr5\min41}"
                 r"{\printim\yr2024\mo10\dy9\hr6\min0}\version3\edmins95\nofpages2"),
         Author="Penulis Rekaan", LastModifiedBy="Pengubah Rekaan", Created="2024-09-29T20:05",
         Modified="2024-10-09T05:41", LastPrinted="2024-10-09T06:00", Revision="3",
         EditingMinutes="95", Pages="2"),
    _row("rtf with letters beyond ASCII", RTF,
         partial(rich, r"{\title Surat \'e9 \u8211? rekaan}{\company Kantor \{Rekaan\}}"),
         Title="Surat é – rekaan", Company="Kantor {Rekaan}"),
    _row("rtf with its program", RTF,
         partial(rich, r"{\title a}", r"{\*\generator Program Rekaan 7;}"),
         Application="Program Rekaan 7"),
    _row("rtf with tracked changes and a picture", RTF,
         partial(rich, r"{\title a}",
                 r"{\*\revtbl {Unknown;}{Pengubah Rekaan;}}{\pict\pngblip 00}"),
         TrackedChanges="Pengubah Rekaan", Picture="1"),
    _row("rtf without times", RTF, partial(rich, r"{\creatim\yr0\mo0\dy0}"),
         Created=None, Author=None),
    _row("doc with author and times", DOC,
         partial(old, "WordDocument",
                 {2: "Surat rekaan", 4: "Penulis Rekaan", 8: "Pengubah Rekaan", 9: "7",
                  10: float(95 * 600_000_000), 12: float(filetime("2024-09-29T13:05:00+00:00")),
                  13: float(filetime("2024-10-08T22:41:00+00:00")), 14: 3,
                  18: "Program Rekaan"}),
         Title="Surat rekaan", Author="Penulis Rekaan", LastModifiedBy="Pengubah Rekaan",
         Revision="7", EditingMinutes="95", Created="2024-09-29T13:05:00+00:00",
         Modified="2024-10-08T22:41:00+00:00", Pages="3", Application="Program Rekaan"),
    _row("doc in UTF-8", DOC, partial(old, "WordDocument", {4: "Penulis “Rekaan”"}, 65001),
         Author="Penulis “Rekaan”"),
    _row("doc with macros", DOC,
         partial(old, "WordDocument", {4: "A"}, Macros={"VBA": {"dir": b"isi"}}), Macros="yes"),
    _row("xls with an author", XLS, partial(old, "Workbook", {4: "Penulis Rekaan"}),
         Author="Penulis Rekaan", Created=None),
    _row("ppt printed", PPT,
         partial(old, "PowerPoint Document",
                 {11: float(filetime("2024-10-08T23:00:00+00:00"))}),
         LastPrinted="2024-10-08T23:00:00+00:00"),
]  # fmt: skip
