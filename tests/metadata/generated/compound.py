"""Compound files ([MS-CFB] version 3) and property sets ([MS-OLEPS]), byte for byte."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = dict[str, Any]


def compound(tree: Tree) -> bytes:
    """Return a compound file; a value is a stream's bytes or another tree.

    Every stream stands in the mini stream, and each folder's entries hang in one chain.
    """
    entries: list[dict[str, Any]] = [{"name": "Root Entry", "kind": 5, "child": _FREE}]
    mini = bytearray()
    minifat: list[int] = []

    def add(content: Tree) -> int:
        first = previous = _FREE
        for name, value in sorted(content.items(), key=lambda one: (len(one[0]), one[0].upper())):
            index = len(entries)
            entry = {"name": name, "kind": 1, "child": _FREE, "right": _FREE, "start": _END}
            entries.append(entry)
            if isinstance(value, dict):
                entry["kind"] = 1
                entry["child"] = add(value)
            else:
                entry["kind"], entry["size"] = 2, len(value)
                _place(entry, value)
            if previous == _FREE:
                first = index
            else:
                entries[previous]["right"] = index
            previous = index
        return first

    def _place(entry: dict[str, Any], value: bytes) -> None:
        count = -(-len(value) // _MINI)
        if count:
            entry["start"] = len(minifat)
            minifat.extend(range(len(minifat) + 1, len(minifat) + count))
            minifat.append(_END)
            mini.extend(value.ljust(count * _MINI, b"\x00"))

    entries[0]["child"] = add(tree)
    entries[0]["size"] = len(mini)
    directory = b"".join(map(_entry, entries))
    parts = [
        _padded(directory),
        _padded(struct.pack(f"<{len(minifat)}I", *minifat), b"\xff"),
        _padded(bytes(mini)),
    ]
    counts = [len(part) // _SECTOR for part in parts]
    fat = [_FAT]
    starts = []
    for count in counts:
        starts.append(len(fat) if count else _END)
        fat.extend(range(len(fat) + 1, len(fat) + count))
        fat.extend([_END] if count else [])
    # The root's entry names the first sector of the mini stream.
    body = bytearray(b"".join(parts))
    struct.pack_into("<I", body, 116, starts[2])
    fat_sector = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(fat_sector) == _SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIII", 0, 1, starts[0], 0)
    head += struct.pack("<IIIII", 4096, starts[1], counts[1], _END, 0)
    head += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return head + fat_sector + bytes(body)


def _entry(entry: dict[str, Any]) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\x00\x00"
    found = name.ljust(64, b"\x00") + struct.pack("<HBB", len(name), entry["kind"], 1)
    found += struct.pack("<III", _FREE, entry.get("right", _FREE), entry["child"])
    found += bytes(16 + 4 + 16)
    return found + struct.pack("<IQ", entry.get("start", 0), entry.get("size", 0))


def _padded(content: bytes, fill: bytes = b"\x00") -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, fill)


def filetime(iso: str) -> int:
    """Return hundreds of nanoseconds since 1601 for a moment in UTC."""
    since = datetime.fromisoformat(iso) - datetime(1601, 1, 1, tzinfo=UTC)
    return int(since.total_seconds()) * 10_000_000


def properties(values: dict[int, str | int | float], page: int = 1252) -> bytes:
    """Return a property set: text as bytes in `page`, whole numbers, and times as floats.

    A float stands for a FILETIME, so that times and counts can be told apart here.
    """
    codec = "utf-8" if page == 65001 else f"cp{page}"
    typed = {1: struct.pack("<IhH", 2, page - 65536 if page > 32767 else page, 0)}
    for number, value in values.items():
        if isinstance(value, str):
            raw = value.encode(codec) + b"\x00"
            raw = raw.ljust(-(-len(raw) // 4) * 4, b"\x00")
            length = len(value.encode(codec)) + 1
            typed[number] = struct.pack("<II", 30, length) + raw
        elif isinstance(value, float):
            typed[number] = struct.pack("<IQ", 64, int(value))
        else:
            typed[number] = struct.pack("<Ii", 3, value)
    offset = 8 + 8 * len(typed)
    index, body = b"", b""
    for number, raw in typed.items():
        index += struct.pack("<II", number, offset + len(body))
        body += raw
    section = struct.pack("<II", offset + len(body), len(typed)) + index + body
    head = struct.pack("<HHI", 0xFFFE, 0, 2) + bytes(16) + struct.pack("<I", 1)
    form = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return head + form + struct.pack("<I", 48) + section


def outlook(texts: dict[int, str], times: dict[int, str], files: tuple[str, ...] = ()) -> bytes:
    """Return an Outlook message ([MS-OXMSG]): texts in Unicode, times, attachments by name."""
    table = bytes(32)
    for number, iso in times.items():
        table += struct.pack("<HHIQ", 0x40, number, 6, filetime(iso))
    for number in texts:
        table += struct.pack("<HHIQ", 0x1F, number, 6, 0)
    tree: Tree = {
        f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()
    }
    for number, name in enumerate(files):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
    return compound({**tree, "__properties_version1.0": table})
