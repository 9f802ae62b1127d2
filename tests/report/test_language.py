"""Dates and numbers as people write them: a wrong one in a report misleads a plenary meeting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workbench.report import language as words
from workbench.text import Language


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("2024-10-02T19:30+07:00", "id", "Rabu, 2 Oktober 2024 pukul 19.30 WIB"),
        ("2024-10-02T19:30+07:00", "en", "Wednesday, 2 October 2024, 19:30 WIB"),
        ("2024-10-02T19:30:05+08:00", "id", "Rabu, 2 Oktober 2024 pukul 19.30.05 WITA"),
        ("2024-10-02T19:30", "id", "Rabu, 2 Oktober 2024 pukul 19.30"),
        ("2024-10-02", "en", "Wednesday, 2 October 2024"),
        ("2024-10", "id", "Oktober 2024"),
        ("2024", "en", "2024"),
        ("", "id", ""),
        ("kapan-kapan", "id", "kapan-kapan"),
    ],
)
def test_a_date_is_as_exact_as_its_source_and_no_more(
    text: str, language: Language, shown: str
) -> None:
    assert words.moment(text, language) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-10-02T12:30:00Z", "2024-10-02T12:31:00Z", "2 Okt 2024, 19.30 WIB"),
        ("2024-10-01T17:00:00Z", "2024-10-02T17:00:00Z", "2 Okt 2024"),
        ("2024-09-30T17:00:00Z", "2024-10-31T17:00:00Z", "Oktober 2024"),
        ("2023-12-31T17:00:00Z", "2024-12-31T17:00:00Z", "2024"),
        ("2024-10-01T17:00:00Z", "2024-10-03T17:00:00Z", "2 Okt 2024 – 3 Okt 2024"),
        (
            "2024-10-02T02:00:00Z",
            "2024-10-02T05:00:00Z",
            "2 Okt 2024, 09.00–12.00 WIB",
        ),
    ],
)
def test_an_uncertain_time_is_named_by_what_is_known(start: str, end: str, shown: str) -> None:
    assert words.span(start, end, "WIB", "id") == shown


@pytest.mark.parametrize(
    ("size", "indonesian", "english"),
    [
        (None, "", ""),
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1,00 kB", "1.00 kB"),
        (2_412_345, "2,41 MB", "2.41 MB"),
        (999_999, "1,00 MB", "1.00 MB"),
        (52_100_000, "52,1 MB", "52.1 MB"),
        (523_100_000, "523 MB", "523 MB"),
    ],
)
def test_sizes_have_three_digits(size: int | None, indonesian: str, english: str) -> None:
    assert words.size(size, "id") == indonesian
    assert words.size(size, "en") == english


def test_english_has_a_plural_and_indonesian_does_not() -> None:
    assert words.counted("report.unit.day", 1, "en") == "1 day"
    assert words.counted("report.unit.day", 3, "en") == "3 days"
    assert words.counted("report.unit.day", 1, "id") == "1 hari"
    assert words.counted("report.unit.day", 1200, "id") == "1.200 hari"


def test_lists_and_lengths_read_as_sentences() -> None:
    assert words.listed(["B-01", "B-02", "B-03"], "id") == "B-01, B-02, dan B-03"
    assert words.listed(["B-01", "B-02", "B-03"], "en") == "B-01, B-02 and B-03"
    assert words.listed(["B-01"], "id") == "B-01"
    assert words.duration(timedelta(days=800), "en") == "2 years"
    assert words.duration(timedelta(hours=30), "id") == "30 jam"
