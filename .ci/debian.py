"""What pip cannot bring: installed where Debian's apt-get can, named otherwise.

``debian.py`` alone looks after what the tests need. What stays missing is named and does
not stop the other tests; under ``CI=true`` a test that then skips counts as failed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Debian package, one of the programs or the library it brings, and what is lost without it
NEEDED = (
    ("chromium", ("chromium", "chromium-browser", "google-chrome"), "the browser tests"),
    # playwright brings a node of its own, which links to it and does not start without
    ("libatomic1", ("libatomic.so.1",), "the browser tests"),
    ("gcc", ("cc", "gcc"), "the tests that plant a library in a case"),
    ("jq", ("jq",), "the test that follows the journal page's own commands"),
    ("openssh-client", ("ssh-keygen",), "the tests that sign records and check signatures"),
    ("strace", ("strace",), "the tests that watch a study's system calls, and let them fail,"),
)


def main() -> int:
    """Install what is missing; say plainly what stays missing."""
    missing = _missing()
    if missing and install([package for package, _, _ in missing]):
        missing = _missing()
    for package, _, lost in missing:
        print(f"Not installed: {package}; without it {lost} cannot run in full.", file=sys.stderr)
    if missing:
        names = " ".join(package for package, _, _ in missing)
        print(f"Install it with: sudo apt-get install {names}", file=sys.stderr)
    return 0


def install(packages: list[str]) -> bool:
    """Install Debian packages; return False when that is not possible here."""
    prefix = _privilege()
    if shutil.which("apt-get") is None or prefix is None:
        return False
    print(f"Installing {' '.join(packages)} with apt-get …", flush=True)
    quiet = ["-o", "Dpkg::Use-Pty=0", "-q", "-y", "--no-install-recommends"]
    steps = (["update", "-q"], ["install", *quiet, *packages])
    return all(_run([*prefix, "apt-get", *step]) for step in steps)


def _missing() -> list[tuple[str, tuple[str, ...], str]]:
    return [row for row in NEEDED if not any(map(is_here, row[1]))]


def is_here(name: str) -> bool:
    """Whether a program stands in the path, or a library where the system's loader finds it."""
    if ".so." not in name:
        return shutil.which(name) is not None
    if sys.platform != "linux":
        return True  # named for Debian only; elsewhere the same program links to something else
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _privilege() -> list[str] | None:
    """Return what to put before a command that needs rights; None when there are none."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]):
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _run(command: list[str]) -> bool:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode and "true" not in command:
        print(done.stderr.decode("utf-8", "replace").strip(), file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
