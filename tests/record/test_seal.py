"""Sealing: the one moment at which evidence and study can still be compared."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import bagit
import pytest

from tests.record.conftest import make_case, make_study
from workbench.errors import RecordError, RecordRefusedError, WriteRefusedError
from workbench.record.seal import Sealed, seal
from workbench.record.verify import examine


def state(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return what must not change: size, times, mode and inode of everything."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        found[os.fsencode(path).decode("latin-1")] = (
            status.st_size, status.st_mtime_ns, status.st_mode, status.st_ino, status.st_nlink,
        )  # fmt: skip
    return found


def run(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, check=False)


def test_evidence_and_study_stay_exactly_as_they_were(case: Path, study: Path) -> None:
    before = state(case / "evidence"), state(study)
    seal(study, with_evidence=True)
    assert (state(case / "evidence"), state(study)) == before


def test_a_stranger_with_bagit_and_coreutils_finds_it_whole(sealed: Sealed) -> None:
    bag = bagit.Bag(str(sealed.path))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == sealed.id
    assert bag.info["Internal-Sender-Identifier"] == "012/LP/PB/Kab/06.10/IX/2024"
    for manifest in ("manifest-sha256", "tagmanifest-sha256"):
        done = run(f"sha256sum -c --strict --quiet {manifest}.txt", sealed.path)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("page", ["VERIFIKASI.txt", "VERIFICATION.txt"])
def test_every_command_of_the_page_inside_works_as_it_stands(sealed: Sealed, page: str) -> None:
    text = (sealed.path / page).read_text("utf-8")
    whole = text.replace("\\\n", "").splitlines()
    commands = [line.strip() for line in whole if line.startswith("     ")]
    # The one about signatures is followed in test_sign.py: nobody has signed this record.
    commands = [one for one in commands if not one.startswith("ssh-keygen")]
    assert len(commands) == 10
    for command in commands:
        place = sealed.path
        if "evidence.sha256" in command:
            place = sealed.path.parents[1] / "evidence"
        scripts = Path(sys.executable).parent
        typed = re.sub("ARSIP|RECORD", shlex.quote(str(sealed.path)), command)
        typed = typed.replace("bagit.py", shlex.join([sys.executable, f"{scripts}/bagit.py"]))
        done = run(typed, place)
        assert done.returncode == 0, (command, done.stderr)
    digest = json.loads((sealed.path / "data/study/run.json").read_text())["study_sha256"]
    assert digest in text


def test_the_page_finds_an_exhibit_that_changed_later(sealed: Sealed, case: Path) -> None:
    (case / "evidence" / "foto 1.JPG").write_bytes(b"other")
    done = run(f"sha256sum -c --quiet '{sealed.path}/data/evidence.sha256'", case / "evidence")
    assert done.returncode == 1
    assert b"foto 1.JPG" in done.stdout


def test_as_many_exhibits_come_out_as_went_in(sealed: Sealed, case: Path) -> None:
    entries = [path for path in (case / "evidence").rglob("*") if not path.is_dir()]
    listed = json.loads((sealed.path / "data" / "evidence.json").read_text("ascii"))
    assert len(listed) == len(entries) == sealed.exhibits
    originals = {os.fsencode(row["original"]) for row in listed}
    assert originals == {
        os.fsencode(path.relative_to(case / "evidence").as_posix()) for path in entries
    }
    stored = [row for row in listed if row["stored"]]
    assert len(stored) == sealed.stored == sum(row["sha256"] is not None for row in listed)
    for row in stored:
        source = case / "evidence" / row["original"]
        assert (sealed.path / row["stored"]).read_bytes() == source.read_bytes()


def test_payload_names_are_plain_and_the_originals_stand_as_json(sealed: Sealed) -> None:
    names = [path.relative_to(sealed.path).as_posix() for path in sealed.path.rglob("*")]
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) for name in names)
    text = (sealed.path / "data" / "evidence.json").read_text("ascii")
    assert "baris\\nbaru" in text
    assert "\\udcffaneh.dat" in text


def test_without_the_option_exhibits_are_listed_but_not_copied(study: Path) -> None:
    sealed = seal(study)
    assert sealed.stored == 0
    assert not (sealed.path / "data" / "evidence").exists()
    assert examine(sealed.path).ok


def test_the_record_is_read_only_and_lies_under_its_own_name(sealed: Sealed, case: Path) -> None:
    assert sealed.path == case / "records" / sealed.id
    assert re.fullmatch(r"012-LP-PB-Kab-06\.10-IX-2024_\d{8}T\d{6}Z_[0-9a-f]{8}", sealed.id)
    for path in [sealed.path, *sealed.path.rglob("*")]:
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert [path.name for path in (case / "records").iterdir() if path.name != ".lock"] == [
        sealed.id
    ]


def test_a_record_is_never_overwritten(sealed: Sealed, study: Path) -> None:
    with pytest.raises(RecordError, match="not overwritten"):
        seal(study)
    assert examine(sealed.path).ok


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda e: (e / "foto 1.JPG").write_bytes(b"other"), "foto 1.JPG"),
        (lambda e: (e / "foto 1.JPG").unlink(), "foto 1.JPG"),
        (lambda e: (e / "baru.txt").write_text("later"), "baru.txt"),
        (lambda e: (e / "kosong.bin").write_text("no longer empty"), "kosong.bin"),
        (lambda e: ((e / "tautan").unlink(), (e / "tautan").write_text("a file")), "tautan"),
        (
            lambda e: ((e / "foto 1.JPG").rename(e.parent / "f"),
                       (e / "foto 1.JPG").symlink_to(e.parent / "f")),
            "foto 1.JPG",
        ),
    ],
    ids=["changed", "removed", "added", "filled", "replaced link", "became a link"],
)  # fmt: skip
def test_evidence_that_is_not_as_studied_is_refused_by_name(
    case: Path, study: Path, tamper, named: str
) -> None:
    tamper(case / "evidence")
    with pytest.raises(RecordRefusedError) as caught:
        seal(study, with_evidence=True)
    assert caught.value.exit_code == 1
    for language in ("id", "en"):
        assert f"evidence/{named}" in caught.value.message(language)
    assert not [p for p in (case / "records").iterdir() if p.name != ".lock"]


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda s: (s / "3_report.ipynb").unlink(), "3_report.ipynb"),
        (lambda s: (s / "report.html").write_text(""), "report.html"),
        (lambda s: (s / "run.json").write_text("{}"), "run.json"),
        (lambda s: (s / "study.json").write_text('{"format":"1","exhibits":[]}'), "study.json"),
        (lambda s: (s / "study.json").write_text('{"format":"2"}'), "study.json"),
        (lambda s: (s / "study.json").write_text("not json"), "study.json"),
        (lambda s: (s / "tables" / "x").symlink_to("/etc/passwd"), "tables/x"),
        (lambda s: (s / ".ipynb_checkpoints").mkdir(), ".ipynb_checkpoints"),
        (lambda s: (s / "2_kajian.ipynb").write_text('{"cells":[{"cell_type":"code"}]}'), "2_kaj"),
        (
            lambda s: (s / "1_evidence.ipynb").write_text(json.dumps({"cells": [{
                "cell_type": "code", "execution_count": 1, "outputs": [{"output_type": "error"}],
            }]})),
            "1_evidence",
        ),
    ],
)  # fmt: skip
def test_a_study_that_is_not_whole_is_refused_with_every_reason(
    study: Path, tamper, named: str
) -> None:
    tamper(study)
    (study / "1_evidence.ipynb.extra name").write_text("")
    with pytest.raises(RecordRefusedError) as caught:
        seal(study)
    assert named in str(caught.value)
    assert "extra name" in str(caught.value)
    assert not (study.parents[1] / "records").exists()


def test_what_is_not_a_study_says_what_to_point_at(case: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="workbench study"):
        seal(case)
    make_study(case)
    with pytest.raises(RecordError, match="point at a folder inside"):
        seal(case)
    with pytest.raises(RecordError, match="not found"):
        seal(tmp_path / "nowhere")
    with pytest.raises(RecordError, match=r"no study\.json"):
        seal(case / "evidence")


def test_a_study_made_elsewhere_needs_its_case(case: Path, study: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(study, tmp_path / "elsewhere" / "s" / study.name)
    with pytest.raises(RecordError, match="--case"):
        seal(moved)
    assert examine(seal(moved, tmp_path / "out", case=case).path).ok


GAP = {
    "code": "element_without_evidence",
    "level": "blocks",
    "place": ["matrix", "N-1"],
    "message": {"id": "Unsur ini tanpa bukti.", "en": "This element has no evidence."},
}


@pytest.mark.parametrize(
    ("kajian", "state"),
    [
        ({}, "none"),
        ({"empty": True, "gaps": [GAP]}, "none"),
        ({"empty": False, "gaps": [GAP | {"level": "advice"}]}, "complete"),
    ],
)
def test_the_record_says_how_far_the_kajian_was(case: Path, kajian, state: str) -> None:
    sealed = seal(make_study(case, kajian=kajian))
    assert sealed.kajian == state
    assert bagit.Bag(str(sealed.path)).info["Kajian-State"] == state


def test_a_kajian_with_blocking_gaps_is_refused_unless_it_is_sealed_as_unfinished(
    case: Path,
) -> None:
    study = make_study(case, kajian={"empty": False, "gaps": [GAP]})
    with pytest.raises(RecordRefusedError) as caught:
        seal(study)
    assert "kajian.yaml matrix.N-1: Unsur ini tanpa bukti." in caught.value.message("id")
    assert "This element has no evidence." in caught.value.message("en")
    assert not (case / "records").exists()
    sealed = seal(study, unfinished=True)
    assert sealed.kajian == "unfinished"
    assert examine(sealed.path).ok
    information = (sealed.path / "bag-info.txt").read_text()
    assert "Kajian-State: unfinished" in information


@pytest.mark.parametrize("place", ["evidence", "evidence/chat/arsip", "studies"])
def test_no_record_is_made_inside_evidence_or_the_study(study: Path, place: str) -> None:
    output = study if place == "studies" else study.parents[1] / place
    before = state(study.parents[1] / "evidence")
    with pytest.raises(RecordError, match="must stay as it is"):
        seal(study, output)
    assert state(study.parents[1] / "evidence") == before


def test_a_planted_lock_or_folder_is_not_followed(study: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    records = study.parents[1] / "records"
    records.mkdir()
    (records / ".lock").symlink_to(victim)
    with pytest.raises(WriteRefusedError, match="link"):
        seal(study)
    assert victim.read_text() == "precious"


def test_a_full_disk_leaves_nothing_behind(study: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "from workbench.errors import RecordError\n"
        "from workbench.record.seal import seal\n"
        "try: seal(Path(sys.argv[1]), Path(sys.argv[2]), with_evidence=True)\n"
        "except RecordError as error: print(error.code); sys.exit(2)\n"
    )
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", code, study, out], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "record_not_written\n"), done.stderr
    assert [path.name for path in out.iterdir()] == [".lock"]


def test_killed_at_any_moment_it_leaves_a_whole_record_or_none(tmp_path: Path) -> None:
    case = make_case(
        tmp_path / "case", **{f"besar{n}.bin": os.urandom(3_000_000) for n in range(4)}
    )
    study = make_study(case)
    code = (
        "import sys; from pathlib import Path; from workbench.record.seal import seal\n"
        "print('ready', flush=True); seal(Path(sys.argv[1]), with_evidence=True)\n"
    )
    records = case / "records"
    outcomes = set()
    for step in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", code, study], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.004 + 0.02 * step)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        whole = list(records.glob("[!.]*")) if records.exists() else []
        outcomes.add(len(whole))
        for record in whole:
            assert examine(record).ok
            subprocess.run(["chmod", "-R", "u+w", record], check=True)
            shutil.rmtree(record)
    sealed = seal(study, with_evidence=True)
    assert examine(sealed.path).ok
    # Whatever the killed ones left in staging is gone.
    assert sorted(path.name for path in records.iterdir()) == [".lock", sealed.id]
    assert 0 in outcomes


def test_answers_changed_after_the_study_are_named_and_not_sealed_unnoticed(case: Path) -> None:
    from workbench.case import load
    from workbench.kajian import as_json, save
    from workbench.kajian import load as load_kajian

    folder = load(case)
    save(folder, {"issue": "Pokok", "facts": {"F-1": {"text": "satu"}}})
    study = make_study(case, kajian=as_json(load_kajian(folder)), statements=[])
    assert not seal(study, unfinished=True).path.is_symlink()
    save(folder, {"facts": {"F-1": {"text": "dua"}}})
    with pytest.raises(RecordRefusedError) as caught:
        seal(study, case / "other", unfinished=True)
    assert caught.value.code == "answers_changed"
    assert [(one.file, one.key) for one in caught.value.problems] == [
        ("kajian.yaml", "facts.F-1.text")
    ]
    assert not (case / "other").exists()
    made = seal(study, case / "other", unfinished=True, as_studied=True)
    assert bagit.Bag(str(made.path)).info["Answers-Current"] == "no"


def test_a_case_file_changed_after_the_study_is_named_too(case: Path, study: Path) -> None:
    text = (case / "case.yaml").read_text().replace("012/LP", "013/LP")
    (case / "case.yaml").write_text(text)
    with pytest.raises(RecordRefusedError) as caught:
        seal(study)
    assert [(one.file, one.key) for one in caught.value.problems] == [("case.yaml", "number")]
