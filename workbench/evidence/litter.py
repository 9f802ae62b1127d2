"""What systems and programs write beside exhibits by themselves, while somebody only looks.

A Mac leaves ``.DS_Store`` in every folder that it shows, Windows ``Thumbs.db`` and
``desktop.ini``, Word a note of who has a letter open. Such files are listed like all others;
that one came, went or changed says nothing about the evidence. A name alone excuses nothing:
whoever wants an exhibit to be changed unseen would only have to call it ``Thumbs.db``, so the
content must be what the system writes under that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from workbench.errors import EvidenceError
from workbench.evidence.source import open_source

Shape = Callable[[bytes, int], bool]

HEAD = 64 * 1024
"""So many bytes are looked at."""
# No file of a system's own is larger.
_LARGEST = 64 * 1024 * 1024
_TEXT, _NOTE = 64 * 1024, 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAC = bytes.fromhex("00051607")
# Streams of documents: a letter called Thumbs.db stays a letter.
_DOCUMENTS = tuple(
    name.encode("utf-16-le")
    for name in ("WordDocument", "Workbook", "Book", "PowerPoint Document", "__substg1.0", "__prop")
)


def _is_empty(_head: bytes, size: int) -> bool:
    return size == 0


def _is_store(head: bytes, _size: int) -> bool:
    return head[:8] == b"\0\0\0\1Bud1"


def _is_thumbnails(head: bytes, _size: int) -> bool:
    return head.startswith(_OLE) and not any(name in head for name in _DOCUMENTS)


def _is_settings(head: bytes, size: int) -> bool:
    """Whether a file holds sections and keys, as text in either width."""
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf\r\n ;")
    return size <= _TEXT and (not plain or plain.startswith(b"["))


def _is_fork(head: bytes, _size: int) -> bool:
    return head.startswith(_MAC)


def _is_owner(head: bytes, size: int) -> bool:
    """Whether a file holds the name of who has a document open: its length, then the name."""
    return size in {54, 162, 165} and 0 < head[0] <= 54


def _is_lock(head: bytes, size: int) -> bool:
    return size <= _NOTE and head.count(b",") >= 3 and head.rstrip().endswith(b";")


_KINDS: tuple[tuple[re.Pattern[str], Shape], ...] = tuple(
    (re.compile(name, re.IGNORECASE), shape)
    for name, shape in (
        (r"\.DS_Store", _is_store),
        (r"(?:eh)?thumbs(?:_vista)?\.db", _is_thumbnails),
        (r"desktop\.ini|\.directory|\.?picasa\.ini|folder\.ini", _is_settings),
        (r"\._.+", _is_fork),
        (r"\.localized|\.nomedia|Icon\r", _is_empty),
        (r"~\$.+\.(?:do[ct][xm]?|xl[st][xmb]?|pp[ts][xm]?|rtf|odt)", _is_owner),
        (r"\.~lock\..+#", _is_lock),
    )
)


def has_name(name: str) -> bool:
    """Whether a file is called as systems call what they write by themselves."""
    return _shape(name) is not None


def is_litter(name: str, head: bytes, size: int) -> bool:
    """Whether a file is what a system or program writes by itself under this very name.

    Parameters
    ----------
    name
        Without its folders.
    head
        Its first bytes: :data:`HEAD` of them, or all.
    size
        Of the whole file.
    """
    shape = _shape(name)
    return shape is not None and size <= _LARGEST and (size == 0 or shape(head[:HEAD], size))


def lies_at(root: Path, path: str) -> bool:
    """Whether such a file lies at `path` below `root`; opened only where the name is one of them.

    What cannot be opened is none.
    """
    name = path.rpartition("/")[2]
    if not has_name(name):
        return False
    try:
        with open_source(root, path) as source:
            return is_litter(name, source.head(HEAD), source.size)
    except (EvidenceError, OSError, ValueError):
        return False


def _shape(name: str) -> Shape | None:
    return next((shape for pattern, shape in _KINDS if pattern.fullmatch(name)), None)
