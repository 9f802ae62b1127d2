"""Pages of what there is: the case, the first study, exhibits, statements, facts."""

from __future__ import annotations

import ipywidgets as widgets

from workbench.kajian.hints import hints
from workbench.kajian.pages import next_id
from workbench.text import say
from workbench.ui.kajian_parts import Parts, Widgets


class RecordPages(Parts):
    """Makes the pages of steps 1 to 5."""

    def _intake(self, item: str) -> Widgets:
        fields = self.fields
        if item:
            place = ("case", "parties", item)
            yield fields.heading(say("kajian.ui.party", self.language, id=item))
            yield fields.coded((*place, "role"), "party.role", "role")
            yield fields.coded((*place, "subject"), "party.subject", "subject")
            yield fields.text((*place, "position"), "party.position")
            yield fields.text((*place, "agency"), "party.agency")
            yield fields.coded((*place, "holds_office"), "party.holds_office", "yes_no")
            return
        yield fields.text(("case", "number"), "number")
        yield fields.text(("case", "title"), "title")
        yield fields.coded(("case", "regime"), "regime", "regime")
        yield fields.coded(("case", "route"), "route", "route")
        zone = self.dossier().kajian.folder.case.zone
        yield fields.coded(("case", "zone"), "zone", "zone", default=zone)
        yield fields.text(("case", "allegation"), "allegation", rows=5)
        for name in ("event", "published", "first_seen", "known", "reported", "registered"):
            yield fields.when(("case", "dates", name), f"dates.{name}")
        for name in ("name", "village", "district", "regency"):
            yield fields.text(("case", "place", name), f"place.{name}")
        yield fields.coded(("intake", "checked"), "intake.checked", "yes_no")
        yield self._adder("party", "P", lambda new: (("case", "parties", new, "role"), "saksi"))

    def _screening(self, item: str) -> Widgets:
        fields, pack = self.fields, self.dossier().pack
        if not item:
            eligible = [
                (one.text.in_(self.language), one.id)
                for one in pack.data.eligibility
                if not one.regimes or self.dossier().regime in (None, *one.regimes)
            ]
            if eligible:
                yield fields.choice(("screening", "eligibility"), "screening.eligibility", eligible)
            results = self._choices("screening_results")
            yield fields.choice(("screening", "result"), "screening.result", results)
            yield fields.text(("screening", "reason"), "screening.reason", rows=3)
            for name in ("screened", "notified", "completed"):
                yield fields.when(("process", name), f"process.{name}")
            yield fields.coded(("process", "extended"), "process.extended", "yes_no")
            return
        requirement = next((one for one in pack.data.requirements if one.id == item), None)
        if requirement is None:
            return
        place = ("screening", "requirements", item)
        yield fields.heading(requirement.text.in_(self.language))
        yield fields.note(requirement.question.in_(self.language))
        yield self._basis(requirement)
        shown = [one.message(self.language) for one in hints(self.dossier(), requirement)]
        if shown:
            yield fields.note(say("kajian.hint.title", self.language) + ":", *shown)
        yield fields.text((*place, "fact"), "requirement.fact", rows=3)
        yield fields.coded((*place, "judgement"), "requirement.judgement", "judgement")
        yield fields.text((*place, "reason"), "requirement.reason", rows=3)

    def _exhibits(self, item: str) -> Widgets:
        if item in self.dossier().answers.attributions:
            yield from self._attribution(item)
        elif item:
            yield from self._exhibit(item)
        else:
            yield self.fields.note(say("kajian.ui.no_case_exhibits", self.language))
        yield self._adder(
            "account_title",
            "A",
            lambda new: (("attributions", new, "account"), self._account_of(item) or "@"),
        )

    def _exhibit(self, item: str) -> Widgets:
        fields, place = self.fields, ("exhibits", item)
        claim = next((c for c in self.dossier().kajian.folder.claims if c.id == item), None)
        yield fields.heading(f"{item} {claim.label if claim else ''}")
        yield self._pictures([item])
        if claim is not None:
            kind = self.dossier().pack.evidence_kind(claim.kind)
            if kind is not None:
                asked = f"{kind.text.in_(self.language)}: {kind.require.in_(self.language)}"
                yield fields.note(asked)
        yield from self._answers(item)
        yield fields.text((*place, "source"), "exhibit.source")
        yield fields.text((*place, "chain"), "exhibit.chain", rows=2)
        yield fields.ids((*place, "shown"), "exhibit.shown")
        yield fields.ids((*place, "shown_by"), "exhibit.shown_by")
        yield fields.coded((*place, "originality"), "exhibit.originality", "originality")
        for name in ("accessible", "displayable", "integrity", "accountable"):
            yield fields.coded((*place, name), f"exhibit.{name}", "yes_no")
        yield fields.text((*place, "properties"), "exhibit.properties", rows=2)
        yield fields.text((*place, "comparison"), "exhibit.comparison", rows=2)
        yield fields.text((*place, "held_by"), "exhibit.held_by")
        yield fields.when((*place, "online_checked"), "exhibit.online_checked")
        yield fields.text((*place, "relevance"), "exhibit.relevance", rows=2)

    def _answers(self, item: str) -> Widgets:
        if self.examination is None:
            yield self.fields.note(say("kajian.ui.not_examined", self.language))
            return
        found = self.dossier().observations_on(item)
        if not found:
            yield self.fields.note(say("kajian.ui.no_observations", self.language))
        for one in found:
            title = one.title(self.language)
            label = say("kajian.ui.observation", self.language, code=one.code, title=title)
            yield self.fields.note(one.message(self.language))
            lines = [one.meaning(self.language), one.limits(self.language)]
            yield self.fields.folded(
                say("kajian.ui.help", self.language), [*lines, one.next_step(self.language)]
            )
            place = ("exhibits", item, "answers", one.code)
            yield self.fields.text(place, "exhibit.answer", rows=2, label=label)

    def _attribution(self, item: str) -> Widgets:
        fields, place = self.fields, ("attributions", item)
        yield fields.heading(f"{item} {say('kajian.ui.account_title', self.language)}")
        yield fields.text((*place, "account"), "attribution.account")
        yield fields.text((*place, "person"), "attribution.person")
        yield fields.citations((*place, "cites"), "attribution.cites", self._sources())
        yield fields.text((*place, "alternative"), "attribution.alternative", rows=2)
        yield fields.coded((*place, "judgement"), "attribution.judgement", "judgement")
        yield fields.text((*place, "reason"), "attribution.reason", rows=2)

    def _account_of(self, item: str) -> str:
        claims = self.dossier().kajian.folder.claims
        return next((one.account for one in claims if one.id == item), "")

    def _statements(self, item: str) -> Widgets:
        fields, place = self.fields, ("statements", item)
        if item:
            yield fields.heading(f"{say('kajian.ui.statement', self.language)} {item}")
            yield from self._recorded(item)
            yield fields.text((*place, "person"), "statement.person")
            yield fields.coded((*place, "role"), "statement.role", "role")
            yield fields.when((*place, "at"), "statement.at")
            yield fields.coded((*place, "mode"), "statement.mode", "mode")
            yield fields.coded((*place, "sworn"), "statement.sworn", "yes_no")
            yield fields.coded((*place, "basis"), "statement.basis", "basis")
            yield fields.when((*place, "known_at"), "statement.known_at")
            yield fields.text((*place, "document"), "statement.document")
            yield fields.text((*place, "summary"), "statement.summary", rows=4)
            yield from self._passages(item)
        else:
            yield fields.note(say("kajian.ui.no_statements", self.language))
        yield self._questions()
        yield self._adder("statement", "K", lambda new: (("statements", new, "role"), "saksi"))

    def _recorded(self, item: str) -> Widgets:
        """Show what ``statements/`` says; the fields below complete it."""
        recorded = next(
            (one for one in self.dossier().kajian.folder.statements if one.person == item), None
        )
        if recorded is not None:
            lines = [recorded.document, recorded.summary]
            lines += [f"“{one.quote}” ({one.locator})" for one in recorded.passages]
            yield self.fields.note(*(line for line in lines if line))

    def _passages(self, item: str) -> Widgets:
        given = self.dossier().answers.statements
        passages = given[item].passages if item in given else {}
        for key in passages:
            place = ("statements", item, "passages", key)
            yield self.fields.text((*place, "quote"), "passage.quote", rows=2)
            yield self.fields.text((*place, "locator"), "passage.locator")
        place = ("statements", item, "passages")
        new = next_id("K", set(passages))
        yield self._adder("passage", "", lambda _: ((*place, new, "locator"), "?"), stay=True)

    def _questions(self) -> widgets.Widget:
        dossier = self.dossier()
        lines = [one.text.in_(self.language) for one in dossier.pack.data.questions]
        lines += [element.question.in_(self.language) for _, element, _ in dossier.rows()]
        title = say("kajian.ui.questions", self.language)
        return self.fields.folded(title, dict.fromkeys(lines))

    def _facts(self, item: str) -> Widgets:
        fields, place = self.fields, ("facts", item)
        if item:
            yield fields.heading(f"{say('kajian.ui.fact', self.language)} {item}")
            yield fields.text((*place, "text"), "fact.text", rows=3)
            yield fields.when((*place, "at"), "fact.at")
            yield fields.text((*place, "place"), "fact.place")
            yield fields.citations((*place, "cites"), "fact.cites", self._sources(facts=False))
            yield self._fact_pictures(item)
        else:
            yield fields.note(say("kajian.ui.no_facts", self.language))
        yield self._adder("fact", "F", lambda new: (("facts", new, "text"), "…"))

    def _fact_pictures(self, item: str) -> widgets.Widget:
        pictures = widgets.HTML()

        def draw() -> None:
            fact = self.dossier().answers.facts.get(item)
            pictures.value = self._pictures(list(fact.cites) if fact else []).value

        draw()
        self.fields.live.append(draw)
        return pictures
