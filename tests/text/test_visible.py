"""What a stranger hides in a name must show on paper, and must not harm who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("foto\u202egpj.exe", "foto\\u202egpj.exe"),
        ("\x1b[31mmerah", "\\u001b[31mmerah"),
        ("a\u200bb", "a\\u200bb"),
        ("a\u200db", "a\\u200db"),
        ("\U0001f937\u200d\u2642\ufe0f", "\U0001f937\u200d\u2642\ufe0f"),
        ("\U0001f937\u200dexe", "\U0001f937\\u200dexe"),
        ("a\u3000b", "a\\u3000b"),
        ("Rp\u00a05.000", "Rp\u00a05.000"),
        ("baris\nbaru", "baris\\u000abaru"),
        ("rusak\udcff", "rusak\\udcff"),
        ("\U000e0001", "\\U000e0001"),
        ("<b>&'\"", "<b>&'\""),
        ("Muḥammad العربية 👍", "Muḥammad العربية 👍"),
    ],
)
def test_hidden_characters_are_written_out_and_others_kept(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_several_lines_stay_lines_when_asked() -> None:
    assert visible("satu\r\ndua\x07", lines=True) == "satu\ndua\\u0007"


def test_a_pile_of_marks_cannot_cover_other_lines() -> None:
    assert visible("Z" + "\u0341" * 200 + "a") == "Z" + "\u0341" * 3 + "…a"


@given(st.text(st.characters()))
def test_everything_can_be_written_to_a_file(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(ord(char) < 32 or 0x202A <= ord(char) <= 0x202E for char in shown)
