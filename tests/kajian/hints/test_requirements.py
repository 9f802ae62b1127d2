"""Facts beside a requirement: they must show the case as it is and judge nothing."""

from __future__ import annotations

from tests.kajian.build import dossier
from workbench.kajian import Dossier
from workbench.kajian.hints.requirements import hints

DATES = {"event": "2024-09-27", "known": "2024-10-04", "reported": "2024-10-09 10:15 WIB"}


def said(found: Dossier, requirement: str) -> list[str]:
    items = found.pack.data.requirements
    item = next(one for one in items if one.id == requirement)
    return [hint.message("id") for hint in hints(found, item)]


def test_the_window_shows_both_dates_of_knowledge() -> None:
    found = dossier(
        case={"dates": DATES},
        statements=({"person": "P-1", "role": "pelapor", "known_at": "28 September 2024"},),
    )
    lines = said(found, "F4-pilkada")
    assert "4 Oktober 2024" in lines[0]
    assert "11 Oktober 2024" in lines[0]
    assert "28 September 2024" in lines[1]


def test_no_identity_is_told_only_whether_it_is_recorded() -> None:
    assert said(dossier(), "F1-pilkada") == [
        "P-1: nama atau alamat belum tercatat pada berkas rahasia."
    ]


def test_every_requirement_of_every_pack_says_something_or_nothing_without_failing() -> None:
    for pack in ("netralitas-2022", "integritas-kampus"):
        found = dossier(case={"rule_pack": pack, "dates": DATES, "norms": []})
        for requirement in found.pack.data.requirements:
            assert isinstance(said(found, requirement.id), list)
