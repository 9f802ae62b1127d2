"""pip for an environment whose Python came without it: Debian keeps ``ensurepip`` apart.

The wheel named in the lock file is taken from a folder of wheels or from the package index,
compared with the lock's hash, and installs itself; nobody needs rights on the machine for it.
Standard library only, because nothing else exists yet. Of pip's settings only the variables
``PIP_INDEX_URL``, ``PIP_NO_INDEX``, ``PIP_FIND_LINKS`` and ``PIP_CERT`` are followed here.
"""

from __future__ import annotations

import hashlib
import html
import http.client
import os
import re
import ssl
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

INDEX = "https://pypi.org/simple"
SECONDS = 60


class NoPipError(Exception):
    """pip could not be brought; the text says why."""


def install(python: Path, lock: Path, environment: dict[str, str]) -> None:
    """Install the locked pip for `python`, which has none; raise `NoPipError` otherwise."""
    name, hashes = _pinned(lock)
    reasons = []
    for place, data in _offered(name):
        if isinstance(data, str):
            reasons.append(f"{place}: {data}")
        elif hashlib.sha256(data).hexdigest() not in hashes:
            reasons.append(f"{place}: {name} is not the file that {lock.name} names")
        else:
            return _run(python, name, data, environment)
    raise NoPipError("; ".join(reasons) or f"{name} was nowhere to be had")


def _pinned(lock: Path) -> tuple[str, set[str]]:
    """Return the file name of the locked wheel, and the hashes that the lock allows."""
    text = lock.read_text("utf-8").replace("\\\n", " ")
    found = re.search(r"^pip==(\S+)(.*)$", text, re.MULTILINE)
    if found is None:
        raise NoPipError(f"{lock.name} names no pip")
    return f"pip-{found[1]}-py3-none-any.whl", set(re.findall(r"sha256:(\w+)", found[2]))


def _offered(name: str) -> Iterator[tuple[str, bytes | str]]:
    """Yield each place to take the wheel from with its bytes, or with why it has none."""
    for folder in os.environ.get("PIP_FIND_LINKS", "").split():
        path = Path(folder.removeprefix("file://")).expanduser() / name
        if path.is_file():
            yield folder, path.read_bytes()
    if os.environ.get("PIP_NO_INDEX", "0").lower() in ("", "0", "no", "off", "false", "f", "n"):
        index = os.environ.get("PIP_INDEX_URL", INDEX).rstrip("/")
        try:
            yield index, _downloaded(f"{index}/pip/", name)
        except (OSError, ValueError, http.client.HTTPException) as error:
            yield index, str(error)


def _downloaded(page: str, name: str) -> bytes | str:
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)

    def get(address: str) -> bytes:
        with urllib.request.urlopen(address, timeout=SECONDS, context=context) as answer:
            return bytes(answer.read())

    for link in re.findall(r"href=[\"']([^\"']+)", get(page).decode("utf-8", "replace")):
        address = urljoin(page, html.unescape(link))
        if unquote(urlsplit(address).path).rpartition("/")[2] == name:
            return get(address)
    return f"it does not list {name}"


def _run(python: Path, name: str, data: bytes, environment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder, name)
        wheel.write_bytes(data)
        # A wheel of pip runs as it is: this is how ensurepip, too, installs its own.
        command = [str(python), str(wheel / "pip"), "install", "--quiet", "--no-index", "--no-deps"]
        if subprocess.run([*command, str(wheel)], check=False, env=environment).returncode:
            raise NoPipError(f"{name} did not install itself; see the lines above")
