"""Bombs: a file that asks for everything costs little, says why it was not read, harms no other.

Processor time stands for time on an idle machine: this one may be doing something else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.bombs import BOMBS, small_jpeg
from workbench.evidence.content_type import media_type_of
from workbench.evidence.inventory import identify
from workbench.evidence.listing import walk
from workbench.evidence.sandbox import MEMORY, SECONDS, Limits, _Child, deadline
from workbench.evidence.source import open_source
from workbench.examination.read_one import Task, gathered

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures through /proc")

SLOWEST = 5.0
FATTEST = 512
# Read to their end, however long they are: what they hold is told, and nothing is left out.
WHOLE = {"chat_blanks.txt": "Messages", "wav_claims.wav": "Channels"}
# Files that the inventory refuses with its own reason, so that no reader meets them.
REFUSED = {"mp4_sparse.mp4": "sparse"}


class Measured:
    """One guarded child for many files, and what each cost it."""

    def __init__(self) -> None:
        self.child: _Child | None = None

    def read(self, folder: Path, name: str) -> tuple[dict[str, Any], float, int]:
        with open_source(folder, name) as source:
            media_type, size = media_type_of(source.data), source.size
        if self.child is None or size > 32 * 1024 * 1024:
            self.stop()
            limits = Limits(SECONDS, deadline(SECONDS), MEMORY + size)
            self.child = _Child("workbench.examination.read_one:parts", limits)
            # What a fresh interpreter loads is no cost of the file.
            for warm in ("warm.jpg", "warm.txt"):
                (folder / warm).write_bytes(small_jpeg() if warm.endswith("jpg") else b"teks")
                self.child.run(Task(folder, warm, None if "txt" in warm else "image/jpeg", None))
        process = self.child.process
        assert process is not None
        Path(f"/proc/{process.pid}/clear_refs").write_text("5")
        before = spent(process.pid)
        outcome = self.child.run(Task(folder, name, media_type, None))
        assert outcome.failure is None, (name, outcome.failure, outcome.parts[-2:])
        cost = spent(process.pid) - before, fattest(process.pid)
        return gathered(outcome.parts), *cost

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
            self.child = None


def spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fattest(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def reasons(found: dict[str, Any]) -> list[str]:
    told = [
        f"{row[0]}: {row[2]}"
        for row in found["readings"]
        if row[4] in {"failure", "limit"} or (row[0], row[1]) == ("chat", "NotRead")
    ]
    return told + [f"{step}: {code}" for step, code, _ in found["failures"]]


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    made = Measured()
    yield made
    made.stop()


def test_there_are_bombs_enough() -> None:
    assert len(BOMBS) >= 25


@pytest.mark.parametrize("name", [name for name in BOMBS if name not in REFUSED])
def test_a_bomb_costs_little_and_says_why(name: str, measured: Measured, tmp_path: Path) -> None:
    BOMBS[name](tmp_path / name)
    found, seconds, megabytes = measured.read(tmp_path, name)
    (tmp_path / name).unlink()
    assert seconds <= SLOWEST
    assert megabytes <= FATTEST
    if name in WHOLE:
        assert WHOLE[name] in {row[1] for row in found["readings"]}
    else:
        assert reasons(found)


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_file_that_is_large_on_paper_only_is_listed_with_that(
    name: str, reason: str, tmp_path: Path
) -> None:
    BOMBS[name](tmp_path / name)
    (entry,) = walk(tmp_path)
    exhibit = identify(tmp_path, entry)
    assert (exhibit.status, exhibit.reason) == ("refused", reason)


KEPT = {
    "pdf_pages.pdf": ("Author", "Penulis Rekaan"),
    "pdf_text.pdf": ("Author", "Penulis Rekaan"),
    "pdf_page_loop.pdf": ("CreationDate", "D:20240930192211+07'00'"),
    "docx_inflates.docx": ("Author", "Penulis Rekaan"),
    "docx_entities.docx": ("Author", "Penulis Rekaan"),
    "rtf_deep.rtf": ("Author", "Penulis Rekaan"),
    "html_deep.html": ("Title", "Judul rekaan"),
    "eml_parts.eml": ("From", "a@contoh.id"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_costs_nothing_is_told_all_the_same(
    name: str, measured: Measured, tmp_path: Path
) -> None:
    BOMBS[name](tmp_path / name)
    found, _, _ = measured.read(tmp_path, name)
    assert KEPT[name] in {(row[1], row[2]) for row in found["readings"]}


IN_ONE_CASE = (
    "pdf_pages.pdf", "tiff_tags.tif", "docx_deep.docx", "json_deep.json", "chat_line.txt",
    "jpeg_sparse.jpg", "mp4_sparse.mp4", "sdp.ts", "xmp_deep.xmp", "eml_header.eml",
)  # fmt: skip


def test_the_rest_of_the_case_is_finished(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for name in IN_ONE_CASE:
        BOMBS[name](evidence / name)
    (evidence / "biasa.jpg").write_bytes(small_jpeg())
    # Started by a small process: a child's peak counts from what its parent had when it forked.
    code = (
        "import resource, subprocess, sys;"
        "done = subprocess.run([sys.executable, '-P', '-m', 'workbench', *sys.argv[1:]]);"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss;"
        "print(peak // 1024, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "metadata", str(tmp_path), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    spoken_of = {path for one in told["observations"] for path in one["exhibits"]}
    by_path = {fact["path"]: fact["exhibit"] for fact in told["facts"]}
    for name in set(IN_ONE_CASE) - set(REFUSED):
        assert by_path[name] in spoken_of, name
    ordinary = {fact["name"] for fact in told["facts"] if fact["path"] == "biasa.jpg"}
    assert {"Width", "Height"} <= ordinary
    assert int(done.stderr.split()[-1]) <= FATTEST
