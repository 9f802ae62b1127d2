"""Forms laid out part by part: an office holds each against its annex, line by line."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.report.documents.reading import words
from workbench import examples
from workbench.case import load
from workbench.case.schema import Identity
from workbench.examination.document import assemble
from workbench.examination.examine import Examination
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.law import load_pack
from workbench.report.documents.make import documents
from workbench.report.documents.office_settings import VARIABLE

Study = dict[str, Any]
DOTS = re.compile(r"\.{8,}")


@pytest.fixture(autouse=True)
def no_office_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture(scope="module", params=["pilkada-laporan", "pemilu-temuan"])
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Study, dict[str, Identity]]:
    folder = load(examples.copy(request.param, tmp_path_factory.mktemp("forms") / "case"))
    study = assemble(Examination(folder), as_json(load_kajian(folder)))
    return study, {one.id: one for one in folder.identities.people}


def lines(data: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(data)).paragraphs if one.text.strip()]


def changed(study: Study, process: dict[str, str], **screening: str) -> Study:
    kajian = study["kajian"]
    answers = {**kajian["answers"], "process": {**kajian["answers"]["process"], **process}}
    kajian = {**kajian, "answers": answers, "screening": {**kajian["screening"], **screening}}
    return {**study, "kajian": kajian}


def test_each_form_has_every_part_of_its_annex_in_order(example: Any) -> None:
    study, _ = example
    study = changed(study, {"correction_asked": "2024-02-01", "completed": "2024-01-30"})
    pack = load_pack("netralitas-2022", regime=study["case"]["regime"])
    made = documents(study, "id", only=("formulir",))
    assert {"formulir_permintaan_koreksi.docx", "formulir_status_koreksi.docx"} <= set(made)
    for name, data in made.items():
        purpose = name.removeprefix("formulir_").removesuffix(".docx")
        form = next(one for one in pack.data.forms if one.purpose == purpose and one.parts)
        text, at = words(data), 0
        for part in form.parts:
            if part.kind in {"heading", "text", "list"} and part.required:
                found = text.find(part.label.id.partition(":")[0], at)
                assert found >= at, (name, part.id)
                at = found


def test_what_the_case_knows_is_no_line_to_fill_in(example: Any) -> None:
    """A dotted line where the case has the answer is written again by hand, and differs."""
    study, people = example
    made = documents(study, "id", only=("formulir",), people=people)
    if study["case"]["route"] == "laporan":
        told = lines(made["formulir_laporan.docx"])
        known = ("a. Nama", "f. Alamat", "a. Peristiwa", "b. Tempat Kejadian",
                 "d. Hari dan Tanggal diketahui", "Pukul")  # fmt: skip
        assert people["P-1"].name in words(made["formulir_laporan.docx"])
        # What the case does not know stays a line: nobody's birth or sex is made up.
        assert any(DOTS.search(one) for one in told if one.startswith("b. Tempat/Tgl Lahir"))
    else:
        told = lines(made["formulir_lhp.docx"])
        known = ("a. Nama Pelaksana", "b. Jabatan", "b. Tahapan", "d. Waktu dan Tempat",
                 "c. Waktu Kejadian", "d. Pelaku")  # fmt: skip
        assert "15 Januari 2024" in told[-1]
    for label in known:
        found = [one for one in told if one.startswith(label)]
        assert found, label
        assert not DOTS.search(found[0]), found[0]


def test_a_withdrawal_is_the_complainants_own_letter(example: Any) -> None:
    study, _ = example
    if study["case"]["route"] != "laporan":
        return
    study = changed(study, {}, result="not_registered_withdrawn")
    told = lines(documents(study, "id", only=("formulir",))["formulir_pencabutan.docx"])
    office = study["case"]["office"]["name"]
    assert office not in told[:3]
    assert f"Kepada Yth.\t: Ketua {office}" in told
    assert not any(one.startswith("Nomor:") for one in told)
    first = words(documents(study, "id", only=("kajian_awal",))["kajian_awal.docx"])
    assert "e. Pencabutan Laporan" in first


def test_a_correction_offers_both_ends_and_chooses_none(example: Any) -> None:
    study = changed(example[0], {"correction_asked": "2024-02-01"})
    made = documents(study, "id", only=("formulir",))
    told = lines(made["formulir_ba_koreksi.docx"])
    assert sum(one.startswith("☐") for one in told) == 2
    assert words(made["formulir_ba_koreksi.docx"]).count("Anggota") == 4


def without_comments(data: bytes) -> str:
    """Return the text of a paper after Word's own *Delete All Comments*."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    xml = re.sub(r"<w:comment(RangeStart|RangeEnd|Reference)[^>]*/>", "", xml)
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))


def test_deleting_all_comments_leaves_clean_papers(example: Any) -> None:
    """0 marks, and what the case gives stands there: nobody searches twenty pages for rests."""
    study, people = example
    made = documents(study, "id", people=people)
    dates = study["case"]["dates"]
    for name, data in made.items():
        if name == "lembar_pemeriksa.docx":
            continue
        text = without_comments(data)
        for mark in (
            "belum diverifikasi",
            "sumber berbeda",
            "(belum diisi)",
            "Workbench",
            "\ue000",
        ):
            assert mark not in text, (name, mark)
    text = without_comments(made["kajian.docx"])
    for label in ("Nama", "Tanggal Temuan/Laporan", "Tanggal Peristiwa"):
        rows = [one for one in text.splitlines() if label in one and ":" in one]
        assert rows, label
        assert not any(DOTS.search(one.partition(label)[2]) for one in rows[:1]), rows
    assert dates["event"]


def test_an_office_finds_the_page_and_how_many_there_are(example: Any, tmp_path: Path) -> None:
    data = documents(example[0], "id", only=("kajian",))["kajian.docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        foot = next(package.read(one).decode() for one in package.namelist() if "footer" in one)
    text = re.sub(r"<[^>]+>", "", foot)
    assert re.search(r"Halaman\s*PAGE\s*dari\s*NUMPAGES", text), text
