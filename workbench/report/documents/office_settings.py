"""The office's own settings: letterhead and names that no rule pack and no code can know.

They stand in ``office.yaml`` in the user's settings folder, or where
``WORKBENCH_OFFICE`` points. Without the file, the case's own office is used.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from workbench.case.schema import validate
from workbench.case.yaml_files import read
from workbench.errors import CaseInvalidError, ReportError

VARIABLE = "WORKBENCH_OFFICE"
FILE = "office.yaml"


class Office(BaseModel):
    """What stands at the head and the foot of the office's documents.

    ``parent`` is the line above the name (the higher office), ``form_word`` what
    stands before a form's code, such as ``Formulir Model``. ``people`` are those who may
    decide on copies; without any, every account of this computer may.
    """

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)

    format: str = "1"
    parent: str = ""
    name: str = ""
    place: str = ""
    address: str = ""
    contact: str = ""
    chair: str = ""
    form_word: str = ""
    people: tuple[str, ...] = ()


def load_office(case: Mapping[str, Any]) -> Office:
    """Return the office's settings, completed from the case's own office.

    Raises
    ------
    ReportError
        When ``WORKBENCH_OFFICE`` names a file that is not there.
    CaseInvalidError
        When the file has mistakes; it carries all of them.
    """
    settings = _settings()
    own = case.get("office") or {}
    return settings.model_copy(
        update={
            name: getattr(settings, name) or str(own.get(name) or "") for name in ("name", "place")
        }
    )


def decides(by: str) -> str:
    """Return who decides on a copy, as the office's list writes the name.

    Parameters
    ----------
    by
        As it was typed; case and blanks do not matter.

    Raises
    ------
    ReportError
        When the office lists its people and this is nobody of them, or nobody was named.
    """
    people = [" ".join(one.split()) for one in _settings().people if one.strip()]
    if not people:
        return by
    wanted = " ".join(by.split()).casefold()
    for one in people:
        if one.casefold() == wanted:
            return one
    raise ReportError("person_not_listed", found=by.strip() or "-", known=", ".join(people))


def _settings() -> Office:
    path = _path()
    if path is None:
        return Office()
    document, problems = read(path, path.name)
    found, more = validate(Office, document)  # type: ignore[type-var]
    if problems or more or found is None:
        raise CaseInvalidError.of(path.name, [*problems, *more])
    return found


def _path() -> Path | None:
    named = os.environ.get(VARIABLE, "")
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise ReportError("office_missing", path=named)
        return path
    from platformdirs import user_config_path

    path = user_config_path("workbench") / FILE
    return path if path.is_file() else None
