"""Checks: every check over a case of forty exhibits, and over one of five hundred.

The exhibits are made up as facts only, as reading leaves them: photographs with thumbnails,
conversations of months, documents, screenshots; each is claimed to be something.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.harness import Row, limit, timed
from workbench.case import load
from workbench.case.folder import CaseFolder
from workbench.checks.run import CheckContext, checks, run
from workbench.duplicates.pair import Duplicates
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.captured import captured
from workbench.metadata.fact import Fact
from workbench.metadata.timeline import timeline

CASE = """format: 1
zone: WIB
parties: [{id: P-1, role: pelapor}]
dates: {event: 27 September 2024, known: 4 Oktober 2024, reported: 9 Oktober 2024}
place: {latitude: "-3.3194", longitude: "104.91"}
"""


def rows() -> Iterator[Row]:
    """Yield the time of all checks over two sizes, and how it grows from one to the other."""
    small, large = (made(count, facts) for count, facts in ((40, 20_000), (500, 250_000)))
    yield limit("40 exhibits, 20,000 facts", over(small), 0.1)
    yield limit("500 exhibits, 250,000 facts", over(large), 1.25)
    growth = timed(over(large), runs=3).best / timed(over(small), runs=3).best
    # Twelve and a half times as much; a check that compares all with all would take 156 times.
    yield Row(
        "growth from 40 to 500 exhibits",
        growth,
        25.0,
        "limit promised",
        unit="×",
        detail=f"12.5 times as many exhibits and facts; {len(checks())} checks",
        holds=growth < 25,
    )


def over(context: CheckContext) -> Callable[[], object]:
    """Return a call that runs every check over a fresh context, as a study does once."""

    def call() -> object:
        fresh = CheckContext(
            context.folder,
            context.exhibits,
            context.facts,
            context.captured,
            context.timeline,
            context.duplicates,
        )
        return run(fresh)

    return call


def made(count: int, facts: int) -> CheckContext:
    """Return a case of `count` exhibits that state `facts` facts together."""
    folder = case(count)
    exhibits = tuple(
        Exhibit(f"B-{n:02d}", path_of(n), 1000, f"{n:064x}", media_type_of(n)) for n in range(count)
    )
    found = tuple(
        fact for n, one in enumerate(exhibits) for fact in facts_of(one, n, facts // count)
    )
    rows_ = captured(exhibits, found)
    moments = timeline(folder, exhibits, found)
    return CheckContext(folder, exhibits, found, rows_, moments, Duplicates())


def case(count: int) -> CaseFolder:
    """Return a loaded case that claims something about each of `count` exhibits."""
    lines = ["format: 1", "exhibits:"]
    for number in range(count):
        lines += [
            f"  - id: B-{number:02d}",
            f"    file: {path_of(number)}",
            "    device: Samsung Galaxy A54",
            "    taken_at: 27 September 2024 pukul 10.00",
            "    received_at: 9 Oktober 2024",
            "    originality: original",
        ]
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "evidence").mkdir()
        for number in range(count):
            (root / "evidence" / path_of(number)).touch()
        (root / "case.yaml").write_text(CASE, "utf-8")
        (root / "exhibits.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        return load(root)


def path_of(number: int) -> str:
    return f"percakapan-{number}.txt" if number % 10 == 0 else f"IMG_20240927_{number:06d}.jpg"


def media_type_of(number: int) -> str:
    return "text/plain" if number % 10 == 0 else "image/jpeg"


def facts_of(exhibit: Exhibit, number: int, count: int) -> Iterator[Fact]:
    """Yield `count` facts of a conversation, or of a photograph with many fields."""
    if exhibit.media_type == "text/plain":
        yield Fact(exhibit.id, exhibit.path, "chat", "Format", "WhatsApp (android, dmy)")
        for at in range(count):
            day = f"2024-{1 + at // 28 % 12:02d}-{1 + at % 28:02d}"
            name = "Day" if at % 2 else "Edited"
            kind = "" if at % 2 else "time"
            where = f"line {at}"
            yield Fact(exhibit.id, exhibit.path, "chat", name, f"{number} x", day, kind, where)
        return
    at = f"2024-09-27T{number % 24:02d}:00:00"
    fields = (("DateTimeOriginal", at, "time"), ("Make", "samsung", ""), ("Model", "SM-A546E", ""))
    for name, value, kind in (*fields, ("GPSPosition", "-3.31,104.9", "position")):
        yield Fact(exhibit.id, exhibit.path, "exif", name, value, value, kind, "Image")
    for field in range(count - len(fields) - 1):
        yield Fact(exhibit.id, exhibit.path, "exif", f"Tag{field}", "x", "", "text", "EXIF")
