"""How long work says how far it is: one callable, so that any front can show it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a step's code (``workbench/text/evidence.toml``, ``step.<code>``), done, total."""


def silent(step: str, done: int, total: int) -> None:
    """Show nothing."""
