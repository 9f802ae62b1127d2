"""``workbench example`` hands out a writable copy and never writes over anything."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import CaseError
from workbench.examples import CASES, copy, names


def same_tree(left: Path, right: Path) -> bool:
    difference = filecmp.dircmp(left, right)
    return not (difference.left_only or difference.right_only or difference.diff_files) and all(
        same_tree(left / name, right / name) for name in difference.common_dirs
    )


@pytest.mark.parametrize("name", names())
def test_the_copy_is_whole_and_writable(name: str, tmp_path: Path) -> None:
    made = copy(name, tmp_path / "deep" / "case")
    assert same_tree(Path(str(CASES / name)), made)
    (made / "case.yaml").write_text("format: 1\n", "utf-8")


def test_a_copy_never_lands_on_something_that_is_there(tmp_path: Path) -> None:
    # Lost otherwise: a reviewer's own case of the same name.
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "kajian.yaml").write_text("mine", "utf-8")
    with pytest.raises(CaseError, match="nothing was overwritten"):
        copy("pilkada-laporan", mine)
    assert (mine / "kajian.yaml").read_text("utf-8") == "mine"
    dangling = tmp_path / "link"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="nothing was overwritten"):
        copy("pilkada-laporan", dangling)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "mine"]


@pytest.mark.parametrize("name", ["nothing", "../cases", "..", "", "pilkada-laporan/evidence"])
def test_an_unknown_name_lists_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="pemilu-temuan, pilkada-laporan"):
        copy(name, tmp_path / "case")
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_the_command_lists_what_there_is() -> None:
    result = CliRunner().invoke(app, ["example"])
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line[0] != " "] == names()
