"""Invented cases from intake to letters: right form, number, addressee, law, and nobody else.

A letter about somebody who was cleared, sent to the police, cannot be taken back.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.documents.invented import CLEARED, NAMES, Invented, alleged, party
from tests.report.documents.reading import words
from workbench.report.documents.office_settings import VARIABLE


@pytest.fixture(autouse=True)
def no_office_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def says(letter: bytes, *wanted: str, without: tuple[str, ...] = ()) -> None:
    text = words(letter)
    for one in wanted:
        assert one in text, f"{one!r} is not in:\n{text}"
    for one in ("SKB A", "SKB C", "belum diverifikasi", "Dihentikan", *without):
        assert one not in text, f"{one!r} is in:\n{text}"


def test_camat_on_two_tracks_and_a_policeman_who_was_cleared(tmp_path: Path) -> None:
    """The cleared policeman, his norm and his exhibit stand in neither letter."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "012/LP/PB/Kab/06.12/X/2024",
            "register_number": "010/Reg/LP/PB/Kab/06.12/X/2024",
            "regime": "pilkada",
            "route": "laporan",
            "parties": [
                party("P-1", "pelapor"),
                party("T-1", "terlapor", "asn_pns", "Camat Rekaan"),
                party("T-2", "terlapor", "polri", "Kanit Rekaan"),
            ],
            "dates": {"event": "2024-10-01", "known": "2024-10-02", "reported": "2024-10-03"},
        },
        {
            "conclusions": {
                "PP94-2021/5n": alleged(
                    "hukum_lainnya", "diteruskan", "asn-bkn",
                    addressee="Kepala Kantor Regional VII BKN",
                    copies="Bupati Rekaan\nInspektur Rekaan",
                ),
                "UU10-2016/71(1)": alleged("pidana", "ke_gakkumdu", "pidana-gakkumdu"),
                "UU2-2002/28": CLEARED,
            },
            "process": {"forwarded": "2024-10-10", "forwarded_police": "2024-10-09"},
        },
        {"B-01": "T-1", "B-02": "T-2", "B-03": "T-1"},
        {"PP94-2021/5n": ["B-01"], "UU10-2016/71(1)": ["B-03"], "UU2-2002/28": ["B-02"]},
    )  # fmt: skip
    letters = case.letters()
    assert set(letters) == {"rekomendasi_hukum_lain.docx", "penerusan_pidana.docx"}
    nobody = (NAMES["T-2"], "T-2", "Kanit", "Polri", "UU 2/2002", "B-02", "UU 7/2017",
              "Nomor 7 Tahun 2017", NAMES["P-1"])  # fmt: skip
    register = "010/Reg/LP/PB/Kab/06.12/X/2024"
    says(letters["rekomendasi_hukum_lain.docx"],
         "Kepala Kantor Regional VII BKN", NAMES["T-1"], "PP 94/2021", "Pasal 5 huruf n", "B-01",
         register, "Tembusan:", "1. Bupati Rekaan", "2. Inspektur Rekaan", "10 Oktober 2024",
         without=(*nobody, "71 ayat (1)", "B-03", "Kapolres"))  # fmt: skip
    says(letters["penerusan_pidana.docx"],
         "Penerusan Tindak Pidana Pemilihan", "Penyidik Kepolisian", NAMES["T-1"], "UU 10/2016",
         "B-03", register, "9 Oktober 2024",
         without=(*nobody, "PP 94/2021", "B-01", "BKN", "Tembusan"))  # fmt: skip


def test_a_pppk_who_liked_posts_found_by_a_sub_district_office(tmp_path: Path) -> None:
    """In August 2024 it goes to KASN; a finding has its own form and no preliminary study."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "003/Reg/TM/PB/Kec-Rekaan/06.12/VIII/2024",
            "regime": "pilkada",
            "route": "temuan",
            "parties": [
                party("K-1", "penemu", "penyelenggara", "Anggota Panwaslu Kecamatan Rekaan"),
                party("T-1", "terlapor", "asn_pppk", "Guru PPPK"),
            ],
            "dates": {"event": "2024-08-05", "known": "2024-08-06", "registered": "2024-08-09"},
        },
        {
            "conclusions": {
                "SKB-2022/A4": alleged("hukum_lainnya", "diteruskan", "asn-kasn"),
            },
            "process": {"forwarded": "2024-08-14", "lhp": "2024-08-07",
                        "established": "2024-08-08", "decided": "2024-08-13"},
        },
        {"B-01": "T-1"},
        {"SKB-2022/A4": ["B-01"]},
    )  # fmt: skip
    letters = case.letters()
    says(letters["rekomendasi_hukum_lain.docx"],
         "Komisi Aparatur Sipil Negara (KASN)", NAMES["T-1"], "Guru PPPK", "SKB Netralitas 2022",
         "Temuan Nomor 003/Reg/TM/PB/Kec-Rekaan/06.12/VIII/2024", "Tembusan:",
         "Pejabat Pembina Kepegawaian", without=("BKN", "Laporan Nomor", NAMES["K-1"]))  # fmt: skip
    papers = case.papers("temuan", "kajian_awal", "kajian")
    assert set(papers) == {"temuan.docx", "kajian.docx"}
    says(papers["temuan.docx"], NAMES["K-1"], "Selasa, 6 Agustus 2024", "Rabu, 7 Agustus 2024")
    assert "3. Tanggal Temuan/Laporan: Kamis, 8 Agustus 2024" in words(papers["kajian.docx"])


def test_a_regent_who_moved_officials_goes_to_kpu(tmp_path: Path) -> None:
    """An administrative matter of a local election is KPU's, not the minister's."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "001/LP/PB/Kab/06.12/IX/2024",
            "register_number": "001/Reg/LP/PB/Kab/06.12/IX/2024",
            "regime": "pilkada",
            "route": "laporan",
            "parties": [party("P-1", "pelapor"),
                        party("T-1", "terlapor", "pejabat_daerah", "Bupati Rekaan")],
            "dates": {"event": "2024-09-10", "known": "2024-09-11", "reported": "2024-09-12"},
        },
        {
            "conclusions": {
                "UU10-2016/71(2)": alleged(
                    "administratif", "direkomendasikan", "administratif-kpu",
                    addressee="Ketua KPU Kabupaten Rekaan",
                    letter="001/Rekom-Adm/LP/PB/Kab/06.12/IX/2024",
                ),
            },
        },
        {"B-01": "T-1"},
        {"UU10-2016/71(2)": ["B-01"]},
    )  # fmt: skip
    letters = case.letters()
    assert set(letters) == {"rekomendasi_administratif.docx"}
    says(letters["rekomendasi_administratif.docx"],
         "Rekomendasi Pelanggaran Administratif Pemilihan",
         "Kepada Yth. Ketua KPU Kabupaten Rekaan",
         "001/Rekom-Adm/LP/PB/Kab/06.12/IX/2024", "001/Reg/LP/PB/Kab/06.12/IX/2024",
         "UU 10/2016", "71 ayat (2)",
         without=("Menteri Dalam", "Nomor 7 Tahun 2017", "UU 7/2017"))  # fmt: skip


VILLAGE_HEAD = {
    "regime": "pemilu",
    "parties": [
        party("P-1", "pelapor"),
        party("T-1", "terlapor", "kepala_desa", "Kepala Desa Rekaan"),
    ],
    "dates": {"event": "2024-01-12", "known": "2024-01-13",
              "reported": "Senin, 15 Januari 2024 pukul 10.00 WIB"},
}  # fmt: skip


def test_a_village_head_with_a_service_car_is_handed_to_the_sub_district(tmp_path: Path) -> None:
    """What is handed over has the number of submission: nobody has registered it yet."""
    case = Invented(
        tmp_path / "perkara",
        {**VILLAGE_HEAD, "number": "005/LP/PL/Kab/06.12/I/2024", "route": "laporan"},
        {
            "screening": {"result": "hand_over", "reason": "Terjadi di satu kecamatan.",
                          "addressee": "Ketua Panwaslu Kecamatan Rekaan",
                          "letter": "017/PM/I/2024"},
            "process": {"handed_over": "2024-01-17"},
        },
        {"B-01": "T-1"},
        {"UU7-2017/304": ["B-01"]},
    )  # fmt: skip
    letters = case.letters()
    assert set(letters) == {"pelimpahan.docx"}
    says(letters["pelimpahan.docx"],
         "FORMULIR MODEL B.5", "Ketua Panwaslu Kecamatan Rekaan", "017/PM/I/2024",
         "Nomor 005/LP/PL/Kab/06.12/I/2024", "17 Januari 2024", NAMES["P-1"],
         "Undang-Undang Nomor 7 Tahun 2017", without=("Tembusan", "/Reg/"))  # fmt: skip


def test_a_sub_district_office_writes_no_letter_to_the_police(tmp_path: Path) -> None:
    """Only a regency office forwards an offence: the reviewer's page says where it goes."""
    case = Invented(
        tmp_path / "perkara",
        {
            **VILLAGE_HEAD,
            "number": "004/Reg/LP/PL/Kec-Rekaan/06.12/I/2024",
            "route": "laporan",
        },
        {"conclusions": {"UU7-2017/490": alleged("pidana", "ke_gakkumdu", "pidana-gakkumdu")}},
        {"B-01": "T-1"},
        {"UU7-2017/490": ["B-01"]},
    )
    assert case.letters() == {}
    page = words(case.papers("kajian", "lembar_pemeriksa")["lembar_pemeriksa.docx"])
    assert "satu tingkat di atas" in page
    assert "UU 7/2017 Pasal 490" in page


def test_a_repeated_vote_in_april_2025(tmp_path: Path) -> None:
    """A village head on the day of a repeated vote: two tracks, both under the local law."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "002/Reg/LP/PB/Kab/06.12/IV/2025",
            "regime": "pilkada",
            "route": "laporan",
            "parties": [party("P-1", "pelapor"),
                        party("T-1", "terlapor", "kepala_desa", "Kepala Desa Rekaan")],
            "dates": {"event": "2025-04-10", "known": "2025-04-11", "reported": "2025-04-12"},
        },
        {
            "conclusions": {
                "UU10-2016/71(1)": alleged("pidana", "ke_gakkumdu", "pidana-gakkumdu",
                                           addressee="Kepala Kepolisian Resor Rekaan"),
                "UU6-2014/29": alleged("hukum_lainnya", "diteruskan", "desa-bupati"),
            },
            "process": {"forwarded": "2025-04-18"},
        },
        {"B-01": "T-1"},
        {"UU10-2016/71(1)": ["B-01"], "UU6-2014/29": ["B-01"]},
    )  # fmt: skip
    letters = case.letters()
    assert set(letters) == {"rekomendasi_hukum_lain.docx", "penerusan_pidana.docx"}
    says(letters["penerusan_pidana.docx"], "Kepala Kepolisian Resor Rekaan", "71 ayat (1)",
         "UU 10/2016", "18 April 2025", without=("UU 6/2014", "Bupati/Wali"))  # fmt: skip
    says(letters["rekomendasi_hukum_lain.docx"], "Bupati/Wali Kota melalui Camat", "UU 6/2014",
         "Badan Permusyawaratan Desa",
         without=("71 ayat", "Kepolisian", "Nomor 7 Tahun 2017"))  # fmt: skip


def test_a_report_that_the_first_study_forwards(tmp_path: Path) -> None:
    """It is not registered: its letter has no form of the annex and names the submission."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "006/LP/PL/Kab/06.12/I/2024",
            "regime": "pemilu",
            "route": "laporan",
            "parties": [party("P-1", "pelapor"),
                        party("T-1", "terlapor", "asn_pns", "Kepala Seksi Rekaan")],
            "dates": {"event": "2024-01-12", "known": "2024-01-13", "reported": "2024-01-15"},
        },
        {
            "screening": {"result": "forwarded", "target": "asn-kasn", "letter": "020/PM/I/2024"},
            "process": {"forwarded": "2024-01-18"},
        },
        {"B-01": "T-1"},
        {"PP94-2021/5n": ["B-01"]},
    )  # fmt: skip
    letters = case.letters()
    assert set(letters) == {"diteruskan_kajian_awal.docx"}
    says(letters["diteruskan_kajian_awal.docx"],
         "Komisi Aparatur Sipil Negara (KASN)", "020/PM/I/2024",
         "Nomor 006/LP/PL/Kab/06.12/I/2024", NAMES["T-1"], "PP 94/2021", "18 Januari 2024",
         "Pejabat Pembina Kepegawaian",
         without=("FORMULIR MODEL", "/Reg/", "kajian dugaan pelanggaran;"))  # fmt: skip


@pytest.mark.parametrize(("about", "letters_to"), [((), 1), (("T-1", "T-2"), 1)])
def test_two_civil_servants_under_one_norm_with_different_ends(
    tmp_path: Path, about: tuple[str, ...], letters_to: int
) -> None:
    """Who was cleared under a norm is in no letter about the other under the same norm."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "007/Reg/LP/PL/Kab/06.12/I/2024",
            "regime": "pemilu",
            "route": "laporan",
            "parties": [
                party("P-1", "pelapor"),
                party("T-1", "terlapor", "asn_pns", "Kepala Dinas Rekaan"),
                party("T-2", "terlapor", "asn_pns", "Sekretaris Dinas Rekaan"),
            ],
            "dates": {"event": "2024-01-12", "known": "2024-01-13", "reported": "2024-01-15"},
        },
        {
            "conclusions": {
                "PP94-2021/5n": alleged(
                    "hukum_lainnya", "diteruskan", "asn-kasn",
                    persons={"T-2": CLEARED}, about=list(about),
                ),
            },
            "pleno": {"at": "2024-01-24", "minutes": "15/BA/PLENO/I/2024"},
        },
        {"B-01": "T-1", "B-02": "T-2"},
        {"PP94-2021/5n": ["B-01", "B-02"]},
    )  # fmt: skip
    letters = case.letters()
    assert len(letters) == letters_to
    says(letters["rekomendasi_hukum_lain.docx"], "FORMULIR MODEL B.17", NAMES["T-1"], "B-01",
         "....../Rekom-DPPL/LP/PL/Kab/06.12/......",
         without=(NAMES["T-2"], "T-2", "B-02", "Sekretaris Dinas"))  # fmt: skip
    papers = case.papers("kajian", "pemberitahuan_status", "ba_pleno")
    for name in ("kajian.docx", "pemberitahuan_status.docx", "ba_pleno.docx"):
        text = words(papers[name])
        assert "tidak memenuhi unsur" in text.lower(), name
        assert "mengandung dugaan pelanggaran" in text.lower(), name
    assert "15/BA/PLENO/I/2024" in words(papers["ba_pleno.docx"])


@pytest.mark.parametrize(
    "end",
    [
        CLEARED,
        alleged("hukum_lainnya", "dihentikan", ""),
        alleged("hukum_lainnya", "", ""),
        {**alleged("hukum_lainnya", "diteruskan", "asn-kasn"), "conclusion": "belum_cukup_bukti"},
    ],
)
def test_where_nothing_is_forwarded_there_is_no_letter(tmp_path: Path, end: dict[str, str]) -> None:
    """A forwarding letter about somebody whose matter was stopped must not exist at all."""
    case = Invented(
        tmp_path / "perkara",
        {
            "number": "007/Reg/LP/PL/Kab/06.12/I/2024",
            "regime": "pemilu",
            "route": "laporan",
            "parties": [party("T-1", "terlapor", "asn_pns", "Kepala Dinas Rekaan")],
            "dates": {"event": "2024-01-12"},
        },
        {"conclusions": {"PP94-2021/5n": end}},
        {"B-01": "T-1"},
        {"PP94-2021/5n": ["B-01"]},
    )
    assert case.letters() == {}
