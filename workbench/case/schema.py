"""The shapes of the case's files, as pydantic models over text values.

The models are frozen and double as the in-memory case, so that a field exists
in one place only. Unknown keys are kept. A file's ``format`` number is read
before anything else: a newer one is refused rather than half understood.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from workbench.case.moment import ZONES, Moment
from workbench.case.yaml_files import Document, Keys, dotted
from workbench.errors import Problem

FORMAT = 1

Regime = Literal["pilkada", "pemilu"]
Route = Literal["laporan", "temuan", "informasi_awal"]
Zone = Literal["WIB", "WITA", "WIT"]
Role = Literal["pelapor", "penemu", "terlapor", "saksi", "ahli", "pihak_terkait"]
SubjectType = Literal[
    "asn_pns",
    "asn_pppk",
    "tni",
    "polri",
    "pejabat_negara",
    "pejabat_daerah",
    "kepala_desa",
    "perangkat_desa",
    "bpd",
    "honorer",
    "penyelenggara",
    "lainnya",
]
Originality = Literal["original", "copy", "unknown"]
Kind = Literal[
    "foto",
    "video",
    "tangkapan_layar",
    "percakapan",
    "rekaman_suara",
    "tautan",
    "dokumen",
    "barang",
    "lhp",
    "ba_klarifikasi",
    "identitas",
    "bukti_kepegawaian",
    "hasil_sipol",
    "sk_tim_kampanye",
    "lainnya",
]
Basis = Literal[
    "melihat", "mendengar", "melakukan", "dari_media", "dari_orang_lain", "tidak_disebut"
]
Mode = Literal["tatap_muka", "daring", "tertulis"]

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


class _Shape(BaseModel):
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


class Place(_Shape):
    """Where something is said to have happened; coordinates in degrees, WGS 84."""

    name: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    latitude: Latitude = None
    longitude: Longitude = None


class Party(_Shape):
    """Somebody in the case, by pseudonym; the name stands in ``identities.yaml`` only."""

    id: Identifier
    role: Role
    subject: Annotated[SubjectType | None, Blank] = None
    position: str = ""
    agency: str = ""
    holds_office: YesNo = None
    note: str = ""


class Dates(_Shape):
    """The case's own dates; each kept apart from the others.

    ``event`` when it happened, ``published`` when it went online, ``first_seen``
    when anybody of the case first saw it, ``known`` when the reporter or finder
    knew of it (this starts the reporting window), ``reported`` and ``registered``.
    """

    event: When = None
    published: When = None
    first_seen: When = None
    known: When = None
    reported: When = None
    registered: When = None


class Office(_Shape):
    """The supervisory office that studies the case."""

    name: str = ""
    place: str = ""


class CaseFile(_Shape):
    """``case.yaml``. Every field may be empty: a case is filled in on the way."""

    format: str = str(FORMAT)
    number: str = ""
    title: str = ""
    invented: YesNo = None
    regime: Annotated[Regime | None, Blank] = None
    route: Annotated[Route | None, Blank] = None
    zone: Zone = "WIB"
    rule_pack: str = ""
    office: Office = Office()
    parties: tuple[Party, ...] = ()
    dates: Dates = Dates()
    place: Place = Place()
    allegation: str = ""
    norms: tuple[str, ...] = ()

    @property
    def offset(self) -> timedelta:
        """Offset of the office's zone from UTC, used where a time names none."""
        return ZONES[self.zone]


class Handover(_Shape):
    """One step in an exhibit's chain of hands."""

    giver: str = ""
    receiver: str = ""
    at: When = None
    how: str = ""


class ExhibitClaim(_Shape):
    """What people say about one exhibit; never what the file says of itself."""

    id: Identifier
    file: FileName
    label: str = ""
    kind: Annotated[Kind | None, Blank] = None
    taken_by: str = ""
    taken_at: When = None
    taken_place: Place = Place()
    device: str = ""
    received_from: str = ""
    received_at: When = None
    originality: Annotated[Originality | None, Blank] = None
    url: str = ""
    account: str = ""
    published_at: When = None
    captured_at: When = None
    captured_by: str = ""
    shows: tuple[str, ...] = ()
    sha256: Sha256 = None
    chain: tuple[Handover, ...] = ()
    note: str = ""


class ExhibitsFile(_Shape):
    """``exhibits.yaml``."""

    format: str = str(FORMAT)
    exhibits: tuple[ExhibitClaim, ...] = ()


class Passage(_Shape):
    """Words of a statement that matter, with where they stand (page, question, time code)."""

    quote: str = ""
    locator: str = ""
    basis: Annotated[Basis | None, Blank] = None
    known_at: When = None


class Statement(_Shape):
    """One file of ``statements/``: what a clarified person said, and how they know it."""

    format: str = str(FORMAT)
    person: Identifier
    role: Annotated[Role | None, Blank] = None
    at: When = None
    mode: Annotated[Mode | None, Blank] = None
    sworn: YesNo = None
    basis: Annotated[Basis | None, Blank] = None
    known_at: When = None
    document: str = ""
    summary: str = ""
    passages: tuple[Passage, ...] = ()


class Identity(_Shape):
    """Who a pseudonym is; this never enters a study's public outputs."""

    id: Identifier
    name: str = ""
    aliases: tuple[str, ...] = ()
    nik: str = ""
    nip: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    accounts: tuple[str, ...] = ()


class IdentitiesFile(_Shape):
    """``identities.yaml``."""

    format: str = str(FORMAT)
    people: tuple[Identity, ...] = Field(default=())


Shape = TypeVar("Shape", bound=_Shape)


def validate(shape: type[Shape], document: Document) -> tuple[Shape | None, list[Problem]]:
    """Type a document; return the model, or None with every problem found.

    A problem names file, line, dotted key, what was found and what was expected.
    """
    newer = _newer_format(document)
    if newer is not None:
        return None, [newer]
    try:
        return shape.model_validate(document.data), []
    except ValidationError as error:
        return None, [_problem(document, detail) for detail in error.errors()]


def _newer_format(document: Document) -> Problem | None:
    found = document.data.get("format", str(FORMAT))
    if found == str(FORMAT):
        return None
    newer = isinstance(found, str) and found.isdigit() and int(found) > FORMAT
    code = "format_newer" if newer else "format_unknown"
    line = document.line(("format",))
    return Problem(code, document.name, "format", line, str(found)[:40], str(FORMAT))


def _problem(document: Document, detail: Any) -> Problem:
    keys: Keys = tuple(detail["loc"])
    found = detail.get("input")
    shown = found[:60] if isinstance(found, str) else type(found).__name__
    code, expected = _KINDS.get(detail["type"], "wrong_shape"), ""
    if detail["type"] == "literal_error":
        expected = (
            str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        )
    if detail["type"] == "missing":
        shown = ""
    return Problem(code, document.name, dotted(keys), document.line(keys), shown, expected)


_KINDS = {
    "missing": "missing_key",
    "literal_error": "not_one_of",
    "moment": "not_a_date",
    "identifier": "not_an_identifier",
    "sha256": "not_a_sha256",
    "coordinate": "not_a_coordinate",
    "yes_no": "not_yes_or_no",
    "string_type": "not_text",
    "tuple_type": "not_a_list",
    "dict_type": "not_a_mapping",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
}
