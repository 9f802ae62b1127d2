"""Gaps of step 1: the case's own data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.case.schema import CaseFile, Dates
from workbench.kajian.dossier import Dossier, exact_day
from workbench.kajian.gap import Gap
from workbench.kajian.wording import Wording, choice_words, date_words
from workbench.law.numbering import Number, read_numbers
from workbench.text import LANGUAGES


def intake_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield what the case itself does not say yet, and dates that are out of order."""
    case = dossier.kajian.folder.case
    # A pack that serves no regime does not ask for one.
    regime = ("regime",) if dossier.pack.data.regimes else ()
    for name in ("number", *regime, "route", "allegation"):
        if not getattr(case, name):
            yield Gap("blocks", f"case_{name}_missing", "intake", ("case", name))
    yield from _number_gaps(dossier)
    if not dossier.answers.intake.checked:
        yield Gap("blocks", "intake_unchecked", "intake", ("intake", "checked"))
    if not any(party.role == "terlapor" for party in case.parties):
        yield Gap("blocks", "respondent_missing", "intake", ("case", "parties"))
    for party in case.parties:
        if party.role == "terlapor" and not party.subject:
            place = ("case", "parties", party.id)
            yield Gap("blocks", "subject_missing", "intake", place, {"party": party.id})
    yield from _date_gaps(case.dates)


def _number_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield a number unknown to the pack, one that is odd, or names another route or election."""
    case, place = dossier.kajian.folder.case, ("case", "number")
    grammars = dossier.pack.data.numbering
    if not case.number or not grammars:
        return
    fields = {"number": case.number}
    found = read_numbers(dossier.pack, case.number)
    if not found:
        serving = [one for one in grammars if not one.regimes or case.regime in one.regimes]
        known: Wording = {"pattern": dossier.pack.marked((*serving, *grammars)[0]).pair()}
        yield Gap("advice", "number_unusual", "intake", place, fields, words=known)
        return
    for odd in found[0].oddities:
        told: Wording = {"odd": {name: odd.message(name) for name in LANGUAGES}}
        which = fields | {"segment": odd.segment}
        yield Gap("advice", "number_odd", "intake", place, which, words=told)
    yield from _elsewhere(case, found)


def _elsewhere(case: CaseFile, found: Sequence[Number]) -> Iterator[Gap]:
    """Yield where a number is that of another route, or of another election, than the case's."""
    fields, place = {"number": case.number or ""}, ("case", "number")
    routes = {number.route for number in found if number.route is not None}
    if case.route is not None and routes and case.route not in routes:
        words: Wording = {"route": choice_words("route", min(routes))}
        yield Gap("explain", "number_other_route", "intake", place, fields, words=words)
    regimes = {one for number in found for one in number.grammar.regimes}
    if case.regime is not None and regimes and case.regime not in regimes:
        other: Wording = {"regime": choice_words("regime", min(regimes))}
        yield Gap("explain", "number_other_regime", "intake", place, fields, words=other)


def _date_gaps(dates: Dates) -> Iterator[Gap]:
    for name in ("event", "known"):
        if getattr(dates, name) is None:
            yield Gap("blocks", f"date_{name}_missing", "intake", ("case", "dates", name))
    for earlier, later in (("event", "published"), ("event", "known"), ("known", "reported")):
        first, second = exact_day(getattr(dates, earlier)), exact_day(getattr(dates, later))
        if first and second and first > second:
            fields = {"earlier_id": earlier, "later_id": later}
            words: Wording = {"earlier": date_words(earlier), "later": date_words(later)}
            place = ("case", "dates", later)
            yield Gap("explain", "dates_out_of_order", "intake", place, fields, words=words)
