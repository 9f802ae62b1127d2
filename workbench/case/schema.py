"""The shapes of the case's files, as pydantic models over text values.

The models are frozen and double as the in-memory case, so that a field exists
in one place only. Unknown keys are kept. A file's ``format`` number is read
before anything else: a newer one is refused rather than half understood.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import Field, ValidationError

from workbench.case.moment import ZONES
from workbench.case.register import office_only, part, told
from workbench.case.shape import (
    Blank,
    CaseShape,
    FileName,
    Identifier,
    Latitude,
    Longitude,
    Sha256,
    When,
    YesNo,
)
from workbench.case.yaml_files import Document, Keys, dotted
from workbench.errors import Problem

FORMAT = 1
# Every Word document; what each is for is said by its name.
PAPERS = (
    "kajian_awal", "temuan", "kajian", "undangan_klarifikasi", "ba_sumpah", "ba_klarifikasi",
    "penerusan", "pemberitahuan_status", "ba_pleno", "daftar_bukti", "lembar_pemeriksa",
    "formulir",
)  # fmt: skip

# Those that name somebody, and those that are signed at a place.
_NOBODY = ("kajian_awal", "daftar_bukti", "lembar_pemeriksa")
_ON_PEOPLE = tuple(one for one in PAPERS if one not in _NOBODY)
_NO_PLACE = ("ba_klarifikasi", "ba_sumpah", "ba_pleno", "lembar_pemeriksa")
_SIGNED_AT = tuple(one for one in PAPERS if one not in _NO_PLACE)
# Those that carry the number of the report as it was handed in, and those with the register's.
_SUBMITTED = ("kajian_awal", "penerusan", "formulir")
_REGISTERED = tuple(one for one in PAPERS if one != "kajian_awal")
_WITH_EXHIBITS = ("kajian", "temuan", "penerusan", "daftar_bukti", "formulir")
# Those that tell of the event.
_EVENT = ("temuan", "formulir")

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
    "imbauan",
    "sk_tim_kampanye",
    "lainnya",
]
Basis = Literal[
    "melihat", "mendengar", "melakukan", "dari_media", "dari_orang_lain", "tidak_disebut"
]
Mode = Literal["tatap_muka", "daring", "tertulis"]


class Place(CaseShape):
    """Where something is said to have happened; coordinates in degrees, WGS 84."""

    WORDS: ClassVar[str] = "place"

    name: Annotated[str, told("cover", *_EVENT, forwarding="mask")] = ""
    village: Annotated[str, told("cover", *_EVENT, forwarding="mask")] = ""
    district: Annotated[str, told("cover", *_EVENT, forwarding="mask")] = ""
    regency: Annotated[str, told("cover", *_EVENT, copies="mask")] = ""
    latitude: Annotated[Latitude, told("cover", forwarding="mask")] = None
    longitude: Annotated[Longitude, told("cover", forwarding="mask")] = None


class Party(CaseShape):
    """Somebody in the case, by pseudonym; the name stands in ``identities.yaml`` only."""

    WORDS: ClassVar[str] = "party"

    id: Annotated[Identifier, told("parties", *_ON_PEOPLE, copies="keep")]
    role: Annotated[
        Role, told("parties", "kajian", "undangan_klarifikasi", "penerusan", copies="keep")
    ]
    subject: Annotated[
        SubjectType | None,
        Blank,
        told("parties", "kajian", "ba_klarifikasi", "penerusan", copies="keep"),
    ] = None
    position: Annotated[
        str, told("parties", "kajian", "temuan", "ba_klarifikasi", "penerusan", forwarding="mask")
    ] = ""
    agency: Annotated[
        str, told("parties", "kajian", "temuan", "ba_klarifikasi", "penerusan", forwarding="mask")
    ] = ""
    holds_office: Annotated[YesNo, told("parties", forwarding="keep")] = None
    note: Annotated[str, told("parties")] = ""


class Dates(CaseShape):
    """The case's own dates; each kept apart from the others.

    ``event`` when it happened, ``published`` when it went online, ``first_seen``
    when anybody of the case first saw it, ``known`` when the reporter or finder
    knew of it (this starts the reporting window), ``reported`` and ``registered``.
    """

    WORDS: ClassVar[str] = "dates"

    event: Annotated[When, told("parties", "kajian", *_EVENT, copies="keep")] = None
    published: Annotated[When, told("parties", forwarding="keep")] = None
    first_seen: Annotated[When, told("parties", forwarding="keep")] = None
    known: Annotated[When, told("parties", *_EVENT, forwarding="keep")] = None
    reported: Annotated[When, told("parties", "kajian", "penerusan", "formulir", copies="keep")] = (
        None
    )
    registered: Annotated[When, told("parties", copies="keep")] = None


class Office(CaseShape):
    """The supervisory office that studies the case."""

    WORDS: ClassVar[str] = "office"

    name: Annotated[str, told("cover", *PAPERS, copies="mask")] = ""
    place: Annotated[str, told("cover", *_SIGNED_AT, copies="mask")] = ""


class CaseFile(CaseShape):
    """``case.yaml``. Every field may be empty: a case is filled in on the way."""

    format: Annotated[str, office_only("format")] = str(FORMAT)
    number: Annotated[str, told("cover", copies="keep")] = ""
    submission_number: Annotated[str, told("cover", *_SUBMITTED, copies="keep")] = ""
    register_number: Annotated[str, told("cover", *_REGISTERED, copies="keep")] = ""
    title: Annotated[str, told("cover", *_EVENT, copies="mask")] = ""
    invented: Annotated[YesNo, told("cover", copies="keep")] = None
    regime: Annotated[Regime | None, Blank, told("cover", copies="keep")] = None
    route: Annotated[Route | None, Blank, told("cover", copies="keep")] = None
    zone: Annotated[Zone, told("timeline", copies="keep")] = "WIB"
    rule_pack: Annotated[str, told("cover", copies="keep")] = ""
    office: Office = Office()
    parties: tuple[Party, ...] = ()
    dates: Dates = Dates()
    place: Place = Place()
    allegation: Annotated[str, told("cover", "kajian_awal", *_EVENT, copies="mask")] = ""
    norms: Annotated[tuple[str, ...], told("cover", copies="keep")] = ()

    @property
    def offset(self) -> timedelta:
        """Offset of the office's zone from UTC, used where a time names none."""
        return ZONES[self.zone]


class Handover(CaseShape):
    """One step in an exhibit's chain of hands."""

    WORDS: ClassVar[str] = "handover"

    giver: Annotated[str, told("exhibits")] = ""
    receiver: Annotated[str, told("exhibits")] = ""
    at: Annotated[When, told("exhibits")] = None
    how: Annotated[str, told("exhibits")] = ""


class ExhibitClaim(CaseShape):
    """What people say about one exhibit; never what the file says of itself."""

    WORDS: ClassVar[str] = "claim"

    id: Annotated[Identifier, told("exhibits", *_WITH_EXHIBITS, copies="keep")]
    file: Annotated[FileName, told("exhibits", "daftar_bukti")]
    label: Annotated[str, told("exhibits", *_WITH_EXHIBITS, copies="mask")] = ""
    kind: Annotated[Kind | None, Blank, told("exhibits", *_WITH_EXHIBITS, copies="keep")] = None
    taken_by: Annotated[str, told("exhibits")] = ""
    taken_at: Annotated[When, told("exhibits", forwarding="keep")] = None
    taken_place: Annotated[Place, part(section="exhibits", held=True)] = Place()
    device: Annotated[str, told("exhibits")] = ""
    received_from: Annotated[str, told("exhibits", "daftar_bukti")] = ""
    received_at: Annotated[When, told("exhibits", "daftar_bukti")] = None
    originality: Annotated[Originality | None, Blank, told("exhibits", forwarding="keep")] = None
    url: Annotated[str, told("exhibits", forwarding="mask")] = ""
    account: Annotated[str, told("exhibits")] = ""
    published_at: Annotated[When, told("exhibits", forwarding="keep")] = None
    captured_at: Annotated[When, told("exhibits", forwarding="keep")] = None
    captured_by: Annotated[str, told("exhibits")] = ""
    shows: Annotated[tuple[str, ...], told("exhibits", forwarding="keep")] = ()
    sha256: Annotated[Sha256, told("exhibits")] = None
    chain: tuple[Handover, ...] = ()
    tags: Annotated[tuple[str, ...], told("exhibits")] = ()
    note: Annotated[str, told("exhibits")] = ""


class ExhibitsFile(CaseShape):
    """``exhibits.yaml``."""

    format: Annotated[str, office_only("format")] = str(FORMAT)
    exhibits: Annotated[tuple[ExhibitClaim, ...], part("exhibits.*.claim")] = ()


class Passage(CaseShape):
    """Words of a statement that matter, with where they stand (page, question, time code)."""

    WORDS: ClassVar[str] = "passage"

    quote: Annotated[str, told("statements", "ba_klarifikasi", forwarding="mask")] = ""
    locator: Annotated[str, told("statements", "ba_klarifikasi", forwarding="mask")] = ""
    basis: Annotated[
        Basis | None, Blank, told("statements", "ba_klarifikasi", forwarding="keep")
    ] = None
    known_at: Annotated[When, told("statements", forwarding="keep")] = None


class Statement(CaseShape):
    """One file of ``statements/``: what a clarified person said, and how they know it."""

    WORDS: ClassVar[str] = "statement"

    format: Annotated[str, office_only("format")] = str(FORMAT)
    person: Annotated[Identifier, told("statements", *_ON_PEOPLE, copies="keep")]
    role: Annotated[
        Role | None, Blank, told("statements", "kajian", "ba_klarifikasi", copies="keep")
    ] = None
    at: Annotated[
        When,
        told(
            "statements", "ba_klarifikasi", "ba_sumpah", "undangan_klarifikasi", forwarding="keep"
        ),
    ] = None
    mode: Annotated[Mode | None, Blank, told("statements", "ba_klarifikasi", forwarding="keep")] = (
        None
    )
    sworn: Annotated[YesNo, told("statements", "ba_klarifikasi", copies="keep")] = None
    basis: Annotated[
        Basis | None, Blank, told("statements", "kajian", "ba_klarifikasi", copies="keep")
    ] = None
    known_at: Annotated[When, told("statements", "ba_klarifikasi", forwarding="keep")] = None
    document: Annotated[str, told("statements")] = ""
    summary: Annotated[str, told("statements", "ba_klarifikasi", forwarding="mask")] = ""
    passages: tuple[Passage, ...] = ()


class Identity(CaseShape):
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


class IdentitiesFile(CaseShape):
    """``identities.yaml``."""

    format: str = str(FORMAT)
    people: tuple[Identity, ...] = Field(default=())


Shape = TypeVar("Shape", bound=CaseShape)


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
