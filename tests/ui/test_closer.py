"""A reviewer compares two photos in the notebook; what differs must stand there, escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.case import examine_folder
from workbench.study.examine import examine
from workbench.ui.closer import closer

NAMES = ("IMG-20240930-WA0001.txt", "<b>IMG_20240930_192211</b>.txt", "catatan.txt")


@pytest.fixture
def box(tmp_path: Path) -> Any:
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    for name in NAMES:
        (evidence / name.replace("/", "")).write_text(f"catatan rekaan {name}", "utf-8")
    folder, _ = examine_folder(tmp_path / "perkara")
    return closer(examine(folder, cache=False), "id")


def test_two_exhibits_are_compared_and_the_choice_is_followed(box: Any) -> None:
    compared, _ = box.children
    _, choices, body = compared.children
    assert [choice.value for choice in choices.children] == ["B-01", "B-02"]
    assert "filename" in body.value
    assert "<b>" not in body.value
    before = body.value
    choices.children[1].value = "B-03"
    assert body.value != before


def test_maker_notes_are_read_on_a_click_only(box: Any) -> None:
    _, notes = box.children
    _, controls, body = notes.children
    assert body.value == ""
    controls.children[1].click()
    assert "Tidak ada catatan pabrik" in body.value
