"""Gaps of steps 7 and 8: conclusions and the pleno sheet."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.routing import forwarding_day
from workbench.kajian.shapes import Conclusion
from workbench.kajian.wording import Wording
from workbench.law.routing import routes


def conclusion_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield norms without a conclusion, and conclusions at odds with their elements."""
    for norm in dossier.norms:
        answer = dossier.answers.conclusions.get(norm.id, Conclusion())
        place, fields = ("conclusions", norm.id), {"norm": norm.id}
        if not answer.conclusion:
            yield Gap("blocks", "conclusion_missing", "conclusion", place, fields)
            continue
        if not answer.reason.strip():
            yield Gap("blocks", "conclusion_without_reason", "conclusion", place, fields)
        yield from _target_gaps(dossier, norm.id, answer)
        choice = dossier.pack.choice("conclusions", answer.conclusion)
        if choice is not None and choice.positive:
            yield from _against_elements(dossier, norm.id, fields)
            if not answer.category:
                where = (*place, "category")
                yield Gap("blocks", "category_missing", "conclusion", where, fields)
    if dossier.norms and not dossier.answers.recommendation.strip():
        yield Gap("blocks", "recommendation_missing", "conclusion", ("recommendation",))


def _target_gaps(dossier: Dossier, norm: str, answer: Conclusion) -> Iterator[Gap]:
    """Yield a disposition without an address, and an address that does not serve that day."""
    place, fields = ("conclusions", norm, "target"), {"norm": norm, "target": answer.target}
    disposition = dossier.pack.choice("dispositions", answer.disposition)
    known = {route.id for route in dossier.pack.data.routing}
    if answer.target and answer.target not in known:
        yield Gap("blocks", "target_unknown", "conclusion", place, fields)
    elif answer.target:
        day = forwarding_day(dossier)
        serving = routes(dossier.pack, subjects=(), category="", on=day)
        if answer.target not in {route.id for route in serving}:
            text = fields | {"day": day.isoformat() if day else ""}
            yield Gap("blocks", "target_not_in_force", "conclusion", place, text)
    elif disposition is not None and disposition.addressed:
        yield Gap("explain", "target_missing", "conclusion", place, fields)


def _against_elements(dossier: Dossier, norm: str, fields: dict[str, str]) -> Iterator[Gap]:
    for other, element, answer in dossier.rows():
        if other.id == norm and answer.status != "terpenuhi":
            text = fields | {"element_id": element.id}
            place = ("conclusions", norm)
            words: Wording = {"element": dossier.pack.marked(element).pair()}
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
