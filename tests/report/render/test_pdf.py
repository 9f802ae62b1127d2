"""The PDF: made to last, the same bytes each time, and nothing lost on the way to paper."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.report.render.renderings import squeezed, structure
from workbench.errors import ReportError
from workbench.report.model import ReportView, Table, texts
from workbench.report.render import pdf
from workbench.report.render.glyphs import printable
from workbench.report.view import build
from workbench.resources import templates
from workbench.text import LANGUAGES, Language

Study = dict[str, Any]


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def words_of(document: pypdf.PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in document.pages))


def missing(view: ReportView, document: pypdf.PdfReader) -> set[str]:
    seen = words_of(document)
    return {text for text in texts(view) if squeezed(printable(text)) not in seen}


def unshown(view: ReportView) -> set[str]:
    """Return what a page has no use for: skip links, stand-ins for what is there, alt texts."""
    found = {view.skip}

    def walk(part: Any) -> None:
        if isinstance(part, Table) and not part.rows:
            found.update(part.columns)
        for name, value in getattr(part, "__dict__", {}).items():
            if isinstance(value, str) and (name in {"alt", "no_picture"} or name.endswith("empty")):
                found.add(value)
            for item in value if isinstance(value, tuple) else (value,):
                walk(item)

    walk(view)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_view_stands_in_the_pdf(
    study: Study, pictures: dict[str, bytes], language: Language
) -> None:
    view = build(study, pictures, language)
    assert missing(view, read(pdf.render(view))) <= unshown(view)


def test_the_same_study_gives_the_same_bytes(study: Study, pictures: dict[str, bytes]) -> None:
    first = pdf.render(build(study, pictures, "id"))
    assert first == pdf.render(build(study, pictures, "id"))


def test_it_says_what_it_is_and_in_which_language(study: Study, pictures: dict[str, bytes]) -> None:
    document = read(pdf.render(build(study, pictures, "id")))
    root: Any = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("id")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert document.metadata.title == "Hasil Telaah Bukti 012/LP/PB/Kab/06.10/IX/2024"
    described = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfaid:part>2<", described)
    assert re.search(r"pdfaid:conformance>A<", described)
    assert re.search(r"pdfuaid:part>1<", described)
    titles = [item["/Title"] for item in document.outline if isinstance(item, dict)]
    assert "Daftar bukti" in titles
    assert "Kajian" in titles


def test_every_font_is_inside(study: Study, pictures: dict[str, bytes]) -> None:
    document = read(pdf.render(build(study, pictures, "id")))
    fonts = {}
    for page in document.pages:
        resources: Any = page["/Resources"].get_object()
        for font in resources.get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[below["/BaseFont"]] = below["/FontDescriptor"].get_object()
    assert len(fonts) >= 5
    for name, descriptor in fonts.items():
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), name


def test_every_picture_and_figure_says_what_it_is(study: Study, pictures: dict[str, bytes]) -> None:
    document = read(pdf.render(build(study, pictures, "id")))
    alt = [item["/Alt"] for item in structure(document) if item.get("/S") == "/Figure"]
    assert any("Pratinjau bukti B-01" in text for text in alt)
    assert any("Gambar lini masa" in text for text in alt)
    assert all(alt)


def test_what_an_archive_refuses_is_not_in_it(study: Study, pictures: dict[str, bytes]) -> None:
    """What of PDF/A-2 can be read without a validator; see ISO 19005-2, 6.1 to 6.6."""
    data = pdf.render(build(study, pictures, "id"))
    assert re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data)
    document = read(data)
    root: Any = document.trailer["/Root"]
    assert len(document.trailer["/ID"]) == 2
    assert not document.is_encrypted
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names", "/OCProperties"} & set(root)
    (intent,) = root["/OutputIntents"]
    profile = intent.get_object()["/DestOutputProfile"].get_object().get_data()
    assert profile[36:40] == b"acsp"  # an ICC profile, inside
    for word in (b"/JavaScript", b"/Launch", b"/LZWDecode", b"/EmbeddedFile", b"/Movie", b"/URI"):
        assert word not in data, word
    links = 0
    for page in document.pages:
        assert "/AA" not in page
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            links += 1
            assert note["/Subtype"] == "/Link"
            assert int(note["/F"]) & 4  # printed
    assert links > 20
    described = root["/Metadata"].get_data().decode("utf-8")
    assert document.metadata is not None
    assert str(document.metadata.title) in described
    assert "/Filter" not in root["/Metadata"]


def test_every_table_has_heads_that_say_what_they_head(
    study: Study, pictures: dict[str, bytes]
) -> None:
    found = list(structure(read(pdf.render(build(study, pictures, "id")))))
    kinds = [str(item.get("/S")) for item in found]
    assert kinds.count("/Table") == kinds.count("/THead") > 8
    heads = [item for item in found if item.get("/S") == "/TH"]
    assert heads
    for item in heads:
        given = item["/A"]
        shapes = given if isinstance(given, list) else [given]
        assert any(shape.get_object().get("/Scope") == "/Column" for shape in shapes)
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert 1 in levels


HOSTILE = (
    '#import "/etc/passwd" #panic()',
    "$ x $ *tebal* _miring_ @rujukan <label> [kurung] \\",
    "foto\u202egpj.exe \x1b[31m",
    "العربية واحد שלום Ω жук",
    "👍🏽 漢字 \U0001f9ff",
    "Z" + "\u0341" * 40,
    "a" * 400,
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_printed_and_never_run(
    study: Study, pictures: dict[str, bytes], text: str
) -> None:
    study["case"] = {**study["case"], "title": text, "allegation": text, "number": text}
    for row in study["exhibits"]:
        row["claim"] = None
    study["exhibits"][0]["path"] = f"{text}.jpg"
    study["facts"] = study["captured"] = study["timeline"] = []
    study["duplicates"] = {"groups": [], "pairs": []}
    view = build(study, pictures, "id")
    document = read(pdf.render(view))
    if text.isascii():
        assert missing(view, document) <= unshown(view)


def test_an_answer_of_four_thousand_words_is_printed_to_its_last_word(
    study: Study, pictures: dict[str, bytes]
) -> None:
    long = " ".join(f"kata{number}" for number in range(4000))
    study["kajian"] = {"issue": long}
    study["statements"][0]["summary"] = long
    study["exhibits"][0]["claim"]["note"] = long
    seen = words_of(read(pdf.render(build(study, pictures, "id"))))
    assert seen.count("kata3999") == 3
    assert seen.count("kata2047") == 3


def test_a_broken_template_gives_a_message_and_no_document(
    study: Study,
    pictures: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "templates"
    shutil.copytree(templates(), copy)
    (copy / "report.typ").write_text('#let view = json("view.json")\n#view.nothing', "utf-8")
    monkeypatch.setattr(pdf, "templates", lambda: copy)
    with pytest.raises(ReportError) as caught:
        pdf.render(build(study, pictures, "id"))
    assert caught.value.code == "pdf_not_made"


def test_missing_fonts_are_said_and_not_replaced_in_silence(
    study: Study,
    pictures: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "templates"
    shutil.copytree(templates(), copy)
    next((copy / "fonts").glob("source-serif-4-latin-400-normal.ttf")).unlink()
    monkeypatch.setattr(pdf, "templates", lambda: copy)
    with pytest.raises(ReportError) as caught:
        pdf.render(build(study, pictures, "id"))
    assert caught.value.code == "fonts_missing"
