"""A case folder read whole: every problem at once, and nothing hostile gets further."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.case import examine_folder, load
from workbench.case.folder import safe_relative
from workbench.cli import app
from workbench.errors import CaseError, CaseInvalidError, Problem
from workbench.examples import copy


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "perkara"
    (folder / "evidence").mkdir(parents=True)
    (folder / "statements").mkdir()
    return folder


def write(case: Path, name: str, text: str) -> None:
    (case / name).write_text(text, "utf-8")


def found(case: Path) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.file, problem.line) for problem in examine_folder(case)[1]]


def test_a_folder_with_nothing_but_evidence_is_a_case(case: Path) -> None:
    (case / "statements").rmdir()
    folder = load(case)
    assert (folder.name, folder.case.zone, folder.claims) == ("perkara", "WIB", ())


def test_mistakes_are_listed_together_each_with_its_line(case: Path) -> None:
    # Lost otherwise: five rounds of mending one thing and being told of the next.
    write(
        case,
        "case.yaml",
        "format: 1\n"
        "regime: pilkadaa\n"
        "dates:\n"
        "  event: 31 September 2024\n"
        "  known: Kamis, 4 Oktober 2024\n"
        "place:\n"
        "  latitude: 123\n"
        "parties:\n"
        "  - id: Pak Darma\n"
        "    role: pelapor\n"
        "  - id: T-1\n",
    )
    problems = examine_folder(case)[1]
    assert problems[0].expected == "pilkada, pemilu"
    assert [(problem.code, problem.line, problem.key) for problem in problems] == [
        ("not_one_of", 2, "regime"),
        ("not_a_date", 4, "dates.event"),
        ("weekday_differs", 5, "dates.known"),
        ("not_a_coordinate", 7, "place.latitude"),
        ("not_an_identifier", 9, "parties[1].id"),
        ("missing_key", 11, "parties[2].role"),
    ]
    with pytest.raises(CaseInvalidError) as caught:
        load(case)
    for language in ("id", "en"):
        sentences = caught.value.message(language)
        assert len(sentences.splitlines()) == 6
        for line in (2, 4, 7, 9, 11):
            assert f"case.yaml:{line} " in sentences
    assert sorted(path.name for path in case.iterdir()) == ["case.yaml", "evidence", "statements"]


def test_a_wrong_form_does_not_hide_wrong_values(case: Path) -> None:
    write(case, "case.yaml", "zone: WIB\nzone: WITA\nregime: pilkadaa\nnumber: 1\n")
    write(case, "exhibits.yaml", "exhibits:\n  - file: &a x.jpg\n")
    assert found(case) == [
        ("yaml_duplicate", "case.yaml", 2),
        ("not_one_of", "case.yaml", 3),
        ("yaml_alias", "exhibits.yaml", 2),
    ]


def test_empty_keys_of_a_scaffold_are_not_mistakes(case: Path) -> None:
    write(case, "case.yaml", 'parties:\ndates:\nplace: ""\noffice: ~\nregime: ""\nnorms:\nzone:\n')
    write(case, "exhibits.yaml", "exhibits:\n")
    assert found(case) == []
    assert load(case).case.zone == "WIB"


def test_the_files_are_compared_with_each_other(case: Path) -> None:
    (case / "evidence" / "a.jpg").write_bytes(b"x")
    write(case, "case.yaml", "parties:\n  - {id: P-1, role: pelapor}\n  - {id: P-1, role: saksi}\n")
    write(
        case,
        "exhibits.yaml",
        "exhibits:\n"
        "  - {id: B-01, file: a.jpg}\n"
        "  - {id: B-01, file: a.jpg}\n"
        "  - {id: B-03, file: tidak-ada.jpg}\n"
        "  - {id: B-04, file: ../case.yaml}\n",
    )
    write(case, "identities.yaml", "people:\n  - {id: P-1}\n  - {id: P-1}\n")
    write(case, "statements/s.yaml", "format: 1\nperson: S-9\n")
    assert found(case) == [
        ("repeated", "case.yaml", 3),
        ("repeated", "exhibits.yaml", 3),
        ("repeated", "exhibits.yaml", 3),
        ("exhibit_missing", "exhibits.yaml", 4),
        ("path_leaves_evidence", "exhibits.yaml", 5),
        ("repeated", "identities.yaml", 3),
        ("unknown_party", "statements/s.yaml", 2),
    ]


def test_a_newer_format_is_refused_rather_than_half_understood(case: Path) -> None:
    write(case, "case.yaml", "format: 2\nregime: something new\n")
    write(case, "exhibits.yaml", "format: satu\n")
    assert found(case) == [
        ("format_newer", "case.yaml", 1),
        ("format_unknown", "exhibits.yaml", 1),
    ]


def test_unknown_keys_are_kept(case: Path) -> None:
    write(case, "case.yaml", "catatan_kantor: dari aplikasi lain\n")
    assert load(case).case.model_extra == {"catatan_kantor": "dari aplikasi lain"}


def test_a_weekday_that_does_not_fit_its_date_is_pointed_out(case: Path) -> None:
    # Lost otherwise: one of the two was mistyped, and the clock starts on the wrong day.
    write(
        case,
        "case.yaml",
        "dates:\n  event: Kamis, 2 Oktober 2024\n  known: Rabu, 2 Oktober 2024\n"
        "title: Senin lalu\n",
    )
    assert found(case) == [("weekday_differs", "case.yaml", 2)]
    assert load(case).case.dates.event is not None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_typed_here_finds_the_file_named_there(case: Path, form: str) -> None:
    # macOS hands over decomposed letters; people type composed ones.
    folder = case / "evidence" / unicodedata.normalize("NFD", "Kafé")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "Zoë.jpg")).write_bytes(b"x")
    name = unicodedata.normalize(form, "Kafé/Zoë.jpg")  # type: ignore[arg-type]
    write(case, "exhibits.yaml", f"exhibits:\n  - {{id: B-01, file: {name}}}\n")
    assert found(case) == []


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist there")
@pytest.mark.parametrize(
    "name",
    [" blank in front.jpg", "blank behind ", "tab\there.jpg", "new\nline.jpg", "esc\x1b[31m.jpg",
     "\u202egpj.exe", "a\\b.jpg", "-rf", "~root", "%s", "=1+1", "'; DROP", "x" * 255],
)  # fmt: skip
def test_hostile_names_are_found_as_they_are(case: Path, name: str) -> None:
    (case / "evidence" / name).write_bytes(b"x")
    quoted = "".join(f"\\u{ord(char):04x}" for char in name)
    write(case, "exhibits.yaml", f'exhibits:\n  - {{id: B-01, file: "{quoted}"}}\n')
    assert found(case) == []
    assert load(case).claim_for(name) is not None


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../case.yaml", "a/../../case.yaml", ".", "..", "a//b", "a/", "x\x00y", ""],
)
def test_a_path_that_leaves_evidence_is_refused(name: str) -> None:
    assert not safe_relative(name)


def test_a_name_too_long_for_the_system_is_a_missing_file(case: Path) -> None:
    write(case, "exhibits.yaml", f"exhibits:\n  - {{id: B-01, file: {'x' * 4000}}}\n")
    assert found(case) == [("exhibit_missing", "exhibits.yaml", 2)]


def test_what_is_shown_of_a_hostile_value_cannot_drive_a_terminal() -> None:
    problem = Problem("not_one_of", "case.yaml", "x\x1b]0;owned\x07", 1, "\x1b[2J\u202e", "a\nb")
    for language in ("id", "en"):
        sentence = problem.sentence(language)
        assert sentence.isprintable()
        assert "\\u001b[2J\\u202e" in sentence
    assert "\x1b" not in CaseError("case_missing", path="\x1b[2J").message("en")


def test_links_in_place_of_files_and_folders_are_not_followed(case: Path) -> None:
    write(case, "real.yaml", "format: 1\n")
    (case / "case.yaml").symlink_to(case / "real.yaml")
    (case / "exhibits.yaml").symlink_to(case / "nowhere")
    (case / "identities.yaml").mkdir()
    (case / "statements").rmdir()
    (case / "statements").symlink_to(case)
    assert [code for code, _, _ in found(case)] == ["not_a_file"] * 3 + ["not_a_folder"]


def test_evidence_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for target in (elsewhere, tmp_path / "nowhere"):
        folder = tmp_path / f"case-{target.name}"
        folder.mkdir()
        (folder / "evidence").symlink_to(target)
        with pytest.raises(CaseError, match="is a link"):
            load(folder)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "was not found"),
        (lambda path: path.write_text("x"), "is a file"),
        (lambda path: path.mkdir(), "is empty"),
        (lambda path: (path / "foto").mkdir(parents=True), "has no evidence/"),
    ],
)
def test_what_is_no_case_gets_one_clear_message(tmp_path: Path, make: object, message: str) -> None:
    make(tmp_path / "x")  # type: ignore[operator]
    with pytest.raises(CaseError, match=message):
        load(tmp_path / "x")


@pytest.mark.parametrize("path", ["~no-such-person/case", "a\x00b", "x" * 5000])
def test_a_path_that_cannot_exist_is_a_message_too(path: str) -> None:
    with pytest.raises(CaseError):
        load(path)


def test_a_read_only_case_can_be_read_and_is_left_as_it_was(case: Path) -> None:
    write(case, "case.yaml", "number: 012/LP/PB/Kab/06.99/X/2024\n")
    (case / "evidence" / "a.jpg").write_bytes(b"x")
    paths = [case / "case.yaml", case / "evidence" / "a.jpg", case / "evidence", case]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = [path.stat() for path in paths]
    try:
        assert load(case).name == "012/LP/PB/Kab/06.99/X/2024"
        after = [path.stat() for path in paths]
    finally:
        for path in reversed(paths):
            path.chmod(0o755)
    for old, new in zip(before, after, strict=True):
        assert (old.st_mtime_ns, old.st_mode, old.st_ino) == (
            new.st_mtime_ns,
            new.st_mode,
            new.st_ino,
        )


def test_the_command_lists_and_answers_with_its_exit_code(case: Path) -> None:
    assert CliRunner().invoke(app, ["check", str(case)]).exit_code == 0
    write(case, "case.yaml", "regime: x\nroute: y\n")
    result = CliRunner().invoke(app, ["check", str(case)])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 2
    result = CliRunner().invoke(app, ["check", "--json", str(case)])
    assert '"code": "not_one_of"' in result.output


def test_a_case_that_names_nobody_is_told_before_a_copy_with_names_in_clear(
    tmp_path: Path,
) -> None:
    """Without identities nothing is masked, and a content check would say that all is well."""
    case = copy("pilkada-laporan", tmp_path / "case")
    runner = CliRunner()
    assert "identities.yaml" not in runner.invoke(app, ["check", str(case)]).stdout
    assert json.loads(runner.invoke(app, ["check", "--json", str(case)]).stdout)["notes"] == []
    (case / "identities.yaml").unlink()
    done = runner.invoke(app, ["check", str(case)])
    assert done.exit_code == 0
    assert "identities.yaml" in done.stdout
    told = json.loads(runner.invoke(app, ["check", "--json", str(case)]).stdout)
    assert told["notes"] == ["no_identities"]
