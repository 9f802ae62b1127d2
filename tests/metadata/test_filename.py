"""File names are often all that a forwarded picture still tells about its way."""

import pytest

from workbench.metadata.filename import Pattern, patterns, read


class Named:
    def __init__(self, relative: str) -> None:
        self.relative = relative
        self.data = b""


def told(name: str) -> dict[str, tuple[str, str]]:
    return {one.name: (one.value, one.typed) for one in read(Named(name), None)}


@pytest.mark.parametrize("row", patterns(), ids=lambda row: row.id)
def test_every_pattern_reads_its_own_example(row: Pattern) -> None:
    found = list(read(Named(f"folder/{row.example}"), None))
    assert found, row.example
    assert {one.locator.split("/")[0] for one in found if one.locator} == {row.id}
    times = [one.typed for one in found if one.kind == "time"]
    assert times == ([row.time] if row.time else [])


@pytest.mark.parametrize(
    "name",
    [
        "surat tugas.pdf",
        "20241345_992211.jpg",  # no such month
        "IMG-2024-WA.jpg",
        "081234567890123456.jpg",  # a telephone number is no moment
        "1727698931123.jpg",
    ],
)
def test_an_ordinary_name_tells_no_time(name: str) -> None:
    assert [one for one in read(Named(name), None) if one.kind == "time"] == []


def test_twelve_hour_clocks_and_narrow_spaces() -> None:
    assert told("WhatsApp Image 2024-09-30 at 7.22.11 PM (1).jpeg")["SentAt"][1] == (
        "2024-09-30T19:22:11"
    )
    assert told("Screenshot 2024-09-30 at 12.05.00\u202fAM.png")["ScreenshotAt"][1] == (
        "2024-09-30T00:05:00"
    )


def test_the_app_of_a_screenshot_is_named() -> None:
    assert told("Screenshot_2024-09-30-19-22-11-123_com.whatsapp.jpg")["App"][0] == "com.whatsapp"
    assert "App" not in told("Screenshot_2024-09-30-19-22-11-123.jpg")


def test_marks_of_copying_and_editing_are_kept() -> None:
    assert told("IMG_20240930_192211 (2).jpg")["CopyMark"][0] == "(2)"
    assert told("IMG_20240930_192211~3.jpg")["EditMark"][0] == "~3"
    assert "EditMark" not in told("IMG_20240930_192211.jpg")
