"""Which exhibits the door may show: handed out by whoever opened the case, under an opaque key.

A kernel that has examined a case writes down its exhibits, as it knows them, in the private
folder that ``workbench lab`` made for its server. From then on the key stands for them: the
page names a key and an id, and where a file lies is known to the server alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.case import door, tidying
from workbench.evidence.exhibit import Exhibit
from workbench.text import Language

#: Names the private folder to the server and to its kernels.
VARIABLE = "WORKBENCH_DESK"
#: What a key looks like.
KEY = r"[0-9a-f]{32}"
#: What an exhibit's id looks like.
ID = r"[A-Za-z][A-Za-z0-9]{0,7}-[0-9]{1,9}"

_SECRET = "secret"  # noqa: S105 - the name of a file
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Registered:
    """The exhibits of one examination of one case.

    Attributes
    ----------
    root
        ``evidence/`` of the case.
    language
        In which reasons are told.
    exhibits
        By id.
    facts
        By id: rows of (name, value), those that matter first.
    """

    root: Path
    language: Language
    exhibits: Mapping[str, Exhibit]
    facts: Mapping[str, list[list[str]]] = field(default_factory=dict)


def registered(
    root: Path,
    exhibits: Iterable[Exhibit],
    language: Language,
    facts: Mapping[str, list[list[str]]] | None = None,
) -> Registered:
    """Return the registration of a case's exhibits."""
    return Registered(root.absolute(), language, {one.id: one for one in exhibits}, facts or {})


def prepare(folder: Path) -> Path:
    """Make the private folder of registrations, with a secret of its own; return it."""
    tidying.private_folder(folder)
    door.write(folder / _SECRET, secrets.token_bytes(32), private=True, durable=False)
    return folder


def hand_out(known: Registered) -> str | None:
    """Hand a registration to the server of this notebook; return its key, None without one."""
    named = os.environ.get(VARIABLE, "")
    if not named or not Path(named).is_absolute():
        return None
    folder = Path(named)
    try:
        secret = door.read(folder / _SECRET, 64)
        packed = _packed(known)
        key = hmac.new(secret, packed, hashlib.sha256).hexdigest()[:32]
        door.write(folder / f"{key}.json", packed, private=True, durable=False)
    except OSError:
        return None  # no server of ours is there any more: pictures come through the kernel
    return key


def find(folder: Path, key: str) -> Registered | None:
    """Return what a key stands for, or None."""
    if not re.fullmatch(KEY, key):
        return None
    try:
        return _read(folder, key)
    except (OSError, ValueError):
        return None


# A key stands for one content: what was read once need not be read for each tile again.
@lru_cache(maxsize=8)
def _read(folder: Path, key: str) -> Registered:
    told: dict[str, Any] = json.loads(door.read(folder / f"{key}.json", _LARGEST))
    exhibits = (Exhibit(**{**one, "notes": tuple(one["notes"])}) for one in told["exhibits"])
    root = Path(os.fsdecode(bytes.fromhex(told["root"])))
    return Registered(root, told["language"], {one.id: one for one in exhibits}, told["facts"])


def _packed(known: Registered) -> bytes:
    told = {
        "root": os.fsencode(known.root).hex(),
        "language": known.language,
        "exhibits": [asdict(one) for one in known.exhibits.values()],
        "facts": dict(known.facts),
    }
    return json.dumps(told, sort_keys=True).encode("ascii")
