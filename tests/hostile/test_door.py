"""One door for processes: a second one would hand a planted library what the first keeps out."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench
from workbench import processes

PACKAGE = Path(workbench.__file__).parent
DOOR = "processes.py"
# Forks what it has loaded; no program is started, and the child's environment is built.
FORKS = "study/kernels/forkserver.py"
STARTS = {
    "subprocess": {"Popen", "run", "call", "check_call", "check_output", "getoutput",
                   "getstatusoutput"},
    "os": {"system", "popen", "startfile", "posix_spawn", "posix_spawnp", "fork", "forkpty"},
    "multiprocessing": {"Process", "Pool", "Manager", "get_context", "set_start_method"},
    "pty": {"spawn", "fork"},
    "asyncio": {"create_subprocess_exec", "create_subprocess_shell"},
}  # fmt: skip
POOLS = {"ProcessPoolExecutor", "SpawnContext", "SpawnProcess", "ForkContext", "ForkServerContext"}


def started(tree: ast.AST) -> Iterator[str]:
    """Yield every name in a module by which a process can be started."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = node.value.id, node.attr
            spawns = module == "os" and name.startswith(("exec", "spawn"))
            if name in STARTS.get(module, ()) or spawns or name in POOLS:
                yield f"{module}.{name}"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in STARTS.get(node.module or "", ()) or alias.name in POOLS:
                    yield f"{node.module}.{alias.name}"


def places() -> dict[str, list[str]]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        used = list(started(ast.parse(path.read_text("utf-8"))))
        # ``subprocess.Popen[bytes]`` as a type starts nothing.
        text = path.read_text("utf-8")
        if "subprocess.Popen" in used and "subprocess.Popen(" not in text:
            used = [name for name in used if name != "subprocess.Popen"]
        if used:
            found[path.relative_to(PACKAGE).as_posix()] = sorted(set(used))
    return found


def test_no_other_module_starts_a_process() -> None:
    found = places()
    assert {"subprocess.Popen", "subprocess.run"} <= set(found.pop(DOOR))
    assert found == {FORKS: ["os.fork"]}


@pytest.mark.parametrize(
    "line",
    ["import subprocess\nsubprocess.run([])", "from subprocess import Popen", "os.execv('', [])",
     "from concurrent.futures import ProcessPoolExecutor", "multiprocessing.get_context('spawn')"],
)  # fmt: skip
def test_a_second_door_would_be_seen(line: str) -> None:
    assert list(started(ast.parse(line)))


HOSTILE = {
    "LD_LIBRARY_PATH": "/usr/lib:", "LD_PRELOAD": "libz.so.1", "LD_AUDIT": "x.so",
    "DYLD_INSERT_LIBRARIES": "x.dylib", "PYTHONPATH": "{case}", "PYTHONSTARTUP": "{case}/x.py",
    "PYTHONHOME": "{case}", "PYTHONPYCACHEPREFIX": "{case}", "PYTHONWARNINGS": "error::x.Y",
    "PYTHONBREAKPOINT": "x.y", "PYTHONINSPECT": "1", "PYTHONEXECUTABLE": "{case}/python",
    "JUPYTER_PATH": "{case}", "JUPYTER_CONFIG_DIR": "{case}", "JUPYTER_CONFIG_PATH": "{case}",
    "JUPYTER_DATA_DIR": "{case}", "IPYTHONDIR": "{case}", "MPLCONFIGDIR": "{case}",
    "PERL5LIB": "{case}", "PERL5OPT": "-Mx", "EXIFTOOL_HOME": "{case}", "GCONV_PATH": "{case}",
    "OPENSSL_CONF": "{case}/x", "SSL_CERT_FILE": "{case}/x", "GIT_SSH_COMMAND": "x",
    "BASH_ENV": "{case}/x", "ENV": "{case}/x", "NODE_OPTIONS": "-r x", "XDG_CONFIG_HOME": "x",
    "OPENCV_IO_ENABLE_JASPER": "1", "HOME": ".", "TMPDIR": "kasus/tmp",
}  # fmt: skip


def test_nothing_that_names_code_passes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value.format(case=tmp_path))
    monkeypatch.setenv(
        "PATH", os.pathsep.join(["", ".", "kasus", os.defpath.strip(":"), "/usr/bin"])
    )
    kept = processes.environment()
    assert not set(HOSTILE) & set(kept)
    assert all(Path(part).is_absolute() for part in kept["PATH"].split(os.pathsep))
    assert kept["PYTHONSAFEPATH"] == "1"


def test_what_people_set_for_themselves_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = {
        "HOME": "/rumah/penelaah", "XDG_CACHE_HOME": "/rumah/penelaah/.cache",
        "TMPDIR": "/sementara",
        "LC_TIME": "id_ID.UTF-8", "TZ": "Asia/Jakarta", "WORKBENCH_LANGUAGE": "id",
    }  # fmt: skip
    for name, value in mine.items():
        monkeypatch.setenv(name, value)
    kept = processes.environment()
    assert {name: kept.get(name) for name in mine} == mine
    monkeypatch.setenv("HTTPS_PROXY", "http://proksi.kantor:3128")
    assert "HTTPS_PROXY" not in processes.environment()
    assert processes.environment(desktop=True)["HTTPS_PROXY"] == "http://proksi.kantor:3128"


def test_of_the_import_path_only_our_own_folder_passes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = str(PACKAGE.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), ours, ""]))
    assert processes.environment()["PYTHONPATH"] == ours


def test_every_process_stands_outside_the_case(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    told = processes.answer([sys.executable, "-c", "import os; print(os.getcwd())"], b"", 30)
    assert Path(told.decode().strip()) == Path(processes.folder())
    processes.begin_worker()
    assert Path.cwd() == Path(processes.folder())


def test_a_worker_of_a_pool_gets_the_built_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "")
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path))
    context = processes.pool_context()
    ours, theirs = context.Pipe()
    worker = context.Process(target=_tell_environment, args=(theirs,))
    worker.start()
    assert ours.poll(30)
    names = ours.recv()
    worker.join(30)
    assert "PATH" in names
    assert not {"LD_LIBRARY_PATH", "PYTHONSTARTUP"} & set(names)
    assert os.environ["PYTHONSTARTUP"] == str(tmp_path)


def _tell_environment(pipe: object) -> None:
    pipe.send(sorted(os.environ))  # type: ignore[attr-defined]
