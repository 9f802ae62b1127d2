"""Which words are ordinary: a listed name that is also one needs a sign that it is meant.

Three sources. ``ordinary.toml`` holds words that are names to some people; the
workbench's own texts, in both languages, hold the field's words; the root words of
Indonesian come with PySastrawi, whose stemmer finds the root of an inflected word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from workbench.text import areas, catalogue

Tier = Literal["name", "rare", "common", "tiny"]
_WORD = re.compile(r"(?<![\w{])[a-z]{2,}(?![\w}])")
_TINY = 2


@dataclass(frozen=True)
class Ordinary:
    """The data of ``ordinary.toml``."""

    words: frozenset[str]
    names: frozenset[str]
    offices: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    titles: frozenset[str]
    called: frozenset[str]
    degrees: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    places: frozenset[str]
    months: frozenset[str]
    products: frozenset[str]


@cache
def ordinary() -> Ordinary:
    """Return which words are ordinary, and what stands around names."""
    table = tomllib.loads((files(__package__) / "ordinary.toml").read_text("utf-8"))
    listed = {
        key: frozenset(value.split()) for key, value in table.items() if isinstance(value, str)
    }
    phrases = frozenset(tuple(phrase.split()) for phrase in table["phrases"])
    return Ordinary(phrases=phrases, **listed)


@cache
def field_words() -> frozenset[str]:
    """Return the words in small letters of the workbench's own texts, in both languages."""
    return frozenset(word for area in areas() for word in _words_in(catalogue(area)))


@cache
def roots() -> frozenset[str]:
    """Return the root words of Indonesian."""
    source = files("Sastrawi.Stemmer.data") / "kata-dasar.txt"
    return frozenset(source.read_text("utf-8").split())


@lru_cache(maxsize=20_000)
def tier(word: str) -> Tier:
    """Return how much a listed name's word is also something else.

    ``name``: nothing else; ``rare``: a word that few use; ``common``: a word of every
    day; ``tiny``: one or two letters, which mean nothing alone.
    """
    known = ordinary()
    if len(word) <= _TINY and word.isascii():
        return "tiny"
    if word in known.words or word in known.offices or word in known.titles:
        return "common"
    if word in known.names:
        return "name"
    if word in field_words() or word in known.months:
        return "common"
    return "rare" if word in roots() else "name"


def is_entry(word: str) -> bool:
    """Whether a word in small letters stands in one of the three sources as it is."""
    return word in field_words() or word in roots() or word in ordinary().words


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Whether a word in small letters is one of the language, inflected or not."""
    return is_entry(word) or (len(word) <= _LONGEST_WORD and _stemmer().stem(word) in roots())


_LONGEST_WORD = 30


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _words_in(item)
    elif isinstance(value, str):
        yield from _WORD.findall(value)
