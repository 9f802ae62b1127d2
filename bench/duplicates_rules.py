"""The thresholds of near-duplicates: the table of the pages, and whether a test pins each.

``python -m bench.duplicates_rules`` writes the table into the pages, and the numbers that
their sentences name: ``0.6<!-- =TEXT_ALIKE -->``, in hundredths ``30<!-- =SOUND_FARTHEST*100 -->``;
``--mutate`` changes each number by its smallest step, up and down, and names those whose
pair in ``tests/duplicates/boundaries`` notices nothing.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from workbench.duplicates import rules

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "docs" / "duplicates.md", ROOT / "docs" / "serupa.md")
PARTS = ("aligned", "films", "pages", "relations", "shared", "shots", "sounds", "texts", "whole")

_SECTION = re.compile(r"# == (.+) ==\n# Chosen on: (.+)\n# Measured by: (.+)\n")
_RULE = re.compile(r"#: \[(.+) ± ([\d.]+)\] (.+)\n(\w+): Final = ([\d.]+)\n")
_NAMED = re.compile(r"[\d.,]+<!-- =(\w+?)(\*100)? -->")
_BLOCK = ("<!-- rules: written by python -m bench.duplicates_rules -->", "<!-- end of rules -->")


@dataclass(frozen=True)
class Number:
    """One rule: its name, value, unit, smallest step, and what it decides."""

    name: str
    value: float
    unit: str
    step: float
    says: str


def numbers() -> list[Number]:
    """Return every rule, in the order of the file."""
    return [number for _, _, _, some in sections() for number in some]


def sections() -> Iterator[tuple[str, str, str, list[Number]]]:
    """Yield title, what was looked at to choose the numbers, what measures them, and they."""
    source = Path(rules.__file__).read_text("utf-8")
    heads = list(_SECTION.finditer(source))
    ends = [head.start() for head in heads[1:]] + [len(source)]
    for head, end in zip(heads, ends, strict=True):
        found = _RULE.finditer(source, head.end(), end)
        some = [
            Number(name, getattr(rules, name), unit, float(step), says)
            for unit, step, says, name, _ in (one.groups() for one in found)
        ]
        yield head[1], head[2], head[3], some


def table() -> str:
    """Return the numbers as the pages show them."""
    rows = ["| rule | number | unit | what it decides |", "|---|---:|---|---|"]
    for title, chosen, measured, some in sections():
        rows.append(f"| **{title}** | | | chosen on: {chosen} Measured by: {measured} |")
        rows += [f"| {one.name} | {one.value} | {one.unit} | {one.says} |" for one in some]
    return "\n".join(rows)


def filled(text: str, comma: str = ".") -> str:
    """Return a page with the numbers that its sentences name as the rules have them."""

    def number(match: re.Match[str]) -> str:
        value = getattr(rules, match[1])
        shown = f"{value * 100 if match[2] else value:g}".replace(".", comma)
        return f"{shown}<!-- ={match[1]}{match[2] or ''} -->"

    return _NAMED.sub(number, text)


def page_text(page: Path) -> str:
    """Return a page as it should be: sentences and table with the numbers as they are."""
    text = filled(page.read_text("utf-8"), "," if page.name == "serupa.md" else ".")
    before, _, rest = text.partition(_BLOCK[0])
    after = rest.partition(_BLOCK[1])[2]
    return f"{before}{_BLOCK[0]}\n\n{table()}\n\n{_BLOCK[1]}{after}"


def survivors(number: Number, holds: Callable[[], bool]) -> list[float]:
    """Return the changed values of a rule with which its pair holds all the same."""
    found = []
    for sign in (1, -1):
        changed = number.value + sign * number.step
        changed = int(changed) if isinstance(number.value, int) else changed
        setattr(rules, number.name, changed)
        try:
            if holds():
                found.append(changed)
        # Whatever a changed number makes of made data, it is no longer the pair's answer.
        except (ArithmeticError, LookupError, ValueError):
            continue
        finally:
            setattr(rules, number.name, number.value)
    return found


def main() -> None:
    """Write the pages, or name the rules that nothing pins."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--mutate", action="store_true")
    if parser.parse_args().mutate:
        for part in PARTS:
            import_module(f"tests.duplicates.boundaries.{part}")
        pairs = import_module("tests.duplicates.boundaries.boundary").BOUNDARIES
        left = [one.name for one in numbers() if survivors(one, pairs[one.name].holds)]
        print(f"{2 * len(numbers())} changes, survivors: {len(left)}", *left)
        return
    for page in PAGES:
        page.write_text(page_text(page), "utf-8")


if __name__ == "__main__":
    main()
