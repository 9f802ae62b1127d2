"""All text that a person reads, in Indonesian and English.

Texts live in ``workbench/text/<area>.toml``; a key is ``area.entry`` or deeper,
and its table holds one sentence per language::

    [no_such_case]
    id = "Folder perkara {path} tidak ditemukan."
    en = "The case folder {path} was not found."

Only the template is formatted, never the values put into it, so text from a
case folder cannot reach into the catalogue.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def say(key: str, language: Language, /, **fields: Any) -> str:
    """Return the text of `key` in `language` with `fields` filled in.

    Raises
    ------
    KeyError
        When the key or the language is missing, or the sentence names a field
        that was not given: a programmer's mistake, found by the tests.
    """
    return _template(key, language).format(**fields)


def has(key: str) -> bool:
    """Return whether the catalogue holds `key` in every language."""
    try:
        return all(isinstance(_template(key, language), str) for language in LANGUAGES)
    except KeyError:
        return False


def areas() -> list[str]:
    """Return the names of all catalogues, sorted."""
    found = (entry.name for entry in files(__name__).iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def catalogue(area: str) -> dict[str, Any]:
    """Return one whole catalogue as nested tables, for tests and generated pages."""
    return _catalogue(area)


def terminal_language() -> Language:
    """Return the language for terminal messages: ``WORKBENCH_LANGUAGE``, then the locale."""
    for name in ("WORKBENCH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "id" if value.lower().startswith("id") else "en"
    return "en"


@cache
def _template(key: str, language: Language) -> str:
    area, _, rest = key.partition(".")
    entry: Any = _catalogue(area)
    for part in rest.split("."):
        entry = entry[part]
    text = entry[language]
    if not isinstance(text, str):
        raise KeyError(key)
    return text


@cache
def _catalogue(area: str) -> dict[str, Any]:
    source = files(__name__) / f"{area}.toml"
    if not source.is_file():
        raise KeyError(area)
    return tomllib.loads(source.read_text("utf-8"))
