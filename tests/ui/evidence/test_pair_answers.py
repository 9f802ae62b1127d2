"""The form beside like pictures: an answer must reach the file, with a reason, and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets
import pytest
import skimage.data
from PIL import Image

from workbench.case import load
from workbench.case.journal import read
from workbench.duplicates.relations.decisions import Decision
from workbench.duplicates.relations.pair_answers import FILE, remember
from workbench.duplicates.relations.pair_answers import load as load_answers
from workbench.examination.examine import Examination, examine
from workbench.ui.evidence.comparison import comparisons
from workbench.ui.evidence.pair_answers import PairAnswers
from workbench.ui.notebook import open_case


@pytest.fixture
def examined(tmp_path: Path) -> Examination:
    """A photograph, its mirror image, a crop of it, the same bytes again, and a letter twice."""
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    photo = Image.fromarray(skimage.data.coffee())
    photo.save(evidence / "a.jpg", quality=92)
    photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(evidence / "b.jpg", quality=80)
    (evidence / "c.jpg").write_bytes((evidence / "a.jpg").read_bytes())
    letter = " ".join(f"kata{number}" for number in range(80))
    (evidence / "surat.txt").write_text(letter, "utf-8")
    (evidence / "surat-lagi.txt").write_text(f"{letter} tambahan", "utf-8")
    return examine(load(evidence.parent), cache=False)


def click(form: PairAnswers, button: ipywidgets.Button) -> None:
    button.click()
    assert form._status.value


def answer(form: PairAnswers, verdict: str, reason: str) -> None:
    form._answer.value, form._reason.value = verdict, reason
    click(form, form._save)


def test_an_answer_with_its_reason_reaches_the_file_and_the_journal(examined: Examination) -> None:
    form, folder = PairAnswers(examined, "id"), examined.folder.path
    form._shown.value = "all"
    assert len(form.pairs) == 3, "what is equal byte for byte is not asked"
    assert form._pictures.value.count("<img") == 4
    answer(form, "different", "latarnya lain")
    (kept,) = load_answers(folder)
    assert (kept.decision, kept.reason) == ("different", "latarnya lain")
    assert kept.exhibits == "B-01, B-02"
    assert read(folder / "journal.jsonl")[0][-1].file == FILE
    assert "ditolak" in form._chooser.options[0][0]
    # The same bytes stand in c.jpg too: the answer holds for that pair as well.
    assert {(pair.a, pair.b): pair.decision for pair in form.pairs} == {
        ("a.jpg", "b.jpg"): "different",
        ("b.jpg", "c.jpg"): "different",
        ("surat-lagi.txt", "surat.txt"): "",
    }


def test_without_an_answer_or_a_reason_nothing_is_saved(examined: Examination) -> None:
    form = PairAnswers(examined, "id")
    answer(form, "", "alasan")
    assert "pilih jawabannya" in form._status.value
    answer(form, "same", "   ")
    assert "alasannya" in form._status.value
    assert not (examined.folder.path / FILE).exists()


def test_undo_brings_back_what_stood_there(examined: Examination) -> None:
    form = PairAnswers(examined, "id")
    answer(form, "different", "keliru")
    answer(form, "same", "dilihat lagi")
    click(form, form._undo)
    assert (form._answer.value, form._reason.value) == ("different", "keliru")
    click(form, form._undo)
    assert form._answer.value == ""
    assert load_answers(examined.folder.path) == ()
    click(form, form._undo)
    assert "Tidak ada jawaban" in form._status.value


def test_what_a_colleague_answered_meanwhile_is_seen_and_kept(examined: Examination) -> None:
    form, folder = PairAnswers(examined, "id"), examined.folder.path
    hashes = {one.path: one.sha256 or "" for one in examined.exhibits}
    other = Decision.of(hashes["surat.txt"], hashes["surat-lagi.txt"], "same", "salinan surat")
    remember(folder, other, by="Rekan Rekaan")
    places = {pair.a: place for place, pair in enumerate(form.pairs)}
    form._chooser.value = places["surat-lagi.txt"]
    assert form._reason.value == "salinan surat"
    form._chooser.value = places["a.jpg"]
    answer(form, "same", "jelas")
    assert len(load_answers(folder)) == 2


def test_the_chooser_walks_through_all_pairs(examined: Examination) -> None:
    form = PairAnswers(examined, "en")
    form._shown.value = "all"
    seen = [form._chooser.value]
    while not form._next.disabled:
        form._next.click()
        seen.append(form._chooser.value)
    assert seen == [0, 1, 2]
    form._word.value = "surat"
    assert len(form._chooser.options) == 1
    assert "<img" not in form._pictures.value, "letters have no picture, and say so"
    assert form._pictures.value


def test_the_form_opens_with_each_exhibit_against_the_closest(examined: Examination) -> None:
    """Of 105 pairs nobody answers the first."""
    form = PairAnswers(examined, "en")
    opened = [form.pairs[index] for _, index in form._chooser.options]
    assert [(pair.a, pair.b) for pair in opened] == [
        ("a.jpg", "b.jpg"), ("surat-lagi.txt", "surat.txt"),
    ]  # fmt: skip
    form._word.value = "tidak-ada"
    assert form._chooser.options == ()
    assert "no such pair" in form._pictures.value
    assert form._save.disabled
    form._word.value = ""
    assert not form._save.disabled


def test_what_was_answered_stays_in_sight_until_the_next(examined: Examination) -> None:
    """In a list of what is open, the answer just given must not vanish under the hands."""
    form = PairAnswers(examined, "en")
    form._shown.value = "open"
    answer(form, "same", "jelas")
    assert form._answer.value == "same"
    form._next.click()
    assert form._answer.value == ""
    assert len(form._chooser.options) == 1


def test_enter_in_the_reason_saves(examined: Examination) -> None:
    form = PairAnswers(examined, "en")
    form._answer.value, form._reason.value = "same", "jelas"
    form._reason._handle_custom_msg({"event": "submit"}, [])
    assert len(load_answers(examined.folder.path)) == 1


def test_a_rejected_pair_that_still_hangs_together_is_told(examined: Examination) -> None:
    """b was rejected against a and c; through a third copy the group would stay, unseen."""
    evidence = examined.folder.evidence
    with Image.open(evidence / "a.jpg") as photo:
        photo.resize((450, 300)).save(evidence / "d.jpg", quality=70)
    form = PairAnswers(examine(load(evidence.parent), cache=False), "en")
    form._word.value = "b.jpg"
    form._shown.value = "all"
    wanted = next(n for n, p in enumerate(form.pairs) if (p.a, p.b) == ("a.jpg", "b.jpg"))
    form._chooser.value = wanted
    answer(form, "different", "lain")
    assert "still share a group through B-04" in form._status.value


def test_answers_on_files_that_are_gone_are_told_without_any_pair(tmp_path: Path) -> None:
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    (evidence / "a.txt").write_text("sendiri", "utf-8")
    gone = Decision.of("a" * 64, "b" * 64, "same", "jelas", "B-01, B-02")
    remember(evidence.parent, gone)
    form = PairAnswers(examine(load(evidence.parent), cache=False), "en")
    assert "B-01, B-02" in form._outdated.value
    assert form.box.layout.display != "none"
    assert form._asking.layout.display == "none"


def test_a_damaged_file_is_told_and_left_as_it_is(examined: Examination) -> None:
    form, path = PairAnswers(examined, "id"), examined.folder.path / FILE
    path.write_text("decisions: [rusak\n", "utf-8")
    answer(form, "same", "jelas")
    assert FILE in form._status.value
    assert path.read_text("utf-8") == "decisions: [rusak\n"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_control_has_a_name(examined: Examination, language: Any) -> None:
    form = PairAnswers(examined, language)
    for control in (form._chooser, form._answer, form._reason, form._save, form._undo):
        assert control.description.strip()


def test_hostile_reasons_are_shown_as_text(examined: Examination) -> None:
    attack = "<img src=x onerror=alert(1)>"
    form = PairAnswers(examined, "id")
    answer(form, "same", attack)
    for widget in form.box.children:
        if isinstance(widget, ipywidgets.HTML):
            assert "<img src=x" not in widget.value


def test_an_executed_notebook_shows_the_pairs_without_a_form(examined: Examination) -> None:
    """A record is read in ten years: pictures laid onto each other, each with words for it."""
    shown = comparisons(examined, examined.duplicates, "id")
    assert shown.html.count("<img") == 8
    assert shown.html.count("alt=") == 8
    assert "<script" not in shown.html
    book = open_case(str(examined.folder.path), "id", interactive=False)
    assert "Dibandingkan berdampingan" in book.duplicates()._repr_html_()
