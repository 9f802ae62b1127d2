"""The lock files: without them nobody can build the environment that was tested."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-dev.lock")
# Versions from which published holes are mended
FLOORS = {
    "jupyter-server": "2.20.0",
    "jupyterlab": "4.6.2",
    "nbconvert": "7.17.1",
    "pillow": "12.3.0",
}
SYSTEMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
]


def locked(lock: str, system: dict[str, str] | None = None) -> dict[str, Version]:
    """Return name → version of what `lock` installs on `system` with Python 3.11."""
    python = {"python_version": "3.11", "python_full_version": "3.11.7"}
    environment = {**default_environment(), **python, **(system or SYSTEMS[0])}
    found = {}
    for line in entries(lock):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            (pin,) = requirement.specifier
            assert pin.operator == "==", line
            found[canonicalize_name(requirement.name)] = Version(pin.version)
    return found


def entries(lock: str) -> list[str]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [line.split(" --hash")[0].strip() for line in text.splitlines() if line.strip()]


def declared(lock: str) -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    names = [*PROJECT["dependencies"], *extras["build"]]
    return [Requirement(name) for name in names + (extras["dev"] if "dev" in lock else [])]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_dependency_is_pinned_within_its_range(
    lock: str, system: dict[str, str]
) -> None:
    pins = locked(lock, system)
    for requirement in declared(lock):
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is not in {lock}; run: make lock"
        assert requirement.specifier.contains(pins[name], prereleases=True), f"{name}: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_sha256_hashes_and_nothing_else(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    for line in filter(None, text.splitlines()):
        assert re.search(r" --hash=sha256:[0-9a-f]{64}", line), line
        assert not re.findall(r"--(?!hash=sha256:)", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.findall(r"://|\bfile:|^\s*(?:-i|-f|--index|--extra|--find)|@ ", text, re.M)


def test_the_tests_run_on_the_same_builds_as_the_study() -> None:
    # The markers aside: what the tests need too, they may need on more systems
    study, tests = ({entry.partition(" ;")[0] for entry in entries(lock)} for lock in LOCKS)
    assert study <= tests


@pytest.mark.parametrize("lock", LOCKS)
def test_versions_with_published_holes_stay_out(lock: str) -> None:
    pins = locked(lock)
    assert all(pins[name] >= Version(floor) for name, floor in FLOORS.items())


def test_ranges_keep_published_holes_out_for_people_without_the_lock() -> None:
    ranges = {canonicalize_name(r.name): r.specifier for r in declared("requirements.lock")}
    for name, floor in FLOORS.items():
        lowest = min(Version(part.version) for part in ranges[name] if part.operator == ">=")
        assert lowest >= Version(floor), name


def test_this_environment_is_the_locked_one() -> None:
    from importlib.metadata import version

    pins = locked("requirements-dev.lock")
    ours = {canonicalize_name(requirement.name) for requirement in declared("requirements-dev")}
    other = {name: version(name) for name in ours if Version(version(name)) != pins[name]}
    assert not other, f"not what requirements-dev.lock says: {other}; run: make test"
