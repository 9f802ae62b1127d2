"""HTML, PDF and Word say the same: whoever gets one of them has missed nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from tests.report.render import renderings
from tests.report.render.renderings import squeezed
from tests.report.test_copies import made
from workbench.examples import copy, names
from workbench.report.copies import Source, compose, load
from workbench.report.redaction.selection import Profile
from workbench.report.render import html, pdf, word
from workbench.report.render.glyphs import printable
from workbench.report.view import build
from workbench.text import Language

# What lists and pages count with, and the foot of each page.
_PAGED = re.compile(r"\d*[.·/–]?|Halaman|Page")


def differences(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what stands in one rendering and not in another, by a name for both."""
    page, page_alt, drawn = renderings.html(files["report.html"])
    typed, typed_alt = renderings.word(files["report.docx"])
    printed, printed_alt = renderings.pdf(files["report.pdf"])
    # Word shows the drawings as pictures, so their labels are not among its texts.
    labels = " ".join(drawn)
    whole = {
        "html": squeezed(printable(" ".join(page) + labels)),
        "docx": squeezed(printable(" ".join(typed) + labels)),
        "pdf": squeezed(" ".join(printed)),
    }
    # Of a page of the PDF only its words can be told apart.
    parts = {
        "html": page,
        "docx": typed,
        "pdf": [part for text in printed for part in text.split()],
    }
    found = {
        f"{one}, not {other}": [
            text
            for text in parts[one]
            if squeezed(printable(text)) not in whole[other] and not _PAGED.fullmatch(text.strip())
        ]
        for one in whole
        for other in whole
        if one != other
    }
    alternatives = {
        "docx": Counter(map(squeezed, typed_alt)),
        "html": Counter(map(squeezed, page_alt)),
        "pdf": Counter(map(squeezed, printed_alt)),
    }
    for one in ("docx", "pdf"):
        missing = (alternatives["html"] - alternatives[one]) + (
            alternatives[one] - alternatives["html"]
        )
        found[f"alternative texts, html and {one}"] = sorted(missing)
    return {name: texts for name, texts in found.items() if texts}


@pytest.fixture(scope="module", params=names())
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    return load(made(copy(request.param, tmp_path_factory.mktemp("seri") / "case")))


@pytest.mark.parametrize(
    ("profile", "language"), [("internal", "id"), ("forwarding", "en"), ("public", "id")]
)
def test_no_content_stands_in_one_rendering_only(
    source: Source, profile: Profile, language: Language
) -> None:
    files = compose(source, profile, language)
    assert differences(files) == {}


def test_a_text_that_one_rendering_drops_is_noticed(
    study: dict, pictures: dict[str, bytes]
) -> None:
    view = build(study, pictures, "id")
    files = {
        "report.html": html.render(view).encode(),
        "report.pdf": pdf.render(view),
        "report.docx": word.render(view),
    }
    assert differences(files) == {}
    study["case"] = {**study["case"], "title": "Judul yang hanya ada di sini"}
    other = {**files, "report.docx": word.render(build(study, pictures, "id"))}
    assert "docx, not html" in differences(other)
    fewer = {**files, "report.docx": word.render(build(study, {}, "id"))}
    assert "alternative texts, html and docx" in differences(fewer)


def test_the_examples_stand_where_this_test_looks(source: Source) -> None:
    """A reading that finds nothing would make every comparison true."""
    files = compose(source, "internal", "id")
    readers = (("html", renderings.html), ("pdf", renderings.pdf), ("docx", renderings.word))
    for name, read in readers:
        said, alternatives, *_ = read(files[f"report.{name}"])
        assert str(source.study["case"]["number"]) in " ".join(said)
        assert len(alternatives) > 3
