"""What a kernel's process does before it is a kernel: limits, and an end when its run ends.

Started as ``python -m workbench.study.kernels.child PARENT …`` with ipykernel's own arguments,
or forked by :mod:`workbench.study.kernels.forkserver`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

MEMORY = 6 * 2**30
#: Names the folder that a started kernel works in; one that is forked is put there.
FOLDER_VARIABLE = "WORKBENCH_KERNEL_FOLDER"
_PR_SET_PDEATHSIG = 1


def become_kernel(arguments: Sequence[str], parent: int) -> None:
    """Set the limits, then be an ipykernel until it is shut down."""
    die_with_parent(parent)
    if place := os.environ.pop(FOLDER_VARIABLE, ""):
        os.chdir(place)
    limit_memory()
    leave_out_debugger()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=list(arguments))


def leave_out_debugger() -> None:
    """Keep debugpy out: nobody debugs a study, and it is most of a kernel's start."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]


def die_with_parent(parent: int) -> None:
    """Ask Linux to kill this process when the one that started it is gone.

    ipykernel polls for the same once a second, but a notebook that computes holds
    the interpreter lock and would outlive a killed run.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it was gone before we could ask


def limit_memory() -> None:
    """Bound the address space, so that a runaway cell fails and the machine lives."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    become_kernel(sys.argv[2:], int(sys.argv[1]))
