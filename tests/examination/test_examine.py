"""Examining a case: an exhibit lost or a crash here would falsify every later page."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from workbench.case.folder import CaseFolder, load
from workbench.evidence.listing import walk
from workbench.examination.cache import Cache, clear, size
from workbench.examination.document import assemble, canonical
from workbench.examination.examine import Examination, examine

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "workbench" / "examples" / "cases" / "pilkada-laporan"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    (tmp_path / "perkara" / "evidence").mkdir(parents=True)
    return CaseFolder(tmp_path / "perkara")


def photo(width: int = 320, height: int = 240) -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def test_the_example_is_examined_whole_and_again_from_the_cache(own_cache: Path) -> None:
    folder = load(EXAMPLE)
    first = examine(folder)
    assert len(first.exhibits) == len(walk(folder.evidence))
    # One entry for each content, and one for how they compare.
    assert size(own_cache)[0] == len({e.sha256 for e in first.exhibits if e.sha256}) + 1
    again = examine(folder)
    assert canonical(assemble(again, {})) == canonical(assemble(first, {}))
    assert again.duplicates == first.duplicates
    assert again.fingerprints == first.fingerprints
    assert again.previews == first.previews


def test_every_exhibit_stays_in_every_table_whatever_happens(folder: CaseFolder) -> None:
    evidence = folder.evidence
    (evidence / "foto.jpg").write_bytes(photo())
    (evidence / "terpotong.jpg").write_bytes(photo()[:-900])
    (evidence / "bom.png").write_bytes(png_header(60_000, 60_000))
    (evidence / "kosong.jpg").write_bytes(b"")
    (evidence / "tautan.jpg").symlink_to("foto.jpg")
    (evidence / "bukan-foto.jpg").write_bytes(b"hanya teks biasa\n")
    found = examine(folder)
    assert len(found.exhibits) == 6 == len(found.captured)
    assert {(f.path, f.step, f.code) for f in found.failures} == {
        ("terpotong.jpg", "picture", "picture_broken"),
        ("bom.png", "picture", "picture_too_large"),
    }
    assert set(found.previews) == set(found.fingerprints) == {"foto.jpg"}
    codes = Counter(observation.code for observation in found.observations)
    assert codes["READ-001"] == codes["READ-002"] == 1
    said = [o.message("id") for o in found.observations if o.code == "IDENT-002"]
    assert any("tautan yang tidak diikuti" in sentence for sentence in said)
    named = {exhibit for o in found.observations for exhibit in o.exhibits}
    unwell = {e.id for e in found.exhibits if e.path not in {"foto.jpg"}}
    assert unwell <= named


def png_header(width: int, height: int) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def test_equal_files_under_two_names_are_two_exhibits_with_their_own_names(
    folder: CaseFolder,
) -> None:
    (folder.evidence / "IMG_20240927_161204.jpg").write_bytes(photo())
    (folder.evidence / "IMG-20241002-WA0007.jpg").write_bytes(photo())
    found = examine(folder)
    named = {f.path: f.typed for f in found.facts if f.source == "filename" and f.kind == "time"}
    assert named["IMG_20240927_161204.jpg"].startswith("2024-09-27")
    assert named["IMG-20241002-WA0007.jpg"].startswith("2024-10-02")
    assert [pair.method for pair in found.duplicates.pairs] == ["sha256"]
    assert set(found.previews) == {"IMG_20240927_161204.jpg", "IMG-20241002-WA0007.jpg"}


def test_nothing_below_evidence_is_touched_even_when_it_cannot_be_written(
    tmp_path: Path, own_cache: Path
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "kasus")
    evidence = tmp_path / "kasus" / "evidence"
    for path in [evidence, *evidence.rglob("*")]:
        os.utime(path, (1_000_000_000, 1_200_000_000))
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = [_status(path) for path in sorted([evidence, *evidence.rglob("*")])]
    examine(load(tmp_path / "kasus"))
    assert [_status(path) for path in sorted([evidence, *evidence.rglob("*")])] == before
    for path in [evidence, *evidence.rglob("*")]:
        path.chmod(0o755)


def _status(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    return (
        path.name, status.st_mode, status.st_ino, status.st_size,
        status.st_atime_ns, status.st_mtime_ns, status.st_ctime_ns,
    )  # fmt: skip


def test_five_runs_under_other_circumstances_give_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from workbench.case import load\n"
        "from workbench.examination.examine import examine\n"
        "from workbench.examination.document import assemble, canonical\n"
        "sys.stdout.buffer.write(canonical(assemble(examine(load(sys.argv[1])), {})))\n"
    )
    shutil.copytree(EXAMPLE, tmp_path / "di tempat lain" / "kasus")
    runs = [
        ("0", "UTC", "C.UTF-8", tmp_path, EXAMPLE),
        ("1", "Asia/Jayapura", "C", ROOT, EXAMPLE),
        ("2", "America/St_Johns", "id_ID.UTF-8", Path("/"), EXAMPLE),
        ("3", "Pacific/Kiritimati", "POSIX", tmp_path, tmp_path / "di tempat lain" / "kasus"),
        ("random", "Asia/Makassar", "tr_TR.UTF-8", tmp_path, EXAMPLE),
    ]
    seen = set()
    for number, (seed, zone, language, here, case) in enumerate(runs):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        # The first and the last run read everything anew.
        environment["WORKBENCH_CACHE"] = str(tmp_path / f"cache{number // 4}")
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, str(case)],
            cwd=here, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        seen.add(done.stdout)
    assert len(seen) == 1
    document = json.loads(seen.pop())
    assert document["format"] == "1"
    assert str(ROOT) not in json.dumps(document)


def test_a_damaged_cache_entry_is_made_anew(folder: CaseFolder, own_cache: Path) -> None:
    (folder.evidence / "foto.jpg").write_bytes(photo())
    first = examine(folder)
    (entry,) = [path for path in own_cache.rglob("*") if b"preview" in _bytes(path)]
    for damage in (b"", b"x", entry.read_bytes()[:-5], entry.read_bytes().replace(b"640", b"641")):
        entry.write_bytes(damage)
        assert examine(folder).previews == first.previews
    assert size(own_cache)[0] == 2
    assert clear(own_cache) == 2
    assert size(own_cache) == (0, 0)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_renamed_files_compare_the_same_from_the_cache(folder: CaseFolder) -> None:
    for name, width in (("a.jpg", 320), ("b.jpg", 320), ("c.jpg", 300)):
        (folder.evidence / name).write_bytes(photo(width))
    first = examine(folder).duplicates
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (folder.evidence / name).rename(folder.evidence / f"lain-{name}")
    again = examine(folder).duplicates
    assert first.pairs
    assert again == examine(folder, cache=False).duplicates
    assert [(pair.method, pair.distance) for pair in again.pairs] == [
        (pair.method, pair.distance) for pair in first.pairs
    ]


def test_a_cache_that_cannot_be_written_does_not_stop_a_study(
    folder: CaseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path / "berkas"))
    (folder.evidence / "foto.jpg").write_bytes(photo())
    assert set(examine(folder).previews) == {"foto.jpg"}


def test_the_cache_lies_outside_the_case_and_names_nothing_of_it(
    folder: CaseFolder, own_cache: Path
) -> None:
    (folder.evidence / "Nama Pelapor Karangan.jpg").write_bytes(photo())
    examine(folder)
    kept = b"".join(path.read_bytes() for path in own_cache.rglob("*") if path.is_file())
    assert b"Karangan" not in kept
    assert str(folder.path).encode() not in kept


def test_the_cache_is_safe_under_many_writers(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    caches = [Cache(tmp_path / "bersama") for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for number in range(50):
            list(threads.map(lambda c, n=number: c.put("ab" * 32, {"n": n}), caches))
            assert caches[0].get("ab" * 32) == {"n": number}


def test_progress_reaches_its_end(folder: CaseFolder) -> None:
    (folder.evidence / "foto.jpg").write_bytes(photo())
    told: list[tuple[str, int, int]] = []
    examine(folder, progress=lambda *step: told.append(step))
    assert ("inventory", 1, 1) in told
    assert ("examine", 1, 1) in told
    assert isinstance(examine(folder), Examination)
