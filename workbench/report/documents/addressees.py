"""Whom a paper is to, by or about: by pseudonym, with a name only where one may stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from workbench.report.context import Context
from workbench.text.visible import visible

Json = Mapping[str, Any]


def called(context: Context, person: Any) -> str:
    """Return the name on a letter: the real one if it may stand there, else a line to fill in."""
    known = context.people.get(str(person))
    if known is not None and known.name:
        return visible(known.name)
    return f"{context.text('document.line')} ({visible(person)})"


def address(context: Context, person: Any) -> str:
    """Return somebody's address where their name may stand, else nothing."""
    known = context.people.get(str(person))
    return visible(known.address) if known is not None else ""


def name_of(context: Context, person: Any) -> str:
    """Return somebody's name where it may stand, else the code."""
    known = context.people.get(str(person))
    return visible(known.name if known is not None and known.name else person)


def respondents(context: Context, only: Collection[str] | None = None) -> list[dict[str, str]]:
    """Return those whom the case is about; the code is the one the papers call them by.

    `only` names whom a letter is about: nobody else is in it.
    """
    return [
        party(context, one) | {"name": _named_with_code(context, one.get("id"))}
        for one in context.case.get("parties") or ()
        if one.get("role") == "terlapor" and (only is None or one.get("id") in only)
    ]


def _named_with_code(context: Context, person: Any) -> str:
    name, code = name_of(context, person), visible(person)
    return name if name == code else context.text("document.called", name=name, id=code)


def occupation(context: Context, person: Any) -> str:
    """Return what somebody does for a living, as the case has it."""
    parties = context.case.get("parties") or ()
    found = next((one for one in parties if one.get("id") == person), None)
    return party(context, found)["occupation"] if found else context.text("word.not_stated")


def party(context: Context, person: Json) -> dict[str, str]:
    """Return somebody of the case by code, with role and occupation."""
    does = [visible(person.get("position")), visible(person.get("agency"))]
    # An office writes somebody's post; our own kind of person stands only where there is none.
    if not does[0]:
        does.insert(0, context.named("subject", person.get("subject")))
    return {
        "id": visible(person.get("id")),
        "role": context.named("role", person.get("role")),
        "occupation": ", ".join(filter(None, does)) or context.text("word.not_stated"),
    }
