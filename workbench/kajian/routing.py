"""The day that decides whom a conclusion goes to."""

from __future__ import annotations

from datetime import date

from workbench.kajian.dossier import Dossier, exact_day


def forwarding_day(dossier: Dossier) -> date | None:
    """Return the day of forwarding; before it, the day of the decision or of the pleno.

    None while none of them is known: then every address is offered with its dates.
    """
    process, pleno = dossier.answers.process, dossier.answers.pleno
    for moment in (process.forwarded, process.decided, pleno.at):
        day = exact_day(moment)
        if day is not None:
            return day
    return None
