"""A recommendation that nobody asks after is forgotten: the office must watch what became of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.report.documents.invented import Invented, alleged, party
from workbench.case import load
from workbench.kajian import Dossier
from workbench.kajian import load as load_kajian
from workbench.kajian.completeness import completeness
from workbench.kajian.follow_up import watched

LETTER = "009/Rekom-DPPL/LP/PL/Kab/06.12/II/2024"


def made(root: Path, **end: Any) -> Dossier:
    Invented(
        root,
        {
            "number": "007/Reg/LP/PL/Kab/06.12/I/2024",
            "regime": "pemilu",
            "route": "laporan",
            "parties": [party("P-1", "pelapor"), party("T-1", "terlapor", "asn_pns", "Camat")],
            "dates": {"event": "2024-01-10", "known": "2024-01-10", "reported": "2024-01-12"},
        },
        {
            "conclusions": {
                "PP94-2021/5n": alleged("hukum_lainnya", "diteruskan", "asn-bkn", **end)
            },
            "process": {"forwarded": "2024-02-01"},
        },
        {"B-01": "T-1", "B-02": "T-1"},
        {"PP94-2021/5n": ["B-01"]},
    )
    return Dossier(load_kajian(load(root)))


def codes(dossier: Dossier) -> dict[str, str]:
    return {gap.code: gap.message("id") for gap in completeness(dossier)}


def test_a_letter_without_an_answer_is_told_with_its_days(tmp_path: Path) -> None:
    dossier = made(tmp_path / "perkara", letter=LETTER, addressee="Bupati Rekaan")
    (one,) = watched(dossier)
    told = one.told(dossier, "id", date(2024, 2, 15))
    assert told == (
        f"{LETTER} kepada Bupati Rekaan: belum ada jawaban tercatat, 14 hari sejak 1 Februari 2024."
    )


def test_an_answer_ends_the_watch_and_its_letter_is_an_exhibit(tmp_path: Path) -> None:
    dossier = made(
        tmp_path / "perkara", letter=LETTER, addressee="Bupati Rekaan", answered="2024-02-20",
        outcome="Hukuman disiplin sedang dijatuhkan.", answer="B-02",
    )  # fmt: skip
    (one,) = watched(dossier)
    told = one.told(dossier, "id", date(2024, 3, 1))
    assert told.endswith("dijawab 20 Februari 2024. Hukuman disiplin sedang dijatuhkan.")
    assert "B-02" in dossier.cited_exhibits()
    assert "answer_unknown" not in codes(dossier)
    path = tmp_path / "perkara" / "kajian.yaml"
    path.write_text(path.read_text("utf-8").replace('"B-02"', '"B-77"'), "utf-8")
    other = Dossier(load_kajian(load(path.parent)))
    assert codes(other)["answer_unknown"] == "Bukti jawaban B-77 tidak ada dalam perkara ini."


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        (LETTER, "", ""),
        ("9/Rekom-DPPL/LP/PL/Kab/06.12/II/2024", "letter_number_odd", "009"),
        ("B-12/K.JI-05/PM.00.01/II/2024", "letter_number_unusual", "Rekom-"),
    ],
)
def test_a_letters_number_is_held_against_its_grammar(
    tmp_path: Path, number: str, code: str, told: str
) -> None:
    """A hint and no gate: offices differ, and older letters keep their numbers."""
    found = codes(made(tmp_path / "perkara", letter=number, addressee="Bupati Rekaan"))
    wrong = {key for key in found if key.startswith("letter_number")}
    assert wrong == ({code} if code else set())
    if code:
        assert told in found[code]
    assert json.dumps(found)
