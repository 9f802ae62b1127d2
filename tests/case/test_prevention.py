"""Whether somebody had been warned decides what they knew: the register must not guess it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case.prevention import FILE, acts, warned
from workbench.case.schema import CaseFile, Dates, Party

ACT = """format: 1
number: 045/PM.00.02/K.SS-06/9/2024
officers:
  - name: Pengawas Rekaan
    position: Anggota Bawaslu
form: imbauan
aim: netralitas ASN
targets:
  - agency: {agency}
    position: "{position}"
date: {day}
papers: [{paper}]
account: Surat imbauan disampaikan.
"""


def write(root: Path, name: str, *, day: str = "2024-09-20", agency: str = "Dinas Pendidikan",
          position: str = "", paper: str = "surat.pdf") -> Path:  # fmt: skip
    folder = root / name
    folder.mkdir(parents=True)
    text = ACT.format(day=day, agency=agency, position=position, paper=paper)
    (folder / FILE).write_text(text, "utf-8")
    (folder / "surat.pdf").write_bytes(b"%PDF-1.4 rekaan")
    return folder


def case(event: str | None = "2024-09-27", **respondent: str) -> CaseFile:
    person = {"agency": "Dinas Pendidikan Kabupaten Rekaan", "position": "Kepala Sekolah"}
    party = Party(id="T-1", role="terlapor", **(person | respondent))
    witness = Party(id="S-1", role="saksi", agency="Dinas Pendidikan")
    return CaseFile(parties=(party, witness), dates=Dates.model_validate({"event": event or ""}))


@pytest.mark.parametrize(
    ("day", "is_warned"), [("2024-09-26", True), ("2024-09-27", False), ("2024-09-28", False)]
)
def test_only_what_came_before_the_event_is_a_warning(
    tmp_path: Path, day: str, is_warned: bool
) -> None:
    write(tmp_path, "imbauan", day=day)
    found, problems = acts(tmp_path)
    assert problems == []
    assert [one.person for one in warned(found, case())] == (["T-1"] if is_warned else [])


@pytest.mark.parametrize(
    ("agency", "position", "by"),
    [
        ("Dinas Pendidikan", "", "agency"),
        ("Dinas Kesehatan", "", None),
        ("", "Kepala Sekolah", "position"),
        ("Dinas Pendidikan", "Kepala Sekolah", "both"),
        ("Dinas Pendidikan", "Camat", None),
        ("", "", None),
    ],
)
def test_a_unit_is_named_by_agency_position_or_both(
    tmp_path: Path, agency: str, position: str, by: str | None
) -> None:
    write(tmp_path, "imbauan", agency=agency or '""', position=position)
    found = warned(acts(tmp_path)[0], case())
    assert [one.by for one in found] == ([by] if by else [])


def test_without_the_day_of_the_event_nothing_is_said_to_precede_it(tmp_path: Path) -> None:
    write(tmp_path, "imbauan")
    assert warned(acts(tmp_path)[0], case(None)) == []


def test_what_is_missing_is_told_and_a_link_is_not_followed(tmp_path: Path) -> None:
    register = tmp_path / "register"
    write(register, "b", day='""', paper="tidak-ada.pdf")
    write(register, "a", paper="../../rahasia.txt")
    outside = write(tmp_path / "luar", "c")
    (register / "tautan").symlink_to(outside)
    found, problems = acts(register)
    assert [one.folder for one in found] == ["a", "b"]
    assert {(one.code, one.file.partition("/")[0]) for one in problems} == {
        ("prevention_paper", "a"), ("prevention_open", "b"), ("prevention_paper", "b"),
    }  # fmt: skip


def test_the_form_of_each_act_is_made_and_the_case_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import typer
    from docx import Document

    from workbench import examples
    from workbench.cli.case import prevention

    monkeypatch.setenv("WORKBENCH_LANGUAGE", "id")
    monkeypatch.setenv("COLUMNS", "400")
    register = tmp_path / "register"
    write(register, "imbauan", agency="Dinas Pemuda dan Olahraga", day="2024-09-10")
    root = examples.copy("pilkada-laporan", tmp_path / "perkara")
    with pytest.raises(typer.Exit) as ended:
        prevention(register, case=root, papers=tmp_path / "formulir")
    assert ended.value.exit_code == 0
    told = capsys.readouterr().out
    for part in ("T-1", "10 September 2024", "imbauan", "045/PM.00.02/K.SS-06/9/2024", "surat.pdf"):
        assert part in told, told
    paper = tmp_path / "formulir" / "pencegahan_imbauan.docx"
    text = [one.text for one in Document(str(paper)).paragraphs]
    assert "e. Sasaran Pencegahan\t: Dinas Pemuda dan Olahraga" in text
    assert "Surat imbauan disampaikan." in text
