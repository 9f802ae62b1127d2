"""Progress of long work on a terminal, and silence where stderr is not one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.evidence.progress import Progress, silent
from workbench.text import Language, say


@contextmanager
def shown(
    language: Language, area: str = "evidence", *, has_end: bool = False
) -> Iterator[Progress]:
    """Yield a callable that shows each step as a bar on stderr.

    The steps' names stand in the texts of `area` under ``step``. Work that takes minutes
    also shows how long it will take (`has_end`).
    """
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    if has_end:
        columns.append(TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(say(f"{area}.step.{step}", language), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show
