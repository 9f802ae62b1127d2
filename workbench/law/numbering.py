"""Register numbers, by the grammars of a rule pack: a hint, because offices differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.law.pack import Pack
from workbench.law.shapes import Numbering


def grammars_of(pack: Pack, number: str) -> Iterator[tuple[Numbering, re.Match[str]]]:
    """Yield each grammar of the pack that a register number follows, with how it does."""
    for grammar in pack.data.numbering:
        match = re.match(grammar.pattern, number)
        if match is not None:
            yield grammar, match


def number_in(pack: Pack, folder_name: str) -> str:
    """Return the register number that a folder is named after; empty when it is none.

    A folder cannot hold a slash in its name: a dash stands for it.
    """
    number = folder_name.replace("-", "/")
    return number if any(grammars_of(pack, number)) else ""
