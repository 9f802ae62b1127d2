"""Reading YAML strictly and saving it without losing what a person wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case.yaml_files import LARGEST, parse, read, save, write_atomically
from workbench.errors import CaseError


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in parse(text, "case.yaml")[1]]


def test_every_value_stays_the_text_that_was_written() -> None:
    # Lost otherwise: 19:30 read as 1170 seconds, polling station 007 as 7, a NIK in rounding.
    written = {
        "a": "19:30",
        "b": "007",
        "c": "9999010101700001",
        "d": "1e3",
        "e": "yes",
        "f": "2024-10-02",
        "g": "0o17",
        "h": ".inf",
        "i": "1_000",
        "j": "+62 812-0000-0001",
    }
    text = "".join(f"{key}: {value}\n" for key, value in written.items())
    document, problems = parse(text, "case.yaml")
    assert (document.data, problems) == (written, [])


def test_an_unquoted_nothing_is_not_given_and_a_quoted_one_is_text() -> None:
    document, problems = parse('a:\nb: ~\nc: null\nd: "null"\ne: ""\nf: [~, x]\n', "case.yaml")
    assert problems == []
    assert document.data == {"d": "null", "e": "", "f": ["", "x"]}
    assert document.line(("b",)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("yaml_duplicate", 3)]),
        ("a: &x 1\nb: *x\n", [("yaml_alias", 1), ("yaml_alias", 2)]),
        ("&k a: 1\n", [("yaml_alias", 1)]),
        ("a: !!python/object/apply:os.system [id]\n", [("yaml_tag", 1)]),
        ("a: !!binary aGk=\nb: !!omap []\n", [("yaml_tag", 1), ("yaml_tag", 2)]),
        ("? [a, b]\n: 1\n? {c: d}\n: 2\n", [("yaml_key", 1), ("yaml_key", 3)]),
        ("- a\n- b\n", [("yaml_not_mapping", 1)]),
        ("just text", [("yaml_not_mapping", 1)]),
        ("a: 1\n---\nb: 2\n", [("yaml_documents", 2)]),
        ("a: 1\n\tb: 2\n", [("yaml_syntax", 2)]),
        ('a: "open\n', [("yaml_syntax", 2)]),
        ("a: 1\nb: bell\x07\n", [("yaml_character", 2)]),
        ("a:\n" + "".join(" " * n + "a:\n" for n in range(1, 40)), [("yaml_deep", 22)]),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert codes(text) == expected


def test_all_refusals_of_a_file_come_at_once() -> None:
    text = "a: !x 1\nb: &y 2\na: 3\n? [z]\n: 4\nc: *y\n"
    assert [code for code, _ in codes(text)] == [
        "yaml_tag", "yaml_alias", "yaml_duplicate", "yaml_key", "yaml_alias",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["[" * 1_000_000, "{a: " * 300_000, "- " * 500_000])
def test_a_text_made_to_exhaust_the_reader_is_refused_at_once(text: str) -> None:
    # Read to its end, the first of these takes a pure-Python reader more than an hour.
    assert codes(text) == [("yaml_deep", 1)]


def test_a_bomb_of_aliases_is_not_followed() -> None:
    levels = "".join(f"l{n + 1}: &l{n + 1} [{', '.join([f'*l{n}'] * 9)}]\n" for n in range(9))
    document, problems = parse("l0: &l0 x\n" + levels, "case.yaml")
    assert {problem.code for problem in problems} == {"yaml_alias"}
    assert document.data["l9"] == [""] * 9


def test_a_large_file_is_not_opened_and_a_link_is_not_followed(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a: " + b"x" * LARGEST)
    link = tmp_path / "link.yaml"
    link.symlink_to(large)
    assert [problem.code for problem in read(large, "large.yaml")[1]] == ["too_large"]
    assert [problem.code for problem in read(link, "link.yaml")[1]] == ["not_a_file"]


def test_other_encodings_are_named_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"format: 1\ntitle: Caf\xe9\n")
    _, problems = read(file, "case.yaml")
    assert [(problem.code, problem.line) for problem in problems] == [("not_utf8", 2)]
    file.write_bytes("\ufefftitle: dari Notepad\r\n".encode())
    document, problems = read(file, "case.yaml")
    assert (document.data, problems) == ({"title": "dari Notepad"}, [])


LONG = "dan tidak boleh dipotong menjadi dua " * 5
HAND_WRITTEN = f"""\
# Perkara kami
format: 1   # jangan diubah
tps: 007
nik: 9999010101700001
jam: 19:30
known: 2024-10-02T19:30:00+08:00
kutipan: 'satu kutip'
panjang: satu baris yang panjang sekali {LONG.strip()}
catatan_kami:   # kunci yang tidak dikenal
  - satu   # pertama
  - dua: 2
uraian: |
  baris satu
   baris dua
# penutup
"""


def test_saving_one_key_changes_that_key_and_nothing_else(tmp_path: Path) -> None:
    # Lost otherwise: a reviewer's own comments and keys, the first time a widget saves.
    file = tmp_path / "case.yaml"
    file.write_text(HAND_WRITTEN, "utf-8")
    save(file, {"title": "Judul: baru", "tps": "008"})
    saved = file.read_text("utf-8")
    expected = HAND_WRITTEN.replace("tps: 007", 'tps: "008"')
    assert saved.replace('title: "Judul: baru"\n', "") == expected
    assert "panjang: satu baris" in saved


texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\t\r \x85\u2028:#-"))
values = st.recursive(
    texts, lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", min_size=1), inner)
)


@given(value=values)
def test_what_is_saved_is_read_back_exactly(tmp_path_factory: Any, value: Any) -> None:
    file = tmp_path_factory.mktemp("saved") / "kajian.yaml"
    save(file, {"jawaban": value})
    document, problems = read(file, "kajian.yaml")
    assert problems == []
    assert document.data == {"jawaban": value}


def test_a_file_that_cannot_be_understood_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("a: [1\nb: 2\n", "utf-8")
    with pytest.raises(CaseError, match="workbench check"):
        save(file, {"a": "x"})
    assert file.read_text("utf-8") == "a: [1\nb: 2\n"


def test_saving_where_nothing_can_be_written_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(CaseError, match="could not be saved"):
        write_atomically(tmp_path / "blocked" / "kajian.yaml", "a: 1\n")


@pytest.mark.skipif(os.name == "nt", reason="access rights are POSIX")
def test_saving_keeps_a_confidential_file_confidential(tmp_path: Path) -> None:
    # Lost otherwise: identities.yaml, closed to others by its owner, opened by the first save.
    file = tmp_path / "identities.yaml"
    file.write_text("people: []\n", "utf-8")
    file.chmod(0o600)
    save(file, {"format": "1"})
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["identities.yaml"]
