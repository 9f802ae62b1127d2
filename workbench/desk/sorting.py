"""By what exhibits are sorted and filtered on the desk: what is known of each, in words."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timezone
from typing import Any

from workbench.case.schema import ExhibitClaim
from workbench.examination.examine import Examination
from workbench.kajian.dossier import Dossier
from workbench.metadata.fact import Captured
from workbench.text import Language, say
from workbench.text.visible import visible

#: What a list of the gallery chooses from, in the order of its lists.
BY = ("kind", "day", "place", "device", "scene", "noticed", "tags", "giver", "cited", "answered")


def properties(
    known: Examination, dossier: Dossier, language: Language
) -> dict[str, dict[str, list[str]]]:
    """Return, by id, under each name of :data:`BY` but ``kind`` the words that hold.

    An exhibit may hold several words, or none: one with three observations is found under
    each of them.
    """
    claims = {claim.id: claim for claim in dossier.kajian.folder.claims}
    captured = {row.exhibit: row for row in known.captured}
    scenes = _scenes(known, language)
    noticed: defaultdict[str, list[str]] = defaultdict(list)
    for observation in known.observations:
        for exhibit in observation.exhibits:
            noticed[exhibit].append(observation.title(language))
    cited = dossier.cited_exhibits()
    found = {}
    for one in known.exhibits:
        claim, moment = claims.get(one.id), captured.get(one.id)
        found[one.id] = {
            "day": _words(here(moment, known)[:10] if moment is not None else ""),
            "place": _places(claim, moment),
            "device": _devices(claim, moment),
            "scene": scenes.get(one.path, []),
            "noticed": _words(*noticed.get(one.id, ())),
            "tags": _words(*(claim.tags if claim is not None else ())),
            "giver": _words(claim.received_from if claim is not None else ""),
            "cited": [say(f"desk.cited.{'yes' if one.id in cited else 'no'}", language)],
            "answered": [_answered(dossier, one.id, language)],
        }
    return found


def here(moment: Captured, known: Examination) -> str:
    """Return when something was made, by the office's clock; a time without a zone as it is."""
    if not moment.at:
        return ""
    try:
        told = datetime.fromisoformat(moment.at)
    except ValueError:
        return moment.at
    if told.tzinfo is not None:
        told = told.astimezone(timezone(known.folder.case.offset))
    return told.strftime("%Y-%m-%d %H:%M") if "T" in moment.at else moment.at


def placed(known: Examination) -> dict[str, dict[str, Any]]:
    """Return, by id, ``when`` and ``at`` (its minutes, to lay out) and ``where`` in degrees."""
    found = {}
    for row in known.captured:
        when = here(row, known)
        at = None
        with contextlib.suppress(ValueError):
            at = int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp() // 60)
        is_placed = row.latitude is not None and row.longitude is not None
        where = [row.latitude, row.longitude] if is_placed else None
        found[row.exhibit] = {"when": when, "at": at, "where": where}
    return found


def claimed(claims: Iterable[ExhibitClaim]) -> dict[str, dict[str, list[str]]]:
    """Return, by id, the words that what people say of an exhibit decides."""
    return {
        one.id: {"tags": _words(*one.tags), "giver": _words(one.received_from)} for one in claims
    }


def _places(claim: ExhibitClaim | None, moment: Captured | None) -> list[str]:
    said = claim.taken_place if claim is not None else None
    names = (said.name, said.village, said.district, said.regency) if said is not None else ()
    return _words(*names, moment.near if moment is not None else "")


def _devices(claim: ExhibitClaim | None, moment: Captured | None) -> list[str]:
    told = " ".join(filter(None, (moment.make, moment.model))) if moment is not None else ""
    return _words(told, claim.device if claim is not None else "")


def _scenes(known: Examination, language: Language) -> dict[str, list[str]]:
    """Return, by path, the scenes that several exhibits show, called by the most original one."""
    ids = {one.path: one.id for one in known.exhibits}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for scene in known.duplicates.scenes:
        if len(scene.members) > 1:
            named = say("desk.scene", language, exhibit=ids.get(scene.original, scene.original))
            for path in scene.members:
                found[path].append(visible(named))
    return found


def _answered(dossier: Dossier, exhibit: str, language: Language) -> str:
    """Say whether every observation that wants an answer has one."""
    answers: Mapping[str, str] = dossier.exhibit_answer(exhibit).answers
    asked = [one.code for one in dossier.observations_on(exhibit) if one.severity != "info"]
    if not asked:
        return say("desk.answered.nothing", language)
    is_open = any(not answers.get(code, "").strip() for code in asked)
    return say(f"desk.answered.{'no' if is_open else 'yes'}", language)


def _words(*values: Any) -> list[str]:
    shown = (visible(str(value).strip()) for value in values if value)
    return list(dict.fromkeys(filter(None, shown)))
