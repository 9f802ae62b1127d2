"""What is said of several exhibits in one act, saved at once and taken back at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from workbench.case import load
from workbench.case.folder import EXHIBITS, CaseFolder
from workbench.case.journal import Place, account
from workbench.case.schema import Kind, Originality
from workbench.desk import sorting
from workbench.errors import WorkbenchError
from workbench.examination.examine import Examination
from workbench.kajian.saving.session import Session
from workbench.text import Language, say
from workbench.text.visible import visible

#: What can be said of several at once, in the order in which it is asked.
FIELDS = ("received_from", "received_at", "originality", "kind", "taken_by", "device", "tags")
CHOICES = {"originality": get_args(Originality), "kind": get_args(Kind)}
_LONGEST = 500


class Together:
    """Writes into ``exhibits.yaml`` what holds of all exhibits that are chosen.

    Parameters
    ----------
    known
        The examined case.
    language
        Of what is told.
    """

    def __init__(self, known: Examination, language: Language) -> None:
        self._folder = known.folder
        self._paths = {one.id: one.path for one in known.exhibits}
        self._language = language
        self._lines: tuple[int, ...] = ()

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Do what the page asks: ``save`` for chosen exhibits, or ``undo`` of the last act.

        Returns
        -------
        dict
            ``said`` for people, ``done``, whether it can be taken back, and ``rows``: by id
            the words by which exhibits are filtered that may be others now.
        """
        try:
            said = self._undo() if question.get("act") == "undo" else self._save(question)
        except WorkbenchError as error:
            said = error.message(self._language)
            if error.code == "kajian_other_writer":  # most often one's own form beside this
                said = f"{said}\n{say('desk.together.writer', self._language)}"
            return self._told(visible(said, lines=True), done=False)
        return self._told(said, done=True)

    def _told(self, said: str, *, done: bool) -> dict[str, Any]:
        blank: dict[str, list[str]] = {"tags": [], "giver": []}
        rows = dict.fromkeys(self._paths, blank) | sorting.claimed(self._folder.claims)
        return {"said": said, "done": done, "undo": bool(self._lines), "rows": rows if done else {}}

    def _save(self, question: Mapping[str, Any]) -> str:
        chosen = [one for one in question.get("chosen", ()) if one in self._paths]
        values = self._values(question.get("values", {}))
        if not chosen or not values:
            return say("desk.together.nothing", self._language)
        session = self._opened()
        try:
            claims = {claim.id: claim.tags for claim in session.folder.claims}
            answers: dict[Place, Any] = {}
            for one in chosen:
                told = dict(values)
                if "tags" in told:  # to those that it has: others were given for a reason
                    told["tags"] = [*dict.fromkeys([*claims.get(one, ()), *told["tags"]])]
                if one in claims:
                    answers |= {("exhibits", one, name): each for name, each in told.items()}
                else:
                    whole = {"id": one, "file": self._paths[one], **told}
                    answers["exhibits", one] = whole
            lines = session.set_together(answers, EXHIBITS)
        finally:
            self._closed(session)
        self._lines = lines or self._lines
        return say("desk.together.saved" if lines else "desk.together.same", self._language,
                   count=len(chosen))  # fmt: skip

    def _undo(self) -> str:
        session = self._opened()
        try:
            count = session.undo_together(self._lines)
        finally:
            self._closed(session)
        self._lines = ()
        return say("desk.together.undone", self._language, count=count)

    def _opened(self) -> Session:
        return Session(load(self._folder.path), account())

    def _closed(self, session: Session) -> None:
        session.close()
        self._folder: CaseFolder = session.folder

    @staticmethod
    def _values(asked: Any) -> dict[str, Any]:
        """Return what was filled in; an empty field leaves what is there alone."""
        found: dict[str, Any] = {}
        for name in FIELDS:
            text = str(asked.get(name, "")).strip()[:_LONGEST] if isinstance(asked, dict) else ""
            if not text:
                continue
            if name == "tags":
                found[name] = [part.strip() for part in text.split(",") if part.strip()]
            elif text in CHOICES.get(name, (text,)):
                found[name] = text
        return found
