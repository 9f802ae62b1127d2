"""The kajian in a notebook: a form to fill in, or static HTML of what was filled in."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench.case import CaseFolder, load
from workbench.case.journal import account
from workbench.errors import WorkbenchError
from workbench.examination.document import told_by_people
from workbench.examination.examine import Examination, examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.kajian.saving.history import last_good
from workbench.kajian.saving.session import Session
from workbench.report.context import Context
from workbench.report.sections import kajian as kajian_part
from workbench.report.sections import parties
from workbench.text import Language, say
from workbench.ui import report_parts, show
from workbench.ui.kajian.guided_walk import Walk
from workbench.ui.show import Shown

# One session per case in this kernel: running the cell again must not lock itself out.
_OPEN: dict[Path, Session] = {}


def walk(
    case: CaseFolder | Path | str,
    language: Language = "id",
    *,
    examination: Examination | None = None,
    person: str = "",
) -> widgets.Widget:
    """Return the guided walk through a case's kajian; every change is saved at once.

    Parameters
    ----------
    case
        The case, or its folder.
    language
        ``id`` or ``en``.
    examination
        What is known of the evidence; without it the evidence is examined now.
    person
        Who writes; the account's name when empty.
    """
    folder = case if isinstance(case, CaseFolder) else load(case)
    known = examination if examination is not None else examine(folder)
    if folder.path in _OPEN:
        _OPEN.pop(folder.path).close()
    try:
        session = Session(folder, person or account())
    except WorkbenchError as error:
        return _failed(folder, error, language)
    if not _OPEN:
        # A kernel that ends in peace leaves no lock file in the case folder.
        atexit.register(_close_all)
    _OPEN[folder.path] = session
    return Walk(session, language, known).box


def static(
    case: CaseFolder | Path | str,
    language: Language = "id",
    *,
    examination: Examination | None = None,
) -> Shown:
    """Return the saved answers as static HTML, everything escaped, without script."""
    folder = case if isinstance(case, CaseFolder) else load(case)
    known = examination if examination is not None else Examination(folder)
    answers = as_json(
        load_kajian(folder),
        exhibits=known.exhibits,
        observations=known.observations,
        duplicates=known.duplicates,
        facts=known.facts,
    )
    return told(told_by_people(known, answers), language)


def told(study: Mapping[str, Any], language: Language) -> Shown:
    """Return what people wrote in a study, as its report tells it: the very same parts."""
    context = Context(study, {}, language)
    part = kajian_part.kajian(context)
    shown = [show.title(say("kajian.ui.title", language))]
    if study["kajian"]["empty"]:
        shown += [show.line(say(f"kajian.ui.{name}", language)) for name in ("empty", "empty_next")]
    return show.joined(
        [
            *shown,
            *map(show.line, part.intro),
            show.heading(say("kajian.clock.title", language)),
            *map(report_parts.table, parties.clocks(context)),
            *report_parts.section(parties.statements(context)),
            *map(report_parts.answer, part.answers),
        ]
    )


def _failed(folder: CaseFolder, error: WorkbenchError, language: Language) -> widgets.Widget:
    """Return why the kajian cannot be opened, with the last state that the journal proves."""
    parts: list[widgets.Widget] = [widgets.HTML(str(show.problem(error, language).html))]
    kept = last_good(folder)
    if kept:
        parts.append(widgets.HTML(str(show.line(say("kajian.ui.last_good", language)).html)))
        shown = widgets.Textarea(value=kept, disabled=True, rows=12, layout={"width": "100%"})
        shown.description = "kajian.yaml"
        parts.append(shown)
    return widgets.VBox(parts)


def _close_all() -> None:
    while _OPEN:
        _OPEN.popitem()[1].close()
