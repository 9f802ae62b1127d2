"""Two thousand invented people in everything that is typed or read: none may be in a copy."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.report.redaction.identities import WAYS, identity
from tests.report.redaction.test_mask import bare, secrets
from workbench.case import load as load_case
from workbench.case.schema import IdentitiesFile, Identity
from workbench.examples import copy
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.report.copies import Source, compose
from workbench.report.redaction.copy import Profile
from workbench.study.document import assemble, plain_values
from workbench.study.examine import examine

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
    """Puts the next few identities into each text of a study."""

    def __init__(self, people: list[Identity], texts: int) -> None:
        every = list(sayings(people))
        size = -(-len(every) // max(texts, 1))
        self.portions = [every[at : at + size] for at in range(0, len(every), size)]
        self.used = 0

    def plant(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.plant(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.plant(item) for item in value]
        if not isinstance(value, str) or _CODE.fullmatch(value):
            return value
        portion = self.portions[self.used % len(self.portions)]
        self.used += 1
        return f"{value} — kata {'; '.join(portion)}; begitu."


def texts_in(value: Any) -> int:
    if isinstance(value, dict):
        return sum(texts_in(item) for item in value.values())
    if isinstance(value, list):
        return sum(texts_in(item) for item in value)
    return int(isinstance(value, str) and _CODE.fullmatch(value) is None)


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


def planted(people: list[Identity], place: Path) -> Source:
    folder = load_case(copy("pilkada-laporan", place / "case"))
    found = examine(folder)
    kajian = as_json(
        load_kajian(folder),
        exhibits=found.exhibits,
        observations=found.observations,
        duplicates=found.duplicates,
    )
    study = plain_values(assemble(found, kajian))
    # What a copy can show is planted first, so that all two thousand are in it.
    hidden = {key: study.pop(key) for key in ("facts", "captured")}
    study = Planter(people, texts_in(study)).plant(study)
    study |= Planter(people, texts_in(hidden)).plant(hidden)
    names = {
        row["path"]: f"{who.name} {who.nik}.jpg"
        for row, who in zip(study["exhibits"], people, strict=False)
    }
    study = renamed(study, names)
    everybody = (*folder.identities.people, *people)
    secret = replace(folder, identities=IdentitiesFile(people=everybody))
    return Source(study, "0" * 64, secret, {})


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
    files = compose(planted(people, tmp_path), profile, "id")
    everything = {name: bare(readable(name, data)) for name, data in files.items()}
    assert {Path(name).suffix for name in files} >= {".html", ".pdf", ".docx", ".xlsx", ".csv"}
    together = "\n".join(everything.values())
    leaks = [
        (kind, who.id, secret, [name for name, text in everything.items() if secret in text])
        for who in people
        for kind in WAYS
        for secret in secrets(kind, who)
        if secret in together
    ]
    assert not leaks, (len(leaks), leaks[:20])
