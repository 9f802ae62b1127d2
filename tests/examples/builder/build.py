"""Build the evidence of the shipped examples: ``python -m tests.examples.builder.build [FOLDER]``.

The texts of a case (its YAML files and its README) are written by hand beside it;
its evidence is built here, from the photographs and sounds in ``workbench/examples``, with
no clock and no random number. The same versions of the encoders give the same
bytes; other versions may give other bytes with the same content (see the tests).

Needs the development environment (matplotlib); running the examples does not.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.examples.builder import pemilu, pilkada
from workbench.examples import CASES

BUILDERS: dict[str, Callable[[Path], None]] = {
    "pilkada-laporan": pilkada.build,
    "pemilu-temuan": pemilu.build,
}


def build(destination: Path) -> None:
    """Write ``NAME/evidence/`` for every example below `destination`, replacing what is there."""
    for name, builder in BUILDERS.items():
        evidence = destination / name / "evidence"
        if evidence.exists():
            shutil.rmtree(evidence)
        (evidence / "percakapan" if name == "pilkada-laporan" else evidence).mkdir(parents=True)
        builder(evidence)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(str(CASES)))
