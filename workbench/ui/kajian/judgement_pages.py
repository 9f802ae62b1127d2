"""Pages of what follows from it: elements, conclusions, the pleno sheet."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets

from workbench.case.folder import CASE, KAJIAN
from workbench.kajian.hints.corroboration import corroboration
from workbench.kajian.hints.element_tests import examine_element
from workbench.kajian.pages import LATE_DAYS, Page
from workbench.kajian.routing import forwarding_day
from workbench.kajian.shapes import Conclusion, Ending
from workbench.kajian.wording import norm_choice
from workbench.law.item import Item
from workbench.law.routing import routes
from workbench.text import say
from workbench.ui.kajian.fields import Option
from workbench.ui.kajian.page_parts import Parts, Widgets


class JudgementPages(Parts):
    """Makes the pages of steps 6 to 8."""

    def _matrix(self, item: str) -> Widgets:
        fields, dossier = self.fields, self.dossier()
        if not item:
            yield fields.text(("issue",), "issue", rows=3)
            possible = dossier.pack.norms(
                regime=dossier.regime, subjects=dossier.subjects, on=dossier.event_day
            )
            known = {norm.id: norm_choice(dossier.pack, norm, self.language) for norm in possible}
            yield fields.names(("norms",), "norms", known)
            for key in dossier.norm_ids:
                yield from self._under_study(key)
            return
        norm_id, element_id = Page("matrix", item).parts
        norm, element = dossier.pack.norm(norm_id), dossier.pack.element(element_id)
        if norm is None or element is None:
            return
        place = ("matrix", norm_id, element_id)
        traps = dossier.pack.traps_for(element_id)
        conflicts = dossier.pack.conflicts_for(element_id)
        yield fields.heading(self._law(element))
        yield fields.note(self._law(norm), self._law(element, element.question))
        yield self._basis(norm, element, *traps, *conflicts)
        for trap in traps:
            warning = say("kajian.ui.warning", self.language)
            yield fields.note(f"{warning}: {self._law(trap)}")
        tested = examine_element(dossier, element)
        if tested is not None:
            yield fields.note(tested.message(self.language))
        yield from self._readings(conflicts)
        sources = self._sources()
        desk = self.desk
        yield fields.citations(
            (*place, "supports"), "element.supports", sources, self._refused, desk=desk
        )
        yield self._counted(norm_id, element_id)
        yield fields.citations(
            (*place, "contradicts"), "element.contradicts", sources, self._refused, desk=desk
        )
        yield fields.text((*place, "alternative"), "element.alternative", rows=3)
        yield fields.text((*place, "needed"), "element.needed", rows=2)
        yield fields.coded((*place, "status"), "element.status", "judgement")
        yield fields.text((*place, "reason"), "element.reason", rows=3)
        yield from self._for_each(place, sources)

    def _for_each(self, place: tuple[str, ...], sources: Mapping[str, str]) -> Widgets:
        """Yield an element's fields for each of several people, where it may be otherwise."""
        fields, parties = self.fields, self.dossier().kajian.folder.case.parties
        respondents = [one.id for one in parties if one.role == "terlapor"]
        for person in respondents if len(respondents) > 1 else ():
            own = (*place, "persons", person)
            yield fields.heading(say("kajian.ui.own_end", self.language, person=person))
            for name in ("supports", "contradicts"):
                yield fields.citations(
                    (*own, name), f"element.{name}", sources, self._refused, desk=self.desk
                )
            yield fields.coded((*own, "status"), "element.status", "judgement")
            yield fields.text((*own, "reason"), "element.reason", rows=2)

    def _under_study(self, key: str) -> Widgets:
        """Yield one norm under study, known to the pack or not, with a way to leave it out."""
        norm, pack = self.dossier().pack.norm(key), self.dossier().pack
        if norm is None:
            yield self.fields.heading(key)
            yield self.fields.note(say("kajian.gap.norm_unknown", self.language, norm=key))
        else:
            yield self.fields.heading(self._law(norm))
            force = pack.force(norm, self.dossier().event_day)
            yield self.fields.note(force.in_(self.language))
            yield self._basis(norm)
        text = say("kajian.ui.leave_out", self.language, norm=key)
        button = self.fields.button(text, "kajian-leave-out")
        button.on_click(lambda _: self._leave_out(key))
        yield button

    def _leave_out(self, key: str) -> None:
        """Take a norm out of everything that names it; each part can be undone."""
        session = self.fields.session
        for file in (KAJIAN, CASE):
            listed = session.get("norms", file=file) or []
            if key in listed:
                self.fields.save((file, "norms"), [one for one in listed if one != key])
        for section in ("matrix", "conclusions"):
            if session.get(section, key) is not None:
                self.fields.save((section, key), None)
        self.redraw()

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
            for name in LATE_DAYS:
                yield fields.when(("process", name), f"process.{name}")
            return
        norm = dossier.pack.norm(item)
        if norm is None:
            return
        place = ("conclusions", item)
        yield fields.heading(self._law(norm))
        yield self._basis(norm, *self._chosen_items(item))
        for other, element, answer in dossier.rows():
            if other.id == item:
                status = answer.status or "belum_dinilai"
                judged = say(f"kajian.choice.judgement.{status}", self.language)
                yield fields.note(f"{self._law(element)}: {judged}")
        given = dossier.answers.conclusions.get(item, Conclusion())
        parties = dossier.kajian.folder.case.parties
        respondents = [one.id for one in parties if one.role == "terlapor"]
        if len(respondents) > 1:
            yield fields.ids((*place, "about"), "conclusion.about")
        yield from self._ending(place, given, item)
        for person in respondents if len(respondents) > 1 else ():
            yield fields.heading(say("kajian.ui.own_end", self.language, person=person))
            yield from self._ending(
                (*place, "persons", person), given.persons.get(person, Ending()), item
            )

    def _ending(self, place: tuple[str, ...], given: Ending, norm: str) -> Widgets:
        """Yield the fields of one end: for everybody under a norm, or for one person."""
        fields = self.fields
        conclusions = self._choices("conclusions", given.conclusion)
        yield fields.choice((*place, "conclusion"), "conclusion.conclusion", conclusions)
        categories = self._choices("categories", given.category)
        yield fields.choice((*place, "category"), "conclusion.category", categories)
        dispositions = self._choices("dispositions", given.disposition)
        yield fields.choice((*place, "disposition"), "conclusion.disposition", dispositions)
        yield fields.choice((*place, "target"), "conclusion.target", self._targets(norm))
        yield fields.text((*place, "addressee"), "conclusion.addressee")
        yield fields.text((*place, "copies"), "conclusion.copies", rows=2)
        yield fields.text((*place, "letter"), "conclusion.letter")
        if given.disposition:
            yield fields.when((*place, "answered"), "conclusion.answered")
            yield fields.text((*place, "outcome"), "conclusion.outcome", rows=2)
            yield fields.ids((*place, "answer"), "conclusion.answer")
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
            regime=dossier.regime,
            level=dossier.level,
        )
        return [(f"{self._law(one)} · {self._dates(one)}", one.id) for one in found]

    def _chosen_items(self, norm: str) -> list[Item]:
        """Return the entries of the pack that the norm's conclusion names."""
        pack, answer = self.dossier().pack, self.dossier().answers.conclusions.get(norm)
        if answer is None:
            return []
        chosen = {
            "conclusions": answer.conclusion,
            "categories": answer.category,
            "dispositions": answer.disposition,
            "routing": answer.target,
        }
        return [
            one for section, key in chosen.items() for one in pack.items(section) if one.id == key
        ]

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
            yield self._remover(say("kajian.ui.member", self.language, id=item), place)
        else:
            yield fields.when(("pleno", "at"), "pleno.at")
            yield fields.text(("pleno", "minutes"), "pleno.minutes")
            yield fields.text(("pleno", "drafter"), "pleno.drafter")
            yield fields.text(("pleno", "decision"), "pleno.decision", rows=4)
        yield self._adder("member_new", "M", lambda new: (("pleno", "members", new), {"name": ""}))
