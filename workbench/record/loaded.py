"""What lies in a record, read once; everything a check asks comes from here."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.evidence.sandbox import available_cores
from workbench.record import bag

Progress = Callable[[str, int, int], None]


@dataclass
class Reading:
    """The files of a record, hashed.

    Attributes
    ----------
    folder
        The record.
    found
        Everything that lies in it.
    digests
        Path → digests of each regular file that could be read.
    unreadable
        Regular files that could not.
    """

    folder: Path
    found: bag.Contents
    digests: dict[str, bag.Digests] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    @property
    def payload(self) -> set[str]:
        """Files below ``data/``."""
        return {name for name in self.found.files if name.startswith(f"{bag.PAYLOAD}/")}

    @property
    def tags(self) -> set[str]:
        """All other files."""
        return set(self.found.files) - self.payload

    def sha256(self, name: str) -> str:
        """Return the SHA-256 of the file `name`; empty when it is not here or not readable."""
        return self.digests.get(name, {}).get("sha256", "")

    def data(self, name: str) -> bytes:
        """Return the bytes of the file `name`; none when it is not here or not readable."""
        if name not in self.digests:
            return b""
        try:
            return bag.read_bytes(self.folder / name)
        except (OSError, ValueError):
            return b""

    def text(self, name: str) -> str:
        """Return the text of the file `name`; none when it is no UTF-8 either."""
        try:
            return self.data(name).decode("utf-8")
        except UnicodeDecodeError:
            return ""

    def json(self, name: str) -> Any:
        """Return the JSON value of the file `name`; None when there is none."""
        try:
            return json.loads(self.data(name) or b"null")
        except (ValueError, RecursionError):
            return None

    @property
    def information(self) -> dict[str, str]:
        """The labels of ``bag-info.txt``."""
        return bag.information(self.text(bag.INFORMATION))


def read(record: Path, progress: Progress | None = None) -> Reading:
    """Read and hash everything in `record`, following nothing."""
    reading = Reading(record, bag.contents(record))
    names = sorted(reading.found.files)
    with ThreadPoolExecutor(available_cores(), "verify") as threads:
        found = threads.map(_digests, (record / name for name in names))
        for number, (name, digests) in enumerate(zip(names, found, strict=True), 1):
            if digests is None:
                reading.unreadable.append(name)
            else:
                reading.digests[name] = digests
            if progress is not None:
                progress("verify", number, len(names))
    return reading


def _digests(path: Path) -> bag.Digests | None:
    try:
        return bag.digests(path)
    except OSError:
        return None
