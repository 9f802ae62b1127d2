"""The timeline figure: the same bytes each time, every mark placed, hostile labels harmless."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.report.figures.matrix import Judged, NormRows, matrix_svg
from workbench.report.figures.places import Spot, place_svg
from workbench.report.figures.relations import Relation, relation_svg, rows_of, undrawn
from workbench.report.figures.scale import scale
from workbench.report.figures.timeline import Mark, Phase, timeline_svg

MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants it naive
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
START = datetime(2024, 9, 14, 12, 30, tzinfo=UTC)
NAME = "{http://www.w3.org/2000/svg}"


def draw(marks: list[Mark], lanes: list[str], **more: Any) -> str:
    return timeline_svg(marks, lanes, "WIB", "id", title="Lini masa", description="d", **more)


@given(st.lists(MOMENTS, min_size=1, max_size=30))
def test_every_time_has_a_place_in_order_inside_the_drawing(times: list[datetime]) -> None:
    axis = scale(times, 100, 900)
    places = [axis.place(t) for t in sorted(times)]
    assert all(100 <= x <= 900 for x in places)
    assert places == sorted(places)


def test_a_long_empty_stretch_is_folded_so_that_the_rest_stays_readable() -> None:
    axis = scale([START, START + timedelta(hours=2), START.replace(year=2009)], 0, 900)
    [(_, hidden)] = axis.folds()
    assert hidden > timedelta(days=5000)
    assert axis.place(START + timedelta(hours=2)) - axis.place(START) > 300


def test_the_drawing_is_the_same_each_time_and_well_formed() -> None:
    marks = [
        Mark(0, START, START + timedelta(minutes=1)),
        Mark(1, START, START + timedelta(seconds=1), "B-01"),
        Mark(1, START, START + timedelta(seconds=1), "B-02"),
        Mark(1, START, START + timedelta(days=1), "B-03", weak=True),
    ]
    phase = Phase("Kampanye", START, START + timedelta(days=60))
    first = draw(marks, ["Peristiwa", "Dibuat"], phases=[phase])
    assert first == draw(list(reversed(marks)), ["Peristiwa", "Dibuat"], phases=[phase])
    root = ET.fromstring(first)
    words = [node.text for node in root.iter(f"{NAME}text")]
    assert "B-01, B-02" in words
    assert "B-03" in words
    assert root.find(f"{NAME}title") is not None


def test_labels_never_become_markup() -> None:
    hostile = "</text><script>alert(1)</script>"
    drawing = draw([Mark(0, START, START + timedelta(seconds=1), hostile)], [hostile])
    assert not list(ET.fromstring(drawing).iter(f"{NAME}script"))


HOSTILE = "</text><script>alert(1)</script>\"'"


def test_other_drawings_are_well_formed_and_keep_foreign_labels_text() -> None:
    said = {"title": HOSTILE, "description": HOSTILE}
    judged = Judged(HOSTILE, "terpenuhi", HOSTILE, HOSTILE)
    drawings = (
        matrix_svg([NormRows(HOSTILE, (judged,))], **said),
        place_svg([Spot(HOSTILE, -3.3, 104.9), Spot("x", -3.3, 104.9)], "id", **said),
        relation_svg(
            [[HOSTILE, "B-02"]], [Relation(HOSTILE, "B-02", "copy")], {"copy": HOSTILE}, **said
        ),
    )
    for drawing in drawings:
        root = ET.fromstring(drawing)
        assert not list(root.iter(f"{NAME}script"))
        assert any(HOSTILE in (node.text or "") for node in root.iter(f"{NAME}text"))


def test_each_status_has_a_shape_of_its_own() -> None:
    shapes = {
        matrix_svg([NormRows("n", (Judged("e", status, "s", ""),))], title="t", description="d")
        for status in ("terpenuhi", "belum_cukup_bukti", "tidak_terpenuhi", "belum_dinilai")
    }
    assert len(shapes) == 4


@given(
    st.lists(st.tuples(st.floats(-11, 6), st.floats(95, 141)), min_size=1, max_size=25, unique=True)
)
def test_every_position_lies_inside_the_sheet(positions: list[tuple[float, float]]) -> None:
    spots = [
        Spot(f"B-{i}", latitude, longitude) for i, (latitude, longitude) in enumerate(positions)
    ]
    root = ET.fromstring(place_svg(spots, "en", title="t", description="d"))
    marks = list(root.iter(f"{NAME}circle"))
    assert marks
    for mark in marks:
        assert 0 <= float(mark.get("cx", "")) <= 960
        assert 0 <= float(mark.get("cy", "")) <= 430


def test_distances_and_the_nearest_name_stand_in_the_sheet() -> None:
    spots = [
        Spot("Lapangan Rekaan", -3.3194, 104.91, named=True),
        Spot("B-01", -3.3205, 104.9123, away="290 m"),
        Spot("B-02", -3.3205, 104.9123, away="290 m"),
    ]
    near = "Nama terdekat: 8,7 km di timur laut Tanjung Lubuk"
    drawn = place_svg(spots, "id", title="t", description="d", near=near)
    assert near in drawn
    assert "B-01, B-02 · 290 m" in drawn


def test_a_label_leaves_the_next_mark_free() -> None:
    spots = [Spot("B-01", -3.3194, 104.9101), Spot("B-02", -3.3195, 104.9103), Spot("x", -3.4, 105)]
    root = ET.fromstring(place_svg(spots, "en", title="t", description="d"))
    marks = [(float(m.get("cx", "")), float(m.get("cy", ""))) for m in root.iter(f"{NAME}circle")]
    for label in root.iter(f"{NAME}text"):
        if (label.text or "").startswith("B-"):
            x, row = float(label.get("x", "")), float(label.get("y", ""))
            width = 8 * len(label.text or "")
            assert not any(x < cx < x + width and abs(row - 4 - cy) < 8 for cx, cy in marks)


def test_sixty_exhibits_stand_in_rows_that_can_be_read() -> None:
    """On one line sixty exhibits and all their pairs were a black bar."""
    large = [f"B-{number:02}" for number in range(40)]
    small = [f"B-{number:02}" for number in range(40, 60)]
    rows = rows_of([large, small])
    assert all(len(row) <= 32 for row in rows)
    # What hangs on the first of a family does so in the next row, too.
    assert rows[1][0] == large[0]
    assert {name for row in rows for name in row} == {*large, *small}
    relations = [Relation("B-00", name, "copy") for name in large[1:]]
    assert undrawn(rows, relations) == 0
    assert undrawn(rows, [Relation("B-01", "B-59", "device")]) == 1
    root = ET.fromstring(relation_svg(rows, relations, {"copy": "c"}, title="t", description="d"))
    assert len(list(root.iter(f"{NAME}path"))) == 39
    tall = float(root.get("height", ""))
    for mark in root.iter(f"{NAME}circle"):
        assert 0 <= float(mark.get("cx", "")) <= 960
        assert 0 <= float(mark.get("cy", "")) <= tall


def test_a_family_that_fits_a_row_is_not_torn() -> None:
    rows = rows_of([["a"] * 20, ["b"] * 20, ["c"] * 5])
    assert rows == [["a"] * 20, ["b"] * 20 + ["c"] * 5]
