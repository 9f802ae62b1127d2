"""What checking a record found: faults, checks, and the whole. It judges bytes, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.record.signature import Signature
from workbench.text import Language, say
from workbench.text.visible import visible


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: a key below ``record.fault``, and the file or value it is about."""

    code: str
    path: str = ""

    def sentence(self, language: Language) -> str:
        """Return it in `language`, with the path as a person can see it."""
        return say(f"record.fault.{self.code}", language, path=visible(self.path))


@dataclass(frozen=True)
class Check:
    """The outcome of one check.

    Attributes
    ----------
    name
        ``format``, ``container``, ``tag_files``, ``payload``, ``study``, ``exhibits`` or ``seal``.
    looked_at
        How many files or rows were compared; a check that compared none has not passed.
    faults
        Everything that is wrong.
    """

    name: str
    looked_at: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether something was compared, and all of it agreed."""
        return self.looked_at > 0 and not self.faults

    def detail(self, language: Language) -> str:
        """Return what was found, as sentences."""
        if self.ok:
            return say(f"record.passed.{self.name}", language, count=self.looked_at)
        faults = self.faults or (Fault("nothing"),)
        return " ".join(fault.sentence(language) for fault in faults)

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """Return the row of ``workbench verify --json``."""
        problems = [{"code": fault.code, "path": fault.path} for fault in self.faults]
        detail = self.detail(language)
        return {"name": self.name, "ok": self.ok, "detail": detail, "problems": problems}


@dataclass(frozen=True)
class Verdict:
    """What the checks of one record found. It judges bytes, nothing else.

    Attributes
    ----------
    record
        The folder.
    seal
        SHA-256 of ``tagmanifest-sha256.txt`` as it is now; empty when it cannot be read.
    checks
        All of them, in the order in which they were made.
    signatures
        Those that lie in the record, each with what checking it found.
    """

    record: Path
    seal: str
    checks: tuple[Check, ...]
    signatures: tuple[Signature, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every check passed and nothing speaks against a signature."""
        passed = bool(self.checks) and all(check.ok for check in self.checks)
        return passed and all(one.stands for one in self.signatures)

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """Return the document of ``workbench verify --json``."""
        return {
            "record": str(self.record),
            "ok": self.ok,
            "seal": self.seal,
            "checks": [check.as_json(language) for check in self.checks],
            "signatures": [one.as_json() for one in self.signatures],
        }
