"""The form that releases pictures: nothing leaves by looking, and a person's boxes are kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
import skimage.data
from PIL import Image

from workbench.case import load
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.examples import copy
from workbench.report.redaction.pictures import releases
from workbench.text import LANGUAGES, Language
from workbench.ui.evidence import release


def photo() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(skimage.data.astronaut()).save(stream, "JPEG", quality=90)
    return stream.getvalue()


@pytest.fixture
def known(tmp_path: Path) -> Examination:
    folder = load(copy("pilkada-laporan", tmp_path / "case"))
    one = Exhibit("B-01", "foto.jpg", 1, "a" * 64, "image/jpeg", True, "ok", "")
    two = Exhibit("B-02", "lain.jpg", 1, "b" * 64, "image/jpeg", True, "ok", "")
    previews = {"foto.jpg": photo(), "lain.jpg": photo()}
    return Examination(folder, (one, two), previews=previews)


def inside(widget: ipywidgets.Widget) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def part(box: ipywidgets.Widget, name: str) -> Any:
    wanted = f"workbench-release-{name}"
    return next(w for w in inside(box) if wanted in getattr(w, "_dom_classes", ()))


def said(box: ipywidgets.Widget) -> str:
    return " ".join(w.value for w in inside(box) if isinstance(w, ipywidgets.HTML))


def test_a_proposal_is_looked_at_changed_and_only_then_kept(known: Examination) -> None:
    box = release.form(known.folder, known, "id")
    assert part(box, "reader").value == "public"
    part(box, "propose").click()
    sliders = [w for w in inside(box) if isinstance(w, ipywidgets.IntRangeSlider)]
    assert len(sliders) >= 2
    assert releases.load(known.folder.path)["public"] == {}
    sliders[0].value = (300, 560)
    part(box, "add").click()
    part(box, "reason").value = "Wajah pembicara ditutup."
    part(box, "release").click()
    kept = releases.load(known.folder.path)["public"]["B-01"]
    assert kept.is_shown
    assert kept.faces[0][:1] + kept.faces[0][2:3] == (300, 560)
    assert kept.faces[-1] == (400, 400, 600, 600)
    assert "B-01 diizinkan tampil untuk umum" in said(box)
    again = release.form(known.folder, known, "id")
    assert part(again, "reason").value == "Wajah pembicara ditutup."
    part(again, "withdraw").click()
    assert not releases.load(known.folder.path)["public"]["B-01"].is_shown


def test_without_a_reason_nothing_is_released_and_the_form_says_so(known: Examination) -> None:
    box = release.form(known.folder, known, "en")
    part(box, "release").click()
    assert 'role="alert"' in said(box)
    assert releases.load(known.folder.path)["public"] == {}


def test_covers_are_carried_to_an_alike_picture_and_a_bare_one_needs_a_reason(
    known: Examination,
) -> None:
    """A face covered in one picture and bare in its copy is told to anybody with both."""
    one, two = known.exhibits
    alike = replace(known, exhibits=(one, replace(two, sha256=one.sha256)))
    releases.decide(
        known.folder.path, "forwarding", releases.Release("B-01", "a" * 64, (NOWHERE,), "Wajah.")
    )
    box = release.form(alike.folder, alike, "id")
    part(box, "exhibit").value = "B-02"
    part(box, "reason").value = "Dilihat."
    part(box, "release").click()
    assert "B-01" in said(box)
    assert 'role="alert"' in said(box)
    assert releases.load(known.folder.path)["public"] == {}
    part(box, "differs").value = "Orang itu setuju."
    part(box, "release").click()
    assert releases.load(known.folder.path)["public"]["B-02"].differs == "Orang itu setuju."
    part(box, "propose").click()
    sliders = [w for w in inside(box) if isinstance(w, ipywidgets.IntRangeSlider)]
    assert (sliders[0].value, sliders[1].value) == ((10, 60), (900, 990))


NOWHERE = (10, 900, 60, 990)


def test_another_picture_and_another_reader_start_from_their_own_decision(
    known: Examination,
) -> None:
    box = release.form(known.folder, known, "id")
    part(box, "add").click()
    part(box, "reason").value = "Ditutup."
    part(box, "release").click()
    part(box, "exhibit").value = "B-02"
    assert [w for w in inside(box) if isinstance(w, ipywidgets.IntRangeSlider)] == []
    part(box, "exhibit").value = "B-01"
    assert len([w for w in inside(box) if isinstance(w, ipywidgets.IntRangeSlider)]) == 2
    part(box, "reader").value = "forwarding"
    assert [w for w in inside(box) if isinstance(w, ipywidgets.IntRangeSlider)] == []
    part(box, "preview").value = True
    assert part(box, "preview").value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_says_what_was_released_and_stays_text(
    known: Examination, language: Language
) -> None:
    hostile = releases.Release("B-01", "a" * 64, (), "<script>alert(1)</script>")
    releases.decide(known.folder.path, "public", hostile)
    shown = release.static(known.folder, known, language)
    assert "B-01" in shown.text
    assert "<script>" not in str(shown.html)
    assert "<script>" not in said(release.form(known.folder, known, language))


def test_a_case_without_pictures_says_so(known: Examination) -> None:
    empty = Examination(known.folder)
    assert part_count(release.form(empty.folder, empty, "id")) == 0


def part_count(box: ipywidgets.Widget) -> int:
    return sum(isinstance(widget, ipywidgets.Button) for widget in inside(box))
