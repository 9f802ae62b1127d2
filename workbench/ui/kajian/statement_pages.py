"""Pages of steps 4 and 5: what people said, and the facts that follow."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets

from workbench.kajian.pages import Page, next_id
from workbench.kajian.saving.case_files import statement_file
from workbench.text import say
from workbench.ui.kajian.fields import Place
from workbench.ui.kajian.page_parts import Parts, Widgets


class StatementPages(Parts):
    """Makes the pages of statements and facts."""

    def _statements(self, item: str) -> Widgets:
        fields = self.fields
        if item:
            yield fields.heading(f"{say('kajian.ui.statement', self.language)} {item}")
            people = self._party_options()
            yield fields.choice(self._told(item, "person"), "statement.person", people)
            yield fields.coded(self._told(item, "role"), "statement.role", "role")
            for name in ("invited", "invited_again"):
                yield fields.when(("statements", item, name), f"statement.{name}")
            yield fields.when(self._told(item, "at"), "statement.at")
            yield fields.coded(self._told(item, "mode"), "statement.mode", "mode")
            yield fields.coded(self._told(item, "sworn"), "statement.sworn", "yes_no")
            yield fields.coded(self._told(item, "basis"), "statement.basis", "basis")
            yield fields.when(self._told(item, "known_at"), "statement.known_at")
            yield fields.text(self._told(item, "document"), "statement.document")
            yield fields.text(self._told(item, "summary"), "statement.summary", rows=4)
            yield from self._passages(item)
            yield fields.text(("statements", item, "note"), "statement.note", rows=2)
            yield self._questions()
            yield self._guidance("statements")
            yield self._statement_remover(item)
        else:
            yield fields.note(say("kajian.ui.no_statements", self.language))
            yield self._questions()
            yield self._guidance("statements")
        yield self._statement_adder()

    def _told(self, item: str, name: str) -> Place:
        """Return where an answer about a statement stands: in its own file if it has one.

        What ``kajian.yaml`` says about a statement goes before that, so where it says
        something, that is what is shown and changed.
        """
        file = self.dossier().statement_files.get(item)
        over: Place = ("statements", item, name)
        if file is None or self.fields.session.get(*over):
            return over
        return file, name

    def _passages(self, item: str) -> Widgets:
        """Yield the passages of the statement's file; before them those of the kajian itself."""
        given = self.dossier().answers.statements
        for key in given[item].passages if item in given else {}:
            place = ("statements", item, "passages", key)
            yield self.fields.text((*place, "quote"), "passage.quote", rows=2)
            yield self.fields.text((*place, "locator"), "passage.locator")
        file = self.dossier().statement_files.get(item)
        if file is not None:
            yield self.fields.rows((file, "passages"), "passage", self._passage)
            return
        place = ("statements", item, "passages")
        new = next_id("K", set(given[item].passages if item in given else {}))
        yield self._adder("passage", "", lambda _: ((*place, new), {"quote": ""}), stay=True)

    def _passage(self, place: Place) -> Widgets:
        yield self.fields.text((*place, "quote"), "passage.quote", rows=2)
        yield self.fields.text((*place, "locator"), "passage.locator")
        yield self.fields.coded((*place, "basis"), "passage.basis", "basis")
        yield self.fields.when((*place, "known_at"), "passage.known_at")

    def _questions(self) -> widgets.Widget:
        """Return the bank of questions: those for anybody, then those that each norm asks."""
        dossier = self.dossier()
        parts = [
            self.fields.folded(
                say("kajian.ui.questions", self.language),
                [self._law(one) for one in dossier.pack.data.questions],
            )
        ]
        for norm in dossier.norms:
            asked = [self._law(one, one.question) for one in dossier.pack.elements_of(norm)]
            name = self._law(norm)
            title = say("kajian.ui.questions_norm", self.language, norm=name)
            parts.append(self.fields.folded(title, dict.fromkeys(asked)))
        return widgets.VBox(parts)

    def _statement_adder(self) -> widgets.Widget:
        """Return a list of people and a button that begins a statement of the chosen one."""
        people = {code: label for label, code in self._party_options()}
        if not people:
            return self.fields.note(say("kajian.ui.no_parties", self.language))
        return self._chooser("statement", people, self._begin_statement)

    def _begin_statement(self, person: str) -> Page | None:
        folder = self.dossier().kajian.folder
        party = next(one for one in folder.case.parties if one.id == person)
        file = statement_file(folder, person)
        if not self.fields.save((file,), {"person": person, "role": party.role}):
            return None
        keys: Mapping[str, str] = self.dossier().statement_files
        return Page("statements", next(key for key, name in keys.items() if name == file))

    def _statement_remover(self, item: str) -> widgets.Widget:
        file = self.dossier().statement_files.get(item)
        name = f"{say('kajian.ui.statement', self.language)} {item}"
        return self._remover(name, ("statements", item) if file is None else (file,))

    def _facts(self, item: str) -> Widgets:
        fields, place = self.fields, ("facts", item)
        if item:
            yield fields.heading(f"{say('kajian.ui.fact', self.language)} {item}")
            yield fields.text((*place, "text"), "fact.text", rows=3)
            yield fields.when((*place, "at"), "fact.at")
            yield fields.text((*place, "place"), "fact.place")
            sources = self._sources(facts=False)
            yield fields.citations(
                (*place, "cites"), "fact.cites", sources, self._refused, desk=self.desk
            )
            yield self._fact_pictures(item)
            yield self._remover(f"{say('kajian.ui.fact', self.language)} {item}", place)
        elif self.dossier().answers.facts:
            yield fields.note(say("kajian.ui.facts_apart", self.language))
        else:
            yield fields.note(say("kajian.ui.no_facts", self.language))
        yield self._adder("fact", "F", lambda new: (("facts", new), {"text": ""}))

    def _fact_pictures(self, item: str) -> widgets.Widget:
        pictures = widgets.HTML()

        def draw() -> None:
            fact = self.dossier().answers.facts.get(item)
            pictures.value = self._pictures(list(fact.cites) if fact else []).value

        draw()
        self.fields.live.append(draw)
        return pictures
