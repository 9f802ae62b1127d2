"""Gaps of step 3: exhibits, the observations on them, and accounts."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.wording import Wording
from workbench.text import LANGUAGES

# Kinds that another copy can contradict, and kinds that vanish unless captured.
_COMPARED = {"percakapan", "tangkapan_layar"}
_CAPTURED = {"tangkapan_layar", "tautan"}


def exhibit_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield changed bytes, unanswered observations and exhibits that nothing rests on."""
    cited = dossier.cited_exhibits()
    claimed = {claim.id: claim for claim in dossier.kajian.folder.claims}
    for exhibit in dossier.exhibits:
        claim = claimed.get(exhibit.id)
        fields = {"exhibit": exhibit.id}
        place = ("exhibits", exhibit.id)
        noted = {claim.sha256 if claim else None, dossier.exhibit_answer(exhibit.id).sha256}
        if exhibit.sha256 and noted - {None, exhibit.sha256}:
            level = "blocks" if exhibit.id in cited else "explain"
            yield Gap(level, "exhibit_changed", "exhibits", place, fields)  # type: ignore[arg-type]
        if exhibit.id in cited and exhibit.status != "ok":
            yield Gap("blocks", "exhibit_unreadable_cited", "exhibits", place, fields)
        yield from _unanswered(dossier, exhibit.id, is_cited=exhibit.id in cited)
    yield from _capture_gaps(dossier, cited)
    for exhibit_id in dossier.exhibit_ids:
        if exhibit_id not in cited:
            fields = {"exhibit": exhibit_id}
            yield Gap("explain", "exhibit_uncited", "exhibits", ("exhibits", exhibit_id), fields)
    for exhibit_id in dossier.answers.exhibits:
        if exhibit_id not in dossier.exhibit_ids:
            fields = {"exhibit": exhibit_id}
            yield Gap("blocks", "exhibit_unknown", "exhibits", ("exhibits", exhibit_id), fields)


def _capture_gaps(dossier: Dossier, cited: set[str]) -> Iterator[Gap]:
    """Yield what is lost when nobody notes it at once: captures, comparisons, material held."""
    for claim in dossier.kajian.folder.claims:
        answer = dossier.exhibit_answer(claim.id)
        fields, place = {"exhibit": claim.id}, ("exhibits", claim.id)
        if claim.kind in _COMPARED and claim.id in cited and not answer.comparison.strip():
            yield Gap("explain", "comparison_missing", "exhibits", place, fields)
        if claim.kind in _CAPTURED and claim.captured_at is None:
            yield Gap("explain", "capture_unrecorded", "exhibits", place, fields)
        if claim.url and answer.online_checked is None:
            yield Gap("advice", "link_unchecked", "exhibits", place, fields)
    for key in sorted(cited):
        answer = dossier.exhibit_answer(key)
        properties = (answer.accessible, answer.displayable, answer.integrity, answer.accountable)
        if None in properties:
            yield Gap("advice", "properties_open", "exhibits", ("exhibits", key), {"exhibit": key})
        if answer.shown and not answer.shown_by:
            yield Gap("explain", "shown_by_nobody", "exhibits", ("exhibits", key), {"exhibit": key})
    for key, answer in dossier.answers.exhibits.items():
        if answer.held_by.strip():
            fields = {"exhibit": key, "holder": answer.held_by}
            yield Gap("explain", "material_held", "exhibits", ("exhibits", key), fields)


def _unanswered(dossier: Dossier, exhibit: str, *, is_cited: bool) -> Iterator[Gap]:
    answers = dossier.exhibit_answer(exhibit).answers
    for observation in dossier.observations_on(exhibit):
        if observation.severity == "info" or answers.get(observation.code, "").strip():
            continue
        place = ("exhibits", exhibit, "answers", observation.code)
        fields = {"exhibit": exhibit, "code": observation.code}
        words: Wording = {
            "title": {language: observation.title(language) for language in LANGUAGES}
        }
        if observation.severity == "serious" and is_cited:
            yield Gap("blocks", "serious_unanswered_cited", "exhibits", place, fields, words=words)
        elif observation.severity == "serious":
            yield Gap("explain", "serious_unanswered", "exhibits", place, fields, words=words)
        else:
            yield Gap("advice", "attention_unanswered", "exhibits", place, fields, words=words)


def attribution_gaps(dossier: Dossier) -> Iterator[Gap]:
    """Yield accounts that are used as if they were persons, and attributions left open."""
    attributed = {one.account for one in dossier.answers.attributions.values()}
    cited = dossier.cited_exhibits()
    for claim in dossier.kajian.folder.claims:
        if claim.account and claim.id in cited and claim.account not in attributed:
            fields = {"exhibit": claim.id, "account": claim.account}
            place = ("exhibits", claim.id)
            yield Gap("explain", "account_unattributed", "exhibits", place, fields)
    for key, attribution in dossier.answers.attributions.items():
        fields, place = {"attribution": attribution.account or key}, ("attributions", key)
        if attribution.judgement in (None, "belum_dinilai"):
            yield Gap("blocks", "attribution_unjudged", "exhibits", place, fields)
        elif attribution.judgement == "terpenuhi" and not attribution.cites:
            yield Gap("blocks", "attribution_without_evidence", "exhibits", place, fields)
        elif attribution.judgement == "terpenuhi" and not attribution.alternative.strip():
            yield Gap("explain", "attribution_without_alternative", "exhibits", place, fields)
