"""A reviewer compares two photos in the notebook; what differs must stand there, escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.case import examine_folder
from workbench.examination.examine import examine
from workbench.ui.evidence.on_demand import closer

CHAT = b"30/09/24 19.22 - <b>Bu Rekaan</b>: halo\n30/09/24 19.25 - Pak Rekaan: halo\n"
FILES = {
    "IMG-20240930-WA0001.jpg": b"\xff\xd8\xff\xd9",
    "IMG_20240930_192211.jpg": b"\xff\xd8\xff\xd9",
    "obrolan.txt": CHAT,
}


@pytest.fixture
def box(tmp_path: Path) -> Any:
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    for name, content in FILES.items():
        (evidence / name).write_bytes(content)
    folder, _ = examine_folder(tmp_path / "perkara")
    return closer(examine(folder, cache=False), "id")


def test_two_exhibits_are_compared_and_the_choice_is_followed(box: Any) -> None:
    _, compared, _ = box.children
    _, choices, body = compared.children
    assert [choice.value for choice in choices.children] == ["B-01", "B-02"]
    assert "nama berkas" in body.value
    assert "SentAt" in body.value
    choices.children[1].value = "B-03"
    assert "Bu Rekaan" in body.value
    assert "<b>" not in body.value


def test_maker_notes_are_read_on_a_click_only(box: Any) -> None:
    *_, notes = box.children
    _, controls, body = notes.children
    assert body.value == ""
    controls.children[1].click()
    assert "Tidak ada catatan pabrik" in body.value
