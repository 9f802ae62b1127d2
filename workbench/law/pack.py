"""A rule pack in memory: its items, looked up by id, with where each came from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from workbench.law.citations import in_english
from workbench.law.form_shapes import Form
from workbench.law.item import Basis, Cited, Item, Mark, Validity, Words
from workbench.law.marked import Marked, article_words, both, weakest
from workbench.law.shapes import (
    SECTIONS,
    Calendar,
    Choice,
    ClockProfile,
    Conflict,
    Element,
    EvidenceKind,
    Guidance,
    Instrument,
    Norm,
    PackFile,
    Period,
    Requirement,
    Threshold,
    Track,
    Trap,
)
from workbench.text import LANGUAGES, Language


@dataclass(frozen=True)
class Disagreement:
    """Two packs say different things under one id; both are kept and shown.

    Attributes
    ----------
    section, item
        Which list and which id.
    used, other
        The item in force here, and the one that says otherwise.
    used_origin, other_origin
        The packs they come from.
    """

    section: str
    item: str
    used: Item
    other: Item
    used_origin: str
    other_origin: str


@dataclass(frozen=True)
class Pack:
    """The law that one case is studied under.

    Attributes
    ----------
    data
        Every section, merged over the pack's files.
    origin
        Where it lies: ``shipped`` or the office's folder.
    disagreements
        Items that an office pack gives differently.
    regime
        The kind of election that it is read for; None where no case says.
    """

    data: PackFile
    origin: str = "shipped"
    disagreements: tuple[Disagreement, ...] = ()
    regime: str | None = None

    @property
    def id(self) -> str:
        """The pack's id, as ``case.yaml`` names it."""
        return self.data.id or ""

    @property
    def version(self) -> str:
        """The pack's own version text."""
        return self.data.version

    @property
    def title(self) -> Words:
        """The pack's name in both languages."""
        return self.data.title or Words(id=self.id, en=self.id)

    @cached_property
    def sha256(self) -> str:
        """Hash of the pack's meaning: the same whatever comments and line ends its files have."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Return every item as plain JSON values."""
        return self.data.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def items(self, section: str) -> tuple[Item, ...]:
        """Return one section's items in the order of the files."""
        found: tuple[Item, ...] = getattr(self.data, section)
        return found

    def norm(self, norm: str) -> Norm | None:
        """Return the norm with this id, or None."""
        return self._norms.get(norm)

    def element(self, element: str) -> Element | None:
        """Return the element with this id, or None."""
        return self._elements.get(element)

    def instrument(self, instrument: str) -> Instrument | None:
        """Return the instrument with this id, or None."""
        return self._instruments.get(instrument)

    def elements_of(self, norm: Norm) -> tuple[Element, ...]:
        """Return the norm's elements in its own order."""
        return tuple(self._elements[key] for key in norm.elements if key in self._elements)

    def norms(
        self, *, regime: str | None = None, subjects: tuple[str, ...] = (), on: date | None = None
    ) -> tuple[Norm, ...]:
        """Return the norms that can come into question.

        Parameters
        ----------
        regime, subjects
            Kept are norms for this regime and any of these subject types; None
            and empty do not filter.
        on
            Day of the event: kept are norms in force on it.
        """
        return tuple(
            norm
            for norm in self.data.norms
            if (regime is None or not norm.regimes or regime in norm.regimes)
            and (not subjects or not norm.subjects or set(subjects) & set(norm.subjects))
            and (on is None or self.in_force(norm, on))
        )

    def in_force(self, norm: Norm, day: date) -> bool:
        """Whether the norm and its instrument were in force on `day`."""
        return all(item.valid.holds_on(day) for item in self._with_instrument(norm))

    def force(self, norm: Norm, day: date | None) -> Marked:
        """Return whether a norm was in force on `day`, marked like the dates that say so.

        What no date of the pack says is not verified, whatever the norm's own mark.
        """
        if day is None:
            return Marked(both("law.force.unknown"), "seen")
        words = both("law.force.yes" if self.in_force(norm, day) else "law.force.no")
        dated = [item for item in self._with_instrument(norm) if item.valid != Validity()]
        if not dated:
            return Marked(words, "unverified", both("law.force.undated"))
        doubtful = [item.note for item in dated if item.mark != "seen" and item.note is not None]
        return Marked(words, weakest(*(item.mark for item in dated)), next(iter(doubtful), None))

    def _with_instrument(self, norm: Norm) -> tuple[Item, ...]:
        instrument = self.instrument(norm.instrument)
        return (norm,) if instrument is None else (norm, instrument)

    def marked(self, item: Item, words: Words | None = None, *, mark: Mark | None = None) -> Marked:
        """Return an item's own words, or other words that it says, with what vouches for them."""
        other = self._other_basis(item)
        own = weakest(item.mark, *(() if other is None else (other.text_mark,)))
        return Marked(words or item.own_words, mark or own, item.note, self._basis(item))

    def cited(self, norm: Norm) -> Marked:
        """Return a norm as a letter cites it: what it is about, and its law with the article."""
        basis = self._basis(norm)
        rests = basis.words if basis is not None else Words(id="", en="")
        words = {
            language: f"{norm.act.in_(language)} ({rests.in_(language)})".removesuffix(" ()")
            for language in LANGUAGES
        }
        return self.marked(norm, Words(**words))

    def told(self, item: Item, language: Language, words: Words | None = None) -> str:
        """Return the same as text in one language, with its tag."""
        return self.marked(item, words).in_(language)

    def _basis(self, item: Item) -> Marked | None:
        """Return what an item rests on: its article, or what its basis or source says."""
        other = self._other_basis(item)
        rests = item if other is None else other
        instrument = self.instrument(getattr(rests, "instrument", ""))
        if instrument is not None:
            name = instrument.short or instrument.title
            words = _with_article(name, str(getattr(rests, "article", "")))
            mark = weakest(instrument.mark, *(() if other is None else (other.basis_mark,)))
            return Marked(words, mark, instrument.note)
        said = str(getattr(item, "basis", "")) or item.source
        return Marked(Words(id=said, en=in_english(said)), item.mark) if said else None

    def rests_on(self, item: Cited) -> Instrument | None:
        """Return the instrument that an item rests on in this pack's election."""
        other = self._other_basis(item)
        return self.instrument((item if other is None else other).instrument)

    def _other_basis(self, item: Item) -> Basis | None:
        """Return what an item rests on in this pack's election, where that is another law."""
        bases: tuple[Basis, ...] = getattr(item, "bases", ())
        return next((one for one in bases if self.regime in one.regimes), None)

    def requirements(self, regime: str | None, route: str | None) -> tuple[Requirement, ...]:
        """Return the requirements of the first study for this regime and route."""
        return tuple(
            requirement
            for requirement in self.data.requirements
            if (regime is None or not requirement.regimes or regime in requirement.regimes)
            and (route is None or not requirement.routes or route in requirement.routes)
        )

    def clock_profile(self, regime: str | None, on: date | None) -> ClockProfile | None:
        """Return the clock profile of the regime that is in force on `on`."""
        for profile in self.data.clock_profiles:
            fits = not profile.regimes or regime in profile.regimes
            if fits and (on is None or profile.valid.holds_on(on)):
                return profile
        return None

    def calendar(self, regime: str | None, on: date | None) -> Calendar | None:
        """Return the calendar of the election that `on` belongs to."""
        for calendar in self.data.calendars:
            fits = not calendar.regimes or regime in calendar.regimes
            if fits and (on is None or calendar.valid.holds_on(on)):
                return calendar
        return None

    def stages(self, regime: str | None, on: date | None, area: str = "") -> tuple[Period, ...]:
        """Return the stages of that calendar, with those that a pack adds to it.

        `area` is the region code of the case: stages that are held elsewhere are left
        out. Without it every stage is there, each with the areas that it names.
        """
        calendar = self.calendar(regime, on)
        if calendar is None:
            return ()
        added = tuple(one for one in self.data.periods if one.calendar == calendar.id)
        return tuple(
            one
            for one in calendar.periods + added
            if not one.areas or not area or area in one.areas
        )

    def period(
        self, regime: str | None, on: date | None, name: str, area: str = ""
    ) -> Period | None:
        """Return a named stage; None as well where several are meant and nothing says which.

        What stands behind a dot in a stage's id tells those of one name apart.
        """
        found = [one for one in self.stages(regime, on, area) if one.id.partition(".")[0] == name]
        return found[0] if len(found) == 1 else None

    def conflicts_for(self, element: str) -> tuple[Conflict, ...]:
        """Return the interpretation conflicts that touch an element."""
        return tuple(item for item in self.data.conflicts if element in item.elements)

    def conflicts_about(self, clock: str) -> tuple[Conflict, ...]:
        """Return the interpretation conflicts about how a clock is counted."""
        return tuple(item for item in self.data.conflicts if clock in item.clocks)

    def guidance(self, step: str, regime: str | None) -> tuple[Guidance, ...]:
        """Return what the pack's rules say about the work of one step."""
        return tuple(
            item
            for item in self.data.guidance
            if item.step == step and (regime is None or not item.regimes or regime in item.regimes)
        )

    def traps_for(self, element: str) -> tuple[Trap, ...]:
        """Return the warnings that belong beside an element."""
        return tuple(item for item in self.data.traps if element in item.elements)

    def choice(self, section: str, choice: str) -> Choice | None:
        """Return one entry of a list of choices, or None."""
        return next(
            (x for x in self.items(section) if x.id == choice and isinstance(x, Choice)), None
        )

    def threshold(self, name: str) -> Threshold | None:
        """Return the pack's own number of days under this name, or None."""
        return next((item for item in self.data.thresholds if item.id == name), None)

    def evidence_kind(self, kind: str | None) -> EvidenceKind | None:
        """Return what the pack asks about a kind of exhibit."""
        return next((item for item in self.data.evidence_kinds if item.id == kind), None)

    def choices(
        self, section: str, *, regime: str | None, route: str | None, on: date | None
    ) -> tuple[Choice, ...]:
        """Return the entries of a list that can be chosen in this case on that day."""
        return tuple(
            one
            for one in self.items(section)
            if isinstance(one, Choice)
            and (regime is None or not one.regimes or regime in one.regimes)
            and (route is None or not one.routes or route in one.routes)
            and (on is None or one.valid.holds_on(on))
        )

    def forms(self, purpose: str, regime: str | None, on: date | None) -> tuple[Form, ...]:
        """Return every form for a purpose whose instrument is in force on `on`, oldest first."""
        return tuple(
            form
            for form in self.data.forms
            if form.purpose == purpose and self._serves(form, regime, on)
        )

    def form(self, purpose: str, regime: str | None, on: date | None) -> Form | None:
        """Return the latest form for a purpose whose instrument is in force on `on`."""
        return next(reversed(self.forms(purpose, regime, on)), None)

    def _serves(self, form: Form, regime: str | None, on: date | None) -> bool:
        instrument = self.instrument(form.instrument)
        if instrument is None or not (on is None or instrument.valid.holds_on(on)):
            return False
        return regime is None or regime in (form.regimes or instrument.regimes)

    def track(self, track: str) -> Track | None:
        """Return the track with this id, or None."""
        return next((one for one in self.data.tracks if one.id == track), None)

    def counts(self) -> dict[str, int]:
        """Return how many items each section holds."""
        return {section: len(self.items(section)) for section in SECTIONS}

    @cached_property
    def _norms(self) -> dict[str, Norm]:
        return {norm.id: norm for norm in self.data.norms}

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {element.id: element for element in self.data.elements}

    @cached_property
    def _instruments(self) -> dict[str, Instrument]:
        return {instrument.id: instrument for instrument in self.data.instruments}


def _with_article(name: Words, article: str) -> Words:
    """Return an instrument with its article."""
    return Words(**{
        language: f"{name.in_(language)} {article_words(article, language)}".rstrip()
        for language in LANGUAGES
    })  # fmt: skip
