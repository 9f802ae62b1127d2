"""Everything a kajian is judged against: answers, exhibits, observations, copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from workbench.case.moment import Moment
from workbench.checks.observation import Observation
from workbench.duplicates.pair import Duplicates
from workbench.evidence.exhibit import Exhibit
from workbench.kajian.saving.answers import Kajian
from workbench.kajian.shapes import (
    ElementAnswer,
    ExhibitAnswer,
    KajianFile,
    StatementAnswer,
)
from workbench.law.numbering import area_of, level_of
from workbench.law.pack import Pack
from workbench.law.shapes import Element, Norm

MEDIA_ONLY = "dari_media"


@dataclass(frozen=True)
class Dossier:
    """A kajian together with what the examination of its evidence found.

    Attributes
    ----------
    kajian
        The answers, their case and their rule pack.
    exhibits, observations, duplicates
        From the examination; empty when none was made.
    """

    kajian: Kajian
    exhibits: tuple[Exhibit, ...] = ()
    observations: tuple[Observation, ...] = ()
    duplicates: Duplicates = field(default_factory=Duplicates)

    @property
    def answers(self) -> KajianFile:
        """What the reviewer wrote."""
        return self.kajian.answers

    @cached_property
    def pack(self) -> Pack:
        """The rule pack of the case."""
        return self.kajian.pack

    @property
    def regime(self) -> str | None:
        """``pemilu``, ``pilkada`` or None while nobody has said."""
        return self.kajian.folder.case.regime

    @property
    def event_day(self) -> date | None:
        """Day of the event, None while unknown or only known to the month or year."""
        return exact_day(self.kajian.folder.case.dates.event)

    @cached_property
    def area(self) -> str:
        """Region code that the case's number names; empty while it names none of the list."""
        return area_of(self.pack, self.kajian.folder.case.number)

    @cached_property
    def level(self) -> str:
        """Code of the office's level that the case's number names; empty while it names none."""
        return level_of(self.pack, self.kajian.folder.case.number)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Subject types of everyone the case is about, sorted."""
        parties = self.kajian.folder.case.parties
        return tuple(sorted({p.subject for p in parties if p.role == "terlapor" and p.subject}))

    @cached_property
    def exhibit_ids(self) -> tuple[str, ...]:
        """Ids of all exhibits, from the inventory or, without one, from ``exhibits.yaml``."""
        if self.exhibits:
            return tuple(exhibit.id for exhibit in self.exhibits)
        return tuple(claim.id for claim in self.kajian.folder.claims)

    @cached_property
    def statements(self) -> dict[str, StatementAnswer]:
        """Every statement by id: those of ``statements/`` under the person's id, then the kajian's.

        What the reviewer wrote about a statement of the folder completes it.
        """
        found: dict[str, StatementAnswer] = {}
        statements = self.kajian.folder.statements
        for key, statement in zip(self._told, statements, strict=True):
            found[key] = StatementAnswer.model_validate(
                statement.model_dump(exclude={"passages", "format"})
                | {
                    "passages": {
                        f"K-{index}": passage.model_dump(include={"quote", "locator", "basis"})
                        for index, passage in enumerate(statement.passages, start=1)
                    }
                }
            )
        for key, answer in self.answers.statements.items():
            below = found.get(key, StatementAnswer(person=key))
            given = {name: getattr(answer, name) for name in answer.model_fields_set}
            found[key] = below.model_copy(
                update={name: value for name, value in given.items() if value not in ("", None, {})}
            )
        return found

    @cached_property
    def statement_files(self) -> dict[str, str]:
        """The file of each statement of ``statements/``, by the statement's id."""
        return dict(zip(self._told, self.kajian.folder.statement_files, strict=False))

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """The ids of the statements of ``statements/``, in the order of their files."""
        found: list[str] = []
        for statement in self.kajian.folder.statements:
            key, number = statement.person, 2
            while key in found:
                key, number = f"{statement.person}/{number}", number + 1
            found.append(key)
        return tuple(found)

    @cached_property
    def norm_ids(self) -> tuple[str, ...]:
        """The norms under study, in the reviewer's order: the case's own, then the kajian's."""
        named = [*self.kajian.folder.case.norms, *self.answers.norms]
        return tuple(dict.fromkeys([*named, *self.answers.matrix, *self.answers.conclusions]))

    @cached_property
    def norms(self) -> tuple[Norm, ...]:
        """Those of them that the rule pack knows."""
        return tuple(norm for key in self.norm_ids if (norm := self.pack.norm(key)) is not None)

    def rows(self) -> Iterable[tuple[Norm, Element, ElementAnswer]]:
        """Yield the element matrix row by row, unanswered rows as empty ones."""
        for norm in self.norms:
            answered = self.answers.matrix.get(norm.id, {})
            for element in self.pack.elements_of(norm):
                yield norm, element, answered.get(element.id, ElementAnswer())

    def exhibit_answer(self, exhibit: str) -> ExhibitAnswer:
        """Return what the reviewer wrote about one exhibit."""
        return self.answers.exhibits.get(exhibit, ExhibitAnswer())

    def observations_on(self, exhibit: str) -> tuple[Observation, ...]:
        """Return the observations that concern one exhibit, the most serious first."""
        order = {"serious": 0, "attention": 1, "info": 2}
        mine = [one for one in self.observations if exhibit in one.exhibits]
        return tuple(sorted(mine, key=lambda one: (order[one.severity], one.code)))

    def sources(self, citations: Iterable[str]) -> dict[str, set[str]]:
        """Follow citations down to exhibits and statements.

        Returns
        -------
        dict
            ``exhibits`` and ``statements``: ids reached directly or through facts.
        """
        reached: dict[str, set[str]] = {"exhibits": set(), "statements": set()}
        waiting, seen = list(citations), set()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            if key in self.answers.facts:
                waiting += self.answers.facts[key].cites
            elif key in self.answers.attributions:
                waiting += self.answers.attributions[key].cites
            elif key in self.statements:
                reached["statements"].add(key)
            elif key in self.exhibit_ids:
                reached["exhibits"].add(key)
        return reached

    def knows(self, citation: str) -> bool:
        """Whether a citation names an exhibit, statement, fact or attribution that exists."""
        return (
            citation in self.exhibit_ids
            or citation in self.statements
            or citation in self.answers.facts
            or citation in self.answers.attributions
        )

    def cited_exhibits(self) -> set[str]:
        """Return every exhibit that any fact, element or attribution rests on."""
        citations: list[str] = []
        for fact in self.answers.facts.values():
            citations += fact.cites
        for attribution in self.answers.attributions.values():
            citations += attribution.cites
        for rows in self.answers.matrix.values():
            for row in rows.values():
                for one in (row, *row.persons.values()):
                    citations += [*one.supports, *one.contradicts]
        for end in self.answers.conclusions.values():
            citations += [key for one in (end, *end.persons.values()) for key in one.answer]
        return self.sources(citations)["exhibits"]


def exact_day(moment: Moment | None) -> date | None:
    """Return the day of a moment that is known at least to the day."""
    if moment is None or moment.precision in ("year", "month"):
        return None
    return moment.day
