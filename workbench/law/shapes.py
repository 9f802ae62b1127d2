"""The shapes of a rule pack: every item of law, with its instrument, validity and mark.

Nothing here knows an article, a form code or a date: those are data in the packs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from workbench.case.schema import Regime, Route, SubjectType
from workbench.law.field_types import Count, Day, ItemId, Time, Truth, Weekday
from workbench.law.form_shapes import Form, Section
from workbench.law.item import Cited, Item, Mark, Shape, Words
from workbench.law.number_shapes import Numbering, Regions

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


class Instrument(Item):
    """A law, regulation or decree; `short` is how a basis calls it."""

    title: Words
    short: Words | None = None
    regimes: tuple[Regime, ...] = ()


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
    disposition that needs an address to go to; `form` the purpose of the form that it
    is written in; `track` the track that it opens.
    """

    text: Words
    regimes: tuple[Regime, ...] = ()
    routes: tuple[Route, ...] = ()
    form: str = ""
    track: str = ""
    positive: Truth = False
    addressed: Truth = False


class Clock(Item):
    """One window: how long, what starts it, what ends it.

    `from` and `until` are names of dates of the case or the kajian. With `before` the
    window lies the other way: `until` must happen so many days before `from`. A clock
    on ``clarified`` runs once for each statement.

    `first_day` and its mark take the place of the profile's where a window is worded
    otherwise.

    `when` names the circumstance in which the clock runs at all: ``extended``, or a date
    that must be given. `results` names the results of the first study in which it runs;
    a window that was used all the same is read too.
    """

    title: Words
    routes: tuple[Route, ...] = ()
    days: Count = None
    hours: Count = None
    before: Count = None
    day_type: DayType | None = None
    first_day: FirstDay | None = None
    first_day_mark: Mark | None = None
    from_: str = Field(alias="from")
    until: str
    basis: str = ""
    when: str = ""
    results: tuple[str, ...] = ()
    extension: str = ""
    fatal: Truth = False


class ClockProfile(Cited):
    """The clocks of one regime in one time.

    `first_day` says which day is counted as the first: the ``next`` one after the
    start, or the ``same``. What counts as a day and which is the first have marks and
    sources of their own: windows are often seen where these definitions are not.
    """

    title: Words
    regimes: tuple[Regime, ...] = ()
    day_type: DayType
    day_type_mark: Mark = "unverified"
    day_type_basis: str = ""
    first_day: FirstDay = "next"
    first_day_mark: Mark = "unverified"
    first_day_basis: str = ""
    clocks: tuple[Clock, ...]


class Hours(Cited):
    """When reports are received at the desk: days of the week (Monday is 1) and hours.

    `except_in` are the stages of the election in which these hours do not apply and the
    desk may be open all day.
    """

    text: Words
    regimes: tuple[Regime, ...] = ()
    weekdays: tuple[Weekday, ...]
    from_: Time = Field(alias="from")
    to: Time
    except_in: tuple[str, ...] = ()


class Period(Item):
    """A stage of an election, first and last day inclusive.

    `areas` are the region codes that it is held in; empty means everywhere. `calendar`
    is given where a stage stands on its own, so that an office adds one without
    repeating the calendar that it belongs to.
    """

    text: Words
    from_: Day = Field(alias="from")
    to: Day
    areas: tuple[str, ...] = ()
    calendar: str = ""


class Calendar(Item):
    """The stages of one election."""

    title: Words
    regimes: tuple[Regime, ...] = ()
    periods: tuple[Period, ...] = ()


class Leave(Item):
    """A day of collective leave, or a national holiday."""

    day: Day
    text: Words


class Track(Cited):
    """One way a matter goes on, and the form that it goes on in.

    `form` is the purpose of its form, empty where the rule asks for none; `outcome` the
    code that numbers of such letters carry; `stage` whether it is opened by the first
    study, by the study itself or afterwards; `levels` the offices that may use it.
    """

    text: Words
    regimes: tuple[Regime, ...] = ()
    routes: tuple[Route, ...] = ()
    categories: tuple[str, ...] = ()
    stage: Literal["screening", "kajian", "after"]
    form: str = ""
    outcome: str = ""
    levels: tuple[str, ...] = ()


class Routing(Cited):
    """Whom a conclusion is forwarded to; an empty list of subjects means all.

    `levels` are the offices that write to it, by the codes of official numbers; `via`
    whom the letter passes through, `copies` who gets one. `respondents` says of whom the
    rule speaks where the subject type alone does not.
    """

    subjects: tuple[SubjectType, ...] = ()
    categories: tuple[str, ...] = ()
    regimes: tuple[Regime, ...] = ()
    levels: tuple[str, ...] = ()
    track: str = ""
    respondents: Words | None = None
    target: Words
    via: Words | None = None
    then: Words | None = None
    copies: tuple[Words, ...] = ()


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

    @property
    def act(self) -> Words:
        """What the rule is about, without the number that stands before it in the title.

        Rows of the joint decree are numbered by the compiler: no letter may cite that.
        """
        found = {name: text.partition(": ")[2] or text for name, text in self.title.pair().items()}
        return Words(**found)


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
    example: Truth = False
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
    regions: tuple[Regions, ...] = ()
    clock_profiles: tuple[ClockProfile, ...] = ()
    hours: tuple[Hours, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    periods: tuple[Period, ...] = ()
    collective_leave: tuple[Leave, ...] = ()
    national_holidays: tuple[Leave, ...] = ()
    tracks: tuple[Track, ...] = ()
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


HEAD = (
    "format",
    "id",
    "version",
    "title",
    "note",
    "regimes",
    "country",
    "default",
    "example",
    "corrects",
)
SECTIONS = tuple(name for name in PackFile.model_fields if name not in HEAD)
