"""Mutations of every kind in turns, and what came of them: ``python -m tests.hostile.mutations``.

The long form of ``test_fuzz.py``: it goes on after a failure, keeps the file that caused it,
prints its counts after each round, and starts again where ``--first`` says.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.hostile.mutate import mutated
from tests.hostile.test_fuzz import SEEDS, SLOWEST
from workbench.evidence.content_type import media_type_of
from workbench.evidence.sandbox import Sandbox
from workbench.examination.read_one import Task, gathered, parts

ROUND = 200


def one_round(kind: str, seed: str, numbers: range, folder: Path) -> list[tuple[Path, str]]:
    """Read so many mutations of one kind; return the files that failed, and how."""
    given, tasks = SEEDS[kind](), []
    for number in numbers:
        changed = mutated(kind, given, random.Random(f"{seed}-{kind}-{number}"))
        name = f"{number:06d}.{kind}"
        (folder / name).write_bytes(changed)
        tasks.append(Task(folder, name, media_type_of(changed), None))
    failed = []
    outcomes = Sandbox(1, seconds=SLOWEST).map(parts, tasks)
    for task, outcome in zip(tasks, outcomes, strict=True):
        wrong = "" if outcome.failure is None else f"{outcome.failure}"
        try:
            json.dumps(gathered(outcome.parts)).encode("utf-8")
        except (TypeError, ValueError) as error:
            wrong = f"{wrong} cannot be kept: {error}".strip()
        if wrong:
            failed.append((folder / task.path, wrong))
        else:
            (folder / task.path).unlink()
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**6)))
    parser.add_argument("--count", type=int, default=20_000, help="of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--kinds", nargs="*", choices=[*SEEDS], default=[*SEEDS])
    parser.add_argument("--keep", type=Path, help="where files that failed are kept")
    chosen = parser.parse_args()
    keep = chosen.keep or Path(tempfile.mkdtemp(prefix="mutations-"))
    keep.mkdir(parents=True, exist_ok=True)
    print(f"seed {chosen.seed}, files that fail in {keep}", flush=True)
    counted: Counter[str] = Counter()
    wrong = 0
    end = time.monotonic() + chosen.seconds
    for start in range(chosen.first, chosen.first + chosen.count, ROUND):
        for kind in chosen.kinds:
            if time.monotonic() > end:
                break
            with tempfile.TemporaryDirectory() as folder:
                for path, said in one_round(
                    kind, chosen.seed, range(start, start + ROUND), Path(folder)
                ):
                    wrong += 1
                    shutil.move(path, keep / path.name)
                    print(f"{kind} {path.name}: {said}", flush=True)
            counted[kind] += ROUND
        print(f"{dict(counted)}, {wrong} failed", flush=True)
        if time.monotonic() > end:
            break
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
