"""What our own papers say of themselves, read with our own reader.

Whoever examines a report as evidence must not read that somebody made it in 2013 on a
Macintosh: that is the life of a library's template, and not this paper's.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from workbench.evidence.source import open_source
from workbench.metadata.papers import office, pdf
from workbench.report.context import Context
from workbench.report.documents.make import documents
from workbench.report.render import pdf as as_pdf
from workbench.report.render import word
from workbench.report.tables import tables, workbook
from workbench.report.view import build

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "Bawaslu Kabupaten Rekaan & Sekitar"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(f'name: "{_OFFICE}"\n', "utf-8")
    monkeypatch.setenv("WORKBENCH_OFFICE", str(path))


def told(reader: Any, data: bytes, media_type: str, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "paper").write_bytes(data)
    with open_source(tmp_path, "paper") as source:
        return {one.name: one.value for one in reader.read(source, media_type)}


@pytest.mark.usefixtures("settings")
def test_word_and_excel_tell_no_day_and_whose_they_are(study: Any, tmp_path: Path) -> None:
    view = build(study, {}, "id")
    made = {f"documents/{name}": (data, _WORD) for name, data in documents(study, "id").items()}
    made["report.docx"] = word.render(view), _WORD
    found = tables(Context(study, {}, "id"))
    made["tables.xlsx"] = workbook(found, view.title, view.office), _EXCEL
    assert len(made) > 5
    for name, (data, media_type) in made.items():
        says = told(office, data, media_type, tmp_path)
        assert says["Application"] == "kajian-workbench", name
        assert says["Author"] == says["Company"] == _OFFICE, name
        assert says["Title"].strip(), name
        assert not re.search(r"\.{4}", says["Title"]), name
        assert not {"Created", "Modified", "LastModifiedBy", "Revision", "LastPrinted"} & {
            key for key, value in says.items() if value
        }, (name, says)
        assert not re.search("2013|Macintosh|Normal.dotm|python-docx|Microsoft", str(says)), name
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert not [one for one in package.namelist() if "thumbnail" in one], name


@pytest.mark.usefixtures("settings")
def test_a_pdf_tells_the_cases_day_and_whose_it_is(study: Any, tmp_path: Path) -> None:
    view = build(study, {}, "id")
    says = told(pdf, as_pdf.render(view), "application/pdf", tmp_path)
    assert says["Author"] == _OFFICE
    assert says["Title"] == view.title
    days = {str(value)[:10] for value in study["case"]["dates"].values() if value}
    assert view.dated in days


def test_without_settings_the_cases_own_office_stands_there(study: Any, tmp_path: Path) -> None:
    data = word.render(build(study, {}, "en"))
    says = told(office, data, _WORD, tmp_path)
    assert says.get("Company", "") == str((study["case"].get("office") or {}).get("name") or "")
