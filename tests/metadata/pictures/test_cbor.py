"""CBOR comes from strangers' files: every value as it was written, and an end to every attack."""

from __future__ import annotations

import random
import struct
import time
from typing import Any

import pytest
from cbor2 import CBORTag
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.metadata.pictures.cbor import decode

LARGEST = 256 * 1024
DEEPEST = 32


def anything(dice: random.Random, depth: int = 0) -> Any:
    """Return a value of any kind that CBOR has, often small, sometimes at a type's end."""
    kind = dice.randrange(8 if depth < 5 else 6)
    if kind == 0:
        return dice.choice([None, True, False, "", b"", [], {}])
    if kind in (1, 2):
        return number(dice)
    if kind == 3:
        return dice.choice([0.0, -1.5, float("inf"), dice.uniform(-1e300, 1e300), 5e-324])
    if kind == 4:
        return dice.randbytes(dice.choice([0, 1, 23, 24, 255, 256]))
    if kind == 5:
        return "".join(
            chr(dice.choice([10, 65, 233, 8232, 128512])) for _ in range(number(dice, 9))
        )
    inner = [anything(dice, depth + 1) for _ in range(number(dice, 5))]
    if kind == 6:
        return inner
    return {
        dice.choice([number(dice), f"k{at}", dice.randbytes(3)]): one
        for at, one in enumerate(inner)
    }


def number(dice: random.Random, most: int | None = None) -> int:
    if most is not None:
        return dice.randrange(most)
    size = dice.choice([23, 24, 2**8 - 1, 2**8, 2**16 - 1, 2**16, 2**32, 2**64 - 1])
    return dice.choice([size, -1 - size, dice.randrange(size)])


def encode(value: Any, *, open_ended: bool = False) -> bytes:
    """Return RFC 8949 bytes, written here by hand; `open_ended` without stated lengths."""
    simple = {None: b"\xf6", True: b"\xf5", False: b"\xf4"}
    if value is None or isinstance(value, bool):
        return simple[value]
    if isinstance(value, CBORTag):
        return head(6, value.tag) + encode(value.value, open_ended=open_ended)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, bytes | str):
        raw = value if isinstance(value, bytes) else value.encode("utf-8")
        major = 2 if isinstance(value, bytes) else 3
        if not open_ended:
            return head(major, len(raw)) + raw
        return bytes([major << 5 | 31]) + head(major, len(raw)) + raw + b"\xff"
    pairs = value.items() if isinstance(value, dict) else ((one,) for one in value)
    parts = [encode(part, open_ended=open_ended) for pair in pairs for part in pair]
    major = 5 if isinstance(value, dict) else 4
    start, end = (bytes([major << 5 | 31]), b"\xff") if open_ended else (b"", b"")
    return (start or head(major, len(value))) + b"".join(parts) + end


def head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(n for n in range(4) if number < 1 << (8 << n))
    return bytes([major << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def test_three_thousand_values_are_read_as_they_were_written() -> None:
    # Lost otherwise: what a file says about its making, read as something else.
    dice = random.Random(8949)
    for _ in range(3000):
        value = anything(dice)
        for written in (encode(value), encode(value, open_ended=True), encode(value) + b"rest"):
            found = decode(written)
            assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("content", ["2024-10-02T19:30:00Z", 1, [1, 2], b"a" * 16, {}, "(a+)+$"])
def test_no_tag_makes_anything_of_its_value(content: Any) -> None:
    # Lost otherwise: a circular value, a pattern that never ends, a number of a million digits.
    for tag in [*range(300), 1004, 43000, 55799, 55800, 65535, 70000]:
        found = decode(encode(CBORTag(tag, content)))
        assert isinstance(found, CBORTag), tag
        kept = dict(found.value) if content == {} else found.value
        assert (tag, list(kept) if isinstance(content, list) else kept) == (found.tag, content)


def test_text_that_is_no_utf_8_shows_its_bytes() -> None:
    assert decode(b"\x63a\xffb") == r"a\xffb"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (b"\x81" * DEEPEST + b"\x01", b"\x81" * (DEEPEST + 1) + b"\x01"),
        (
            b"\x5a" + struct.pack(">I", LARGEST - 5) + bytes(LARGEST - 5),
            b"\x5a" + struct.pack(">I", LARGEST - 4) + bytes(LARGEST - 4),
        ),
    ],
    ids=["depth", "size"],
)
def test_the_bounds_stand_where_they_are_said_to(inside: bytes, outside: bytes) -> None:
    decode(inside)
    with pytest.raises(ValueError, match=r"too large|within bounds"):
        decode(outside)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"\x1c", b"\x9f" * 40, b"\x9f" * 100_000, b"\x9b" + b"\xff" * 8,
        b"\xbb" + b"\x7f" * 8, b"\x5b" + b"\x00\x00\x00\x10" + bytes(4), b"\x7b" + b"\x7f" * 8,
        b"\xbf\x01\xff", b"\x81" * 99, b"\xa1" * 100_000, b"\xc1" * 100_000, b"\xd8\x1c" * 50_000,
        b"\x7f\x41a\xff", b"\x82\x01", bytes(LARGEST + 1),
    ],
)  # fmt: skip
def test_hostile_bytes_end_at_once_with_a_reason(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match=r"^(cut off|too large|no CBOR within bounds)$"):
        decode(data)
    assert time.process_time() - begun < 0.5


@settings(max_examples=200)
@given(st.binary(max_size=80))
def test_any_bytes_give_a_value_or_a_reason(data: bytes) -> None:
    try:
        decode(data)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either is right; hanging or crashing is not
