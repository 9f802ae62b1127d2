"""What each page of the walk shows: questions, their basis, and the fields to answer them."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from workbench.kajian.gap import Gap
from workbench.kajian.pages import Page
from workbench.ui.kajian.exhibit_pages import ExhibitPages
from workbench.ui.kajian.intake_pages import RecordPages
from workbench.ui.kajian.judgement_pages import JudgementPages
from workbench.ui.kajian.page_parts import Widgets
from workbench.ui.kajian.statement_pages import StatementPages


class PageMaker(RecordPages, ExhibitPages, StatementPages, JudgementPages):
    """Makes any page of the walk."""

    def make(self, page: Page, gaps: tuple[Gap, ...]) -> list[widgets.Widget]:
        """Return a page's widgets, with a field for each gap that asks for an explanation."""
        made: dict[str, Callable[[str], Widgets]] = {
            "intake": self._intake,
            "screening": self._screening,
            "exhibits": self._exhibits,
            "statements": self._statements,
            "facts": self._facts,
            "matrix": self._matrix,
            "conclusion": self._conclusion,
            "pleno": self._pleno,
        }
        self.fields.clear()
        return [*made[page.step](page.item), *self._explanations(page, gaps)]
