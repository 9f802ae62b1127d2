"""What the Linux kernel itself refuses a guarded child: sockets, and other programs.

A decoder is C code that no hook of Python's can watch: a recording that calls itself a
session description made one open sixty listening sockets. So before a child sees any
evidence it gives up these system calls for good (seccomp, filter mode); they answer
``EPERM`` from then on, for it and for every thread that it starts.

The filter is classic BPF as in ``linux/filter.h``; numbers from ``asm/unistd.h`` of each
architecture. Elsewhere, and where the kernel takes no filter, :func:`install` says why.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM

# Of each architecture: its own number, and those of socket, connect, bind, listen, execve,
# execveat, io_uring_setup (which could open sockets without the calls before it) and ptrace.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 59, 322, 425, 101)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 221, 281, 425, 117)),
}
# Calls of the 32-bit kind that x86_64 kernels answer, too, are numbered from here.
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4


class _Program(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def install() -> str:
    """Give up sockets and other programs for the rest of this process.

    Call it before any thread is started.

    Returns
    -------
    str
        Empty when the kernel holds to it from now on; otherwise why it does not.
    """
    if not sys.platform.startswith("linux"):
        return f"no filter on {sys.platform}"
    known = _CALLS.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return f"no filter for {platform.machine()}"
    steps = _steps(*known)
    program = _Program(len(steps) // 8, steps)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return os.strerror(ctypes.get_errno())
    if library.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0):
        return os.strerror(ctypes.get_errno())
    return ""


def _steps(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Return the filter: refuse another architecture, refuse these calls, allow the rest."""
    last = len(refused) + 5
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 0, last - 2, architecture),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, last - 4, 0, _X32),
    ]
    for place, number in enumerate(refused, len(steps)):
        steps.append((_EQUAL, last - place - 1, 0, number))
    steps.append((_RETURN, 0, 0, _ALLOW))
    steps.append((_RETURN, 0, 0, _REFUSE))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
