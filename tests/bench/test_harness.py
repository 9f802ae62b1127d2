"""The benchmark's own arithmetic: a wrong ratio is a wrong claim in the README."""

from __future__ import annotations

import importlib
import time

import pytest

from bench.harness import Row, limit, side_by_side, table
from bench.run import main, modules


def test_the_ratio_says_how_many_times_better_ours_is() -> None:
    assert Row("x", ours=1.0, peer=3.0).ratio == 3.0
    assert Row("x", ours=80.0, peer=40.0, better="higher").ratio == 2.0
    assert Row("x", ours=1.0).ratio is None


def test_two_calls_are_run_in_turns_and_compared_by_their_best() -> None:
    order: list[str] = []

    def ours() -> None:
        order.append("o")

    def peer() -> None:
        order.append("p")
        time.sleep(0.002)

    row = side_by_side("x", ours, peer, against="sleep", runs=3)
    assert "".join(order) == "op" * 4
    assert row.ratio is not None
    assert row.ratio > 1


def test_a_missed_limit_is_shown_and_not_rounded_away() -> None:
    row = limit("x", lambda: time.sleep(0.002), 0.001, runs=1)
    assert not row.holds
    assert "**missed**" in table("t", [row])


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no_such"]) == 2
    assert "startup" in capsys.readouterr().out


@pytest.mark.parametrize("name", modules())
def test_every_benchmark_can_be_imported(name: str) -> None:
    assert callable(importlib.import_module(f"bench.{name}").rows)


def test_what_only_helps_to_measure_is_not_run() -> None:
    assert {"record", "startup", "study"} <= set(modules())
    assert not {"harness", "run", "copies", "__init__"} & set(modules())
