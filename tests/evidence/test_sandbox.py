"""The sandbox: without it one crafted file stops the study of a whole case."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.evidence.sandbox import Sandbox


def values(outcomes: object) -> list[object]:
    return [o.failure.code if o.failure else o.value for o in outcomes]


def test_order_is_kept_and_values_come_back() -> None:
    assert values(Sandbox(2).map(len, ["a", "bb", ""])) == [1, 2, 0]


def test_a_hanging_item_costs_that_item_only() -> None:
    started = time.monotonic()
    assert values(Sandbox(2, wall=2).map(time.sleep, [0, 60, 0])) == [None, "deadline", None]
    assert time.monotonic() - started < 15


def test_a_crash_costs_that_item_only() -> None:
    assert values(Sandbox(1).map(os._exit, [3, 4])) == ["crash", "crash"]


@pytest.mark.skipif(sys.platform != "linux", reason="address space limits")
def test_memory_is_bounded() -> None:
    sandbox = Sandbox(1, memory=512 * 1024**2)
    assert values(sandbox.map(bytearray, [2**33, 4])) == ["memory", bytearray(4)]


def test_an_exception_is_that_items_failure() -> None:
    outcomes = list(Sandbox(1).map(int, ["7", "tujuh"]))
    assert outcomes[0].value == 7
    assert outcomes[1].failure is not None
    assert outcomes[1].failure.code == "error"
    assert "ValueError" in outcomes[1].failure.detail


def test_no_network_from_a_child() -> None:
    import socket

    outcomes = list(Sandbox(1).map(socket.create_connection, [("127.0.0.1", 9)]))
    assert outcomes[0].failure is not None
    assert "not allowed" in outcomes[0].failure.detail


def test_a_reply_cannot_call_anything_here() -> None:
    outcomes = list(Sandbox(1).map(Path, ["x"]))
    assert outcomes[0].failure is not None
    assert "not a value" in outcomes[0].failure.detail


def test_no_items_start_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert list(Sandbox(2).map(len, [])) == []


def test_a_module_in_the_working_folder_is_never_imported(tmp_path: Path) -> None:
    for name in ("numpy", "pickle", "workbench"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hostile')")
    script = (
        "from workbench.evidence.sandbox import Sandbox\n"
        "print([o.value for o in Sandbox(1).map(len, ['ab'])])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[2]", done.stderr


def test_a_script_without_a_main_guard_may_call_it(tmp_path: Path) -> None:
    script = tmp_path / "skrip.py"
    script.write_text(
        "print('sekali')\nfrom workbench.evidence.sandbox import Sandbox\n"
        "print([o.value for o in Sandbox(2).map(len, ['a', 'bb'])])\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["sekali", "[1,", "2]"], done.stderr
