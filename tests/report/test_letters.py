"""Letters with real names: whose was asked for and nobody else's, and never without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.documents.reading import words
from tests.report.test_copies import made
from workbench.case import journal
from workbench.case import load as load_case
from workbench.errors import ReportError
from workbench.examples import copy
from workbench.kajian.saving.session import Session
from workbench.report.copies import compose, find_study, load
from workbench.report.letters import letters, named, write


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = copy("pilkada-laporan", tmp_path / "case")
    made(folder)
    return folder


def test_a_letter_names_whom_it_was_asked_for_and_nobody_else(case: Path) -> None:
    source = load(find_study(case))
    people = {person.id: person for person in source.folder.identities.people}
    files = letters(source, "id", named(source, ["P-1", "T-1"]))
    assert set(files) == {
        "formulir_laporan.docx", "formulir_tanda_bukti.docx",
        "undangan_klarifikasi_P-1.docx", "undangan_klarifikasi_T-1.docx",
        "ba_klarifikasi_P-1.docx", "ba_klarifikasi_T-1.docx",
        "ba_sumpah_P-1.docx", "ba_sumpah_T-1.docx", "pemberitahuan_status.docx",
    }  # fmt: skip
    invited = words(files["undangan_klarifikasi_P-1.docx"])
    assert people["P-1"].name in invited
    assert people["P-1"].address in invited
    # An addressed letter must not give away by which code the papers call its reader.
    assert "P-1" not in invited
    assert people["T-1"].name in words(files["pemberitahuan_status.docx"])
    everything = "\n".join(map(words, files.values()))
    assert people["S-1"].name not in everything


def test_without_that_act_no_document_holds_a_name(case: Path) -> None:
    source = load(find_study(case))
    files = compose(source, "internal", "id")
    for name, data in files.items():
        if name.endswith(".docx"):
            for person in source.folder.identities.people:
                assert person.nik not in words(data), name
                assert person.name not in words(data) or person.name in str(source.study), name


def test_the_journal_says_whose_name_went_out_and_why_even_beside_an_open_kajian(
    case: Path, tmp_path: Path
) -> None:
    source = load(find_study(case))
    people = named(source, ["S-1"])
    files = letters(source, "id", people)
    session = Session(load_case(case), "Penyusun")
    session.set(("issue",), "Sedang disusun.")
    write(files, tmp_path / "surat", source, people, "Undangan klarifikasi", by="Staf")
    session.set(("issue",), "Masih disusun.")
    session.close()
    entries, problems = journal.read(case / "journal.jsonl")
    assert problems == []
    [entry] = [entry for entry in entries if entry.kind == "unmask"]
    assert (entry.by, entry.after["people"]) == ("Staf", ["S-1"])
    assert entry.after["reason"] == "Undangan klarifikasi"
    assert set(entry.after["files"]) == {path.name for path in (tmp_path / "surat").iterdir()}
    assert people["S-1"].name not in (case / "journal.jsonl").read_text("utf-8")


def test_no_letter_without_a_reason_a_name_or_a_journal(case: Path, tmp_path: Path) -> None:
    source = load(find_study(case))
    with pytest.raises(ReportError) as caught:
        named(source, ["P-1", "X-9"])
    assert (caught.value.code, caught.value.fields["names"]) == ("letters_no_name", "X-9")
    people = named(source)
    with pytest.raises(ReportError) as caught:
        write({"a.docx": b""}, tmp_path / "surat", source, people, "  ")
    assert caught.value.code == "letters_without_reason"
    (case / "journal.jsonl").write_text("bukan catatan\n", "utf-8")
    with pytest.raises(ReportError) as caught:
        write({"a.docx": b""}, tmp_path / "surat", source, people, "Undangan")
    assert caught.value.code == "export_not_journaled"
    assert not (tmp_path / "surat").exists()
