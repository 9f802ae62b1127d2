"""Exports read and laid side by side: three hundred of one model, two hundred pairs each way.

``python -m bench.chats`` prints what was read as the model says it, and which alterations of one
message were named; ``python -m bench.chats FILE…`` reads exports of your own and says of each how
many messages it holds, how its dates were read and what was not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.metadata.generated.talks import Pair, export, two_phones
from workbench.evidence.content_type import media_type_of
from workbench.metadata.chats.formats import chats, talks
from workbench.metadata.chats.message_alignment import Alignment, align

EXPORTS = 300
PAIRS = 200


def as_the_model(number: int) -> bool:
    """Whether messages, people, times, marks and files of one export are those of the model."""
    _, data, wanted = export(number)
    spoken = [one.spoken for one in chats(data, media_type_of(data)).chats if one.spoken]
    read = [(m.typed, m.sender, m.marks, m.attached) for m in (spoken[0] if spoken else [])]
    return read == [(w.at, w.sender, w.marks, w.attached) for w in wanted]


def laid(pair: Pair) -> Alignment | None:
    """Return two exports side by side."""
    (one,), (other,) = (talks(data, "text/plain") for data in (pair.first, pair.second))
    return align(one, other)


def names_it(pair: Pair) -> bool:
    """Whether the message that was altered is among those named."""
    found = laid(pair)
    ((kind, at),) = pair.altered
    ours, theirs = pair.places
    for one in found.differences if found is not None else ():
        if kind == "inserted" and one.other is not None and theirs.get(one.other.where) == at + 1:
            return True
        if kind != "inserted" and one.one is not None and ours.get(one.one.where) == at:
            return True
    return False


def main(files: list[str]) -> int:
    """Print the counts, or what files of your own hold."""
    for name in files:
        data = Path(name).read_bytes()
        found = chats(data, media_type_of(data))
        for chat in found.chats:
            print(f"{name}: {chat.form}, {len(chat.spoken)} messages, {chat.order}, {chat.unread}")
        if not found.chats:
            print(f"{name}: no chat, {found.unread}")
    if files:
        return 0
    print(f"read as the model: {sum(map(as_the_model, range(EXPORTS)))} of {EXPORTS}")
    named = sum(names_it(two_phones(n, is_altered=True)) for n in range(PAIRS))
    print(f"alterations named by message: {named} of {PAIRS}")
    plain = [laid(two_phones(1000 + n, is_altered=False)) for n in range(PAIRS)]
    grave = sum(any(d.kind == "words" for d in one.differences) for one in plain if one is not None)
    print(f"unaltered pairs called other words: {grave} of {PAIRS}")
    print(f"unaltered pairs not known as one conversation: {plain.count(None)} of {PAIRS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
