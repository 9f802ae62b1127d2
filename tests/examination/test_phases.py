"""The calendar tells whether an act fell into the campaign; a wrong day changes the norm."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case import load
from workbench.examination.phases import phases


@pytest.mark.parametrize(
    ("event", "inside"),
    [("27 September 2024", "campaign"), ("24 September 2024", ""), ("26 November 2024", "quiet")],
)
def test_the_stage_of_a_day(tmp_path: Path, event: str, inside: str) -> None:
    (tmp_path / "evidence").mkdir()
    text = f"format: 1\nregime: pilkada\nzone: WITA\ndates: {{event: {event}}}\n"
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    folder = load(tmp_path)
    assert folder.case.dates.event is not None
    start, end = folder.case.dates.event.span(folder.case.offset)
    found = [phase.code for phase in phases(folder.case) if phase.start < end and start < phase.end]
    assert bool(found) is bool(inside), found


def test_a_case_without_a_regime_has_no_calendar(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "case.yaml").write_text("format: 1\ndates: {event: 27 September 2024}\n", "utf-8")
    assert phases(load(tmp_path).case) == ()


def test_a_broken_rule_pack_does_not_stop_the_evidence(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    text = "format: 1\nregime: pilkada\nrule_pack: tidak-ada\ndates: {event: 27 September 2024}\n"
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    assert phases(load(tmp_path).case) == ()
