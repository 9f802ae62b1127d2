"""``python -m bench.run [MODULE…]``: run the benchmarks and print their tables."""

from __future__ import annotations

import importlib
import platform
import sys
import time
import traceback
from pathlib import Path

from bench.harness import table


def main(arguments: list[str]) -> int:
    """Run the named modules, or all; 1 when one failed or a promised limit was missed."""
    known = modules()
    unknown = sorted(set(arguments) - set(known))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    return max([0, *(_run(name) for name in arguments or known)])


def modules() -> list[str]:
    """Return the names of the modules that measure something, sorted."""
    sources = Path(__file__).parent.glob("*.py")
    return sorted(path.stem for path in sources if "\ndef rows(" in path.read_text("utf-8"))


def _run(name: str) -> int:
    start = time.perf_counter()
    try:
        rows = list(importlib.import_module(f"bench.{name}").rows())
    except Exception:  # noqa: BLE001 - one broken benchmark must not hide the others' figures
        print(f"### {name}\n\nfailed:\n{traceback.format_exc()}")
        return 1
    print(table(name, rows))
    print(f"\n{time.perf_counter() - start:.0f} s\n", flush=True)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
