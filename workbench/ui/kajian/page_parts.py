"""What all pages of the walk share: labels, sources, the basis in law, pictures, buttons."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import ipywidgets as widgets
from markupsafe import Markup

from workbench.examination.examine import Examination
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.pages import Page, next_id, page_of
from workbench.kajian.routing import forwarding_day
from workbench.law.differing import differences, field_name, told
from workbench.law.item import Item, Validity, Words
from workbench.law.shapes import Conflict
from workbench.report.language import day
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui.kajian.fields import Option, Place, css
from workbench.ui.kajian.lists import ListFields, close

Widgets = Iterator[widgets.Widget]
_PICTURE = Markup(
    '<figure class="kajian-picture"><img alt="{}" src="data:image/jpeg;base64,{}">'
    "<figcaption>{}</figcaption></figure>"
)
# Letters of an entry in the list of a step's pages.
_ROOM = 90
_STEP_OF = {
    "account_title": "exhibits",
    "fact": "facts",
    "member_new": "pleno",
}


class Go(Protocol):
    """Opens a page, and with `focus` puts the cursor into its first field."""

    def __call__(self, page: Page, *, focus: bool = False) -> None:
        """Open `page`."""


@dataclass(frozen=True)
class Parts:
    """Makes what several pages show.

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
    opened
        What the reviewer has unfolded.
    """

    fields: ListFields
    dossier: Callable[[], Dossier]
    examination: Examination | None
    go: Go
    language: Language
    opened: set[str] = field(default_factory=set)

    def label(self, page: Page) -> str:
        """Return what a page is called in the list of its step."""
        if not page.item:
            return say(f"kajian.step.{page.step}", self.language)
        if page.step == "screening":
            return self._named(page.item, self._requirement(page.item))
        if page.step == "matrix":
            return self._row_label(*page.parts)
        if page.step == "conclusion":
            return self._named(page.item, self.dossier().pack.norm(page.item))
        titles: dict[str, Callable[[str], str]] = {
            "exhibits": self._exhibit_title,
            "facts": self._fact_title,
            "statements": self._statement_title,
            "pleno": lambda item: self.dossier().answers.pleno.members[item].name,
            "intake": self._party_title,
        }
        text = titles[page.step](page.item) if page.step in titles else ""
        return visible(f"{page.item} · {text}"[:90] if text else page.item)

    def _exhibit_title(self, item: str) -> str:
        claims = self.dossier().kajian.folder.claims
        if claim := next((one for one in claims if one.id == item), None):
            return claim.label
        account = self.dossier().answers.attributions.get(item)
        return account.account if account else ""

    def _fact_title(self, item: str) -> str:
        fact = self.dossier().answers.facts.get(item)
        return fact.text if fact else ""

    def _statement_title(self, item: str) -> str:
        statement = self.dossier().statements.get(item)
        role = statement.role if statement else None
        return say(f"kajian.choice.role.{role}", self.language) if role else ""

    def _party_title(self, item: str) -> str:
        parties = self.dossier().kajian.folder.case.parties
        party = next((one for one in parties if one.id == item), None)
        return say(f"kajian.choice.role.{party.role}", self.language) if party else ""

    def _requirement(self, item: str) -> Item | None:
        return next((one for one in self.dossier().pack.data.requirements if one.id == item), None)

    def _row_label(self, norm: str, element: str) -> str:
        found = self.dossier().pack.element(element)
        return self._named(norm, found) if found else visible(f"{norm} · {element}")

    def _named(self, code: str, item: Item | None) -> str:
        """Return a code and the item's text as far as a list has room for, tag included."""
        text = self._law(item, most=_ROOM - len(code)) if item is not None else ""
        return visible(f"{code} · {text}" if text else code)

    def _law(self, item: Item, words: Words | None = None, *, most: int = 0) -> str:
        """Return what an item says with the tag of its mark: no item is ever shown bare."""
        return self.dossier().pack.marked(item, words).in_(self.language, most=most)

    def _dates(self, item: Item) -> str:
        ends = (item.valid.from_, item.valid.to)
        first, last = ("…" if one is None else day(one, self.language, short=True) for one in ends)
        return f"{first} – {last}"

    def _explanations(self, page: Page, gaps: tuple[Gap, ...]) -> Widgets:
        for gap in gaps:
            if gap.level == "explain" and page_of(gap) == page:
                text = say("kajian.ui.explain_this", self.language, gap=gap.message(self.language))
                place = ("explanations", gap.id)
                yield self.fields.text(place, "explanation", rows=2, label=text)

    def redraw(self) -> None:
        """Draw the open page again; the cursor, whose place may be gone, goes to its start."""
        self.go(Page("", ""), focus=True)

    def _adder(
        self,
        name: str,
        prefix: str,
        first: Callable[[str], tuple[Place, object]],
        *,
        stay: bool = False,
    ) -> widgets.Widget:
        """Return a button that adds an item and opens its page."""
        text = say(f"kajian.ui.add_{name}", self.language)
        button = self.fields.button(text, "kajian-new")
        button.add_class(f"kajian-new-{css(name)}")

        def add(_: object) -> None:
            new = self._free(prefix) if prefix else ""
            place, value = first(new)
            if self.fields.save(place, value):
                self.go(Page("", "") if stay else Page(_STEP_OF[name], new), focus=True)

        button.on_click(add)
        return button

    def _chooser(
        self, name: str, options: Mapping[str, str], begin: Callable[[str], Page | None]
    ) -> widgets.Widget:
        """Return a list and a button that begins an item of the chosen kind and opens it."""
        shown = [(text, code) for code, text in options.items()]
        chooser = widgets.Dropdown(
            options=[(say("kajian.choice.none", self.language), ""), *shown],
            description=say(f"kajian.ui.choose_{name}", self.language),
            layout={"width": "100%"},
        )
        chooser.disabled = not self.fields.session.can_write
        button = self.fields.button(say(f"kajian.ui.add_{name}", self.language), "kajian-new")
        for widget in (chooser, button):
            widget.add_class(f"kajian-new-{css(name)}")
        chooser.add_class("kajian-field")

        def add(_: object) -> None:
            if not chooser.value:
                self.fields.tell(say("kajian.ui.choose_first", self.language))
                return
            page = begin(chooser.value)
            if page is not None:
                self.go(page, focus=True)

        button.on_click(add)
        return widgets.VBox([chooser, button])

    def _remover(self, name: str, place: Place) -> widgets.Widget:
        """Return a button that takes an item away; Undo brings it back."""
        text = say("kajian.ui.remove_item", self.language, name=name[:1].lower() + name[1:])
        button = self.fields.button(text, "kajian-take-away")

        def remove(_: object) -> None:
            if self.fields.save(place, None):
                self.redraw()

        button.on_click(remove)
        return button

    def _opened(
        self, name: str, key: str, make: Callable[[], Iterable[widgets.Widget]]
    ) -> widgets.Widget:
        """Return a button that shows more fields beneath it, and hides them again.

        What was opened stays open while the page is drawn again.
        """
        button = self.fields.button("", f"kajian-open-{name}", reads=True)
        box = widgets.VBox()

        def draw() -> None:
            is_open = key in self.opened
            text = say(f"kajian.ui.{'hide' if is_open else 'show'}_{name}", self.language)
            button.description = button.tooltip = text
            left = box.children
            box.children = tuple(make()) if is_open else ()
            for widget in left:
                close(widget)

        def turn(_: object) -> None:
            self.opened.symmetric_difference_update({key})
            draw()

        button.on_click(turn)
        draw()
        return widgets.VBox([button, box])

    def _free(self, prefix: str) -> str:
        """Return the next id that nothing in the case has."""
        dossier = self.dossier()
        taken = {party.id for party in dossier.kajian.folder.case.parties} | {
            *dossier.statements,
            *dossier.answers.facts,
            *dossier.answers.attributions,
            *dossier.answers.pleno.members,
        }
        return next_id(prefix, taken)

    def _party_options(self) -> list[Option]:
        """Return everyone in the case, by id and role."""
        return [
            (f"{one.id} · {say(f'kajian.choice.role.{one.role}', self.language)}", one.id)
            for one in self.dossier().kajian.folder.case.parties
        ]

    def _people(self) -> str:
        """Return one line that names everyone's id."""
        people = ", ".join(label for label, _ in self._party_options())
        return say("kajian.ui.people", self.language, people=people or "…")

    def _refused(self, citation: str) -> str:
        """Return why something may not be cited yet; empty when it may."""
        dossier = self.dossier()
        answers = dossier.exhibit_answer(citation).answers
        left = [
            one.code
            for one in dossier.observations_on(citation)
            if one.severity == "serious" and not answers.get(one.code, "").strip()
        ]
        if not left:
            return ""
        codes = ", ".join(dict.fromkeys(left))
        return say("kajian.ui.answer_first", self.language, exhibit=citation, codes=codes)

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

    def _choices(self, section: str, chosen: str = "") -> list[Option]:
        """Return the entries that this case may choose on its day, and the one it chose."""
        dossier = self.dossier()
        items = dossier.pack.choices(
            section,
            regime=dossier.regime,
            route=dossier.kajian.folder.case.route,
            on=forwarding_day(dossier),
        )
        kept = dossier.pack.choice(section, chosen)
        if kept is not None and kept not in items:
            items = (*items, kept)
        return [(self._law(item), item.id) for item in items]

    def _basis(self, *items: Item) -> widgets.Widget:
        """Return what vouches for the items of a page, folded away: basis, dates, mark, note."""
        lines = [line for item in items for line in self._vouched(item)]
        return self.fields.folded(say("kajian.ui.legal_basis", self.language), dict.fromkeys(lines))

    def _vouched(self, item: Item) -> Iterator[str]:
        pack = self.dossier().pack
        marked = pack.marked(item)
        yield f"{marked.in_(self.language)}: {marked.vouched_in(self.language)}"
        instrument = pack.instrument(getattr(item, "instrument", ""))
        if instrument is not None:
            yield self._law(instrument)
        if item.valid != Validity():
            yield say("kajian.ui.in_force", self.language, dates=self._dates(item))
        for odd in pack.disagreements:
            if odd.item == item.id:
                packs = {"used": odd.used_origin, "other": odd.other_origin}
                for one in differences(pack, odd):
                    sides = {
                        "field": field_name(one.name, self.language),
                        "used_text": told(one.used, self.language),
                        "other_text": told(one.other, self.language),
                    }
                    yield say("kajian.ui.contradiction", self.language, **packs, **sides)
        sanction = getattr(item, "sanction", None)
        if sanction is not None:
            text = self._law(item, sanction)
            yield say("kajian.ui.sanction", self.language, text=text)

    def _readings(self, conflicts: Iterable[Conflict]) -> Widgets:
        for conflict in conflicts:
            issue = self._law(conflict)
            lines = [
                f"{self._law(conflict, reading.text)} – {reading.source}"
                for reading in conflict.readings
            ]
            yield self.fields.note(say("kajian.ui.readings", self.language, issue=issue), *lines)
            yield self.fields.text(("readings", conflict.id), "reading", rows=2)

    def _guidance(self, step: str) -> widgets.Widget:
        """Return what rules say about the work of a step, folded away."""
        found = self.dossier().pack.guidance(step, self.dossier().regime)
        lines = [line for item in found for line in self._vouched(item)]
        title = say("kajian.ui.guidance", self.language)
        return self.fields.folded(title, lines) if lines else widgets.HTML()

    def _pictures(self, ids: list[str]) -> widgets.HTML:
        paths = {one.id: one.path for one in self.dossier().exhibits}
        previews = self.examination.previews if self.examination else {}
        figures = [
            _PICTURE.format(one, base64.b64encode(previews[paths[one]]).decode(), one)
            for one in ids
            if paths.get(one) in previews
        ]
        return widgets.HTML(Markup("").join(figures))
