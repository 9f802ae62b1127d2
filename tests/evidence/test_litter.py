"""What a system writes while somebody looks is no change; an exhibit under such a name is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.record.conftest import make_case, make_study
from workbench.case import load
from workbench.errors import RecordRefusedError
from workbench.evidence.inventory import named, take
from workbench.evidence.litter import is_litter
from workbench.record.seal import seal
from workbench.record.verify import examine
from workbench.study import inputs

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
# By name: what systems and programs really write under it.
LEFT = {
    ".DS_Store": b"\0\0\0\1Bud1" + bytes(6136),
    "Thumbs.db": OLE + bytes(4088),
    "ehthumbs.db": OLE + "256_a1b2".encode("utf-16-le") + bytes(600),
    "desktop.ini": b"\xff\xfe" + "[.ShellClassInfo]\r\nIconResource=x".encode("utf-16-le"),
    ".directory": b"[Dolphin]\nTimestamp=2024,10,1\n",
    "._IMG_0001.jpg": bytes.fromhex("0005160700020000") + b"Mac OS X        " + bytes(40),
    "Icon\r": b"",
    ".localized": b"",
    "~$rat_tugas.docx": b"\x0aAni Rekaan" + bytes(151),
    ".~lock.daftar.xlsx#": b",ani,laptop,01.10.2024 08:00,file:///home/ani/.config;",
    ".picasa.ini": b"[IMG_0001.jpg]\r\nstar=yes\r\n",
}
# Exhibits under such names: whoever changes them must not go unseen.
HIDDEN = {
    "Thumbs.db": PHOTO,
    "thumbs.DB": OLE + bytes(100) + "WordDocument".encode("utf-16-le") + bytes(400),
    ".DS_Store": b"%PDF-1.7\n",
    "desktop.ini": PHOTO,
    "._IMG_0002.jpg": PHOTO,
    ".nomedia": b"30/09/24 19.22 - Ani: halo",
    "~$surat.docx": b"PK\3\4" + bytes(4000),
    ".~lock.uang.xlsx#": b"Ani menerima 200 ribu",
}


@pytest.mark.parametrize("name", LEFT)
def test_what_systems_leave_is_known(name: str) -> None:
    assert is_litter(name, LEFT[name], len(LEFT[name]))


@pytest.mark.parametrize("name", HIDDEN)
def test_an_exhibit_under_such_a_name_is_an_exhibit(name: str) -> None:
    assert not is_litter(name, HIDDEN[name], len(HIDDEN[name]))


@pytest.mark.parametrize(
    "name", ["foto.jpg", "DS_Store", "thumbs.db.jpg", "kosong.txt", "surat.docx"]
)
def test_other_names_are_never_litter(name: str) -> None:
    assert not is_litter(name, b"", 0)


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_looking_into_a_folder_renames_no_exhibit_and_changes_nothing(tmp_path: Path) -> None:
    folder = load(make_case(tmp_path / "perkara"))
    before, seen = {e.path: e.id for e in take(folder)}, inputs.look(folder)
    basis = inputs.digest(folder, "id")
    for name, data in LEFT.items():
        (folder.evidence / name).write_bytes(data)
        (folder.evidence / "chat" / name).write_bytes(data)
    assert inputs.differences(seen, inputs.look(folder)) == []
    assert inputs.digest(folder, "id") == basis
    after = {e.path: e for e in take(folder)}
    assert len(after) == len(before) + 2 * len(LEFT), "what lies there is listed"
    assert {path: after[path].id for path in before} == before
    assert {e.path: e.id for e in named(folder)} == {path: e.id for path, e in after.items()}
    assert all("litter" in after[name].notes for name in LEFT)


@pytest.mark.parametrize("name", HIDDEN)
def test_an_exhibit_that_hides_there_is_seen_to_change(tmp_path: Path, name: str) -> None:
    folder = load(make_case(tmp_path / "perkara"))
    seen = inputs.look(folder)
    (folder.evidence / name).write_bytes(HIDDEN[name])
    assert inputs.differences(seen, inputs.look(folder)) == [name]
    assert "litter" not in {e.path: e for e in take(folder)}[name].notes


@pytest.mark.parametrize("with_evidence", [False, True])
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_a_study_is_sealed_whatever_the_system_wrote_since(
    tmp_path: Path, with_evidence: bool
) -> None:
    case = make_case(tmp_path / "perkara", **{".DS_Store": LEFT[".DS_Store"], "Thumbs.db": OLE})
    study, studied = make_study(case), len(take(load(case)))
    evidence = case / "evidence"
    (evidence / ".DS_Store").unlink()
    (evidence / "Thumbs.db").write_bytes(LEFT["Thumbs.db"])
    (evidence / "chat" / "desktop.ini").write_bytes(LEFT["desktop.ini"])
    sealed = seal(study, with_evidence=with_evidence)
    assert examine(sealed.path).ok
    assert sealed.exhibits == studied, "both that the study saw stay listed"


def test_a_photo_in_the_place_of_litter_stops_the_seal(tmp_path: Path) -> None:
    case = make_case(tmp_path / "perkara", **{"Thumbs.db": LEFT["Thumbs.db"]})
    study = make_study(case)
    (case / "evidence" / "Thumbs.db").write_bytes(PHOTO)
    (case / "evidence" / ".DS_Store").write_bytes(PHOTO)
    with pytest.raises(RecordRefusedError) as caught:
        seal(study)
    told = {problem.file for problem in caught.value.problems}
    assert told == {"evidence/Thumbs.db", "evidence/.DS_Store"}
