"""A pack of another kind of case: the engine must not be welded to election law."""

from __future__ import annotations

from pathlib import Path

from tests.kajian.build import codes, dossier, met
from workbench.kajian.clocks import clocks
from workbench.law import load_pack
from workbench.law.load import examine_packs

NORM = "KODE-REKAAN/plagiat"
CASE = {
    "regime": None,
    "rule_pack": "integritas-kampus",
    "norms": [NORM],
    "number": "7/MI/2024",
    "allegation": "T-1 diduga mengambil karya orang lain.",
    "parties": [{"id": "P-1", "role": "pelapor"},
                {"id": "T-1", "role": "terlapor", "subject": "lainnya"}],
    "dates": {"event": "2024-03-01", "known": "2024-03-20", "reported": "2024-03-22",
              "registered": "2024-03-25"},
}  # fmt: skip


def test_a_campus_case_reaches_a_complete_kajian_without_any_election() -> None:
    ids = [item.id for item in load_pack("integritas-kampus").data.requirements]
    elements = load_pack("integritas-kampus").norm(NORM)
    assert elements is not None
    supports = {"B-01": "halaman 3", "B-02": "halaman 9"}
    answers = {
        "intake": {"checked": "ya"},
        "process": {"screened": "2024-03-25", "decided": "2024-04-10"},
        "screening": {
            "requirements": {one: {"judgement": "terpenuhi", "reason": "r"} for one in ids},
            "result": "register",
        },
        "matrix": {NORM: {one: met(supports) for one in elements.elements}},
        "conclusions": {
            NORM: {
                "conclusion": "diduga",
                "category": "integritas",
                "disposition": "diteruskan",
                "target": "majelis",
                "reason": "r",
            }
        },
        "recommendation": "r",
        "pleno": {
            "at": "2024-04-10",
            "decision": "r",
            "members": {"M-1": {"name": "x", "vote": "setuju"}},
        },
    }
    found = dossier(
        case=CASE,
        answers=answers,
        claims=tuple({"id": one, "label": "x"} for one in ("B-01", "B-02")),
    )
    assert codes(found) == {"norm_unverified", "properties_open"}
    assert [(reading.clock.id, reading.state) for reading in clocks(found)] == [
        ("screening", "met"),
        ("kajian", "met"),
    ]


def test_a_case_that_names_no_pack_gets_the_default_one() -> None:
    assert load_pack("", office=Path("/nonexistent")).id == "netralitas-2022"
    assert sum(one.data.default for one in examine_packs(Path("/x")) if one.data) == 1
