"""Who people are, and what all cases hold, is for the eyes of the account that works on it.

Lost otherwise: on a computer that several people use, each of them can read the real
names, and what was typed about them, from the other's cases.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.writers import form
from workbench import examples
from workbench.case import load, tidying
from workbench.case.confidential import is_confidential
from workbench.case.new import scaffold, staged
from workbench.duplicates.index.entry import Entry
from workbench.duplicates.index.index import Index
from workbench.duplicates.index.matching import Known
from workbench.examination.cache import Cache
from workbench.kajian import place
from workbench.kajian.pages import Page
from workbench.kajian.saving.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="access rights of POSIX")
SECRET = ("identities.yaml", "identities.journal.jsonl")


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in [folder, *folder.rglob("*")] if mode(path) & 0o077]


def make(root: Path) -> Path:
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "foto.txt").write_text("isi")
    return root


def test_confidential_files_of_a_case_belong_to_its_owner(tmp_path: Path) -> None:
    case = make(tmp_path / "case")
    form(case)
    assert {name: mode(case / name) for name in SECRET} == dict.fromkeys(SECRET, 0o600)
    assert mode(case / "kajian.yaml") == 0o644
    session = Session(load(case))
    session.keep(("issue",), "mengetik lagi", "mengetik lagi")
    assert mode(case / ".kajian.draft.json") == 0o600
    session.close()


def test_what_is_there_already_is_closed_by_the_next_writer(tmp_path: Path) -> None:
    case = make(tmp_path / "case")
    form(case)
    for name in SECRET:
        (case / name).chmod(0o644)
    Session(load(case)).close()
    assert {name: mode(case / name) for name in SECRET} == dict.fromkeys(SECRET, 0o600)


def test_a_new_case_and_an_example_are_closed_from_the_start(tmp_path: Path) -> None:
    with staged(tmp_path / "new") as folder:
        scaffold(folder)
    assert mode(tmp_path / "new" / "identities.yaml") == 0o600
    copied = examples.copy("pilkada-laporan", tmp_path / "example")
    assert mode(copied / "identities.yaml") == 0o600


def test_the_index_of_all_cases_belongs_to_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "index"
    index = Index(folder)
    index.add("/x", "009/LP", [Entry("B-1", "a.opus", Known("f" * 64))])
    index.rebuild()
    assert mode(folder) == 0o700
    assert mode(folder / "index.sqlite") == 0o600
    folder.chmod(0o755)
    (folder / "index.sqlite").chmod(0o644)
    (folder / "arrays").chmod(0o755)
    Index(folder)
    kept = (folder, folder / "index.sqlite", folder / "arrays")
    assert [mode(path) for path in kept] == [0o700, 0o600, 0o700]


def test_caches_and_places_belong_to_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("ab" * 32, {"a": 1})
    assert cache.get("ab" * 32) == {"a": 1}
    assert open_to_others(tmp_path / "cache") == []
    (tmp_path / "cache").chmod(0o755)
    cache.put("cd" * 32, {"a": 1})
    assert open_to_others(tmp_path / "cache") == []
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    case = load(make(tmp_path / "case"))
    place.remember(case, Page("facts", ""))
    assert place.recall(case) == Page("facts", "")
    assert open_to_others(tmp_path / "state") == []


def test_a_folder_that_everybody_may_write_to_stays_as_it_is(tmp_path: Path) -> None:
    """Otherwise WORKBENCH_CACHE=/tmp would close the system's temporary folder to all others."""
    tmp_path.chmod(0o1777)
    tidying.private_folder(tmp_path)
    assert mode(tmp_path) == 0o1777
    tmp_path.chmod(0o777)
    tidying.private_folder(tmp_path)
    assert mode(tmp_path) == 0o700


def test_what_an_office_shares_on_purpose_stays_shared(tmp_path: Path) -> None:
    tmp_path.chmod(0o2775)
    tidying.private_folder(tmp_path)
    assert mode(tmp_path) == 0o2770


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("identities.yaml", True), ("identities.journal.jsonl", True),
        (".identities.yaml.0a1b2c3d.unsaved", True), (".kajian.draft.json", True),
        ("kajian.yaml", False), ("journal.jsonl", False), (".kajian.yaml.0a1b2c3d.unsaved", False),
    ],
)  # fmt: skip
def test_which_files_are_confidential(name: str, is_secret: bool) -> None:
    assert is_confidential(name) == is_secret
