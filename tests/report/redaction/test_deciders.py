"""Who decided on a copy is a person of the office, where the office says who its people are."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ReportError
from workbench.report.documents.office_settings import decides


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.yaml"
    path.write_text("people:\n  - Ani Rekaan\n  - Budi  Contoh\n", "utf-8")
    monkeypatch.setenv("WORKBENCH_OFFICE", str(path))


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("typed", "written"), [("Ani Rekaan", "Ani Rekaan"), (" budi contoh ", "Budi Contoh")]
)
def test_a_person_of_the_list_decides_under_the_offices_spelling(typed: str, written: str) -> None:
    assert decides(typed) == written


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("typed", ["", "uji", "Ani", "Ani Rekaan Budi"])
def test_nobody_else_decides(typed: str) -> None:
    with pytest.raises(ReportError) as caught:
        decides(typed)
    assert caught.value.code == "person_not_listed"
    assert "Budi Contoh" in caught.value.message("id")


def test_without_a_list_everybody_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.yaml"
    path.write_text('name: "Bawaslu Rekaan"\n', "utf-8")
    monkeypatch.setenv("WORKBENCH_OFFICE", str(path))
    assert decides("siapa saja") == "siapa saja"
    assert decides("") == ""
