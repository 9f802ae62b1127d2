"""The shipped cases are what the script makes, are small, and say that they are invented."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
import pypdf
import pytest
from PIL import Image

from tests.examples.builder import build
from workbench.case import examine_folder, load
from workbench.examination.examine import examine
from workbench.examples import CASES, names
from workbench.kajian import Dossier, completeness
from workbench.kajian import load as load_kajian

SHIPPED = Path(str(CASES))
PACKAGE = SHIPPED.parent

# Encoders differ between versions and processors in the last bits: x264 and x265 choose by
# instruction set, libjpeg and zlib by build. These kinds are compared by content where their
# bytes differ; everything else must be the same bytes.
ENCODED = {".jpg", ".png", ".heic", ".mp4", ".opus", ".pdf", ".docx"}

pillow_heif.register_heif_opener()


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    build.build(folder)
    return folder


def evidence(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix() for path in root.glob("*/evidence/**/*") if path.is_file()
    )


def test_the_script_makes_exactly_the_shipped_evidence(rebuilt: Path) -> None:
    # Lost otherwise: knowing where an exhibit came from, and trust in the whole example.
    assert evidence(rebuilt) == evidence(SHIPPED)
    for name in evidence(SHIPPED):
        shipped, made = SHIPPED / name, rebuilt / name
        if shipped.read_bytes() == made.read_bytes():
            continue
        assert shipped.suffix.lower() in ENCODED, f"{name}: bytes differ"
        assert_same_content(shipped, made)


def assert_same_content(shipped: Path, made: Path) -> None:
    reader = {
        ".pdf": pdf_content,
        ".docx": docx_content,
        ".mp4": video_content,
        ".opus": sound_content,
    }.get(shipped.suffix.lower(), picture_content)
    facts, pixels = reader(shipped)
    other_facts, other_pixels = reader(made)
    assert facts == other_facts, shipped.name
    if pixels is not None:
        assert np.abs(pixels - other_pixels).mean() < 2, shipped.name


def picture_content(path: Path) -> tuple[Any, Any]:
    if path.name == "IMG_20240927_161955.jpg":  # cut off on purpose: only its head is a picture
        return Image.open(path).size, None
    with Image.open(path) as picture:
        facts = (picture.format, picture.size, dict(picture.getexif()))
        return facts, np.asarray(picture.convert("RGB"), dtype=np.float64)


def pdf_content(path: Path) -> tuple[Any, Any]:
    document = pypdf.PdfReader(path)
    return (dict(document.metadata or {}), [page.extract_text() for page in document.pages]), None


def docx_content(path: Path) -> tuple[Any, Any]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}, None


def video_content(path: Path) -> tuple[Any, Any]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        facts = (container.metadata.get("creation_time"), container.metadata.get("location"))
        return (facts, len(frames)), np.stack(frames).astype(np.float64)


def sound_content(path: Path) -> tuple[Any, Any]:
    with av.open(str(path)) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
        return (container.streams.audio[0].codec.name, samples), None


def test_the_examples_stay_small() -> None:
    # Lost otherwise: a quick clone and a small wheel on a poor connection.
    total = sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file())
    assert total < 6_000_000


def test_every_photograph_has_a_named_author_and_a_free_licence() -> None:
    listed = (PACKAGE / "photographs" / "LICENCES.md").read_text("utf-8")
    for picture in (PACKAGE / "photographs").glob("*.jpg"):
        row = re.search(rf"^\| {re.escape(picture.name)} \|(.+)$", listed, re.MULTILINE)
        assert row, picture.name
        assert re.search(r"\| (CC0-1\.0|CC-BY-4\.0) \|$", row[0]), picture.name
    assert "voice-note.flac" in listed


@pytest.mark.parametrize("name", names())
def test_a_case_is_marked_as_invented_in_every_place_a_reader_looks(name: str) -> None:
    folder, problems = examine_folder(SHIPPED / name)
    assert problems == []
    assert folder.case.invented is True
    assert folder.case.title.startswith("CONTOH REKAAN")
    assert "CONTOH REKAAN" in (SHIPPED / name / "README.md").read_text("utf-8")
    claimed = {claim.file for claim in folder.claims}
    there = {
        path.relative_to(folder.evidence).as_posix()
        for path in folder.evidence.rglob("*")
        if path.is_file()
    }
    assert claimed == there


@pytest.mark.parametrize("name", names())
def test_invented_numbers_belong_to_nobody(name: str) -> None:
    # Region code 99 and the number block 0000 are not given out; a real citizen's number must
    # never be printed in an example.
    folder, _ = examine_folder(SHIPPED / name)
    for person in folder.identities.people:
        assert person.nik.startswith("9999"), person.id
        assert not person.phone or "-0000-" in person.phone, person.id


@pytest.mark.parametrize("name", names())
def test_a_shipped_kajian_is_complete_so_that_a_report_shows_what_one_looks_like(name: str) -> None:
    folder = load(SHIPPED / name)
    examined = examine(folder, jobs=2)
    dossier = Dossier(
        load_kajian(folder), examined.exhibits, examined.observations, examined.duplicates
    )
    gaps = [gap.id for gap in completeness(dossier) if gap.is_open and gap.level != "advice"]
    assert gaps == []


def test_what_the_first_example_hides_is_found() -> None:
    # Each row of its README that a machine can notice; a check that stops seeing one fails here.
    examined = examine(load(SHIPPED / "pilkada-laporan"), jobs=2)
    seen = {(found.code, found.exhibits) for found in examined.observations}
    assert {
        ("CLAIM-003", ()),
        ("CLAIM-001", ("B-02",)),
        ("CLAIM-001", ("B-16",)),
        ("CLAIM-008", ("B-02", "B-17")),
        ("CLAIM-011", ("B-13",)),
        ("EDIT-001", ("B-05",)),
        ("EDIT-012", ("B-05",)),
        ("IDENT-001", ("B-14",)),
        ("PLACE-001", ("B-08",)),
        ("READ-001", ("B-15",)),
    } <= seen
    group = max(examined.duplicates.groups, key=lambda one: len(one.members))
    assert {
        "IMG_20240927_161204.jpg",
        "percakapan/IMG-20241002-WA0007.jpg",
        "FB_IMG_1727447923512.jpg",
        "foto_panggung_diperjelas.jpg",
        "unduhan-foto.jpg",
        "Screenshot_20241002-200411_Pesan.png",
        "Screenshot_20241003-081522_Beranda.jpg",
        "VID_20240927_161540.mp4",
    } <= set(group.members)


def test_what_the_second_example_hides_is_found() -> None:
    # A letter dated before its file came to be: the case turns on it.
    examined = examine(load(SHIPPED / "pemilu-temuan"), jobs=2)
    seen = {(found.code, found.exhibits) for found in examined.observations}
    assert {
        ("CLAIM-010", ("B-02",)),
        ("CLAIM-001", ("B-05",)),
        ("TIME-003", ("B-05",)),
    } <= seen
