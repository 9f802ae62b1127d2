"""One entry of the inventory: what a file below ``evidence/`` is, or why it was not read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["ok", "unreadable", "refused"]

COLUMNS = (
    "id", "path", "size", "media_type", "extension_matches", "status", "reason", "sha256",
)  # fmt: skip
"""What every table of exhibits shows, in this order; named under ``notebook.column``."""


@dataclass(frozen=True)
class Exhibit:
    r"""One exhibit as it lies in the folder.

    Attributes
    ----------
    id
        From ``exhibits.yaml`` where it names the file; otherwise the next free
        ``B-nn`` in the natural order of paths.
    path
        Relative to ``evidence/``, with ``/``; undecodable bytes as ``\\udcXX``.
    size
        Bytes; None when it could not even be asked.
    sha256
        Lower-case hexadecimal; None when the bytes were not read.
    media_type
        By content, never by name; None when unknown or not read.
    extension_matches
        Whether the name's extension agrees with the content; None when either is unknown.
    status
        ``ok``; ``unreadable`` (the system or the file's own bytes did not allow it);
        ``refused`` (a link, pipe or device that is never followed or opened).
    reason
        Code in ``workbench/text/evidence.toml`` (``reason.<code>``); empty when ok.
    notes
        Codes (``note.<code>``) of what is remarkable about the entry or its name, such
        as ``hard_link`` or ``name_direction``; nothing that stops it from being read.
    """

    id: str
    path: str
    size: int | None = None
    sha256: str | None = None
    media_type: str | None = None
    extension_matches: bool | None = None
    status: Status = "ok"
    reason: str = ""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench inventory --json``."""
        return asdict(self)
