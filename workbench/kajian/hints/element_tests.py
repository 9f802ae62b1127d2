"""What dates and parties say about an element: a hint beside it, never its status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.case.schema import Party
from workbench.kajian.dossier import Dossier
from workbench.kajian.wording import Wording, sentence, subject_words
from workbench.law.shapes import Element, ElementTest
from workbench.text import Language


@dataclass(frozen=True)
class Tested:
    """What one test found.

    Attributes
    ----------
    agrees
        True or False; None when the case does not say enough.
    code
        Key of its sentence under ``test`` in ``workbench/text/kajian.toml``.
    fields
        What the sentence names; days in ISO form.
    words
        What it names in the reader's language.
    """

    agrees: bool | None
    code: str
    fields: dict[str, str] = field(default_factory=dict)
    words: Wording = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """Return what was found, as a sentence."""
        return sentence(f"kajian.test.{self.code}", language, self.fields, self.words)


def examine_element(dossier: Dossier, element: Element) -> Tested | None:
    """Return what the case's dates and parties say about `element`; None without a test."""
    if element.test is None:
        return None
    return _TESTS[element.test.kind](dossier, element.test)


def _respondents(dossier: Dossier) -> list[Party]:
    parties = dossier.kajian.folder.case.parties
    return [party for party in parties if party.role == "terlapor"]


def _subject_in(dossier: Dossier, test: ElementTest) -> Tested:
    kinds = dossier.subjects
    if not kinds:
        return Tested(agrees=None, code="subject_unknown")
    return Tested(
        agrees=bool(set(kinds) & set(test.values)),
        code="subject",
        words={"subject": subject_words(kinds)},
    )


def _office_holder(dossier: Dossier, test: ElementTest) -> Tested:
    people = [party for party in _respondents(dossier) if party.subject]
    if not people:
        return Tested(agrees=None, code="subject_unknown")
    kinds = {"subject": subject_words(str(party.subject) for party in people)}
    if any(party.subject in test.values for party in people):
        return Tested(agrees=True, code="subject", words=kinds)
    may_hold = [party for party in people if party.subject in test.office]
    if any(party.holds_office for party in may_hold):
        return Tested(agrees=True, code="office_held", words=kinds)
    if any(party.holds_office is None for party in may_hold):
        return Tested(agrees=None, code="office_unknown", words=kinds)
    return Tested(agrees=False, code="office_not_held", words=kinds)


def _period(dossier: Dossier, test: ElementTest, fits: Callable[[int, int, int], bool]) -> Tested:
    day = dossier.event_day
    if day is None:
        return Tested(agrees=None, code="day_unknown")
    period = dossier.pack.period(dossier.regime, day, test.values[0], dossier.area)
    if period is None or period.from_ is None or period.to is None:
        return Tested(agrees=None, code="period_unknown", fields={"day": day.isoformat()})
    fields = {
        "day": day.isoformat(),
        "period_from": period.from_.isoformat(),
        "period_to": period.to.isoformat(),
    }
    agrees = fits(day.toordinal(), period.from_.toordinal(), period.to.toordinal())
    return Tested(agrees, "period", fields, {"period": dossier.pack.marked(period).pair()})


def _during(dossier: Dossier, test: ElementTest) -> Tested:
    return _period(dossier, test, lambda day, first, last: first <= day <= last)


def _before(dossier: Dossier, test: ElementTest) -> Tested:
    return _period(dossier, test, lambda day, first, _last: day < first)


def _from(dossier: Dossier, test: ElementTest) -> Tested:
    return _period(dossier, test, lambda day, first, _last: day >= first)


_TESTS: dict[str, Callable[[Dossier, ElementTest], Tested]] = {
    "subject_in": _subject_in,
    "office_holder": _office_holder,
    "during_period": _during,
    "before_period": _before,
    "from_period": _from,
}
