"""The kajian as it enters ``study.json``: answers, the law they cite, and what is computed.

Everything a report needs is in here, texts of the law in both languages included,
so that a report can be made from the study alone, years after the pack changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from workbench.checks.observation import Observation
from workbench.duplicates.pair import Duplicates
from workbench.evidence.exhibit import Exhibit
from workbench.kajian.clocks import clocks
from workbench.kajian.completeness import completeness
from workbench.kajian.dossier import Dossier
from workbench.kajian.endings import concerned
from workbench.kajian.hints.contradictions import contradictions
from workbench.kajian.hints.corroboration import corroboration
from workbench.kajian.hints.element_tests import examine_element
from workbench.kajian.hints.requirements import hints
from workbench.kajian.letters_told import told_letters
from workbench.kajian.saving.answers import Kajian
from workbench.kajian.shapes import Conclusion, ElementAnswer, Ending, RequirementAnswer
from workbench.kajian.steps import progress
from workbench.kajian.whereabouts import extents, words, wrong
from workbench.law.differing import differences
from workbench.law.item import Item, Words
from workbench.law.shapes import Conflict, Element, Norm
from workbench.metadata.fact import Fact
from workbench.text import LANGUAGES

Json = dict[str, Any]


def as_json(
    kajian: Kajian,
    *,
    exhibits: Iterable[Exhibit] = (),
    observations: Iterable[Observation] = (),
    duplicates: Duplicates | None = None,
    facts: Iterable[Fact] = (),
) -> Json:
    """Return a kajian as it enters ``study.json``: plain, sorted, no clock, no path.

    See :func:`compile_view` for its keys. Without the results of the examination,
    what depends on them is left out, not guessed.
    """
    return compile_view(
        Dossier(
            kajian,
            tuple(exhibits),
            tuple(observations),
            duplicates or Duplicates(),
            extents(facts),
        )
    )


def compile_view(dossier: Dossier) -> Json:
    """Return the whole kajian as plain values.

    Returns
    -------
    dict
        ``format``; ``rule_pack`` (id, version, sha256, title, and where an office's
        own pack says otherwise); ``answers`` (the
        reviewer's own words, as in ``kajian.yaml``); ``steps`` (step, status,
        blocking, unexplained, advice); ``requirements``; ``exhibits``;
        ``attributions``; ``marks`` (each with its ``place`` in words, ``locator``,
        ``cited_by``, and in ``wrong`` why it leads nowhere); ``statements``; ``facts``;
        ``norms`` (each with its ``elements``: the matrix); ``conclusions``; ``pleno``; ``clocks``;
        ``contradictions``; ``gaps``. Every text of the law is
        ``{"id": …, "en": …, "mark": …, "note": …, "basis": …}``: see
        :class:`workbench.law.marked.Marked`.
    """
    gaps = completeness(dossier)
    answers = dossier.answers
    return {
        "format": "1",
        "empty": dossier.kajian.is_empty,
        "rule_pack": _pack(dossier),
        "issue": answers.issue,
        "answers": answers.model_dump(mode="json", exclude_defaults=True),
        "steps": [asdict(step) | {"status": step.status} for step in progress(dossier, gaps)],
        "requirements": _requirements(dossier),
        "screening": _screening(dossier),
        "exhibits": _exhibits(dossier),
        "attributions": [
            {"id": key} | one.model_dump(mode="json")
            for key, one in sorted(answers.attributions.items())
        ],
        "marks": _marks(dossier),
        "statements": [
            {"id": key} | one.model_dump(mode="json")
            for key, one in sorted(dossier.statements.items())
        ],
        "facts": [
            {"id": key} | one.model_dump(mode="json") for key, one in sorted(answers.facts.items())
        ],
        "norms": [_norm(dossier, norm) for norm in dossier.norms],
        "conclusions": [_conclusion(dossier, norm) for norm in dossier.norms],
        **told_letters(dossier),
        "recommendation": answers.recommendation,
        "pleno": answers.pleno.model_dump(mode="json"),
        "clocks": [
            reading.as_json(dossier.pack)
            | {"conflicts": _conflicts(dossier, dossier.pack.conflicts_about(reading.clock.id))}
            for reading in clocks(dossier)
        ],
        "contradictions": [asdict(one) for one in contradictions(dossier)],
        "phases": _phases(dossier),
        "gaps": [gap.as_json() for gap in gaps],
    }


def _pack(dossier: Dossier) -> Json:
    pack = dossier.pack
    return {
        "id": pack.id,
        "version": pack.version,
        "sha256": pack.sha256,
        "title": pack.title.model_dump(),
        "note": pack.data.note.model_dump() if pack.data.note else None,
        "disagreements": [
            {
                "section": odd.section,
                "item": odd.item,
                "used_pack": odd.used_origin,
                "other_pack": odd.other_origin,
                "fields": [one.as_json() for one in differences(pack, odd)],
            }
            for odd in pack.disagreements
        ],
    }


def _told(dossier: Dossier, item: Item, words: Words | None = None) -> Json:
    """Return what an item says, with its mark, note and basis."""
    return dossier.pack.marked(item, words).as_json()


def _phases(dossier: Dossier) -> list[Json]:
    """Return the stages of the election that the event lies in, first and last day inclusive."""
    return [
        period.model_dump(mode="json", by_alias=True, include={"id", "from_", "to"})
        | {"text": _told(dossier, period)}
        for period in dossier.pack.stages(dossier.regime, dossier.event_day, dossier.area)
    ]


def _requirements(dossier: Dossier) -> list[Json]:
    case = dossier.kajian.folder.case
    given = dossier.answers.screening.requirements
    return [
        {
            "id": item.id,
            "kind": item.kind,
            "text": _told(dossier, item),
            "instrument": item.instrument,
            "article": item.article,
            "mark": item.mark,
            "enforced": item.enforced,
            "computed": [
                {language: hint.message(language) for language in LANGUAGES}
                for hint in hints(dossier, item)
            ],
        }
        | given.get(item.id, RequirementAnswer()).model_dump(mode="json")
        for item in dossier.pack.requirements(case.regime, case.route)
    ]


def _screening(dossier: Dossier) -> Json:
    screening = dossier.answers.screening
    return {
        "eligibility": screening.eligibility,
        "eligibility_text": _told_item(dossier, "eligibility", screening.eligibility),
        "result": screening.result,
        "result_text": _choice(dossier, "screening_results", screening.result),
        "target_text": _told_item(dossier, "routing", screening.target),
        **screening.model_dump(
            mode="json", include={"reason", "target", "addressee", "copies", "letter"}
        ),
    }


def _exhibits(dossier: Dossier) -> list[Json]:
    cited = dossier.cited_exhibits()
    return [
        {"id": key, "cited": key in cited}
        | dossier.exhibit_answer(key).model_dump(mode="json")
        | {"unanswered": _unanswered(dossier, key)}
        for key in dossier.exhibit_ids
    ]


def _marks(dossier: Dossier) -> list[Json]:
    cited = [(name, keys) for name, keys in dossier.citations() if keys]
    return [
        {"id": key}
        | one.model_dump(mode="json")
        | {
            "locator": f"{one.exhibit}#{one.at.strip().removeprefix('#')}",
            "place": {language: words(one.at, language) for language in LANGUAGES},
            "cited_by": list(dict.fromkeys(name for name, keys in cited if key in keys)),
            "wrong": None
            if (found := wrong(dossier, one)) is None
            else {"code": found[0]} | found[1],
        }
        for key, one in sorted(dossier.answers.marks.items(), key=_numbered)
    ]


def _numbered(item: tuple[str, object]) -> tuple[str, int]:
    """Return what sorts L-2 before L-10."""
    head, _, number = item[0].rpartition("-")
    return head, int(number)


def _unanswered(dossier: Dossier, exhibit: str) -> list[str]:
    answers = dossier.exhibit_answer(exhibit).answers
    return [
        one.code
        for one in dossier.observations_on(exhibit)
        if one.severity == "serious" and not answers.get(one.code, "").strip()
    ]


def _norm(dossier: Dossier, norm: Norm) -> Json:
    instrument = dossier.pack.instrument(norm.instrument)
    day = dossier.event_day
    return {
        "id": norm.id,
        "title": _told(dossier, norm),
        "list": norm.list_,
        "instrument": norm.instrument,
        "instrument_title": _told(dossier, instrument) if instrument else None,
        "article": norm.article,
        "mark": norm.mark,
        "note": norm.note.model_dump() if norm.note else None,
        "sanction": _told(dossier, norm, norm.sanction) if norm.sanction else None,
        "in_force": None if day is None else dossier.pack.in_force(norm, day),
        "force": dossier.pack.force(norm, day).as_json(),
        "elements": [
            _element(dossier, element, answer)
            for other, element, answer in dossier.rows()
            if other.id == norm.id
        ],
    }


def _element(dossier: Dossier, element: Element, answer: ElementAnswer) -> Json:
    return {
        "id": element.id,
        "kind": element.kind,
        "text": _told(dossier, element),
        "question": _told(dossier, element, element.question),
        "mark": element.mark,
        "corroboration": asdict(corroboration(dossier, answer.supports)),
        "conflicts": _conflicts(dossier, dossier.pack.conflicts_for(element.id)),
        "tested": _tested(dossier, element),
        "warnings": [_told(dossier, trap) for trap in dossier.pack.traps_for(element.id)],
    } | answer.model_dump(mode="json")


def _conflicts(dossier: Dossier, found: Iterable[Conflict]) -> list[Json]:
    """Return where official guidance differs, every reading, and what the reviewer says to it."""
    return [
        {
            "id": conflict.id,
            "issue": _told(dossier, conflict),
            "readings": [
                {"id": reading.id, "text": _told(dossier, conflict, reading.text)}
                | {"source": reading.source}
                for reading in conflict.readings
            ],
            "considered": dossier.answers.readings.get(conflict.id, ""),
        }
        for conflict in found
    ]


def _tested(dossier: Dossier, element: Element) -> Json | None:
    tested = examine_element(dossier, element)
    if tested is None:
        return None
    message = {language: tested.message(language) for language in LANGUAGES}
    return {"agrees": tested.agrees, "code": tested.code, "message": message}


def _conclusion(dossier: Dossier, norm: Norm) -> Json:
    answer = dossier.answers.conclusions.get(norm.id, Conclusion())
    return {
        "norm": norm.id,
        "title": _told(dossier, norm),
        "cited": dossier.pack.cited(norm).as_json(),
        "concerns": list(concerned(dossier, norm)),
        **_ending(dossier, answer),
        "about": list(answer.about),
        "persons": {person: _ending(dossier, own) for person, own in answer.own_ends.items()},
    }


def _ending(dossier: Dossier, answer: Ending) -> Json:
    """Return one end with the words of the pack for what was chosen."""
    plain = answer.model_dump(mode="json", include=set(Ending.model_fields))
    return {
        "conclusion_text": _choice(dossier, "conclusions", answer.conclusion),
        "category_text": _choice(dossier, "categories", answer.category),
        "disposition_text": _choice(dossier, "dispositions", answer.disposition),
        "target_text": _told_item(dossier, "routing", answer.target),
    } | plain


def _told_item(dossier: Dossier, section: str, key: str) -> Json | None:
    found = next((one for one in dossier.pack.items(section) if one.id == key), None)
    return _told(dossier, found) if found else None


def _choice(dossier: Dossier, section: str, key: str) -> Json | None:
    choice = dossier.pack.choice(section, key) if key else None
    return _told(dossier, choice) if choice else None
