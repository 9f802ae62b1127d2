"""Nothing but the door writes: the next module that opens a file for writing is found here.

Lost otherwise: a new file of ours, written by a plain open(), that follows a planted link.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import workbench
from tests.hostile.writers import MODULES, WRITERS

PACKAGE = Path(workbench.__file__).parent

DOOR = {"case/door.py", "case/publishing.py", "case/tidying.py"}

#: Who else writes, where, and why that is no place of a case.
ALLOWED = {
    "duplicates/index/arrays.py": "the index's own private folder",
    "duplicates/index/bands.py": "the index's own private folder",
    "duplicates/index/database.py": "the index's own private folder",
    "words/search/word_index.py": "a database in memory; its file is opened for reading alone",
    "examination/cache.py": "clears the cache's own private folder",
    "record/staging.py": "rights and removal of a record under construction, below the lock",
    "study/publish.py": "removes staging of dead runs, below the lock",
    "study/kernels/kernel.py": "private folders of kernels in the system's temporary folder",
    "ui/lab/workspace.py": "the laboratory's own private folder, outside every case",
    "ui/lab/server.py": "the laboratory's own private folder, outside every case",
    "report/render/pdf.py": "a temporary folder of its own",
    "report/render/raster.py": "a temporary folder of its own",
    "examples/__init__.py": "copies shipped files into a folder that case/new.py staged",
    "doctor/installation.py": "a database in memory alone",
    "doctor/leftovers.py": "clears away, after asking, what nobody holds",
    "case/new.py": "rights of the staged case, and an empty folder that it takes the place of",
    "case/lock.py": "removes lock files that this process holds",
    "report/copies.py": "rights of a copy under construction",
    "record/sign.py": "rights of a record that was just found whole, below the lock",
    "record/seal.py": "an empty folder of the record under construction",
    "evidence/acquisition.py": "the time of a copy in a case under construction",
}

_METHODS = {
    "write_text", "write_bytes", "touch", "mkdir", "rename", "unlink", "rmdir", "chmod",
    "symlink_to", "hardlink_to",
}  # fmt: skip
_OS = {
    "rename", "replace", "renames", "mkdir", "makedirs", "unlink", "remove", "rmdir", "removedirs",
    "link", "symlink", "truncate", "ftruncate", "chmod", "fchmod", "mkfifo", "mknod", "utime",
}  # fmt: skip
_MODULES = {"shutil", "tempfile"}
_HARMLESS = {"disk_usage", "which", "get_terminal_size", "gettempdir", "copyfileobj",
             "SpooledTemporaryFile"}  # fmt: skip
_SAVERS = {("np", "save"), ("np", "savez"), ("np", "memmap"), ("nbformat", "write"),
           ("sqlite3", "connect"), ("numpy", "save")}  # fmt: skip
_WRITING_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"}


def _mode(call: ast.Call, position: int) -> str:
    given = [word.value for word in call.keywords if word.arg == "mode"]
    given += call.args[position : position + 1]
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else ""


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _writes(call: ast.Call) -> bool:
    target = call.func
    if isinstance(target, ast.Name):
        if target.id in {"FileLock", "NamedTemporaryFile", "mkstemp", "mkdtemp", "rmtree"}:
            return True
        return target.id == "open" and any(letter in _mode(call, 1) for letter in "wax+")
    if not isinstance(target, ast.Attribute):
        return False
    of, name = _name(target.value), target.attr
    if of == "os":
        flags = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
        return name in _OS or (name == "open" and bool(flags & _WRITING_FLAGS))
    if of in _MODULES:
        return name not in _HARMLESS
    if (of, name) in _SAVERS:
        return True
    if name == "open":
        mode = _mode(call, 0)
        return 0 < len(mode) <= 3 and any(letter in mode for letter in "wax+") and of != "av"
    if name == "replace":  # of a path: with one argument; of a text: with two
        return len(call.args) == 1 and not call.keywords
    return name in _METHODS and of not in {"door", "formatter"}


def _places(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _writes(node):
            yield f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"


def test_no_module_but_the_door_writes_in_a_case() -> None:
    found = {name: [*_places(PACKAGE / name)] for name in sorted(
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))}  # fmt: skip
    outside = [place for name, places in found.items() if name not in DOOR | ALLOWED.keys()
               for place in places]  # fmt: skip
    assert outside == []
    idle = [name for name in ALLOWED if not found.get(name)]
    assert idle == [], "these do not write any more: take them off the list"


def test_the_search_finds_every_way_to_write() -> None:
    """Otherwise an empty list would only show that nothing was looked for."""
    ways = [
        "open('x', 'w')", "p.open('ab')", "p.open(mode='r+b')", "p.write_text('x')", "p.mkdir()",
        "p.replace(q)", "os.replace(a, b)", "os.open(p, os.O_RDWR)", "shutil.move(a, b)",
        "tempfile.mkdtemp()", "FileLock(p)", "np.save(p, a)", "sqlite3.connect(p)", "p.touch()",
    ]  # fmt: skip
    for way in ways:
        assert _writes(ast.parse(way, mode="eval").body), way  # type: ignore[arg-type]
    for way in ("open('x')", "p.open('rb')", "'a'.replace('b', 'c')", "os.open(p, os.O_RDONLY)"):
        assert not _writes(ast.parse(way, mode="eval").body), way  # type: ignore[arg-type]


#: By what a module that writes in a case is known: what it takes from the case's package.
_WAYS = {
    "workbench.case": {"door", "publishing", "journal"},
    "workbench.case.journal": {"Journal", "appending", "note"},
    "workbench.case.text_file": {"save"},
    "workbench.case.yaml_files": {"write_atomically"},
}


def _takes(path: Path) -> bool:
    """Whether a module takes any of the ways to write in a case."""
    taken = (
        (node.module or "", one.name)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    )
    return any(name in _WAYS.get(module, ()) for module, name in taken)


def test_every_module_that_writes_stands_in_the_table_of_what_may_be_planted() -> None:
    """A new writer gets its row, and with it every kind of thing planted at its place."""
    writing = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
               if _takes(path)}  # fmt: skip
    assert writing == set(MODULES)
    rows = {row for told in MODULES.values() if isinstance(told, tuple) for row in told}
    assert rows <= set(WRITERS)
