"""All official documents of one study, by the name of their file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.case.schema import Identity
from workbench.report.context import Context
from workbench.report.documents import (
    ba_klarifikasi,
    ba_pleno,
    daftar_bukti,
    kajian,
    kajian_awal,
    pemberitahuan_status,
    penerusan,
    undangan_klarifikasi,
)
from workbench.report.documents.fill import fill
from workbench.report.documents.letterhead import Forms, common
from workbench.report.documents.office_settings import Office, load_office
from workbench.resources import templates
from workbench.text import Language

Maker = Callable[[Context, Office, Mapping[str, Any]], dict[str, Any]]

# Each document's values, and which parts of the law it shows.
_PAPERS: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "kajian_awal": (kajian_awal.values, kajian_awal.LAW),
    "kajian": (kajian.values, kajian.LAW),
    "undangan_klarifikasi": (undangan_klarifikasi.values, undangan_klarifikasi.LAW),
    "ba_klarifikasi": (ba_klarifikasi.values, ba_klarifikasi.LAW),
    "penerusan": (penerusan.values, penerusan.LAW),
    "pemberitahuan_status": (pemberitahuan_status.values, pemberitahuan_status.LAW),
    "ba_pleno": (ba_pleno.values, ba_pleno.LAW),
    "daftar_bukti": (daftar_bukti.values, daftar_bukti.LAW),
}
PURPOSES = tuple(_PAPERS)
"""What the documents are for: the names of their templates."""


def documents(
    study: Mapping[str, Any],
    language: Language,
    *,
    templates: Path | None = None,
    only: Collection[str] | None = None,
    previews: Mapping[str, bytes] | None = None,
    people: Mapping[str, Identity] | None = None,
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

    Raises
    ------
    ReportError
        When a template asks for something unknown or is broken.
    """
    context = Context(study, previews or {}, language, people=people or {})
    office = load_office(context.case)
    forms = Forms.of(context, PURPOSES)
    made: dict[str, bytes] = {}
    for purpose, name, subject in _wanted(context):
        if only is not None and purpose not in only:
            continue
        values, law = _PAPERS[purpose]
        filled = common(context, office, forms, purpose, law)
        filled |= values(context, office, subject)
        title = f"{filled['title']} {filled['number']}"
        made[f"{name}.docx"] = fill(_template(purpose, templates), filled, title, language)
    return made


def _wanted(context: Context) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each document: its purpose, the name of its file, and whom it is about."""
    for purpose in PURPOSES:
        if purpose == "undangan_klarifikasi":
            for party in context.case.get("parties") or ():
                yield purpose, f"{purpose}_{_plain(party.get('id'))}", party
        elif purpose == "ba_klarifikasi":
            given: dict[str, int] = {}
            for item in context.rows("statements"):
                person = _plain(item.get("person"))
                given[person] = given.get(person, 0) + 1
                more = f"_{given[person]}" if given[person] > 1 else ""
                yield purpose, f"{purpose}_{person}{more}", item
        else:
            yield purpose, purpose, {}


def _plain(value: Any) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in str(value or "x"))


def _template(purpose: str, own: Path | None) -> Path:
    name = f"{purpose}.docx"
    if own is not None and (own / name).is_file():
        return own / name
    return templates() / "documents" / name
