"""The types of single values in the case's files, and what all of their shapes share."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from workbench.case.moment import Moment

_IDENTIFIER = re.compile(r"^[A-Za-z][A-Za-z0-9]{0,7}-\d{1,4}$")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")


def _moment(value: Any) -> Moment | None:
    if value is None or isinstance(value, Moment):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("moment", "not a date")
    if not value.strip():
        return None
    try:
        return Moment.parse(value)
    except ValueError:
        raise PydanticCustomError("moment", "not a date") from None


def _identifier(value: Any) -> str:
    if isinstance(value, str) and _IDENTIFIER.match(value):
        return value
    raise PydanticCustomError("identifier", "not an identifier")


def _sha256(value: Any) -> str | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and _SHA256.match(value.strip().lower()):
        return value.strip().lower()
    raise PydanticCustomError("sha256", "not a sha256")


def _coordinate(limit: float) -> Any:
    def read(value: Any) -> float | None:
        if value in (None, ""):
            return None
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            raise PydanticCustomError("coordinate", "not a coordinate") from None
        if not -limit <= number <= limit:
            raise PydanticCustomError("coordinate", "not a coordinate")
        return number

    return read


def _optional_choice(value: Any) -> Any:
    return None if value == "" else value


def _yes_no(value: Any) -> bool | None:
    if value in (None, "", True, False):
        return value if isinstance(value, bool) else None
    word = str(value).strip().lower()
    if word in {"ya", "yes", "true"}:
        return True
    if word in {"tidak", "no", "false"}:
        return False
    raise PydanticCustomError("yes_no", "not yes or no")


When = Annotated[
    Moment | None,
    BeforeValidator(_moment),
    PlainSerializer(lambda moment: moment.iso() if moment else None),
]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Sha256 = Annotated[str | None, BeforeValidator(_sha256)]
Latitude = Annotated[float | None, BeforeValidator(_coordinate(90))]
Longitude = Annotated[float | None, BeforeValidator(_coordinate(180))]
YesNo = Annotated[bool | None, BeforeValidator(_yes_no)]
# A name may begin or end with a blank: it is the file's, not ours to trim.
FileName = Annotated[str, StringConstraints(strip_whitespace=False)]
Blank = BeforeValidator(_optional_choice)


class CaseShape(BaseModel):
    """What all shapes share: frozen, unknown keys kept, blanks around a text dropped.

    `WORDS` is where the labels of its fields stand in the catalogue, below ``kajian.field``.
    """

    WORDS: ClassVar[str] = ""

    model_config = ConfigDict(
        frozen=True, extra="allow", arbitrary_types_allowed=True, str_strip_whitespace=True
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_not_given(cls, data: Any) -> Any:
        """Treat ``parties: ""`` like a missing key: a scaffold is filled in on the way."""
        return (
            {key: value for key, value in data.items() if value != ""}
            if isinstance(data, dict)
            else data
        )
