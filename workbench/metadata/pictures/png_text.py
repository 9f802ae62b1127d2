"""Text chunks of PNG pictures: software, dates, and the prompts of picture generators."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.evidence.unread import first
from workbench.metadata.containers import png
from workbench.metadata.moments import letter_time, time_of
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "png"
_MOST = 100
_TIMES = {"creation time", "date:create", "date:modify", "create-date", "modify-date", "date"}


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the text chunks of a PNG, and its own modification time."""
    data = source.data
    if bytes(data[:8]) != png.SIGNATURE:
        return
    for keyword, text, chunk in first(png.texts(data), _MOST, SOURCE, "parts"):
        value = plain(text)
        typed = _moment(value) if keyword.lower() in _TIMES else ""
        yield Reading(SOURCE, plain(keyword), value, typed, "time" if typed else "text", chunk)
    for kind, start, end in png.chunks(data):
        if kind == b"tIME" and end - start == 7:
            year = int.from_bytes(data[start : start + 2], "big")
            month, day, hour, minute, second = data[start + 2 : start + 7]
            text = f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
            typed = time_of(text, "+00:00")
            yield Reading(SOURCE, "ModifyTime", text, typed, "time" if typed else "", "tIME")


def _moment(text: str) -> str:
    return time_of(text) or letter_time(text)
