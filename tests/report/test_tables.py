"""Tables: a spreadsheet must neither run what a stranger wrote nor round what an officer wrote."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest

from workbench.report.context import Context
from workbench.report.tables import COLUMNS, csv_files, tables, workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LIVE = ("=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x")', " =1")


def sheets(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: ET.fromstring(package.read(name))
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
        }


def strings(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{MAIN}si")]


@pytest.mark.parametrize("text", LIVE)
def test_a_caption_never_becomes_a_formula_or_a_link(study: dict[str, Any], text: str) -> None:
    study["exhibits"][0]["claim"]["label"] = text
    study["facts"][0]["value"] = text
    found = tables(Context(study, {}, "id"))
    data = workbook(found)
    for root in sheets(data).values():
        assert not list(root.iter(f"{MAIN}f"))
        assert not list(root.iter(f"{MAIN}hyperlink"))
    assert any(text.strip() in shown for shown in strings(data))
    for name, written in csv_files(found).items():
        for line in written.decode("utf-8-sig").splitlines():
            for part in line.split(","):
                lead = part.strip('" ')
                assert not lead.startswith(("=", "+", "@", "＝")), (name, line)


def test_identifiers_keep_their_zeros_and_their_last_digits(study: dict[str, Any]) -> None:
    study["facts"][0] |= {"value": "9171015507890003", "typed": "007"}
    data = workbook(tables(Context(study, {}, "id")))
    assert {"9171015507890003", "007"} <= set(strings(data))


def test_every_exhibit_has_a_row_and_every_column_a_name(study: dict[str, Any]) -> None:
    found = tables(Context(study, {}, "en"))
    assert len(found["exhibits"]) == 11
    for name, rows in found.items():
        assert all(len(row) == len(COLUMNS[name]) for row in rows), name


def test_the_same_study_gives_the_same_workbook(study: dict[str, Any]) -> None:
    context = Context(study, {}, "id")
    assert workbook(tables(context)) == workbook(tables(context))
