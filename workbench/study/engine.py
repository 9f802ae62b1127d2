"""Our papermill engine, as papermill finds it: entry point ``papermill.engine``, ``workbench``.

papermill loads its engines in the middle of being imported, so this module must
not import papermill itself; what runs a notebook is loaded when one runs.
"""

from __future__ import annotations

from typing import Any


class StandardEngine:
    """Every notebook in a fresh kernel; see :class:`workbench.study.client.ClientEngine`."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook and return it."""
        from workbench.study.client import ClientEngine

        return ClientEngine.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the kernel's name as papermill finds it, or raise papermill's ValueError."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language in which parameters are written, as papermill finds it."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))
