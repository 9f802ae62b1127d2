"""Content credentials (C2PA): what a file's own manifest says about who made it and how.

Read box by box (C2PA specification 2.1, ISO/IEC 19566-5), without a network. Two things
are checked here, because they need nothing but the file: whether its bytes still are those
that the manifest was bound to, and whether the manifest's statements still are those that
were signed. Whether the signature itself is genuine, and whose, takes a library and a
list of trust: see :mod:`workbench.metadata.pictures.credentials_check`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cbor2 import CBORTag

from workbench.metadata.containers import Data, blocks
from workbench.metadata.containers.jumbf import Super, parse, store
from workbench.metadata.moments import time_of
from workbench.metadata.pictures.cbor import decode
from workbench.metadata.reading import Reading, SourceFile, failure, plain

SOURCE = "c2pa"
_MOST = 100
_ALGORITHMS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_SIGNATURES = {-7: "ES256", -35: "ES384", -36: "ES512", -37: "PS256", -38: "PS384", -39: "PS512",
               -8: "Ed25519"}  # fmt: skip
# Object identifiers of a certificate's names: common name, organisation.
_NAMES = ((b"\x06\x03\x55\x04\x03", "CommonName"), (b"\x06\x03\x55\x04\x0a", "Organisation"))
_GENERAL_TIME = re.compile(rb"\x18[\x0f-\x17](\d{14})(?:\.\d+)?Z")


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield what a file's content credentials say, and whether they still fit the file."""
    found = store(blocks(source.data))
    if not found:
        return
    manifests = [inner for outer in parse(found) if outer.label == "c2pa" for inner in outer.inner]
    if not manifests:
        yield Reading(SOURCE, "Unreadable", "no_manifest", kind="failure")
        return
    yield Reading(SOURCE, "Manifests", str(len(manifests)), str(len(manifests)), "number")
    active = manifests[-1]
    yield Reading(SOURCE, "Manifest", plain(active.label), "", "text", "active")
    for part in (_claim, _signature, _actions, _ingredients):
        try:
            yield from part(active)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            yield failure(SOURCE, error, part.__name__.strip("_"))
    yield from _statements(active)
    yield from _binding(source.data, active)


def _decoded(box: Super | None) -> dict[Any, Any]:
    value = decode(box.cbor()) if box is not None and box.cbor() else {}
    return value if isinstance(value, dict) else {}


def _claim(manifest: Super) -> Iterator[Reading]:
    claim = _decoded(manifest.find("c2pa.claim.v2", "c2pa.claim"))
    information = claim.get("claim_generator_info") or {}
    if isinstance(information, list):
        information = information[0] if information else {}
    generator = claim.get("claim_generator") or ""
    if isinstance(information, dict) and information.get("name"):
        generator = f"{information['name']} {information.get('version') or ''}"
    for name, value in (
        ("ClaimGenerator", generator),
        ("Title", claim.get("dc:title")),
        ("Format", claim.get("dc:format")),
        ("InstanceID", claim.get("instanceID")),
    ):
        if isinstance(value, str) and value.strip():
            yield Reading(SOURCE, name, plain(value.strip()), "", "text", "claim")


def _signature(manifest: Super) -> Iterator[Reading]:
    box = manifest.find("c2pa.signature")
    if box is None or not box.cbor():
        yield Reading(SOURCE, "Signature", "missing", "", "text", "c2pa.signature")
        return
    value = decode(box.cbor())
    value = value.value if isinstance(value, CBORTag) else value
    if not isinstance(value, list) or len(value) != 4:
        raise ValueError("no COSE_Sign1")
    protected = decode(value[0]) if value[0] else {}
    headers = {**(value[1] if isinstance(value[1], dict) else {}), **protected}
    algorithm = _SIGNATURES.get(headers.get(1, 0), str(headers.get(1, "")))
    yield Reading(SOURCE, "SignatureAlgorithm", algorithm, "", "text", "c2pa.signature")
    chain = headers.get(33, headers.get("x5chain", b""))
    first = chain[0] if isinstance(chain, list) and chain else chain
    if isinstance(first, bytes):
        yield from _certificate(first)
    if typed := _stamp(value[1]):
        yield Reading(SOURCE, "SignedAt", typed.replace("T", " "), typed, "time", "timestamp")


def _certificate(der: bytes) -> Iterator[Reading]:
    """Yield the names of issuer and subject (RFC 5280, section 4.1)."""
    _, start, end = _der(der, 0)
    _, start, end = _der(der, start)
    parts = list(_children(der, start, end))
    # The version stands first, with a tag of its own, except in the oldest certificates.
    offset = 1 if parts and parts[0][0] == 0xA0 else 0
    for part, label in ((offset + 2, "Issuer"), (offset + 4, "Signer")):
        if part >= len(parts):
            return
        _, start, end = parts[part]
        for mark, name in _NAMES:
            at = der.find(mark, start, end)
            if at >= 0:
                _, first, last = _der(der, at + len(mark))
                value = plain(der[first:last])
                yield Reading(SOURCE, label + name, value, "", "text", "certificate")


def _der(data: bytes, at: int) -> tuple[int, int, int]:
    """Return tag, start and end of the value that begins at `at` (ITU-T X.690)."""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        size = length & 0x7F
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    return data[at], start, min(start + length, len(data))


def _children(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for _ in range(_MOST):
        if start >= end:
            return
        found = _der(data, start)
        yield found
        start = found[2]


def _stamp(headers: Any) -> str:
    """Return the time of a trusted timestamp, whose token holds it as plain digits."""
    for name in ("sigTst", "sigTst2"):
        holder = headers.get(name) if isinstance(headers, Mapping) else None
        tokens = holder.get("tstTokens") if isinstance(holder, Mapping) else None
        for token in tokens or ():
            content = token.get("val") if isinstance(token, Mapping) else None
            match = _GENERAL_TIME.search(content) if isinstance(content, bytes) else None
            if match:
                d = match[1].decode()
                return time_of(f"{d[:4]}-{d[4:6]}-{d[6:8]} {d[8:10]}:{d[10:12]}:{d[12:]}", "+00:00")
    return ""


def _assertions(manifest: Super) -> tuple[Super, ...]:
    box = manifest.find("c2pa.assertions")
    return box.inner[:_MOST] if box is not None else ()


def _actions(manifest: Super) -> Iterator[Reading]:
    for box in _assertions(manifest):
        yield Reading(SOURCE, "Assertion", plain(box.label), "", "text", "assertions")
        if not box.label.startswith("c2pa.actions"):
            continue
        for action in (_decoded(box).get("actions") or ())[:_MOST]:
            if isinstance(action, dict):
                yield from _action(action, box.label)


def _action(action: dict[str, Any], where: str) -> Iterator[Reading]:
    """Yield one step of a picture's making: what was done, when, and with which program."""
    when = action.get("when")
    when = when.value if isinstance(when, CBORTag) else when
    typed = time_of(when) if isinstance(when, str) else ""
    agent = action.get("softwareAgent") or ""
    agent = agent.get("name") or "" if isinstance(agent, dict) else agent
    name = plain(action.get("action") or "")
    yield Reading(SOURCE, "Action", name, typed, "time" if typed else "text", where)
    said = {"SoftwareAgent": agent, "DigitalSourceType": action.get("digitalSourceType")}
    for label, value in said.items():
        if isinstance(value, str) and value:
            yield Reading(SOURCE, label, plain(value), "", "text", name)


def _ingredients(manifest: Super) -> Iterator[Reading]:
    for box in _assertions(manifest):
        if box.label.startswith("c2pa.ingredient"):
            found = _decoded(box)
            title = found.get("dc:title") or found.get("title") or ""
            where = plain(found.get("relationship") or "")
            yield Reading(SOURCE, "Ingredient", plain(title), "", "text", where)


def _statements(manifest: Super) -> Iterator[Reading]:
    """Yield whether each statement that the signed claim lists is still the one that was signed."""
    try:
        claim = _decoded(manifest.find("c2pa.claim.v2", "c2pa.claim"))
        listed = [
            one
            for name in ("assertions", "created_assertions", "gathered_assertions")
            for one in claim.get(name) or ()
            if isinstance(one, dict)
        ]
        boxes = {box.label: box for box in _assertions(manifest)}
        changed = [
            label
            for one in listed[:_MOST]
            if not _is_same(boxes.get(label := _label(one)), one, claim.get("alg"))
        ]
    except (ValueError, TypeError, AttributeError) as error:
        yield failure(SOURCE, error, "assertions")
        return
    if listed:
        # Drafts before version 1.0 made these hashes in another way: there all differ at once.
        is_draft = len(changed) == len(listed) > 1
        value = "not_checked" if is_draft else "changed" if changed else "unchanged"
        where = plain(", ".join(changed)) if value == "changed" else "assertions"
        yield Reading(SOURCE, "Statements", value, "", "text", where)


def _label(listed: dict[Any, Any]) -> str:
    return str(listed.get("url", "")).rpartition("/")[2]


def _is_same(box: Super | None, listed: dict[Any, Any], algorithm: Any) -> bool:
    make = _ALGORITHMS.get(str(listed.get("alg") or algorithm or "sha256"))
    return box is not None and (make is None or make(box.raw).digest() == listed.get("hash"))


def _binding(data: Data, manifest: Super) -> Iterator[Reading]:
    """Yield whether the file's bytes are those that the manifest was bound to.

    Only the plain binding (``c2pa.hash.data``) is computed; films and pictures in boxes use
    another one, which is named as not checked.
    """
    box = next((b for b in _assertions(manifest) if b.label.startswith("c2pa.hash.")), None)
    if box is None:
        return
    value = "not_checked"
    try:
        found = _decoded(box)
        claim = _decoded(manifest.find("c2pa.claim.v2", "c2pa.claim"))
        make = _ALGORITHMS.get(str(found.get("alg") or claim.get("alg")))
        if box.label.startswith("c2pa.hash.data") and make is not None:
            digest = make()
            at = 0
            ranges = [(one["start"], one["length"]) for one in found.get("exclusions") or ()]
            for start, length in sorted(ranges):
                digest.update(data[at:start])
                at = max(at, start + length)
            digest.update(data[at : len(data)])
            value = "unchanged" if digest.digest() == found.get("hash") else "changed"
    except (ValueError, TypeError, KeyError) as error:
        yield failure(SOURCE, error, box.label)
        return
    yield Reading(SOURCE, "Content", value, "", "text", plain(box.label))
