"""The kajian in a notebook: a form to fill in, or static HTML of what was filled in."""

from __future__ import annotations

import atexit
from pathlib import Path

import ipywidgets as widgets

from workbench.case import CaseFolder, load
from workbench.case.journal import account
from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination, examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.kajian.saving.history import last_good
from workbench.kajian.saving.session import Session
from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.kajian.guided_walk import Walk
from workbench.ui.kajian.static import static_html
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
    kajian = load_kajian(folder)
    if examination is None:
        return static_html(as_json(kajian), language)
    view = as_json(
        kajian,
        exhibits=examination.exhibits,
        observations=examination.observations,
        duplicates=examination.duplicates,
    )
    return static_html(view, language)


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
