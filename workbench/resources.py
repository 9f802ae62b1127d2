"""Where the shipped notebooks and templates are: in a checkout, and in an installed wheel.

In a checkout they lie beside the package, where people look for them; a wheel
carries them inside the package (``force-include`` in ``pyproject.toml``).
"""

from __future__ import annotations

from pathlib import Path

from workbench.errors import InstallationError

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"

NOTEBOOKS = ("1_evidence", "2_kajian", "3_report")


def folder(name: str) -> Path:
    """Return the folder `name` (``notebooks`` or ``templates``) of this installation.

    Raises
    ------
    InstallationError
        When the installation is broken: a packager's mistake, not a reviewer's.
    """
    for candidate in (_SHIPPED / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise InstallationError("installation_incomplete", name=name, path=str(_PACKAGE))


def notebook(name: str) -> Path:
    """Return the shipped notebook called `name`, one of :data:`NOTEBOOKS`."""
    return folder("notebooks") / f"{name}.ipynb"


def templates() -> Path:
    """Return the folder of templates for reports and documents."""
    return folder("templates")
