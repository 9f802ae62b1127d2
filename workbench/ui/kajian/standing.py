"""The line above the walk: saved when, who else writes, and what can be done about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timezone

import ipywidgets as widgets
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.kajian.saving.session import Session
from workbench.report.language import clock
from workbench.text import Language, say
from workbench.text.visible import visible

# Seconds between two looks at what others did; a look costs a few file sizes.
PAUSE = 1.5


class Standing:
    """Says how the answers stand, and watches what others do to them.

    Parameters
    ----------
    session
        The answers.
    language
        Of everything shown.
    renew
        Called when other answers than before are to be shown, or this session became
        the writer, or stopped being it.
    undo
        Called when the last change is to be taken back.
    """

    def __init__(
        self,
        session: Session,
        language: Language,
        renew: Callable[[], None],
        undo: Callable[[], None],
    ) -> None:
        self.session = session
        self.language = language
        self._renew = renew
        self._line = widgets.HTML()
        self._line.add_class("kajian-saved")
        self._undo = self._button("undo", undo)
        self._reload = self._button("reload", self._reloaded)
        self._take = self._button("take_over", self._take_over)
        self._leave = self._button("leave", self._let_go)
        self._news = ""
        self.box = widgets.HBox(
            [self._line, self._undo, self._reload, self._take, self._leave],
            layout=widgets.Layout(justify_content="space-between", flex_flow="row wrap"),
        )
        self.say()

    def say(self, failure: str | None = None, news: str = "", *, is_typing: bool = False) -> None:
        """Show how the answers stand, or why the last one was not saved."""
        self._news = news
        self._is_typing = is_typing
        writes = self.session.can_write
        text = failure and say("kajian.ui.saving_failed", self.language, reason=failure)
        self._take.layout.display = "none"
        self._show(text or (self._saved() if writes else self._others()), is_wrong=bool(failure))
        outside = writes and not self.session.is_current()
        if outside and not failure:
            self._show(say("kajian.ui.changed_outside", self.language), is_wrong=True)
        self._undo.disabled = not writes
        damaged = self.session.journal_is_damaged
        for button, is_shown in ((self._reload, outside or damaged), (self._leave, writes)):
            button.layout.display = "" if is_shown else "none"

    def watch(self) -> None:
        """Look again and again, as long as the session is open and a loop runs."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._watch())

    async def _watch(self) -> None:
        while self.session.is_open:
            await asyncio.sleep(PAUSE)
            if self.session.is_open:
                self.look()

    def look(self) -> None:
        """Show what others did since the last look."""
        if self.session.can_write:
            if not self.session.is_current():
                self.say()
            return
        if not self.session.is_current():
            self._read_again()
        else:
            self.say()

    def _reloaded(self) -> None:
        self._read_again()
        # The button that had the cursor may be gone.
        self._undo.focus()

    def _read_again(self) -> None:
        try:
            if self.session.journal_is_damaged:
                # Whoever restored it from a backup can write again.
                self.session.take_over()
            else:
                self.session.reload()
        except WorkbenchError as error:
            self._show(error.message(self.language), is_wrong=True)
            return
        self._renew()
        self.say()

    def _take_over(self) -> None:
        try:
            self.session.take_over()
        except WorkbenchError as error:
            self._show(error.message(self.language), is_wrong=True)
            return
        self._renew()
        self.say()
        self._leave.focus()

    def _let_go(self) -> None:
        self.session.let_go()
        self._renew()
        self.say()
        self._take.focus()

    def _saved(self) -> str:
        at = self.session.saved_at()
        typing = say("kajian.ui.typing", self.language) if self._is_typing else ""
        saved = say("kajian.ui.saved", self.language, time=self._time(at)) if at else ""
        told = [part for part in (self._news, typing, saved) if part]
        return " · ".join(told) or say("kajian.ui.not_saved", self.language)

    def _others(self) -> str:
        """Return who writes and since when, or that nobody does any more."""
        if self.session.journal_is_damaged:
            return say("kajian.ui.read_only_journal", self.language)
        writer = self.session.who_writes()
        at = self.session.saved_at()
        saved = say("kajian.ui.last_saved", self.language, time=self._time(at)) if at else ""
        if writer is None:
            self._take.layout.display = ""
            return f"{say('kajian.ui.read_only_free', self.language)} {saved}"
        if not writer.since:
            return say("kajian.ui.read_only_folder", self.language)
        since = self._time(writer.since)
        text = say("kajian.ui.read_only", self.language, person=writer.person, since=since)
        return f"{text} {saved}"

    def _time(self, instant: str) -> str:
        zone = timezone(self.session.folder.case.offset)
        at = datetime.fromisoformat(instant).astimezone(zone)
        return clock(at.time(), self.language)

    def _show(self, text: str, *, is_wrong: bool = False) -> None:
        kind = "kajian-wrong" if is_wrong else "kajian-note"
        body = Markup('<div role="status" class="{}">{}</div>')
        self._line.value = str(body.format(kind, visible(text, lines=True)))

    def _button(self, name: str, act: Callable[[], None]) -> widgets.Button:
        text = say(f"kajian.ui.{name}", self.language)
        made = widgets.Button(description=text, tooltip=text, layout={"width": "auto"})
        made.add_class(f"kajian-{name.replace('_', '-')}")
        made.on_click(lambda _: act())
        return made
