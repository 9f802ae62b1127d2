"""A user without rights, whose Python came without pip: the two commands must still do all."""

from __future__ import annotations

import functools
import hashlib
import http.server
import importlib.metadata
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CI = Path(__file__).parents[2] / ".ci"
# Debian's Python without python3-venv: no ensurepip. Nobody has rights to install it.
SCRIPT = """\
import sys
sys.modules["ensurepip"] = None
import debian, environment
debian._privilege = lambda: None
sys.argv = ["environment.py", "study"]
sys.exit(environment.main())
"""
VERSION = importlib.metadata.version("pip")
NAME = f"pip-{VERSION}-py3-none-any.whl"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels, with this environment's own pip made into one again."""
    folder = tmp_path_factory.mktemp("wheels")
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        for file in importlib.metadata.distribution("pip").files or ():
            if not {"..", "__pycache__"} & set(file.parts):
                archive.write(file.locate(), file.as_posix())
    return folder


@pytest.fixture
def checkout(tmp_path: Path, wheels: Path) -> Path:
    """What building an environment reads; an empty project, and a lock that names pip only."""
    place = tmp_path / "kajian baru"
    shutil.copytree(CI, place / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    digest = hashlib.sha256((wheels / NAME).read_bytes()).hexdigest()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (place / name).write_text(f"pip=={VERSION} \\\n    --hash=sha256:{digest}\n")
    (place / "pyproject.toml").write_text('[project]\nname = "kosong"\nversion = "1"\n')
    return place


@pytest.fixture
def index(wheels: Path, tmp_path: Path) -> Iterator[str]:
    """A package index on this machine; its address."""
    page = tmp_path / "index" / "simple" / "pip"
    page.mkdir(parents=True)
    shutil.copy(wheels / NAME, page.parent.parent)
    (page / "index.html").write_text(
        f'<a href="../../pip-1.0.tar.gz#sha256=0">x</a> <a href="../../{NAME}#sha256=0">{NAME}</a>'
    )
    handler = functools.partial(_Quiet, directory=tmp_path / "index")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/simple"
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def build(place: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "HOME": str(place), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=place / ".ci",
        env={**kept, "PIP_CONFIG_FILE": os.devnull, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def pip(place: Path) -> subprocess.CompletedProcess[str]:
    python = place / ".venv" / "bin" / "python"
    return subprocess.run(
        [python, "-I", "-m", "pip", "--version"], capture_output=True, text=True, check=False
    )


def test_pip_comes_from_the_index(checkout: Path, index: str) -> None:
    done = build(checkout, PIP_INDEX_URL=index)
    assert pip(checkout).stdout.startswith(f"pip {VERSION} from {checkout}"), done.stderr


def test_offline_pip_comes_from_a_folder_of_wheels(checkout: Path, wheels: Path) -> None:
    done = build(checkout, PIP_NO_INDEX="1", PIP_FIND_LINKS=f"/no/such/folder {wheels}")
    assert pip(checkout).stdout.startswith(f"pip {VERSION} from {checkout}"), done.stderr


def test_another_file_of_the_same_name_is_never_run(
    checkout: Path, wheels: Path, tmp_path: Path
) -> None:
    # Lost otherwise: whoever stands between the office and the index runs code on its machine.
    false = tmp_path / "false"
    false.mkdir()
    with zipfile.ZipFile(false / NAME, "w") as archive:
        archive.writestr("pip/__main__.py", f"open({str(tmp_path / 'ran')!r}, 'w')")
    done = build(checkout, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(false))
    assert done.returncode == 2
    assert "is not the file that requirements.lock names" in done.stderr
    assert not (tmp_path / "ran").exists()
    assert pip(checkout).returncode != 0


def test_without_any_way_it_names_the_package_to_install(checkout: Path, index: str) -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    for settings, reason in (
        ({"PIP_NO_INDEX": "1"}, "nowhere to be had"),
        ({"PIP_INDEX_URL": f"{index}/elsewhere"}, "404"),
        ({"PIP_INDEX_URL": "no address"}, "unknown url type"),
    ):
        done = build(checkout, **settings)
        assert done.returncode == 2
        assert reason in done.stderr
        assert f"sudo apt-get install {package}" in done.stderr
        assert not (checkout / ".venv" / "built-from.json").exists()
