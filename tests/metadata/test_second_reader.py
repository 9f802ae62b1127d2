"""A second reader guards against our own mistakes; without it nothing may be missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.checks.context import CheckContext
from workbench.checks.readers import disagreements
from workbench.duplicates.pair import Duplicates
from workbench.evidence.exhibit import Exhibit
from workbench.metadata import second_reader
from workbench.metadata.fact import Fact


def context(**values: str) -> CheckContext:
    exhibit = Exhibit("B-01", "a.jpg", 1)
    facts = [Fact("B-01", "a.jpg", "exif", name, value, value) for name, value in values.items()]
    return CheckContext(None, (exhibit,), tuple(facts), (), (), Duplicates())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "own", "other", "fires"),
    [
        ("Make", "Kamera Rekaan", "Kamera Rekaan", False),
        ("Make", "Kamera Rekaan", "Kamera Lain", True),
        ("Make", "SONYIILL\\xff", "SONYIILL?", False),
        ("Software", "1.00", "1", False),
        ("DateTimeOriginal", "2024:09:30 19:22:11", "2024:09:30 19:22:12", True),
    ],
)
def test_readers_disagree_only_on_values(field: str, own: str, other: str, fires: bool) -> None:
    found = list(disagreements(context(**{field: own}), {"a.jpg": {field: other}}))
    assert [one.code for one in found] == (["READ-004"] if fires else [])


def test_positions_are_compared_as_numbers() -> None:
    near = {"a.jpg": {"GPS": "-3.319400001,104.91"}}
    far = {"a.jpg": {"GPS": "-3.3195,104.91"}}
    assert list(disagreements(context(GPSPosition="-3.3194,104.91"), near)) == []
    assert len(list(disagreements(context(GPSPosition="-3.3194,104.91"), far))) == 1


def test_one_call_reads_every_file(tmp_path: Path, photo: Any) -> None:
    camera = {"Make": "Kamera Rekaan", "DateTimeOriginal": "2024:09:30 19:22:11"}
    names = ["a.jpg", "-b c.jpg", "bukti é.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(photo(**camera))
    if not second_reader.is_installed():  # ExifTool is never required
        with pytest.raises(OSError, match="exiftool"):
            second_reader.read(tmp_path, names)
        return
    found = second_reader.read(tmp_path, [*names, "tidak-ada.jpg"])
    assert set(found) == set(names)
    assert found["-b c.jpg"]["DateTimeOriginal"] == "2024:09:30 19:22:11"
