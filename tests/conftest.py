"""What every test stands on: no cache of the person running it, no silent skips in CI.

No example of hypothesis has a deadline: how long one takes depends on what else the machine
does, and a busy one would fail tests of code that is right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(autouse=True, scope="session")
def private_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give caches and settings a place of their own, so that no run learns from another."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("WORKBENCH_LANGUAGE", "en")
        yield


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the path of a real Chromium; without one, browser tests cannot tell anything."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here: sudo apt-get install chromium")
    reason = _driver_fault()
    if reason is not None:
        pytest.skip(f"playwright's own program cannot start here: {reason}")
    return Path(found)


def _driver_fault() -> str | None:
    """Return why playwright's driver cannot start; its own error hides the reason."""
    from playwright._impl._driver import compute_driver_executable

    node, _ = compute_driver_executable()
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    install = "; sudo apt-get install libatomic1" if "libatomic" in done.stderr else ""
    return f"{done.stderr.strip()}{install}"


def _no_skip_in_ci(report: Any) -> None:
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped under CI=true: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    report = yield
    _no_skip_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    report = yield
    _no_skip_in_ci(report)
    return report
