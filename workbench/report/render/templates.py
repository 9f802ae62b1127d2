"""Where the templates are: beside the package in the source tree, inside it when installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from workbench.errors import ReportError

# The report's own fonts, as files without their suffix (woff2 for HTML, ttf for PDF).
FONTS = (
    "source-serif-4-latin-400-normal",
    "source-serif-4-latin-400-italic",
    "source-serif-4-latin-600-normal",
    "source-sans-3-latin-400-normal",
    "source-sans-3-latin-600-normal",
    "source-code-pro-latin-400-normal",
)

_PACKAGE = Path(__file__).resolve().parents[2]


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


def fallback_fonts() -> Path:
    """Return a folder with DejaVu Sans, for scripts that the report's own fonts do not hold."""
    # Where the package lies is enough; importing it takes a third of a second.
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ReportError("templates_missing", path="matplotlib")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
