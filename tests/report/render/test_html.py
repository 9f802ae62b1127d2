"""The HTML file: one file, nothing asked of anybody, and a stranger's text stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from workbench.report.model import Table
from workbench.report.render.html import render
from workbench.report.view import build
from workbench.report.view_texts import texts
from workbench.text import LANGUAGES, Language

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>1</script>",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "\u202egpj.exe\x1b[31m",
    "'; } body { background: url(https://contoh.invalid/) } /*",
)


class Page(HTMLParser):
    """Collects tags, attributes and text as a browser would meet them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open = tag

    def handle_data(self, data: str) -> None:
        if self.open != "style":
            self.words.append(data)


def poisoned(value: Any, poison: str) -> Any:
    """Return the study with `poison` in every free text, its codes and times left alone."""
    if isinstance(value, dict):
        return {
            key: item if key in FIXED else poisoned(item, poison) for key, item in value.items()
        }
    if isinstance(value, list):
        return [poisoned(item, poison) for item in value]
    return f"{value}{poison}" if isinstance(value, str) and value else value


FIXED = {
    *("start", "end", "kind", "status", "severity", "transform", "method", "zone", "path", "file"),
    *("a", "b", "members", "sha256", "id", "exhibit", "exhibits", "format", "regime", "route"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_view_stands_on_the_page(
    study: dict[str, Any], pictures: dict[str, bytes], language: Language
) -> None:
    view = build(study, pictures, language)
    page = Page(render(view))
    seen = " ".join(" ".join(page.words).split())
    alt = {attrs["alt"] for tag, attrs in page.tags if tag == "img"}
    unsaid = {view.running, view.page_name}
    for text in texts(view):
        if " ".join(text.split()) in seen or text in alt or text in unsaid:
            continue
        # Sentences for what is absent are shown only where it is absent.
        assert text in _stand_ins(view), text


def _stand_ins(view: Any) -> set[str]:
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, Table) and not part.rows:
            found.update(part.columns)
        for name, value in getattr(part, "__dict__", {}).items():
            if isinstance(value, str) and (name.endswith("empty") or name == "no_picture"):
                found.add(value)
            for item in value if isinstance(value, tuple) else (value,):
                walk(item)

    walk(view)
    return found


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_text_in_every_field_stays_text(
    study: dict[str, Any], pictures: dict[str, bytes], poison: str
) -> None:
    clean = Page(render(build(study, pictures, "id")))
    page = Page(render(build(poisoned(study, poison), pictures, "id")))
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in clean.tags}
    for tag, attrs in page.tags:
        assert tag not in {"script", "iframe", "object", "embed", "link", "base", "form"}
        assert not any(name.startswith("on") for name in attrs)
        for name in ("href", "src", "xlink:href", "action"):
            assert re.match(r"#|data:image/jpeg;base64,", attrs.get(name) or "#"), attrs
    assert "\u202e" not in "".join(page.words)
    assert "\x1b" not in "".join(page.words)


def test_hostile_names_are_shown_as_they_are(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    name = "kiriman/<img src=x onerror=1>.jpg"
    study["exhibits"][5]["path"] = name
    page = Page(render(build(study, pictures, "id")))
    assert any(name in words for words in page.words)


def test_a_case_number_cannot_break_out_of_the_style_sheet(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    study["case"] = {**study["case"], "number": "</style>';}*{color:red}"}
    page = render(build(study, pictures, "id"))
    assert "*{color:red}" not in page.split("<style>")[1].split("</style>")[0]


def test_the_policy_forbids_everything_that_is_not_inside(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    page = Page(render(build(study, pictures, "id")))
    [policy] = [
        attrs["content"]
        for tag, attrs in page.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "http" not in policy


def test_every_link_leads_somewhere_and_no_anchor_is_twice(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    page = Page(render(build(study, pictures, "id")))
    anchors = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(anchors) == len(set(anchors))
    for tag, attrs in page.tags:
        if tag == "a":
            assert (attrs["href"] or "")[1:] in anchors
