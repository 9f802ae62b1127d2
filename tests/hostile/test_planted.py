"""What lies in a case never runs, whatever its name, and whoever stands in the case.

Every file planted here would leave a mark if a program ran it or read it as settings; the
libraries are none, so that a process which loads one dies, and its exhibit stays unread.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.whole.commands import Done, registered, walk

LIBRARIES = (
    "libz.so.1", "libstdc++.so.6", "libgcc_s.so.1", "libbz2.so.1.0", "liblzma.so.5",
    "libffi.so.8", "libdl.so.2", "libpthread.so.0", "libm.so.6", "libexpat.so.1", "librt.so.1",
    "zlib1.dll", "sqlite3.dll", "libz.1.dylib",
)  # fmt: skip
MODULES = (
    "sitecustomize", "usercustomize", "pandas", "numpy", "PIL", "yaml", "cv2", "av", "IPython",
    "ipykernel", "traitlets", "papermill", "json", "logging", "random", "site", "encodings",
    "jupyter_client", "matplotlib", "typst", "docxtpl", "filelock", "pydantic", "pickle",
    "rapidocr", "onnxruntime", "omegaconf", "sqlite3",
)  # fmt: skip
SETTINGS = (
    "jupyter_config.py", "jupyter_server_config.py", "jupyter_lab_config.py",
    "ipython_config.py", "ipython_kernel_config.py", "ipykernel_config.py", "papermill_config.py",
    ".ipython/profile_default/startup/00.py", "profile_default/startup/00.py",
    ".jupyter/jupyter_server_config.py", ".config/matplotlib/matplotlibrc", "matplotlibrc",
    "startup.py", ".pdbrc", ".ExifTool_config", ".ssh/config", ".config/ssh/config",
)  # fmt: skip
NOTEBOOKS = ("1_evidence.ipynb", "2_kajian.ipynb", "notebooks/1_evidence.ipynb", "3_report.ipynb")
TEMPLATES = (
    "templates/report.html.j2", "report.html.j2", "report.typ", "templates/documents/kajian.docx",
    "kajian.docx", "law/packs/x/pack.yaml", "packs/x/pack.yaml", "rule-packs/x/pack.yaml",
)  # fmt: skip
FOLDERS = ("", "evidence/", "studies/", "statements/", "records/", "rumah/")

QUICK = (
    ("metadata", ".", "--maker-notes", "--json"),
    ("search", "evidence/{exhibit}"),
    ("find", ".", "kampanye", "--json"),
    ("study", "."),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("tertanam")
    made = place / "kasus"
    run(place, place, "example", "pilkada-laporan", str(made))
    (place / "marks").mkdir()
    marker = library(place, place / "marks")
    for folder in FOLDERS:
        plant(made / folder, place / "marks", marker)
    yield made
    shutil.rmtree(place)


def plant(folder: Path, marks: Path, marker: Path | None) -> None:
    code = f"import os\nopen(os.path.join({str(marks)!r}, str(os.getpid())), 'a').write(__file__)\n"
    notebook = {
        "cells": [{"cell_type": "code", "source": code, "metadata": {}, "outputs": [],
                   "execution_count": None, "id": "a"}],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "x"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    opened = "{{ cycler.__init__.__globals__.os.popen('touch MARKS/jinja').read() }}"
    opened = opened.replace("MARKS", str(marks))
    rules = f'id: x\nx: !!python/object/apply:os.system ["touch {marks}/yaml"]\n'
    texts = {f"{name}.py": code for name in MODULES}
    texts |= dict.fromkeys(SETTINGS, code)
    texts |= {name: json.dumps(notebook) for name in NOTEBOOKS}
    texts |= {name: rules if name.endswith("yaml") else opened for name in TEMPLATES}
    texts |= {"x.pth": "import os; " + code.splitlines()[1], "python311._pth": "."}
    texts |= dict.fromkeys(LIBRARIES, "bukan pustaka\n")
    for name, text in texts.items():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if name in LIBRARIES and marker is not None:
                shutil.copyfile(marker, path)


def library(place: Path, marks: Path) -> Path | None:
    """Build a library that leaves a mark as soon as a process loads it, where a compiler is."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    source = place / "marker.c"
    source.write_text(
        # Without headers and start files: a compiler alone is enough.
        "int open(const char *, int, ...); long write(int, const void *, unsigned long);\n"
        "int close(int);\n"
        "__attribute__((constructor)) static void mark(void) {\n"
        f'  int f = open("{marks}/library", {os.O_CREAT | os.O_WRONLY}, 0600);\n'
        '  write(f, "x", 1);\n  close(f);\n'
        "}\n"
    )
    made = place / "marker.so"
    command = [compiler, "-shared", "-fPIC", "-nostdlib", "-w", "-o", str(made), str(source)]
    done = subprocess.run(command, capture_output=True, check=False)
    return made if done.returncode == 0 else None


def run(
    cwd: Path, place: Path, *arguments: str, flags: tuple[str, ...] = ("-P",)
) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    ours |= {name: str(place / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME")}
    done = subprocess.run(
        [sys.executable, *flags, "-m", "workbench", *arguments],
        cwd=cwd, env=ours, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in {0, 1}, (arguments, done.returncode, done.stderr[-2000:])
    return done


def fired(case: Path) -> list[str]:
    return sorted(path.read_text("utf-8") for path in (case.parent / "marks").iterdir())


def call(case: Path, command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    shutil.rmtree(case.parent / "xdg_cache_home", ignore_errors=True)
    exhibit = next(path.name for path in sorted(case.glob("evidence/*.jpg")))
    if command[0] == "search":
        run(case, case.parent, "index", "add", ".")
    filled = [part.format(aside=case.parent, exhibit=exhibit) for part in command]
    return run(case, case.parent, *filled)


@pytest.mark.kernel
@pytest.mark.parametrize("command", QUICK, ids=" ".join)
def test_nothing_of_a_case_runs_where_children_read_it(
    case: Path, command: tuple[str, ...]
) -> None:
    done = call(case, command)
    assert fired(case) == []
    if "--json" in command:
        told = json.loads(done.stdout)
        if command[0] != "metadata":
            return
        stopped = [fact for fact in told["facts"] if fact["source"] == "reading"]
        assert stopped == [], "a child loaded a library of the case and died"
        assert any(fact["source"] == "exif" for fact in told["facts"])


def test_python_itself_called_in_a_case_imports_nothing_from_it(case: Path) -> None:
    run(case, case.parent, "inventory", ".", flags=())
    assert fired(case) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are Linux's")
def test_a_planted_library_would_leave_its_mark(case: Path, tmp_path: Path) -> None:
    """The trap itself works: a process that loads one of the case's libraries falls into it.

    By its path: where Python itself is linked to one of these names and bound at once, as
    Debian's is, a process that is led here by ``LD_LIBRARY_PATH`` dies before it can mark.
    """
    if library(tmp_path, case.parent / "marks") is None:
        pytest.skip("no compiler")
    loads = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
    planted = str(case / LIBRARIES[0])
    subprocess.run([sys.executable, "-c", loads, planted], check=True)
    marks = fired(case)
    for path in (case.parent / "marks").iterdir():
        path.unlink()
    assert marks


@pytest.mark.long
@pytest.mark.kernel
@pytest.mark.parametrize("place", ["", "evidence", "studies", "rumah"])
def test_nothing_of_a_case_runs_under_any_command(case: Path, tmp_path: Path, place: str) -> None:
    """Every command there is, from its list, with the case underfoot."""
    home = tmp_path / "home"
    home.mkdir()
    names = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME")
    own = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    own |= {name: str(home / name.lower()) for name in names}

    def here(command: Sequence[str]) -> Done:
        return subprocess.run(
            list(command), cwd=case / place, env=own, capture_output=True, text=True,
            check=False, timeout=600,
        )  # fmt: skip

    ran = set()
    for command, _ in walk(case, tmp_path / "aside", here, safe=True):
        assert fired(case) == [], command
        ran.add(command)
    assert ran == registered()


@pytest.mark.long
def test_nothing_of_a_case_runs_with_the_evidence_as_working_folder(case: Path) -> None:
    done = run(case / "evidence", case.parent, "metadata", "..", "--maker-notes", "--json")
    assert fired(case) == []
    assert not [one for one in json.loads(done.stdout)["facts"] if one["source"] == "reading"]
