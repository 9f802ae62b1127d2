"""The shape of ``kajian.yaml``: what a reviewer answers, step by step.

Everything a reviewer writes is kept as it was written; nothing here is computed.
Lists of things are mappings by id, so that one answer has one stable place.
Unknown keys are kept.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from workbench.case.schema import (
    Basis,
    Blank,
    Identifier,
    Mode,
    Originality,
    Role,
    Sha256,
    When,
    YesNo,
    _Shape,
)

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


class Intake(_Shape):
    """Step 1: that the case's own data were checked; the data stand in ``case.yaml``."""

    checked: YesNo = None
    note: str = ""


class Process(_Shape):
    """Days on which the office did something; they start and stop the clocks.

    ``lhp`` the supervision or investigation report was made, ``established`` the plenary
    called it a finding, ``received_below`` a village or polling-station supervisor took a
    report, ``relayed`` it was passed up; ``handed_over`` and ``taken_over`` to and by
    another office; ``correction_asked`` and ``correction_examined`` about a recommendation.
    """

    lhp: When = None
    established: When = None
    received_below: When = None
    relayed: When = None
    screened: When = None
    notified: When = None
    completed: When = None
    handed_over: When = None
    taken_over: When = None
    decided: When = None
    criminal: When = None
    forwarded: When = None
    forwarded_police: When = None
    correction_asked: When = None
    correction_examined: When = None
    extended: YesNo = None


class RequirementAnswer(_Shape):
    """One formal or material requirement: what the case shows, and the judgement."""

    fact: str = ""
    judgement: Judged = None
    reason: str = ""


class Screening(_Shape):
    """Step 2, the first study (kajian awal)."""

    requirements: dict[str, RequirementAnswer] = Field(default_factory=dict)
    eligibility: str = ""
    result: str = ""
    reason: str = ""


class ExhibitAnswer(_Shape):
    """Step 3, one exhibit. `answers` holds a reason for each observation on it."""

    source: str = ""
    chain: str = ""
    shown: Ids = ()
    shown_by: Ids = ()
    originality: Annotated[Originality | None, Blank] = None
    accessible: YesNo = None
    displayable: YesNo = None
    integrity: YesNo = None
    accountable: YesNo = None
    properties: str = ""
    comparison: str = ""
    held_by: str = ""
    online_checked: When = None
    relevance: str = ""
    answers: dict[str, str] = Field(default_factory=dict)
    sha256: Sha256 = None


class Attribution(_Shape):
    """That an account belongs to a person: a small finding with its own exhibits."""

    account: str = ""
    person: str = ""
    cites: Citations = Field(default_factory=dict)
    judgement: Judged = None
    alternative: str = ""
    reason: str = ""


class PassageAnswer(_Shape):
    """Words of a statement that matter."""

    quote: str = ""
    locator: str = ""
    basis: Annotated[Basis | None, Blank] = None


class StatementAnswer(_Shape):
    """Step 4, one clarification (keterangan)."""

    person: str = ""
    role: Annotated[Role | None, Blank] = None
    invited: When = None
    invited_again: When = None
    at: When = None
    mode: Annotated[Mode | None, Blank] = None
    sworn: YesNo = None
    basis: Annotated[Basis | None, Blank] = None
    known_at: When = None
    document: str = ""
    summary: str = ""
    passages: dict[str, PassageAnswer] = Field(default_factory=dict)
    note: str = ""


class FactAnswer(_Shape):
    """Step 5, one fact that the study rests on."""

    text: str = ""
    at: When = None
    place: str = ""
    cites: Citations = Field(default_factory=dict)


class ElementAnswer(_Shape):
    """Step 6, one element of one norm."""

    supports: Citations = Field(default_factory=dict)
    contradicts: Citations = Field(default_factory=dict)
    alternative: str = ""
    needed: str = ""
    status: Judged = None
    reason: str = ""


class Conclusion(_Shape):
    """Step 7, what the study concludes about one norm, and where that goes."""

    conclusion: str = ""
    category: str = ""
    disposition: str = ""
    target: str = ""
    addressee: str = ""
    reason: str = ""
    dissent: str = ""


class Member(_Shape):
    """One member of the pleno."""

    name: str = ""
    position: str = ""
    vote: Annotated[Vote | None, Blank] = None
    dissent: str = ""
    signed: YesNo = None


class Pleno(_Shape):
    """Step 8: who decided."""

    at: When = None
    minutes: str = ""
    drafter: str = ""
    decision: str = ""
    members: dict[str, Member] = Field(default_factory=dict)


class KajianFile(_Shape):
    """``kajian.yaml``. Every field may be empty: a kajian is filled in on the way."""

    format: str = str(FORMAT)
    rule_pack: str = ""
    intake: Intake = Intake()
    process: Process = Process()
    screening: Screening = Screening()
    exhibits: dict[str, ExhibitAnswer] = Field(default_factory=dict)
    attributions: dict[Identifier, Attribution] = Field(default_factory=dict)
    statements: dict[str, StatementAnswer] = Field(default_factory=dict)
    facts: dict[Identifier, FactAnswer] = Field(default_factory=dict)
    issue: str = ""
    norms: tuple[str, ...] = ()
    matrix: dict[str, dict[str, ElementAnswer]] = Field(default_factory=dict)
    readings: dict[str, str] = Field(default_factory=dict)
    conclusions: dict[str, Conclusion] = Field(default_factory=dict)
    recommendation: str = ""
    pleno: Pleno = Pleno()
    explanations: dict[str, str] = Field(default_factory=dict)
