"""An office's register of prevention: one folder for each act, with its papers beside it.

What an office did so that nothing happens (an appeal, an information meeting, a declaration
of neutrality) is kept as Bawaslu's own form asks for it. A case then asks the register whether
a person's unit had been warned before, when, and by which letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from workbench.case.moment import Moment
from workbench.case.schema import FORMAT, CaseFile, Party, validate
from workbench.case.shape import Blank, CaseShape, FileName, When
from workbench.case.yaml_files import read
from workbench.errors import Problem

FILE = "pencegahan.yaml"
Form = Literal["imbauan", "sosialisasi", "deklarasi", "koordinasi", "publikasi", "lainnya"]


class Officer(CaseShape):
    """Who did it."""

    name: str = ""
    position: str = ""


class Target(CaseShape):
    """Whom an act was meant for: an agency, a position in it, or both."""

    agency: str = ""
    position: str = ""


class Prevention(CaseShape):
    """``pencegahan.yaml``: one act, in the parts of the form that supervisors use.

    ``papers`` are files in the same folder; ``assignment`` the number of the letter of duty,
    ``number`` that of the appeal or of the form itself.
    """

    format: str = str(FORMAT)
    number: str = ""
    officers: tuple[Officer, ...] = ()
    assignment: str = ""
    stage: str = ""
    form: Annotated[Form | None, Blank] = None
    kind: str = ""
    aim: str = ""
    targets: tuple[Target, ...] = ()
    date: When = None
    until: When = None
    papers: tuple[FileName, ...] = ()
    repository: str = ""
    account: str = ""
    follow_up: str = ""


@dataclass(frozen=True)
class Act:
    """One act of the register, with its folder's name."""

    folder: str
    told: Prevention


@dataclass(frozen=True)
class Warned:
    """That somebody's unit was warned before the event.

    Attributes
    ----------
    person
        Id of the respondent.
    act
        The act that was meant for their agency or position.
    by
        ``agency``, ``position`` or ``both``: what of the two agrees.
    """

    person: str
    act: Act
    by: Literal["agency", "position", "both"]


def acts(register: Path) -> tuple[list[Act], list[Problem]]:
    """Return every act of a register in order of its day, and everything that is wrong.

    A folder that is a link is not followed, and a paper is a file in its act's own folder.
    """
    found: list[Act] = []
    problems: list[Problem] = []
    for folder in sorted(one for one in register.iterdir() if one.is_dir()):
        path, name = folder / FILE, f"{folder.name}/{FILE}"
        if folder.is_symlink() or not path.is_file():
            continue
        document, wrong = read(path, name)
        told, more = validate(Prevention, document) if not wrong else (None, [])
        problems += [*wrong, *more]
        if told is not None:
            problems += _missing(told, folder, name)
            found.append(Act(folder.name, told))
    return sorted(found, key=lambda one: (_day(one.told.date) or date.max, one.folder)), problems


def warned(register: list[Act], case: CaseFile) -> list[Warned]:
    """Return for each respondent the acts before the event that their unit was warned by.

    Agencies and positions agree where all words of the shorter stand in the longer: a letter
    to ``Dinas Pendidikan`` reaches ``Dinas Pendidikan Kabupaten …``. An act of the day of the
    event itself is none: which was first, nothing says.
    """
    event = _day(case.dates.event)
    if event is None:
        return []
    before = [one for one in register if (day := _day(one.told.date)) and day < event]
    return [
        Warned(party.id, act, by)
        for party in case.parties
        if party.role == "terlapor"
        for act in before
        if (by := _agrees(party, act.told)) is not None
    ]


def _missing(told: Prevention, folder: Path, name: str) -> Iterator[Problem]:
    for key in ("date", "form", "targets"):
        if not getattr(told, key):
            yield Problem("prevention_open", name, key, blocking=False)
    for paper in told.papers:
        path = folder / paper
        inside = Path(paper).name == paper and path.is_file() and not path.is_symlink()
        if not inside:
            yield Problem("prevention_paper", name, "papers", found=paper, blocking=False)


def _agrees(party: Party, told: Prevention) -> Literal["agency", "position", "both"] | None:
    """Return by what an act is meant for somebody; None when by nothing.

    A target that names both must agree in both.
    """
    for target in told.targets:
        agency = _alike(target.agency, party.agency)
        position = _alike(target.position, party.position)
        if target.agency and target.position:
            if agency and position:
                return "both"
        elif agency:
            return "agency"
        elif position:
            return "position"
    return None


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def _day(moment: Moment | None) -> date | None:
    if moment is None or moment.precision in {"year", "month"}:
        return None
    return moment.day
