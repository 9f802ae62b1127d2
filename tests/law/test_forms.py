"""The prescribed forms as data: a part lost here is lost on every paper an office signs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbench.law import load_pack
from workbench.law.form_shapes import Form

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
IN_FORCE = date(2024, 1, 12)
# Code, what it is asked for by, how many parts the annex prescribes in all its blocks.
FORMS = {
    "B.1": "laporan", "B.2": "temuan", "B.3": "tanda_bukti", "B.3.1": "tanda_bukti_perbaikan",
    "B.4": "pencabutan", "B.5": "pelimpahan", "B.6": "permintaan_pengambilalihan",
    "B.7": "kajian_awal", "B.8": "informasi_awal", "B.9": "undangan_klarifikasi",
    "B.10": "ba_sumpah", "B.11": "ba_sumpah_ahli", "B.12": "ba_klarifikasi", "B.13": "kajian",
    "B.14": "rekomendasi_kode_etik", "B.15": "rekomendasi_administratif",
    "B.16": "penerusan_pidana", "B.17": "rekomendasi_hukum_lain", "B.18": "pemberitahuan_status",
    "B.19": "permintaan_koreksi", "B.20": "ba_koreksi", "B.21": "status_koreksi",
}  # fmt: skip


def form(code: str) -> Form:
    [found] = [one for one in PACK.data.forms if one.code == code and "hlm." in one.source]
    return found


@pytest.mark.parametrize(("code", "purpose"), FORMS.items())
def test_every_form_of_the_annex_is_found_by_what_it_is_for(code: str, purpose: str) -> None:
    found = PACK.form(purpose, "pemilu", IN_FORCE)
    assert found == form(code)
    assert found.mark == "seen"
    assert found.article
    assert found.use is not None
    assert found.signers
    assert len({part.id for part in found.parts}) == len(found.parts) > 4


def test_no_form_of_it_serves_local_elections_or_an_earlier_day() -> None:
    assert PACK.form("kajian", "pilkada", date(2024, 10, 1)) != form("B.13")
    assert PACK.form("kajian", "pemilu", date(2022, 10, 20)) == form("B.13")
    assert PACK.form("kajian", "pemilu", date(2022, 10, 19)) is None


def test_letters_have_subject_addressee_and_their_own_number() -> None:
    for code in ("B.14", "B.15", "B.16", "B.17"):
        one = form(code)
        assert one.subject is not None, code
        assert one.addressee is not None, code
        assert one.number == "recommendation", code
        assert one.stamp, code
    assert form("B.16").subject.id == "Penerusan Tindak Pidana Pemilu"  # type: ignore[union-attr]
    assert "Lain" in form("B.17").subject.id  # type: ignore[union-attr]


def test_the_number_each_form_carries() -> None:
    carried = {code: form(code).number for code in FORMS}
    for code in ("B.1", "B.3", "B.3.1", "B.7"):
        assert carried[code] == "submission", code
    for code in ("B.2", "B.10", "B.11", "B.12", "B.13"):
        assert carried[code] == "register", code
    assert {carried["B.20"], carried["B.21"]} == {"correction"}


def test_a_finding_has_no_preliminary_study_and_its_own_form() -> None:
    assert form("B.7").routes == ("laporan",)
    assert form("B.2").routes == ("temuan",)


def test_the_preliminary_study_has_six_headings_and_seven_recommendations() -> None:
    parts = {one.id: one for one in form("B.7").parts}
    assert [key for key in parts if key.startswith("III.")] == [
        "III.a", "III.b", "III.c", "III.d", "III.e", "III.f",
    ]  # fmt: skip
    assert parts["III.c"].label.id == "c. Pelimpahan Laporan"
    assert [parts[f"III.{letter}"].required for letter in "abcdef"] == [True] * 2 + [False] * 4
    assert len([key for key in parts if key.startswith("V.")]) == 7
    assert parts["III.a"].label.id == "a. Syarat Formal"


def test_the_study_and_the_record_of_clarification_as_printed() -> None:
    study = {one.id: one.label.id for one in form("B.13").parts}
    assert study["I"] == "I. Kasus Posisi:"
    assert study["III.2"] == "2. Fakta dan Analisis:"
    assert study["V.d"].startswith("d. meneruskan kepada Penyidik Kepolisian pada Gakkumdu")
    record = form("B.12")
    asked = [one for one in record.parts if one.kind == "question"]
    assert len(asked) == 7
    assert [one.id.rpartition(".")[2] for one in asked] == ["1", "2", "3", "7", "8", "9", "10"]
    assert form("B.10").duty
    assert form("B.4").letterhead == "none"


def test_headings_of_both_products_are_those_of_the_forms() -> None:
    labels = {one.id: one for one in PACK.data.sections}
    assert labels["kajian_awal.III.A"].label.id == "a. Syarat Formal"
    assert labels["kajian.I"].label.id == "I. Kasus Posisi"
    assert {one.mark for one in labels.values()} == {"seen"}
    assert not any("Jenis dugaan" in one.label.id for one in labels.values())


def test_a_heading_is_vouched_for_only_where_its_annex_was_read() -> None:
    for regime, tag in (("pemilu", ""), ("pilkada", " (belum diverifikasi)")):
        pack = load_pack("netralitas-2022", regime=regime, office=Path("/nonexistent"))
        heading = next(one for one in pack.data.sections if one.id == "kajian.I")
        assert pack.told(heading, "id") == f"I. Kasus Posisi{tag}"
        basis = pack.marked(heading).basis_in("id")
        assert basis.startswith("Perbawaslu 7/2022") is (regime == "pemilu")
