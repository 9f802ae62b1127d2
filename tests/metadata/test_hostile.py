"""One odd file must not stop a case: whatever bytes come, there are facts or a reason."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from workbench.case import CaseFolder
from workbench.evidence.content_type import media_type_of
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.captured import captured
from workbench.metadata.extract import extract
from workbench.metadata.timeline import timeline

CHAT = b"30/09/24 19.22 - Nama Rekaan: halo\n30/09/24 19.25 - A: Pesan ini dihapus\n"
MAIL = b"From: a@contoh\nReceived: by b; Mon, 30 Sep 2024 19:22:15 +0700\nSubject: x\n\nisi"
PAGE = b"<!-- saved from url=(0014)https://x.com/a --><html><title>x</title></html>"


class Held:
    def __init__(self, relative: str, data: bytes) -> None:
        self.relative, self.data = relative, data


def read(name: str, data: bytes) -> None:
    """Read a file as a study does, through captured and timeline; nothing may escape."""
    kind = media_type_of(data) if data else None
    before = time.perf_counter()
    facts = [one.as_fact("B-01", name) for one in extract(Held(name, data), kind)]
    assert time.perf_counter() - before < 5
    exhibit = Exhibit("B-01", name, len(data), "0" * 64, kind)
    captured([exhibit], facts)
    timeline(CaseFolder(Path("/tidak-ada")), [exhibit], facts)
    for fact in facts:
        for text in (fact.source, fact.name, fact.value, fact.typed, fact.locator):
            text.encode("utf-8")
            assert len(text) < 4100


def seeds(photo: Any) -> dict[str, bytes]:
    camera = {
        "Make": "Kamera Rekaan", "Model": "KR-7", "DateTimeOriginal": "2024:09:30 19:22:11",
        "GPSLatitudeRef": "S", "GPSLatitude": (3.0, 19.0, 9.84), "GPSLongitudeRef": "E",
        "GPSLongitude": (104.0, 54.0, 36.0), "GPSDateStamp": "2024:09:30",
        "GPSTimeStamp": (12.0, 22.0, 9.0),
    }  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", "<c><created>2024-09-30T19:22:11Z</created></c>")
        archive.writestr("word/document.xml", "<d/>")
        archive.writestr("_chat.txt", CHAT)
    moving = io.BytesIO()
    Image.new("RGB", (8, 8)).save(moving, "GIF")
    found = {f"a.{kind.lower()}": photo(kind, **camera) for kind in ("JPEG", "PNG", "WEBP", "TIFF")}
    return found | {
        "a.docx": buffer.getvalue(),
        "a.gif": moving.getvalue(),
        "a.txt": CHAT,
        "a.eml": MAIL,
        "a.html": PAGE,
    }


@pytest.mark.parametrize(
    "name",
    ["a.jpeg", "a.png", "a.webp", "a.tiff", "a.docx", "a.gif", "a.txt", "a.eml", "a.html"],
)
def test_mutated_and_cut_files(photo: Any, name: str) -> None:
    whole = seeds(photo)[name]
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        read(name, bytes(data))
        read(name, bytes(data[: chance.randrange(len(data))]))


@pytest.mark.parametrize(
    "text",
    [
        "0001:01:01 00:00:00", "9999:12:31 23:59:59", "2024:09:30 19:22:11+99:99",
        "2024:09:30 19:22:11-14:30", "0000:00:00 00:00:00",
    ],
)  # fmt: skip
def test_absurd_times_reach_no_timeline(photo: Any, text: str) -> None:
    read("a.jpg", photo(DateTimeOriginal=text, DateTime=text))


@pytest.mark.parametrize(
    "name",
    [
        "IMG-00010101-WA0001.jpg", "IMG_99991231_235959.jpg", "FB_IMG_1999999999999.jpg",
        "snaptik_7999999999999999999.mp4", "\udcff\udcfe.jpg", "a" * 5000 + ".jpg",
        "Screenshot_20240230-192211.png",
    ],
)  # fmt: skip
def test_absurd_names(name: str) -> None:
    read(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"), b"isi")


def test_absurd_zones_in_mail_and_chat() -> None:
    read("a.eml", b"From: a\nDate: Mon, 30 Sep 2024 19:22:15 +2359\nReceived: x\nSubject: x\n\n")
    read("a.txt", b"30/09/0001 19.22 - A: x\n31/12/9999 23.59 - A: y\n")
