"""Signatures of a record: OpenSSH's, over its seal, each by one person in one role.

``ssh-keygen -Y sign`` signs bytes under a *namespace*, which is part of what is signed. Ours
names the role (``chair@kajian-record``), so that a reviewer's signature cannot be passed off
as the chair's, and an office's ``allowed_signers`` can say who may sign as what. Signatures lie
in ``signatures/`` beside the payload: BagIt allows files there that no list names, and they
can come at any time after sealing. Without ssh-keygen nothing is taken for checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from workbench import processes
from workbench.record import bag
from workbench.record.loaded import Reading

FOLDER = "signatures"
ROLES = ("reviewer", "member", "chair", "secretary", "archivist")
SIGNED = bag.TAG_MANIFESTS["sha256"]
ALLOWED = "allowed_signers"
SECONDS = 30.0
# A signature with the largest RSA key is below 4 kB.
LARGEST = 64 * 1024

_NAME = re.compile(rf"{FOLDER}/({'|'.join(ROLES)})-([0-9a-f]{{16}})\.sig")
_ARMOUR = re.compile(
    r"\s*-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END SSH SIGNATURE-----\s*"
)
_PRINCIPAL = re.compile(r"[\x21-\x7e]{1,200}")

State = Literal["good", "bad", "misnamed", "not_allowed", "unchecked"]


@dataclass(frozen=True)
class Signature:
    """One signature of a record, and what checking it found.

    Attributes
    ----------
    path
        Where it lies in the record.
    role
        One of :data:`ROLES`.
    key
        Fingerprint of the key, as ``ssh-keygen -l`` writes it.
    state
        ``good``: over this very seal, in this role. ``bad``: over other bytes, or no signature.
        ``misnamed``: its name says another role or key than it holds. ``not_allowed``: good, by a
        key that the office's list knows for other roles only. ``unchecked``: there is no
        ssh-keygen here.
    who
        Whom the office's ``allowed_signers`` names for this key in this role; empty when it
        names nobody, or when there is no such list.
    """

    path: str
    role: str
    key: str
    state: State
    who: str = ""

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against it; an unchecked one only could not be looked at."""
        return self.state in ("good", "unchecked")

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench verify --json``."""
        return {
            "path": self.path, "role": self.role, "key": self.key, "state": self.state,
            "who": self.who,
        }  # fmt: skip


def is_one(path: str) -> bool:
    """Whether a signature may lie at this place in a record."""
    return _NAME.fullmatch(path) is not None


def namespace(role: str) -> str:
    """Return what ssh-keygen is told to sign under."""
    return f"{role}@kajian-record"


def place(role: str, key: bytes) -> str:
    """Return where the signature of a key in a role lies: one key signs once in each role."""
    return f"{FOLDER}/{role}-{hashlib.sha256(key).hexdigest()[:16]}.sig"


def fingerprint(key: bytes) -> str:
    """Return a public key's fingerprint as OpenSSH writes it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def key_of(armoured: bytes) -> tuple[bytes, str] | None:
    """Return the public key and namespace that a signature holds; None when it is none.

    The form is that of OpenSSH's PROTOCOL.sshsig.
    """
    match = _ARMOUR.fullmatch(armoured.decode("ascii", "replace"))
    if match is None:
        return None
    try:
        raw = base64.b64decode("".join(match[1].split()), validate=True)
        if raw[:6] != b"SSHSIG" or struct.unpack(">I", raw[6:10]) != (1,):
            return None
        key, rest = _string(raw[10:])
        name, _ = _string(rest)
        return key, name.decode("ascii")
    except (binascii.Error, struct.error, UnicodeDecodeError):
        return None


def read(reading: Reading, allowed: Path | None = None) -> tuple[Signature, ...]:
    """Check every signature that lies in a record.

    Parameters
    ----------
    reading
        The record.
    allowed
        The office's ``allowed_signers``; None when there is none.
    """
    return tuple(_signatures(reading, allowed))


def allowed_beside(record: Path) -> Path | None:
    """Return the office's list of signers: in the folder of the record, or the one above."""
    for folder in list(record.resolve().parents)[:2]:
        listed = folder / ALLOWED
        if listed.is_file() and not listed.is_symlink():
            return listed
    return None


def _signatures(reading: Reading, allowed: Path | None) -> Iterator[Signature]:
    signed = reading.data(SIGNED)
    for path in sorted(reading.tags):
        match = _NAME.fullmatch(path)
        if match is None:
            continue
        held = None
        if reading.found.files[path] <= LARGEST:
            held = key_of(reading.data(path))
        if held is None:
            yield Signature(path, match[1], "", "bad")
            continue
        key, name = held
        shown = fingerprint(key)
        if place(match[1], key) != path or name != namespace(match[1]):
            yield Signature(path, match[1], shown, "misnamed")
            continue
        yield _checked(reading.folder / path, Signature(path, match[1], shown, "bad"),
                       signed, allowed)  # fmt: skip


def _checked(file: Path, found: Signature, signed: bytes, allowed: Path | None) -> Signature:
    """Let ssh-keygen look at one signature, and at whom the office knows by its key."""
    program = processes.program("ssh-keygen")
    if program is None:
        return Signature(found.path, found.role, found.key, "unchecked")
    name = namespace(found.role)
    given = ["-n", name, "-s", str(file.absolute())]
    if not signed or _run([program, "-Y", "check-novalidate", *given], signed)[0]:
        return found
    if allowed is None:
        return Signature(found.path, found.role, found.key, "good")
    listed = str(allowed.absolute())
    code, said = _run([program, "-Y", "find-principals", "-s", given[3], "-f", listed], signed)
    people = [one for one in said.splitlines() if _PRINCIPAL.fullmatch(one)] if not code else []
    for who in people:
        if not _run([program, "-Y", "verify", "-f", listed, "-I", who, *given], signed)[0]:
            return Signature(found.path, found.role, found.key, "good", who)
    return Signature(found.path, found.role, found.key, "not_allowed" if people else "good")


def _run(command: list[str], given: bytes) -> tuple[int, str]:
    try:
        code, said, _ = processes.completed(command, given, SECONDS)
    except (OSError, subprocess.SubprocessError):
        return 1, ""
    return code, said.decode("utf-8", "replace")


def _string(raw: bytes) -> tuple[bytes, bytes]:
    """Return one string of SSH's wire form, and what follows it."""
    (size,) = struct.unpack(">I", raw[:4])
    if len(raw) < 4 + size:
        raise struct.error
    return raw[4 : 4 + size], raw[4 + size :]
