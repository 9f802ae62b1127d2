"""If these fail, somebody changed what counts as a near-duplicate and no test noticed."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from bench.duplicates_rules import PAGES, filled, numbers, page_text, survivors
from tests.duplicates.boundaries.boundary import BOUNDARIES
from workbench.duplicates import rules

for name in (
    "aligned",
    "films",
    "pages",
    "relations",
    "shared",
    "shots",
    "sounds",
    "texts",
    "whole",
    "writing",
):
    import_module(f"tests.duplicates.boundaries.{name}")

ROOT = Path(rules.__file__).parent
RULES = {one.name: one for one in numbers()}

# Numbers beside rules.py that are compared with: they say how something is measured, or which
# pairs are worth comparing; what they pass over is measured by recall, not by a relation.
MEASURING = {
    "compare/alignment.py": {"_SLACK", "_FEWEST_PIXELS"},
    "compare/candidates.py": {"NEAR", "FEWEST"},
    "compare/changes.py": {"CLEARLY", "SMALLEST", "MOST", "_BLACK", "_WHITE", "_FEWEST"},
    "compare/fit.py": {"_AT_ALL", "_TRIM", "_FEWEST", "_LEAST_SCALE"},
    "compare/motion.py": {"0.0001", "0.9", "_FEWEST"},
    "compare/other_writing.py": {"0.25", "_FAINT", "_SAME_BAND", "_SILENT", "_STRAIGHT"},
    "compare/page_candidates.py": {"_RATIO", "_LEAST"},
    "compare/page_overlay.py": {"_RATIO"},
    "compare/parts.py": {"_TURNS"},
    "compare/shared.py": {"_EDGE"},
    "index/arrays.py": {"MOST", "TIMES"},
    "index/bands.py": {"_CHECK", "_FARTHEST"},
    "index/hash_search.py": {"_SMALL"},
    "index/lookup.py": {"_FEWEST"},
    "index/packing.py": {"STILL", "_FLAT"},
    "index/proposals.py": {"_FEWEST"},
    "relations/pair_answers.py": {"_HASH"},
    "relations/wording.py": {"_LONGEST"},
}


def test_each_rule_has_a_pair_and_each_pair_a_rule():
    assert BOUNDARIES.keys() == RULES.keys() == {n for n in vars(rules) if n.isupper()}


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_is_inside_is_let_through_and_what_is_outside_is_not(name):
    assert BOUNDARIES[name].holds()


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_changed_by_its_smallest_step_fails_its_pair(name):
    """A pair far from its rule would let the rule drift."""
    assert survivors(RULES[name], BOUNDARIES[name].holds) == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_both_numbers_of_a_pair_are_not_the_rules_own(name):
    """What reads its numbers from the rule follows it wherever it goes."""
    pair = BOUNDARIES[name]
    assert pair.inside != pair.outside


def test_no_deciding_number_stands_elsewhere():
    """Whoever looks for a threshold finds all of them in one file."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if not where.startswith("fingerprint/") and where != "rules.py":
            compared = _compared(ast.parse(path.read_text("utf-8")))
            if compared:
                found[where] = compared
    assert found == MEASURING


def _compared(tree: ast.Module) -> set[str]:
    """Return a module's numbers that it compares with, and numbers written where it compares."""
    constants = set()
    for node in tree.body:
        numbers_ = [one for one in ast.walk(node) if isinstance(one, ast.Constant)]
        if isinstance(node, ast.Assign) and any(
            isinstance(one.value, int | float) for one in numbers_
        ):
            names = (one for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name))
            constants |= {one.id for one in names}
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for one in ast.walk(node):
                if isinstance(one, ast.Name) and one.id in constants and one.id.isupper():
                    used.add(one.id)
                is_number = isinstance(one, ast.Constant) and isinstance(one.value, float)
                if is_number and one.value not in {0.0, 0.5, 1.0, -1.0}:
                    used.add(str(one.value))
    return used


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_page_shows_the_numbers_as_they_are(page):
    assert page.read_text("utf-8") == page_text(page)


def test_a_number_in_a_sentence_follows_its_rule():
    text = "from 0.5<!-- =TEXT_ALIKE --> on, 1<!-- =SOUND_FARTHEST*100 --> of 100"
    said = filled(text, ",")
    assert said == "from 0,6<!-- =TEXT_ALIKE --> on, 30<!-- =SOUND_FARTHEST*100 --> of 100"
