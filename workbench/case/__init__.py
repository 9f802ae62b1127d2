"""The case model and its folder: reading strictly, listing every problem, saving carefully."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.case.folder import CaseFolder, examine_folder, load
    from workbench.case.moment import Moment

__all__ = ["CaseFolder", "Moment", "examine_folder", "load"]

_HOME = {
    "CaseFolder": "workbench.case.folder",
    "Moment": "workbench.case.moment",
    "examine_folder": "workbench.case.folder",
    "load": "workbench.case.folder",
}


def __getattr__(name: str) -> Any:
    """Import on first use: the children that read exhibits need moments but no YAML."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(name)
