"""Every error that a person may meet, as one tree.

An error carries a stable ``code`` and the ``fields`` that its sentence needs;
the sentence itself lives in ``workbench/text/errors.toml`` in both languages.
Programmer errors are not in here: they stay tracebacks.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.text import Language, say
from workbench.text.visible import visible

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one place, and what to do about it.

    Attributes
    ----------
    code
        Key of the sentences in ``workbench/text/problems.toml``; each entry has
        ``what`` (what is wrong) and ``next`` (the next step).
    file
        Path of the file relative to the case folder, as POSIX text.
    key
        Dotted path of the field inside the file, such as ``dates.event``; empty
        when the whole file is meant.
    line
        Line number counted from 1, or 0 when there is none.
    found, expected
        What stands there, and what should.
    blocking
        True when nothing can be run on the case until it is mended.
    """

    code: str
    file: str
    key: str = ""
    line: int = 0
    found: str = ""
    expected: str = ""
    blocking: bool = True

    def what(self, language: Language) -> str:
        """Return what is wrong, as a sentence in `language`."""
        return say(f"problems.{self.code}.what", language, **self._fields())

    def next_step(self, language: Language) -> str:
        """Return how to mend it, as a sentence in `language`."""
        return say(f"problems.{self.code}.next", language, **self._fields())

    def place(self) -> str:
        """Return ``file:line key`` with the parts that are known."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return visible(f"{where} {self.key}".strip())

    def sentence(self, language: Language) -> str:
        """Return place, what is wrong and the next step on one line."""
        return f"{self.place()}: {self.what(language)} {self.next_step(language)}"

    def _fields(self) -> dict[str, str]:
        fields = {
            "file": self.file,
            "key": self.key,
            "found": self.found,
            "expected": self.expected,
        }
        # A hostile name must not move a terminal's cursor or turn a line around.
        return {name: visible(text) for name, text in fields.items()}


class WorkbenchError(Exception):
    """Base of every error meant for a person.

    Parameters
    ----------
    code
        Key of the sentence in ``workbench/text/errors.toml``.
    **fields
        What the sentence names: a path, an exhibit, a step.
    """

    exit_code = 2

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def message(self, language: Language = "en") -> str:
        """Return the whole message in `language`: what, where, next step."""
        return say(f"errors.{self.code}", language, **_shown(self.fields))

    def __str__(self) -> str:
        return self.message("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.code, self.fields)


def _shown(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields for a sentence: text without characters that a terminal obeys."""
    return {
        name: visible(value, lines=True) if isinstance(value, str) else value
        for name, value in fields.items()
    }


def _rebuild(kind: type[WorkbenchError], code: str, fields: dict[str, Any]) -> WorkbenchError:
    """Make an error again on the other side of a process boundary."""
    return kind(code, **fields)


class InstallationError(WorkbenchError):
    """The workbench itself lacks files that it came with."""


class CaseError(WorkbenchError):
    """The case folder cannot be used: missing, not a folder, nothing in it."""


class CaseInvalidError(CaseError):
    """The case's files have problems; all of them are in `problems`."""

    def __init__(self, code: str = "case_invalid", /, **fields: Any) -> None:
        super().__init__(code, **fields)
        self.problems: tuple[Problem, ...] = tuple(fields.get("problems", ()))

    @classmethod
    def of(cls, case: str, problems: Iterable[Problem]) -> CaseInvalidError:
        """Return the error that carries every one of `problems`."""
        found = tuple(problems)
        return cls("case_invalid", case=case, count=len(found), problems=found)

    def message(self, language: Language = "en") -> str:
        """Return the head line and one line for each problem."""
        lines = [super().message(language)]
        lines += [f"  - {problem.sentence(language)}" for problem in self.problems]
        return "\n".join(lines)


class WriteRefusedError(CaseError):
    """Something stands where we were about to write: it was left as it is."""


class MachineError(WorkbenchError):
    """The computer refused: a full disk, a missing right, too many open files.

    Made by :meth:`of` from what the operating system or SQLite said, so that every edge
    (the command line, the form) tells the same in one sentence.
    """

    @classmethod
    def of(cls, error: OSError | sqlite3.Error, path: Path | str = "") -> MachineError:
        """Return the sentence for an error of the system, naming the file when it is known.

        Parameters
        ----------
        error
            What was raised.
        path
            Where, when the error itself does not say.
        """
        if isinstance(error, OSError):
            code = _ERRNO.get(error.errno or 0, "machine_other")
            named = error.filename if isinstance(error.filename, str | bytes) else path
            detail = _named_errno(error)
        else:
            name = getattr(error, "sqlite_errorname", "") or ""
            code = next((one for part, one in _SQLITE.items() if name.startswith(part)),
                        "machine_database")  # fmt: skip
            named, detail = path, name or str(error)
        where = os.fsdecode(named) if named else "-"
        return cls(code, path=where, detail=detail)


_ERRNO = {
    errno.ENOSPC: "machine_full",
    errno.EDQUOT: "machine_full",
    errno.EFBIG: "machine_full",
    errno.EROFS: "machine_read_only",
    errno.EACCES: "machine_denied",
    errno.EPERM: "machine_denied",
    errno.EMFILE: "machine_files",
    errno.ENFILE: "machine_files",
    errno.EIO: "machine_disk",
    errno.ENOENT: "machine_gone",
    errno.ENOTDIR: "machine_gone",
    errno.ENOMEM: "machine_memory",
}
# The most special first: an error of reading can be a lack of memory.
_SQLITE = {
    "SQLITE_FULL": "machine_full",
    "SQLITE_READONLY": "machine_read_only",
    "SQLITE_PERM": "machine_denied",
    "SQLITE_IOERR_NOMEM": "machine_memory",
    "SQLITE_NOMEM": "machine_memory",
    "SQLITE_IOERR": "machine_disk",
    "SQLITE_BUSY": "machine_busy",
    "SQLITE_LOCKED": "machine_busy",
    "SQLITE_CANTOPEN": "machine_database",
}


def _named_errno(error: OSError) -> str:
    """Return what the system said and its name for it: ``No space left on device, ENOSPC``."""
    said = error.strerror or type(error).__name__
    name = errno.errorcode.get(error.errno or 0, "")
    return f"{said}, {name}" if name else said


@contextmanager
def machine_errors(path: Path | str = "") -> Iterator[None]:
    """Raise what the system refuses as the sentence of :class:`MachineError`.

    Stands around, or above (``@machine_errors()``), whatever reads and writes for a form,
    which shows sentences and knows nothing of systems.
    """
    try:
        yield
    except OSError as error:
        raise MachineError.of(error, path) from error


class EvidenceError(WorkbenchError):
    """One exhibit could not be read; the run goes on and shows it as such."""


class ParameterError(WorkbenchError):
    """A parameter of a study is unknown, missing or of the wrong type."""


class LawError(WorkbenchError):
    """A rule pack cannot be used."""


class KajianError(WorkbenchError):
    """The reviewer's answers cannot be read or saved."""


class StudyError(WorkbenchError):
    """A study could not be finished; nothing was published."""


class ReportError(WorkbenchError):
    """A rendering could not be made."""


class RecordError(WorkbenchError):
    """A record could not be sealed or read."""


class RecordRefusedError(RecordError):
    """A study is not sealed as it is; every reason is in `problems`."""

    exit_code = 1

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code, **fields)
        self.problems: tuple[Problem, ...] = tuple(fields.get("problems", ()))

    @classmethod
    def of(cls, code: str, path: Path, problems: Iterable[Problem]) -> RecordRefusedError:
        """Return the error that carries every one of `problems` of the study at `path`."""
        found = tuple(problems)
        return cls(code, path=str(path), count=len(found), problems=found)

    def message(self, language: Language = "en") -> str:
        """Return the head line and one line for each problem."""
        lines = [super().message(language)]
        lines += [f"  - {problem.sentence(language)}" for problem in self.problems]
        return "\n".join(lines)


class BatchIncompleteError(WorkbenchError):
    """A batch ended, and some of its cases failed."""

    exit_code = 3
