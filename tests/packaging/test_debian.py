"""What the tests need beside Python: looked for as what it is, and named when it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).parents[2] / ".ci"


def said(needed: str) -> str:
    """Run debian.py, without rights to install, over `needed`; return what it says."""
    script = (
        "import debian, sys\n"
        f"debian.NEEDED = {needed}\n"
        "debian._privilege = lambda: None\n"
        "sys.exit(debian.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CI, capture_output=True, text=True, check=True
    )
    return done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are looked for on Linux only")
def test_a_library_is_looked_for_as_a_library() -> None:
    # Lost otherwise: every browser test fails on a new machine with "Connection closed".
    here = "('libc6', ('libc.so.6',), 'everything')"
    absent = "('libkosong9', ('libkosong.so.9',), 'the tests with pictures')"
    assert said(f"({here},)") == ""
    assert said(f"({here}, {absent})") == (
        "Not installed: libkosong9; without it the tests with pictures cannot run in full.\n"
        "Install it with: sudo apt-get install libkosong9\n"
    )


def test_a_program_is_looked_for_in_the_path() -> None:
    assert said("(('python3', ('no-such-program', 'python3'), 'x'),)") == ""
    assert "Not installed: kosong" in said("(('kosong', ('no-such-program',), 'x'),)")


def test_what_playwright_links_to_is_among_what_is_looked_for() -> None:
    script = "import debian; print(*(name for row in debian.NEEDED for name in row[1]))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CI, capture_output=True, text=True, check=True
    )
    from playwright._impl._driver import compute_driver_executable

    node, _ = compute_driver_executable()
    if sys.platform != "linux":
        pytest.skip("ldd is Linux's")
    linked = subprocess.run(["ldd", node], capture_output=True, text=True, check=True).stdout
    # Of glibc and libgcc no Debian is without; what else node links to must be named.
    always = {"linux-vdso", "libdl", "libstdc++", "libm", "libgcc_s", "libpthread", "libc", "librt"}
    names = [line.split()[0] for line in linked.splitlines() if ".so" in line.split()[0]]
    others = [n for n in names if n.split(".so")[0] not in always and "ld-linux" not in n]
    assert others
    assert set(others) <= set(done.stdout.split())
