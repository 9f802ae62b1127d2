"""What a study may be told, checked before papermill sees any of it.

papermill writes parameter names into the notebook's code as they come, and some
YAML types too, so a crafted one runs as code. Here a name must be one of the
fields below, and a value a JSON scalar of that field's type; everything else is
refused. Only :meth:`Parameters.for_notebook` reaches papermill.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from workbench.errors import ParameterError
from workbench.text import LANGUAGES, Language

NAME = re.compile(r"[a-z_]+", re.ASCII)

# Characters that break a line or turn the direction of writing: no folder needs them,
# and a person could not see what stands there.
_HIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}

LONGEST_DEADLINE = 86_400


@dataclass(frozen=True)
class Parameters:
    """How one study is to be made.

    Attributes
    ----------
    case
        The case folder; the notebooks receive it relative to where they run.
    language
        Language of notebooks and report: ``id`` or ``en``.
    output
        Folder that receives the study; empty for ``studies/`` of the case.
    interactive
        Whether cells show widgets. A study always runs with False.
    deadline
        Seconds that one cell may take before the run is stopped.
    """

    case: str = ""
    language: Language = "id"
    output: str = ""
    interactive: bool = False
    deadline: int = 1800

    @classmethod
    def validate(cls, values: Mapping[str, Any]) -> Parameters:
        """Return typed parameters.

        Parameters
        ----------
        values
            Names and JSON scalars, as from a program or a JSON file.

        Raises
        ------
        ParameterError
            When a name is unknown (the nearest known one is named), a value has
            the wrong type, or it holds characters that cannot be seen.
        """
        for name, value in values.items():
            _check_name(name)
            _check_value(name, value)
        return cls(**values)

    @classmethod
    def parse(cls, pairs: Iterable[str], **given: Any) -> Parameters:
        """Return parameters from ``name=value`` texts of a command line.

        Parameters
        ----------
        pairs
            Each ``name=value``; a name may stand once only.
        **given
            Values that came through options of their own; None means not given.

        Raises
        ------
        ParameterError
            As :meth:`validate`; also when a pair has no ``=`` or a name stands twice.
        """
        values = {name: value for name, value in given.items() if value is not None}
        for pair in pairs:
            name, equals, text = pair.partition("=")
            if not equals:
                raise ParameterError("parameter_without_value", name=_shown(pair))
            _check_name(name)
            if name in values:
                raise ParameterError("parameter_twice", name=name)
            values[name] = _typed(name, text)
        return cls.validate(values)

    def for_notebook(self, case: str) -> dict[str, str | bool]:
        """Return what papermill receives; `case` is relative, so no machine path is recorded."""
        return {"case": case, "language": self.language, "interactive": self.interactive}


def _kinds() -> dict[str, type]:
    return {field.name: type(field.default) for field in fields(Parameters)}


def _check_name(name: Any) -> None:
    if isinstance(name, str) and NAME.fullmatch(name) and name in _kinds():
        return
    shown = _shown(name)
    known = sorted(_kinds())
    near = difflib.get_close_matches(shown, known, n=1, cutoff=0.0)
    raise ParameterError(
        "parameter_unknown", name=shown, nearest=near[0] if near else known[0], known=known
    )


def _check_value(name: str, value: Any) -> None:
    kind: Any = _kinds()[name]
    if type(value) is not kind:
        raise ParameterError("parameter_type", name=name, expected=_expected(name, kind))
    if isinstance(value, str) and any(_hidden(char) for char in value):
        raise ParameterError("parameter_hidden", name=name, found=_shown(value))
    if name == "language" and value not in LANGUAGES:
        raise ParameterError("parameter_type", name=name, expected=_expected(name, kind))
    if name == "deadline" and not 1 <= value <= LONGEST_DEADLINE:
        raise ParameterError("parameter_type", name=name, expected=_expected(name, kind))


def _typed(name: str, text: str) -> str | bool | int:
    kind = _kinds()[name]
    if kind is bool and text in {"true", "false"}:
        return text == "true"
    if kind is int and re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if kind is str:
        return text
    raise ParameterError("parameter_type", name=name, expected=_expected(name, kind))


def _expected(name: str, kind: type) -> str:
    if name == "language":
        return " | ".join(LANGUAGES)
    if kind is bool:
        return "true | false"
    if kind is int:
        return f"1–{LONGEST_DEADLINE}"
    return "text"


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN_CATEGORIES or ord(char) in _BIDI


def _shown(value: Any) -> str:
    """Return `value` for a message: short, and with nothing that cannot be seen."""
    text = value if isinstance(value, str) else type(value).__name__
    text = "".join(f"\\u{ord(char):04x}" if _hidden(char) else char for char in text)
    return text if len(text) <= 60 else text[:59] + "…"
