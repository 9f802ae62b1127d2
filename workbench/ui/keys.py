"""Keys of JupyterLab that a form must have for itself.

In a notebook's command mode single keys are commands: ``D D`` deletes the cell, the
arrows leave it. They also work while a list or a button of a form has the focus, so
that choosing "dari media" by its first letters would delete the form. A form that has
:class:`Keys` among its children keeps them, in any JupyterLab and whatever its settings.
"""

from __future__ import annotations

from pathlib import Path

from anywidget import AnyWidget


class Keys(AnyWidget):
    """Keeps what is pressed in the form around it from being a command of JupyterLab."""

    _esm = Path(__file__).with_suffix(".js").read_text("utf-8")
