"""What nobody verified: a guess that drops off this list would be read as the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.law import load_pack
from workbench.law.unverified import COMPILED, doubts

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
# What the texts at hand do not settle: the regulation on local elections and its forms, the tails
# of the joint decree, dates in force, addresses without a written rule, articles known by heart.
UNKNOWN = {
    "instruments": {"PB2-2015", "PB14-2017", "PB8-2020", "PB9-2024", "PB6-2018", "PP94-2021",
                    "UU5-2014", "UU20-2023"},
    "forms": {"PB5-2022.pencegahan"}
    | {f"PB8-2020.A.{number}" for number in (1, 2, 3, 4, 7, 11, 12, 17)},
    "requirements": {"M3-pilkada"},
    "conclusions": {"belum_cukup_bukti"},
    "numbering": {"submission-pilkada", "register-pilkada"},
    "clock_profiles": {"pilkada_2020"},
    "calendars": {"pemilu-2024", "pilkada-2024"},
    "routing": {"asn-menpanrb", "asn-independen", "bpd-bupati", "tni-pom", "pejabat-mendagri",
                "honorer-instansi"},
    "norms": {"UU7-2017/547", "UU7-2017/281", "UU7-2017/455(1)a-pilkada", "UU10-2016/69h",
              "honorer/instansi", "SKB-2022/C1", "SKB-2022/C2", "SKB-2022/C3", "SKB-2022/C4"},
    "guidance": {"pilkada_clarification"},
}  # fmt: skip


@pytest.mark.parametrize("section", UNKNOWN)
def test_what_is_unverified_is_what_no_text_settled(section: str) -> None:
    found = {one.item for one in doubts(PACK) if one.section == section}
    assert found == UNKNOWN[section]


def test_every_unverified_item_of_these_says_what_is_not_known() -> None:
    for one in doubts(PACK):
        if one.section in UNKNOWN and not one.inner:
            assert one.marked.note is not None, (one.section, one.item)


def test_nothing_is_called_seen_without_a_source_in_what_the_regulation_settled() -> None:
    for section in ("forms", "tracks", "regions", "numbering", "hours"):
        for item in PACK.items(section):
            seen = item.mark == "seen" and getattr(item, "instrument", "") == "PB7-2022"
            assert not seen or item.source, (section, item.id)
    for profile in PACK.data.clock_profiles:
        for clock in profile.clocks:
            assert clock.basis, clock.id
            assert clock.mark != "seen" or clock.source or "476" in clock.basis, clock.id


def test_what_a_pack_compiles_itself_is_told_apart() -> None:
    assert {"elements", "thresholds"} == COMPILED
    assert any(one.section == "elements" for one in doubts(PACK))
