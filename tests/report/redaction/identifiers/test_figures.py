"""Numbers that lead to somebody's door: masked in every writing, and nothing else with them."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from tests.report.redaction import figures
from workbench.report.redaction.mask import Redactor

ROUNDS = 70


def bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).lower()


def kept(kind: str) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return how many of each writing there were, and which of them stayed readable."""
    chance, redactor = random.Random(13), Redactor()
    counts: Counter[str] = Counter()
    stayed: dict[str, list[str]] = defaultdict(list)
    for _ in range(ROUNDS):
        for writing, text, secret in getattr(figures, kind)(chance):
            counts[writing] += 1
            masked = redactor.text(text)
            if bare(secret) in bare(masked):
                stayed[writing].append(f"{text} -> {masked}")
    return counts, stayed


def test_telephones_in_every_writing() -> None:
    counts, stayed = kept("phones")
    assert sum(counts.values()) >= 2_000
    assert not {w: rows[:3] for w, rows in stayed.items() if len(rows) > counts[w] * 0.01}


def test_other_numbers_in_every_writing() -> None:
    counts, stayed = kept("others")
    assert sum(counts.values()) >= 2_000
    assert not {w: rows[:3] for w, rows in stayed.items() if len(rows) > counts[w] * 0.01}


def test_numbers_that_lead_to_nobody_stay() -> None:
    chance, redactor = random.Random(31), Redactor()
    rows = [row for _ in range(ROUNDS) for row in figures.not_numbers(chance)]
    changed = [(kind, text, redactor.text(text)) for kind, text in rows]
    changed = [row for row in changed if row[1] != row[2]]
    assert len(rows) >= 2_000
    assert len(changed) <= len(rows) * 0.01, changed[:10]
    assert not [row for row in changed if row[0] in {"date", "version", "votes"}]


def test_what_was_seen_to_stay_or_to_go_wrongly() -> None:
    redactor = Redactor()
    assert redactor.text("DPT 4291 L 285 P 6128") == "DPT 4291 L 285 P 6128"
    assert redactor.text("WhatsApp 2.24.18.78") == "WhatsApp 2.24.18.78"
    assert redactor.text("198001012005011 001") == "[NIP]"
    assert redactor.text("08I2 3456 789O") == "[telepon]"
    assert redactor.text("0812-3456-7890 0813-1111-2222") == "[telepon] [telepon]"
