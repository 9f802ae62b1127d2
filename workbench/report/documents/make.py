"""All official documents of one study, by the name of their file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case.schema import Identity
from workbench.report.context import Context
from workbench.report.documents import (
    ba_klarifikasi,
    ba_pleno,
    ba_sumpah,
    daftar_bukti,
    kajian,
    kajian_awal,
    lembar_pemeriksa,
    pemberitahuan_status,
    penerusan,
    temuan,
    undangan_klarifikasi,
)
from workbench.report.documents.comments import plain
from workbench.report.documents.forms import formulir
from workbench.report.documents.letterhead import Forms, common
from workbench.report.documents.office_settings import Office, load_office
from workbench.report.render.docx_template import fill
from workbench.resources import templates
from workbench.text import Language
from workbench.text.visible import visible

Maker = Callable[[Context, Office, Forms, Mapping[str, Any]], dict[str, Any]]

_PAPERS: dict[str, Maker] = {
    "formulir": formulir.values,
    "kajian_awal": kajian_awal.values,
    "temuan": temuan.values,
    "kajian": kajian.values,
    "undangan_klarifikasi": undangan_klarifikasi.values,
    "ba_sumpah": ba_sumpah.values,
    "ba_klarifikasi": ba_klarifikasi.values,
    "penerusan": penerusan.values,
    "pemberitahuan_status": pemberitahuan_status.values,
    "ba_pleno": ba_pleno.values,
    "daftar_bukti": daftar_bukti.values,
}
BESIDE = "lembar_pemeriksa"
"""The page for the reviewer, made of what all the others hold."""
PURPOSES = (*_PAPERS, BESIDE)
"""What the documents are for: the names of their templates."""


@dataclass(frozen=True)
class Paper:
    """One document to be made.

    Attributes
    ----------
    purpose, name
        What it is for, and the name of its file.
    subject
        What it is about: a party, a statement, a letter; nothing where it is the case.
    people
        Ids of those whom it is to, by or about; None where it is everybody.
    """

    purpose: str
    name: str
    subject: Mapping[str, Any]
    people: tuple[str, ...] | None = None


def documents(
    study: Mapping[str, Any],
    language: Language,
    *,
    templates: Path | None = None,
    only: Collection[str] | None = None,
    previews: Mapping[str, bytes] | None = None,
    people: Mapping[str, Identity] | None = None,
    clean: bool = False,
) -> dict[str, bytes]:
    """Return every document as Word files, the same bytes for the same study.

    Parameters
    ----------
    study
        The content of ``study.json``.
    templates
        Folder with the office's own templates; one that is not there is taken
        from the shipped ones.
    only
        Purposes to be made; None makes all.
    previews
        JPEG bytes by the study's own paths, of the pictures that may be shown.
    people
        Whose real names may stand in letters, by pseudonym.
    clean
        Whether the papers are made without comments.

    Raises
    ------
    ReportError
        When a template asks for something unknown or is broken.
    """
    context = Context(study, previews or {}, language, people=people or {})
    office = load_office(context.case)
    forms = Forms.of(context)
    filled: dict[str, tuple[str, dict[str, Any]]] = {}
    for paper in papers(study):
        if only is None or paper.purpose in only:
            values = common(context, office, forms, paper.purpose)
            values |= _PAPERS[paper.purpose](context, office, forms, paper.subject)
            filled[paper.name] = paper.purpose, values
    if only is None or BESIDE in only:
        values = common(context, office, forms, BESIDE)
        values |= lembar_pemeriksa.values(context, {name: one for name, (_, one) in filled.items()})
        filled[BESIDE] = BESIDE, values
    made: dict[str, bytes] = {}
    for name, (purpose, values) in filled.items():
        title = f"{values['title']} {values['number']}"
        template = _template(purpose, name, templates)
        made[f"{name}.docx"] = fill(
            template,
            values,
            plain(title),
            language,
            comments=not clean and purpose != BESIDE,
            office=visible(office.name),
        )
    return made


def papers(study: Mapping[str, Any]) -> Iterator[Paper]:
    """Yield each document of a study but the reviewer's page."""
    case: Mapping[str, Any] = study.get("case") or {}
    for purpose in _PAPERS:
        if purpose == "undangan_klarifikasi":
            for party in case.get("parties") or ():
                name = f"{purpose}_{_plain(party.get('id'))}"
                yield Paper(purpose, name, party, (str(party.get("id")),))
        elif purpose in {"ba_klarifikasi", "ba_sumpah"}:
            yield from _of_statements(purpose, study.get("statements") or ())
        elif purpose == "formulir":
            for form in formulir.purposes(study):
                yield Paper(
                    purpose, f"{purpose}_{form}", {"purpose": form}, formulir.people(study, form)
                )
        elif purpose == "penerusan":
            yield from _letters((study.get("kajian") or {}).get("letters") or ())
        elif purpose not in _NOT_MADE.get(str(case.get("route")), ("temuan",)):
            yield Paper(purpose, purpose, {})


# A finding has no report to be looked at first, and a report is no finding.
_NOT_MADE = {"temuan": ("kajian_awal",)}


def _of_statements(purpose: str, statements: Sequence[Mapping[str, Any]]) -> Iterator[Paper]:
    given: dict[str, int] = {}
    for item in statements:
        person = _plain(item.get("person"))
        given[person] = given.get(person, 0) + 1
        more = f"_{given[person]}" if given[person] > 1 else ""
        if purpose == "ba_klarifikasi" or item.get("sworn"):
            yield Paper(purpose, f"{purpose}_{person}{more}", item, (str(item.get("person")),))


def _letters(letters: Sequence[Mapping[str, Any]]) -> Iterator[Paper]:
    """Yield each letter under the name of its form; several on one track are numbered."""
    given: dict[str, int] = {}
    for letter in letters:
        name = _plain(letter.get("purpose") or letter.get("track"), "_")
        given[name] = given.get(name, 0) + 1
        more = f"_{given[name]}" if given[name] > 1 else ""
        yield Paper("penerusan", f"{name}{more}", letter, tuple(letter.get("persons") or ()))


def _plain(value: Any, also: str = "") -> str:
    return "".join(
        c if (c.isalnum() and c.isascii()) or c in also else "-" for c in str(value or "x")
    )


def _template(purpose: str, name: str, own: Path | None) -> Path:
    """Return the office's own template for this very letter, for its kind, or the shipped one."""
    for stem in (name.rstrip("_0123456789"), purpose):
        if own is not None and (own / f"{stem}.docx").is_file():
            return own / f"{stem}.docx"
    return templates() / "documents" / f"{purpose}.docx"
