"""Keys of JupyterLab that a form must have for itself.

In a notebook's command mode single keys are commands: ``D D`` deletes the cell, the
arrows leave it. They also work while a list or a button of a form has the focus, so
that choosing "dari media" by its first letters would delete the form. Here each such
command is kept for cells and taken away from the controls inside them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETTING = "@jupyterlab/shortcuts-extension/shortcuts"

_SCHEMAS = Path("share", "jupyter", "lab", "schemas", "@jupyterlab")
_KEYS = "jupyter.lab.shortcuts"
_ENDS = (":focus", ":focus:not(:read-write)")
_SPARED = ":not(select):not(button):not(summary)"


def settings() -> dict[str, Any]:
    """Return JupyterLab's setting that spares the controls of forms."""
    return {"shortcuts": list(_spared())}


def _spared() -> Iterator[dict[str, Any]]:
    for known in _shortcuts():
        selector = str(known.get("selector", ""))
        if selector.endswith(_ENDS) and any(known.get("keys", ())):
            yield {**known, "disabled": True}
            yield {**known, "selector": selector + _SPARED}


def _shortcuts() -> Iterator[dict[str, Any]]:
    """Yield the shortcuts that the installed JupyterLab comes with."""
    for path in sorted((Path(sys.prefix) / _SCHEMAS).glob("*/*.json")):
        yield from json.loads(path.read_text("utf-8")).get(_KEYS, ())
