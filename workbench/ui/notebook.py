"""What the three notebooks call: one function for each cell.

Executed by ``workbench study`` a cell shows static HTML. In JupyterLab the same
cell shows widgets where they help: filters over the tables, the form of the kajian.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from workbench.case import CaseFolder, door, load
from workbench.errors import WorkbenchError
from workbench.examination import tables
from workbench.examination.examine import Examination, examine
from workbench.study import progress_file
from workbench.study.file_names import CASE_VARIABLE, FAILURE
from workbench.text import Language, say
from workbench.ui import show
from workbench.ui.evidence import comparison, gallery, observations
from workbench.ui.show import Shown

# The hash is shown on demand.
SUMMARY = tuple(one for one in tables.EXHIBITS if one != "sha256")
TAKEN = (
    "exhibit", "at", "zone", "source", "make", "model", "software", "latitude", "longitude",
    "near_km", "near_direction", "near", "zone_by_place",
)  # fmt: skip
FACT = ("exhibit", "source", "name", "value", "typed", "locator")
MOST_FACTS = 4000
FEWEST_FACTS = 25
# In JupyterLab a page stays light; tables/ holds every row.
PAGE = 50
TIMES = ("start", "end", "kind", "exhibit", "source", "stated", "reliability")


def open_case(case: str, language: Language = "id", *, interactive: bool = True) -> Workbook:
    """Open a case for a notebook.

    Parameters
    ----------
    case
        The case folder, relative to where the notebook runs. A run over the case
        says where it is through the environment instead.
    language
        ``id`` or ``en``.
    interactive
        True in JupyterLab; False while a study is made.
    """
    try:
        folder = load(os.environ.get(CASE_VARIABLE) or case)
    except WorkbenchError as error:
        if interactive:
            raise SystemExit(error.message(language)) from None
        _leave(error)
        raise
    return Workbook(folder, language, interactive=interactive)


def step(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a method one step: errors for people become a box, or data for the run's account."""

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(book: Workbook, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(book, *args, **kwargs)
            except WorkbenchError as error:
                if book.interactive:
                    return show.problem(error, book.language)
                _leave(error)
                raise

        call.step = name
        return call

    return wrap


class Workbook:
    """One case, as the cells of a notebook show it; evidence is read once, when first needed.

    Parameters
    ----------
    folder
        The case.
    language
        Of everything shown.
    interactive
        Whether cells may show widgets.
    """

    def __init__(self, folder: CaseFolder, language: Language, *, interactive: bool) -> None:
        self.folder = folder
        self.language = language
        self.interactive = interactive

    @cached_property
    def examination(self) -> Examination:
        """Everything that was read and found, from one pass over the exhibits."""
        from workbench.desk import by_products
        from workbench.ui.progress import shown

        if self.interactive:
            with shown(self.language) as progress:
                known = examine(self.folder, progress=progress)
        else:
            known = examine(self.folder, progress=progress_file.noting())
        by_products.keep(known)
        return known

    @step("case")
    def overview(self) -> Shown:
        """Show which case this is."""
        case = self.folder.case
        names = ("number", "title", "regime", "route", "zone", "allegation")
        rows = [
            (
                show.column_name(name, self.language),
                show.words(name, getattr(case, name), self.language),
            )
            for name in names
        ]
        notice = [show.line(say("notebook.invented", self.language))] if case.invented else []
        if self.interactive:
            # What is looked at comes first: the case itself is known to whoever opened it.
            title = " · ".join(filter(None, (case.number, case.title)))
            named = title or say("notebook.case.title", self.language)
            return show.folded(named, show.joined([*notice, show.pairs(rows)]))
        return show.section("case", self.language, *notice, show.pairs(rows))

    @step("exhibits")
    def exhibits(self) -> Any:
        """Show every entry of ``evidence/``, and its hash on demand."""
        frame = tables.exhibits(self.examination)
        hashes = show.folded(
            say("notebook.exhibits.hashes", self.language),
            show.table(frame, self.language, ("id", "path", "sha256")),
        )
        return self._filtered("exhibits", frame, SUMMARY, ("media_type", "status"), hashes)

    @step("pictures")
    def pictures(self) -> Any:
        """Show every exhibit: to look at in JupyterLab, small and made anew in a record."""
        if self.interactive:
            from workbench.ui.evidence.desk import desk

            return desk(self.examination, self.language)
        return show.section(
            "pictures", self.language, gallery.pictures(self.examination, self.language)
        )

    @step("readings")
    def readings(self) -> Any:
        """Show what a machine read, each strip with its words; in JupyterLab, search it all."""
        from workbench.ui.evidence.readings import readings

        shown = show.section("readings", self.language, *readings(self.examination, self.language))
        if not self.interactive:
            return shown
        from ipywidgets import HTML, VBox

        from workbench.ui.evidence.word_hits import search_box

        return VBox([search_box(self.examination, self.language), HTML(str(shown.html))])

    @step("captured")
    def captured(self) -> Any:
        """Show when, where and with what exhibits say they were made."""
        return self._filtered("captured", tables.captured(self.examination), TAKEN, ("exhibit",))

    @step("timeline")
    def timeline(self) -> Any:
        """Show all times in one order."""
        return self._filtered(
            "timeline", tables.timeline(self.examination), TIMES, ("kind", "exhibit")
        )

    @step("facts")
    def facts(self) -> Any:
        """Show every fact: by filter in JupyterLab, folded by exhibit in a record."""
        frame = tables.facts(self.examination)
        if self.interactive:
            from ipywidgets import VBox

            from workbench.ui.evidence.filters import filtered
            from workbench.ui.evidence.on_demand import closer

            found = filtered(
                "facts", frame, ("exhibit", "source"), self.language,
                lambda rows: show.table(rows, self.language, FACT), first=True,
            )  # fmt: skip
            return VBox([found, closer(self.examination, self.language)])
        grouped = list(frame.groupby("exhibit", sort=False))
        # A record is opened for years, also on small machines: all facts stand in tables/.
        most = max(MOST_FACTS // max(len(grouped), 1), FEWEST_FACTS)
        parts = [
            show.folded(
                f"{exhibit} ({len(rows)})", show.table(rows, self.language, FACT[1:], most=most)
            )
            for exhibit, rows in grouped
        ] or [show.table(frame, self.language)]
        return show.section("facts", self.language, *parts)

    @step("duplicates")
    def duplicates(self) -> Any:
        """Show groups of like exhibits, and pairs laid onto each other: to answer in JupyterLab."""
        known = self.examination
        frame = tables.pairs(known)
        measured = show.folded(
            say("notebook.duplicates.measured", self.language),
            show.table(frame, self.language, most=PAGE if self.interactive else show.MOST_ROWS),
        )
        groups = gallery.groups(known, self.language)
        if self.interactive:
            from workbench.ui.evidence.pair_answers import asked

            return asked(show.section("duplicates", self.language, groups, measured),
                         known, self.language)  # fmt: skip
        pairs = comparison.comparisons(known, known.duplicates, self.language)
        return show.section("duplicates", self.language, groups, pairs, measured)

    @step("observations")
    def observations(self) -> Any:
        """Show what the checks noticed, what it means and what it does not prove."""
        frame = tables.observations(self.examination, self.language)

        def render(rows: Any) -> Shown:
            return observations.cards(rows, self.language)

        return self._section("observations", frame, ("severity", "code"), render)

    @step("kajian")
    def kajian(self) -> Any:
        """Show the reviewer's answers: to edit in JupyterLab, as they were saved in a record."""
        from workbench.ui.kajian import cell

        make = cell.walk if self.interactive else cell.static
        return make(self.folder, self.language, examination=self.examination)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The content of ``study.json``."""
        from workbench import kajian
        from workbench.examination.document import assemble

        known = self.examination
        answers = kajian.as_json(
            kajian.load(self.folder),
            exhibits=known.exhibits,
            observations=known.observations,
            duplicates=known.duplicates,
        )
        return assemble(known, answers)

    @cached_property
    def canonical(self) -> bytes:
        """The bytes of ``study.json``."""
        from workbench.examination.document import canonical

        return canonical(self.document)

    @step("document")
    def write_document(self) -> Shown:
        """Write ``study.json`` and show its hash."""
        data = self.canonical
        door.write(Path("study.json"), data, durable=False)
        self._keep_readings()
        digest = hashlib.sha256(data).hexdigest()
        counts = [
            (say(f"notebook.{part}.title", self.language), len(self.document[part]))
            for part in ("exhibits", "facts", "timeline", "observations")
        ]
        return show.section("document", self.language, show.pairs([("sha256", digest), *counts]))

    def _keep_readings(self) -> None:
        """Keep the readings that the study rests on beside it, byte for byte."""
        from workbench.words.reading.case_readings import FILE, stated

        if not self.examination.words.digest:
            return
        data = stated(self.folder.path)
        if hashlib.sha256(data).hexdigest() == self.examination.words.digest:
            door.write(Path(FILE), data, durable=False)

    @step("report")
    def write_report(self) -> Shown:
        """Write the report, the official documents, the tables and the figures."""
        from workbench.report.copies import compose, source_of

        data = self.canonical
        digest = hashlib.sha256(data).hexdigest()
        source = source_of(json.loads(data), digest, self.examination)
        files = compose(source, "internal", self.language)
        for name, content in files.items():
            path = Path(name)
            door.make_folder(path.parent)
            door.write(path, content, durable=False)
        parts = [show.listed(sorted(files))]
        if self.interactive:
            parts.insert(0, show.line(say("notebook.report.draft", self.language)))
        return show.section("report", self.language, *parts)

    @step("release")
    def release(self) -> Any:
        """Show which pictures copies for others may show; in JupyterLab, decide it."""
        from workbench.ui.evidence import release

        make = release.form if self.interactive else release.static
        return make(self.folder, self.examination, self.language)

    @step("contents")
    def contents(self) -> Shown:
        """Show the files of this study, with size and hash."""
        return show.section(
            "contents", self.language, show.table(tables.files(Path()), self.language)
        )

    def _filtered(
        self, name: str, frame: Any, columns: tuple[str, ...], by: tuple[str, ...], *more: Shown
    ) -> Any:
        def render(rows: Any) -> Shown:
            return show.table(rows, self.language, columns)

        return self._section(name, frame, by, render, *more)

    def _section(
        self,
        name: str,
        frame: Any,
        by: tuple[str, ...],
        render: Callable[[Any], Shown],
        *more: Shown,
    ) -> Any:
        if self.interactive:
            from workbench.ui.evidence.filters import filtered

            return filtered(name, frame, by, self.language, render, more)
        return show.section(name, self.language, render(frame), *more)


def _leave(error: WorkbenchError) -> None:
    """Leave the error as data for the run that executes this notebook."""
    fields = {
        name: value
        for name, value in error.fields.items()
        if isinstance(value, str | int | float | bool)
    }
    text = json.dumps({"code": error.code, "fields": fields})
    door.write(Path(FAILURE), text.encode("utf-8"), durable=False)
