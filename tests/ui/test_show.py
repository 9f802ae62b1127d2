"""What a cell shows is inert: text of a stranger never becomes markup of ours."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

from workbench.errors import WorkbenchError
from workbench.ui import show

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {evil} %s",
    "<b>tebal</b>&amp;",
    "\u202egpj.exe",
    "\udcff\x00\x1b[31m",
    "javascript:alert(1)",
    "</td></tr></table><iframe src='//x'>",
]
ALLOWED = {"strong", "section", "h2", "h3", "p", "div", "table", "thead", "tbody", "tr", "th", "td",
           "ul", "li", "details", "summary", "br", "figure", "figcaption", "img"}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"href", "srcset"}, name
            assert name != "src" or (value or "").startswith("data:image/jpeg;base64,")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    frame = pd.DataFrame({"id": [text], "value": [[text]]}, dtype=object)
    parts = [
        show.table(frame, "id"),
        show.line(text),
        show.folded(text, show.line(text)),
        show.pairs([(text, text)]),
        show.problem(WorkbenchError("case_missing", path=text), "en"),
    ]
    for shown in [*parts, show.section("exhibits", "id", *parts)]:
        page = Tags()
        page.feed(shown._repr_html_())
        assert page.seen <= ALLOWED
        shown._repr_html_().encode("utf-8")
        repr(shown).encode("utf-8")
        assert "\u202e" not in shown._repr_html_() + repr(shown)


def test_what_was_written_can_be_read_as_it_was_written() -> None:
    page = Tags()
    page.feed(show.line("<b>tebal</b>&amp;")._repr_html_())
    assert "".join(page.words) == "<b>tebal</b>&amp;"


def test_codes_are_said_in_words_and_unknown_ones_stay() -> None:
    assert show.words("status", "unreadable", "id") == "tidak terbaca"
    assert show.words("status", "id.x", "id") == "id.x"
    assert show.words("extension_matches", False, "en") == "NO"
    assert show.words("size", None, "en") == ""


def test_a_long_table_says_how_much_it_leaves_out() -> None:
    shown = show.table(pd.DataFrame({"id": ["1", "2", "3"]}, dtype=object), "en", most=2)
    assert "2 of 3" in shown.text


def test_facts_are_named_in_the_readers_language_and_by_the_formats_name() -> None:
    """StoredWidth tells a reviewer nothing; without it nobody finds the field in another tool."""
    assert show.words("name", "StoredWidth", "id") == "lebar tersimpan (StoredWidth)"
    assert show.words("name", "StoredWidth", "en") == "StoredWidth"
    assert show.words("name", "NamaLain", "id") == "NamaLain"
    assert show.words("source", "preview", "id") == "gambar pratinjau di dalam berkas"
