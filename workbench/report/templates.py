"""Where the templates are: beside the package in the source tree, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import ReportError

_PACKAGE = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """Return the folder of the shipped templates.

    Raises
    ------
    ReportError
        When the installation lacks them.
    """
    for candidate in (_PACKAGE / "_shipped" / "templates", _PACKAGE.parent / "templates"):
        if (candidate / "report.html.j2").is_file():
            return candidate
    raise ReportError("templates_missing", path=str(_PACKAGE))
