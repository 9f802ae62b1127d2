"""Whether a word that could be a name is one here: yes, no, or a person must look."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from workbench.report.redaction.names.surroundings import Beside, Hit
from workbench.report.redaction.names.vocabulary import is_entry, is_word, tier

Verdict = Literal["yes", "doubt", "no"]
_CODE = re.compile(r"(?<![\w])[A-Z][A-Za-z]{0,7}-\d{1,4}(?![\w])")


def is_meant(
    hits: list[Hit], beside: Beside, named: Collection[str]
) -> tuple[list[Hit], list[Hit]]:
    """Return which hits are names, and which are doubtful.

    Parameters
    ----------
    named
        People whom the text names already: of them a rarer sign is enough.
    """
    present = {*named, *_CODE.findall(beside.folded.text)}
    first = [(hit, _verdict(hit, beside)) for hit in hits]
    sure = [hit for hit, verdict in first if verdict == "yes" and hit.how != "near"]
    present |= {hit.person for hit in sure}
    # A word that is a name in one place of a text is no other word in the next.
    same = {(hit.person, hit.name) for hit in sure}
    second = [
        (hit, "yes")
        if known == "yes" or (known == "doubt" and (hit.person, hit.name) in same)
        else (hit, _verdict(hit, beside, is_present=hit.person in present))
        for hit, known in first
    ]
    meant = [hit for hit, verdict in second if verdict == "yes"]
    known = {hit.index for hit in meant}
    doubted = [hit for hit, verdict in second if verdict == "doubt" and hit.index not in known]
    # The same word may be an exact name of one person and nearly that of another.
    exact = {hit.index for hit in meant if hit.how != "near"}
    return [hit for hit in meant if hit.how != "near" or hit.index not in exact], doubted


def _verdict(hit: Hit, beside: Beside, *, is_present: bool = False) -> Verdict:
    word, index = beside.found[hit.index], hit.index
    is_capital = word.is_capital or not word.has_case
    if hit.how == "short":
        return "yes" if beside.has_other_name(hit) else "no"
    if beside.is_called(index):
        return "doubt" if hit.how == "near" and is_entry(word.lower) else "yes"
    if beside.is_date(index):
        return "no"
    if beside.is_phrase(index):
        is_whole = is_capital and beside.has_other_name(hit) and not beside.loud
        return "yes" if is_whole else "doubt" if is_capital else "no"
    if index in beside.protected:
        return "no"
    if beside.has_other_name(hit):
        return "yes"
    of = tier(hit.name)
    if of == "tiny":
        return "doubt" if is_capital and not beside.begins_sentence(index) else "no"
    if hit.how == "exact":
        only = of == "name"
        return _exact(
            hit, beside, is_only_a_name=only, is_capital=is_capital, is_present=is_present
        )
    return _other(hit, beside, is_common=of == "common", is_capital=is_capital)


def _exact(
    hit: Hit,
    beside: Beside,
    *,
    is_only_a_name: bool,
    is_capital: bool,
    is_present: bool,
) -> Verdict:
    """Judge a name as it is listed: a word of every day needs a sign beside it."""
    if is_only_a_name or beside.is_told(hit.index):
        return "yes"
    is_rare = tier(hit.name) == "rare"
    if is_capital and beside.is_alone(hit.index):
        return "yes"
    if beside.is_place(hit.index):
        return "doubt" if is_capital else "no"
    if is_capital:
        begins = beside.begins_sentence(hit.index)
        return "yes" if is_rare or is_present or not begins else "doubt"
    return "yes" if is_rare and is_present else "doubt"


def _other(hit: Hit, beside: Beside, *, is_common: bool, is_capital: bool) -> Verdict:
    """Judge a name in another spelling: a word of the language is none."""
    if beside.is_told(hit.index):
        return "doubt" if is_entry(beside.found[hit.index].lower) else "yes"
    if is_word(beside.folded.lower[hit.start : hit.end]) or is_word(beside.found[hit.index].lower):
        is_inside = is_capital and not beside.begins_sentence(hit.index)
        return "doubt" if is_inside and not beside.is_place(hit.index) else "no"
    if not is_common:
        return "yes"
    is_inside = is_capital and not beside.begins_sentence(hit.index)
    return "yes" if is_inside and not beside.is_place(hit.index) else "doubt"
