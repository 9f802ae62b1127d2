"""The shape of official numbers: a pattern, or segments whose codes a regulation lists."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbench.case.schema import Regime, Route
from workbench.law.field_types import Count, Pattern, Truth
from workbench.law.item import Cited, Shape, Words

Area = Literal["nation", "provinces", "regencies", "cities", "abroad"]


class Code(Words):
    """One code of a segment: what it means, and what it says about the rest of the number.

    Attributes
    ----------
    route
        The route of the case that it names; None where it names none.
    areas
        Which areas its region code may be of; empty means any. ``abroad`` stands for a
        country written out instead of a code.
    named
        Whether a name follows the code, as behind ``Kec-``.
    """

    route: Route | None = None
    areas: tuple[Area, ...] = ()
    named: Truth = False


class Segment(Shape):
    """One part of a number, between two slashes.

    Attributes
    ----------
    name
        What it is: ``sequence``, ``kind``, ``level``, ``region``, ``month``, ``year`` and so on.
    digits
        A number of at least so many digits, with leading zeros; exactly so many if `fixed`.
    codes
        What may stand there otherwise.
    older
        Spellings of earlier forms and of the press, each with the code that it stands for.
    regions
        Whether a code of the numbering's list of regions stands there.
    omitted
        What older numbers that lack this part leave out; empty when it is never left out.
    """

    name: str
    digits: Count = None
    fixed: Truth = False
    codes: dict[str, Code] = Field(default_factory=dict)
    older: dict[str, str] = Field(default_factory=dict)
    regions: Truth = False
    omitted: str = ""


class Numbering(Cited):
    """How numbers of one kind are written: by segments, or by an office's own pattern.

    Attributes
    ----------
    kind
        What is numbered: ``submission``, ``register``, ``recommendation``, ``correction``.
    regions
        Id of the list of region codes that belongs to it.
    example, examples
        Numbers as the regulation or the office writes them.
    """

    pattern: Pattern = ""
    kind: str = ""
    regimes: tuple[Regime, ...] = ()
    segments: tuple[Segment, ...] = ()
    regions: str = ""
    example: str = ""
    examples: tuple[str, ...] = ()
    text: Words
    kinds: dict[str, Route] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_written_somehow(self) -> Self:
        if not self.pattern and not self.segments:
            raise PydanticCustomError("no_grammar", "neither pattern nor segments")
        return self


class Regions(Cited):
    """A list of region codes, each with the name as the regulation prints it."""

    text: Words
    nation: dict[str, str] = Field(default_factory=dict)
    provinces: dict[str, str] = Field(default_factory=dict)
    regencies: dict[str, str] = Field(default_factory=dict)
    cities: dict[str, str] = Field(default_factory=dict)

    def every_code(self) -> tuple[str, ...]:
        """Return every code of the list, from the nation down."""
        return (*self.nation, *self.provinces, *self.regencies, *self.cities)

    def areas_of(self, code: str) -> tuple[Area, ...]:
        """Return which areas a code stands for; empty when the list does not hold it.

        One code may stand for two: the list gives a province and its only city one.
        """
        names: tuple[Area, ...] = ("nation", "provinces", "regencies", "cities")
        return tuple(name for name in names if code in getattr(self, name))

    def name_of(self, code: str) -> str:
        """Return the name of the area with this code, the smallest first; empty if unknown."""
        found = (getattr(self, name).get(code) for name in reversed(self.areas_of(code)))
        return next(found, "")
