"""Pages of steps 1 and 2: the case with its parties, and the first study."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets

from workbench.case.folder import IDENTITIES
from workbench.errors import WorkbenchError
from workbench.kajian.clocks import clocks, first_days
from workbench.kajian.hints.requirements import hints
from workbench.kajian.pages import Page
from workbench.kajian.routing import forwarding_day
from workbench.law import usable_packs
from workbench.law.routing import routes
from workbench.text import say
from workbench.ui.kajian.fields import Option
from workbench.ui.kajian.page_parts import Parts, Widgets

# What the ids of people in each role begin with; each office knows P, S and T.
_PREFIX = {
    "pelapor": "P",
    "penemu": "PN",
    "terlapor": "T",
    "saksi": "S",
    "ahli": "AH",
    "pihak_terkait": "PT",
}


class RecordPages(Parts):
    """Makes the pages of steps 1 and 2."""

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
            yield self._opened("identity", f"identity-{item}", lambda: self._identity(item))
            yield self._remover(say("kajian.ui.party", self.language, id=item), place)
            return
        yield fields.text(("case", "number"), "number")
        yield fields.text(("case", "submission_number"), "submission_number")
        yield fields.text(("case", "register_number"), "register_number")
        yield fields.text(("case", "title"), "title")
        yield fields.text(("case", "office", "name"), "office.name")
        yield fields.text(("case", "office", "place"), "office.place")
        yield fields.choice(
            ("case", "rule_pack"), "rule_pack", self._packs(), default=self.dossier().pack.id
        )
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
        yield fields.text(("intake", "note"), "intake.note", rows=2)
        roles = {code: say(f"kajian.choice.role.{code}", self.language) for code in _PREFIX}
        yield self._chooser("party", roles, self._begin_party)

    def _packs(self) -> list[Option]:
        """Return every rule pack that the case can name; an example only where it does."""
        named = self.dossier().kajian.folder.case.rule_pack
        return [
            (one.title.in_(self.language) if one.title else str(one.id), str(one.id))
            for one in usable_packs()
            if not one.example or one.id == named
        ]

    def _begin_party(self, role: str) -> Page | None:
        new = self._free(_PREFIX[role])
        saved = self.fields.save(("case", "parties", new), {"id": new, "role": role})
        return Page("intake", new) if saved else None

    def _identity(self, item: str) -> Iterator[widgets.Widget]:
        """Yield who somebody is; the journal is told first that this was looked at."""
        fields, place = self.fields, (IDENTITIES, "people", item)
        try:
            fields.session.unmask(item)
        except WorkbenchError as error:
            fields.tell(error.message(self.language))
            return
        yield fields.note(say("kajian.ui.identity_kept", self.language))
        yield fields.text((*place, "name"), "identity.name")
        yield fields.ids((*place, "aliases"), "identity.aliases")
        for name in ("nik", "nip", "address", "phone", "email"):
            yield fields.text((*place, name), f"identity.{name}")
        yield fields.ids((*place, "accounts"), "identity.accounts")

    def _screening(self, item: str) -> Widgets:
        fields, pack = self.fields, self.dossier().pack
        if not item:
            eligible = [
                (self._law(one), one.id)
                for one in pack.data.eligibility
                if not one.regimes or self.dossier().regime in (None, *one.regimes)
            ]
            if eligible:
                yield fields.choice(("screening", "eligibility"), "screening.eligibility", eligible)
            chosen = self.dossier().answers.screening.result
            results = self._choices("screening_results", chosen)
            yield fields.choice(("screening", "result"), "screening.result", results)
            yield fields.text(("screening", "reason"), "screening.reason", rows=3)
            result = pack.choice("screening_results", chosen)
            if result is not None and result.track:
                targets = [
                    (self._law(one), one.id)
                    for one in routes(pack, subjects=self.dossier().subjects, category="",
                                      on=forwarding_day(self.dossier()),
                                      regime=self.dossier().regime)
                ]  # fmt: skip
                yield fields.choice(("screening", "target"), "screening.target", targets)
                yield fields.text(("screening", "addressee"), "screening.addressee")
                yield fields.text(("screening", "copies"), "screening.copies", rows=2)
                yield fields.text(("screening", "letter"), "screening.letter")
            for name in first_days(self.dossier().kajian.folder.case.route):
                yield fields.when(("process", name), f"process.{name}")
            yield fields.coded(("process", "extended"), "process.extended", "yes_no")
            about = [pack.conflicts_about(one.clock.id) for one in clocks(self.dossier())]
            yield from self._readings(dict.fromkeys(one for found in about for one in found))
            yield self._guidance("screening")
            return
        requirement = next((one for one in pack.data.requirements if one.id == item), None)
        if requirement is None:
            return
        place = ("screening", "requirements", item)
        yield fields.heading(self._law(requirement))
        yield fields.note(self._law(requirement, requirement.question))
        yield self._basis(requirement)
        shown = [one.message(self.language) for one in hints(self.dossier(), requirement)]
        if shown:
            yield fields.note(say("kajian.hint.title", self.language) + ":", *shown)
        yield fields.text((*place, "fact"), "requirement.fact", rows=3)
        yield fields.coded((*place, "judgement"), "requirement.judgement", "judgement")
        yield fields.text((*place, "reason"), "requirement.reason", rows=3)
