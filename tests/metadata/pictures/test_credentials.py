"""Content credentials speak of a file's making; that they no longer fit it must be seen."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from typing import Any

import pytest
from cbor2 import CBORTag
from PIL import Image

TEXT_LABELS = b"\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"


def encode(value: Any) -> bytes:
    """Return CBOR for the few kinds of values that a manifest needs."""
    if isinstance(value, CBORTag):
        return _head(6, value.tag) + encode(value.value)
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, dict):
        pairs = (encode(key) + encode(one) for key, one in value.items())
        return _head(5, len(value)) + b"".join(pairs)
    return b"\xf6"


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    return bytes([major << 5 | 26]) + struct.pack(">I", number)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def labelled(label: str, *content: bytes) -> bytes:
    description = b"cbor" + TEXT_LABELS + b"\x03" + label.encode() + b"\x00"
    return box(b"jumb", box(b"jumd", description) + b"".join(content))


def cbor(label: str, value: Any) -> bytes:
    return labelled(label, box(b"cbor", encode(value)))


def der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    size = bytes([len(body)]) if len(body) < 128 else b"\x81" + bytes([len(body)])
    return bytes([tag]) + size + body


def name(common: str, organisation: str) -> bytes:
    parts = [
        der(0x31, der(0x30, der(6, mark), der(12, text.encode())))
        for mark, text in ((b"\x55\x04\x0a", organisation), (b"\x55\x04\x03", common))
        if text
    ]
    return der(0x30, *parts)


CERTIFICATE = der(
    0x30,
    der(
        0x30,
        der(0xA0, der(2, b"\x02")),
        der(2, b"\x01"),
        der(0x30, der(6, b"\x2a")),
        name("Akar Rekaan", "Lembaga Rekaan"),
        der(0x30, b""),
        name("Kamera Rekaan KR-7", ""),
    ),
)


def manifest(data_hash: dict[str, Any], *, spoil: bool = False) -> bytes:
    actions = {
        "actions": [
            {
                "action": "c2pa.created",
                "when": CBORTag(0, "2024-09-27T09:15:46Z"),
                "softwareAgent": {"name": "Pembuat Rekaan"},
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/"
                "trainedAlgorithmicMedia",
            }
        ]
    }
    made = {"c2pa.actions.v2": cbor("c2pa.actions.v2", actions)}
    made["c2pa.hash.data"] = cbor("c2pa.hash.data", data_hash)
    listed = [
        {
            "url": f"self#jumbf=c2pa.assertions/{label}",
            "hash": hashlib.sha256(one[8:]).digest(),
            "alg": "sha256",
        }
        for label, one in made.items()
    ]
    if spoil:
        actions["actions"][0]["action"] = "c2pa.opened!"
        made["c2pa.actions.v2"] = cbor("c2pa.actions.v2", actions)
    claim = {
        "claim_generator_info": {"name": "Pembuat Rekaan", "version": "2.1"},
        "dc:title": "foto.jpg",
        "alg": "sha256",
        "created_assertions": listed,
    }
    stamp = {"tstTokens": [{"val": b"xx\x18\x0f20240927091550Zxx"}]}
    signature = CBORTag(18, [encode({1: -7, 33: CERTIFICATE}), {"sigTst": stamp}, None, bytes(64)])
    return labelled(
        "c2pa",
        labelled(
            "urn:c2pa:rekaan",
            labelled("c2pa.assertions", *made.values()),
            cbor("c2pa.claim.v2", claim),
            cbor("c2pa.signature", signature),
        ),
    )


def plain_jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def in_jpeg(*, spoil: bool = False, cut: int = 1000) -> bytes:
    """Return a JPEG bound to its manifest: the hash leaves out the manifest's own segments."""
    picture = plain_jpeg()
    # Every length above 23 takes five bytes here, so that the first guess has the right size.
    length = len(segments(manifest(hashed(1000, b""), spoil=spoil), cut))
    found = hashed(length, picture)
    return picture[:2] + segments(manifest(found, spoil=spoil), cut) + picture[2:]


def hashed(length: int, picture: bytes) -> dict[str, Any]:
    exclusion = {"start": 2, "length": length}
    return {"exclusions": [exclusion], "alg": "sha256", "hash": hashlib.sha256(picture).digest()}


def segments(store: bytes, cut: int) -> bytes:
    parts = [store[at : at + cut] for at in range(0, len(store), cut)]
    found = b""
    for number, part in enumerate(parts, 1):
        head = b"" if number == 1 else store[:8]
        body = b"JP\x00\x01" + struct.pack(">I", number) + head + part
        found += b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body
    return found


@pytest.mark.parametrize("cut", [400, 60000])
def test_a_manifest_tells_who_made_the_file_with_what_and_when(facts: Any, cut: int) -> None:
    found = facts("a.jpg", in_jpeg(cut=cut))
    assert found.failures == []
    assert found.typed("c2pa", "Manifests") == "1"
    assert found.value("c2pa", "ClaimGenerator") == "Pembuat Rekaan 2.1"
    assert found.typed("c2pa", "Action") == "2024-09-27T09:15:46+00:00"
    assert found.value("c2pa", "DigitalSourceType").endswith("trainedAlgorithmicMedia")
    assert found.value("c2pa", "SignerCommonName") == "Kamera Rekaan KR-7"
    # The signer names no organisation; its issuer's must not stand in its place.
    assert found.all("c2pa", "SignerOrganisation") == []
    assert found.value("c2pa", "IssuerOrganisation") == "Lembaga Rekaan"
    assert found.typed("c2pa", "SignedAt") == "2024-09-27T09:15:50+00:00"
    assert found.value("c2pa", "SignatureAlgorithm") == "ES256"


def test_untouched_bytes_and_statements_are_said_to_be_so(facts: Any) -> None:
    found = facts("a.jpg", in_jpeg())
    assert found.value("c2pa", "Content") == "unchanged"
    assert found.value("c2pa", "Statements") == "unchanged"


def test_a_changed_pixel_breaks_the_binding_only(facts: Any) -> None:
    data = bytearray(in_jpeg())
    data[-20] ^= 1
    found = facts("a.jpg", bytes(data))
    assert found.value("c2pa", "Content") == "changed"
    assert found.value("c2pa", "Statements") == "unchanged"


def test_a_changed_statement_is_named(facts: Any) -> None:
    found = facts("a.jpg", in_jpeg(spoil=True))
    assert found.value("c2pa", "Content") == "unchanged"
    assert found.value("c2pa", "Statements") == "changed"
    assert found.all("c2pa", "Statements")[0].locator == "c2pa.actions.v2"


@pytest.mark.parametrize("where", ["png", "mp4", "webp", "wav"])
def test_other_containers(facts: Any, where: str) -> None:
    store = manifest({"alg": "sha256", "hash": bytes(32)})
    if where == "png":
        chunk = b"caBX" + store
        data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(store)) + chunk
        data += struct.pack(">I", zlib.crc32(chunk)) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
    elif where == "mp4":
        user = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
        data = box(b"ftyp", b"isom" + bytes(4))
        data += box(b"uuid", user + bytes(4) + b"manifest\x00" + bytes(8) + store)
    else:
        name = {"webp": b"WEBP", "wav": b"WAVE"}[where]
        body = name + b"C2PA" + struct.pack("<I", len(store)) + store
        data = b"RIFF" + struct.pack("<I", len(body)) + body
    assert facts(f"a.{where}", data).value("c2pa", "ClaimGenerator") == "Pembuat Rekaan 2.1"


@pytest.mark.parametrize("cut", range(20, 1500, 53))
def test_a_manifest_cut_anywhere_gives_facts_or_a_reason(facts: Any, cut: int) -> None:
    store = manifest({"alg": "sha256", "hash": bytes(32)})[:cut]
    picture = plain_jpeg()
    found = facts("a.jpg", picture[:2] + segments(store, 60000) + picture[2:])
    assert {one.source for one in found.failures} <= {"c2pa"}
