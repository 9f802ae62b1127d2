"""The readable account that a failed run leaves: which step, which exhibit, why, what next."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.case.yaml_files import write_atomically
from workbench.errors import StudyError, WorkbenchError
from workbench.study.publish import stamp
from workbench.text import LANGUAGES, Language, has, say
from workbench.text.visible import visible


def leave(studies: Path, moment: datetime, error: StudyError) -> Path:
    """Write ``<UTC time>.failed.json`` and ``.failed.txt``; return the latter.

    The text is in both languages, because whoever finds it may not be who ran it.
    """
    name = f"{stamp(moment)}.failed"
    document = describe(error) | {"started": stamp(moment), "workbench": __version__}
    text = "\n\n".join(sentence(error, language) for language in LANGUAGES)
    content = json.dumps(_plain(document), indent=2, sort_keys=True)
    write_atomically(studies / f"{name}.json", content + "\n")
    write_atomically(studies / f"{name}.txt", text + "\n")
    return studies / f"{name}.txt"


def describe(error: WorkbenchError) -> dict[str, Any]:
    """Return an error as data: code, step, exhibit, reason and the messages in both languages."""
    cause = error.fields.get("cause") or {}
    fields = cause.get("fields", {}) if isinstance(cause, dict) else {}
    return {
        "code": error.code,
        "notebook": error.fields.get("notebook", ""),
        "step": error.fields.get("step", ""),
        "exhibit": fields.get("exhibit", "") or error.fields.get("exhibit", ""),
        "path": fields.get("path", "") or error.fields.get("exhibit_path", ""),
        "reason": error.fields.get("reason", ""),
        "message": {language: sentence(error, language) for language in LANGUAGES},
        "traceback": error.fields.get("traceback", []),
    }


def sentence(error: WorkbenchError, language: Language) -> str:
    """Return an error's message with its step named, and its cause's own message after it."""
    fields = dict(error.fields)
    if "step" in fields:
        key = f"study.step.{fields['step']}"
        fields["step"] = say(key, language) if has(key) else fields["step"]
    lines = [type(error)(error.code, **fields).message(language)]
    cause = error.fields.get("cause") or {}
    if cause.get("code") and has(f"errors.{cause['code']}"):
        lines.append(WorkbenchError(cause["code"], **cause["fields"]).message(language))
    return "\n".join(visible(line, lines=True) for line in lines)


def _plain(value: Any) -> Any:
    """Return `value` without this user's folders: an account may be passed on."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, str):
        return value
    home, temporary = str(Path.home()), tempfile.gettempdir()
    text = value.replace(home, "~") if len(home) > 1 else value
    return text.replace(temporary, "…")
