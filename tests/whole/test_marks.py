"""No text of a rule pack may be shown without its mark: a reader would take a guess for the law.

Every text of the shipped pack is replaced by a word of its own, every item is called
unverified, and the example cases are carried through every rendering. Wherever one of
these words then stands, its tag must stand behind it, and its note must stand in the same
rendering. A new place that shows an item bare fails here without anybody listing it.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ipywidgets
import pypdf
import pytest

from workbench import examples
from workbench.case import CaseFolder, load
from workbench.case.text_file import TextFile
from workbench.checks.observation import Observation
from workbench.examination.document import assemble, canonical
from workbench.examination.examine import Examination
from workbench.examination.phases import phases
from workbench.kajian import Dossier, as_json, save
from workbench.kajian import load as load_kajian
from workbench.kajian.gap import STEPS
from workbench.kajian.pages import pages
from workbench.law import examine_packs, load_pack
from workbench.law.load import VARIABLE
from workbench.law.shapes import PackFile
from workbench.report.context import Context, Original
from workbench.report.documents.make import documents
from workbench.report.redaction.copy import project
from workbench.report.redaction.selection import Profile
from workbench.report.render import html as html_report
from workbench.report.render import pdf, word
from workbench.report.tables import csv_files, tables
from workbench.report.view import build
from workbench.text import Language
from workbench.ui.kajian import cell
from workbench.ui.kajian.clocks import clock_lines, clock_notes
from workbench.ui.kajian.guided_walk import Walk

TAGS: dict[Language, str] = {"id": "(belumdiverifikasi)", "en": "(unverified)"}
WORDS: dict[Language, str] = {"id": "Zulu", "en": "Yankee"}
# An article may stand between a text and its tag; another text may not.
NEAR = 80
CASES = ("pilkada-laporan", "pemilu-temuan")


@dataclass
class Coded:
    """A pack in which every text is a word of its own.

    Attributes
    ----------
    section
        The section each number belongs to.
    note
        The number of the note that belongs to each number.
    """

    section: dict[int, str] = field(default_factory=dict)
    note: dict[int, int] = field(default_factory=dict)

    def word(self, section: str) -> tuple[int, dict[str, str]]:
        number = len(self.section) + 1
        self.section[number] = section
        return number, {language: f"{word}{number:04d}" for language, word in WORDS.items()}

    def item(self, value: Any, section: str, key: str = "") -> Any:
        """Return an item with every text of it replaced and every mark lowered."""
        if isinstance(value, list):
            return [self.item(one, section, key) for one in value]
        if not isinstance(value, dict):
            return value
        if set(value) == {"id", "en"}:
            return self.word(section)[1]
        # The parts of a form are what the annex prints: a paper is held against them.
        made = {
            name: one if name == "parts" else self.item(one, section, name)
            for name, one in value.items()
            if name != "note"
        }
        for name in ("basis", "code"):
            if made.get(name):
                made[name] = self.word(section)[1]["id"]
        if "mark" in value:
            mine = [int(found) for found in re.findall(r"Zulu(\d{4})", json.dumps(made))]
            number, words = self.word("note")
            self.note |= dict.fromkeys([one for one in mine if one not in self.note], number)
            made |= {"mark": "unverified", "note": words}
        if "day_type_mark" in made:
            made |= {"day_type_mark": "unverified", "first_day_mark": "unverified"}
        return made


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coded]:
    """Lay the coded pack over the shipped one, as an office's own corrections."""
    home = tmp_path_factory.mktemp("packs")
    folder = home / "sandi"
    folder.mkdir()
    shipped = load_pack("netralitas-2022", office=Path("/nonexistent")).data
    code = Coded()
    plain = json.loads(shipped.model_dump_json(by_alias=True, exclude_unset=True))
    sections = {
        name: [code.item(one, name) for one in plain[name]]
        for name in PackFile.model_fields
        if isinstance(plain.get(name), list) and name != "regimes"
    }
    head = {"format": "1", "id": "sandi", "version": "1", "corrects": "netralitas-2022"}
    head |= {"title": {"id": "Sandi", "en": "Code"}}
    pack = TextFile(_as_text({**head, **sections})).dump()
    (folder / "pack.yaml").write_text(pack, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(home))
        problems = [one for found in examine_packs(home) for one in found.problems]
        assert problems == []
        yield code


def _as_text(value: Any) -> Any:
    """Return values as a pack writes them: every scalar is text."""
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CaseFolder:
    """Return an example whose every norm is concluded and forwarded, so that all lists show."""
    folder = load(examples.copy(request.param, tmp_path_factory.mktemp("case") / "case"))
    chosen = {
        "conclusion": "diduga",
        "category": "hukum_lainnya",
        "disposition": "diteruskan",
        "target": "asn-bkn",
        "reason": "rekaan",
    }
    save(folder, {"conclusions": dict.fromkeys(folder.case.norms, chosen)})
    return load(folder.path)


@pytest.fixture(scope="module")
def study(coded: Coded, case: CaseFolder) -> dict[str, Any]:
    return assemble(Examination(case), as_json(load_kajian(case)))


_ROW = re.compile(r"(?:Zulu|Yankee)\d{4}[^“”|]{0,80}?,(?:unsur|element)“((?:Zulu|Yankee)\d{4})”")


# A norm to choose stands with its law in brackets; the weaker of their marks stands for both.
_CHOICE = re.compile(
    r"(?:Zulu|Yankee)\d{4}\(((?:Zulu|Yankee)\d{4})[^()|]{0,60}(?:\(\w+\)[^()|]{0,60})*\)(?=\()"
)


def bare(text: str, language: Language) -> list[str]:
    """Return every text of the pack that stands in `text` without its tag behind it."""
    squeezed = re.sub(r"[\s\u200b\u00ad]+", "", html.unescape(text))
    # A gap names a norm with its element; the weaker of their marks stands for both.
    squeezed = _ROW.sub(r"\1", squeezed)
    squeezed = _CHOICE.sub(r"\1", squeezed)
    found = []
    for match in re.finditer(rf"(?:{WORDS['id']}|{WORDS['en']})\d{{4}}", squeezed):
        behind = squeezed[match.end() : match.end() + NEAR]
        tag = behind.find(TAGS[language])
        between = behind if tag < 0 else behind[:tag]
        if tag < 0 or re.search(rf"(?:{WORDS['id']}|{WORDS['en']})\d{{4}}", between):
            found.append(squeezed[max(0, match.start() - 60) : match.end() + 60])
    return found


def check(coded: Coded, text: str, language: Language, *sections: str, notes: bool = True) -> None:
    """Assert that nothing stands bare, that `sections` were shown, and their notes as well."""
    shown = {int(one) for one in re.findall(rf"{WORDS[language]}(\d{{4}})", text)}
    items = {one for one in shown if coded.section[one] != "note"}
    # A note explains a text; it has no mark of its own.
    marked = re.sub(
        rf"{WORDS[language]}(\d{{4}})",
        lambda one: "" if coded.section[int(one[1])] == "note" else one[0],
        text,
    )
    assert bare(marked, language) == []
    missing = set(sections) - {coded.section[one] for one in items}
    assert not missing, f"not shown at all: {missing}"
    if notes:
        unexplained = {one for one in items if coded.note[one] not in shown}
        assert not unexplained, {one: coded.section[one] for one in unexplained}


LANGUAGE: tuple[Language, ...] = ("id", "en")
SHOWN = (
    "requirements", "norms", "elements", "conclusions", "categories", "dispositions", "routing",
)  # fmt: skip


def test_a_bare_text_is_noticed() -> None:
    assert bare("Zulu0001 Pasal 3 (belum diverifikasi)", "id") == []
    assert bare("Zulu0001, Zulu0002 (belum diverifikasi)", "id") != []
    assert bare("Zulu0001", "id") != []


def test_every_text_of_the_law_in_study_json_carries_its_mark(
    coded: Coded, study: dict[str, Any]
) -> None:
    told = 0

    def walk(value: Any, where: str) -> None:
        nonlocal told
        if isinstance(value, dict):
            if re.fullmatch(r"Zulu\d{4}", str(value.get("id"))) and "en" in value:
                number = int(value["id"][4:])
                if coded.section[number] != "note":
                    told += 1
                    assert value["mark"] == "unverified", where
                    # The note on a clock's own words stands at its title.
                    if coded.section[number] != "clock_profiles" or "basis" not in where:
                        assert value["note"]["id"] == f"Zulu{coded.note[number]:04d}", where
            for key, item in value.items():
                walk(item, f"{where}.{key}")
        elif isinstance(value, list):
            for item in value:
                walk(item, where)

    walk(study["kajian"], "kajian")
    assert told > 60
    messages = [text for gap in study["kajian"]["gaps"] for text in [gap["message"]["id"]]]
    hints = [one["id"] for item in study["kajian"]["requirements"] for one in item["computed"]]
    assert bare(" | ".join([*messages, *hints]), "id") == []
    assert canonical(study)


@pytest.mark.parametrize("language", LANGUAGE)
def test_an_observation_names_a_stage_with_its_mark(
    coded: Coded, case: CaseFolder, language: Language
) -> None:
    event = case.case.dates.event
    assert event is not None
    named = [one for one in phases(case.case) if one.start.date() <= event.day <= one.end.date()]
    fields = {"event": "x", "phase": named[0].name, "phase_en": named[0].name_en}
    message = Observation("TIME-011", "info", (), fields).message(language)
    check(coded, message, language, "calendars", notes=False)


@pytest.mark.parametrize("language", LANGUAGE)
def test_the_static_notebook_shows_no_item_bare(
    coded: Coded, study: dict[str, Any], language: Language
) -> None:
    shown = cell.told(study, language)
    for text in (str(shown.html), shown.text):
        check(coded, text, language, *SHOWN, "clock_profiles", "instruments")


@pytest.mark.parametrize("language", LANGUAGE)
def test_the_report_shows_no_item_bare(
    coded: Coded, study: dict[str, Any], language: Language
) -> None:
    view = build(study, {}, language)
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "", html_report.render(view))
    check(coded, page, language, *SHOWN, "clock_profiles", "calendars", "instruments")


@pytest.mark.parametrize("profile", ["forwarding", "public"])
def test_a_copy_for_others_shows_no_item_bare(
    coded: Coded, study: dict[str, Any], profile: Profile
) -> None:
    copied = project(study, profile)
    view = build(copied, {}, "id", profile=profile, original=Original(study, 0))
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "", html_report.render(view))
    more = ("requirements", "elements", "clock_profiles") if profile == "forwarding" else ()
    check(coded, page, "id", "norms", "conclusions", "routing", "instruments", *more)


def test_the_pdf_shows_no_item_bare(coded: Coded, study: dict[str, Any]) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf.render(build(study, {}, "id"))))
    text = "\n".join(page.extract_text() for page in document.pages)
    check(coded, text, "id", *SHOWN, "clock_profiles", "calendars", "instruments")


def test_the_report_in_word_shows_no_item_bare(coded: Coded, study: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(word.render(build(study, {}, "id")))) as package:
        xml = package.read("word/document.xml").decode()
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))
    check(coded, text, "id", *SHOWN, "clock_profiles", "calendars", "instruments")


def test_a_paper_shows_no_item_without_its_comment(coded: Coded, study: dict[str, Any]) -> None:
    """In a paper for signature the mark is a comment: once for each text, with its note."""
    made = documents(study, "id")
    shown: dict[str, set[str]] = {}
    for name, data in made.items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            xml = package.read("word/document.xml").decode()
            has_comments = "word/comments.xml" in package.namelist()
            notes = package.read("word/comments.xml").decode() if has_comments else ""
        said = {
            found[1]: re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", found[2]))
            for found in re.finditer(r'<w:comment [^>]*w:id="(\d+)".*?>(.*?)</w:comment>', notes)
        }
        commented: dict[int, str] = {}
        for found in re.finditer(
            r'<w:commentRangeStart w:id="(\d+)"/>(.*?)<w:commentRangeEnd w:id="\1"/>', xml
        ):
            text = re.sub(r"<[^>]+>", "", found[2])
            commented |= {int(one): said[found[1]] for one in re.findall(r"[Zz]ulu(\d{4})", text)}
        text = re.sub(r"<[^>]+>", "", xml)
        assert name == "lembar_pemeriksa.docx" or TAGS["id"] not in re.sub(r"\s", "", text), name
        numbers = {int(one) for one in re.findall(r"[Zz]ulu(\d{4})", text)}
        if name != "lembar_pemeriksa.docx":
            assert numbers - set(commented) == set(), name
            for number, comment in commented.items():
                assert TAGS["id"] in comment, name
                assert f"Zulu{coded.note[number]:04d}" in comment, name
        shown[name] = {coded.section[one] for one in numbers}
    assert shown["kajian.docx"] >= {"sections", "norms", "elements", "conclusions", "routing"}
    assert "routing" in shown["rekomendasi_hukum_lain.docx"]
    first = shown.get("kajian_awal.docx")
    assert first is None or first >= {"sections", "requirements", "screening_results"}
    # The reviewer's page says all of it on one sheet, each with its tag and its note.
    page = words_of(made["lembar_pemeriksa.docx"])
    assert page.count("belum diverifikasi") > 20


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", " ", re.sub(r"</w:p>", "\n", xml))


def test_no_table_shows_an_item_bare(coded: Coded, study: dict[str, Any]) -> None:
    found = csv_files(tables(Context(study, {}, "id")))
    text = "\n".join(data.decode("utf-8-sig") for data in found.values())
    check(coded, text, "id", "elements", "norms", "requirements", "clock_profiles", "calendars")


@pytest.mark.parametrize("language", LANGUAGE)
def test_no_page_of_the_form_shows_an_item_bare(
    coded: Coded, case: CaseFolder, language: Language
) -> None:
    cell.walk(case, language, examination=Examination(case), person="Peninjau Rekaan")
    session = cell._OPEN[case.path]
    try:
        walk = Walk(session, language, Examination(case))
        seen = []
        for step in STEPS:
            for page in pages(walk._dossier, step):
                walk.go(page)
                text = "\n".join(_words(walk.box))
                check(coded, text, language, notes=False)
                seen.append(text)
    finally:
        cell._OPEN.pop(case.path).close()
    more = ("eligibility", "screening_results", "questions", "evidence_kinds", "clock_profiles")
    check(coded, "\n".join(seen), language, *SHOWN, *more, "instruments", notes=False)


def _words(widget: ipywidgets.Widget) -> Iterator[str]:
    """Yield everything that a widget and those inside it show."""
    for name in ("value", "description", "tooltip", "placeholder"):
        text = getattr(widget, name, "")
        if isinstance(text, str):
            yield text
    yield from (str(label) for label, _ in getattr(widget, "options", ()))
    for child in getattr(widget, "children", ()):
        yield from _words(child)


@pytest.mark.parametrize("language", LANGUAGE)
def test_clocks_in_words_show_no_item_bare(
    coded: Coded, case: CaseFolder, language: Language
) -> None:
    dossier = Dossier(load_kajian(case))
    lines = clock_lines(dossier, language, datetime(2024, 11, 1, tzinfo=UTC))
    for stands, counted in lines:
        check(coded, f"{stands}\n{counted}", language, "clock_profiles")
    notes = "\n".join(clock_notes(dossier, language))
    check(coded, notes, language, "clock_profiles", "instruments")


def test_law_show_prints_every_item_with_its_mark(
    coded: Coded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from workbench.cli.law import show

    monkeypatch.setenv("WORKBENCH_LANGUAGE", "id")
    monkeypatch.setenv("COLUMNS", "4000")
    show("netralitas-2022")
    text = capsys.readouterr().out
    everything = {one for one in coded.section.values() if one != "note"}
    check(coded, text, "id", *everything)
