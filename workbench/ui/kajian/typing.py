"""Words are kept while they are typed, and become an answer when their typist rests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from anywidget import AnyWidget

# Seconds after the last key, and after the first, until what was typed becomes an answer
# even though its field was not left. Each time is a line of the journal and a step of undo.
REST = 20.0
LONGEST = 120.0


class Listener(AnyWidget):
    """Hears in the browser what is being typed into the fields of the form around it."""

    _esm = Path(__file__).with_suffix(".js").read_text("utf-8")


class Typing:
    """Takes what is being typed from the browser.

    Parameters
    ----------
    keep
        Called with the name of a field and the words in it; returns whether they were kept.
    settle
        Called when they are to become an answer.
    """

    def __init__(self, keep: Callable[[str, str], bool], settle: Callable[[], None]) -> None:
        self._keep = keep
        self._settle = settle
        self._rest: asyncio.TimerHandle | None = None
        self._since = 0.0
        self.widget = Listener()
        self.widget.on_msg(self._heard)

    def _heard(self, _widget: Any, told: Any, _buffers: Any) -> None:
        if isinstance(told, dict) and self._keep(str(told.get("field")), str(told.get("text"))):
            self._wait()

    def _wait(self) -> None:
        """Settle after a rest, counted from now, or at last when somebody types on and on."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        now = monotonic()
        if self._rest is None:
            self._since = now
        else:
            self._rest.cancel()
        wait = max(0.0, min(REST, self._since + LONGEST - now))
        self._rest = loop.call_later(wait, self._rested)

    def _rested(self) -> None:
        self._rest = None
        self._settle()
