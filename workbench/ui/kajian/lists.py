"""Fields for lists: citations, plain lists, and rows of several fields each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ipywidgets as widgets

from workbench.text import say
from workbench.ui.kajian.fields import Fields, Place, css, focus_soon

_WIDE = {"width": "100%"}


class ListFields(Fields):
    """Makes the fields of one page, those for lists included."""

    def citations(
        self,
        place: Place,
        key: str,
        candidates: Mapping[str, str],
        refused: Callable[[str], str] = lambda _: "",
    ) -> widgets.Widget:
        """Return an editor of citations: add one, say where in it, remove one.

        Parameters
        ----------
        place, key
            Where it is kept, and its label.
        candidates
            How each thing that can be cited is called.
        refused
            Why something may not be cited now; empty when it may.
        """

        def cited() -> dict[str, str]:
            value = self._value(place)
            if isinstance(value, list):
                return dict.fromkeys(value, "")
            return dict(value) if isinstance(value, dict) else {}

        def row(one: str) -> widgets.Widget:
            name = candidates.get(one, one)
            locator = widgets.Text(
                value=cited().get(one, ""),
                description=say("kajian.ui.locator", self.language, name=name),
                continuous_update=False,
                layout=_WIDE,
            )
            locator.add_class("kajian-field")
            locator.add_class("kajian-locator")
            locator.disabled = not self.session.can_write

            def placed(text: str) -> dict[str, str]:
                return {**cited(), one: text}

            self.listen(locator, place, placed)
            locator.observe(lambda change: self.save(place, placed(change["new"])), names="value")
            return locator

        def add(one: str) -> None:
            reason = refused(one)
            if reason:
                self.tell(reason)
            else:
                self.save(place, {**cited(), one: ""})

        def drop(one: str) -> None:
            self.save(place, {key: text for key, text in cited().items() if key != one})

        return self._listed(key, candidates, cited, row, add, drop)

    def names(self, place: Place, key: str, candidates: Mapping[str, str]) -> widgets.Widget:
        """Return an editor of a plain list, such as the norms under study, searched by words."""

        def listed() -> list[str]:
            value = self._value(place)
            return list(value) if isinstance(value, list) else []

        return self._listed(
            key,
            candidates,
            listed,
            lambda one: self.note(candidates.get(one, one)),
            lambda one: self.save(place, [*listed(), one]),
            lambda one: self.save(place, [other for other in listed() if other != one]),
            searched=True,
        )

    def _listed(
        self,
        key: str,
        candidates: Mapping[str, str],
        current: Callable[[], Iterable[str]],
        row: Callable[[str], widgets.Widget],
        add: Callable[[str], object],
        drop: Callable[[str], object],
        *,
        searched: bool = False,
    ) -> widgets.Widget:
        """Return a list with a way to add from candidates and to remove each entry.

        With `searched` there is a field whose words narrow the candidates: each must stand
        somewhere in what a candidate says. A row that stays keeps its widget: what somebody
        is typing in it must survive an addition beside it.
        """
        rows: dict[str, widgets.Widget] = {}
        shown = widgets.VBox()
        chooser = widgets.Dropdown(description=self._label(key), layout=_WIDE)
        chooser.add_class("kajian-field")
        chooser.disabled = not self.session.can_write
        adder = self.button(say("kajian.ui.add", self.language), "kajian-add")

        finder = widgets.Text(
            description=say("kajian.ui.find_label", self.language),
            placeholder=say("kajian.ui.find", self.language),
            layout=_WIDE,
        )
        finder.add_class("kajian-field")

        def draw() -> None:
            there = list(current())
            words = finder.value.casefold().split()
            left = [
                (name, one)
                for one, name in candidates.items()
                if one not in there and all(word in name.casefold() for word in words)
            ]
            chooser.options = [(say("kajian.choice.none", self.language), ""), *left]
            chooser.value = ""
            for one in [one for one in rows if one not in there]:
                rows.pop(one).close()
            for one in there:
                if one not in rows:
                    rows[one] = removable(one)
            shown.children = [rows[one] for one in there]

        def removable(one: str) -> widgets.Widget:
            text = say("kajian.ui.remove", self.language, name=one)
            remove = self.button(text, "kajian-remove")

            def clicked(_: object) -> None:
                drop(one)
                draw()
                chooser.focus()

            remove.on_click(clicked)
            return widgets.HBox([row(one), remove])

        def chosen(_: object) -> None:
            if chooser.value:
                add(chooser.value)
                draw()

        adder.on_click(chosen)
        finder.observe(lambda _: draw(), names="value")
        draw()
        found = [finder] if searched else []
        box = widgets.VBox([*found, widgets.HBox([chooser, adder]), shown])
        box.add_class(f"kajian-{css(key)}")
        return box

    def rows(
        self, place: Place, name: str, make: Callable[[Place], Iterable[widgets.Widget]]
    ) -> widgets.Widget:
        """Return an editor of a list whose items have several fields, in their order.

        A new item is kept with its first answer; one whose last answer is taken away
        goes, and the items after it move up.

        Parameters
        ----------
        place
            Where the list is kept.
        name
            Of its texts: ``kajian.ui.row_<name>`` and ``kajian.ui.add_<name>``.
        make
            Returns the fields of the item at a place.
        """
        shown = widgets.VBox()
        drawn: list[widgets.Widget] = []
        real = 0

        def kept() -> list[Any]:
            value = self._value(place)
            return list(value) if isinstance(value, list) else []

        def draw(more: int = 0) -> None:
            nonlocal real
            real = len(kept())
            for old in drawn:
                close(old)
            drawn[:] = [item(number) for number in range(1, real + more + 1)]
            shown.children = list(drawn)

        def item(number: int) -> widgets.Widget:
            title = say(f"kajian.ui.row_{name}", self.language, number=number)
            remove = self.button(say("kajian.ui.remove", self.language, name=title), "kajian-drop")

            def drop(_: object) -> None:
                there = kept()
                if number <= len(there):
                    self.save(place, [*there[: number - 1], *there[number:]])
                draw()
                focus_soon(drawn[min(number, len(drawn)) - 1] if drawn else adder)

            remove.on_click(drop)
            box = widgets.VBox([self.heading(title), *make((*place, str(number))), remove])
            box.add_class("kajian-row")
            return box

        def add(_: object) -> None:
            draw(1)
            focus_soon(drawn[-1])

        def follow() -> None:
            nonlocal real
            now = len(kept())
            if now < real:
                draw()
            real = now

        adder = self.button(say(f"kajian.ui.add_{name}", self.language), "kajian-new")
        adder.add_class(f"kajian-new-{css(name)}")
        adder.on_click(add)
        draw()
        self.live.append(follow)
        return widgets.VBox([shown, adder])


def close(widget: widgets.Widget) -> None:
    """Close a widget and all inside it, so that a long session does not grow with each page."""
    for below in getattr(widget, "children", ()):
        close(below)
    widget.close()
