"""Copies for a reader: whole or not at all, nobody's identity in them, each one journaled."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pypdf
import pytest

from workbench.case import journal
from workbench.case import load as load_case
from workbench.errors import ReportError, WriteRefusedError
from workbench.examination.document import assemble, canonical
from workbench.examination.examine import examine
from workbench.examples import copy, names
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.report.copies import Source, compose, find_study, load, write
from workbench.report.redaction.pictures.releases import Release, decide
from workbench.report.redaction.selection import Profile
from workbench.text import LANGUAGES, Language

PROFILES: tuple[Profile, ...] = get_args(Profile)


def made(folder: Path) -> Path:
    """Leave a study in the case as a run does, without its notebooks."""
    case = load_case(folder)
    found = examine(case)
    kajian = as_json(
        load_kajian(case),
        exhibits=found.exhibits,
        observations=found.observations,
        duplicates=found.duplicates,
    )
    study = folder / "studies" / "20260101T000000Z_00000000"
    study.mkdir(parents=True)
    (study / "study.json").write_bytes(canonical(assemble(found, kajian)))
    return study


@pytest.fixture(scope="module", params=names())
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = copy(request.param, tmp_path_factory.mktemp("copies") / "case")
    return load(made(folder))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = copy(names()[0], tmp_path / "case")
    made(folder)
    return folder


def readable(name: str, data: bytes) -> str:
    """Return everything a person or a program can read in a file."""
    if name.endswith(".pdf"):
        document = pypdf.PdfReader(io.BytesIO(data))
        pages = "\n".join(page.extract_text() for page in document.pages)
        return f"{pages}\n{document.metadata}\n{document.xmp_metadata and _xmp(document)}"
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(part).decode("utf-8", "ignore") for part in package.namelist()]
        return "\n".join(re.sub(r"<[^>]+>", " ", part) for part in parts) + "\n".join(parts)
    # Fonts and pictures inside a page are not words.
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", data.decode("utf-8-sig"))


def _xmp(document: pypdf.PdfReader) -> str:
    root: Any = document.trailer["/Root"]
    return str(root["/Metadata"].get_data().decode("utf-8"))


def secrets(source: Source) -> Iterator[str]:
    """Yield every identity of the case in the forms in which it may stand somewhere."""
    for person in source.folder.identities.people:
        for text in (person.name, *person.aliases, person.nik, person.nip, person.phone):
            if len(text) > 3:
                yield text
        for text in (person.email, *person.accounts):
            if len(text) > 3:
                yield text
        digits = re.sub(r"\D", "", person.phone)
        if digits:
            yield digits[-9:]
    for exhibit in source.study["exhibits"]:
        if len(Path(exhibit["path"]).name) > 12:
            yield Path(exhibit["path"]).name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", ["forwarding", "public"])
def test_no_identity_and_no_file_name_leaves_the_office(
    source: Source, profile: Profile, language: Language
) -> None:
    files = compose(source, profile, language)
    for name, data in files.items():
        text = readable(name, data).casefold()
        for secret in secrets(source):
            whole = rf"(?<!\w){re.escape(secret.casefold())}(?!\w)"
            assert not re.search(whole, text), (name, secret)


def test_a_copy_shows_a_picture_only_for_the_reader_it_was_released_for(case: Path) -> None:
    source = load(find_study(case))
    shown = next(row for row in source.study["exhibits"] if row["path"] in source.previews)
    one = Release(shown["id"], shown["sha256"], (), "Tidak ada orang pada gambar.")
    decide(case, "public", one, by="Petugas")
    for profile, has_picture in (("public", True), ("forwarding", False)):
        files = compose(source, profile, "id")  # type: ignore[arg-type]
        assert (b"data:image/jpeg" in files["report.html"]) is has_picture
        with zipfile.ZipFile(io.BytesIO(files["report.docx"])) as package:
            media = [name for name in package.namelist() if name.endswith(".jpg")]
        assert bool(media) is has_picture


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_whole_in_both_languages_and_always_the_same(
    source: Source, profile: Profile
) -> None:
    for language in LANGUAGES:
        files = compose(source, profile, language)
        assert {"report.html", "report.pdf", "report.docx", "tables/tables.xlsx"} <= set(files)
        assert any(name.startswith("documents/") for name in files)
    assert compose(source, profile, "en") == files


def test_a_copy_says_what_it_leaves_out(source: Source) -> None:
    page = compose(source, "public", "en")["report.html"].decode("utf-8")
    assert "not included in this copy" in page
    assert "Copy for the public" in page
    assert f"{len(source.study['exhibits'])}</span>" in page


def test_every_copy_is_journaled(case: Path, tmp_path: Path) -> None:
    source = load(find_study(case))
    before, _ = journal.read(case / "journal.jsonl")
    write(compose(source, "internal", "id"), tmp_path / "dalam", source, "internal")
    write(compose(source, "public", "id"), tmp_path / "umum", source, "public", by="Petugas")
    entries, problems = journal.read(case / "journal.jsonl")
    assert problems == []
    inside, entry = entries[len(before) :]
    assert (inside.kind, inside.key) == ("export", ("exports", "internal"))
    assert (entry.kind, entry.by, entry.key) == ("export", "Petugas", ("exports", "public"))
    assert entry.after["study_sha256"] == source.digest
    assert set(entry.after["files"]) == {
        path.relative_to(tmp_path / "umum").as_posix()
        for path in (tmp_path / "umum").rglob("*")
        if path.is_file()
    }


def test_a_damaged_journal_lets_nothing_out(case: Path, tmp_path: Path) -> None:
    (case / "journal.jsonl").write_text("bukan catatan\n", "utf-8")
    source = load(find_study(case))
    files = compose(source, "public", "id")
    with pytest.raises(ReportError) as caught:
        write(files, tmp_path / "umum", source, "public")
    assert caught.value.code == "export_not_journaled"
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_an_exhibit_that_changed_since_the_study_is_named(case: Path) -> None:
    study = find_study(case)
    row = json.loads((study / "study.json").read_bytes())["exhibits"][0]
    exhibit = case / "evidence" / row["path"]
    exhibit.chmod(0o644)
    exhibit.write_bytes(exhibit.read_bytes() + b"\0")
    with pytest.raises(ReportError) as caught:
        load(study)
    assert caught.value.code == "exhibits_changed"
    assert row["path"] in caught.value.fields["names"]


def test_nothing_is_overwritten_and_nothing_half_is_left(case: Path, tmp_path: Path) -> None:
    source = load(find_study(case))
    (tmp_path / "ada").mkdir()
    with pytest.raises(ReportError) as caught:
        write({"a": b"b"}, tmp_path / "ada", source, "internal")
    assert caught.value.code == "output_exists"
    with pytest.raises(WriteRefusedError):
        write({"a": b"", "a/b": b""}, tmp_path / "baru", source, "internal")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ada", "case"]


def test_a_study_outside_its_case_is_refused(case: Path, tmp_path: Path) -> None:
    lost = tmp_path / "lepas" / "satu"
    shutil.copytree(find_study(case), lost)
    with pytest.raises(ReportError) as caught:
        load(lost)
    assert caught.value.code == "study_without_case"
    with pytest.raises(ReportError) as caught:
        find_study(tmp_path)
    assert caught.value.code == "no_study"


@pytest.mark.parametrize(
    "change",
    [
        lambda study: study.pop("exhibits"),
        lambda study: study["timeline"].append({"start": "kemarin"}),
        lambda study: study["duplicates"]["pairs"].append({"a": "x"}),
        lambda study: study["exhibits"].append("B-01"),
    ],
)
def test_a_study_made_by_hand_is_refused_with_a_message(case: Path, change: Any) -> None:
    file = find_study(case) / "study.json"
    content = json.loads(file.read_bytes())
    change(content)
    file.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ReportError) as caught:
        load(find_study(case))
    assert caught.value.code == "study_not_readable"
    file.write_bytes(b"{")
    with pytest.raises(ReportError) as caught:
        load(find_study(case))
    assert caught.value.code == "study_not_readable"
