"""How far one long cell is: the notebook's kernel notes it in a file, the run reads it.

Only when somebody watches: a run without a terminal writes nothing.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.case import door
from workbench.evidence.progress import Progress
from workbench.study.file_names import PROGRESS, PROGRESS_VARIABLE

# Seconds between two notes, and between two looks: a person reads no faster.
_PAUSE = 0.25


def variables(reading: Progress | None) -> Mapping[str, str]:
    """Return what a kernel's environment needs so that it notes how far it is."""
    return {PROGRESS_VARIABLE: "1"} if reading is not None else {}


def noting() -> Progress | None:
    """Return what a kernel calls to note how far it is; None when nobody watches."""
    if not os.environ.get(PROGRESS_VARIABLE):
        return None
    last = 0.0

    def note(step: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < _PAUSE and done < total:
            return
        last = time.monotonic()
        # A note that could not be written is only a line less on a screen.
        with suppress(OSError):
            said = json.dumps([step, done, total]).encode("utf-8")
            door.write(Path(PROGRESS), said, durable=False)

    return note


@contextmanager
def followed(folder: Path, reading: Progress | None) -> Iterator[None]:
    """Tell `reading` what kernels that work in `folder` note, while the block runs."""
    if reading is None:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_follow, args=(folder / PROGRESS, reading, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        door.remove(folder / PROGRESS)


def _follow(note: Path, reading: Progress, ended: threading.Event) -> None:
    seen = ""
    while not ended.wait(_PAUSE):
        try:
            text = note.read_text("utf-8")
        except OSError:
            continue
        if text != seen:
            seen = text
            with suppress(ValueError, TypeError):
                step, done, total = json.loads(text)
                reading(str(step), int(done), int(total))
