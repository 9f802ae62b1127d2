"""The readers of films, sounds, papers and mails meet broken files, too."""

from __future__ import annotations

import random

import pytest

from tests.metadata.generated import chats, films, papers, pdfs, sounds
from tests.metadata.generated.row import Row
from tests.metadata.test_hostile import read

ROWS = [
    *films.ROWS[::4],
    *sounds.ROWS[::4],
    *papers.ROWS[::4],
    *pdfs.ROWS[::8],
    *chats.ROWS[-16::2],
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_mutated_and_cut_files(row: Row) -> None:
    whole = row.make()
    chance = random.Random(row.name)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            # Structure stands in front; what is behind is mostly pictures and sound.
            limit = len(data) if chance.random() < 0.5 else min(len(data), 600)
            data[chance.randrange(limit)] = chance.choice((0, 0xFF, chance.randrange(256)))
        read(row.name, bytes(data))
        read(row.name, bytes(data[: chance.randrange(len(data))]))
