"""What each page of the walk shows: questions, their basis, and the fields to answer them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import ipywidgets as widgets
from markupsafe import Markup

from workbench.kajian.corroboration import corroboration
from workbench.kajian.dossier import Dossier
from workbench.kajian.element_tests import examine_element
from workbench.kajian.gap import Gap
from workbench.kajian.hints import hints
from workbench.kajian.pages import Page, next_id, page_of
from workbench.kajian.routing import forwarding_day
from workbench.law.routing import routes
from workbench.law.shapes import Cited, Item
from workbench.study.examine import Examination
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui.kajian_fields import Fields, Option

Widgets = Iterator[widgets.Widget]
_PICTURE = Markup(
    '<figure class="kajian-picture"><img alt="{}" src="data:image/jpeg;base64,{}">'
    "<figcaption>{}</figcaption></figure>"
)


@dataclass(frozen=True)
class PageMaker:
    """Makes the fields of one page.

    Attributes
    ----------
    fields
        Makes single fields.
    dossier
        Returns the dossier as it stands.
    examination
        What is known of the evidence; None when it was not examined.
    go
        Opens a page.
    language
        Of everything shown.
    """

    fields: Fields
    dossier: Callable[[], Dossier]
    examination: Examination | None
    go: Callable[[Page], None]
    language: Language

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
        self.fields.live.clear()
        return [*made[page.step](page.item), *self._explanations(page, gaps)]

    def label(self, page: Page) -> str:
        """Return what a page is called in the list of its step."""
        if not page.item:
            return say(f"kajian.step.{page.step}", self.language)
        folder, answers = self.dossier().kajian.folder, self.dossier().answers
        text = ""
        if page.step == "exhibits":
            claim = next((one for one in folder.claims if one.id == page.item), None)
            account = answers.attributions.get(page.item)
            text = claim.label if claim else account.account if account else ""
        elif page.step == "screening":
            found = [one for one in self.dossier().pack.data.requirements if one.id == page.item]
            text = found[0].text.in_(self.language) if found else ""
        elif page.step == "matrix":
            return self._row_label(*page.parts)
        elif page.step == "conclusion":
            norm = self.dossier().pack.norm(page.item)
            text = norm.title.in_(self.language) if norm else ""
        elif page.step == "facts":
            text = answers.facts[page.item].text if page.item in answers.facts else ""
        elif page.step == "statements":
            statement = self.dossier().statements.get(page.item)
            role = statement.role if statement else None
            text = say(f"kajian.choice.role.{role}", self.language) if role else ""
        elif page.step == "pleno":
            text = answers.pleno.members[page.item].name
        elif page.step == "intake":
            party = next((one for one in folder.case.parties if one.id == page.item), None)
            text = say(f"kajian.choice.role.{party.role}", self.language) if party else ""
        return visible(f"{page.item} · {text}"[:90] if text else page.item, keep="")

    def _row_label(self, norm: str, element: str) -> str:
        found = self.dossier().pack.element(element)
        return f"{norm} · {found.text.in_(self.language)[:60] if found else element}"

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

    def _matrix(self, item: str) -> Widgets:
        fields, dossier = self.fields, self.dossier()
        if not item:
            yield fields.text(("issue",), "issue", rows=3)
            possible = dossier.pack.norms(
                regime=dossier.regime, subjects=dossier.subjects, on=dossier.event_day
            )
            known = {norm.id: norm.title.in_(self.language) for norm in possible}
            yield fields.names(("norms",), "norms", known)
            for norm in dossier.norms:
                yield fields.heading(norm.title.in_(self.language))
                yield self._basis(norm)
            return
        norm_id, element_id = page_parts(item)
        norm, element = dossier.pack.norm(norm_id), dossier.pack.element(element_id)
        if norm is None or element is None:
            return
        place = ("matrix", norm_id, element_id)
        yield fields.heading(element.text.in_(self.language))
        yield fields.note(norm.title.in_(self.language), element.question.in_(self.language))
        yield self._basis(norm)
        for trap in dossier.pack.traps_for(element_id):
            warning = say("kajian.ui.warning", self.language)
            yield fields.note(f"{warning}: {trap.text.in_(self.language)}")
        tested = examine_element(dossier, element)
        if tested is not None:
            yield fields.note(tested.message(self.language))
        yield from self._readings(element_id)
        sources = self._sources()
        yield fields.citations((*place, "supports"), "element.supports", sources)
        yield self._counted(norm_id, element_id)
        yield fields.citations((*place, "contradicts"), "element.contradicts", sources)
        yield fields.text((*place, "alternative"), "element.alternative", rows=3)
        yield fields.text((*place, "needed"), "element.needed", rows=2)
        yield fields.coded((*place, "status"), "element.status", "judgement")
        yield fields.text((*place, "reason"), "element.reason", rows=3)

    def _readings(self, element: str) -> Widgets:
        for conflict in self.dossier().pack.conflicts_for(element):
            issue = conflict.issue.in_(self.language)
            lines = [
                f"{reading.text.in_(self.language)} ({reading.source})"
                for reading in conflict.readings
            ]
            yield self.fields.note(say("kajian.ui.readings", self.language, issue=issue), *lines)
            yield self.fields.text(("readings", conflict.id), "reading", rows=2)

    def _counted(self, norm: str, element: str) -> widgets.Widget:
        """Show how many independent sources there are, following each change."""
        shown, pictures = widgets.HTML(), widgets.HTML()

        def draw() -> None:
            answer = self.dossier().answers.matrix.get(norm, {}).get(element)
            counted = corroboration(self.dossier(), answer.supports if answer else {})
            lines = [say("kajian.ui.corroboration", self.language, count=counted.sources)]
            if counted.copies:
                groups = "; ".join(", ".join(group) for group in counted.copies)
                lines.append(say("kajian.ui.corroboration_copies", self.language, groups=groups))
            if counted.media_only:
                names = ", ".join(counted.media_only)
                lines.append(say("kajian.ui.corroboration_media", self.language, statements=names))
            shown.value = self.fields.note(*lines).value
            pictures.value = self._pictures(list(counted.exhibits)).value

        draw()
        self.fields.live.append(draw)
        return widgets.VBox([shown, pictures])

    def _conclusion(self, item: str) -> Widgets:
        fields, dossier = self.fields, self.dossier()
        if not item:
            yield fields.text(("recommendation",), "recommendation", rows=5)
            for name in ("criminal", "forwarded_police", "decided", "forwarded"):
                yield fields.when(("process", name), f"process.{name}")
            return
        norm = dossier.pack.norm(item)
        if norm is None:
            return
        place = ("conclusions", item)
        yield fields.heading(norm.title.in_(self.language))
        yield self._basis(norm)
        for other, element, answer in dossier.rows():
            if other.id == item:
                status = answer.status or "belum_dinilai"
                judged = say(f"kajian.choice.judgement.{status}", self.language)
                yield fields.note(f"{element.text.in_(self.language)}: {judged}")
        conclusions = self._choices("conclusions")
        yield fields.choice((*place, "conclusion"), "conclusion.conclusion", conclusions)
        categories = self._choices("categories")
        yield fields.choice((*place, "category"), "conclusion.category", categories)
        dispositions = self._choices("dispositions")
        yield fields.choice((*place, "disposition"), "conclusion.disposition", dispositions)
        yield fields.choice((*place, "target"), "conclusion.target", self._targets(item))
        yield fields.text((*place, "addressee"), "conclusion.addressee")
        yield fields.text((*place, "reason"), "conclusion.reason", rows=3)
        yield fields.text((*place, "dissent"), "conclusion.dissent", rows=2)

    def _targets(self, norm: str) -> list[Option]:
        dossier = self.dossier()
        answer = dossier.answers.conclusions.get(norm)
        found = routes(
            dossier.pack,
            subjects=dossier.subjects,
            category=answer.category if answer else "",
            on=forwarding_day(dossier),
        )
        return [(f"{one.target.in_(self.language)} ({self._dates(one)})", one.id) for one in found]

    def _dates(self, item: Item) -> str:
        first = item.valid.from_.isoformat() if item.valid.from_ else "…"
        last = item.valid.to.isoformat() if item.valid.to else "…"
        return f"{first} – {last}; {say(f'kajian.mark.{item.mark}', self.language)}"

    def _pleno(self, item: str) -> Widgets:
        fields = self.fields
        if item:
            place = ("pleno", "members", item)
            yield fields.heading(say("kajian.ui.member", self.language, id=item))
            yield fields.text((*place, "name"), "member.name")
            yield fields.text((*place, "position"), "member.position")
            yield fields.coded((*place, "vote"), "member.vote", "vote")
            yield fields.text((*place, "dissent"), "member.dissent", rows=3)
            yield fields.coded((*place, "signed"), "member.signed", "yes_no")
        else:
            yield fields.when(("pleno", "at"), "pleno.at")
            yield fields.text(("pleno", "minutes"), "pleno.minutes")
            yield fields.text(("pleno", "drafter"), "pleno.drafter")
            yield fields.text(("pleno", "decision"), "pleno.decision", rows=4)
        yield self._adder("member_new", "M", lambda new: (("pleno", "members", new, "name"), "…"))

    def _explanations(self, page: Page, gaps: tuple[Gap, ...]) -> Widgets:
        for gap in gaps:
            if gap.level == "explain" and page_of(gap) == page:
                text = say("kajian.ui.explain_this", self.language, gap=gap.message(self.language))
                place = ("explanations", gap.id)
                yield self.fields.text(place, "explanation", rows=2, label=text)

    def _adder(
        self,
        name: str,
        prefix: str,
        first: Callable[[str], tuple[tuple[str, ...], str]],
        *,
        stay: bool = False,
    ) -> widgets.Widget:
        """Return a button that adds an item and opens its page."""
        text = say(f"kajian.ui.add_{name}", self.language)
        button = widgets.Button(description=text, tooltip=text, layout={"width": "auto"})
        button.add_class("kajian-new")
        button.disabled = not self.fields.session.can_write

        def add(_: object) -> None:
            dossier = self.dossier()
            parties = {party.id for party in dossier.kajian.folder.case.parties}
            taken = parties | {
                *dossier.statements,
                *dossier.answers.facts,
                *dossier.answers.attributions,
                *dossier.answers.pleno.members,
            }
            new = next_id(prefix, taken) if prefix else ""
            place, value = first(new)
            if self.fields.save(place, value):
                self.go(Page("", "") if stay else Page(_STEP_OF[name], new))

        button.on_click(add)
        return button

    def _sources(self, *, facts: bool = True) -> dict[str, str]:
        """Return everything that can be cited, with how it is called."""
        dossier = self.dossier()
        found = {}
        for page in dossier.exhibit_ids:
            found[page] = self.label(Page("exhibits", page))
        for page in dossier.statements:
            found[page] = self.label(Page("statements", page))
        if facts:
            for page in dossier.answers.facts:
                found[page] = self.label(Page("facts", page))
            for page in dossier.answers.attributions:
                found[page] = self.label(Page("exhibits", page))
        return found

    def _account_of(self, item: str) -> str:
        claims = self.dossier().kajian.folder.claims
        return next((one.account for one in claims if one.id == item), "")

    def _choices(self, section: str) -> list[Option]:
        items = self.dossier().pack.items(section)
        return [(item.label_in(self.language), item.id) for item in items]

    def _basis(self, item: Cited) -> widgets.Widget:
        """Return instrument, article, validity and verification mark, folded away."""
        instrument = self.dossier().pack.instrument(item.instrument)
        title = instrument.title.in_(self.language) if instrument else item.instrument
        lines = [f"{title} {item.article}".strip(), self._dates(item)]
        if item.note is not None:
            lines.append(item.note.in_(self.language))
        for odd in self.dossier().pack.contradictions:
            if odd.item == item.id:
                other = odd.other.label_in(self.language)
                both = {"used": odd.used_origin, "other": odd.other_origin, "text": other}
                lines.append(say("kajian.ui.contradiction", self.language, **both))
        sanction = getattr(item, "sanction", None)
        if sanction is not None:
            text = sanction.in_(self.language)
            lines.append(say("kajian.ui.sanction", self.language, text=text))
        return self.fields.folded(say("kajian.ui.legal_basis", self.language), lines)

    def _pictures(self, ids: list[str]) -> widgets.HTML:
        paths = {one.id: one.path for one in self.dossier().exhibits}
        previews = self.examination.previews if self.examination else {}
        figures = [
            _PICTURE.format(one, base64.b64encode(previews[paths[one]]).decode(), one)
            for one in ids
            if paths.get(one) in previews
        ]
        return widgets.HTML(Markup("").join(figures))


_STEP_OF = {
    "party": "intake",
    "account_title": "exhibits",
    "statement": "statements",
    "fact": "facts",
    "member_new": "pleno",
}


def page_parts(item: str) -> tuple[str, str]:
    """Return norm and element of a row of the matrix."""
    return Page("matrix", item).parts
