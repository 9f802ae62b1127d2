"""Whether a word that could be a name is one here: a name, another word, or a person must look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from workbench.report.redaction.names.surroundings import Hit, Surroundings
from workbench.report.redaction.names.vocabulary import is_entry, is_word, tier

Reading = Literal["name", "doubt", "word"]
"""A name; a word that a person must look at; a word like any other."""

_CODE = re.compile(r"(?<![\w])[A-Z][A-Za-z]{0,7}-\d{1,4}(?![\w])")


def names_and_doubts(
    hits: list[Hit], beside: Surroundings, named: Collection[str]
) -> tuple[list[Hit], list[Hit]]:
    """Return which hits are names, and which are doubtful.

    Parameters
    ----------
    named
        People whom the text names already: of them a rarer sign is enough.
    """
    present = {*named, *_CODE.findall(beside.folded.text)}
    alone = [(hit, _reading(hit, beside)) for hit in hits]
    sure = [hit for hit, how in alone if how == "name" and hit.how != "near"]
    present |= {hit.person for hit in sure}
    read = list(_among_names(alone, sure, beside, present))
    meant = _without_weaker([hit for hit, how in read if how == "name"])
    known = {hit.index for hit in meant}
    return meant, [hit for hit, how in read if how == "doubt" and hit.index not in known]


def _among_names(
    alone: Iterable[tuple[Hit, Reading]],
    sure: Iterable[Hit],
    beside: Surroundings,
    present: Collection[str],
) -> Iterator[tuple[Hit, Reading]]:
    """Read each hit again, now that it is known who is named in this text.

    A word that is a name in one place of a text is no other word in the next.
    """
    same = {(hit.person, hit.name) for hit in sure}
    for hit, how in alone:
        if how == "name" or (how == "doubt" and (hit.person, hit.name) in same):
            yield hit, "name"
        else:
            yield hit, _reading(hit, beside, is_present=hit.person in present)


def _without_weaker(meant: list[Hit]) -> list[Hit]:
    """Leave out near hits: the same word may be one person's exact name and nearly another's."""
    exact = {hit.index for hit in meant if hit.how != "near"}
    return [hit for hit in meant if hit.how != "near" or hit.index not in exact]


def _reading(hit: Hit, beside: Surroundings, *, is_present: bool = False) -> Reading:
    """Read one hit: first by what stands beside it, then by how common the word is."""
    word = beside.found[hit.index]
    is_capital = word.is_capital or not word.has_case
    found = _by_neighbours(hit, beside, is_capital=is_capital)
    if found is not None:
        return found
    of = tier(hit.name)
    if of == "tiny":
        return "doubt" if is_capital and not beside.begins_sentence(hit.index) else "word"
    if hit.how == "exact":
        only = of == "name"
        return _exact(
            hit, beside, is_only_a_name=only, is_capital=is_capital, is_present=is_present
        )
    return _other(hit, beside, is_common=of == "common", is_capital=is_capital)


def _by_neighbours(hit: Hit, beside: Surroundings, *, is_capital: bool) -> Reading | None:
    """Read a hit by the words beside it; None when they do not tell."""
    index = hit.index
    if hit.how == "short":
        return "name" if beside.has_other_name(hit) else "word"
    if beside.is_called(index):
        is_slip = hit.how == "near" and is_entry(beside.found[index].lower)
        return "doubt" if is_slip else "name"
    if beside.is_date(index):
        return "word"
    if beside.is_phrase(index):
        return _in_phrase(hit, beside, is_capital=is_capital)
    if index in beside.protected:
        return "word"
    return "name" if beside.has_other_name(hit) else None


def _in_phrase(hit: Hit, beside: Surroundings, *, is_capital: bool) -> Reading:
    """Read a hit inside a fixed expression: with a capital and a second name it is a name."""
    if not is_capital:
        return "word"
    return "name" if beside.has_other_name(hit) and not beside.loud else "doubt"


def _exact(
    hit: Hit,
    beside: Surroundings,
    *,
    is_only_a_name: bool,
    is_capital: bool,
    is_present: bool,
) -> Reading:
    """Read a name as it is listed: a word of every day needs a sign beside it."""
    if is_only_a_name or beside.is_told(hit.index):
        return "name"
    is_rare = tier(hit.name) == "rare"
    if is_capital and beside.is_alone(hit.index):
        return "name"
    if beside.is_place(hit.index):
        return "doubt" if is_capital else "word"
    if is_capital:
        begins = beside.begins_sentence(hit.index)
        return "name" if is_rare or is_present or not begins else "doubt"
    return "name" if is_rare and is_present else "doubt"


def _other(hit: Hit, beside: Surroundings, *, is_common: bool, is_capital: bool) -> Reading:
    """Read a name in another spelling: a word of the language is none."""
    if beside.is_told(hit.index):
        return "doubt" if is_entry(beside.found[hit.index].lower) else "name"
    if is_word(beside.folded.lower[hit.start : hit.end]) or is_word(beside.found[hit.index].lower):
        is_inside = is_capital and not beside.begins_sentence(hit.index)
        return "doubt" if is_inside and not beside.is_place(hit.index) else "word"
    if not is_common:
        return "name"
    is_inside = is_capital and not beside.begins_sentence(hit.index)
    return "name" if is_inside and not beside.is_place(hit.index) else "doubt"
