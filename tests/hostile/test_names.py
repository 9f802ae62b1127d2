"""Names of files that are no text, or no text that a terminal or a table should obey.

Lost otherwise: a case whose study can be made once, and whose report and letters never,
because an old archive brought a name that is not UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from workbench.case import load
from workbench.examination.examine import examine
from workbench.report.copies import source_of

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names"),
]

#: As an old archive, a careless phone and somebody with an interest name files.
NAMES = {
    b"foto_\xe9t\xe9.txt": "foto_\\udce9t\\udce9.txt",
    b"gambar_\xff.jpg": "gambar_\\udcff.jpg",
    b"surat_\xed\xa0\xbd.txt": "surat_\\udced\\udca0\\udcbd.txt",
    b"baris\nbaru.txt": "baris\nbaru.txt",
    b"layar\x1b[31m\x07.txt": "layar\x1b[31m\x07.txt",
    "laporan\u202egpj.txt".encode(): "laporan\u202egpj.txt",
}


def make(root: Path) -> Path:
    evidence = root / "evidence"
    evidence.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        with open(os.fsencode(evidence) + b"/" + name, "wb") as stream:  # noqa: PTH123 - bytes
            if name.endswith(b".jpg"):
                Image.effect_noise((96, 64), 40 + number).convert("RGB").save(stream, "JPEG")
            else:
                stream.write(b"isi %d\n" % number)
    (root / "case.yaml").write_text(
        "format: '1'\nnumber: '001/REKAAN'\nroute: laporan\n"
        "parties:\n  - id: P-1\n    role: pelapor\n  - id: T-1\n    role: terlapor\n"
    )
    people = (
        "people:\n  - id: P-1\n    name: Pelapor Rekaan\n  - id: T-1\n    name: Terlapor Rekaan\n"
    )
    (root / "identities.yaml").write_text(people)
    return root


def ran(*arguments: object) -> str:
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode in (0, 1), told
    assert "Traceback" not in told
    obeyed = [c for c in told if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t"]
    assert obeyed == []
    return told


def looked_at(case: Path, reader: str, decisions: Path) -> None:
    """Keep everything that is left in a copy, as a person does who looked at it."""
    rows = json.loads(ran("copies", "review", case, "--for", reader, "--json"))["left"]
    kept = [{"key": one["key"], "act": "keep", "reason": "Dilihat."} for one in rows]
    decisions.write_text(json.dumps(kept), "utf-8")
    ran("copies", "review", case, "--for", reader, "--decisions", decisions)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("names") / "case")
    ran("study", root)
    return root


def latest(case: Path) -> Path:
    return sorted((case / "studies").glob("2*"))[-1]


def test_every_exhibit_stands_in_the_study_under_one_name(case: Path) -> None:
    rows = json.loads((latest(case) / "study.json").read_text("utf-8"))["exhibits"]
    assert sorted(row["path"] for row in rows) == sorted(NAMES.values())
    assert {row["status"] for row in rows} == {"ok"}
    assert len({row["id"] for row in rows}) == len(NAMES)


@pytest.mark.parametrize("profile", ["internal", "forwarding", "public"])
def test_the_report_is_made_for_every_reader(case: Path, tmp_path: Path, profile: str) -> None:
    if profile != "internal":
        looked_at(case, profile, tmp_path / "decisions.json")
    ran("report", case, "--profile", profile, "--output", tmp_path / "out")
    (table,) = (tmp_path / "out").rglob("exhibits*.csv")
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert len(rows) == len(NAMES) + 1


def test_names_are_written_the_same_way_in_report_and_tables(case: Path) -> None:
    shown = "foto_\\udce9t\\udce9.txt"
    study = latest(case)
    assert shown in (study / "report.html").read_text("utf-8")
    assert shown in (study / "tables" / "exhibits.csv").read_text("utf-8-sig")


def test_letters_copies_and_lists_are_made(case: Path, tmp_path: Path) -> None:
    ran("letters", case, "--output", tmp_path / "letters", "--reason", "rekaan")
    for command in ("inventory", "metadata", "duplicates", "check"):
        ran(command, case)
    ran("index", "add", case, "--index", tmp_path / "index")
    ran("index", "list", "--index", tmp_path / "index")


def test_a_record_is_sealed_and_verified(case: Path) -> None:
    ran("seal", latest(case), "--unfinished", "--with-evidence")
    (record,) = (case / "records").glob("[!.]*")
    ran("verify", record)
    done = subprocess.run(["sha256sum", "-c", record / "data" / "evidence.sha256"],
                          cwd=case / "evidence", capture_output=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_order_is_the_same_whatever_the_folder_says(case: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "case")
    told = [json.loads(ran("inventory", root, "--json")) for root in (case, other)]
    orders = [[row["path"] for row in one["exhibits"]] for one in told]
    assert orders[0] == orders[1]


def test_of_two_names_that_are_written_alike_neither_shows_the_others_picture(
    tmp_path: Path,
) -> None:
    case = make(tmp_path / "case")
    (case / "evidence" / "gambar_\\udcff.jpg").write_bytes(
        (case / "evidence" / os.fsdecode(b"gambar_\xff.jpg")).read_bytes()
    )
    known = examine(load(case))
    assert len(known.previews) == 2
    assert source_of({}, "", known).previews == {}
