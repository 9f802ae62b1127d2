"""Which fields of a study a profile lists, and what is done with each.

The list is ``profiles.toml`` and, for the case's own files, what each field registers
(:mod:`workbench.report.redaction.registered`). What is not listed stays inside.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from workbench.report.redaction.registered import treatments

Profile = Literal["internal", "forwarding", "public"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
Treatment = Literal["keep", "mask", "file", "plain"]
Rule = tuple[tuple[str, ...], Treatment]

# What a text of the law is: see workbench.law.marked. Its words go nowhere without the rest.
_WORDS: tuple[tuple[str, Treatment], ...] = (
    (".id|en", "mask"),
    (".mark", "keep"),
    (".note.id|en", "mask"),
)
_LAW = (*_WORDS, *((f".basis{below}", how) for below, how in _WORDS))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "profiles.toml").read_text("utf-8"))


def timeline_rows(profile: Profile) -> Mapping[str, Any]:
    """Return which rows of the timeline a profile names, by kind."""
    named: Mapping[str, Any] = _table()["rows"].get(profile, {})
    return named


@cache
def rules(profile: Profile) -> tuple[Rule, ...]:
    """Return a profile's list: key patterns with their treatment.

    First what the case's own files register, then ``profiles.toml`` in its order.
    """
    registered = {} if profile == "internal" else treatments(profile)
    return tuple(
        (tuple(f"{key}{below}".split(".")), how)
        for key, treatment in {**registered, **_table()[profile]}.items()
        for below, how in (_LAW if treatment == "law" else (("", treatment),))
    )


class Selection:
    """What one profile lists, looked up by a field's keys."""

    def __init__(self, listed: tuple[Rule, ...]) -> None:
        self.listed = listed
        self.keeps_all = listed == ((("**",), "keep"),)
        self._treated: dict[tuple[str, ...], Treatment | None] = {}

    def treatment(self, keys: tuple[str, ...]) -> Treatment | None:
        """Return what is done with a field; None when it is not listed."""
        if keys not in self._treated:
            found = (how for pattern, how in self.listed if _matches(pattern, keys))
            self._treated[keys] = next(found, None)
        return self._treated[keys]

    def is_on_the_way(self, keys: tuple[str, ...]) -> bool:
        """Whether something listed may stand below."""
        return any(_leads_to(pattern, keys) for pattern, _ in self.listed)


def _matches(pattern: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if pattern[-1] == "**":
        head = pattern[:-1]
        return len(keys) > len(head) and _fits(head, keys[: len(head)])
    return len(pattern) == len(keys) and _fits(pattern, keys)


def _leads_to(pattern: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if pattern[-1] == "**" and len(keys) >= len(pattern):
        return _matches(pattern, keys)
    return len(pattern) > len(keys) and _fits(pattern[: len(keys)], keys)


def _fits(pattern: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return all(
        part == "*" or key in part.split("|") for part, key in zip(pattern, keys, strict=True)
    )
