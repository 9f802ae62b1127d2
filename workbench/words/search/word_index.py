"""The full-text index of one case: SQLite FTS5 with the trigram tokenizer.

Trigrams find any part of a word, as Indonesian prefixes and suffixes need: ``camat`` inside
``kecamatan``. They find nothing, silently, of fewer than three letters; those are looked for
with ``LIKE``. What is looked for is always literal text: no sign means anything to a query.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, replace
from pathlib import Path

from workbench.words.search.passage import Hit, Passage
from workbench.words.search.searched_text import bare, folded, places

#: Changes with the tables or the folding.
FORMAT = "2"
#: Letters from which on trigrams find.
TRIGRAM = 3
#: Letters of one search; more is no search.
LONGEST = 500
#: Letters of one passage; the rest of a longer one is a passage of its own.
PASSAGE = 2000
_AROUND = 70
# What a reader of pictures or pages gave: it loses spaces, so they are found without them, too.
_LOSES_SPACES = frozenset({"reading", "page"})
_SCHEMA = """
create table settings (name text primary key, value text not null);
create table passages (id integer primary key, exhibit text not null, path text not null,
    kind text not null, place text not null, text text not null, note text not null,
    score integer not null, beyond text not null);
create virtual table lines using fts5 (folded, bare, content='', columnsize=0,
    tokenize='trigram');
"""


def has_trigram() -> bool:
    """Whether this Python's SQLite has FTS5 and its trigram tokenizer."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("create virtual table t using fts5 (x, tokenize='trigram')")
            database.execute("insert into t values ('kecamatan')")
            found = database.execute("select count(*) from t where t match '\"camat\"'").fetchone()
    except sqlite3.Error:
        return False
    return bool(found[0])


def build(passages: Iterable[Passage], key: str) -> bytes:
    """Return the index of some passages as the bytes of a database.

    Parameters
    ----------
    passages
        In the order in which hits are listed.
    key
        What they were made from; :func:`key_of` gives it back.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        settings = [("key", key), ("format", FORMAT)]
        database.executemany("insert into settings values (?, ?)", settings)
        for number, one in enumerate(_cut(passages), 1):
            database.execute(
                "insert into passages values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *astuple(one))
            )
            database.execute(
                "insert into lines (rowid, folded, bare) values (?, ?, ?)",
                (number, folded(_whole(one)), _close(one)),
            )
        database.commit()
        return database.serialize()


def _cut(passages: Iterable[Passage]) -> Iterator[Passage]:
    for one in passages:
        # SQLite keeps no unpaired surrogates.
        text = one.text.encode("utf-8", "replace").decode("utf-8")
        if not text.strip():
            continue
        for start in range(0, len(text), PASSAGE - _AROUND):
            rest = text[start : start + PASSAGE]
            if start == 0 or len(rest) > _AROUND:
                yield replace(_storable(one), text=rest)


def _storable(one: Passage) -> Passage:
    """Return a passage that SQLite takes: without unpaired surrogates."""
    names = ("exhibit", "path", "kind", "where", "note", "beyond")
    plain = {name: getattr(one, name).encode("utf-8", "replace").decode() for name in names}
    return replace(one, **plain)


def _close(one: Passage) -> str:
    """Return a text without spaces, where it may have lost some; half the index is saved."""
    return bare(_whole(one)) if one.kind in _LOSES_SPACES else ""


def _whole(one: Passage) -> str:
    return f"{one.text} {one.beyond}" if one.beyond else one.text


class WordIndex:
    """An index that is searched; close it afterwards.

    Parameters
    ----------
    data
        Either its file, or the bytes of one.
    """

    def __init__(self, data: Path | bytes) -> None:
        if isinstance(data, bytes):
            self._database = sqlite3.connect(":memory:")
            self._database.deserialize(data)
        else:
            address = f"{data.absolute().as_uri()}?mode=ro&immutable=1"
            self._database = sqlite3.connect(address, uri=True)

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    @property
    def key(self) -> str:
        """What the index was made from; empty for one of another format."""
        try:
            settings = dict(self._database.execute("select name, value from settings"))
        except sqlite3.Error:
            return ""
        return settings.get("key", "") if settings.get("format") == FORMAT else ""

    def count(self) -> int:
        """Return how many passages there are."""
        found: int = self._database.execute("select count(*) from passages").fetchone()[0]
        return found

    def find(self, words: str, most: int = 50) -> tuple[list[Hit], bool]:
        """Return passages that hold some words, and whether there are more.

        First those that hold them in this order, then those that hold each word somewhere.
        """
        wanted = folded(words)
        if not bare(words):
            return [], False
        numbers = self._phrase(wanted, most + 1)
        hits = _once([self._hit(number, wanted, is_phrase=True) for number in numbers])
        parts = sorted(set(wanted.split()), key=len, reverse=True)
        if len(parts) > 1 and len(hits) <= most:
            known = set(numbers)
            others = (one for one in self._each(parts, 2 * most + 2) if one not in known)
            hits += [self._hit(number, parts[0], is_phrase=False) for number in others]
        return hits[:most], len(hits) > most

    def _phrase(self, wanted: str, most: int) -> list[int]:
        close = wanted.replace(" ", "")
        if len(close) < TRIGRAM:
            return self._like([wanted], most)
        exact = self._matching(f"folded : {_quoted(wanted)}", most)
        known, found = set(exact), list(exact)
        found += [
            number
            for number in self._matching(f"bare : {_quoted(close)}", 4 * most)
            if number not in known and self._passage(number).kind in _LOSES_SPACES
        ]
        return [number for number in found if self._begins_in(number, close)][:most]

    def _begins_in(self, number: int, close: str) -> bool:
        """Whether a phrase begins in a passage: what begins in the next line is found there."""
        one = self._passage(number)
        found = places(_whole(one), close) if one.beyond else (0, 0)
        return found is None or found[0] < len(one.text)

    def _matching(self, asked: str, most: int) -> list[int]:
        rows = self._database.execute(
            "select rowid from lines where lines match ? order by rowid limit ?", (asked, most)
        )
        return [row[0] for row in rows]

    def _each(self, parts: list[str], most: int) -> list[int]:
        long = [part for part in parts if len(part) >= TRIGRAM]
        if not long:
            return self._like(parts, most)
        asked = " AND ".join(f"folded : {_quoted(part)}" for part in long)
        numbers = self._matching(asked, 20 * most)
        return [one for one in numbers if self._holds(one, parts)][:most]

    def _holds(self, number: int, parts: list[str]) -> bool:
        text = folded(self._passage(number).text)
        return all(part in text for part in parts)

    def _like(self, parts: list[str], most: int) -> list[int]:
        """Return the passages that hold each of some parts of one or two letters."""
        self._database.create_function("folded", 1, folded, deterministic=True)
        asked = " and ".join(["folded(text) like ? escape '\\'"] * len(parts))
        rows = self._database.execute(
            f"select id from passages where {asked} order by id limit ?",  # noqa: S608 - marks only
            [*(f"%{_escaped(part)}%" for part in parts), most],
        )
        return [row[0] for row in rows]

    def _passage(self, number: int) -> Passage:
        row = self._database.execute(
            "select exhibit, path, kind, place, text, note, score, beyond from passages "
            "where id = ?",
            (number,),
        ).fetchone()
        return Passage(*row)

    def _hit(self, number: int, wanted: str, *, is_phrase: bool) -> Hit:
        one = self._passage(number)
        text = _whole(one)
        found = places(text, wanted.replace(" ", "")) or (0, 0)
        start, end = max(0, found[0] - _AROUND), found[1] + _AROUND
        excerpt = text[start:end].strip()
        excerpt = f"{'…' if start else ''}{excerpt}{'…' if end < len(text) else ''}"
        beside = (self._beside(number - 1, one), self._beside(number + 1, one))
        return Hit(one, is_phrase, excerpt, *beside)

    def _beside(self, number: int, one: Passage) -> str:
        """Return the text beside a message or line, where it is of the same exhibit."""
        if one.kind not in {"message", "reading", "page", "text"}:
            return ""
        row = self._database.execute(
            "select text, note from passages where id = ? and path = ? and kind = ?",
            (number, one.path, one.kind),
        ).fetchone()
        if row is None:
            return ""
        return f"{row[1]}: {row[0]}" if row[1] else str(row[0])


def _once(hits: list[Hit]) -> list[Hit]:
    """Return hits without the same observation in another language."""
    told: set[tuple[str, str]] = set()
    found = []
    for hit in hits:
        one = hit.passage
        key = (one.exhibit, one.where)
        if one.kind != "observation" or key not in told:
            found.append(hit)
        if one.kind == "observation":
            told.add(key)
    return found


def _quoted(text: str) -> str:
    """Return a text as FTS5 takes it literally."""
    return '"' + text.replace('"', '""') + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
