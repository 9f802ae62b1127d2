"""The shape of an official form: what it is for, to whom it goes, and every part it prescribes."""

from __future__ import annotations

from typing import Literal

from workbench.case.schema import Regime, Route
from workbench.law.field_types import Count, ItemId, Truth
from workbench.law.item import Cited, Shape, Words

PartKind = Literal[
    "heading",
    "field",
    "text",
    "list",
    "table",
    "choice",
    "question",
    "statement",
    "signature",
]
Letterhead = Literal["kop", "none"]


class FormPart(Shape):
    """One part of a form, in the order in which the annex prints it.

    Attributes
    ----------
    id
        Its place in the form, dotted where parts lie inside another: ``III.a``.
    kind
        What stands there. ``choice`` is one of the sentences a form offers, of
        which those that apply are kept; ``statement`` a sentence printed as it is.
    label
        The heading, or the sentence itself, as the form prints it.
    fill
        What the form says about filling it in.
    required
        False where the form itself says that it may stay empty, or that it only
        stands where there is something to say.
    """

    id: ItemId
    kind: PartKind
    label: Words
    fill: Words | None = None
    required: Truth = True


class Form(Cited):
    """A form under one instrument; its code moves with every regulation.

    Attributes
    ----------
    code, purpose, title
        The code as printed, what the workbench asks for it by, and the heading.
    use
        When the regulation asks for it.
    subject
        What stands behind ``Hal``; None for a form that is no letter.
    addressee
        To whom it goes; None for a form that stays in the file.
    number
        Id of the numbering that it carries; ``own`` for a letter's own number, empty
        for a form without one.
    routes, regimes
        For which routes and elections it is made; empty means all.
    signers, annexes
        Who signs, and what must be enclosed.
    numbered
        Whether it prints the places of its parts before them: ``1.``, ``a.``.
    copies
        In how many copies it is made; None where no rule says.
    stamp, duty
        Whether the office's stamp and a duty stamp belong on it.
    parts
        Everything that it prescribes, in order.
    """

    code: str = ""
    purpose: str
    title: Words
    use: Words | None = None
    letterhead: Letterhead = "kop"
    subject: Words | None = None
    addressee: Words | None = None
    number: str = ""
    routes: tuple[Route, ...] = ()
    regimes: tuple[Regime, ...] = ()
    signers: tuple[Words, ...] = ()
    annexes: tuple[Words, ...] = ()
    numbered: Truth = False
    copies: Count = None
    stamp: Truth = False
    duty: Truth = False
    parts: tuple[FormPart, ...] = ()


class Section(Cited):
    """A heading of a product: ``kajian_awal`` or ``kajian``."""

    document: str
    label: Words
