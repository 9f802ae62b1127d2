"""The reader of words in pictures: RapidOCR with fixed settings, in the guarded child only.

Its models lie in its own wheel and are named by path, so that it has nothing to look for
elsewhere; a child could not fetch anything anyway. What it reads of a line depends on which
lines are recognised together: they are recognised one by one, in one thread, so that the same
picture gives the same text wherever it is read.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What decides what is read beside our own text: the reader, what runs its models, what decodes.
LIBRARIES = (
    "rapidocr", "onnxruntime", "opencv-python-headless", "numpy", "pillow", "pillow-heif", "av",
    "pypdfium2",
)  # fmt: skip
#: Longest side in pixels at which words are looked for.
LONGEST = 2000
#: Lines that are found on one picture at most.
MOST_LINES = 1000

_MODELS = ("det", "rec", "cls")


@cache
def models() -> dict[str, Path]:
    """Return the model files of the installed reader: one for each of its three steps.

    Empty where the extra ``[ocr]`` is not installed, or its wheel holds other models than one
    of each.
    """
    if find_spec("onnxruntime") is None:
        return {}
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return {}
    folder = Path(spec.origin).parent / "models"
    found = {step: sorted(folder.glob(f"*_{step}_*.onnx")) for step in _MODELS}
    if any(len(files) != 1 for files in found.values()):
        return {}
    return {step: files[0] for step, files in found.items()}


def is_installed() -> bool:
    """Whether words in pictures can be read here."""
    return bool(models())


@cache
def versions() -> dict[str, str]:
    """Return what reads here: versions of the libraries, and a digest of the models."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if is_installed():
        digest = hashlib.sha256()
        for path in models().values():
            digest.update(path.read_bytes())
        found["models"] = digest.hexdigest()[:16]
    return found


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    paths = models()
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST,
            "Det.model_path": str(paths["det"]),
            "Det.max_candidates": MOST_LINES,
            "Rec.model_path": str(paths["rec"]),
            "Rec.rec_batch_num": 1,
            "Cls.model_path": str(paths["cls"]),
            "Cls.cls_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


Found = tuple[str, tuple[float, float, float, float], float]
"""Text, box (left, top, right, bottom in pixels) and score from 0 to 1."""


def read(rgb: NDArray[np.uint8]) -> list[Found]:
    """Return the lines of a picture, from top to bottom.

    Parameters
    ----------
    rgb
        Height × width × 3.
    """
    result = _reader()(rgb[:, :, ::-1].copy())
    if result.boxes is None or result.txts is None:
        return []
    found = [
        (
            text,
            (
                float(box[:, 0].min()), float(box[:, 1].min()),
                float(box[:, 0].max()), float(box[:, 1].max()),
            ),
            float(score),
        )
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one[1][1], one[1][0]))
