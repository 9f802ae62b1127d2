"""``workbench release``: a person looks, then decides; nothing is released by looking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.test_report import workbench as run
from workbench.case import journal
from workbench.examples import copy


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return copy("pilkada-laporan", tmp_path / "case")


def test_look_decide_and_withdraw(case: Path, tmp_path: Path) -> None:
    look = tmp_path / "lihat.jpg"
    assert run("release", str(case), "B-01", "--look", str(look)).returncode == 0
    with Image.open(look) as picture:
        assert max(picture.size) == 640
    assert not (case / "releases.yaml").exists()
    entries, problems = journal.read(case / journal.JOURNAL)
    assert problems == []
    assert [(one.kind, one.key) for one in entries] == [("look", ("pictures", "public", "B-01"))]
    assert len(entries[0].after["sha256"]) == 64
    assert run("release", str(case), "B-01", "--look", str(look)).returncode == 2
    assert len(journal.read(case / journal.JOURNAL)[0]) == 1
    refused = run("release", str(case), "B-01", "--reason", "x")
    assert refused.returncode == 2
    assert "--look" in refused.stderr
    done = run(
        "release", str(case), "B-01", "--faces", "1,2,3,4;10 20 30 40", "--reason", "y", "--json"
    )
    [one] = [row for row in json.loads(done.stdout)["pictures"] if row["released"]]
    assert (one["id"], one["faces"]) == ("B-01", [[1, 2, 3, 4], [10, 20, 30, 40]])
    done = run("release", str(case), "B-01", "--withdraw", "--reason", "z", "--json")
    assert not any(row["released"] for row in json.loads(done.stdout)["pictures"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("B-99", "--faces", "none", "--reason", "x"), "B-99"),
        (("B-01", "--faces", "5,5,1,1", "--reason", "x"), "5,5,1,1"),
        (("B-01", "--faces", "none"), "B-01"),
        (("B-01", "--for", "internal"), "internal"),
    ],
)
def test_a_decision_that_is_not_clear_is_refused(
    case: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("release", str(case), *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (case / "releases.yaml").exists()
