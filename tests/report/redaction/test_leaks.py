"""Two thousand invented people in everything that is typed or read: none may be in a copy."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from tests.report.redaction.identities import WAYS, identity
from tests.report.redaction.test_mask import bare, secrets
from workbench.case import load as load_case
from workbench.case.schema import IdentitiesFile, Identity
from workbench.examination.document import assemble, plain_values
from workbench.examination.examine import examine
from workbench.examples import copy
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.report.copies import Source, compose
from workbench.report.redaction.copy import _Copier, project
from workbench.report.redaction.mask import Redactor
from workbench.report.redaction.pictures.releases import Release, decide
from workbench.report.redaction.selection import Profile, rules

COUNT = 2_000
# Values that a program understands: planting there would only make an invalid study.
_CODE = re.compile(
    r"|[a-z0-9_.+-]+(?:/[a-z0-9_.+-]+)?|[A-Z]{2,6}-\d{3}|[A-Za-z]{1,8}-\d{1,4}|[A-Z-]+\d*/[A-Z]?\d+"
    r"|WIB|WITA|WIT|\d{4}-\d{2}-\d{2}\S*"
)


def sayings(people: list[Identity]) -> Iterator[str]:
    """Yield what is planted: every identity of everybody, in each of the six ways in turn."""
    for number, who in enumerate(people):
        for place, kind in enumerate(WAYS):
            ways = list(WAYS[kind].values())
            yield ways[(number + place) % len(ways)](who)


class Planter:
    """Puts the next few identities into each text: all of them into what a copy shows."""

    def __init__(self, people: list[Identity], study: Any, profile: Profile) -> None:
        self.copier = _Copier(rules(profile), Redactor(), {})
        shown = [keys for keys in texts_in(study, ()) if self.is_shown(keys)]
        every = list(sayings(people))
        size = -(-len(every) // len(shown))
        self.portions = [every[at : at + size] for at in range(0, len(every), size)]
        self.used = {True: 0, False: 0}

    def is_shown(self, keys: tuple[str, ...]) -> bool:
        return self.copier.selection.treatment(keys) is not None

    def plant(self, value: Any, keys: tuple[str, ...] = ()) -> Any:
        if isinstance(value, dict):
            return {key: self.plant(item, (*keys, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self.plant(item, (*keys, "*")) for item in value]
        if not isinstance(value, str) or _CODE.fullmatch(value):
            return value
        shown = self.is_shown(keys)
        portion = self.portions[self.used[shown] % len(self.portions)]
        self.used[shown] += 1
        return f"{value} — kata {'; '.join(portion)}; begitu."


def texts_in(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*keys, key))
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item, (*keys, "*"))
    elif isinstance(value, str) and not _CODE.fullmatch(value):
        yield keys


def readable(name: str, data: bytes) -> str:
    """Return everything in a file that anybody could read, properties included."""
    if name.endswith(".pdf"):
        document = pypdf.PdfReader(io.BytesIO(data))
        pages = "".join(page.extract_text() for page in document.pages)
        root: Any = document.trailer["/Root"]
        return f"{pages}{document.metadata}{root['/Metadata'].get_data().decode('utf-8')}"
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(part).decode("utf-8", "ignore") for part in package.namelist()]
        return "".join(parts) + "".join(re.sub(r"<[^>]+>", "", part) for part in parts)
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", data.decode("utf-8-sig"))
    return text + re.sub(r"<[^>]+>", "", text)


def pictures_in(name: str, data: bytes) -> list[bytes]:
    """Return the bytes of every picture inside a file, metadata and all."""
    if name.endswith(".html"):
        coded = re.findall(rb"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", data)
        return [b64decode(one) for one in coded]
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [package.read(part) for part in package.namelist() if "/media/" in part]
    if name.endswith(".pdf"):
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return [image.indirect_reference.get_object()._data for p in pages for image in p.images]
    return []


def photograph(who: Identity) -> bytes:
    """Return a picture that names somebody in every place that a JPEG has for it."""
    image = Image.radial_gradient("L").convert("RGB")
    said = " ".join((who.name, who.nik, who.nip, who.phone, who.email, who.address))
    exif = image.getexif()
    for tag in (0x010E, 0x013B, 0x8298, 0x9C9D):  # description, artist, copyright, XPAuthor
        exif[tag] = said.encode("utf-16-le") if tag == 0x9C9D else said
    stream = io.BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{said}</x:xmpmeta>".encode()
    image.save(stream, "JPEG", exif=exif, comment=said.encode(), xmp=xmp)
    return stream.getvalue()


def planted(people: list[Identity], place: Path, profile: Profile) -> Source:
    folder = load_case(copy("pilkada-laporan", place / "case"))
    found = examine(folder)
    kajian = as_json(
        load_kajian(folder),
        exhibits=found.exhibits,
        observations=found.observations,
        duplicates=found.duplicates,
    )
    study = plain_values(assemble(found, kajian))
    released = [study["exhibits"][0]["id"]]
    # What is planted in a row that a copy leaves out would prove nothing.
    study["timeline"] = project(study, profile, released=released)["timeline"]
    planter = Planter(people, study, profile)
    study = planter.plant(study)
    assert planter.used[True] >= len(planter.portions)
    names = {
        row["path"]: f"{who.name} {who.nik}.jpg"
        for row, who in zip(study["exhibits"], people, strict=False)
    }
    study = renamed(study, names)
    everybody = (*folder.identities.people, *people)
    secret = replace(folder, identities=IdentitiesFile(people=everybody))
    shown = study["exhibits"][0]
    for reader in ("public", "forwarding"):
        release = Release(shown["id"], shown["sha256"], (), f"Diminta {people[0].name}")
        decide(folder.path, reader, release)
    return Source(study, "0" * 64, secret, {shown["path"]: photograph(people[0])})


def renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("profile", "count"), [("public", COUNT), ("forwarding", 200)])
def test_no_byte_of_a_copy_holds_any_of_two_thousand_people(
    profile: Profile, count: int, tmp_path: Path
) -> None:
    people = [identity(number) for number in range(count)]
    files = compose(planted(people, tmp_path, profile), profile, "id")
    everything = {name: bare(readable(name, data)) for name, data in files.items()}
    assert {Path(name).suffix for name in files} >= {".html", ".pdf", ".docx", ".xlsx", ".csv"}
    together = "\n".join(everything.values())
    pictures = [(name, one) for name, data in files.items() for one in pictures_in(name, data)]
    assert {Path(name).suffix for name, _ in pictures} == {".html", ".pdf", ".docx"}
    for name, one in pictures:
        found = bare(one.decode("latin-1")), bare(one.decode("utf-16-le", "ignore"))
        for kind in WAYS:
            for secret in secrets(kind, people[0]):
                assert not any(secret in text for text in found), (name, kind)
    leaks = [
        (kind, who.id, secret, [name for name, text in everything.items() if secret in text])
        for who in people
        for kind in WAYS
        for secret in secrets(kind, who)
        if secret in together
    ]
    assert not leaks, (len(leaks), leaks[:20])
