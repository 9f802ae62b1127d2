"""An English letter that says "ayat" and "huruf" sends its reader to a dictionary."""

from __future__ import annotations

import pytest

from workbench.law.citations import in_english
from workbench.law.marked import article_words


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        ("9 ayat (2), 24 ayat (1) huruf d", "9(2), 24(1)(d)"),
        ("52 ayat (3) huruf j, ayat (4)", "52(3)(j), (4)"),
        ("51 huruf g, j; 52", "51(g), (j); 52"),
        ("280 ayat (2) huruf f–j, 493", "280(2)(f)–(j), 493"),
        ("283 ayat (1) dan (2)", "283(1) and (2)"),
        ("UU 10/2016 Pasal 71 ayat (1), 188", "Law 10/2016 art. 71(1), 188"),
        ("lampiran, Formulir Laporan", "annex, Report Form"),
        ("3–4; Perpres 91/2024 Pasal 28A", "3–4; Presidential Regulation 91/2024 art. 28A"),
        ("11 huruf c, 15", "11(c), 15"),
        (
            "Lampiran II; PP 94/2021 Pasal 14 huruf i angka 3 dan 4",
            "Annex II; Government Regulation 94/2021 art. 14(i) no. 3 and 4",
        ),
        ("Peraturan Rektor (rekaan) Pasal 5", "Peraturan Rektor (rekaan) art. 5"),
    ],
)
def test_a_place_in_the_law_is_cited_as_english_does(citation: str, told: str) -> None:
    assert in_english(citation) == told


def test_indonesian_keeps_it_as_the_pack_has_it() -> None:
    assert article_words("9 ayat (2)", "id") == "Pasal 9 ayat (2)"
    assert article_words("9 ayat (2)", "en") == "art. 9(2)"
