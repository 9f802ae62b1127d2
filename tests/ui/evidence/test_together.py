"""Several exhibits described in one act: all of them or none, journaled, taken back at once.

Lost otherwise: hours of typing the same for forty files, or an act that nobody can take back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk import exhibits as made
from workbench.case import journal, load
from workbench.case.replay import replay
from workbench.examination.examine import Examination, examine
from workbench.kajian.saving.session import Session
from workbench.ui.evidence.together import Together

LISTED = """# catatan penulis
exhibits:
  - id: "B-02"
    file: "02.jpg"
    label: "Panggung"
    tags: ["malam"]
"""


@pytest.fixture
def known(tmp_path: Path) -> Examination:
    folder = tmp_path / "kasus" / "evidence"
    folder.mkdir(parents=True)
    for number in range(1, 4):
        made.photograph(300 + number, 200).save(folder / f"0{number}.jpg")
    (tmp_path / "kasus" / "exhibits.yaml").write_text(LISTED, "utf-8")
    return examine(load(tmp_path / "kasus"), cache=False)


def save(together: Together, *chosen: str, **values: str) -> dict[str, Any]:
    return together.answer({"act": "save", "chosen": list(chosen), "values": values})


def claims(known: Examination) -> dict[str, Any]:
    return {one.id: one for one in load(known.folder.path).claims}


def test_all_are_described_in_one_act(known: Examination) -> None:
    told = save(
        Together(known, "en"), "B-01", "B-02", "B-03",
        received_from="P-1", received_at="8 Oktober 2024", originality="original",
        tags="panggung, malam",
    )  # fmt: skip
    assert told["done"]
    assert told["undo"]
    assert told["rows"]["B-02"] == {"tags": ["malam", "panggung"], "giver": ["P-1"]}
    found = claims(known)
    assert sorted(found) == ["B-01", "B-02", "B-03"]
    for one in found.values():
        assert (one.received_from, one.originality) == ("P-1", "original")
        assert one.received_at.iso() == "2024-10-08"
    assert found["B-02"].label == "Panggung", "what was there is lost"
    assert found["B-01"].file == "01.jpg"
    text = (known.folder.path / "exhibits.yaml").read_text("utf-8")
    assert "# catatan penulis" in text


def test_the_journal_tells_each_answer_and_one_undo_takes_all_back(known: Examination) -> None:
    before = claims(known)
    together = Together(known, "id")
    save(together, "B-01", "B-02", received_from="P-1", received_at="8 Oktober 2024")
    entries, problems = journal.read(known.folder.path / journal.JOURNAL)
    keys = [one.key for one in entries if one.kind == "set"]
    assert keys == [
        ("exhibits", "B-01"),
        ("exhibits", "B-02", "received_from"), ("exhibits", "B-02", "received_at"),
    ]  # fmt: skip
    assert not problems
    told = together.answer({"act": "undo"})
    assert told["done"]
    assert not told["undo"]
    assert told["rows"]["B-01"] == {"tags": [], "giver": []}, "the page goes on saying it"
    assert claims(known) == before
    entries, problems = journal.read(known.folder.path / journal.JOURNAL)
    assert not problems
    assert [one.kind for one in entries][-3:] == ["undo"] * 3
    assert replay(entries, "exhibits.yaml")["exhibits"] == [
        {"id": "B-02", "file": "02.jpg", "label": "Panggung", "tags": ["malam"]}
    ]


def test_the_form_takes_it_back_step_by_step(known: Examination) -> None:
    save(Together(known, "id"), "B-01", "B-02", device="kamera kantor")
    session = Session(load(known.folder.path))
    assert session.undo() is not None
    assert session.undo() is not None
    assert session.undo() is None
    session.close()
    assert sorted(claims(known)) == ["B-02"]


def test_what_was_saved_since_is_not_overwritten_by_undo(known: Examination) -> None:
    together = Together(known, "en")
    save(together, "B-01", "B-02", received_from="P-1")
    session = Session(load(known.folder.path))
    session.set(("exhibits", "B-02", "label"), "Panggung utama", "exhibits.yaml")
    session.close()
    told = together.answer({"act": "undo"})
    assert not told["done"]
    assert "saved since" in told["said"]
    assert claims(known)["B-02"].label == "Panggung utama"
    assert claims(known)["B-01"].received_from == "P-1"


def test_one_wrong_value_saves_nothing_at_all(known: Examination) -> None:
    before = (known.folder.path / "exhibits.yaml").read_bytes()
    told = save(Together(known, "id"), "B-01", "B-02", received_from="P-1", received_at="31/9/2024")
    assert not told["done"]
    assert "31/9/2024" in told["said"]
    assert (known.folder.path / "exhibits.yaml").read_bytes() == before


def test_another_writer_is_named_and_nothing_is_written(known: Examination) -> None:
    form = Session(load(known.folder.path), "Sari")
    try:
        told = save(Together(known, "id"), "B-01", received_from="P-1")
    finally:
        form.close()
    assert not told["done"]
    assert "Sari" in told["said"]
    assert "Selesai menulis" in told["said"]
    assert sorted(claims(known)) == ["B-02"]


@pytest.mark.parametrize("asked", [
    {}, {"act": "save"}, {"act": "save", "chosen": ["B-99", "../x"], "values": {"device": "x"}},
    {"act": "save", "chosen": ["B-01"], "values": "x"},
    {"act": "save", "chosen": ["B-01"], "values": {"sha256": "0" * 64, "file": "lain.jpg"}},
    {"act": "save", "chosen": ["B-01"], "values": {"originality": "palsu"}},
])  # fmt: skip
def test_what_a_page_should_not_ask_changes_nothing(
    known: Examination, asked: dict[str, Any]
) -> None:
    before = (known.folder.path / "exhibits.yaml").read_bytes()
    Together(known, "id").answer(asked)
    assert (known.folder.path / "exhibits.yaml").read_bytes() == before
