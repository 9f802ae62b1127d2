"""Fields of the kajian's form: each shows one answer and saves it when it changes."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from workbench.case.folder import CASE, KAJIAN
from workbench.case.moment import Moment
from workbench.errors import WorkbenchError
from workbench.kajian.saving.drafts import Draft
from workbench.kajian.saving.session import Session
from workbench.report.language import moment
from workbench.text import Language, has, say
from workbench.text.visible import visible

Place = tuple[str, ...]
Option = tuple[str, str]

# Seconds a browser takes to draw a page that was sent to it.
_DRAWN = 0.4

_WIDE = {"width": "100%"}
_NOTE = Markup('<div class="kajian-note">{}</div>')
_WRONG = Markup('<div class="kajian-wrong" role="alert">{}</div>')
_FOLD = Markup("<details><summary>{}</summary><div>{}</div></details>")


class Fields:
    """Makes the fields of one page.

    Parameters
    ----------
    session
        Where answers are read and saved.
    language
        Of labels and help.
    after
        Called when something was saved, or with the reason when it was not.
    """

    def __init__(
        self, session: Session, language: Language, after: Callable[[str | None], None]
    ) -> None:
        self.session = session
        self.language = language
        self._after = after
        #: What a page shows that follows its answers; called after each change.
        self.live: list[Callable[[], None]] = []
        self._typed: dict[str, tuple[Place, Callable[[str], Any]]] = {}
        self._count = itertools.count(1)

    def clear(self) -> None:
        """Forget the fields of a page that is left."""
        self.live.clear()
        self._typed.clear()

    def keep(self, name: str, text: str) -> bool:
        """Keep words that are still being typed into the field of this name.

        Returns
        -------
        bool
            Whether they are kept; the walk is told why where they are not.
        """
        if name not in self._typed:
            return False  # of a page that was left: its field has sent its value by itself
        place, read = self._typed[name]
        try:
            file, inside = _split(place)
            self.session.keep(inside, text, read(text), file)
        except WorkbenchError as error:
            self._after(error.message(self.language))
            return False
        return True

    def text(self, place: Place, key: str, *, rows: int = 1, label: str = "") -> widgets.Widget:
        """Return a line, or with more `rows` a box, of text."""
        kind = widgets.Text if rows == 1 else widgets.Textarea
        extra = {} if rows == 1 else {"rows": rows}
        control = kind(
            value=self._text(place),
            description=label or self._label(key),
            continuous_update=False,
            **extra,
        )
        return self._field(control, place, key, str)

    def when(self, place: Place, key: str) -> widgets.Widget:
        """Return a date as people write it, with how it was read beneath."""
        control = widgets.Text(
            value=self._text(place),
            description=self._label(key),
            continuous_update=False,
            placeholder=say("kajian.ui.date_example", self.language),
        )
        echo = widgets.HTML(self._read_as(control.value))

        def read(change: Mapping[str, Any]) -> None:
            echo.value = self._read_as(change["new"])

        control.observe(read, names="value")
        return self._field(control, place, key, str, echo)

    def choice(
        self,
        place: Place,
        key: str,
        options: Iterable[Option],
        *,
        label: str = "",
        default: str = "",
    ) -> widgets.Widget:
        """Return a list to choose one entry from; the first entry is none of them."""
        known = [(say("kajian.choice.none", self.language), ""), *options]
        value = str(self._value(place) or default)
        if value not in {code for _, code in known}:
            known.append((visible(value, lines=True), value))
        control = widgets.Dropdown(
            options=known, value=value, description=label or self._label(key)
        )
        return self._field(control, place, key, str)

    def coded(self, place: Place, key: str, group: str, *, default: str = "") -> widgets.Widget:
        """Return a choice whose entries stand in the catalogue under ``choice.<group>``.

        `default` is what holds while nothing is written, and is shown as chosen.
        """
        from workbench.text import catalogue

        codes = catalogue("kajian")["choice"][group]
        options = [(say(f"kajian.choice.{group}.{code}", self.language), code) for code in codes]
        return self.choice(place, key, options, default=default)

    def ids(self, place: Place, key: str) -> widgets.Widget:
        """Return a line of identifiers separated by commas, kept as a list."""

        def split(value: str) -> list[str]:
            return [part.strip() for part in value.split(",") if part.strip()]

        control = widgets.Text(
            value=self._text(place), description=self._label(key), continuous_update=False
        )
        return self._field(control, place, key, split)

    def note(self, *lines: str) -> widgets.HTML:
        """Return plain sentences."""
        text = Markup("<br>").join(visible(line, lines=True) for line in lines)
        return widgets.HTML(_NOTE.format(text))

    def heading(self, text: str) -> widgets.HTML:
        """Return a heading of the page."""
        return widgets.HTML(Markup("<h4>{}</h4>").format(visible(text, lines=True)))

    def folded(self, title: str, lines: Iterable[str]) -> widgets.HTML:
        """Return lines that open on demand."""
        body = Markup("").join(
            Markup("<p>{}</p>").format(visible(line, lines=True)) for line in lines
        )
        return widgets.HTML(_FOLD.format(title, body))

    def tell(self, reason: str) -> None:
        """Say why nothing was saved."""
        self._after(reason)

    def save(self, place: Place, value: Any) -> bool:
        """Save one answer; tell the walk what came of it. Return whether it was saved."""
        try:
            file, inside = _split(place)
            self.session.set(inside, value, file)
        except WorkbenchError as error:
            self._after(error.message(self.language))
            return False
        self._after(None)
        return True

    def _field(
        self,
        control: Any,
        place: Place,
        key: str,
        read: Callable[[Any], Any],
        *below: widgets.Widget,
    ) -> widgets.Widget:
        control.layout = widgets.Layout(**_WIDE)
        control.style = {"description_width": "auto"}
        control.add_class("kajian-field")
        control.add_class(f"kajian-{css(key)}")
        control.disabled = not self.session.can_write
        parts = [control, *below]
        name = ""
        if isinstance(control, widgets.Text | widgets.Textarea):
            name = self.listen(control, place, read)
            parts += self._unsettled(control, place, read)

        def changed(change: Mapping[str, Any]) -> None:
            if not self.save(place, read(change["new"])) and name and self.session.can_write:
                self.keep(name, change["new"])

        control.observe(changed, names="value")
        if has(f"kajian.field.{key}.help"):
            help_text = say(f"kajian.field.{key}.help", self.language)
            parts.append(self.folded(say("kajian.ui.help", self.language), [help_text]))
        return control if len(parts) == 1 else widgets.VBox(parts)

    def listen(self, control: Any, place: Place, read: Callable[[str], Any]) -> str:
        """Let what is typed into a field be kept; return the name that it is kept by."""
        name = f"kajian-at-{next(self._count)}"
        control.add_class(name)
        self._typed[name] = (place, read)
        return name

    def _unsettled(
        self, control: Any, place: Place, read: Callable[[str], Any]
    ) -> list[widgets.Widget]:
        """Return what tells of words typed at a place that are no answer yet, and settles them."""
        draft = self._draft(place)
        if draft is None:
            return []
        is_shown = control.value == draft.text
        key = "kajian.ui.typed_only" if is_shown else "kajian.ui.typed_before"
        note = self.note(say(key, self.language, text=draft.text))
        take = self.button(say("kajian.ui.typed_save", self.language), "kajian-typed-save")
        drop = self.button(say("kajian.ui.typed_drop", self.language), "kajian-typed-drop")
        told = widgets.VBox([note, widgets.HBox([take, drop])])

        def taken(_: object) -> None:
            text = control.value if is_shown else draft.text
            if self.save(place, read(text)):
                control.value = text
            control.focus()

        def dropped(_: object) -> None:
            # Saving the answer that stands there already forgets the words.
            stands = self._value(place)
            if self.save(place, stands):
                control.value = _shown(stands)
            control.focus()

        def follow() -> None:
            if self._draft(place) is None:
                told.layout.display = "none"

        take.on_click(taken)
        drop.on_click(dropped)
        self.live.append(follow)
        return [told]

    def _text(self, place: Place) -> str:
        """Return what a field shows: its answer, or the words that are to follow it."""
        draft, stands = self._draft(place), self._value(place)
        return draft.text if draft is not None and draft.before == stands else _shown(stands)

    def _draft(self, place: Place) -> Draft | None:
        file, inside = _split(place)
        return self.session.kept(*inside, file=file)

    def _value(self, place: Place) -> Any:
        file, inside = _split(place)
        return self.session.get(*inside, file=file)

    def _label(self, key: str) -> str:
        return say(f"kajian.field.{key}.label", self.language)

    def _read_as(self, text: str) -> str:
        if not text.strip():
            return ""
        try:
            iso = Moment.parse(text).iso()
        except ValueError:
            what = say("problems.not_a_date.what", self.language, found=visible(text, lines=True))
            expected = say("problems.not_a_date.next", self.language)
            return str(_WRONG.format(f"{what} {expected}"))
        shown = moment(iso, self.language)
        told = str(_NOTE.format(say("kajian.ui.read_as", self.language, text=shown)))
        if not Moment.parse(text).agrees_with_weekday(text):
            what = say("problems.weekday_differs.what", self.language, found=visible(text))
            told += str(
                _WRONG.format(f"{what} {say('problems.weekday_differs.next', self.language)}")
            )
        return told

    def button(self, text: str, name: str, *, reads: bool = False) -> widgets.Button:
        """Return a button; one that only `reads` serves a reader as well."""
        made = widgets.Button(
            description=text, tooltip=text, layout={"width": "auto", "flex": "0 0 auto"}
        )
        made.add_class(name)
        made.disabled = not (reads or self.session.can_write)
        return made


def _split(place: Place) -> tuple[str, Place]:
    """Return the file that a place stands in, and the place inside it.

    A place begins with the file's name unless it is one of ``kajian.yaml``.
    """
    if place[0] == "case":
        return CASE, place[1:]
    return (place[0], place[1:]) if place[0].endswith(".yaml") else (KAJIAN, place)


def _shown(value: Any) -> str:
    """Return an answer as its field shows it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def focus_soon(widget: widgets.Widget) -> None:
    """Put the cursor into the first field of `widget`, or on it, once the browser has drawn it."""
    field = _first_field(widget) or widget
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    loop.call_later(_DRAWN, field.focus)


def _first_field(widget: widgets.Widget) -> Any:
    if isinstance(widget, widgets.Text | widgets.Textarea | widgets.Dropdown):
        return widget
    return next((f for w in getattr(widget, "children", ()) if (f := _first_field(w))), None)


def css(key: str) -> str:
    """Return a key as part of a CSS class."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower())
