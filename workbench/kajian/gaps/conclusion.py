"""Gaps of steps 7 and 8: conclusions and the pleno sheet."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.endings import Ended, endings
from workbench.kajian.gap import Gap
from workbench.kajian.letters import grammar_of, letters
from workbench.kajian.routing import forwarding_day
from workbench.kajian.wording import Wording, norm_words, row_words
from workbench.law.numbering import read_numbers
from workbench.law.routing import routes
from workbench.text import LANGUAGES


def conclusion_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield norms without a conclusion, and conclusions at odds with their elements."""
    for end in endings(dossier):
        yield from _of_end(dossier, end)
    yield from letter_gaps(dossier)
    if dossier.norms and not dossier.answers.recommendation.strip():
        yield Gap("blocks", "recommendation_missing", "conclusion", ("recommendation",))


def letter_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield numbers of letters that do not follow the grammar of their form."""
    for one in letters(dossier)[0]:
        how = grammar_of(dossier, one)
        grammar = next(
            (it for it in dossier.pack.data.numbering if how and it.id == how.grammar), None
        )
        if not one.number or grammar is None:
            continue
        is_first = one.track.stage == "screening"
        place = ("screening", "letter") if is_first else ("conclusions", one.norms[0], "letter")
        step = "screening" if is_first else "conclusion"
        fields = {"number": one.number, "example": grammar.example}
        found = [it for it in read_numbers(dossier.pack, one.number) if it.grammar is grammar]
        if not found:
            yield Gap("advice", "letter_number_unusual", step, place, fields)
        for odd in found[0].oddities if found else ():
            told: Wording = {"odd": {name: odd.message(name) for name in LANGUAGES}}
            which = {"number": one.number, "segment": odd.segment}
            yield Gap("advice", "letter_number_odd", step, place, which, words=told)


def _of_end(dossier: Dossier, end: Ended) -> Iterator[Gap]:
    answer, place = end.answer, ("conclusions", *end.place)
    fields = {"norm": end.norm.id}
    named: Wording = {"cited": norm_words(dossier.pack, end.norm)}
    if not answer.conclusion:
        yield Gap("blocks", "conclusion_missing", "conclusion", place, fields, words=named)
        return
    if not answer.reason.strip():
        yield Gap("blocks", "conclusion_without_reason", "conclusion", place, fields, words=named)
    yield from _target_gaps(dossier, end)
    for key in answer.answer:
        if not dossier.knows(key):
            where = (*place, "answer")
            yield Gap("blocks", "answer_unknown", "conclusion", where, {"exhibit": key})
    choice = dossier.pack.choice("conclusions", answer.conclusion)
    if choice is not None and choice.positive:
        yield from _against_elements(dossier, end)
        if not answer.category:
            where = (*place, "category")
            yield Gap("blocks", "category_missing", "conclusion", where, fields, words=named)


def _target_gaps(dossier: Dossier, end: Ended) -> Iterator[Gap]:
    """Yield a disposition without an address, and an address that does not serve that day."""
    answer, place = end.answer, ("conclusions", *end.place, "target")
    fields = {"norm": end.norm.id, "target": answer.target}
    disposition = dossier.pack.choice("dispositions", answer.disposition)
    named: Wording = {"cited": norm_words(dossier.pack, end.norm)}
    known = {route.id: route for route in dossier.pack.data.routing}
    if answer.target and answer.target not in known:
        yield Gap("blocks", "target_unknown", "conclusion", place, fields, words=named)
    elif answer.target:
        day = forwarding_day(dossier)
        serving = routes(dossier.pack, subjects=(), category="", on=day)
        if answer.target not in {route.id for route in serving}:
            text = fields | {"day": day.isoformat() if day else ""}
            named["target_text"] = dossier.pack.marked(known[answer.target]).pair()
            yield Gap("blocks", "target_not_in_force", "conclusion", place, text, words=named)
    elif disposition is not None and disposition.addressed and not answer.addressee.strip():
        yield Gap("explain", "target_missing", "conclusion", place, fields, words=named)


def _against_elements(dossier: Dossier, end: Ended) -> Iterator[Gap]:
    """Yield the elements that are not met for somebody about whom a breach is alleged."""
    for other, element, answer in dossier.rows():
        of_each = [answer.for_person(person) for person in end.persons or ("",)]
        if other.id == end.norm.id and any(one.status != "terpenuhi" for one in of_each):
            text = {"norm": end.norm.id, "element_id": element.id}
            words: Wording = {"row": row_words(dossier.pack, other, element)}
            place = ("conclusions", *end.place)
            yield Gap(
                "blocks", "conclusion_beyond_elements", "conclusion", place, text, words=words
            )


def pleno_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield what the pleno sheet does not say yet."""
    pleno = dossier.answers.pleno
    if pleno.at is None:
        yield Gap("blocks", "pleno_date_missing", "pleno", ("pleno", "at"))
    if not pleno.decision.strip():
        yield Gap("blocks", "pleno_decision_missing", "pleno", ("pleno", "decision"))
    if not pleno.members:
        yield Gap("blocks", "pleno_members_missing", "pleno", ("pleno", "members"))
    for key, member in pleno.members.items():
        place, fields = ("pleno", "members", key), {"member": key}
        if member.vote is None:
            yield Gap("blocks", "vote_missing", "pleno", place, fields)
        if member.vote == "tidak_setuju" and not member.dissent.strip():
            yield Gap("explain", "dissent_empty", "pleno", place, fields)
