"""Each end that the kajian names: one norm, and the people for whom it ends so.

Two people under one norm may end differently: a conclusion holds for everybody whom the
norm concerns, except those who have one of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.kajian.dossier import Dossier
from workbench.kajian.shapes import Conclusion, Ending
from workbench.law.shapes import Norm


@dataclass(frozen=True)
class Ended:
    """One end.

    Attributes
    ----------
    norm, persons, answer
        The norm, the ids of those for whom it ends so, and what the reviewer wrote.
    place
        Keys of the answer below ``conclusions`` in ``kajian.yaml``.
    """

    norm: Norm
    persons: tuple[str, ...]
    answer: Ending
    place: tuple[str, ...]


def concerned(dossier: Dossier, norm: Norm) -> tuple[str, ...]:
    """Return whom a norm concerns: those named, else each respondent whom it can bind.

    Where it can bind none of them, it is all of them: somebody put it under study.
    """
    answer = dossier.answers.conclusions.get(norm.id, Conclusion())
    parties = [one for one in dossier.kajian.folder.case.parties if one.role == "terlapor"]
    bound = [
        one.id
        for one in parties
        if not norm.subjects or one.subject is None or one.subject in norm.subjects
    ]
    named = [*(answer.about or bound or [one.id for one in parties]), *answer.own_ends]
    return tuple(dict.fromkeys(named))


def endings(dossier: Dossier) -> Iterator[Ended]:
    """Yield every end, norm by norm; what holds for most first."""
    for norm in dossier.norms:
        answer = dossier.answers.conclusions.get(norm.id, Conclusion())
        people = concerned(dossier, norm)
        rest = tuple(one for one in people if one not in answer.own_ends)
        if rest or not answer.own_ends:
            yield Ended(norm, rest, answer, (norm.id,))
        for person, own in answer.own_ends.items():
            yield Ended(norm, (person,), own, (norm.id, "persons", person))
