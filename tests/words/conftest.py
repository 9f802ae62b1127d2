"""One reader for all tests of this folder: its models take a second to load."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workbench.evidence.content_type import media_type_of
from workbench.evidence.sandbox import Outcome, Standing
from workbench.words.reading import recogniser
from workbench.words.reading.line import Reading, Surface
from workbench.words.reading.read_exhibit import Task, gathered, parts, read_surface

Child = Callable[[Path], Reading]


@pytest.fixture(scope="session", autouse=True)
def is_installed() -> None:
    assert recogniser.is_installed(), "the extra [ocr] belongs to the developers' environment"


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    """Return a function that reads one file in a guarded child, as the workbench does."""
    children = Standing(parts, jobs=1)

    def read(path: Path) -> Reading:
        data = path.read_bytes()
        sha = hashlib.sha256(data).hexdigest()
        task = Task(path.parent, path.name, media_type_of(data) or "", sha)
        outcome: Outcome[object] = children.run(task)
        return gathered(outcome.parts, outcome.failure)

    yield read
    children.stop()


@pytest.fixture(scope="session")
def surface() -> Callable[[Image.Image], Surface]:
    """Return a function that reads a picture here: for what a test itself has drawn."""
    return lambda image: read_surface("", np.asarray(image.convert("RGB")))
