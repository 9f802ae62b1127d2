"""A report of three hundred exhibits can be sent, opened and printed.

Lost otherwise: 42 MB that no mailbox takes, and 250 pages that nobody prints.
"""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest

from bench import report
from workbench.report.render import html, pdf
from workbench.report.view import build

COUNT = 300
#: What an office's mailbox takes, and what is still printed.
MOST_BYTES, MOST_PAGES = 15_000_000, 120


@pytest.fixture(scope="module")
def study() -> tuple[dict[str, Any], dict[str, bytes]]:
    """Sixty scenes in five copies each, every exhibit described."""
    whole, previews = report.studied(COUNT)
    paths = [row["path"] for row in whole["exhibits"]]
    groups, pairs = [], []
    for start in range(0, COUNT, 5):
        members = paths[start : start + 5]
        groups.append({"kind": "near", "members": members})
        pairs += [
            {"a": a, "b": b, "kind": "near", "method": "phash256", "distance": 4, "score": 0.9,
             "transform": "", "mapping": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]}
            for place, a in enumerate(members) for b in members[place + 1 :]
        ]  # fmt: skip
    whole["duplicates"] = {"groups": groups, "pairs": pairs, "scenes": [], "outdated": []}
    return whole, previews


def test_it_is_sent_and_printed(study: tuple[dict[str, Any], dict[str, bytes]]) -> None:
    view = build(*study, "id")
    page = html.render(view)
    assert len(page.encode()) <= MOST_BYTES
    assert page.count("<img") >= COUNT, "an exhibit is not shown at all"
    assert page.count("<img") <= COUNT + 80, "pictures are shown over and over"
    printed = pdf.render(view)
    assert len(printed) <= MOST_BYTES
    assert len(pypdf.PdfReader(io.BytesIO(printed)).pages) <= MOST_PAGES


def test_every_pair_that_holds_a_group_stands_in_the_annex(
    study: tuple[dict[str, Any], dict[str, bytes]],
) -> None:
    likeness = build(*study, "en").likeness
    assert likeness.annex is not None
    assert {row[0] for row in likeness.annex.rows} == {str(n) for n in range(1, 61)}
    assert all(not group.pairs.rows and "annex" not in group.title for group in likeness.groups)
    assert all(group.rest for group in likeness.groups), "pairs left out without a word"
