"""The shape of ``kajian.yaml``: what a reviewer answers, step by step.

Everything a reviewer writes is kept as it was written; nothing here is computed.
Lists of things are mappings by id, so that one answer has one stable place.
Unknown keys are kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from workbench.case.register import Told, office_only, part, told
from workbench.case.schema import Basis, Mode, Originality, Role
from workbench.case.shape import Blank, CaseShape, Identifier, Sha256, When, YesNo

FORMAT = 1

Judgement = Literal["terpenuhi", "tidak_terpenuhi", "belum_cukup_bukti", "belum_dinilai"]
Vote = Literal["setuju", "tidak_setuju", "abstain"]


def _locators(value: Any) -> Any:
    """Accept ``[B-01, B-02]`` as well as ``{B-01: page 2}``: people write both."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return dict.fromkeys(value, "")
    if value == "":
        return {}
    if isinstance(value, dict):
        return value
    raise PydanticCustomError("tuple_type", "not a list")


def _people(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Citations = Annotated[dict[str, str], BeforeValidator(_locators)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_people)]
Judged = Annotated[Judgement | None, Blank]
# Papers that tell what came of the case.
_ON_THE_END = ("kajian", "pemberitahuan_status", "ba_pleno")
# Beside each place where official guidance differs.
_READINGS = tuple(
    f"kajian.{place}.*.conflicts.*.considered" for place in ("clocks", "norms.*.elements")
)

# A day that a clock runs from or to: copies tell it with that clock only.
_ON_A_CLOCK = told(
    "kajian.intake",
    forwarding="keep",
    at=("kajian.clocks.*.start", "kajian.clocks.*.end"),
)


def _signed(*papers: str) -> Told:
    """Register such a day that stands in papers, too: it is theirs, or what they tell."""
    return replace(_ON_A_CLOCK, papers=papers)


class Intake(CaseShape):
    """Step 1: that the case's own data were checked; the data stand in ``case.yaml``."""

    WORDS: ClassVar[str] = "intake"

    checked: Annotated[YesNo, told("kajian.intake")] = None
    note: Annotated[str, told("kajian.intake")] = ""


class Process(CaseShape):
    """Days on which the office did something; they start and stop the clocks.

    ``lhp`` the supervision or investigation report was made, ``established`` the plenary
    called it a finding, ``received_below`` a village or polling-station supervisor took a
    report, ``relayed`` it was passed up; ``handed_over`` and ``taken_over`` to and by
    another office; ``correction_asked`` and ``correction_examined`` about a recommendation.
    """

    WORDS: ClassVar[str] = "process"

    lhp: Annotated[When, _signed("temuan")] = None
    established: Annotated[When, _signed("temuan")] = None
    received_below: Annotated[When, _ON_A_CLOCK] = None
    relayed: Annotated[When, _ON_A_CLOCK] = None
    screened: Annotated[When, _signed("kajian_awal")] = None
    notified: Annotated[When, _ON_A_CLOCK] = None
    completed: Annotated[When, _signed("formulir")] = None
    handed_over: Annotated[When, _ON_A_CLOCK] = None
    taken_over: Annotated[When, _ON_A_CLOCK] = None
    decided: Annotated[When, _signed("kajian")] = None
    criminal: Annotated[When, _ON_A_CLOCK] = None
    forwarded: Annotated[When, told("kajian.intake", "penerusan", "formulir")] = None
    forwarded_police: Annotated[When, _ON_A_CLOCK] = None
    correction_asked: Annotated[When, _signed("formulir")] = None
    correction_examined: Annotated[When, _signed("formulir")] = None
    extended: Annotated[YesNo, told("kajian.intake")] = None


class RequirementAnswer(CaseShape):
    """One formal or material requirement: what the case shows, and the judgement."""

    WORDS: ClassVar[str] = "requirement"

    fact: Annotated[str, told("kajian.screening", "kajian_awal", forwarding="mask")] = ""
    judgement: Annotated[Judged, told("kajian.screening", "kajian_awal", forwarding="keep")] = None
    reason: Annotated[str, told("kajian.screening", "kajian_awal", forwarding="mask")] = ""


class Screening(CaseShape):
    """Step 2, the first study (kajian awal)."""

    WORDS: ClassVar[str] = "screening"

    requirements: Annotated[dict[str, RequirementAnswer], part("kajian.requirements.*")] = Field(
        default_factory=dict
    )
    eligibility: Annotated[str, told("kajian.screening")] = ""
    result: Annotated[str, told("kajian.screening", "kajian_awal", forwarding="keep")] = ""
    reason: Annotated[str, told("kajian.screening", "kajian_awal", forwarding="mask")] = ""
    target: Annotated[str, told("kajian.screening")] = ""
    addressee: Annotated[str, told("kajian.screening", "penerusan")] = ""
    copies: Annotated[str, told("kajian.screening", "penerusan")] = ""
    letter: Annotated[str, told("kajian.screening", "penerusan")] = ""


class ExhibitAnswer(CaseShape):
    """Step 3, one exhibit.

    `answers` holds a reason for each observation on it; `words`, by place in the exhibit, what
    the reviewer reads where a machine has read before: only that may be quoted.
    """

    WORDS: ClassVar[str] = "exhibit"

    source: Annotated[str, told("kajian.exhibits")] = ""
    chain: Annotated[str, told("kajian.exhibits")] = ""
    shown: Annotated[Ids, told("kajian.exhibits")] = ()
    shown_by: Annotated[Ids, told("kajian.exhibits")] = ()
    originality: Annotated[Originality | None, Blank, told("kajian.exhibits")] = None
    accessible: Annotated[YesNo, told("kajian.exhibits")] = None
    displayable: Annotated[YesNo, told("kajian.exhibits")] = None
    integrity: Annotated[YesNo, told("kajian.exhibits")] = None
    accountable: Annotated[YesNo, told("kajian.exhibits")] = None
    properties: Annotated[str, told("kajian.exhibits")] = ""
    comparison: Annotated[str, told("kajian.exhibits")] = ""
    held_by: Annotated[str, told("kajian.exhibits")] = ""
    online_checked: Annotated[When, told("kajian.exhibits")] = None
    relevance: Annotated[str, told("kajian.exhibits")] = ""
    answers: Annotated[dict[str, str], told("kajian.exhibits")] = Field(default_factory=dict)
    words: Annotated[dict[str, str], told("kajian.exhibits")] = Field(default_factory=dict)
    sha256: Annotated[Sha256, told("kajian.exhibits")] = None


class Attribution(CaseShape):
    """That an account belongs to a person: a small finding with its own exhibits."""

    WORDS: ClassVar[str] = "attribution"

    account: Annotated[str, told("kajian.facts", forwarding="mask")] = ""
    person: Annotated[str, told("kajian.facts", forwarding="keep")] = ""
    cites: Annotated[Citations, told("kajian.facts", forwarding="mask")] = Field(
        default_factory=dict
    )
    judgement: Annotated[Judged, told("kajian.facts", forwarding="keep")] = None
    alternative: Annotated[str, told("kajian.facts", forwarding="mask")] = ""
    reason: Annotated[str, told("kajian.facts", forwarding="mask")] = ""


class PassageAnswer(CaseShape):
    """Words of a statement that matter."""

    WORDS: ClassVar[str] = "passage"

    quote: Annotated[str, told("kajian.statements", forwarding="mask")] = ""
    locator: Annotated[str, told("kajian.statements", forwarding="mask")] = ""
    basis: Annotated[Basis | None, Blank, told("kajian.statements", forwarding="keep")] = None


class StatementAnswer(CaseShape):
    """Step 4, one clarification (keterangan)."""

    WORDS: ClassVar[str] = "statement"

    person: Annotated[str, told("kajian.statements", "kajian", forwarding="keep")] = ""
    role: Annotated[Role | None, Blank, told("kajian.statements", "kajian", forwarding="keep")] = (
        None
    )
    invited: Annotated[When, told("kajian.statements")] = None
    invited_again: Annotated[When, told("kajian.statements")] = None
    at: Annotated[When, told("kajian.statements", forwarding="keep")] = None
    mode: Annotated[Mode | None, Blank, told("kajian.statements", forwarding="keep")] = None
    sworn: Annotated[YesNo, told("kajian.statements", forwarding="keep")] = None
    basis: Annotated[
        Basis | None, Blank, told("kajian.statements", "kajian", forwarding="keep")
    ] = None
    known_at: Annotated[When, told("kajian.statements", forwarding="keep")] = None
    document: Annotated[str, told("kajian.statements")] = ""
    summary: Annotated[str, told("kajian.statements", "kajian", forwarding="mask")] = ""
    passages: dict[str, PassageAnswer] = Field(default_factory=dict)
    note: Annotated[str, told("kajian.statements")] = ""


class FactAnswer(CaseShape):
    """Step 5, one fact that the study rests on."""

    WORDS: ClassVar[str] = "fact"

    text: Annotated[str, told("kajian.facts", "kajian", forwarding="mask")] = ""
    at: Annotated[When, told("kajian.facts", forwarding="keep")] = None
    place: Annotated[str, told("kajian.facts", forwarding="mask")] = ""
    cites: Annotated[Citations, told("kajian.facts", "kajian", forwarding="mask")] = Field(
        default_factory=dict
    )


class ElementWeighed(CaseShape):
    """What speaks for and against one element of one norm."""

    WORDS: ClassVar[str] = "element"

    supports: Annotated[Citations, told("kajian.analysis", "kajian", forwarding="mask")] = Field(
        default_factory=dict
    )
    contradicts: Annotated[Citations, told("kajian.analysis", "kajian", forwarding="mask")] = Field(
        default_factory=dict
    )
    alternative: Annotated[str, told("kajian.analysis", "kajian", forwarding="mask")] = ""
    needed: Annotated[str, told("kajian.analysis")] = ""
    status: Annotated[Judged, told("kajian.analysis", "kajian", forwarding="keep")] = None
    reason: Annotated[str, told("kajian.analysis", "kajian", forwarding="mask")] = ""


class ElementAnswer(ElementWeighed):
    """Step 6, one element of one norm; `persons` holds those for whom it is otherwise."""

    persons: dict[str, ElementWeighed] = Field(default_factory=dict)

    def for_person(self, person: str) -> ElementWeighed:
        """Return what holds for one person: an own answer, unless it says nothing."""
        own = self.persons.get(person)
        return self if own is None or own == ElementWeighed() else own


class Ending(CaseShape):
    """What the study concludes about one norm, and where that goes.

    ``target`` is the rule pack's address, ``addressee`` whom the reviewer names instead;
    ``copies`` who gets a copy, one a line, instead of the pack's; ``letter`` the number of
    the letter itself; ``answered``, ``outcome`` and ``answer`` what became of it: when the
    body that it went to answered, what it did, and the exhibits that say so.
    """

    WORDS: ClassVar[str] = "conclusion"

    conclusion: Annotated[str, told("kajian.conclusion", *_ON_THE_END, copies="keep")] = ""
    category: Annotated[str, told("kajian.conclusion", "kajian", copies="keep")] = ""
    disposition: Annotated[str, told("kajian.recommendation", *_ON_THE_END, copies="keep")] = ""
    target: Annotated[str, told("kajian.recommendation", *_ON_THE_END, copies="mask")] = ""
    addressee: Annotated[
        str, told("kajian.recommendation", "penerusan", "formulir", *_ON_THE_END, copies="mask")
    ] = ""
    copies: Annotated[str, told("kajian.recommendation", "penerusan")] = ""
    letter: Annotated[str, told("kajian.recommendation", "penerusan", "formulir")] = ""
    answered: Annotated[When, told("kajian.recommendation")] = None
    outcome: Annotated[str, told("kajian.recommendation")] = ""
    answer: Annotated[Ids, told("kajian.recommendation")] = ()
    reason: Annotated[str, told("kajian.conclusion", "kajian", copies="mask")] = ""
    dissent: Annotated[str, told("kajian.conclusion")] = ""


class Conclusion(Ending):
    """Step 7, one norm: whom it concerns, and in `persons` those with an end of their own."""

    about: Annotated[Ids, told("kajian.conclusion", copies="keep")] = ()
    persons: dict[str, Ending] = Field(default_factory=dict)

    @property
    def own_ends(self) -> dict[str, Ending]:
        """Those of `persons` that say anything: an emptied form ends as everybody does."""
        return {key: one for key, one in self.persons.items() if one != Ending()}


class Member(CaseShape):
    """One member of the pleno."""

    WORDS: ClassVar[str] = "member"

    name: Annotated[str, told("kajian.pleno", "ba_pleno")] = ""
    position: Annotated[str, told("kajian.pleno", "ba_pleno")] = ""
    vote: Annotated[Vote | None, Blank, told("kajian.pleno", "ba_pleno")] = None
    dissent: Annotated[str, told("kajian.pleno", "ba_pleno")] = ""
    signed: Annotated[YesNo, told("kajian.pleno")] = None


class Pleno(CaseShape):
    """Step 8: who decided."""

    WORDS: ClassVar[str] = "pleno"

    at: Annotated[When, told("kajian.pleno", "ba_pleno")] = None
    minutes: Annotated[str, told("kajian.pleno", "ba_pleno")] = ""
    drafter: Annotated[str, told("kajian.pleno")] = ""
    decision: Annotated[str, told("kajian.pleno", "ba_pleno")] = ""
    members: dict[str, Member] = Field(default_factory=dict)


class KajianFile(CaseShape):
    """``kajian.yaml``. Every field may be empty: a kajian is filled in on the way."""

    format: Annotated[str, office_only("format")] = str(FORMAT)
    rule_pack: Annotated[str, told("kajian.law")] = ""
    intake: Annotated[Intake, part("kajian.answers.intake")] = Intake()
    process: Annotated[Process, part("kajian.answers.process")] = Process()
    screening: Screening = Screening()
    exhibits: dict[str, ExhibitAnswer] = Field(default_factory=dict)
    attributions: dict[Identifier, Attribution] = Field(default_factory=dict)
    statements: dict[str, StatementAnswer] = Field(default_factory=dict)
    facts: dict[Identifier, FactAnswer] = Field(default_factory=dict)
    issue: Annotated[str, told("kajian.issue", "kajian", "ba_pleno", forwarding="mask")] = ""
    norms: Annotated[tuple[str, ...], told("kajian.norms")] = ()
    matrix: Annotated[dict[str, dict[str, ElementAnswer]], part("kajian.norms.*.elements.*")] = (
        Field(default_factory=dict)
    )
    readings: Annotated[
        dict[str, str], told("kajian.analysis", forwarding="mask", at=_READINGS)
    ] = Field(default_factory=dict)
    conclusions: dict[str, Conclusion] = Field(default_factory=dict)
    recommendation: Annotated[str, told("kajian.recommendation", "kajian", copies="mask")] = ""
    pleno: Pleno = Pleno()
    explanations: Annotated[dict[str, str], told("kajian.completeness")] = Field(
        default_factory=dict
    )
