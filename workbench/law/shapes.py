"""The shapes of a rule pack: every item of law, with its instrument, validity and mark.

Nothing here knows an article, a form code or a date: those are data in the packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from workbench.case.schema import Regime, Route, SubjectType
from workbench.text import Language

Mark = Literal["seen", "conflicting", "unverified"]
DayType = Literal["working", "calendar"]
FirstDay = Literal["next", "same"]
ElementKind = Literal["subject", "act", "object", "time", "stage", "mental", "other"]
TestKind = Literal["subject_in", "office_holder", "during_period", "before_period", "from_period"]
Step = Literal[
    "intake",
    "screening",
    "exhibits",
    "statements",
    "facts",
    "matrix",
    "conclusion",
    "pleno",
]
Hint = Literal[
    "none",
    "reporter",
    "eligibility",
    "respondent",
    "report_window",
    "time_and_place",
    "allegation",
    "evidence",
    "witnesses",
]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ()./_-]{0,63}\Z")


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


def _count(value: Any) -> int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str) and value.isdigit() and len(value) < 5:
        return int(value)
    raise PydanticCustomError("count", "not a whole number")


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in {"yes", "no"}:
        return str(value) == "yes"
    raise PydanticCustomError("yes_no", "not yes or no")


def _item_id(value: Any) -> str:
    if isinstance(value, str) and _ID.match(value):
        return value
    raise PydanticCustomError("item_id", "not an id")


def _pattern(value: Any) -> str:
    try:
        re.compile(value)
    except (re.error, TypeError):
        raise PydanticCustomError("pattern", "not a pattern") from None
    return str(value)


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    PlainSerializer(lambda day: day.isoformat() if day else None),
]
Count = Annotated[int | None, BeforeValidator(_count)]
Truth = Annotated[bool, BeforeValidator(_truth)]
ItemId = Annotated[str, BeforeValidator(_item_id)]
Pattern = Annotated[str, BeforeValidator(_pattern)]


class Shape(BaseModel):
    """Frozen; a key that nobody knows is a mistake, not a wish."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True
    )


class Words(Shape):
    """One text in both languages."""

    id: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.id if language == "id" else self.en

    def pair(self) -> dict[Language, str]:
        """Return both texts by language."""
        return {"id": self.id, "en": self.en}


class Validity(Shape):
    """First and last day in force, both inclusive; None is open."""

    from_: Day = Field(default=None, alias="from")
    to: Day = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Item(Shape):
    """What every item of a pack carries."""

    id: ItemId
    mark: Mark
    valid: Validity = Validity()
    note: Words | None = None
    source: str = ""

    @property
    def own_words(self) -> Words:
        """The item's own words: its title, text, label, issue or target."""
        for name in ("title", "text", "label", "issue", "target"):
            words = getattr(self, name, None)
            if isinstance(words, Words):
                return words
        return Words(id=self.id, en=self.id)


class Cited(Item):
    """An item that rests on an instrument of the register."""

    instrument: str = ""
    article: str = ""


class Instrument(Item):
    """A law, regulation or decree; `short` is how a basis calls it."""

    title: Words
    short: Words | None = None
    regimes: tuple[Regime, ...] = ()


class Form(Cited):
    """A form's code under one instrument."""

    code: str = ""
    purpose: str
    title: Words


class Section(Item):
    """A heading of a product: ``kajian_awal`` or ``kajian``."""

    document: str
    label: Words


class Eligibility(Cited):
    """Who may report."""

    regimes: tuple[Regime, ...] = ()
    text: Words


class Requirement(Cited):
    """A formal or material requirement of the first study."""

    kind: Literal["formal", "material", "practice"]
    text: Words
    question: Words
    regimes: tuple[Regime, ...] = ()
    routes: tuple[Route, ...] = ()
    hint: Hint = "none"
    enforced: Truth = True


class Choice(Cited):
    """One entry of a list the reviewer chooses from.

    `positive` marks a conclusion that needs every element met; `addressed` a
    disposition that needs an address to go to.
    """

    text: Words
    positive: Truth = False
    addressed: Truth = False


class Numbering(Item):
    """How register numbers are written."""

    pattern: Pattern
    example: str = ""
    text: Words
    kinds: dict[str, Route] = {}


class Clock(Item):
    """One window: how long, what starts it, what ends it.

    `from` and `until` are names of dates of the case or the kajian; `when` names
    the circumstance in which the clock runs at all (``extended``, ``criminal``).
    With `before` the window lies the other way: `until` must happen so many days
    before `from`. A clock on ``clarified`` runs once for each statement.
    """

    title: Words
    routes: tuple[Route, ...] = ()
    days: Count = None
    hours: Count = None
    before: Count = None
    day_type: DayType | None = None
    from_: str = Field(alias="from")
    until: str
    basis: str = ""
    when: Literal["", "extended", "criminal"] = ""
    extension: str = ""
    fatal: Truth = False


class ClockProfile(Cited):
    """The clocks of one regime in one time.

    `first_day` says which day is counted as the first: the ``next`` one after the
    start, or the ``same``. What counts as a day and which is the first have marks of
    their own: windows are often seen where these definitions are not.
    """

    title: Words
    regimes: tuple[Regime, ...] = ()
    day_type: DayType
    day_type_mark: Mark = "unverified"
    first_day: FirstDay = "next"
    first_day_mark: Mark = "unverified"
    clocks: tuple[Clock, ...]


class Period(Item):
    """A stage of an election, first and last day inclusive."""

    text: Words
    from_: Day = Field(alias="from")
    to: Day


class Calendar(Item):
    """The stages of one election."""

    title: Words
    regimes: tuple[Regime, ...] = ()
    periods: tuple[Period, ...] = ()


class Leave(Item):
    """A day of collective leave, or a national holiday."""

    day: Day
    text: Words


class Routing(Cited):
    """Whom a conclusion is forwarded to; an empty list of subjects means all."""

    subjects: tuple[SubjectType, ...] = ()
    categories: tuple[str, ...] = ()
    target: Words
    then: Words | None = None


class ElementTest(Shape):
    """What dates and parties can say about an element; a hint, never its status."""

    kind: TestKind
    values: tuple[str, ...]
    office: tuple[SubjectType, ...] = ()


class Element(Cited):
    """One part of a norm that must be shown on its own (unsur)."""

    kind: ElementKind = "other"
    text: Words
    question: Words
    test: ElementTest | None = None


class Norm(Cited):
    """A rule the reviewer may weigh; `sanction` is for reading only."""

    title: Words
    list_: str = Field(default="", alias="list")
    regimes: tuple[Regime, ...] = ()
    subjects: tuple[SubjectType, ...] = ()
    categories: tuple[str, ...] = ()
    elements: tuple[str, ...]
    sanction: Words | None = None
    related: tuple[str, ...] = ()


class Reading(Shape):
    """One way official guidance is read."""

    id: ItemId
    text: Words
    source: str = ""


class Conflict(Item):
    """An issue on which guidance contradicts itself; both readings are shown."""

    issue: Words
    elements: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    readings: tuple[Reading, ...]


class Trap(Item):
    """A warning that belongs beside an element."""

    elements: tuple[str, ...] = ()
    text: Words


class EvidenceKind(Item):
    """A kind of exhibit and what must be recorded about it."""

    text: Words
    require: Words


class Failure(Item):
    """How a real case failed, and what to do about it at which step."""

    step: Step
    text: Words
    lesson: Words


class Question(Item):
    """An open question for a clarification."""

    text: Words


class Guidance(Cited):
    """What a rule says about the work of one step; shown there, never enforced."""

    step: Step
    text: Words
    regimes: tuple[Regime, ...] = ()


class Threshold(Item):
    """A number of days from which on something is asked about."""

    text: Words
    days: Count


class PackFile(Shape):
    """One file of a pack; each may hold any of the sections."""

    format: str = "1"
    id: ItemId | None = None
    version: str = ""
    title: Words | None = None
    note: Words | None = None
    regimes: tuple[Regime, ...] = ()
    country: str = ""
    default: Truth = False
    corrects: str = ""
    instruments: tuple[Instrument, ...] = ()
    forms: tuple[Form, ...] = ()
    sections: tuple[Section, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    screening_results: tuple[Choice, ...] = ()
    categories: tuple[Choice, ...] = ()
    conclusions: tuple[Choice, ...] = ()
    dispositions: tuple[Choice, ...] = ()
    numbering: tuple[Numbering, ...] = ()
    clock_profiles: tuple[ClockProfile, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    collective_leave: tuple[Leave, ...] = ()
    national_holidays: tuple[Leave, ...] = ()
    routing: tuple[Routing, ...] = ()
    elements: tuple[Element, ...] = ()
    norms: tuple[Norm, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    traps: tuple[Trap, ...] = ()
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    failures: tuple[Failure, ...] = ()
    questions: tuple[Question, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    def all_items(self) -> Iterator[tuple[str, Item]]:
        """Yield every item with the name of its section."""
        for section in SECTIONS:
            for item in getattr(self, section):
                yield section, item


HEAD = ("format", "id", "version", "title", "note", "regimes", "country", "default", "corrects")
SECTIONS = tuple(name for name in PackFile.model_fields if name not in HEAD)
