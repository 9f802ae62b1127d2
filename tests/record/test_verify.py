"""Verifying: a record that was altered must never look whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import RecordError
from workbench.record.seal import Sealed
from workbench.record.verify import examine

TAG = "tagmanifest-sha256.txt"


def faults(record: Path) -> set[tuple[str, str]]:
    verdict = examine(record)
    assert not verdict.ok
    return {(fault.code, fault.path) for check in verdict.checks for fault in check.faults}


def remanifest(record: Path, *, tags: bool) -> None:
    """Rewrite the manifests over what lies here now, as a careful forger would."""
    for algorithm in ("sha256", "sha512"):
        payload = [p for p in (record / "data").rglob("*") if p.is_file()]
        write_manifest(record, f"manifest-{algorithm}.txt", algorithm, payload)
    if tags:
        for algorithm in ("sha256", "sha512"):
            names = [p for p in record.iterdir() if p.is_file() and "tagmanifest" not in p.name]
            write_manifest(record, f"tagmanifest-{algorithm}.txt", algorithm, names)


def write_manifest(record: Path, manifest: str, algorithm: str, paths: list[Path]) -> None:
    found = sorted(p.relative_to(record).as_posix() for p in paths)
    rows = [(hashlib.new(algorithm, (record / name).read_bytes()), name) for name in found]
    lines = [f"{digest.hexdigest()}  {path}\n" for digest, path in rows]
    (record / manifest).write_text("".join(lines))


def test_an_untouched_record_agrees_in_every_check(sealed: Sealed) -> None:
    verdict = examine(sealed.path)
    assert verdict.ok
    assert verdict.seal == sealed.seal
    assert [check.name for check in verdict.checks] == [
        "container", "tag_files", "payload", "study", "exhibits",
    ]  # fmt: skip


def test_it_works_from_any_place_and_writes_nothing(sealed: Sealed, tmp_path: Path) -> None:
    copy = shutil.copytree(sealed.path, tmp_path / "an archive" / "x")
    before = {p: p.lstat().st_mtime_ns for p in [copy, *copy.rglob("*")]}
    assert examine(copy).ok
    assert {p: p.lstat().st_mtime_ns for p in [copy, *copy.rglob("*")]} == before


TAMPERS: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "edit payload": (
        lambda r: (r / "data/study/report.html").write_text("<p>other</p>"),
        ("changed", "data/study/report.html"),
    ),
    "delete payload": (
        lambda r: (r / "data/study/tables/facts.csv").unlink(),
        ("missing", "data/study/tables/facts.csv"),
    ),
    "add payload": (lambda r: (r / "data/new.txt").write_text("x"), ("added", "data/new.txt")),
    "add hidden": (lambda r: (r / "data/.new").write_text("x"), ("added", "data/.new")),
    "add folder": (lambda r: (r / "data/empty").mkdir(), ("empty_folder", "data/empty")),
    "add tag file": (lambda r: (r / "notes.txt").write_text("x"), ("added", "notes.txt")),
    "add tag folder": (
        lambda r: ((r / "more").mkdir(), (r / "more/x").write_text("x")),
        ("added", "more/x"),
    ),
    "edit bag-info": (
        lambda r: (r / "bag-info.txt").write_text("Evidence-Listed: 99\n"),
        ("changed", "bag-info.txt"),
    ),
    "edit guide": (
        lambda r: (r / "VERIFICATION.txt").write_text("all is well"),
        ("changed", "VERIFICATION.txt"),
    ),
    "delete guide": (lambda r: (r / "VERIFIKASI.txt").unlink(), ("missing", "VERIFIKASI.txt")),
    "delete declaration": (lambda r: (r / "bagit.txt").unlink(), ("missing", "bagit.txt")),
    "older version": (
        lambda r: (r / "bagit.txt").write_text(
            "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
        ),
        ("declaration", "bagit.txt"),
    ),
    "delete manifest": (
        lambda r: (r / "manifest-sha512.txt").unlink(),
        ("missing", "manifest-sha512.txt"),
    ),
    "empty manifest": (
        lambda r: (r / "manifest-sha512.txt").write_text(""),
        ("added", "data/study/study.json"),
    ),
    "delete tag manifest": (lambda r: (r / TAG).unlink(), ("missing", TAG)),
    "repeat a line": (
        lambda r: (r / TAG).write_text((r / TAG).read_text() * 2),
        ("changed", TAG),
    ),
    "payload to link": (
        lambda r: ((r / "data/study/report.html").unlink(),
                   (r / "data/study/report.html").symlink_to("/etc/hostname")),
        ("odd", "data/study/report.html"),
    ),
    "folder to link": (
        lambda r: ((r / "data/study/tables").rename(r.parent / "tables"),
                   (r / "data/study/tables").symlink_to(r.parent / "tables")),
        ("odd", "data/study/tables"),
    ),
    "pipe": (lambda r: os.mkfifo(r / "data/pipe"), ("odd", "data/pipe")),
    "escape": (
        lambda r: (r / "manifest-sha256.txt").write_text(
            (r / "manifest-sha256.txt").read_text() + f"{'0' * 64}  data/../../x\n"
        ),
        ("missing", "data/../../x"),
    ),
    "delete an exhibit": (
        lambda r: next((r / "data/evidence").iterdir()).unlink(),
        ("count", "data/evidence.json"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in TAMPERS if name != "delete an exhibit"])
def test_every_way_of_tampering_is_found_and_named(
    name: str, open_record: Callable[[], Path]
) -> None:
    record = open_record()
    tamper, expected = TAMPERS[name]
    tamper(record)
    found = faults(record)
    if name == "repeat a line":
        assert any(code == "broken_line" for code, _ in found)
    else:
        assert expected in found


@pytest.mark.parametrize(
    "name", ["add tag file", "add tag folder", "add hidden", "payload to link", "pipe",
             "older version", "add folder", "delete guide"],
)  # fmt: skip
def test_new_manifests_do_not_hide_what_a_record_may_not_hold(
    name: str, open_record: Callable[[], Path]
) -> None:
    record = open_record()
    TAMPERS[name][0](record)
    remanifest(record, tags=True)
    assert faults(record)


def test_a_forged_study_with_new_manifests_contradicts_the_rest(
    open_record: Callable[[], Path],
) -> None:
    record = open_record()
    path = record / "data/study/study.json"
    path.write_bytes(path.read_bytes().replace(b'"facts":[]', b'"facts":[1]'))
    remanifest(record, tags=True)
    assert ("other_study", "bag-info.txt") in faults(record)


def test_a_dropped_exhibit_with_new_manifests_is_missed_in_the_count(
    open_record: Callable[[], Path],
) -> None:
    record = open_record()
    path = record / "data/evidence.json"
    rows = json.loads(path.read_text())
    gone = next(row for row in rows if row["stored"])
    (record / gone["stored"]).unlink()
    path.write_text(json.dumps([row for row in rows if row is not gone]))
    remanifest(record, tags=True)
    codes = {code for code, _ in faults(record)}
    assert {"other_exhibits", "count"} <= codes


def test_a_whole_forgery_changes_the_seal_that_was_noted_elsewhere(
    sealed: Sealed, open_record: Callable[[], Path]
) -> None:
    record = open_record()
    (record / "data/study/report.html").write_text("<p>other</p>")
    information = record / "bag-info.txt"
    size = sum(p.stat().st_size for p in (record / "data").rglob("*") if p.is_file())
    count = sum(p.is_file() for p in (record / "data").rglob("*"))
    kept = [line for line in information.read_text().splitlines() if "Oxum" not in line]
    information.write_text("\n".join([*kept, f"Payload-Oxum: {size}.{count}", ""]))
    remanifest(record, tags=True)
    verdict = examine(record)
    assert verdict.ok  # by itself it is consistent: this is what the seal value is for
    assert verdict.seal != sealed.seal


@pytest.mark.parametrize("keep", [("bagit.txt",), ("bagit.txt", "bag-info.txt")])
def test_nothing_to_look_at_never_passes(tmp_path: Path, sealed: Sealed, keep) -> None:
    record = tmp_path / "hollow"
    record.mkdir()
    for name in keep:
        shutil.copyfile(sealed.path / name, record / name)
    verdict = examine(record)
    assert not verdict.ok
    assert not any(check.ok for check in verdict.checks if check.name != "container")


def test_a_record_without_exhibits_never_passes(open_record: Callable[[], Path]) -> None:
    record = open_record()
    shutil.rmtree(record / "data/evidence")
    (record / "data/evidence.json").write_text("[]")
    (record / "data/evidence.sha256").write_text("")
    remanifest(record, tags=True)
    check = {check.name: check for check in examine(record).checks}["exhibits"]
    assert not check.ok


def test_a_file_that_cannot_be_read_never_passes(
    sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.record import bag

    real = bag.digests

    def digests(path: Path) -> dict[str, str]:
        if path.name == "report.html":
            raise PermissionError(13, "Permission denied")  # root in a test may read everything
        return real(path)

    monkeypatch.setattr(bag, "digests", digests)
    assert ("unreadable", "data/study/report.html") in faults(sealed.path)


def test_hostile_documents_are_faults_and_not_tracebacks(open_record: Callable[[], Path]) -> None:
    for text in ("[" * 100_000, '{"exhibits": 3}', '[{"id": 1}]', "\udcff", '{"format": "1"}'):
        record = open_record()
        for name in ("study/study.json", "study/run.json", "evidence.json"):
            (record / "data" / name).write_bytes(text.encode("utf-8", "surrogateescape"))
        remanifest(record, tags=True)
        assert faults(record)
    (record / "bag-info.txt").write_bytes(b"\xff\xfe: \n : :\n")
    (record / "manifest-sha256.txt").write_bytes(b"\x00" * 1000)
    assert faults(record)


def test_what_is_not_there_is_an_error_and_not_a_verdict(tmp_path: Path, sealed: Sealed) -> None:
    with pytest.raises(RecordError, match="not found"):
        examine(tmp_path / "nowhere")
    with pytest.raises(RecordError, match="is a file"):
        examine(sealed.path / "bagit.txt")


@pytest.mark.parametrize("change", [str.upper, str.strip])
def test_a_tag_manifest_in_another_form_does_not_pass(
    open_record: Callable[[], Path], change: Callable[[str], str]
) -> None:
    # Found by flipping bits: nothing lists the tag manifests, and hexadecimal has two cases.
    record = open_record()
    lines = (record / TAG).read_text().splitlines()
    digest, _, name = lines[0].partition(" ")
    (record / TAG).write_text("\n".join([f"{change(digest + ' ')} {name.strip()}", *lines[1:], ""]))
    assert any(path == TAG for _, path in faults(record))


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_flipped_bits_anywhere_are_found_and_the_file_is_named(
    open_record: Callable[[], Path], luck: random.Random, flips: int
) -> None:
    record = open_record()
    files = sorted(path for path in record.rglob("*") if path.is_file() and path.stat().st_size)
    path = luck.choice(files)
    original = path.read_bytes()
    altered = bytearray(original)
    for _ in range(flips):
        altered[luck.randrange(len(altered))] ^= 1 << luck.randrange(8)
    if bytes(altered) == original:
        return
    path.write_bytes(bytes(altered))
    try:
        name = path.relative_to(record).as_posix()
        verdict = examine(record)
        assert not verdict.ok
        detail = " ".join(check.detail("en") for check in verdict.checks)
        assert name in detail or "manifest" in name
    finally:
        path.write_bytes(original)
