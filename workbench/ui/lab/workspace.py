"""The folder that JupyterLab sees: fresh copies of the notebooks, and settings of our own.

It lies outside the case. A file called ``pandas.py`` among the evidence can then
never be imported, and nothing in the case can be opened, renamed or changed from
the browser. The answers are not in here: they live in the case's ``kajian.yaml``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from filelock import FileLock, Timeout
from platformdirs import user_state_path

from workbench import resources
from workbench.case import CaseFolder
from workbench.desk import extension, registration
from workbench.errors import StudyError
from workbench.study.kernels.kernel import LONGEST_SOCKET, PREFIX
from workbench.text import Language

# Settings of JupyterLab as its own files hold them; nothing is asked of any other machine.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    "@jupyterlab/notebook-extension/tracker": {
        # Otherwise whoever runs the cells at once is asked which kernel is meant.
        "autoStartDefaultKernel": True,
        "recordTiming": False,
        # Every cell is in the page, so that the browser can search and print all of it.
        "windowingMode": "none",
    },
}

# The page's own half of the language servers, which would ask for what the server does not load.
PAGE = {
    "disabledExtensions": {
        "@jupyterlab/lsp-extension": True,
        "@jupyterlab/fileeditor-extension:language-server": True,
        "@jupyterlab/notebook-extension:language-server": True,
    }
}

SERVER = {
    "ServerApp": {
        "allow_remote_access": False,
        # What a handler forgets to ask, the server asks.
        "allow_unauthenticated_access": False,
        # Refusing an administrator would only send them to run it by hand, less guarded.
        "allow_root": True,
        "disable_check_xsrf": False,
        "ip": "127.0.0.1",
        # The one would start whatever language servers this machine has; the other is ours.
        "jpserver_extensions": {"jupyter_lsp": False, extension.NAME: True},
        "terminals_enabled": False,
    },
    "LabApp": {
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
        "news_url": None,
    },
    "ContentsManager": {"allow_hidden": False},
    "KernelSpecManager": {"ensure_native_kernel": True},
}


# What jupyter_client calls a kernel's sockets.
_SOCKET = "/kernel-01234567-0123-0123-0123-0123456789ab-ipc-5"


@dataclass(frozen=True)
class Workspace:
    """Where one case's JupyterLab keeps its things.

    Attributes
    ----------
    root
        Private folder; all but `runtime` is below it.
    runtime
        Connection files, the kernels' sockets, and the server's own description of itself: a
        private folder with a short path, since a socket's may have a hundred letters.
    """

    root: Path
    runtime: Path

    @property
    def notebooks(self) -> Path:
        """What the browser sees."""
        return self.root / "notebooks"

    @property
    def config(self) -> Path:
        """Configuration of the server."""
        return self.root / "config"

    @property
    def settings(self) -> Path:
        """Settings of the page."""
        return self.root / "settings"

    @property
    def registrations(self) -> Path:
        """Which exhibits the server may show; written by the kernels."""
        return self.root / "desk"

    def variables(self) -> dict[str, str]:
        """Return the environment that keeps the server to this workspace."""
        return {
            "IPYTHONDIR": str(self.root / "ipython"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.root / "workspaces"),
            "JUPYTER_CONFIG_DIR": str(self.config),
            "JUPYTER_DATA_DIR": str(self.root / "data"),
            "JUPYTER_PLATFORM_DIRS": "1",
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "PYTHONSAFEPATH": "1",
            registration.VARIABLE: str(self.registrations),
        }


@contextmanager
def opened(folder: CaseFolder, language: Language) -> Iterator[Workspace]:
    """Make a case's workspace anew and hold it while JupyterLab is open on it.

    Raises
    ------
    StudyError
        When JupyterLab is open on this case already.
    """
    key = hashlib.sha256(str(folder.path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    base = user_state_path("kajian-workbench") / "lab"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(base / f"{key}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StudyError("lab_running") from error
    runtime = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        yield _fresh(Workspace(base / key, runtime), folder, language)
    finally:
        shutil.rmtree(runtime, ignore_errors=True)
        lock.release()


def _fresh(workspace: Workspace, folder: CaseFolder, language: Language) -> Workspace:
    shutil.rmtree(workspace.root, ignore_errors=True)
    workspace.root.mkdir(mode=0o700)
    for part in (workspace.notebooks, workspace.config, workspace.settings):
        part.mkdir(mode=0o700)
    registration.prepare(workspace.registrations)
    for name in resources.NOTEBOOKS:
        _copy(name, workspace.notebooks, folder, language)
    # JupyterLab's own file is read after the server has chosen its extensions: both need it.
    channels = _channels(workspace.runtime)
    for reader in ("server", "lab"):
        _write_json(workspace.config / f"jupyter_{reader}_config.json", {**SERVER, **channels})
    (workspace.config / "labconfig").mkdir(mode=0o700)
    _write_json(workspace.config / "labconfig" / "page_config.json", PAGE)
    for name, values in SETTINGS.items():
        path = workspace.settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_json(path, values)
    return workspace


def _channels(runtime: Path) -> dict[str, dict[str, str]]:
    """Return how server and kernels talk: by sockets in a folder of this user's alone.

    A port of this machine is open to whoever else works on it, and only a key stands before it:
    it remains where the system has no such sockets.
    """
    if sys.platform == "win32" or len(str(runtime)) + len(_SOCKET) > LONGEST_SOCKET:
        return {}
    return {"KernelManager": {"transport": "ipc"}}


def _copy(name: str, target: Path, folder: CaseFolder, language: Language) -> None:
    """Copy one shipped notebook with its parameters filled in and its code folded away."""
    notebook = nbformat.read(resources.notebook(name), as_version=4)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "parameters" in tags:
            cell.source = (
                f"case = {str(folder.path)!a}\nlanguage = {language!a}\ninteractive = True"
            )
        if cell.cell_type == "code":
            cell.metadata["jupyter"] = {"source_hidden": True}
    nbformat.write(notebook, target / f"{name}.ipynb")


def _write_json(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, indent=2), "utf-8")
