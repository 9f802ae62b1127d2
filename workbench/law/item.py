"""What every item of a rule pack carries: words in both languages, validity, mark, basis."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.case.schema import Regime
from workbench.law.field_types import Day, ItemId
from workbench.text import Language

Mark = Literal["seen", "conflicting", "unverified"]


class Shape(BaseModel):
    """Frozen; a key that nobody knows is a mistake, not a wish."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True
    )


class Words(Shape):
    """One text in both languages."""

    id: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.id if language == "id" else self.en

    def pair(self) -> dict[Language, str]:
        """Return both texts by language."""
        return {"id": self.id, "en": self.en}


class Validity(Shape):
    """First and last day in force, both inclusive; None is open."""

    from_: Day = Field(default=None, alias="from")
    to: Day = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Item(Shape):
    """What every item of a pack carries."""

    id: ItemId
    mark: Mark
    valid: Validity = Validity()
    note: Words | None = None
    source: str = ""

    @property
    def own_words(self) -> Words:
        """The item's own words: its title, text, label, issue or target."""
        for name in ("title", "text", "label", "issue", "target"):
            words = getattr(self, name, None)
            if isinstance(words, Words):
                return words
        return Words(id=self.id, en=self.id)


class Basis(Shape):
    """What an item rests on in one kind of election, where the kinds have different laws.

    `text_mark` says how far the item's own words are vouched for there.
    """

    regimes: tuple[Regime, ...]
    instrument: str
    article: str = ""
    basis_mark: Mark
    text_mark: Mark = "seen"


class Cited(Item):
    """An item that rests on an instrument of the register.

    `bases` take the place of instrument and article in the elections that they name.
    """

    instrument: str = ""
    article: str = ""
    bases: tuple[Basis, ...] = ()
