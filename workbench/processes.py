"""The one door for every process that this package starts: a built environment, a safe folder.

A process inherits more than it needs, and each of it can run code: the dynamic loader
searches ``LD_LIBRARY_PATH``, where an empty entry means the working folder (OpenCV leaves
one there as soon as it is imported), Python imports from ``PYTHONPATH``, Jupyter and
IPython run what their folders of settings hold. A case folder comes from people with an
interest in the outcome, and it is where people stand when they type a command. So no
process gets the environment or the working folder as they are: variables pass by name,
each for the reason that stands beside it, and the folder lies outside every case.

No other module starts a process; ``tests/hostile/test_door.py`` reads all of them for it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import IO, Any

# What any of our processes may need, and why.
_NAMES = {
    # Programs are looked up there, and on Windows the libraries of Python itself.
    "PATH": "folders",
    # Where the user's own caches, settings and states lie (platformdirs), and whose they are.
    "HOME": "folder", "USERPROFILE": "folder", "USER": "text", "LOGNAME": "text",
    "USERNAME": "text", "XDG_CACHE_HOME": "folder", "XDG_CONFIG_HOME": "folder",
    "XDG_DATA_HOME": "folder", "XDG_STATE_HOME": "folder",
    # Where temporary files go: on some machines the usual place is full or forbidden.
    "TMPDIR": "folder", "TEMP": "folder", "TMP": "folder",
    # Terminal messages follow the locale; times without a zone are shown in the user's.
    "LANG": "text", "LANGUAGE": "text", "LC_ALL": "text", "TZ": "text",
    # Python: how it reads and orders things, never where it finds code.
    "PYTHONUTF8": "text", "PYTHONHASHSEED": "text", "PYTHONDONTWRITEBYTECODE": "text",
    # How many threads the libraries may use: set on machines that many people share.
    "OMP_NUM_THREADS": "text", "OPENBLAS_NUM_THREADS": "text", "MKL_NUM_THREADS": "text",
    "MALLOC_ARENA_MAX": "text",
    # Without these no program starts on Windows, or none finds its own folders.
    "SYSTEMROOT": "folder", "SYSTEMDRIVE": "text", "WINDIR": "folder", "COMSPEC": "folder",
    "PATHEXT": "text", "APPDATA": "folder", "LOCALAPPDATA": "folder", "PROGRAMDATA": "folder",
    "HOMEDRIVE": "text", "HOMEPATH": "text", "NUMBER_OF_PROCESSORS": "text",
    "PROCESSOR_ARCHITECTURE": "text",
}  # fmt: skip
# Our own settings, and the other categories of the locale.
_BEGINNINGS = ("WORKBENCH_", "LC_")

# What only a process that opens the user's browser needs: the screen, the session, the way
# out of the office's network.
_DESKTOP = {
    "DISPLAY": "text", "WAYLAND_DISPLAY": "text", "XAUTHORITY": "folder",
    "DBUS_SESSION_BUS_ADDRESS": "text", "XDG_RUNTIME_DIR": "folder", "XDG_DATA_DIRS": "folders",
    "XDG_CURRENT_DESKTOP": "text", "DESKTOP_SESSION": "text", "BROWSER": "text",
    "HTTP_PROXY": "text", "HTTPS_PROXY": "text", "NO_PROXY": "text", "ALL_PROXY": "text",
}  # fmt: skip


def environment(more: Mapping[str, str] | None = None, *, desktop: bool = False) -> dict[str, str]:
    """Return the environment of a process of ours: what is listed here, then `more`.

    Parameters
    ----------
    more
        Variables of this process alone.
    desktop
        Whether it opens the user's browser.
    """
    kept = _allowed(os.environ, {**_NAMES, **(_DESKTOP if desktop else {})})
    # No process of ours imports from the folder that it stands in.
    return {**kept, "PYTHONSAFEPATH": "1", **(more or {})}


def _allowed(every: Mapping[str, str], names: Mapping[str, str] = _NAMES) -> dict[str, str]:
    kept = {}
    for name, value in every.items():
        kind = names.get(name.upper()) or ("text" if name.startswith(_BEGINNINGS) else "")
        if kind and (passed := _passed(kind, value)):
            kept[name] = passed
    if own := _own_folder(every):
        kept["PYTHONPATH"] = own
    return kept


def _passed(kind: str, value: str) -> str:
    """Return what of a value may pass: a relative folder would be one below the working folder."""
    if kind == "text":
        return value
    if kind == "folder":
        return value if Path(value).is_absolute() else ""
    parts = value.split(os.pathsep)
    return os.pathsep.join(part for part in parts if Path(part).is_absolute())


def _own_folder(every: Mapping[str, str]) -> str:
    """Return the folder of ``PYTHONPATH`` that this package itself was imported from, if any.

    Whatever else stands there is not handed on; this one is where our code already runs from.
    """
    home = str(Path(__file__).resolve().parents[1])
    given = every.get("PYTHONPATH", "").split(os.pathsep)
    return home if home in {str(Path(one).resolve()) for one in given if one} else ""


def folder() -> str:
    """Return where our processes stand: no case lies there, and nobody else writes there."""
    return sys.prefix if sys.platform == "win32" else "/"


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs one of our modules with this very Python.

    ``-P``: the working folder is no place to import from.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def start(
    command: Sequence[str],
    *,
    more: Mapping[str, str] | None = None,
    desktop: bool = False,
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] | None = None,
    leads_group: bool = False,
    handles: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start a process and return at once.

    Parameters
    ----------
    command
        Its program by absolute path, and its arguments.
    more, desktop
        As for :func:`environment`.
    stdin, stdout, stderr
        As for :class:`subprocess.Popen`.
    leads_group
        Whether it leads a group of its own, so that Ctrl-C reaches us alone.
    handles
        File descriptors that it is handed besides.
    """
    return subprocess.Popen(  # noqa: S603 - our own commands, each by absolute path
        list(command),
        cwd=folder(),
        env=environment(more, desktop=desktop),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=leads_group,
        pass_fds=handles,
    )


def answer(command: Sequence[str], given: bytes, seconds: float) -> bytes:
    """Run a program to its end and return what it wrote.

    Raises
    ------
    OSError, subprocess.SubprocessError
        When it cannot be started, or takes longer than `seconds`.
    """
    return completed(command, given, seconds)[1]


def completed(
    command: Sequence[str],
    given: bytes,
    seconds: float | None,
    *,
    more: Mapping[str, str] | None = None,
) -> tuple[int, bytes, bytes]:
    """Run a program to its end; return its exit code, what it wrote, and what it complained of.

    It may ask the person at the terminal, whom it reaches without our streams: a passphrase
    never passes through us.

    Raises
    ------
    OSError, subprocess.SubprocessError
        When it cannot be started, or takes longer than `seconds` (None: as long as it likes).
    """
    done = subprocess.run(  # noqa: S603 - our own commands, each by absolute path
        list(command),
        input=given,
        capture_output=True,
        cwd=folder(),
        env=environment(more),
        timeout=seconds,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def program(name: str) -> str | None:
    """Return where another program lies, or None; never one in the working folder.

    Windows looks there first, whatever ``PATH`` says.
    """
    found = shutil.which(name, path=_passed("folders", os.environ.get("PATH", "")))
    if found is None or not Path(found).is_absolute() or Path(found).parent == Path.cwd():
        return None
    return found


def pool_context() -> SpawnContext:
    """Return the context in which a pool may start workers: they get our environment, too."""
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        # A process of multiprocessing's own, which would be started at the first lock.
        with _narrowed():
            resource_tracker.ensure_running()
    return _Context()


def begin_worker() -> None:
    """Go where our processes stand; a pool's worker is begun by a library that cannot be told."""
    os.chdir(folder())
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class _Process(SpawnProcess):
    """A worker of a pool: multiprocessing hands on whatever the environment is."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing's name
        with _narrowed(), _undisturbed():
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001


class _Context(SpawnContext):
    Process = _Process


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C from a worker until it has begun: until then it would die with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_narrowing = threading.Lock()


@contextmanager
def _narrowed() -> Iterator[None]:
    """Hold our own environment to the list for the moment in which another library starts one."""
    with _narrowing:
        before = dict(os.environ)
        os.environ.clear()
        os.environ.update(_allowed(before))
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
