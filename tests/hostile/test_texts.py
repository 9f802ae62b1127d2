"""What somebody writes into a field is text everywhere: on the terminal, in pages, papers, tables.

Every field of every file of a case holds a word of its own and something that a terminal, a
browser, a spreadsheet or a template would obey. Lost otherwise: a commissioner's computer, by
opening a report; or a copy that shows other words than were written.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from tests.whole.coded_case import Filled
from workbench.case import load
from workbench.case.register import Entry
from workbench.kajian.saving.session import Session

pytestmark = [pytest.mark.kernel, pytest.mark.long]

#: Each holds the word by which it would be found where something obeyed it.
HOSTILE = (
    "<script>hantu(1)</script>",
    '"><img src=hantu onerror=hantu(1)>',
    "' onmouseover='hantu(1)",
    "</title><svg onload=hantu(1)>",
    "]]><hantu/>&hantu;",
    "[lihat](javascript:hantu(1)) ![x](http://hantu.example/x.png)",
    "{{ 191 * 49 }}{% include 'hantu' %}",
    "${191*49} #{191*49} <%= 191*49 %>",
    '#read("/etc/hantu") #eval("191 * 49") $ hantu $',
    "`rm -rf hantu`; $(hantu)",
    "\u202egpj.hantu\u202c \u2066hantu\u2069 \u200bhantu\ufeff",
    "\x1b[2J\x1b]0;hantu\x07 \x08",
    "\u0645\u0631\u062d\u0628\u0627 \U0001f9d1\u200d\U0001f4bb e\u0301 \U000e0041hantu",
)
FORMULAS = (
    '=HYPERLINK("http://hantu.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "=cmd|'x'!A1",
)


class Hostile(Filled):
    """A case with something to obey behind each word, or before it."""

    def _coded(self, entry: Entry) -> tuple[Any, str, str]:
        value, told, kept = super()._coded(entry)
        if isinstance(value, str) and value.startswith("Sandi") and entry.kind == "text":
            number = self._count
            if number % 3 == 0:
                value = f"{FORMULAS[number // 3 % len(FORMULAS)]} {value}"
            else:
                value = f"{value} {HOSTILE[number % len(HOSTILE)]}"
        return value, told, kept


class Live(HTMLParser):
    """What of a page would run, load or lead anywhere because of a field."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text: list[str] = []
        self._raw = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._raw = tag if tag in {"script", "style"} else ""
        for name, value in attrs:
            told = (value or "").strip().lower()
            obeyed = (
                name.startswith("on")
                or name in {"style", "srcdoc"}
                or (
                    name in {"href", "src", "action", "formaction", "data", "xlink:href"}
                    and not told.startswith(("#", "data:image/", "data:font/"))
                )
            )
            if tag == "hantu" or (obeyed and ("hantu" in told or told.startswith("javascript:"))):
                self.found.append(f"<{tag} {name}={told[:60]}>")

    def handle_endtag(self, tag: str) -> None:
        self._raw = ""

    def handle_data(self, data: str) -> None:
        # A style may print a field at the foot of a page: as a string with every sign escaped.
        live = r"hantu[(.]|url\([^)]*hantu" if self._raw == "style" else "hantu"
        if self._raw and re.search(live, data):
            self.found.append(f"{self._raw}: {data[:60]}")
        self.text.append(data)


def obeyed(told: str) -> set[str]:
    """Return what a terminal would obey; what joins pictographs into one is kept."""
    kept = "\n\t\u200d"
    return {c for c in told if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in kept}


def ran(*arguments: object) -> str:
    """Run a command; what it tells holds nothing that a terminal obeys."""
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in told, told
    assert obeyed(told) == set(), (arguments, sorted(map(ascii, obeyed(told))))
    assert done.returncode in (0, 1), told
    return told


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Hostile.of_all().write(tmp_path_factory.mktemp("texts") / "perkara")
    session = Session(load(root), HOSTILE[0])
    for text in chain(HOSTILE, FORMULAS):
        session.set(("issue",), f"Sandi000x {text}")
    session.close()
    ran("study", root)
    return root


@pytest.fixture(scope="module")
def outputs(case: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Everything that people are given: the study, a copy for others, a record."""
    aside = tmp_path_factory.mktemp("given")
    left = json.loads(ran("copies", "review", case, "--for", "forwarding", "--json"))["left"]
    kept = [{"key": one["key"], "act": "keep", "reason": "Dilihat."} for one in left]
    (aside / "decisions.json").write_text(json.dumps(kept), "utf-8")
    ran("copies", "review", case, "--for", "forwarding", "--decisions", aside / "decisions.json")
    ran("report", case, "--profile", "forwarding", "--output", aside / "terusan")
    ran("report", case, "--language", "en", "--output", aside / "laporan")
    study = sorted((case / "studies").glob("2*"))[-1]
    ran("seal", study, "--unfinished", "--output", aside / "records")
    return [path for top in (study, aside) for path in sorted(top.rglob("*")) if path.is_file()]


@pytest.mark.parametrize(
    "command",
    ["check", "inventory", "metadata", "duplicates", "kajian status", "kajian last-good",
     "copies review", "release", "doctor", "index add"],
)  # fmt: skip
def test_the_terminal_obeys_nothing_of_a_field(case: Path, command: str, tmp_path: Path) -> None:
    more = ["--index", tmp_path / "index"] if command == "index add" else []
    ran(*command.split(), case, *more)


def test_an_error_obeys_nothing_of_what_it_names(tmp_path: Path) -> None:
    commands = ("check", "study", "verify", "seal", "search", "report")
    for number, text in enumerate(chain(HOSTILE, FORMULAS)):
        name = text.replace("/", "_")
        told = subprocess.run(
            [sys.executable, "-m", "workbench", commands[number % 6], str(tmp_path / name)],
            capture_output=True, check=False,
        )  # fmt: skip
        said = (told.stdout + told.stderr).decode("utf-8")
        assert told.returncode in (1, 2), said
        assert "Traceback" not in said
        assert obeyed(said) == set()


def test_pages_hold_no_live_node_and_show_the_words(case: Path, outputs: list[Path]) -> None:
    pages = [path for path in outputs if path.suffix == ".html"]
    assert len(pages) >= 3
    for path in pages:
        page = Live(path.read_text("utf-8"))
        assert page.found == [], path
        assert "9359" not in "".join(page.text), path
    shown = "".join(Live((next(p for p in pages if p.name == "report.html")).read_text()).text)
    assert len(set(re.findall(r"Sandi\d{3}x <script>hantu\(1\)</script>", shown))) >= 3


def test_notebooks_hold_no_live_node(outputs: list[Path]) -> None:
    books = [json.loads(path.read_text("utf-8")) for path in outputs if path.suffix == ".ipynb"]
    assert books
    for book in books:
        for cell in book["cells"]:
            assert cell["cell_type"] != "markdown" or "hantu" not in "".join(cell["source"])
            for output in cell.get("outputs", ()):
                found = "".join(output.get("data", {}).get("text/html", ""))
                assert Live(found).found == []
                assert "text/markdown" not in output.get("data", {}) or "hantu" not in str(output)


def test_tables_hold_no_formula(outputs: list[Path]) -> None:
    tables = [path for path in outputs if path.suffix == ".csv"]
    assert tables
    for path in tables:
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            live = [cell for cell in row if re.match(r"[=+@\t\r]|-(?!\d)", cell) and cell != "-"]
            assert live == [], path
    for path in (one for one in outputs if one.suffix == ".xlsx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets") and name.endswith((".xml", ".rels")):
                    for node in fromstring(package.read(name)).iter():
                        assert not node.tag.endswith("}f"), (path, name, node.text)
                        assert "hantu" not in node.get("Target", ""), (path, name)


def test_papers_hold_no_field_and_no_way_out(outputs: list[Path]) -> None:
    papers = [path for path in outputs if path.suffix == ".docx"]
    assert papers
    for path in papers:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    tree = fromstring(package.read(name))
                    told = "".join(tree.itertext())
                    assert "9359" not in told, (path, name)
                    for node in tree.iter():
                        target = node.get("Target", "") + (node.get("instr") or "")
                        assert "hantu" not in target, (path, name)
                        if node.tag.endswith("}instrText"):
                            assert "hantu" not in (node.text or "")


def test_the_printed_report_evaluated_nothing(outputs: list[Path]) -> None:
    from pypdf import PdfReader

    for path in (one for one in outputs if one.suffix == ".pdf"):
        reader = PdfReader(path)
        text = "".join(page.extract_text() for page in reader.pages)
        assert "9359" not in text, path
        links = [
            str(note.get_object().get("/A", {}))
            for page in reader.pages
            for note in page.get("/Annots", ())
        ]
        assert not [link for link in links if "hantu" in link or "javascript" in link.lower()]
