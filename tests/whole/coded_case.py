"""A case in which every field of every file holds a code of its own, made from the shapes.

Whatever is added to a shape is filled here without a line being written for it: a text
with a word, a date with a day, a number with a number that stand nowhere else. What must
be real for the case to be one, such as the rule pack, is listed by name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_origin

from babel.dates import format_date
from pydantic import BaseModel

from workbench.case.register import Entry, entries, walk
from workbench.case.schema import CaseFile, ExhibitsFile, Statement
from workbench.kajian.shapes import KajianFile

PACK, NORM, ELEMENT, REQUIREMENT = "netralitas-2022", "SKB-2022/C4", "hadir", "F1-pilkada"
EXHIBIT, PERSON, READING = "B-01", "T-1", "hadir-kampanye"
OTHER = "T-9"
OBSERVATION = "READ-001"

# What cannot be a made-up word, and what a reader then sees of it.
REAL: dict[str, tuple[Any, str]] = {
    "CaseFile.rule_pack": (PACK, re.escape(PACK)),
    "CaseFile.regime": ("pilkada", ""),
    "CaseFile.route": ("laporan", ""),
    "CaseFile.zone": ("WITA", "WITA"),
    "KajianFile.rule_pack": (PACK, re.escape(PACK)),
    "Party.id": (PERSON, PERSON),
    "Party.role": ("terlapor", ""),
    "Party.subject": ("asn_pns", ""),
    "ExhibitClaim.id": (EXHIBIT, EXHIBIT),
    "ExhibitClaim.file": ("catatan.txt", re.escape("catatan.txt")),
    "Statement.person": (PERSON, PERSON),
    "Mark.exhibit": (EXHIBIT, ""),
    "Mark.at": ("page=77", "[Hh]alaman 77(?![0-9])"),
    # A letter is made where a breach is alleged and forwarded: the rest of it is coded.
    "Ending.conclusion": ("diduga", ""),
    "Ending.category": ("hukum_lainnya", ""),
    "Ending.disposition": ("diteruskan", ""),
    "Ending.target": ("asn-bkn", ""),
    "Conclusion.conclusion": ("diduga", ""),
    "Conclusion.category": ("hukum_lainnya", ""),
    "Conclusion.disposition": ("diteruskan", ""),
    "Conclusion.target": ("asn-bkn", ""),
    "Conclusion.about": ([PERSON], ""),
    "Screening.target": ("asn-bkn", ""),
}
# Under which key each mapping of a file holds the one thing that it holds here.
KEYS: dict[str, tuple[str, ...]] = {
    "Screening.requirements": (REQUIREMENT,),
    "KajianFile.exhibits": (EXHIBIT,),
    "KajianFile.attributions": ("A-1",),
    "KajianFile.statements": (PERSON,),
    "KajianFile.facts": ("F-1",),
    "KajianFile.marks": ("L-1",),
    "FactAnswer.cites": ("L-1",),
    "KajianFile.matrix": (NORM, ELEMENT),
    "KajianFile.conclusions": (NORM,),
    "KajianFile.readings": (READING,),
    "KajianFile.explanations": (f"single_source:matrix/{NORM}/{ELEMENT}/supports",),
    "Pleno.members": ("M-1",),
    "Conclusion.persons": (OTHER,),
    "ElementAnswer.persons": (OTHER,),
    "StatementAnswer.passages": ("K-1",),
    "ExhibitAnswer.answers": (OBSERVATION,),
}


@dataclass(frozen=True)
class Code:
    """What was put into one field, and how a reader and a copy would show it.

    Attributes
    ----------
    where
        File and keys, for whoever reads a failure.
    told
        A pattern of what people read; empty where only a change can show it.
    kept
        A pattern of the value as ``study.json`` has it.
    """

    where: str
    entry: Entry
    told: str
    kept: str


@dataclass
class Filled:
    """Every file of a case, with the code in each of its fields."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    _count: int = 0
    _days: int = 0

    @classmethod
    def of_all(cls) -> Filled:
        """Fill ``case.yaml``, ``exhibits.yaml``, one statement and ``kajian.yaml``."""
        made = cls()
        shapes: dict[str, type[BaseModel]] = {
            "case.yaml": CaseFile,
            "exhibits.yaml": ExhibitsFile,
            f"statements/{PERSON}.yaml": Statement,
            "kajian.yaml": KajianFile,
        }
        for name, shape in shapes.items():
            made.files[name] = made._shape(shape, name)
        # What is registered of a field where it stands: a part may say it for all of its fields.
        told = [entry for shape in shapes.values() for _, entry in walk(shape, ("",))]
        told = [entry for entry in told if entry.name != "format"]
        made.codes = [
            replace(code, entry=entry) for code, entry in zip(made.codes, told, strict=True)
        ]
        return made

    def write(self, root: Path) -> Path:
        """Write the case with one exhibit that nothing has to decode."""
        (root / "evidence").mkdir(parents=True)
        (root / "statements").mkdir()
        (root / "evidence" / "catatan.txt").write_text("Catatan rekaan.\n")
        for name, content in self.files.items():
            (root / name).write_text(json.dumps(content, ensure_ascii=False))
        return root

    def _shape(self, shape: type[BaseModel], where: str) -> dict[str, Any]:
        return {
            entry.name: self._value(entry, f"{where}: {entry.name}")
            for entry in entries(shape)
            if entry.name != "format"
        }

    def _value(self, entry: Entry, where: str) -> Any:
        if entry.holds is not None:
            inner = self._shape(entry.holds, where)
            for key in reversed(KEYS.get(entry.key, ())):
                inner = {key: inner}
            return [inner] if get_origin(entry.annotation) is tuple else inner
        value, told, kept = self._coded(entry)
        self.codes.append(Code(where, entry, told, kept))
        return value

    def _coded(self, entry: Entry) -> tuple[Any, str, str]:
        if entry.key in REAL:
            value, told = REAL[entry.key]
            return value, told, ""
        self._count += 1
        word = f"Sandi{self._count:03d}x"
        if entry.name == "sha256":
            digest = f"{self._count:064x}"
            return digest, re.sub(r"(.{8})(?=.)", r"\1 ", digest), digest
        kind = entry.kind
        if kind == "moment":
            # From a day on which the pack's clocks run, and farther apart than they run.
            self._days += 1
            day = date(2024, 9, 25) + timedelta(days=37 * (self._days - 1))
            shown = [format_date(day, form, locale="id") for form in ("d MMMM y", "d MMM y")]
            return day.isoformat(), rf"(?<!\d)(?:{'|'.join(shown)})", day.isoformat()
        if kind == "number":
            number = round(self._count / 100 + 0.00001, 5)
            return str(number), f"{number:.5f}".replace(".", ","), str(number)
        if kind == "yes_no":
            return "ya", "", ""
        if kind == "choice":
            return entry.choices[0], "", ""
        if kind == "names":
            return [word], word, word
        if kind == "keyed":
            [key] = KEYS.get(entry.key, (EXHIBIT,))
            return {key: word}, word, word
        return word, word, word
