"""Gaps of step 2: the first study, and where its judgement differs from what is computed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.clocks import clocks, first_days
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.shapes import RequirementAnswer
from workbench.kajian.wording import Wording, field_words
from workbench.law.clocks import Reading
from workbench.text import LANGUAGES

# The hint of a requirement that asks whether its window was kept.
WINDOW = "report_window"


def screening_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield requirements that are not judged or judged without a reason."""
    case, screening = dossier.kajian.folder.case, dossier.answers.screening
    for requirement in dossier.pack.requirements(case.regime, case.route):
        answer = screening.requirements.get(requirement.id, RequirementAnswer())
        place = ("screening", "requirements", requirement.id)
        fields = {"requirement": requirement.id}
        text: Wording = {"requirement_text": dossier.pack.marked(requirement).pair()}
        level = "blocks" if requirement.enforced else "advice"
        if answer.judgement in (None, "belum_dinilai"):
            yield Gap(level, "requirement_unjudged", "screening", place, fields, words=text)  # type: ignore[arg-type]
        elif not answer.reason.strip():
            yield Gap(level, "requirement_without_reason", "screening", place, fields, words=text)  # type: ignore[arg-type]
        if answer.judgement == "terpenuhi" and requirement.hint == WINDOW:
            for reading in _late_windows(dossier):
                named, words = fields | _named(reading), text | _told(dossier, reading)
                yield Gap(
                    "explain", "requirement_against_clock", "screening", place, named, words=words
                )
    if not screening.result:
        yield Gap("blocks", "screening_result_missing", "screening", ("screening", "result"))
    else:
        yield from _result_gaps(dossier)
    yield from _finding_gaps(dossier)


def _result_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield a result that this matter cannot have, and one that passes over a late report."""
    case, result = dossier.kajian.folder.case, dossier.answers.screening.result
    choice = dossier.pack.choice("screening_results", result)
    if choice is None:
        return
    place: tuple[str, ...] = ("screening", "result")
    fields, text = {"result_id": result}, {"result": dossier.pack.marked(choice).pair()}
    fits = dossier.pack.choices("screening_results", regime=case.regime, route=case.route, on=None)
    if choice not in fits:
        yield Gap("explain", "screening_result_other_route", "screening", place, fields, words=text)
    if choice.form:
        # A result that is told to the complainant ends the matter: no late clock speaks against it.
        return
    for reading in _late_windows(dossier):
        named, words = fields | _named(reading), text | _told(dossier, reading)
        yield Gap("explain", "screening_against_clock", "screening", place, named, words=words)


def _finding_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield the days of a finding that its clocks need and nobody filled in."""
    case, process = dossier.kajian.folder.case, dossier.answers.process
    if case.route != "temuan" or case.dates.registered is None:
        return
    needed = {
        one for reading in clocks(dossier) for one in (reading.clock.from_, reading.clock.until)
    }
    for name in first_days(case.route):
        if name in needed and getattr(process, name) is None:
            words: Wording = {"date": field_words(f"process.{name}")}
            place = ("process", name)
            yield Gap(
                "explain", "finding_day_missing", "screening", place, {"date_id": name}, words=words
            )


def _late_windows(dossier: Dossier) -> list[Reading]:
    """Return the windows whose missing ends a matter, where they were missed."""
    return [one for one in clocks(dossier) if one.clock.fatal and one.state == "late"]


def _named(reading: Reading) -> dict[str, str]:
    last = reading.last.isoformat() if reading.last else ""
    return {"clock_id": reading.clock.id, "last": last}


def _told(dossier: Dossier, reading: Reading) -> Wording:
    return {
        "clock": reading.title(dossier.pack).pair(),
        "tag": {name: f" {reading.doubt(name)}".rstrip() for name in LANGUAGES},
    }
