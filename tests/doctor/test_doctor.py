"""The doctor: each thing that can be wrong is named, and what is in use is left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.record.conftest import make_case, make_study
from workbench.case import load, publishing
from workbench.case.journal import JOURNAL, Change, note
from workbench.doctor import clock, installation, leftovers
from workbench.doctor.finding import Finding
from workbench.kajian.saving.session import Session
from workbench.study import publish
from workbench.text import LANGUAGES

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks and rights of POSIX")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    root = make_case(tmp_path / "012")
    make_study(root)
    return root


def codes(found: Iterator[Finding] | list[Finding], level: str = "problem") -> list[str]:
    return [one.code for one in found if one.level == level]


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", "doctor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def leave(case: Path) -> list[Path]:
    """Put there what killed runs leave."""
    (case / "studies" / ".20240101T000000Z-1.partial").mkdir()
    (case / "studies" / ".20240101T000000Z-1.partial" / "study.json").write_text("{")
    (case / "records" / ".012_x.partial").mkdir(parents=True)
    (case / ".copy.0a1b2c3d.partial").mkdir()
    (case / ".identities.yaml.0a1b2c3d.unsaved").write_text("people: []")
    (case / ".kajian.lock").touch()
    (case / ".journal.jsonl.lock").touch()
    return [
        case / "studies" / ".20240101T000000Z-1.partial", case / "records" / ".012_x.partial",
        case / ".copy.0a1b2c3d.partial", case / ".identities.yaml.0a1b2c3d.unsaved",
        case / ".kajian.lock", case / ".journal.jsonl.lock",
    ]  # fmt: skip


@posix
def test_a_clean_case_has_nothing_to_clear(case: Path) -> None:
    assert codes(leftovers.examine(case)) == []


@posix
def test_everything_that_was_left_is_named_and_cleared(case: Path) -> None:
    left = leave(case)
    found = list(leftovers.examine(case))
    assert sorted(one.leftover for one in found if one.leftover) == sorted(left)
    assert leftovers.clean(found) == []
    assert not [path for path in left if path.exists()]
    assert len(publish.published(case / "studies")) == 1


@posix
def test_what_is_in_use_is_not_taken_for_left(case: Path) -> None:
    """Lost otherwise: the study, the copy or the answers that somebody is making just now."""
    session = Session(load(case))
    with publish.claimed(case / "studies") as studies, publishing.staging(case, "copy"):
        publish.stage(studies, datetime.now(UTC))
        assert codes(leftovers.examine(case)) == []
    session.close()


@posix
def test_what_came_into_use_since_it_was_found_is_left_alone(case: Path) -> None:
    leave(case)
    found = [one for one in leftovers.examine(case) if one.code == "study_left"]
    with publish.claimed(case / "studies") as studies:
        staged = publish.stage(studies, datetime.now(UTC))
        late = [Finding("study_left", "problem", {}, staged)]
        assert leftovers.clean(late) == [staged]
        assert staged.exists()
    assert found


@posix
def test_a_link_of_the_name_of_something_left_is_not_followed(case: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "a").touch()
    (case / "studies" / ".20240101T000000Z-1.partial").symlink_to(tmp_path / "precious")
    (case / ".copy.0a1b2c3d.partial").symlink_to(tmp_path / "precious")
    leftovers.clean(list(leftovers.examine(case)))
    assert (tmp_path / "precious" / "a").exists()


@posix
def test_identities_that_others_can_read_are_named_and_closed(case: Path) -> None:
    (case / "identities.yaml").write_text("people: []\n")
    (case / "identities.yaml").chmod(0o644)
    found = list(leftovers.examine(case))
    assert codes(found) == ["open_to_others"]
    assert leftovers.clean(found) == []
    assert (case / "identities.yaml").stat().st_mode & 0o777 == 0o600


def test_a_folder_of_cases_is_looked_through(case: Path, tmp_path: Path) -> None:
    make_study(make_case(tmp_path / "013"))
    left = leave(tmp_path / "013")
    found = list(leftovers.examine(tmp_path))
    assert {one.leftover for one in found} == set(left)


@pytest.mark.parametrize(("late", "said"), [(1, []), (3, ["clock_behind"])])
def test_a_clock_behind_the_case_is_named(case: Path, late: int, said: list[str]) -> None:
    """A 2019 clock on a case of 2024 dates every line of the journal before the event."""
    note(case, Change(JOURNAL, ("x",), None, "y", "export"), by="x")
    now = datetime.now(UTC) - timedelta(days=late) + timedelta(hours=1)
    assert codes(clock.examine(load(case), now)) == said


def test_a_clock_of_2019_on_a_case_of_2024_says_which_date_it_contradicts(case: Path) -> None:
    (case / "case.yaml").write_text("dates:\n  event: 27 September 2099\n")
    (found,) = clock.examine(load(case), datetime(2098, 1, 1, tzinfo=UTC))
    assert found.code == "clock_behind"
    assert "case.yaml" in found.sentence("en")
    assert "2099-09-27" in found.sentence("id")


def test_a_package_that_is_missing_or_too_old_is_a_problem() -> None:
    asked = [Requirement(text) for text in ("pillow>=1", "pillow>=9999", "tidak-ada-paket-ini>=1")]
    found = list(installation._wrong(asked, ""))
    assert codes(found) == ["package_version", "package_missing"]


def test_an_extra_that_is_not_there_is_no_problem() -> None:
    asked = [Requirement("tidak-ada-paket-ini>=1; extra == 'ocr'")]
    assert list(installation._wrong(asked, "")) == []
    assert codes(list(installation._wrong(asked, "ocr"))) == ["package_missing"]


@pytest.mark.parametrize(
    ("free", "code"),
    [
        (installation.LEAST_SPACE - 1, "no_space"), (installation.LEAST_SPACE, "little_space"),
        (installation.LITTLE_SPACE - 1, "little_space"), (installation.LITTLE_SPACE, "space"),
    ],
)  # fmt: skip
def test_how_much_space_is_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    class Usage:
        pass

    usage = Usage()
    usage.free = free  # type: ignore[attr-defined]
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda _: usage)
    assert [one.code for one in installation.space({tmp_path})] == [code]


@posix
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert installation.writable("cache", tmp_path / "file" / "cache").code == "not_writable"
    assert installation.writable("cache", tmp_path / "new" / "cache").code == "writable"
    assert not (tmp_path / "new").exists()


def test_this_installation_is_sound() -> None:
    assert codes(list(installation.versions())) == []
    assert installation.sqlite().level == "fine"
    assert installation.fonts().level == "fine"


def test_every_finding_has_its_sentence_in_both_languages(case: Path) -> None:
    leave(case)
    found = [*installation.examine({"cache": case}), *leftovers.examine(case),
             *clock.examine(load(case), datetime(1999, 1, 1, tzinfo=UTC))]  # fmt: skip
    for one in found:
        assert len({one.sentence(language) for language in LANGUAGES}) == len(LANGUAGES)


@posix
def test_the_command_asks_before_it_clears(case: Path) -> None:
    left = leave(case)
    said = run(case)
    assert said.returncode == 1
    assert "clear it away" in said.stdout.lower()
    refused = run(case, "--clean", input="n\n")
    assert refused.returncode == 1
    assert all(path.exists() for path in left)
    cleared = run(case, "--clean", input="y\n")
    assert cleared.returncode == 0, cleared.stdout + cleared.stderr
    assert not [path for path in left if path.exists()]


@posix
def test_the_command_speaks_json(case: Path) -> None:
    left = leave(case)
    document = json.loads(run(case, "--json", "--clean", "--yes").stdout)
    assert document["problems"] == 0
    cleaned = {row["leftover"] for row in document["findings"] if row["cleaned"]}
    assert cleaned == {str(path) for path in left}


def test_a_folder_without_a_case_is_a_sentence(tmp_path: Path) -> None:
    said = run(tmp_path)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert list(tmp_path.iterdir()) == []
