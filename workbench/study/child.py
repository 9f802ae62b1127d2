"""What runs in a kernel's process before the kernel: limits, and an end when we end.

Started as ``python -m workbench.study.child`` with ipykernel's own arguments.
"""

from __future__ import annotations

import os
import signal
import sys

MEMORY = 6 * 2**30
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Set the limits, then become an ipykernel."""
    die_with_parent()
    _limit_memory()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


def die_with_parent() -> None:
    """Ask Linux to kill this process when the one that started it is gone.

    ipykernel polls for the same once a second, but a notebook that computes holds
    the interpreter lock and would outlive a killed run.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    expected = os.environ.pop("WORKBENCH_PARENT", "")
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if expected and str(os.getppid()) != expected:
        sys.exit("the run that asked for this kernel is gone")


def _limit_memory() -> None:
    """Bound the address space, so that a runaway cell fails and the machine lives."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
