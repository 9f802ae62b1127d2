"""Everything that is wrong with a kajian's files: form, journal, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from workbench.case.folder import CASE, KAJIAN, CaseFolder
from workbench.case.replay import get
from workbench.case.yaml_files import Keys, dotted, read
from workbench.errors import LawError, Problem
from workbench.evidence.inventory import named
from workbench.kajian.dossier import Dossier
from workbench.kajian.saving.answers import Kajian, read_file
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.shapes import Ending, KajianFile
from workbench.law.numbering import read_numbers

# Taking away one wrong part can bring another to light, but not for ever.
_ROUNDS = 10


def examine_answers(folder: CaseFolder) -> list[Problem]:
    """List every problem of ``kajian.yaml`` and ``journal.jsonl`` at once; nothing is changed.

    Names that lead nowhere do not block: a kajian is filled in on the way, and the
    walk shows the same places as gaps.
    """
    file, answers, problems = read_file(folder)
    if problems and file.data:
        answers = _what_holds(file.data)
    problems += examine_journal(folder)
    kajian = Kajian(folder, answers)
    try:
        dossier = Dossier(kajian, named(folder))
        known = _Known(dossier, file.lines)
        return [*problems, *known.problems()]
    except LawError:
        # The pack's own mistakes are told by `workbench law check`, and when a study is made.
        return problems


def _what_holds(data: dict[str, Any]) -> KajianFile:
    """Return the answers without those of a wrong form, so that the rest is checked as well."""
    kept = deepcopy(data)
    for _ in range(_ROUNDS):
        try:
            return KajianFile.model_validate(kept)
        except ValidationError as error:
            for detail in error.errors():
                _drop(kept, tuple(str(part) for part in detail["loc"]))
    return KajianFile()


def _drop(data: Any, place: tuple[str, ...]) -> None:
    """Take away the deepest part of a place that there is."""
    for part in place[:-1]:
        below = get(data, (part,))
        if not isinstance(below, dict):
            data.pop(part, None)
            return
        data = below
    data.pop(place[-1], None)


@dataclass(frozen=True)
class _Known:
    """Compares what the answers name with what there is."""

    dossier: Dossier
    lines: dict[Keys, int]

    def problems(self) -> Iterator[Problem]:
        yield from self._number()
        yield from self._norms()
        if not self.dossier.kajian.folder.unread - {CASE}:
            # Of exhibits and statements whose own file cannot be read nothing is known.
            yield from self._exhibits()
        yield from self._choices()

    def _at(self, code: str, keys: Keys, found: str, expected: str = "") -> Problem:
        line = next((self.lines[keys[:n]] for n in range(len(keys), 0, -1)
                     if keys[:n] in self.lines), 0)  # fmt: skip
        where = dotted(keys)
        return Problem(code, KAJIAN, where, line, found[:80], expected, blocking=False)

    def _number(self) -> Iterator[Problem]:
        """Yield a register number that follows no grammar of the pack: a hint, no gate."""
        folder, pack = self.dossier.kajian.folder, self.dossier.pack
        grammars = pack.data.numbering
        if not folder.case.number or not grammars or read_numbers(pack, folder.case.number):
            return
        document, _ = read(folder.path / CASE, CASE)
        line, known = document.line(("number",)), grammars[0].example
        yield Problem(
            "number_unusual", CASE, "number", line, folder.case.number, known, blocking=False
        )

    def _norms(self) -> Iterator[Problem]:
        answers, pack = self.dossier.answers, self.dossier.pack
        for index, key in enumerate(answers.norms):
            if pack.norm(key) is None:
                yield self._at("kajian_unknown_norm", ("norms", index), key)
        for section, keys in (("matrix", answers.matrix), ("conclusions", answers.conclusions)):
            for key in keys:
                if pack.norm(key) is None:
                    yield self._at("kajian_unknown_norm", (section, key), key)
        for key, rows in answers.matrix.items():
            norm = pack.norm(key)
            for element in rows:
                if norm is not None and element not in norm.elements:
                    expected = ", ".join(norm.elements)
                    place: Keys = ("matrix", key, element)
                    yield self._at("kajian_unknown_choice", place, element, expected)

    def _exhibits(self) -> Iterator[Problem]:
        answers, dossier = self.dossier.answers, self.dossier
        for key in answers.exhibits:
            if key not in dossier.exhibit_ids:
                yield self._at("kajian_unknown_exhibit", ("exhibits", key), key)
        for place, cites in self._citations():
            for key in cites:
                if not dossier.knows(key):
                    yield self._at("kajian_unknown_exhibit", (*place, key), key)

    def _citations(self) -> Iterator[tuple[Keys, dict[str, str]]]:
        answers = self.dossier.answers
        for key, fact in answers.facts.items():
            yield ("facts", key, "cites"), fact.cites
        for key, attribution in answers.attributions.items():
            yield ("attributions", key, "cites"), attribution.cites
        for norm, rows in answers.matrix.items():
            for element, row in rows.items():
                place = ("matrix", norm, element)
                yield (*place, "supports"), row.supports
                yield (*place, "contradicts"), row.contradicts
                for person, own in row.persons.items():
                    yield (*place, "persons", person, "supports"), own.supports
                    yield (*place, "persons", person, "contradicts"), own.contradicts

    def _choices(self) -> Iterator[Problem]:
        answers = self.dossier.answers
        named: list[tuple[Keys, str, str]] = [
            (("screening", "result"), "screening_results", answers.screening.result),
            (("screening", "eligibility"), "eligibility", answers.screening.eligibility),
        ]
        named += [
            (("screening", "requirements", key), "requirements", key)
            for key in answers.screening.requirements
        ]
        ends: list[tuple[Keys, Ending]] = []
        for key, one in answers.conclusions.items():
            ends.append((("conclusions", key), one))
            ends += [
                (("conclusions", key, "persons", who), own) for who, own in one.persons.items()
            ]
        for place, end in ends:
            named += [
                ((*place, "conclusion"), "conclusions", end.conclusion),
                ((*place, "category"), "categories", end.category),
                ((*place, "disposition"), "dispositions", end.disposition),
                ((*place, "target"), "routing", end.target),
            ]
        for place, section, chosen in named:
            known = [item.id for item in self.dossier.pack.items(section)]
            if chosen and chosen not in known:
                yield self._at("kajian_unknown_choice", place, chosen, ", ".join(known))
