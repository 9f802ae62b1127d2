"""A case has up to three official numbers; a form prints the one that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.law.numbering import read_numbers
from workbench.law.pack import Pack
from workbench.text.visible import visible

_FIELDS = {"submission": "submission_number", "register": "register_number"}


def official(pack: Pack, case: Mapping[str, Any], kind: str) -> str:
    """Return the case's number of a kind; empty where the case does not give it.

    The case's own number stands for it unless the rule pack reads it as another kind: the
    number of submission is never printed as that of the register.
    """
    given = visible(case.get(_FIELDS[kind]))
    if given:
        return given
    number = str(case.get("number") or "")
    kinds = {one.grammar.kind for one in read_numbers(pack, number) if one.grammar.kind}
    return visible(number) if not kinds or kind in kinds else ""


def kind_of(pack: Pack, purpose: str) -> str:
    """Return which number the papers for a purpose carry: as their forms of any time say.

    ``register`` where no form says, because what is kept of a case is registered.
    """
    kinds = (form.number for form in pack.data.forms if form.purpose == purpose)
    return next((kind for kind in kinds if kind in _FIELDS), "register")
