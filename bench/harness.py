"""How every figure here is measured: ours and the peer's, in one run, on the same data.

A module of ``bench/`` has one function ``rows()`` that yields :class:`Row`. Two
calls that are compared are run in turns (ours, peer, ours, peer …), so that a
machine that is busy for a while slows both. The best run is compared, because
noise only ever adds; the median stands beside it.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Better = Literal["lower", "higher"]


@dataclass(frozen=True)
class Timing:
    """Seconds of several runs of one call."""

    runs: tuple[float, ...]

    @property
    def best(self) -> float:
        """The fastest run."""
        return min(self.runs)

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.runs)


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table.

    Attributes
    ----------
    what
        What was measured, with the size of the data.
    ours
        Our figure, in `unit`.
    peer
        The figure of what it is compared to; None when there is nothing to compare.
    against
        What the peer is, with its version, or the limit that `peer` states.
    unit
        ``s``, ``MB/s``, ``%``, …
    better
        Whether the lower or the higher figure is the better one.
    detail
        Medians, numbers of runs, parts: what a reader needs to judge the row.
    holds
        False when a promised limit is missed: ``make bench`` then ends with 1.
    """

    what: str
    ours: float
    peer: float | None = None
    against: str = ""
    unit: str = "s"
    better: Better = "lower"
    detail: str = ""
    holds: bool = True

    @property
    def ratio(self) -> float | None:
        """How many times better ours is; below 1 the peer wins."""
        if not self.peer or not self.ours:
            return None
        return self.peer / self.ours if self.better == "lower" else self.ours / self.peer


def timed(call: Callable[[], Any], runs: int = 5) -> Timing:
    """Return the seconds of `runs` calls, each with the collector out of the way."""
    return Timing(tuple(_once(call) for _ in range(runs)))


def side_by_side(
    what: str,
    ours: Callable[[], Any],
    peer: Callable[[], Any],
    *,
    against: str,
    runs: int = 5,
    detail: str = "",
) -> Row:
    """Time two calls in turns and return the row that compares their best runs.

    Parameters
    ----------
    what, against, detail
        See :class:`Row`; medians and the number of runs are put before `detail`.
    ours, peer
        The two calls; each is called once before the clock runs.
    runs
        Timed calls of each.
    """
    ours()
    peer()
    pairs = [(_once(ours), _once(peer)) for _ in range(runs)]
    mine, theirs = (Timing(tuple(column)) for column in zip(*pairs, strict=True))
    medians = f"n={runs}, medians {mine.median:.3f} / {theirs.median:.3f}"
    return Row(what, mine.best, theirs.best, against, detail=f"{medians}; {detail}".rstrip("; "))


def limit(what: str, call: Callable[[], Any], seconds: float, runs: int = 5) -> Row:
    """Time `call` against a promised limit; the row says whether the promise holds."""
    timing = timed(call, runs)
    detail = f"n={runs}, median {timing.median:.3f}"
    holds = timing.best < seconds
    return Row(what, timing.best, seconds, "limit promised", detail=detail, holds=holds)


def python(*arguments: str) -> Callable[[], None]:
    """Return a call that runs a fresh interpreter with `arguments` and expects success."""
    return program(sys.executable, *arguments)


def program(*command: str) -> Callable[[], None]:
    """Return a call that runs `command` with its output thrown away and expects success."""

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    return run


def table(title: str, rows: Sequence[Row]) -> str:
    """Return `rows` as a Markdown table, ready to be pasted into a record."""
    lines = [f"### {title}", "", "| what | ours | compared with | peer | ratio | |"]
    lines.append("|---|---:|---|---:|---:|---|")
    for row in rows:
        peer = "" if row.peer is None else _figure(row.peer, row.unit)
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        missed = "" if row.holds else "**missed** "
        ours = _figure(row.ours, row.unit)
        lines.append(
            f"| {row.what} | {ours} | {row.against} | {peer} | {ratio} | {missed}{row.detail} |"
        )
    return "\n".join(lines)


def _once(call: Callable[[], Any]) -> float:
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        start = time.perf_counter()
        call()
        return time.perf_counter() - start
    finally:
        if enabled:
            gc.enable()


def _figure(value: float, unit: str) -> str:
    digits = 3 if unit == "s" and abs(value) < 10 else 1
    return f"{value:.{digits}f} {unit}"
