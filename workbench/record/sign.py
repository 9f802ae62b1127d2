"""Sign a record: who stands for it, and as what; several people, at any later time."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import Timeout

from workbench import processes
from workbench.case import door
from workbench.errors import RecordError
from workbench.record import bag, signature, staging, verify
from workbench.record.signature import SIGNED

# ssh-keygen asks for the passphrase itself; people look for the paper it stands on.
SECONDS = 600.0


@dataclass(frozen=True)
class Signed:
    """A signature that was just made.

    Attributes
    ----------
    record
        The record.
    path
        Where the signature lies in it.
    role
        As what the person signed.
    key
        Fingerprint of the key.
    seal
        The value that was signed: SHA-256 of ``tagmanifest-sha256.txt``.
    """

    record: Path
    path: str
    role: str
    key: str
    seal: str

    def as_json(self) -> dict[str, Any]:
        """Return the document of ``workbench sign --json``."""
        return {**vars(self), "record": str(self.record)}


def sign(record: Path, key: Path, role: str) -> Signed:
    """Sign the seal of a record with a person's SSH key.

    Parameters
    ----------
    record
        A record whose files all agree: nobody signs what was changed.
    key
        The private key, or the public one when the agent of this session holds the other.
    role
        One of :data:`workbench.record.signature.ROLES`; it is part of what is signed.

    Raises
    ------
    RecordError
        When there is no such record, key or role, this person has signed it in this role
        before, the record does not agree with its own lists, ssh-keygen is not here or does
        not sign, or the disk refuses.
    """
    if role not in signature.ROLES:
        raise RecordError("sign_role", role=role, known=", ".join(signature.ROLES))
    program = processes.program("ssh-keygen")
    if program is None:
        raise RecordError("sign_no_program")
    if not key.is_file():
        raise RecordError("sign_no_key", path=str(key))
    verdict = verify.examine(record)
    # A signature that does not stand keeps nobody from signing what is still whole.
    if not all(check.ok for check in verdict.checks):
        raise RecordError("sign_not_whole", path=str(record))
    made = _made(program, key, role, bag.read_bytes(record / SIGNED))
    held = signature.key_of(made)
    if held is None or held[1] != signature.namespace(role):
        raise RecordError("sign_failed", path=str(key), reason="ssh-keygen")
    place = signature.place(role, held[0])
    _lay(record, place, made)
    return Signed(record, place, role, signature.fingerprint(held[0]), verdict.seal)


def _made(program: str, key: Path, role: str, data: bytes) -> bytes:
    command = [program, "-Y", "sign", "-n", signature.namespace(role), "-f", str(key.absolute())]
    agent = os.environ.get("SSH_AUTH_SOCK", "")
    more = {"SSH_AUTH_SOCK": agent} if Path(agent).is_absolute() else {}
    try:
        code, made, said = processes.completed(command, data, SECONDS, more=more)
    except (OSError, subprocess.SubprocessError) as error:
        raise RecordError("sign_failed", path=str(key), reason=type(error).__name__) from error
    if code:
        reason = said.decode("utf-8", "replace").strip().splitlines()
        raise RecordError("sign_failed", path=str(key), reason=" ".join(reason[-1:]) or str(code))
    return made


def _lay(record: Path, place: str, data: bytes) -> None:
    """Put a signature into a record, whole, and leave it as read-only as it was."""
    target = record / place
    try:
        with door.locking(record.parent / staging.LOCK, staging.WAIT):
            if os.path.lexists(target):
                raise RecordError("sign_again", path=str(target))
            with _writable(record):
                if not target.parent.is_dir():
                    door.make_folder(target.parent, new=True)
                with _writable(target.parent):
                    try:
                        door.write(target, data)
                        target.chmod(0o444)
                    finally:
                        _drop_if_empty(target.parent)
    except Timeout as error:
        raise RecordError("records_busy", path=str(record.parent)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RecordError("sign_not_written", path=str(record), reason=reason) from error


class _writable:  # noqa: N801 - used as the word it is
    """A folder that may be written to for a moment; afterwards it is as before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mode = stat.S_IMODE(folder.lstat().st_mode)

    def __enter__(self) -> None:
        self.folder.chmod(self.mode | 0o700)

    def __exit__(self, *_: object) -> None:
        if self.folder.is_dir():
            # A folder of signatures is made while the record is open, and closed with it.
            closed = 0o555 if self.folder.name == signature.FOLDER else self.mode
            self.folder.chmod(closed)


def _drop_if_empty(folder: Path) -> None:
    """Leave no empty folder behind: a record lists none, and checking it would find one."""
    if not any(folder.iterdir()):
        folder.rmdir()
