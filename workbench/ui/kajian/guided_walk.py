"""The guided walk: steps, pages, what is missing, and when it was saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import ipywidgets as widgets
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination
from workbench.kajian.completeness import completeness
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import STEPS, Gap
from workbench.kajian.pages import Page, page_at, page_of, pages
from workbench.kajian.place import recall, remember
from workbench.kajian.saving.answers import Kajian
from workbench.kajian.saving.drafts import Draft
from workbench.kajian.saving.session import Session
from workbench.kajian.steps import Progress, progress
from workbench.kajian.whereabouts import extents
from workbench.text import Language, say
from workbench.ui.kajian.answer_names import field_name
from workbench.ui.kajian.citing import Citing
from workbench.ui.kajian.fields import Place, focus_soon
from workbench.ui.kajian.heading import clocks_html, title_html
from workbench.ui.kajian.lists import ListFields, close
from workbench.ui.kajian.open_gaps import OpenGaps
from workbench.ui.kajian.pages import PageMaker
from workbench.ui.kajian.standing import Standing
from workbench.ui.kajian.style import STYLE
from workbench.ui.kajian.typing import Typing
from workbench.ui.keys import Keys


class Walk:
    """One case's walk in JupyterLab.

    Parameters
    ----------
    session
        The answers, open for writing or reading.
    language
        Of everything shown.
    examination
        What is known of the evidence; None when it was not examined.
    """

    def __init__(
        self, session: Session, language: Language, examination: Examination | None
    ) -> None:
        self.session = session
        self.language = language
        self.examination = examination
        self._standing = Standing(session, language, self._renew, self._undo)
        self._steps = {step: widgets.Button(layout={"width": "auto"}) for step in STEPS}
        self._head = widgets.HTML()
        self._open_gaps = OpenGaps(language, lambda gap: self.go(page_of(gap)))
        self._items = widgets.Dropdown(description=say("kajian.ui.choose", language))
        self._clocks = widgets.HTML()
        self._clocks.add_class("kajian-clocks")
        self._intro = widgets.HTML()
        self._body = widgets.VBox()
        self._back, self._on = widgets.Button(), widgets.Button()
        self._page = Page()
        self._quiet = False
        self._gaps: tuple[Gap, ...] = ()
        self._extents = extents(examination.facts) if examination else {}
        self._dossier = self._assemble()
        self._fields = ListFields(session, language, self._after)
        self._maker = PageMaker(
            self._fields,
            lambda: self._dossier,
            examination,
            self.go,
            language,
            desk=self._desk(examination),
        )
        self._typing = Typing(self._kept, self._settle)
        self.box = self._lay_out()
        self._refresh()
        place = recall(session.folder)
        self.go(place if place.step in STEPS else Page())
        self._tell_recovered(session.recovered)
        self._standing.watch()

    def _desk(self, examination: Examination | None) -> Citing | None:
        """Return what shows exhibits where they are cited; None where none was examined."""
        if examination is None or not examination.exhibits:
            return None
        return Citing(
            examination,
            self.language,
            lambda: self._dossier,
            self._fields.attempt,
            lambda: self.session.can_write,
        )

    def go(self, page: Page, *, focus: bool = False) -> None:
        """Open a page; one that does not exist (any more) opens its step, an empty one itself."""
        wanted = page if page.step else self._page
        known = pages(self._dossier, wanted.step)
        self._page = wanted if wanted in known else (known[0] if known else Page(wanted.step))
        remember(self.session.folder, self._page)
        self._draw()
        if focus:
            focus_soon(self._body)

    def _draw(self) -> None:
        step = self._page.step
        self._intro.value = str(
            Markup("<h3>{}</h3><p>{}</p>").format(
                say(f"kajian.step.{step}", self.language),
                say(f"kajian.intro.{step}", self.language),
            )
        )
        for name, button in self._steps.items():
            (button.add_class if name == step else button.remove_class)("kajian-current")
        left = self._body.children
        self._body.children = self._maker.make(self._page, self._gaps)
        for widget in left:
            close(widget)
        self._list_pages()
        self._open_gaps.show(self._mine())
        self._name_neighbours()

    def _name_neighbours(self) -> None:
        """Say on the two buttons below the page where they lead."""
        for name, button, page in self._neighbours():
            button.layout.display = "none" if page is None else ""
            if page is not None:
                step = say(f"kajian.step.{page.step}", self.language)
                there = f"{step}, {self._maker.label(page)}" if page.item else step
                text = say(f"kajian.ui.{name}", self.language, page=there)
                button.description = button.tooltip = text

    def _neighbours(self) -> tuple[tuple[str, widgets.Button, Page | None], ...]:
        """Return the buttons below the page with the pages before and after it."""
        order = [page for step in STEPS for page in pages(self._dossier, step) or (Page(step),)]
        here = order.index(self._page) if self._page in order else -1
        last = here < 0 or here + 1 == len(order)
        return (
            ("previous", self._back, order[here - 1] if here > 0 else None),
            ("next", self._on, None if last else order[here + 1]),
        )

    def _along(self, button: widgets.Button) -> None:
        page = next(page for _, one, page in self._neighbours() if one is button)
        if page is not None:
            self.go(page, focus=True)

    def _list_pages(self) -> None:
        known = pages(self._dossier, self._page.step)
        named = tuple((self._maker.label(page), page) for page in known)
        self._quiet = True
        if named != self._items.options:
            self._items.options = named
        if self._page in known:
            self._items.value = self._page
        self._items.layout.display = "" if len(known) > 1 else "none"
        self._quiet = False

    def _mine(self) -> list[Gap]:
        """Return the open gaps of the step that is shown."""
        return [gap for gap in self._gaps if gap.step == self._page.step and gap.is_open]

    def _after(self, failure: str | None) -> None:
        """Show that something was saved, or why not, and what is missing now."""
        if failure is None:
            self._dossier = self._assemble()
            self._stamp()
            self._refresh()
            self._list_pages()
            self._open_gaps.show(self._mine())
            for follow in self._fields.live:
                follow()
        self._standing.say(failure)

    def _kept(self, field: str, text: str) -> bool:
        """Keep what is being typed, and show that it is kept."""
        is_kept = self._fields.keep(field, text)
        if is_kept:
            self._standing.say(is_typing=True)
        return is_kept

    def _settle(self) -> None:
        """Make answers of what was typed, when its typist rests."""
        if self.session.settle():
            self._after(None)

    def _tell_recovered(self, drafts: Iterable[Draft]) -> None:
        names = [self._named(one.file, one.key) for one in drafts]
        if names:
            text = say("kajian.ui.recovered", self.language, places="; ".join(names))
            self._standing.say(news=text)

    def _named(self, file: str, key: Place) -> str:
        """Return what an answer is called: its page and its field."""
        page = page_at(self._dossier, file, key)
        page = page if page in pages(self._dossier, page.step) else Page(page.step)
        return f"{self._maker.label(page)}: {field_name(file, key, self.language)}"

    def _stamp(self) -> None:
        """Keep the hash of every exhibit that is answered or cited for the first time."""
        used = self._dossier.cited_exhibits() | set(self._dossier.answers.exhibits)
        known = {one.id: one.sha256 for one in self._dossier.exhibits}
        self.session.stamp({key: sha for key in used if (sha := known.get(key))})

    def _refresh(self) -> None:
        self._dossier = self._assemble()
        self._head.value = title_html(self._dossier, self.session.folder.name, self.language)
        self._gaps = completeness(self._dossier)
        self._clocks.value = clocks_html(self._dossier, self.language, datetime.now(UTC))
        for number, (one, button) in enumerate(
            zip(progress(self._dossier, self._gaps), self._steps.values(), strict=True), start=1
        ):
            title = say(f"kajian.step.{one.step}", self.language)
            state = self._state(one)
            text = say(
                "kajian.ui.step_button", self.language, number=number, title=title, state=state
            )
            button.description = button.tooltip = text

    def _state(self, one: Progress) -> str:
        if one.blocking:
            return say("kajian.ui.missing_count", self.language, count=one.blocking)
        if one.unexplained:
            return say("kajian.ui.explain_count", self.language, count=one.unexplained)
        return say(f"kajian.status.{one.status}", self.language)

    def _assemble(self) -> Dossier:
        known = self.examination
        kajian = Kajian(self.session.folder, self.session.kajian.answers)
        if known is None:
            return Dossier(kajian)
        return Dossier(kajian, known.exhibits, known.observations, known.duplicates, self._extents)

    def _renew(self) -> None:
        """Show answers that were read again; the open page only if it reads differently now."""
        self._refresh()
        self._open_gaps.show(self._mine())
        self._list_pages()
        left = self._body.children
        made = self._maker.make(self._page, self._gaps)
        is_same = [*_readable(left)] == [*_readable(made)]
        for widget in made:
            close(widget)
        if not is_same:
            self.go(self._page)

    def _undo(self) -> None:
        """Take the last change back, and show the page where it was."""
        try:
            entry = self.session.undo()
        except WorkbenchError as error:
            self._standing.say(error.message(self.language))
            return
        if entry is None:
            self._standing.say(news=say("kajian.ui.nothing_to_undo", self.language))
            return
        self._refresh()
        page = page_at(self._dossier, entry.file, entry.key)
        self.go(page if page in pages(self._dossier, page.step) else Page(page.step))
        what = self._named(entry.file, entry.key)
        self._standing.say(news=say("kajian.ui.undone", self.language, place=what))

    def _lay_out(self) -> widgets.VBox:
        for name, button in self._steps.items():
            button.add_class(f"kajian-step-{name}")
            button.on_click(lambda _, step=name: self.go(Page(step)))
        self._items.layout = widgets.Layout(width="100%")
        self._items.add_class("kajian-field")
        self._items.add_class("kajian-pages")
        self._items.observe(self._chosen, names="value")
        steps = widgets.HBox(
            list(self._steps.values()), layout=widgets.Layout(flex_flow="row wrap")
        )
        steps.add_class("kajian-steps")
        for button in (self._back, self._on):
            button.layout = widgets.Layout(width="auto", max_width="48%")
            button.on_click(self._along)
        self._back.add_class("kajian-previous")
        self._on.add_class("kajian-next")
        along = widgets.HBox([self._back, self._on])
        along.layout.justify_content = "space-between"
        along.add_class("kajian-along")
        box = widgets.VBox(
            [
                widgets.HTML(STYLE),
                self._head,
                self._standing.box,
                self._clocks,
                steps,
                self._intro,
                self._open_gaps.listed,
                self._open_gaps.target,
                self._items,
                self._body,
                along,
                self._typing.widget,
                Keys(),
            ]
        )
        box.add_class("kajian")
        return box

    def _chosen(self, change: dict[str, object]) -> None:
        page = change["new"]
        if not self._quiet and isinstance(page, Page):
            self.go(page)


def _readable(shown: Iterable[widgets.Widget]) -> Iterator[tuple[object, ...]]:
    """Yield what a reader of some widgets reads."""
    for widget in shown:
        named = (getattr(widget, name, "") for name in ("description", "value", "disabled"))
        yield type(widget), *named
        yield from _readable(getattr(widget, "children", ()))
