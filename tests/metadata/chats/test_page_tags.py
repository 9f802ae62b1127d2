"""Tags and text of an exported page: a message that a browser shows must not be overlooked."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.metadata.generated import talks
from workbench.metadata.chats import page_tags
from workbench.metadata.chats.page_tags import attributes, pieces
from workbench.metadata.chats.source_text import MOST, MOST_TAGS


class Peer(HTMLParser):
    """Python's own parser, seen the same way."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[object] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))

    # A browser leaves a slash at the end of a tag out of account.
    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(("", data))


def ours(page: str) -> list[object]:
    return [
        ("", page_tags.text(written))
        if not name
        else name
        if is_end
        else (name, attributes(written))
        for name, is_end, written in pieces(page)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_page_is_walked_as_pythons_own_parser_walks_it(seed: int) -> None:
    data, _ = talks.telegram_pages(talks.conversation(seed, 200), talks.Phone(messenger="telegram"))
    page = data.decode()
    assert ours(page) == [one for one in Peer(page).seen if one != ("", "")]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("a<b>c</b >d", [("", "a"), ("b", {}), ("", "c"), "b", ("", "d")]),
        ("<!-- <div class='message'> -->x", [("", "x")]),
        ("<!-- never closed <div>", []),
        ("<!DOCTYPE html><?php x ?>", []),
        ("<script>if (a < b) '<div>'</script>x", [("script", {}), "script", ("", "x")]),
        ("1 < 2 && 3 > 2 <3", [("", "1 < 2 && 3 > 2 <3")]),
        ("<a href=x.jpg title='a > \"b\"' href=other hidden>", [
            ("a", {"href": "x.jpg", "title": 'a > "b"', "hidden": ""})]),
        ("<div class='message' x=<>&lt;i&gt;", [("div", {"class": "message", "x": "<"}),
                                                ("", "<i>")]),
        ('<a title="never closed>x', []),
    ],
)  # fmt: skip
def test_what_is_odd_is_read_as_browsers_read_it(page: str, seen: list[object]) -> None:
    assert ours(page) == seen


def test_a_conversation_of_a_hundred_thousand_messages_is_read_whole() -> None:
    assert MOST >= 100_000
    assert MOST_TAGS >= 12 * 100_000
