"""The pages of the walk: each step has a general page and one page for each of its items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.case.folder import CASE, EXHIBITS, IDENTITIES, KAJIAN
from workbench.case.journal import Place
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import STEPS, Gap

_NESTED = {("case", "parties"), ("screening", "requirements"), ("pleno", "members")}
_LISTED = {("exhibits",), ("attributions",), ("statements",), ("facts",), ("conclusions",)}

_STEP_OF = {
    "intake": "intake",
    "process": "screening",
    "screening": "screening",
    "exhibits": "exhibits",
    "attributions": "exhibits",
    "marks": "exhibits",
    "statements": "statements",
    "facts": "facts",
    "issue": "matrix",
    "norms": "matrix",
    "matrix": "matrix",
    "readings": "matrix",
    "conclusions": "conclusion",
    "recommendation": "conclusion",
    "pleno": "pleno",
}
#: Days of the process that are asked for where the conclusion is drawn, in the form's order.
LATE_DAYS = (
    "criminal",
    "forwarded_police",
    "decided",
    "forwarded",
    "correction_asked",
    "correction_examined",
)


@dataclass(frozen=True)
class Page:
    """One page: a step, and the item it is about; empty for the step's general page."""

    step: str = STEPS[0]
    item: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        """Return norm and element of a page of the matrix."""
        norm, _, element = self.item.partition("|")
        return norm, element


def page_at(dossier: Dossier, file: str, place: Place) -> Page:
    """Return the page that shows what stands at a place of a file."""
    if file == CASE:
        return _item_page("intake", ("case", *place))
    if file == IDENTITIES:
        return _item_page("intake", ("case", "parties", *place[1:]))
    if file == EXHIBITS:
        return _item_page("exhibits", place)
    if file != KAJIAN:
        keys = {name: key for key, name in dossier.statement_files.items()}
        return Page("statements", keys.get(file, ""))
    if place[:1] == ("explanations",) and len(place) > 1:
        return _explained(dossier, place[1])
    if place[:1] == ("marks",):
        mark = dossier.answers.marks.get("".join(place[1:2]))
        return Page("exhibits", mark.exhibit if mark else "")
    return _page_of_answer(place)


def _page_of_answer(place: Place) -> Page:
    step = _STEP_OF.get(place[0] if place else "", STEPS[0])
    if place[:1] == ("process",) and place[-1] in LATE_DAYS:
        step = "conclusion"
    if step == "matrix" and len(place) > 2:
        return Page("matrix", f"{place[1]}|{place[2]}")
    return _item_page(step, place)


def _explained(dossier: Dossier, gap: str) -> Page:
    """Return the page of a gap by its name: code, place, and what it names."""
    place = tuple(gap.split(":")[1].split("/")) if ":" in gap else ()
    if place[:1] == ("case",):
        return page_at(dossier, CASE, place[1:])
    return page_at(dossier, KAJIAN, place)


def page_of(gap: Gap) -> Page:
    """Return the page where a gap can be closed."""
    place = gap.place
    if gap.step == "matrix" and place[0] == "matrix" and len(place) > 2:
        return Page("matrix", f"{place[1]}|{place[2]}")
    if place[:1] == ("marks",):
        return Page("exhibits", gap.fields["exhibit"])
    return _item_page(gap.step, place)


def _item_page(step: str, place: Place) -> Page:
    depth = 2 if place[:2] in _NESTED else 1
    if (depth == 2 or place[:1] in _LISTED) and len(place) > depth:
        return Page(step, place[depth])
    return Page(step)


def pages(dossier: Dossier, step: str) -> tuple[Page, ...]:
    """Return a step's pages in order; a step that is only a list has no general page."""
    items = _items(dossier, step)
    # What two facts, or a fact and a date, say differently belongs to no one of them.
    general = step not in {"exhibits", "statements"}
    return (*([Page(step)] if general else []), *(Page(step, item) for item in items))


def _items(dossier: Dossier, step: str) -> list[str]:
    case, answers = dossier.kajian.folder.case, dossier.answers
    if step == "intake":
        return [party.id for party in case.parties]
    if step == "screening":
        return [one.id for one in dossier.pack.requirements(case.regime, case.route)]
    if step == "exhibits":
        return [*dossier.exhibit_ids, *_unknown(dossier), *answers.attributions]
    if step == "statements":
        return list(dossier.statements)
    if step == "facts":
        return list(answers.facts)
    if step == "matrix":
        return [f"{norm.id}|{element.id}" for norm, element, _ in dossier.rows()]
    if step == "conclusion":
        return [norm.id for norm in dossier.norms]
    return list(answers.pleno.members)


def _unknown(dossier: Dossier) -> dict[str, None]:
    """Return exhibits that answers or marks name and that do not exist, each once."""
    answers = dossier.answers
    named = [*answers.exhibits, *(mark.exhibit for mark in answers.marks.values())]
    return dict.fromkeys(one for one in named if one and one not in dossier.exhibit_ids)


def next_id(prefix: str, taken: set[str]) -> str:
    """Return the first free id such as ``F-3``."""
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(rf"{prefix}-(\d+)", one))]
    return f"{prefix}-{max(numbers, default=0) + 1}"
