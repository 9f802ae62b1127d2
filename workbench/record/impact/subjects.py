"""Leaves that differ, gathered by what a reviewer calls them: an exhibit, a question, a clock.

Every leaf that :mod:`workbench.record.compare` finds belongs to exactly one subject, so that
nothing is lost between the two tellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.errors import RecordError
from workbench.record import compare
from workbench.record.compare import Change, labelled
from workbench.record.impact.resting import Chain, Json, Resting, in_order, mapping, rows

Sort = Literal[
    "exhibit", "statement", "case", "law", "calendar", "clock", "likeness", "observation",
    "answer", "other",
]  # fmt: skip
#: In this order they are told: what came in, what is looked up, what was seen, what was judged.
SORTS: tuple[Sort, ...] = (
    "exhibit", "statement", "case", "law", "calendar", "clock", "likeness", "observation",
    "answer", "other",
)  # fmt: skip
# What stands in study.json of a kajian beside the answers themselves.
_LAW = frozenset({"norms", "requirements", "rule_pack"})
_LOOKED_UP: dict[str, Sort] = {"phases": "calendar", "clocks": "clock"}


@dataclass
class Subject:
    """One thing that is no longer the same.

    Attributes
    ----------
    sort
        One of :data:`SORTS`.
    id
        ``B-01``, ``P-1``, ``TIME-011 B-07``, ``matrix SKB-2022/C4 hadir reason``.
    kind
        ``added``, ``removed`` or ``changed``.
    leaves
        Every leaf of it that differs.
    rests
        What rests on it, in the order of the argument.
    is_followed
        Whether it is known what rests on it: through citations, or because it is an answer. Not
        of the case's own data and of what other packages add; there nothing is claimed.
    """

    sort: Sort
    id: str
    kind: compare.Kind = "changed"
    leaves: list[Change] = field(default_factory=list)
    rests: tuple[Resting, ...] = ()
    is_followed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench compare --json``."""
        return {
            "sort": self.sort, "id": self.id, "kind": self.kind, "followed": self.is_followed,
            "leaves": [leaf.as_json() for leaf in self.leaves],
            "rests": [one.as_json() for one in self.rests],
        }  # fmt: skip


def impact(before: Path, after: Path) -> list[Subject]:
    """Return what differs between two studies, and what rests on each of it.

    Parameters
    ----------
    before, after
        A study folder, a record, or a ``study.json``.

    Returns
    -------
    list of Subject
        In the order of :data:`SORTS`; each leaf of :func:`workbench.record.compare.compare`
        stands in exactly one of them.

    Raises
    ------
    RecordError
        When one of them holds no readable ``study.json``.
    """
    try:
        documents = compare.read(before), compare.read(after)
        changes = list(compare.differences(*documents))
    except RecursionError as error:
        raise RecordError("study_unreadable", path=str(before)) from error
    return gathered(*documents, changes)


def gathered(before: Json, after: Json, changes: Iterable[Change]) -> list[Subject]:
    """Gather leaves by their subjects, and follow what rests on each."""
    sides = (_Side(before), _Side(after))
    found: dict[tuple[Sort, str], Subject] = {}
    for change in changes:
        sort, name = _subject(change, sides)
        subject = found.setdefault((sort, name), Subject(sort, name))
        subject.leaves.append(change)
        if _is_whole(change, sort):
            subject.kind = change.kind
    for subject in found.values():
        _follow(subject, sides)
    return sorted(found.values(), key=lambda one: SORTS.index(one.sort))


class _Side:
    """One of the two studies: its items by their labels, its exhibits by their paths."""

    def __init__(self, document: Json) -> None:
        self.chain = Chain(document)
        listed = rows(document.get("exhibits"))
        self.exhibits = {str(row.get("path")): str(row.get("id")) for row in listed}
        self.ids = set(self.exhibits.values())
        pairs = mapping(document.get("duplicates")).get("pairs")
        self.pairs = labelled(pairs, "pairs") if isinstance(pairs, list) else {}

    def pair(self, label: str) -> list[str]:
        """Return the exhibits of a pair."""
        row = self.pairs.get(label)
        paths = (row.get("a"), row.get("b")) if isinstance(row, Mapping) else ()
        return [self.exhibits.get(str(path), str(path)) for path in paths]


def _subject(change: Change, sides: tuple[_Side, _Side]) -> tuple[Sort, str]:
    """Return which subject a leaf belongs to."""
    path = (*change.path, "", "")
    head, label = path[0], path[1]
    if head == "exhibits":
        return "exhibit", label
    if head in ("facts", "captured", "timeline"):
        # What a file says belongs to its exhibit; one that vanished is known on one side only.
        named = next((word for word in label.split() if any(word in s.ids for s in sides)), "")
        return ("exhibit", named) if named else ("other", head)
    if head == "statements":
        return "statement", label.split(" ")[0]
    if head == "case":
        return "case", label
    if head == "observations":
        return "observation", label
    if head == "duplicates":
        pair = next((found for s in sides if (found := s.pair(path[2]))), [])
        return ("likeness", " ".join(sorted(pair))) if pair else ("likeness", label)
    return _in_kajian(path) if head == "kajian" else ("other", head)


def _in_kajian(path: tuple[str, ...]) -> tuple[Sort, str]:
    part, label = path[1], path[2]
    if part == "answers":
        return "answer", " ".join(filter(None, path[2:]))
    if part in _LOOKED_UP:
        return _LOOKED_UP[part], label
    if part == "norms" and not _is_text_of_law(path):
        return "other", "kajian norms"
    if part in _LAW:
        return "law", label
    return "other", f"kajian {part}"


def _is_text_of_law(path: tuple[str, ...]) -> bool:
    """Whether a leaf of a norm is the law's, and not the reviewer's answer told once more."""
    if path[3] != "elements":
        return True
    return path[5] in ("text", "question", "kind", "mark", "conflicts")


# How deep a leaf lies that is all of its subject.
_WHOLE = {"exhibits": 2, "observations": 2, "statements": 2, "duplicates": 3, "kajian": 3}


def _is_whole(change: Change, sort: Sort) -> bool:
    """Whether a leaf is all of its subject: it came or went."""
    if change.kind == "changed":
        return False
    return sort == "answer" or len(change.path) == _WHOLE.get(change.path[0], 0)


def _follow(subject: Subject, sides: tuple[_Side, _Side]) -> None:
    """Find what rests on a subject, before or after: what is no longer cited counts as well."""
    names = _names(subject)
    if names is not None:
        found = {one for side in sides for one in side.chain.on(names)}
    elif subject.sort == "calendar":
        found = sides[1].chain.on_tests("period", sides[0].chain)
    elif subject.sort == "answer":
        found = {one for side in sides for one in _on_answer(subject, side.chain)}
    else:
        return
    subject.rests, subject.is_followed = in_order(found), True


def _names(subject: Subject) -> list[str] | None:
    if subject.sort in ("exhibit", "statement"):
        return [subject.id]
    if subject.sort == "observation":
        return subject.id.split()[1:]
    if subject.sort == "likeness":
        return subject.id.split() if " " in subject.id else None
    return None


def _on_answer(subject: Subject, chain: Chain) -> set[Resting]:
    """Return what rests on an answer: an element's conclusion, what cites a fact, a letter."""
    path = (*subject.leaves[0].path[2:], "", "")
    part, item = path[0], path[1]
    if part == "matrix":
        return chain.on_norms([item])
    if part == "conclusions":
        return {one for one in chain.on_norms([item]) if one.kind == "letter"}
    if part in ("facts", "attributions", "exhibits", "statements", "marks"):
        return chain.on([item])
    return set()
