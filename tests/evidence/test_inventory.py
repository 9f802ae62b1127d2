"""The inventory: losing an entry here means that evidence silently disappears from a case."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.case.folder import CaseFolder
from workbench.case.schema import ExhibitClaim
from workbench.evidence.inventory import take
from workbench.text import has

pytestmark = pytest.mark.skipif(os.name == "nt", reason="builds POSIX entries")


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    (tmp_path / "evidence").mkdir()
    return CaseFolder(tmp_path)


def by_path(folder: CaseFolder) -> dict[str, object]:
    exhibits = take(folder)
    assert len({exhibit.id for exhibit in exhibits}) == len(exhibits)
    return {exhibit.path: exhibit for exhibit in exhibits}


def test_every_odd_entry_is_listed_with_its_reason(folder: CaseFolder, tmp_path: Path) -> None:
    evidence = folder.evidence
    (evidence / "surat.txt").write_bytes(b"isi surat\n")
    (evidence / "kosong.jpg").write_bytes(b"")
    (tmp_path / "luar.txt").write_text("rahasia")
    (evidence / "keluar.txt").symlink_to(tmp_path / "luar.txt")
    (evidence / "dalam.txt").symlink_to("surat.txt")
    (evidence / "putus.txt").symlink_to("tidak-ada")
    (evidence / "folder-tautan").symlink_to(tmp_path)
    os.mkfifo(evidence / "pipa")
    (evidence / "sub" / "sub").mkdir(parents=True)
    (evidence / "sub" / "sub" / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    os.link(evidence / "surat.txt", evidence / "surat-lagi.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(evidence)  # socket paths are limited to 108 bytes
        try:
            server.bind("soket")
        finally:
            os.chdir(here)
        found = by_path(folder)
    rows = {path: (e.status, e.reason) for path, e in found.items()}
    assert rows == {
        "surat.txt": ("ok", ""),
        "surat-lagi.txt": ("ok", ""),
        "kosong.jpg": ("unreadable", "empty"),
        "keluar.txt": ("refused", "link"),
        "dalam.txt": ("refused", "link"),
        "putus.txt": ("refused", "link"),
        "folder-tautan": ("refused", "link"),
        "pipa": ("refused", "pipe"),
        "soket": ("refused", "socket"),
        "sub/sub/.DS_Store": ("ok", ""),
    }
    assert found["surat.txt"].sha256 == hashlib.sha256(b"isi surat\n").hexdigest()
    assert "hard_link" in found["surat.txt"].notes
    assert found["sub/sub/.DS_Store"].notes == ("litter", "hidden")
    for exhibit in found.values():
        assert not exhibit.reason or has(f"evidence.reason.{exhibit.reason}")
        assert all(has(f"evidence.note.{note}") for note in exhibit.notes)


def test_hostile_names_are_kept_exactly(folder: CaseFolder) -> None:
    root = os.fsencode(folder.evidence)
    names = [
        b"bukan-utf8-\xff\xfe.jpg",
        b"baris\nbaru.txt",
        b"<b onload=x>.txt",
        b"quote'\"`$(x).txt",
        "foto\u202egpj.exe".encode(),
        b"\x1b[31mmerah.txt",
        ("é" * 127).encode() + b"x",
        b"-rf",
        b" spasi ",
        unicodedata.normalize("NFD", "kafé.txt").encode(),
        unicodedata.normalize("NFC", "kafé.txt").encode(),
    ]
    for name in names:
        Path(os.fsdecode(root + b"/" + name)).write_bytes(b"x")
    found = by_path(folder)
    assert {path.encode("utf-8", "surrogateescape") for path in found} == set(names)
    assert all(exhibit.status == "ok" for exhibit in found.values())
    assert "name_not_utf8" in found["bukan-utf8-\udcff\udcfe.jpg"].notes
    assert "name_control" in found["baris\nbaru.txt"].notes
    assert "name_direction" in found["foto\u202egpj.exe"].notes
    assert "name_clash" in found[unicodedata.normalize("NFC", "kafé.txt")].notes


def test_ids_follow_the_claims_and_then_natural_order(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for name in ("foto 10.txt", "foto 2.txt", "foto 1.txt", "kafé.txt"):
        (evidence / unicodedata.normalize("NFD", name)).write_text(name)
    claims = (
        ExhibitClaim(id="B-02", file="foto 10.txt"),
        ExhibitClaim(id="X-1", file=unicodedata.normalize("NFC", "kafé.txt")),
        ExhibitClaim(id="B-9", file="tidak-ada.jpg"),
    )
    rows = [(e.id, e.status, e.reason) for e in take(CaseFolder(tmp_path, claims=claims))]
    assert rows == [
        ("B-01", "ok", ""),
        ("B-02", "ok", ""),
        ("B-03", "ok", ""),
        ("B-9", "unreadable", "missing"),
        ("X-1", "ok", ""),
    ]
    paths = {e.id: e.path for e in take(CaseFolder(tmp_path, claims=claims))}
    assert paths["B-01"] == "foto 1.txt"
    assert paths["B-03"] == "foto 2.txt"


@pytest.fixture
def open_folder() -> Iterator[CaseFolder]:
    """Give a case that every user may enter; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "evidence").mkdir()
        yield CaseFolder(Path(name))


def test_unreadable_file_and_folder_are_listed(open_folder: CaseFolder) -> None:
    evidence = open_folder.evidence
    (evidence / "terkunci.txt").write_text("x")
    (evidence / "terkunci.txt").chmod(0)
    (evidence / "laci").mkdir()
    (evidence / "laci" / "isi.txt").write_text("x")
    (evidence / "laci").chmod(0)
    # Root reads everything, so the test gives up root first; imports come before that,
    # because another user may not see this installation.
    script = (
        "import os, sys; from pathlib import Path; import puremagic, encodings.idna\n"
        "from workbench.case.folder import CaseFolder\n"
        "from workbench.evidence.inventory import take\n"
        "if os.getuid() == 0: os.setgroups([]); os.setuid(65534)\n"
        "for e in take(CaseFolder(Path(sys.argv[1]))): print(e.path, e.status, e.reason)\n"
    )
    command = [sys.executable, "-c", script, str(open_folder.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (evidence / "laci").chmod(0o755)
    assert done.stdout.splitlines() == [
        "laci unreadable folder_unreadable",
        "terkunci.txt unreadable permission",
    ], done.stderr


def test_nothing_about_the_evidence_changes(folder: CaseFolder) -> None:
    (folder.evidence / "a").mkdir()
    for index in range(3):
        file = folder.evidence / "a" / f"{index}.txt"
        file.write_text("isi" * index)
        os.utime(file, (1_000_000_000 + index, 1_200_000_000))
    os.utime(folder.evidence / "a", (1_000_000_000, 1_200_000_000))
    before = snapshot(folder.evidence)
    opened: list[tuple[str, int]] = []
    watch(folder.evidence, opened)
    take(folder)
    watch(None, opened)
    assert snapshot(folder.evidence) == before
    assert opened, "the watch must have seen the reading"
    assert all(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) == 0 for _, flags in opened)


def snapshot(root: Path) -> list[tuple[object, ...]]:
    rows = []
    for path in sorted([root, *root.rglob("*")]):
        status = path.lstat()
        rows.append(
            (str(path), status.st_mode, status.st_ino, status.st_atime_ns, status.st_mtime_ns,
             status.st_ctime_ns, status.st_size)
        )  # fmt: skip
    return rows


_WATCHED: dict[str, object] = {}


def watch(root: Path | None, opened: list[tuple[str, int]]) -> None:
    """Note every open in this process while `root` is given; audit hooks stay for ever."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and _WATCHED.get("root"):
            _WATCHED["opened"].append((str(arguments[0]), int(arguments[2] or 0)))

    if "hook" not in _WATCHED:
        _WATCHED["hook"] = hook
        sys.addaudithook(hook)
    _WATCHED.update(root=root, opened=opened)


def test_a_terabyte_of_nothing_is_refused_at_once(folder: CaseFolder) -> None:
    with (folder.evidence / "besar.mp4").open("wb") as stream:
        stream.truncate(1024**4)
    started = time.monotonic()
    (exhibit,) = take(folder)
    assert (exhibit.status, exhibit.reason) == ("refused", "sparse")
    assert time.monotonic() - started < 5


def test_a_file_that_changes_while_read_is_not_counted_as_read(tmp_path: Path) -> None:
    from workbench.evidence.source import open_source

    (tmp_path / "a.txt").write_text("satu")
    with open_source(tmp_path, "a.txt") as source:
        assert source.sha256
        (tmp_path / "a.txt").write_text("dua belas")
        assert source.has_changed()
