"""What became of each letter that left the office: the duty to watch it ends with an answer.

A study holds what was recorded. How long an answer has been awaited depends on the day on
which somebody looks, so that it is told on the screen only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.kajian.dossier import Dossier, exact_day
from workbench.kajian.endings import endings
from workbench.kajian.letters import Outgoing, letters, sent
from workbench.kajian.shapes import Ending
from workbench.kajian.wording import in_words
from workbench.text import Language, say


@dataclass(frozen=True)
class Watched:
    """One letter that was sent, and what is recorded of an answer to it."""

    letter: Outgoing
    sent: date
    answered: date | None
    outcome: str

    def told(self, dossier: Dossier, language: Language, today: date) -> str:
        """Return how it stands, as a sentence."""
        route = self.letter.route
        to = self.letter.addressee or (dossier.pack.told(route, language) if route else "…")
        number = self.letter.number or say("kajian.follow_up.letter", language)
        fields = {"number": number, "to": to}
        if self.answered is None:
            days = str((today - self.sent).days)
            day = in_words(self.sent.isoformat(), language)
            return say("kajian.follow_up.awaited", language, **fields, days=days, day=day)
        day = in_words(self.answered.isoformat(), language)
        told = say("kajian.follow_up.answered", language, **fields, day=day, outcome=self.outcome)
        return told.rstrip()


def watched(dossier: Dossier) -> list[Watched]:
    """Return every letter of the kajian that was sent, those without an answer first."""
    found = []
    for letter in letters(dossier)[0]:
        day = sent(dossier, letter)
        if letter.track.stage == "kajian" and day:
            answers = [one for one in _of(dossier, letter) if one.answered or one.outcome.strip()]
            last = max((on for one in answers if (on := exact_day(one.answered))), default=None)
            said = "; ".join(dict.fromkeys(" ".join(one.outcome.split()) for one in answers))
            found.append(Watched(letter, date.fromisoformat(sent(dossier, letter)), last, said))
    return sorted(found, key=lambda one: one.answered is not None)


def _of(dossier: Dossier, letter: Outgoing) -> Iterator[Ending]:
    """Yield the ends that a letter tells of."""
    for end in endings(dossier):
        if end.norm.id in letter.norms and set(end.persons) & set(letter.persons):
            yield end.answer
