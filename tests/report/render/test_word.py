"""The report in Word: real headings, heads of tables, alternative texts, and no half document."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.report.render import renderings
from tests.report.render.renderings import squeezed
from tests.report.render.test_html import HOSTILE, poisoned
from workbench.errors import ReportError
from workbench.report.render import word
from workbench.report.view import build
from workbench.resources import templates

Study = dict[str, Any]


def words(data: bytes) -> str:
    said, _ = renderings.word(data)
    return " ".join(said)


def test_headings_are_headings_and_lead_down_one_level_at_a_time(
    study: Study, pictures: dict[str, bytes]
) -> None:
    view = build(study, pictures, "id")
    document = Document(io.BytesIO(word.render(view)))
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]
    sections = [text for level, text in found if level == 1]
    assert sections == [link.text for link in view.contents]
    levels = [1, *(level for level, _ in found)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_of_data_repeats_its_head_and_says_what_it_is(
    study: Study, pictures: dict[str, bytes]
) -> None:
    document = Document(io.BytesIO(word.render(build(study, pictures, "id"))))
    body: Any = document.element.body
    ruled = [table for table in body.iter("{*}tbl") if list(table.iter("{*}tblBorders"))]
    assert len(ruled) > 8
    for table in ruled:
        assert len(list(table.iter("{*}tblHeader"))) == 1
        assert len(list(table.iter("{*}tblCaption"))) == 1


def test_it_declares_title_and_language_and_no_clock(
    study: Study, pictures: dict[str, bytes]
) -> None:
    for language, tag in (("id", "id-ID"), ("en", "en-GB")):
        view = build(study, pictures, language)  # type: ignore[arg-type]
        data = word.render(view)
        document = Document(io.BytesIO(data))
        assert document.core_properties.title == view.title
        assert document.core_properties.language == tag
        assert document.core_properties.author == view.office
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert f'w:val="{tag}"' in package.read("word/styles.xml").decode()
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert data == word.render(build(study, pictures, language))  # type: ignore[arg-type]


@pytest.mark.parametrize("poison", [*HOSTILE, "</w:t></w:r><w:r/>", "]]>", "العربية שלום", "é" * 3])
def test_foreign_text_stays_text(study: Study, pictures: dict[str, bytes], poison: str) -> None:
    clean = word.render(build(study, pictures, "id"))
    data = word.render(build(poisoned(study, poison), pictures, "id"))
    body: Any = Document(io.BytesIO(data)).element.body
    before: Any = Document(io.BytesIO(clean)).element.body
    assert {part.tag for part in body.iter()} == {part.tag for part in before.iter()}
    if poison.isascii() and poison.isprintable():
        assert squeezed(poison) in squeezed(words(data))


def test_an_answer_of_four_thousand_words_is_there_to_its_last_word(
    study: Study, pictures: dict[str, bytes]
) -> None:
    long = " ".join(f"kata{number}" for number in range(4000))
    study["kajian"] = {"issue": long}
    study["statements"][0]["summary"] = long
    study["case"] = {**study["case"], "number": "9" * 400}
    said = words(word.render(build(study, pictures, "id")))
    assert said.count("kata3999") == 2


def test_a_broken_template_gives_a_message_and_no_document(
    study: Study, pictures: dict[str, bytes], tmp_path: Path
) -> None:
    view = build(study, pictures, "id")
    own = tmp_path / "report.docx"
    own.write_bytes(b"bukan dokumen")
    with pytest.raises(ReportError) as caught:
        word.render(view, template=own)
    assert caught.value.code == "template_broken"
    changed = Document(str(templates() / word.TEMPLATE))
    style: Any = changed.styles["Pair"]
    style.delete()
    changed.save(str(own))
    with pytest.raises(ReportError) as caught:
        word.render(view, template=own)
    assert caught.value.code == "template_lacks_style"
    assert caught.value.fields["name"] == "Pair"


def test_the_shipped_template_is_what_the_script_makes(tmp_path: Path) -> None:
    script = templates() / "make_report.py"
    spec = importlib.util.spec_from_file_location("make_report", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.TARGET = tmp_path / "report.docx"
    module.main()
    made, shipped = (
        {name: package.read(name) for name in package.namelist()}
        for package in map(zipfile.ZipFile, (module.TARGET, templates() / word.TEMPLATE))
    )
    assert made == shipped, "run templates/make_report.py"
