"""What goes wrong in offices, against HTML, PDF and Word alike: a message, or all of it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.report.render import renderings
from tests.report.render.renderings import squeezed
from tests.report.render.test_renderings import differences
from tests.report.test_copies import made
from workbench.case.folder import CaseFolder
from workbench.errors import ReportError, WorkbenchError
from workbench.examples import copy
from workbench.report.copies import Source, compose, find_study, load
from workbench.report.render import html, pdf, word
from workbench.report.render.glyphs import printable
from workbench.resources import templates

RENDERINGS = {"html": renderings.html, "pdf": renderings.pdf, "docx": renderings.word}


@pytest.fixture
def source(study: dict[str, Any], pictures: dict[str, bytes], tmp_path: Path) -> Source:
    return Source(study, "0" * 64, CaseFolder(tmp_path), pictures)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates that a test may damage, used by every rendering."""
    own = tmp_path / "templates"
    shutil.copytree(templates(), own)
    for module in (html, pdf, word):
        monkeypatch.setattr(module, "templates", lambda: own)
    return own


def said(files: dict[str, bytes], name: str) -> str:
    texts, *_ = RENDERINGS[name](files[f"report.{name}"])
    return squeezed(" ".join(texts))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (("fonts/source-serif-4-latin-400-normal.woff2", None), "fonts_missing"),
        (("fonts/source-serif-4-latin-400-normal.ttf", None), "fonts_missing"),
        (("report.html.j2", "{{ view.title"), "html_not_made"),
        (("report.html.j2", "{{ view.nothing }}"), "html_not_made"),
        (("report.typ", '#let view = json("view.json")\n#view.nothing'), "pdf_not_made"),
        (("report.typ", "#let ("), "pdf_not_made"),
        (("report.docx", "bukan dokumen"), "template_broken"),
        (("report.docx", None), "template_broken"),
    ],
)
def test_what_is_missing_or_broken_is_named_and_there_is_no_copy(
    source: Source, shipped: Path, damage: tuple[str, str | None], code: str
) -> None:
    name, text = damage
    (shipped / name).unlink() if text is None else (shipped / name).write_text(text, "utf-8")
    with pytest.raises(ReportError) as caught:
        compose(source, "internal", "id")
    assert caught.value.code == code
    for language in ("id", "en"):
        assert Path(name).stem in caught.value.message(language)  # type: ignore[arg-type]


def test_four_thousand_words_stand_in_every_rendering_to_the_last(source: Source) -> None:
    long = " ".join(f"kata{number}" for number in range(4000))
    study = dict(source.study)
    study["kajian"] = {"issue": long, "rule_pack": {"id": "netralitas-2022"}}
    files = compose(Source(study, "0" * 64, source.folder, {}), "internal", "id")
    for name in RENDERINGS:
        assert said(files, name).count("kata3999") == 1, name
    kajian = Document(io.BytesIO(files["documents/kajian.docx"]))
    assert any("kata3999" in paragraph.text for paragraph in kajian.paragraphs)


SCRIPTS = (
    "شهادة الشاهد الأول",
    "עדות ראשונה 12",
    "Te\u0301le\u0301 r\u0323a\u0304s",
    "ꦥꦸꦭꦺꦴ",
    "👍🏽 漢字",
)


@pytest.mark.parametrize("text", SCRIPTS)
def test_other_scripts_stand_in_every_rendering_and_in_the_documents(
    source: Source, text: str
) -> None:
    study = dict(source.study)
    study["case"] = {**study["case"], "title": text, "allegation": text}
    study["statements"] = [{**study["statements"][0], "summary": text}]
    study["exhibits"] = [{**study["exhibits"][0], "path": f"{text}.jpg"}, *study["exhibits"][1:]]
    source = Source(study, "0" * 64, source.folder, source.previews)
    files = compose(source, "internal", "id")
    found = differences(files)
    # A PDF gives right-to-left text in the order of its glyphs, so that is compared by letters.
    assert {name: texts for name, texts in found.items() if "pdf" not in name} == {}
    wanted = sorted(squeezed(printable(text)))
    assert not set(wanted) - set(said(files, "pdf"))
    record = Document(io.BytesIO(files["documents/ba_klarifikasi_S-1.docx"]))
    cells = [cell.text for table in record.tables for row in table.rows for cell in row.cells]
    told = [*(paragraph.text for paragraph in record.paragraphs), *cells]
    assert any(text in one for one in told)


@pytest.mark.parametrize("is_listed", [True, False])
def test_an_exhibit_that_vanished_since_the_study_stops_every_rendering(
    tmp_path: Path, is_listed: bool
) -> None:
    named = "IMG_20240114_104153.jpg"
    case = copy("pemilu-temuan", tmp_path / "case")
    made(case)
    gone = case / "evidence" / named
    gone.unlink()
    if not is_listed:
        listed = case / "exhibits.yaml"
        listed.write_text('format: "1"\n', "utf-8")
    with pytest.raises(WorkbenchError) as caught:
        load(find_study(case))
    assert gone.name in caught.value.message("id")
