"""Mutated files of every kind that is decoded: no reader may raise, hang or die over one.

``make fuzz`` runs many, with a seed that it prints; ``make test`` a few, always the same.
Run one again: ``WORKBENCH_FUZZ_SEED=7 WORKBENCH_FUZZ_COUNT=500 make fuzz``.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import workbench
from tests.hostile import bombs
from tests.hostile.mutate import mutated
from workbench.evidence.content_type import media_type_of
from workbench.evidence.sandbox import Sandbox
from workbench.examination.read_one import Task, gathered, parts

FEW = 12
MANY = 2000
SLOWEST = 5.0


def drawn(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(stream, kind, **options)
    return stream.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[271], exif[272], exif[306] = "Kamera Rekaan", "KR-7", "2024:09:27 10:00:00"
    return drawn("JPEG", exif=exif.tobytes())


def example(name: str) -> bytes:
    return next((Path(workbench.__file__).parent / "examples").rglob(name)).read_bytes()


CHAT = "".join(
    f"{day}/09/24 0{day % 9}.15 - Rekan {day % 3}: pesan hari {day} tentang rapat\n"
    for day in range(1, 29)
).encode()
MAIL = (
    b"From: Rekan <a@contoh.id>\nTo: b@contoh.id\nSubject: =?utf-8?q?Undangan_rapat?=\n"
    b"Date: Mon, 2 Sep 2024 10:00:00 +0700\nReceived: from x by y; Mon, 2 Sep 2024 10:00:01 +0700\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nisi\n--b\n"
    b'Content-Disposition: attachment; filename="a.txt"\n\nx\n--b--\n'
)
PAGE = (
    b'<!doctype html><html><head><title>Judul rekaan</title><meta property="og:title" content="x">'
    b'<meta property="article:published_time" content="2024-09-27T10:00:00+07:00">'
    b"<!-- saved from url=(0019)http://contoh.id/a -->"
    b'<script type="application/ld+json">{"datePublished": "2024-09-27"}</script></head></html>'
)
RICH = (
    b"{\\rtf1\\ansi\\ansicpg1252{\\info{\\author Rekan}{\\creatim\\yr2024\\mo9\\dy30\\hr19\\min22}"
    b"{\\title Surat}\\version3}{\\*\\generator Penulis;}Isi\\par}"
)
TELEGRAM = json.dumps({
    "name": "Grup rekaan", "type": "private_group", "id": 1,
    "messages": [
        {"id": n, "type": "message", "date_unixtime": str(1727700000 + n), "from": "A",
         "text": "x", "edited_unixtime": str(1727700100 + n), "photo": "photos/a.jpg"}
        for n in range(20)
    ],
}, indent=1).encode()  # fmt: skip
SEEDS: dict[str, Callable[[], bytes]] = {
    "jpeg": with_exif,
    "png": lambda: drawn("PNG"),
    "webp": lambda: drawn("WEBP"),
    "tiff": lambda: drawn("TIFF"),
    "gif": lambda: drawn("GIF"),
    "heic": lambda: example("IMG_4471.HEIC"),
    "mp4": lambda: example("VID_20240927_161540.mp4"),
    "pdf": lambda: example("surat_keterangan_jabatan.pdf"),
    "docx": lambda: example("kronologi_pelapor.docx"),
    "zip": lambda: bombs.packed([("_chat.txt", CHAT), ("a.jpg", with_exif())]),
    "eml": lambda: MAIL,
    "html": lambda: PAGE,
    "rtf": lambda: RICH,
    "chat": lambda: CHAT,
    "json": lambda: TELEGRAM,
}


def run(kind: str, seed: str, count: int, folder: Path) -> None:
    given = SEEDS[kind]()
    tasks = []
    for number in range(count):
        changed = mutated(kind, given, random.Random(f"{seed}-{kind}-{number}"))
        name = f"{number:05d}.{kind}"
        (folder / name).write_bytes(changed)
        tasks.append(Task(folder, name, media_type_of(changed), None))
    outcomes = Sandbox(1, seconds=SLOWEST).map(parts, tasks)
    for task, outcome in zip(tasks, outcomes, strict=True):
        assert outcome.failure is None, f"seed {seed}, {task.path}: {outcome.failure}"
        # What was read can be kept: plain values, and text that is text.
        json.dumps(gathered(outcome.parts)).encode("utf-8")
        (folder / task.path).unlink()


@pytest.mark.parametrize("kind", SEEDS)
def test_a_few_mutations_of_each_kind(kind: str, tmp_path: Path) -> None:
    run(kind, "0", FEW, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("kind", SEEDS)
def test_many_mutations_of_each_kind(kind: str, tmp_path: Path) -> None:
    seed = os.environ.get("WORKBENCH_FUZZ_SEED") or str(random.SystemRandom().randrange(10**6))
    left = int(os.environ.get("WORKBENCH_FUZZ_COUNT") or MANY)
    print(f"\nWORKBENCH_FUZZ_SEED={seed} WORKBENCH_FUZZ_COUNT={left}: {kind}")
    for piece in range(0, left, 200):
        run(kind, f"{seed}.{piece}", min(200, left - piece), tmp_path)


@pytest.mark.parametrize("kind", SEEDS)
def test_the_seeds_are_of_the_kinds_they_stand_for(kind: str) -> None:
    assert media_type_of(SEEDS[kind]()) is not None
    assert mutated(kind, SEEDS[kind](), random.Random(1)) != SEEDS[kind]()
