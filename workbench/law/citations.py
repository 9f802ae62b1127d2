"""How a place in the law is cited in English: packs write it once, as Indonesian law does."""

from __future__ import annotations

import re

from workbench.text import catalogue

_PARAGRAPH = re.compile(r"(?:(?<=[0-9A-Z])\s+)?\bayat (?=\()")
_LETTERS = re.compile(r"\s?\bhuruf ([a-z]\b(?:(?:, ?| dan |[-–])[a-z]\b)*)")
_LETTER = re.compile(r"\b[a-z]\b")


def in_english(citation: str) -> str:
    """Return a citation such as ``9 ayat (2), 24 ayat (1) huruf d`` as ``9(2), 24(1)(d)``.

    Names of instruments and of their parts follow the ``citation`` texts of
    ``workbench/text/law.toml``; whatever is not listed stands as it is.
    """
    text = _LETTERS.sub(lambda found: _LETTER.sub(r"(\g<0>)", found[1]), citation)
    text = _PARAGRAPH.sub("", text)
    for words in catalogue("law")["citation"].values():
        text = re.sub(rf"\b{re.escape(words['id'])}\b", words["en"], text)
    return text
