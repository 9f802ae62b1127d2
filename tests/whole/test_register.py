"""No word that a reviewer writes may be told nowhere: a commissioner decides on what is read.

Every field of every file of a case is filled with a code, a study is made of it, and each
code is looked for where the register says that it is told. A new field that no part of the
report tells fails here without anybody listing it, and so does one that leaves the office
in a copy although nothing is registered for it.
"""

from __future__ import annotations

import copy
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pydantic import BaseModel

from tests.whole.coded_case import Code, Filled
from workbench import examples
from workbench.case import load
from workbench.case.register import Entry, entries
from workbench.case.schema import CaseFile, ExhibitsFile, Statement
from workbench.examination.document import assemble
from workbench.examination.examine import Examination, examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.kajian.shapes import KajianFile
from workbench.report.documents.make import BESIDE, PURPOSES, documents
from workbench.report.documents.make import papers as made_of
from workbench.report.model import ReportView
from workbench.report.redaction.copy import project, redactor_for
from workbench.report.redaction.registered import FILES
from workbench.report.redaction.selection import Profile
from workbench.report.render import html as html_report
from workbench.report.view import build
from workbench.report.view_texts import texts
from workbench.study.run import run
from workbench.text import has


@pytest.fixture(scope="module")
def filled() -> Filled:
    return Filled.of_all()


@pytest.fixture(scope="module")
def study(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of the coded case, made as a person makes one."""
    return run(load(filled.write(tmp_path_factory.mktemp("coded") / "perkara")))


def words(page: str) -> str:
    """Return what a page shows, without its pictures and its markup."""
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"base64,[A-Za-z0-9+/=]+", "", page))
    return " ".join(html.unescape(bare).split())


def notebook(study: Path, name: str) -> str:
    made = nbformat.read(study / name, as_version=4)
    outputs = [one for cell in made.cells for one in cell.get("outputs", ())]
    return words(" ".join(str(one.get("data", {}).get("text/html", "")) for one in outputs))


def papers(study: Path) -> dict[str, str]:
    """Return the words of each Word document, by its purpose."""
    content = json.loads((study / "study.json").read_bytes())
    files = {path.name: path.read_bytes() for path in sorted((study / "documents").iterdir())}
    found = by_purpose(content, files)
    # What only another case has: a finding its form, a forwarded report its letter.
    finding = {**content, "case": {**content["case"], "route": "temuan"}}
    found |= by_purpose(finding, documents(finding, "id", only=("temuan",)))
    folder = load(study.parent.parent)
    answers = load_kajian(folder)
    screening = answers.answers.screening.model_copy(update={"result": "forwarded"})
    changed = answers.answers.model_copy(update={"screening": screening})
    told = as_json(replace(answers, answers=changed))
    other = json.loads(json.dumps({**content, "kajian": told}))
    forwarded = by_purpose(other, documents(other, "id", only=("penerusan",)))
    return found | {"penerusan": found["penerusan"] + forwarded["penerusan"]}


def by_purpose(study: dict[str, Any], files: dict[str, bytes]) -> dict[str, str]:
    purposes = {f"{one.name}.docx": one.purpose for one in made_of(study)}
    found: dict[str, str] = {}
    for name, data in files.items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [n for n in package.namelist() if re.match(r"word/(document|header|foot)", n)]
            xml = " ".join(package.read(name).decode() for name in names)
        purpose = purposes.get(name, BESIDE)
        found[purpose] = found.get(purpose, "") + words(re.sub(r"</w:p>", " ", xml))
    return found


def section(view: ReportView, name: str, language: str = "id") -> str:
    """Return everything that one part of the report says."""
    from workbench.text import say

    if not name.startswith("kajian."):
        return "\n".join(texts(getattr(view, name)))
    title = say(f"report.kajian.part.{name.removeprefix('kajian.')}", language)
    part = next(one for one in view.kajian.answers if one.title == title)
    return "\n".join(texts(part))


def lost(codes: list[Code], text: str) -> list[str]:
    """Return the codes that stand nowhere in a text, though they are to be told."""
    told = [one for one in codes if one.entry.told.section and one.told]
    return [one.where for one in told if not re.search(one.told, text)]


def test_every_field_is_registered_and_has_a_label_in_both_languages() -> None:
    """A word without its label is a riddle, and one that is kept back says why."""
    for shape, _ in FILES:
        for entry in every(shape):
            told = entry.told
            assert bool(told.section) != bool(told.office), entry.key
            if told.office:
                assert has(f"kajian.office_only.{told.office}"), entry.key
            elif entry.key not in OF_THE_HEAD:
                assert has(f"kajian.field.{entry.words}.label"), entry.key
            assert set(told.papers) <= set(PURPOSES), entry.key


# Told at the head of a page, where they need no label, or by a sentence of their own.
OF_THE_HEAD = {
    "CaseFile.invented", "Party.id", "Party.note", "ExhibitClaim.id", "ExhibitClaim.file",
    "ExhibitClaim.label", "Place.latitude", "Place.longitude", "ExhibitAnswer.answers",
    "KajianFile.readings", "KajianFile.explanations",
}  # fmt: skip


def every(shape: Any) -> Iterator[Entry]:
    for entry in entries(shape):
        if entry.holds is None:
            yield entry
        else:
            yield from every(entry.holds)


@pytest.mark.kernel
def test_every_word_is_told_in_the_report(filled: Filled, study: Path) -> None:
    page = words((study / "report.html").read_text("utf-8"))
    assert len(filled.codes) > 100
    assert lost(filled.codes, page) == []


@pytest.mark.kernel
def test_every_word_of_the_kajian_is_told_in_the_sealed_notebook(
    filled: Filled, study: Path
) -> None:
    """A record is opened for years; whoever has the notebook alone must miss nothing."""
    page = notebook(study, "2_kajian.ipynb")
    ours = [one for one in filled.codes if one.where.startswith(("kajian", "statements"))]
    assert lost(ours, page) == []


@pytest.mark.kernel
def test_every_word_stands_in_the_part_that_the_register_names(filled: Filled, study: Path) -> None:
    view = build(json.loads((study / "study.json").read_bytes()), {}, "id")
    wrong = [
        f"{one.where} is not in {one.entry.told.section}"
        for one in filled.codes
        if one.entry.told.section and one.told
        and not re.search(one.told, section(view, one.entry.told.section))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.kernel
def test_the_papers_tell_what_is_registered_for_them_and_no_more(
    filled: Filled, study: Path
) -> None:
    """Whoever adds a field to a paper says so; whoever drops one from a paper learns of it."""
    found = papers(study)
    assert set(found) == set(PURPOSES)
    coded = [one for one in filled.codes if one.told]
    told = {
        (one.where, purpose)
        for one in coded
        for purpose, text in found.items()
        if re.search(one.told, text)
    }
    listed = {(one.where, purpose) for one in coded for purpose in one.entry.told.papers}
    assert told - listed == set(), "told, but not registered"
    assert listed - told == set(), "registered, but not told"


@pytest.mark.kernel
@pytest.mark.parametrize("profile", ["forwarding", "public"])
def test_a_copy_takes_along_what_is_registered_for_it_and_nothing_else(
    filled: Filled, study: Path, profile: Profile
) -> None:
    content = json.loads((study / "study.json").read_bytes())
    text = json.dumps(project(content, profile), ensure_ascii=False)
    leaked = [
        one.where for one in filled.codes
        if one.kept and not getattr(one.entry.told, profile) and re.search(one.kept, text)
    ]  # fmt: skip
    assert leaked == []
    missing = [
        one.where for one in filled.codes
        if one.kept and getattr(one.entry.told, profile) and not re.search(one.kept, text)
        and stands(one, content) and not is_called_by_code(one, content, text)
    ]  # fmt: skip
    assert missing == []


def is_called_by_code(code: Code, content: dict[str, Any], text: str) -> bool:
    """Whether a copy tells an account by its own code, or its person's once concluded."""
    called = redactor_for(content, (), "id").text(code.kept)
    return re.fullmatch(r"\[(?:A-\d{1,4}|Sandi\d+x)\]", called) is not None and called in text


def stands(code: Code, content: dict[str, Any]) -> bool:
    """Whether a study holds a code where it is registered: a day only if its clock runs here."""
    if not all(place.startswith("kajian.clocks.") for place in code.entry.told.at or ("",)):
        return True
    return re.search(code.kept, json.dumps(content["kajian"]["clocks"])) is not None


def test_every_choice_is_told(filled: Filled, tmp_path: Path) -> None:
    """A word from a list has no code of its own: another choice must change what is read."""
    root = filled.write(tmp_path / "perkara")
    known = examine(load(root))
    silent = []
    for path, entry in choices(filled):
        values = ("ya", "tidak") if entry.kind == "yes_no" else entry.choices
        pages = [section(view_with(root, known, filled, path, value), entry.told.section)
                 for value in ("", *values) if value or entry.key not in MUST_BE_GIVEN]  # fmt: skip
        if len(set(pages)) < len(pages):
            silent.append(f"{path}: {len(pages) - len(set(pages))} values are not told apart")
    assert silent == []


# An empty one is no value of these: there is no case without it, or it means no or the usual zone.
MUST_BE_GIVEN = {"Party.role", "CaseFile.zone", "CaseFile.invented"}


def choices(filled: Filled) -> Iterator[tuple[tuple[Any, ...], Entry]]:
    """Yield every field with a fixed list of values, by its file and keys."""

    def below(shape: Any, content: Any, path: tuple[Any, ...]) -> Iterator[Any]:
        if isinstance(content, list):
            yield from below(shape, content[0], (*path, 0))
            return
        names = shape.model_fields
        if not any(key in names for key in content):
            for key, inner in content.items():
                yield from below(shape, inner, (*path, key))
            return
        for entry in entries(shape):
            if entry.name not in content:
                continue
            here = (*path, entry.name)
            if entry.holds is not None:
                yield from below(entry.holds, content[entry.name], here)
            elif entry.kind in ("choice", "yes_no"):
                yield here, entry

    shapes = (CaseFile, ExhibitsFile, Statement, KajianFile)
    for (name, content), shape in zip(filled.files.items(), shapes, strict=True):
        yield from below(shape, content, (name,))


def view_with(
    root: Path, known: Examination, filled: Filled, path: tuple[Any, ...], value: str
) -> ReportView:
    """Return the report of the case with one of its fields changed."""
    name, *keys = path
    content = copy.deepcopy(filled.files[name])
    inner = content
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    (root / name).write_text(json.dumps(content, ensure_ascii=False))
    folder = load(root)
    (root / name).write_text(json.dumps(filled.files[name], ensure_ascii=False))
    before = load_kajian(folder) if name != "kajian.yaml" else None
    if before is None:
        (root / name).write_text(json.dumps(content, ensure_ascii=False))
        before = load_kajian(folder)
        (root / name).write_text(json.dumps(filled.files[name], ensure_ascii=False))
    answers = as_json(before, exhibits=known.exhibits, observations=known.observations)
    return build(assemble(replace(known, folder=folder), answers), {}, "id")


@pytest.mark.parametrize("name", examples.names())
def test_no_word_of_a_shipped_example_is_lost(name: str, tmp_path: Path) -> None:
    """What the house lost before there was a register: 45 of 156 texts of one example."""
    root = examples.copy(name, tmp_path / name)
    folder = load(root)
    known = examine(folder)
    kajian = load_kajian(folder)
    answers = as_json(
        kajian,
        exhibits=known.exhibits,
        observations=known.observations,
        duplicates=known.duplicates,
    )
    page = words(html_report.render(build(assemble(known, answers), known.previews, "id")))
    shapes = [folder.case, *folder.claims, *folder.statements, kajian.answers]
    written = {" ".join(text.split()) for shape in shapes for text in free_texts(shape)}
    missing = sorted(text for text in written if text not in page)
    print(f"{name}: {len(missing)} of {len(written)} free texts are told nowhere")
    assert missing == []


def free_texts(shape: Any) -> Iterator[str]:
    """Yield every text that somebody wrote into a file: longer than a code."""
    for entry in entries(type(shape)):
        value = getattr(shape, entry.name)
        for one in (
            value.values() if isinstance(value, dict)
            else value if isinstance(value, tuple) else [value]
        ):  # fmt: skip
            for inner in one.values() if isinstance(one, dict) else [one]:
                if isinstance(inner, BaseModel):
                    yield from free_texts(inner)
                elif isinstance(inner, str) and len(inner) > 12 and " " in inner:
                    yield inner
