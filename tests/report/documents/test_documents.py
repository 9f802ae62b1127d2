"""Official documents: an office signs them, so nothing may be missing, invented or live in them."""

from __future__ import annotations

import importlib.util
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.report.documents.reading import comments, words
from workbench.errors import CaseInvalidError, ReportError
from workbench.report.documents.make import PURPOSES, documents, papers
from workbench.report.documents.office_settings import VARIABLE, load_office
from workbench.report.render.docx_template import fill, unknown
from workbench.resources import templates
from workbench.text import LANGUAGES, Language

Study = dict[str, Any]
SHIPPED = templates() / "documents"


@pytest.fixture(autouse=True)
def no_office_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def filled(study: Study) -> Study:
    """A study with a kajian, in the shape that ``kajian.as_json`` gives."""
    words_of = {"id": "ASN hadir pada deklarasi", "en": "A civil servant at a declaration"}
    study["case"] = {**study["case"], "rule_pack": "netralitas-2022"}
    study["kajian"] = {
        "format": "1",
        "rule_pack": {"id": "netralitas-2022", "version": "1", "sha256": "", "title": words_of},
        "issue": "Apakah kehadiran T-1 memenuhi unsur?",
        "requirements": [
            {
                "id": "F1",
                "kind": "formal",
                "text": {"id": "Nama dan alamat pelapor", "en": "Name and address"},
                "instrument": "PB7-2022",
                "article": "15 ayat (3)",
                "fact": "P-1 tercatat.",
                "judgement": "terpenuhi",
                "reason": "Diperlihatkan.",
            }
        ],
        "screening": {
            "result": "x",
            "result_text": {"id": "Diregistrasi", "en": "Register"},
            "reason": "",
        },
        "norms": [
            {
                "id": "SKB-2022/A3",
                "title": words_of,
                "instrument_title": {"id": "SKB 2022", "en": "Joint decree 2022"},
                "article": "daftar A",
                "elements": [
                    {
                        "text": {"id": "Hadir", "en": "Was present"},
                        "supports": {"B-01": "seluruh foto"},
                        "contradicts": {},
                        "alternative": "Hanya melintas.",
                        "status": "belum_cukup_bukti",
                        "reason": "Satu sumber.",
                    }
                ],
            }
        ],
        "facts": [{"id": "F-1", "text": "Bahwa T-1 hadir.", "cites": {"B-01": ""}}],
        "statements": [{"id": "S-1", "person": "S-1", "role": "saksi", "summary": "Melihat."}],
        "conclusions": [
            {
                "norm": "SKB-2022/A3",
                "title": words_of,
                "conclusion_text": {"id": "Diduga melanggar", "en": "Alleged breach"},
                "disposition_text": {"id": "Diteruskan", "en": "Forwarded"},
                "target": "BKN",
                "reason": "Unsur terpenuhi.",
                "concerns": ["T-1"],
            }
        ],
        "letters": [
            {
                "track": "hukum_lainnya",
                "stage": "kajian",
                "purpose": "rekomendasi_hukum_lain",
                "addressee": "Kepala BKN",
                "persons": ["T-1"],
                "norms": [{"id": "SKB-2022/A3", "cited": words_of}],
                "exhibits": ["B-01"],
            }
        ],
        "recommendation": "Diteruskan kepada BKN.",
        "pleno": {
            "at": "2024-09-25",
            "decision": "Diteruskan.",
            "members": {"A-1": {"name": "Ketua", "position": "Ketua", "vote": "setuju"}},
        },
    }
    return study


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_filled_and_leaves_no_placeholder(
    filled: Study, language: Language
) -> None:
    filled["case"] = {**filled["case"], "register_number": "010/Reg/LP/PB/Kab/06.10/IX/2024"}
    filled["statements"][0]["sworn"] = True
    made = documents(filled, language)
    finding = {**filled, "case": {**filled["case"], "route": "temuan"}}
    purposes = {one.purpose for study in (filled, finding) for one in papers(study)}
    assert purposes | {"lembar_pemeriksa"} == set(PURPOSES)
    made |= documents(finding, language, only=("temuan",))
    for name, data in made.items():
        text = words(data)
        assert "{{" not in text, name
        assert "{%" not in text, name
        submitted = name in {
            "kajian_awal.docx",
            "formulir_laporan.docx",
            "formulir_tanda_bukti.docx",
        }
        number = "number" if submitted else "register_number"
        assert filled["case"][number] in text, name


def test_a_form_carries_the_number_that_it_asks_for(filled: Study) -> None:
    """A report's number of submission in place of the register's sends the file astray."""
    submitted, registered = "012/LP/PB/Kab/06.10/IX/2024", "010/Reg/LP/PB/Kab/06.10/IX/2024"
    for number, given in (
        (submitted, {}),
        (registered, {"submission_number": submitted}),
        (submitted, {"register_number": registered}),
    ):
        filled["case"] = {**filled["case"], "number": number, "submission_number": "",
                          "register_number": "", **given}  # fmt: skip
        made = documents(filled, "id", only=("kajian_awal", "kajian"))
        first, study = words(made["kajian_awal.docx"]), words(made["kajian.docx"])
        assert submitted in first
        assert "/Reg/" not in first
        assert submitted not in study
        # What nobody gave is a line to fill in, not the other number.
        assert (registered in study) == ("/Reg/" in number + given.get("register_number", ""))


MARKS = ("belum diverifikasi", "sumber berbeda", "unverified", "conflicting", "hapus")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_its_comments_a_paper_is_clean(filled: Study, language: Language) -> None:
    """A mark inside a finding reads as if the office's own finding were unverified."""
    weak = {"mark": "unverified", "note": {"id": "Catatan rekaan.", "en": "An invented note."}}
    for one in filled["kajian"]["conclusions"]:
        one["conclusion_text"] |= weak
    made = documents(filled, language, only=("kajian", "penerusan", "ba_pleno"))
    for name, data in made.items():
        assert not [mark for mark in MARKS if mark in words(data)], name
    found = comments(made["kajian.docx"])
    assert any(weak["note"][language] in one for one in found)
    clean = documents(filled, language, only=("kajian", "penerusan", "ba_pleno"), clean=True)
    for name, data in clean.items():
        assert comments(data) == [], name
        assert words(data) == words(made[name]), name


def test_comments_tell_no_time_and_foreign_text_makes_none(filled: Study) -> None:
    filled["kajian"]["issue"] = "\ue000Pokok\ue001komentar palsu\ue002"
    data = documents(filled, "id", only=("kajian",))["kajian.docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "w:date" not in package.read("word/comments.xml").decode()
    assert not any("palsu" in one for one in comments(data))
    assert "\\ue000Pokok\\ue001komentar palsu" in words(data)


def test_what_the_case_says_is_not_left_dotted(filled: Study) -> None:
    """A line of dots where the case has the answer is copied by hand, and wrongly."""
    filled["kajian"]["pleno"]["minutes"] = "15/BA/PLENO/X/2024"
    filled["kajian"]["answers"] = {"process": {"decided": "2024-10-14", "forwarded": "2024-10-15"}}
    filled["kajian"]["letters"][0] |= {"sent": "2024-10-15", "number": "021/PM/X/2024"}
    filled["kajian"]["statements"][0] |= {"at": "2024-10-02T10:30+07:00", "mode": "daring",
                                          "invited": "2024-09-30"}  # fmt: skip
    made = documents(filled, "id")
    assert "Nomor: 15/BA/PLENO/X/2024" in words(made["ba_pleno.docx"])
    assert "14 Oktober 2024" in words(made["kajian.docx"])
    letter = words(made["rekomendasi_hukum_lain.docx"])
    for one in ("Kepada Yth. Kepala BKN", "021/PM/X/2024", "15 Oktober 2024"):
        assert one in letter
    invited = words(made["undangan_klarifikasi_S-1.docx"])
    for one in ("Rabu, 2 Oktober 2024", "10.30 WIB", "secara daring", "30 September 2024"):
        assert one in invited


def test_what_the_reviewer_wrote_stands_in_the_kajian(filled: Study) -> None:
    text = words(documents(filled, "id")["kajian.docx"])
    for said in (
        "Apakah kehadiran T-1 memenuhi unsur?",
        "B-01 (seluruh foto)",
        "Hanya melintas.",
        "belum cukup bukti",
        "diduga melanggar",
        "Bahwa T-1 hadir. [B-01]",
        "Diteruskan kepada BKN.",
    ):
        assert said in text, said


def test_every_exhibit_stands_in_the_list_with_its_whole_digest(study: Study) -> None:
    text = words(documents(study, "id")["daftar_bukti.docx"]).replace(" ", "")
    for row in study["exhibits"]:
        assert row["path"].replace(" ", "") in text
        assert row["sha256"] is None or row["sha256"] in text


def test_the_list_and_the_kajian_show_the_pictures_that_may_be_shown(
    filled: Study, pictures: dict[str, bytes]
) -> None:
    shown = dict(list(pictures.items())[:2])
    made = documents(filled, "id", previews=shown)
    for name in ("daftar_bukti.docx", "kajian.docx"):
        body: Any = Document(io.BytesIO(made[name])).element.body
        drawn = [shape.get("descr") for shape in body.iter("{*}docPr")]
        assert len(drawn) == len(shown), name
        assert all(text and "B-0" in text for text in drawn), name
    without = documents(filled, "id")
    body = Document(io.BytesIO(without["kajian.docx"])).element.body
    assert list(body.iter("{*}docPr")) == []
    assert "Lampiran: gambar bukti" not in words(without["kajian.docx"])
    assert "Lampiran: gambar bukti" in words(made["kajian.docx"])


def test_a_document_declares_its_language(filled: Study) -> None:
    for language, tag in (("id", "id-ID"), ("en", "en-GB")):
        data = documents(filled, language)["kajian.docx"]  # type: ignore[arg-type]
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert f'w:val="{tag}"' in package.read("word/styles.xml").decode()


def test_the_form_code_and_labels_come_from_the_rule_pack(filled: Study) -> None:
    pilkada = words(documents(filled, "id")["kajian.docx"])
    assert "A.11" in pilkada
    assert "Analisis keterpenuhan unsur" in pilkada
    filled["case"] = {**filled["case"], "regime": "pemilu"}
    assert "B.13" in words(documents(filled, "id")["kajian.docx"])


def test_an_empty_study_gives_forms_that_say_what_is_not_filled_in(study: Study) -> None:
    study["kajian"] = {}
    study["statements"] = []
    text = words(documents(study, "id")["kajian.docx"])
    assert "(belum diisi)" in text


def test_the_same_study_gives_the_same_bytes(filled: Study) -> None:
    assert documents(filled, "id") == documents(filled, "id")


def test_foreign_text_stays_text(filled: Study) -> None:
    hostile = "</w:t><w:r/>{{ 7*7 }}{% for x in y %} & <b> \x1b\x00 \u202e"
    filled["kajian"]["issue"] = hostile
    filled["exhibits"][0]["path"] = hostile
    made = documents(filled, "id")
    assert "</w:t><w:r/>{{ 7*7 }}{% for x in y %} & <b>" in words(made["kajian.docx"])
    assert "\\u202e" in words(made["daftar_bukti.docx"])
    for data in made.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            relations = package.read("word/_rels/document.xml.rels").decode()
            assert "TargetMode" not in relations
            assert not [name for name in package.namelist() if "vba" in name.lower()]


def test_a_misspelt_placeholder_is_refused_by_name_and_page(filled: Study, tmp_path: Path) -> None:
    own = Document(str(SHIPPED / "kajian.docx"))
    own.add_page_break()
    own.add_paragraph("{{ nomer_perkara }}")
    own.save(str(tmp_path / "kajian.docx"))
    with pytest.raises(ReportError) as caught:
        documents(filled, "id", templates=tmp_path)
    assert caught.value.code == "template_asks_unknown"
    assert caught.value.fields == {"template": "kajian.docx", "name": "nomer_perkara", "page": 2}


@pytest.mark.parametrize("broken", ["{% if title %}", "{{ title", "{{ title | nothing }}"])
def test_a_template_broken_by_its_editor_is_named(
    filled: Study, tmp_path: Path, broken: str
) -> None:
    own = Document(str(SHIPPED / "kajian.docx"))
    own.add_paragraph(broken)
    own.save(str(tmp_path / "kajian.docx"))
    with pytest.raises(ReportError) as caught:
        documents(filled, "id", templates=tmp_path)
    assert caught.value.code == "template_broken"
    (tmp_path / "kajian.docx").write_bytes(b"bukan dokumen")
    with pytest.raises(ReportError) as caught:
        documents(filled, "id", templates=tmp_path)
    assert caught.value.code == "template_broken"


def test_a_template_cannot_reach_into_the_program(filled: Study, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{{ title.__class__.__mro__ }}")
    own.save(str(tmp_path / "own.docx"))
    with pytest.raises(ReportError):
        fill(tmp_path / "own.docx", {"title": "x"}, "x", "id")


def test_shipped_templates_are_what_the_script_makes(tmp_path: Path) -> None:
    script = templates() / "make_documents.py"
    spec = importlib.util.spec_from_file_location("make_documents", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.HERE = tmp_path
    module.main()
    for purpose in PURPOSES:
        name = f"{purpose}.docx"
        assert _parts(tmp_path / name) == _parts(SHIPPED / name), "run templates/make_documents.py"


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_offices_settings_make_the_letterhead(
    filled: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "office.yaml"
    settings.write_text(
        'format: "1"\nname: Bawaslu Kabupaten Rekaan\nchair: Ketua Rekaan\naddress: Jalan Contoh\n',
        "utf-8",
    )
    monkeypatch.setenv(VARIABLE, str(settings))
    text = words(documents(filled, "id")["rekomendasi_hukum_lain.docx"])
    assert "Bawaslu Kabupaten Rekaan" in text
    assert "Ketua Rekaan" in text
    assert load_office(filled["case"]).place == "Teluk Beringin"
    settings.write_text("name: [satu, dua]\n", "utf-8")
    with pytest.raises(CaseInvalidError):
        load_office({})
    monkeypatch.setenv(VARIABLE, str(tmp_path / "tidak-ada.yaml"))
    with pytest.raises(ReportError):
        load_office({})


def test_unknown_names_are_found_in_loops_too(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{%p for one in rows %}")
    own.add_paragraph("{{ one.name }} {{ one.nmae }} {{ two.name }}")
    own.add_paragraph("{%p endfor %}")
    own.save(str(tmp_path / "own.docx"))
    found = unknown(tmp_path / "own.docx", {"rows": [{"name": "a"}]})
    assert [item.name for item in found] == ["one.nmae", "two.name"]
    shutil.rmtree(tmp_path)
