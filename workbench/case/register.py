"""The register of the case's fields: where each is told, and what copies for others do with it.

Every field of ``case.yaml``, ``exhibits.yaml``, ``statements/`` and ``kajian.yaml`` carries a
:class:`Told` in its annotation, beside its type: a field is declared once. The report and
the static notebook lay out what is registered, copies for others take along what is
registered for them, and a test fills every field and looks for it.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from workbench.case.moment import Moment

Handling = Literal["", "keep", "mask"]
Kind = Literal["text", "moment", "yes_no", "choice", "number", "names", "keyed", "part"]


@dataclass(frozen=True)
class Told:
    """What is registered of one field.

    Attributes
    ----------
    section
        The part of the report that tells it: a part of the view (``cover``), or one of
        the kajian (``kajian.facts``). Empty for what stays in the office.
    papers
        Word documents that tell it, too, by their purpose; a test reads them for texts,
        days and numbers.
    forwarding, public
        What the copy for the body that a case goes to, and the one for anybody, do with
        it: ``keep``, ``mask``, or nothing, so that it stays inside.
    office
        Why it is told nowhere: a text below ``kajian.office_only``.
    at
        Where it stands in ``study.json``, when not at its file's own place; ``*`` is any
        key or any item.
    is_held
        For a field that holds others: nothing below it leaves the office or stands in a
        paper. Its own `section`, where it has one, is theirs as well.
    """

    section: str = ""
    papers: tuple[str, ...] = ()
    forwarding: Handling = ""
    public: Handling = ""
    office: str = ""
    at: tuple[str, ...] | None = None
    is_held: bool = False


def told(
    section: str,
    *papers: str,
    forwarding: Handling = "",
    copies: Handling = "",
    at: tuple[str, ...] | None = None,
) -> Told:
    """Register a field that a part of the report, and some Word documents, tell.

    `copies` is what every copy for others does with it, `forwarding` what only the copy
    for the body does that the case goes to.
    """
    return Told(section, papers, copies or forwarding, copies, at=at)


def office_only(reason: str) -> Told:
    """Register a field that is told nowhere; `reason` names a text below ``office_only``."""
    return Told(office=reason)


def part(*at: str, section: str = "", held: bool = False) -> Told:
    """Register a field that holds others, where something else is true of all of them.

    Parameters
    ----------
    at
        Where they stand in ``study.json``, when elsewhere than in their file.
    section
        Which part of the report tells them here.
    held
        Whether none of them leaves the office from here.
    """
    return Told(section, at=at or None, is_held=held)


@dataclass(frozen=True)
class Entry:
    """One field of one shape, with what is registered of it."""

    shape: type[BaseModel]
    name: str
    told: Told
    annotation: Any

    @property
    def key(self) -> str:
        """The field's name for people who read code: ``FactAnswer.place``."""
        return f"{self.shape.__name__}.{self.name}"

    @property
    def words(self) -> str:
        """Where its label stands in the catalogue, below ``kajian.field``."""
        group = getattr(self.shape, "WORDS", "")
        return f"{group}.{self.name}" if group else self.name

    @property
    def kind(self) -> Kind:
        """What kind of value it holds."""
        return _kind(self.annotation)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a field of kind ``choice`` may have."""
        found = next(one for one in _unfolded(self.annotation) if get_origin(one) is Literal)
        return tuple(str(value) for value in get_args(found))

    @property
    def holds(self) -> type[BaseModel] | None:
        """The shape of what stands below it; None for a plain value."""
        return _shape_in(self.annotation)


def entries(shape: type[BaseModel], section: str = "") -> tuple[Entry, ...]:
    """Return the fields of a shape in their order; with a `section`, those that it tells.

    Raises
    ------
    LookupError
        When a field that holds a value is not registered: a programmer's mistake.
    """
    found = tuple(_entry(shape, name) for name in shape.model_fields)
    return tuple(one for one in found if not section or one.told.section == section)


def walk(shape: type[BaseModel], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Yield every value below a shape that stands at these places of ``study.json``.

    Each with its places and with what is registered of it there: a part that is held
    back, or told elsewhere, says so for everything below it.
    """
    for entry in entries(shape):
        below = entry.told.at
        if below is None:
            below = tuple(f"{place}.{entry.name}{_each(entry.annotation)}" for place in at)
        if entry.holds is None:
            yield below, entry
            continue
        for places, inner in walk(entry.holds, below):
            kept = replace(inner.told, section=entry.told.section or inner.told.section)
            if entry.told.is_held:
                kept = replace(kept, forwarding="", public="", papers=())
            yield places, replace(inner, told=kept)


def _entry(shape: type[BaseModel], name: str) -> Entry:
    field = shape.model_fields[name]
    registered = next((one for one in field.metadata if isinstance(one, Told)), None)
    if registered is None and _shape_in(field.annotation) is None:
        raise LookupError(f"{shape.__name__}.{name} is not registered: say where it is told")
    return Entry(shape, name, registered or Told(), field.annotation)


def _unfolded(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and everything inside it."""
    yield annotation
    if get_origin(annotation) is Literal:
        return
    for inner in get_args(annotation):
        yield from _unfolded(inner)


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    found = (one for one in _unfolded(annotation) if isinstance(one, type))
    return next((one for one in found if issubclass(one, BaseModel)), None)


def _kind(annotation: Any) -> Kind:
    if _shape_in(annotation) is not None:
        return "part"
    if get_origin(annotation) is dict:
        return "keyed"
    if get_origin(annotation) is tuple:
        return "names"
    parts = tuple(_plain(annotation))
    if any(get_origin(one) is Literal for one in parts):
        return "choice"
    kinds: dict[Any, Kind] = {Moment: "moment", bool: "yes_no", float: "number"}
    return next((kinds[one] for one in parts if one in kinds), "text")


def _plain(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, types.UnionType, Annotated):
        for inner in get_args(annotation):
            yield from _plain(inner)
    else:
        yield annotation


def _each(annotation: Any) -> str:
    return ".*" if get_origin(annotation) in (dict, tuple) else ""
