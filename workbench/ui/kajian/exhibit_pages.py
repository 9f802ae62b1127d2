"""Pages of step 3: what is said of each exhibit, what was noticed, and whose account it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import ipywidgets as widgets

from workbench.case.folder import EXHIBITS
from workbench.case.schema import Kind
from workbench.text import say
from workbench.ui.kajian.fields import Option, Place
from workbench.ui.kajian.page_parts import Widgets
from workbench.ui.kajian.word_pages import WordPages


class ExhibitPages(WordPages):
    """Makes the pages of exhibits and of accounts."""

    def _exhibits(self, item: str) -> Widgets:
        if item in self.dossier().answers.attributions:
            yield from self._attribution(item)
        elif item in self.dossier().exhibit_ids:
            yield from self._exhibit(item)
        elif item:
            yield self.fields.note(say("kajian.gap.exhibit_unknown", self.language, exhibit=item))
            yield self._remover(f"{say('kajian.ui.exhibit', self.language)} {item}",
                                ("exhibits", item))  # fmt: skip
        else:
            yield self.fields.note(say("kajian.ui.no_case_exhibits", self.language))
        yield self._adder("account_title", "A", lambda new: self._new_account(new, item))

    def _new_account(self, new: str, item: str) -> tuple[Place, object]:
        return ("attributions", new), {"account": self._account_of(item)}

    def _exhibit(self, item: str) -> Widgets:
        fields, place = self.fields, ("exhibits", item)
        claim = next((c for c in self.dossier().kajian.folder.claims if c.id == item), None)
        yield fields.heading(f"{item} {claim.label if claim else ''}")
        yield self._pictures([item])
        if claim is not None:
            kind = self.dossier().pack.evidence_kind(claim.kind)
            if kind is not None:
                yield fields.note(f"{self._law(kind)}: {self._law(kind, kind.require)}")
        yield from self._answers(item)
        yield self._opened("words", f"words-{item}", lambda: self._words(item))
        yield fields.text((*place, "source"), "exhibit.source")
        yield fields.text((*place, "chain"), "exhibit.chain", rows=2)
        yield fields.note(self._people())
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
        yield self._opened("claim", f"claim-{item}", lambda: self._claim(item))

    def _claim(self, item: str) -> Iterator[widgets.Widget]:
        """Yield what people say about the file; it is kept in ``exhibits.yaml``."""
        fields, place = self.fields, (EXHIBITS, "exhibits", item)
        if fields.session.get("exhibits", item, file=EXHIBITS) is None:
            yield self._claim_maker(item, place)
            return
        yield fields.text((*place, "label"), "claim.label")
        yield fields.choice((*place, "kind"), "claim.kind", self._kinds())
        yield fields.text((*place, "taken_by"), "claim.taken_by")
        yield fields.when((*place, "taken_at"), "claim.taken_at")
        yield fields.text((*place, "taken_place", "name"), "claim.taken_place")
        yield fields.text((*place, "device"), "claim.device")
        yield fields.text((*place, "received_from"), "claim.received_from")
        yield fields.when((*place, "received_at"), "claim.received_at")
        yield fields.coded((*place, "originality"), "claim.originality", "originality")
        yield fields.ids((*place, "shows"), "claim.shows")
        yield fields.text((*place, "url"), "claim.url")
        yield fields.text((*place, "account"), "claim.account")
        yield fields.when((*place, "published_at"), "claim.published_at")
        yield fields.text((*place, "captured_by"), "claim.captured_by")
        yield fields.when((*place, "captured_at"), "claim.captured_at")
        yield fields.ids((*place, "tags"), "claim.tags")
        yield fields.text((*place, "note"), "claim.note", rows=2)
        yield fields.rows((*place, "chain"), "handover", self._handover)

    def _kinds(self) -> list[Option]:
        named = {kind: self.dossier().pack.evidence_kind(kind) for kind in get_args(Kind)}
        return [
            (self._law(found) if found else kind.replace("_", " "), kind)
            for kind, found in named.items()
        ]

    def _handover(self, place: Place) -> Widgets:
        yield self.fields.text((*place, "giver"), "handover.giver")
        yield self.fields.text((*place, "receiver"), "handover.receiver")
        yield self.fields.when((*place, "at"), "handover.at")
        yield self.fields.text((*place, "how"), "handover.how")

    def _claim_maker(self, item: str, place: Place) -> widgets.Widget:
        """Return a button that lists a file which ``exhibits.yaml`` does not name yet."""
        exhibit = next((one for one in self.dossier().exhibits if one.id == item), None)
        button = self.fields.button(say("kajian.ui.add_claim", self.language), "kajian-new-claim")
        button.disabled = button.disabled or exhibit is None

        def make(_: object) -> None:
            if exhibit is not None and self.fields.save(place, {"id": item, "file": exhibit.path}):
                self.redraw()

        button.on_click(make)
        return button

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
        yield fields.choice((*place, "person"), "attribution.person", self._party_options())
        yield fields.citations(
            (*place, "cites"), "attribution.cites", self._sources(), self._refused
        )
        yield fields.text((*place, "alternative"), "attribution.alternative", rows=2)
        yield fields.coded((*place, "judgement"), "attribution.judgement", "judgement")
        yield fields.text((*place, "reason"), "attribution.reason", rows=2)
        name = say("kajian.ui.account_title", self.language)
        yield self._remover(f"{name} {item}", place)

    def _account_of(self, item: str) -> str:
        claims = self.dossier().kajian.folder.claims
        return next((one.account for one in claims if one.id == item), "")
