"""Write ``environment.yml`` from ``pyproject.toml``, for people without make (Windows, conda).

conda brings Python and pip only: the packages come from the same index as the
lock files', so that both kinds of environment hold the same builds. pip cannot
check hashes of a list that also names the checkout itself, hence the ranges of
``pyproject.toml`` and not the lock file.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# conda env create --file environment.yml, then: conda activate kajian-workbench
# Written from pyproject.toml by `make lock`; a test compares the two.
name: kajian-workbench
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python>=3.11,<3.14
  - pip
  - pip:
"""


def text(project: Path = ROOT / "pyproject.toml") -> str:
    """Return what ``environment.yml`` must hold."""
    about = tomllib.loads(project.read_text("utf-8"))["project"]
    # The reader of words in pictures, as the lock files have it.
    needed = [*about["dependencies"], *about["optional-dependencies"]["ocr"]]
    return HEAD + "".join(f'      - "{name}"\n' for name in [*needed, "--editable ."])


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(text(), "utf-8", newline="\n")
    sys.exit(0)
