"""Near-duplicates of one case or between several, and the reviewer's answer on a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.case import load
from workbench.duplicates.find import find
from workbench.duplicates.pair import Duplicates
from workbench.duplicates.relations.decisions import Decision, Verdict
from workbench.duplicates.relations.in_case import ways
from workbench.duplicates.relations.pair_answers import remember, undo
from workbench.errors import CaseError
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.progress import Progress
from workbench.examination.examine import Examination, examine
from workbench.text import Language


@dataclass(frozen=True)
class Answer:
    """What the reviewer says on pairs of one case.

    Attributes
    ----------
    confirm, reject
        Two exhibits that show one thing, and two that do not, by id or path.
    reason
        Why, in their words.
    undo
        Whether the last answer is taken back.
    """

    confirm: tuple[str, str] | None = None
    reject: tuple[str, str] | None = None
    reason: str = ""
    undo: bool = False

    def given(self) -> list[tuple[Verdict, tuple[str, str]]]:
        """Return each verdict with the exhibits that it is on."""
        both: tuple[tuple[Verdict, tuple[str, str] | None], ...] = (
            ("same", self.confirm),
            ("different", self.reject),
        )
        return [(verdict, pair) for verdict, pair in both if pair is not None]


@dataclass(frozen=True)
class Compared:
    """What is alike in the cases that were compared.

    Attributes
    ----------
    cases
        By a name that tells two cases of one number apart.
    duplicates
        Of one case with its scenes and answers; of several without, and with each path
        below its case's name.
    """

    cases: Mapping[str, Examination]
    duplicates: Duplicates

    @property
    def exhibits(self) -> int:
        """How many exhibits were compared."""
        return sum(len(case.exhibits) for case in self.cases.values())

    def called(self) -> dict[str, str]:
        """Return what each exhibit is called, by path as pairs name it: its id, and the case."""
        return {
            self._path(name, exhibit.path): exhibit.id if self._is_one else f"{name} {exhibit.id}"
            for name, case in self.cases.items()
            for exhibit in case.exhibits
        }

    def ways(self, language: Language) -> dict[str, str]:
        """Return what each file says of how it was made, by path as pairs name it."""
        return {
            self._path(name, path): way
            for name, case in self.cases.items()
            for path, way in ways(case.facts, case.captured, language).items()
        }

    @property
    def _is_one(self) -> bool:
        return len(self.cases) == 1

    def _path(self, name: str, path: str) -> str:
        return path if self._is_one else below(name, path)


def below(case: str, path: str) -> str:
    """Return how pairs of several cases name an exhibit of one of them."""
    return f"{case}/{path}"


def compare_cases(
    folders: Iterable[Path], *, answer: Answer | None = None, progress: Progress | None = None
) -> Compared:
    """Compare all exhibits of the cases with each other, by the same rules as within a case.

    Parameters
    ----------
    folders
        The cases.
    answer
        Remembered before the comparison is told.
    progress
        Told how far it is.

    Raises
    ------
    CaseError
        When the answer is on exhibits that are not there, or has no reason.
    """
    paths = list(folders)
    examined = [examine(load(path), progress=progress) for path in paths]
    if answer is not None:
        _decide(examined, answer)
        examined = [examine(load(path), progress=progress) for path in paths]
    named = _named(examined)
    if len(named) == 1:
        return Compared(named, examined[0].duplicates)
    files = {
        below(name, path): known
        for name, case in named.items()
        for path, known in case.files.items()
    }
    return Compared(named, find(files))


def _named(examined: Iterable[Examination]) -> dict[str, Examination]:
    """Return examinations by a name that tells two cases of one number apart."""
    named: dict[str, Examination] = {}
    for each in examined:
        name, count = each.folder.name, 2
        while name in named:
            name, count = f"{each.folder.name} ({count})", count + 1
        named[name] = each
    return named


def _decide(examined: list[Examination], answer: Answer) -> None:
    """Remember the reviewer's answers on pairs of one case."""
    if len(examined) != 1:
        raise CaseError("duplicates_one_case")
    folder = examined[0].folder.path
    if answer.undo and undo(folder) is None:
        raise CaseError("duplicates_nothing_to_undo")
    given = answer.given()
    if given and not answer.reason.strip():
        raise CaseError("duplicates_reason")
    listed = examined[0].exhibits
    exhibits = {one.path: one for one in listed} | {one.id: one for one in listed}
    for verdict, names in given:
        remember(folder, _decision(exhibits, verdict, names, answer.reason.strip()))


def _decision(
    exhibits: Mapping[str, Exhibit], verdict: Verdict, names: tuple[str, str], reason: str
) -> Decision:
    """Return an answer on two exhibits, by their bytes."""
    hashes = []
    for name in names:
        exhibit = exhibits.get(name)
        if exhibit is None or not exhibit.sha256:
            raise CaseError("duplicates_no_exhibit", exhibit=name)
        hashes.append(exhibit.sha256)
    called = ", ".join(sorted(exhibits[name].id for name in names))
    return Decision.of(hashes[0], hashes[1], verdict, reason, called)
