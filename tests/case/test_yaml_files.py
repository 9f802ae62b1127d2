"""Reading YAML strictly: what a person wrote, and nothing that only a program would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case.yaml_files import LARGEST, parse, read, write_atomically
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


def test_saving_where_nothing_can_be_written_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(CaseError, match="is no folder"):
        write_atomically(tmp_path / "blocked" / "kajian.yaml", "a: 1\n")
