"""Changing files the way their formats are built, so that readers get past the first bytes."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile

ODD = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
PIECES = (
    b"<", b">", b"&", b'"', b"\0", b"\xff\xfe", b"&#x0;", b"&lol;", b"<![CDATA[", b": ", b"\r\n",
    b"- ", b"[", b"]", b"{", b"}", b"999999999999", b"-1", b"\xe2\x80\xae", b"31/02/24", b"24.61",
    b"2024-13-45T99:99:99", b"\x1b[31m", b"A" * 5000, b"(" * 500, b"<<", b">>", b"endobj",
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"99999999999999999999", b"4294967295", b"2147483648", b"1e999", b"NaN")
TEXTS = frozenset({"chat", "eml", "html", "rtf", "json"})
PACKED = frozenset({"docx", "odt", "zip"})


def mutated(kind: str, data: bytes, chance: random.Random) -> bytes:
    """Return a changed copy: members of a package, words of a text, numbers of a binary."""
    if kind in TEXTS or (kind == "pdf" and chance.random() < 0.5):
        return _text(data, chance)
    if kind in PACKED and chance.random() < 0.8:
        return _package(data, chance)
    return _binary(data, chance)


def _package(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        names = given.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = given.read(name)
            made.writestr(name, _text(content, chance) if name == chosen else content)
    return out.getvalue()


def _text(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(out) or 1)
        step = chance.randrange(6)
        if step == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif step == 1:
            out[at:at] = chance.choice(PIECES)
        elif step == 2:
            del out[at : at + chance.randrange(1, 64)]
        elif step == 3:
            other = chance.randrange(len(out) or 1)
            out[at:at] = out[other : other + chance.randrange(1, 256)]
        elif step == 4:
            if found := list(re.finditer(rb"\d+", bytes(out[:50_000]))):
                one = chance.choice(found)
                out[one.start() : one.end()] = chance.choice(NUMBERS)
        else:
            del out[at:]
    return bytes(out)


def _binary(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    in_head = chance.random() < 0.6
    for _ in range(chance.choice((1, 1, 2, 3, 8, 20))):
        reach = min(len(out), 2000) if in_head else len(out)
        at = chance.randrange(reach or 1)
        step = chance.randrange(6)
        if step == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif step == 1:
            value = chance.choice(ODD) & 0xFFFFFFFF
            out[at : at + 4] = struct.pack(chance.choice("<>") + "I", value)
        elif step == 2:
            value = chance.choice(ODD) & 0xFFFF
            out[at : at + 2] = struct.pack(chance.choice("<>") + "H", value)
        elif step == 3:
            del out[at : at + chance.randrange(1, 64)]
        elif step == 4:
            other = chance.randrange(len(out) or 1)
            out[at:at] = out[other : other + chance.randrange(1, 1024)]
        else:
            del out[at:]
    return bytes(out)
