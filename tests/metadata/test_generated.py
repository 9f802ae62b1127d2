"""Thirty files and more of each kind, read as a case reads them, against facts written by hand."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.metadata.generated import chats, films, papers, pdfs, sounds
from tests.metadata.generated.row import Row
from workbench.evidence.content_type import media_type_of

KINDS = {
    "film": films.ROWS,
    "sound": sounds.ROWS,
    "pdf": pdfs.ROWS,
    "office": papers.ROWS,
    "talk": chats.ROWS,
}
ALL = [pytest.param(row, id=f"{kind}: {row.name}") for kind, rows in KINDS.items() for row in rows]


@pytest.mark.parametrize("row", ALL)
def test_what_was_put_in_is_read(facts: Any, row: Row) -> None:
    data = row.make()
    assert media_type_of(data) == row.media_type
    found = facts(row.name, data, row.media_type)
    said = {}
    for key in row.expected:
        first = next(iter(found.all(*key)), None)
        said[key] = None if first is None else first.typed or first.value
    wrong = {
        key: (said[key], wanted)
        for key, wanted in row.expected.items()
        if (said[key] is None) != (wanted is None) or not fnmatchcase(said[key] or "", wanted or "")
    }
    assert wrong == {}
    assert found.failures == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_thirty_files_that_differ(kind: str) -> None:
    rows = KINDS[kind]
    assert len({row.name for row in rows}) == len(rows) >= 30
    assert len({row.make() for row in rows}) >= 30
