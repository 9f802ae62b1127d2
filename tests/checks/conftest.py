"""Whole case folders, and what the checks notice in them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from workbench.case import load
from workbench.checks.observation import Observation
from workbench.checks.run import CheckContext, Phase, run
from workbench.duplicates.pair import Duplicates
from workbench.evidence.inventory import take
from workbench.evidence.source import open_source
from workbench.metadata.captured import captured
from workbench.metadata.chats.formats import talks as read_talks
from workbench.metadata.chats.talk import Talk
from workbench.metadata.extract import extract
from workbench.metadata.timeline import timeline
from workbench.words.conversation.case_screens import laid
from workbench.words.reading.case_readings import load as load_readings

Noticed = Callable[..., dict[str, list[Observation]]]


class Case:
    """A case folder under construction."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "evidence").mkdir(parents=True)

    def write(self, name: str, text: str) -> Case:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return self

    def exhibit(self, name: str, data: bytes) -> Case:
        path = self.root / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return self

    def context(
        self, phases: Sequence[Phase] = (), duplicates: Duplicates | None = None
    ) -> CheckContext:
        folder = load(self.root)
        exhibits = take(folder)
        facts = []
        talks: dict[str, tuple[Talk, ...]] = {}
        for exhibit in exhibits:
            if exhibit.status == "ok":
                with open_source(folder.evidence, exhibit.path) as source:
                    readings = extract(source, exhibit.media_type)
                    found = read_talks(source.data, exhibit.media_type)
                if found:
                    talks[exhibit.path] = tuple(found)
                facts += [reading.as_fact(exhibit.id, exhibit.path) for reading in readings]
        return CheckContext(
            folder,
            exhibits,
            tuple(facts),
            captured(exhibits, facts),
            timeline(folder, exhibits, facts),
            duplicates or Duplicates(),
            tuple(phases),
            talks,
            words := load_readings(self.root),
            laid(folder.evidence, exhibits, words, talks),
        )

    def noticed(self, **context: Any) -> dict[str, list[Observation]]:
        """Return the observations by code; every one must speak both languages."""
        by_code: dict[str, list[Observation]] = {}
        for one in run(self.context(**context)):
            assert one.message("id"), one.code
            assert one.message("en"), one.code
            by_code.setdefault(one.code, []).append(one)
        return by_code


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "case")


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """Return a function that makes a small photo with EXIF by tag name."""
    names = {
        "Make": (0, 271), "Model": (0, 272), "Software": (0, 305), "DateTime": (0, 306),
        "DateTimeOriginal": (0x8769, 36867), "DateTimeDigitized": (0x8769, 36868),
        "OffsetTimeOriginal": (0x8769, 36881), "SerialNumber": (0x8769, 42033),
        "GPSLatitudeRef": (0x8825, 1), "GPSLatitude": (0x8825, 2), "GPSLongitudeRef": (0x8825, 3),
        "GPSLongitude": (0x8825, 4), "GPSTimeStamp": (0x8825, 7), "GPSDateStamp": (0x8825, 29),
    }  # fmt: skip

    def make(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **tags: Any) -> bytes:
        block = Image.Exif()
        if place := tags.pop("at", None):
            tags |= {
                "GPSLatitudeRef": "S" if place[0] < 0 else "N",
                "GPSLatitude": (abs(float(place[0])), 0.0, 0.0),
                "GPSLongitudeRef": "W" if place[1] < 0 else "E",
                "GPSLongitude": (abs(float(place[1])), 0.0, 0.0),
            }
        for name, value in tags.items():
            directory, number = names[name]
            (block.get_ifd(directory) if directory else block)[number] = value
        buffer = io.BytesIO()
        picture = Image.effect_noise(size, 60).convert("RGB")
        picture.save(buffer, kind, **({"exif": block} if tags else {}))
        return buffer.getvalue()

    return make
