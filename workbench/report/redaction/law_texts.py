"""What the law says, word for word: texts that everybody knows are never masked.

A mask in the title of a law tells what it hides. Which texts these are is taken from the
rule pack itself, so that a name in any other text is masked, whatever field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.errors import LawError
from workbench.law.load import load_pack
from workbench.law.pack import Pack


def law_texts(pack: Pack, shortest: int = 2) -> frozenset[str]:
    """Return every sentence and title of a rule pack, in both languages.

    Parameters
    ----------
    shortest
        Words that a text has at least: one alone may be somebody's name elsewhere.
    """
    return frozenset(
        text for text in _leaves(pack.data.model_dump()) if len(text.split()) >= shortest
    )


def texts_of_study(study: Mapping[str, Any], *, shortest: int = 2) -> frozenset[str]:
    """Return the texts of the pack that a study was made under; none when it is not here."""
    kajian = study.get("kajian")
    named = kajian.get("rule_pack") if isinstance(kajian, Mapping) else None
    identifier = named.get("id") if isinstance(named, Mapping) else None
    if not isinstance(identifier, str) or not identifier:
        return frozenset()
    try:
        return law_texts(load_pack(identifier), shortest)
    except LawError:
        return frozenset()


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
