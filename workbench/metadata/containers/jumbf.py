"""JUMBF (ISO/IEC 19566-5): the boxes in which content credentials stand.

Read here and not through c2pa's library: what is bound is told box by box, with its place, from
the file alone, in words that do not change with a library's version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.metadata.containers.block import Block
from workbench.metadata.containers.bmff import boxes

_DEEPEST = 16


@dataclass(frozen=True)
class Super:
    """One labelled box: the boxes of content in it, and the labelled boxes below it.

    Attributes
    ----------
    label
        Such as ``c2pa.claim``.
    raw
        Everything behind its own head: what assertions' hashes are made of.
    content
        Its content boxes as (type, bytes), such as ``(b"cbor", …)``.
    inner
        The labelled boxes below.
    """

    label: str
    raw: bytes
    content: tuple[tuple[bytes, bytes], ...] = ()
    inner: tuple[Super, ...] = field(default=())

    def find(self, *labels: str) -> Super | None:
        """Return the first inner box with one of these labels, or None."""
        return next((one for one in self.inner if one.label in labels), None)

    def cbor(self) -> bytes:
        """Return its CBOR content, or b''."""
        return next((data for kind, data in self.content if kind == b"cbor"), b"")


def store(blocks: Iterable[Block]) -> bytes:
    """Return the manifest store that a file's blocks hold, from its first box on."""
    parts: dict[tuple[bytes, int], bytes] = {}
    for block in blocks:
        if block.kind != "c2pa":
            continue
        payload = block.payload
        if block.where != "APP11":
            return _unwrapped(block)
        # JPEG XT: instance (2), sequence (4), then the box; its head repeats in every part.
        number = int.from_bytes(payload[2:6], "big")
        parts.setdefault((payload[:2], number), payload[6:])
    if not parts:
        return b""
    instance = min(parts)[0]
    ordered = [parts[key] for key in sorted(parts) if key[0] == instance]
    head = 16 if ordered[0][:4] == b"\x00\x00\x00\x01" else 8
    return ordered[0] + b"".join(part[head:] for part in ordered[1:])


def _unwrapped(block: Block) -> bytes:
    payload = block.payload
    if block.where == "uuid":
        # Version and flags (4), the purpose's name, then for a manifest eight bytes of offset.
        name, mark, rest = payload[4:].partition(b"\x00")
        return rest[8:] if mark and name == b"manifest" else b""
    if block.where == "jumb":
        return (len(payload) + 8).to_bytes(4, "big") + b"jumb" + payload
    return payload


def parse(data: bytes, depth: int = 0) -> Iterator[Super]:
    """Yield the labelled boxes of one level."""
    if depth > _DEEPEST:
        return
    for box in boxes(data):
        if box.kind != b"jumb":
            continue
        raw = data[box.start : box.end]
        label, content = "", []
        for part in boxes(raw):
            if part.kind == b"jumd":
                label = _label(raw[part.start : part.end])
            elif part.kind != b"jumb":
                content.append((part.kind, raw[part.start : part.end]))
        yield Super(label, raw, tuple(content), tuple(parse(raw, depth + 1)))


def _label(description: bytes) -> str:
    """Return the label behind the type (16) and the toggles (1), of which bit 2 announces it."""
    if len(description) < 18 or not description[16] & 2:
        return ""
    return description[17:].split(b"\x00", 1)[0].decode("utf-8", "backslashreplace")
