"""Where a reviewer was: kept beside the caches, not in the case, so that reading writes nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from workbench.case import door, tidying
from workbench.case.folder import CaseFolder
from workbench.errors import WriteRefusedError
from workbench.kajian.pages import Page


def remember(folder: CaseFolder, page: Page) -> None:
    """Keep the page that is open; where that cannot be written, it is simply not kept."""
    path = _path(folder)
    try:
        tidying.private_folder(path.parent)
        said = json.dumps({"step": page.step, "item": page.item}).encode("utf-8")
        door.write(path, said, private=True, durable=False)
    except (OSError, WriteRefusedError):
        return


def recall(folder: CaseFolder) -> Page:
    """Return the page that was open last, or the first."""
    try:
        kept = json.loads(_path(folder).read_text("utf-8"))
        return Page(str(kept["step"]), str(kept["item"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Page()


def _path(folder: CaseFolder) -> Path:
    from platformdirs import user_state_path

    name = hashlib.sha256(str(folder.path).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return user_state_path("workbench", appauthor=False) / "kajian" / f"{name}.json"
