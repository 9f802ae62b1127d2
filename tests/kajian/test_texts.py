"""Every gap, step and field has its words: a missing one would be a traceback in a meeting."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from workbench.kajian.gap import LEVELS, STEPS
from workbench.kajian.hints.contradictions import Kind
from workbench.text import catalogue, has

ROOT = Path(__file__).parents[2] / "workbench"


def test_every_gap_has_a_sentence_and_no_sentence_is_left_over() -> None:
    source = "".join(p.read_text("utf-8") for p in (ROOT / "kajian" / "gaps").glob("*.py"))
    used = set(re.findall(r'[Gg]ap\(\s*(?:"\w+"|level),\s*"(\w+)"', source))
    used |= {f"element_{code}_differs" for code in ("subject", "office_not_held", "period")}
    used |= set(get_args(Kind))
    used |= {f"case_{name}_missing" for name in ("number", "regime", "route", "allegation")}
    used |= {"date_event_missing", "date_known_missing", "norm_conflicting", "norm_unverified"}
    assert used == set(catalogue("kajian")["gap"])


def test_every_step_and_level_is_named_in_both_languages() -> None:
    for step in STEPS:
        assert has(f"kajian.step.{step}")
        assert has(f"kajian.intro.{step}")
    for level in LEVELS:
        assert has(f"kajian.level.{level}")
