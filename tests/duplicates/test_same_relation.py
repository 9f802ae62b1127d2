"""If these fail, two files are one thing inside a case and another between two cases."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from tests.duplicates.compare.test_film import filmed, panned
from tests.duplicates.compare.test_page_overlay import letter, scanned
from tests.duplicates.compare.test_shared import hung
from tests.duplicates.compare.test_shots import retake
from tests.duplicates.compare.test_words import ANDROID, IPHONE, LETTER, chat
from tests.duplicates.conftest import encode
from workbench.duplicates.index.index import Index
from workbench.duplicates.pair import Pair
from workbench.examination.indexing import asked, put
from workbench.examination.several_cases import compare_cases

Two = tuple[tuple[str, bytes], tuple[str, bytes]]

#: For each pair of files what it is, and by which method where only one can tell.
KINDS = {
    "bytes": ("exact", "sha256"), "pixels": ("exact", "pixels"), "near": ("near", ""),
    "mirror": ("near", ""), "crop": ("part", ""), "scene": ("scene", "orb"),
    "shared": ("shared", ""), "page": ("near", "ink"), "film": ("part", "film"),
    "still": ("part", ""), "letter": ("near", "text"), "chat": ("near", "chat"),
    "sound": ("near", "sound"), "enclosed": ("part", ""),
}  # fmt: skip


def spoken(seed: int, gain: float) -> bytes:
    """Return tones that change as a voice does, recorded at some level with some noise."""
    rng = np.random.default_rng(5)
    bands = rng.uniform(0, 1, (160, 24)).repeat(400, axis=0)
    times = np.arange(len(bands)) / 8000
    tones = np.sin(2 * np.pi * np.geomspace(320, 1900, 24) * times[:, None])
    samples = (bands * tones).sum(axis=1) * 900 * gain
    samples += np.random.default_rng(seed).normal(0, 20, len(samples))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.clip(samples, -32000, 32000).astype("<i2").tobytes())
    return buffer.getvalue()


def jpegs(one: Image.Image, other: Image.Image, quality: int = 70) -> Two:
    return (".jpg", encode(one)), (".jpg", encode(other, quality=quality))


@pytest.fixture(scope="module")
def files(photos) -> dict[str, Two]:
    """Return two files of each kind, with the ends of their names."""
    coffee, cat, rocket = photos["coffee"], photos["chelsea"], photos["rocket"]
    astronaut, motorcycle = photos["astronaut"], photos["motorcycle"]
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "sent on")
    small, film, pdf = coffee.resize((300, 200)), panned(rocket, 8.0), io.BytesIO()
    cat.save(pdf, "PDF")
    grove, kitten = motorcycle.transpose(Image.Transpose.FLIP_TOP_BOTTOM), cat.rotate(180)
    pilot, banner = astronaut.rotate(90), coffee.transpose(Image.Transpose.ROTATE_180)
    cup = panned(banner.rotate(90), 4.0)
    return {
        "bytes": ((".bin", b"sama" * 99), (".bin", b"sama" * 99)),
        "pixels": ((".png", encode(small, "PNG")), (".png", encode(small, "PNG", pnginfo=note))),
        "near": jpegs(grove, grove.resize((400, 280)), 50),
        "mirror": jpegs(kitten, kitten.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 60),
        "crop": jpegs(pilot, pilot.crop((60, 60, 400, 360))),
        "scene": jpegs(retake(astronaut, 0, 0, 0), retake(astronaut, 0.9, 7.0, 5.0, noise=5)),
        "shared": jpegs(
            hung(banner, motorcycle, (0.03, 0.1, 0.58, 0.05, 0.6, 0.7, 0.05, 0.62)),
            hung(banner, rocket, (0.5, 0.42, 0.98, 0.36, 0.96, 0.9, 0.52, 0.95)),
        ),
        "page": jpegs(scanned(letter(3), 1), scanned(letter(3), 2)),
        "film": ((".mp4", filmed(film)), (".mp4", filmed(film[15:65], quality=9))),
        "still": ((".mp4", filmed(cup)), (".jpg", encode(cup[22], quality=70))),
        "letter": (
            (".txt", LETTER.encode()),
            (".txt", LETTER.replace("menghadiri", "meng-\nhadiri").encode() + b"\nSalinan."),
        ),
        "chat": (
            (".txt", chat(0, 80, ANDROID).encode()),
            (".txt", chat(0, 80, IPHONE).encode()),
        ),
        "sound": ((".wav", spoken(0, 1.0)), (".wav", spoken(1, 0.6))),
        "enclosed": ((".pdf", pdf.getvalue()), (".jpg", encode(cat, quality=50))),
    }


def made(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "evidence").mkdir(parents=True)
    (folder / "case.yaml").write_text("format: 1\n")
    for name, data in files.items():
        (folder / "evidence" / name).write_bytes(data)
    return folder


def told(pair: Pair | None) -> tuple | None:
    return pair and (pair.kind, pair.method, pair.distance, pair.transform)


@pytest.fixture(scope="module")
def relations(files, tmp_path_factory) -> dict[str, dict[str, tuple | None]]:
    """Return what each pair is said to be: inside a case, between two, and by the index."""
    root = tmp_path_factory.mktemp("perkara")
    ours = {kind: (f"a-{kind}{one[0]}", one[1]) for kind, (one, _) in files.items()}
    theirs = {kind: (f"b-{kind}{other[0]}", other[1]) for kind, (_, other) in files.items()}
    first, second = (
        made(root / "01-satu", dict(ours.values())),
        made(root / "02-dua", dict(theirs.values())),
    )
    whole = made(root / "utuh", dict(ours.values()) | dict(theirs.values()))
    inside = {frozenset((p.a, p.b)): p for p in compare_cases([whole]).duplicates.pairs}
    both = compare_cases([first, second])
    one, other = both.cases
    # Named so that the first case comes first in the order of paths, too.
    between = {
        frozenset((p.a.removeprefix(f"{one}/"), p.b.removeprefix(f"{other}/"))): p
        for p in both.duplicates.pairs
        if p.a.startswith(f"{one}/") and p.b.startswith(f"{other}/")
    }
    index = Index(root / "indeks")
    put(index, both.cases[other])
    found = {}
    for kind in files:
        (a, _), (b, _) = ours[kind], theirs[kind]
        hits = index.search(asked(first / "evidence" / a))
        hit = next((hit.pair for hit in hits if hit.path == b), None)
        pairs = {"inside": inside.get(frozenset((a, b))), "between": between.get(frozenset((a, b)))}
        found[kind] = {where: told(pair) for where, pair in (pairs | {"index": hit}).items()}
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_two_files_are_in_one_relation_wherever_they_are_compared(relations, kind):
    """A stretch of a film must not be a copy of it because it lies in another case."""
    said = relations[kind]
    expected, method = KINDS[kind]
    assert said["inside"] is not None
    assert said["inside"][0] == expected
    assert said["inside"][1] == method or not method
    assert said["between"] == said["inside"]
    assert said["index"] == said["inside"]
