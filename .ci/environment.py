"""Build ``.venv`` from a lock file: ``environment.py study`` or ``environment.py test``.

Runs under the system's Python with the standard library only, because nothing
else exists yet. The environment is kept while the lock file, the interpreter
and the checkout's place stay the same, and built anew when one of them changes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import debian
import pip_wheel

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "built-from.json"
LOCKS = {"study": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)


class NotPossibleError(Exception):
    """The environment cannot be built here; the text says why and what to do."""


def main() -> int:
    """Build what is missing of the environment named on the command line."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else ""
    if purpose not in LOCKS:
        print("usage: environment.py study|test", file=sys.stderr)
        return 2
    try:
        build(purpose)
    except NotPossibleError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return 0


def build(purpose: str) -> None:
    """Bring ``.venv`` to the state that `purpose` asks for; do nothing when it is there."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise NotPossibleError(f"Python 3.11 or later is needed; {sys.executable} is {found}.")
    wanted, found = _wanted(), _found()
    fresh = found.get("base") == wanted["base"] and found.get("study") == wanted["study"]
    if (
        fresh
        and found.get(purpose) == wanted[purpose]
        and found.get("project") == wanted["project"]
    ):
        return
    # Without its stamp an environment is known to be unfinished, whatever happens below.
    STAMP.unlink(missing_ok=True)
    if not fresh:
        print(f"Building .venv with Python {wanted['base'][1]} …", flush=True)
        _create()
        found = {}
    if found.get(purpose) != wanted[purpose]:
        print(f"Installing the packages of {LOCKS[purpose].name} …", flush=True)
        _pip("--require-hashes", "--requirement", str(LOCKS[purpose]))
    _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    # The packages for tests include those for a study.
    reached = {"study", purpose} | {name for name in LOCKS if name in found}
    state = {name: wanted[name] for name in ("base", "project", *sorted(reached))}
    STAMP.write_text(json.dumps(state, indent=1), "utf-8")


def _wanted() -> dict[str, object]:
    state: dict[str, object] = {name: _digest(path) for name, path in LOCKS.items()}
    version = ".".join(map(str, sys.version_info[:3]))
    state["base"] = [str(Path(sys.base_prefix).resolve()), version, str(ROOT)]
    state["project"] = _digest(ROOT / "pyproject.toml")
    return state


def _found() -> dict[str, object]:
    try:
        state = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and _python().exists() else {}


def _digest(path: Path) -> str:
    if not path.is_file():
        raise NotPossibleError(f"{path.name} is missing; make it with: make lock")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _create() -> None:
    """Make an environment with nothing but pip in it."""
    if importlib.util.find_spec("ensurepip") is not None:
        _venv()
        return
    _venv("--without-pip")
    try:
        pip_wheel.install(_python(), LOCKS["study"], _environment())
    except pip_wheel.NoPipError as error:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not debian.install([package]):
            raise NotPossibleError(
                f"This Python came without pip, and pip could not be fetched ({error}). Install "
                f"the package {package}, for example with: sudo apt-get install {package}"
            ) from None
        _venv()


def _venv(*options: str) -> None:
    command = [sys.executable, "-m", "venv", "--clear", *options, str(VENV)]
    if subprocess.run(command, check=False, env=_environment()).returncode:
        raise NotPossibleError(f"The environment {VENV} could not be made; see the lines above.")


def _pip(*arguments: str) -> None:
    command = [str(_python()), "-m", "pip", "install", "--quiet", *arguments]
    if subprocess.run(command, check=False, env=_environment()).returncode:
        raise NotPossibleError(
            "The packages could not be installed; pip's reason stands above. The first build "
            "needs a network or a folder of wheels: PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER make …"
        )


def _python() -> Path:
    windows = VENV / "Scripts" / "python.exe"
    return windows if os.name == "nt" else VENV / "bin" / "python"


def _environment() -> dict[str, str]:
    """Return the environment without what would let another installation's packages in."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


if __name__ == "__main__":
    sys.exit(main())
