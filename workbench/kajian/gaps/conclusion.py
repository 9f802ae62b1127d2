"""Gaps of steps 7 and 8: conclusions and the pleno sheet."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.endings import Ended, endings
from workbench.kajian.gap import Gap
from workbench.kajian.routing import forwarding_day
from workbench.kajian.wording import Wording, norm_words, row_words
from workbench.law.routing import routes


def conclusion_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield norms without a conclusion, and conclusions at odds with their elements."""
    for end in endings(dossier):
        yield from _of_end(dossier, end)
    if dossier.norms and not dossier.answers.recommendation.strip():
        yield Gap("blocks", "recommendation_missing", "conclusion", ("recommendation",))


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
