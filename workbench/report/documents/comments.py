"""Word comments: what a signer must check stands beside the text, never inside it.

All comments of a paper are deleted in one act, and what remains is clean. While a template
is filled a comment travels inside its text between characters that no foreign text can
hold (:func:`workbench.text.visible.visible` writes them out); then it becomes Word's own.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_NOTED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*?){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")
AUTHOR = "Workbench"


def noted(text: str, comment: str) -> str:
    """Return a text that carries a comment; without one, or without text, as it is."""
    said = " ".join(comment.split())
    return f"{_OPEN}{text}{_MIDDLE}{said}{_CLOSE}" if said and text else text


def plain(text: str) -> str:
    """Return a text without its comments."""
    return _NOTED.sub(r"\1", text)


def begun(text: str, *, large: bool) -> str:
    """Return a text with a large or small first letter; a comment opens before it."""
    at = 1 if text.startswith(_OPEN) else 0
    first = text[at : at + 1]
    return text[:at] + (first.upper() if large else first.lower()) + text[at + 1 :]


def is_noted(text: str) -> bool:
    """Whether a text carries a comment."""
    return _OPEN in text


def said(text: str) -> list[tuple[str, str]]:
    """Return each commented part of a text with its comment."""
    return [(match[1], match[2]) for match in _NOTED.finditer(text)]


def placed(document: Any, *, keep: bool) -> None:
    """Turn what texts carry into comments of a Word document, or drop it.

    Parameters
    ----------
    document
        The filled document of python-docx.
    keep
        Whether there are comments at all. The same one on the same text stands once.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    seen: set[tuple[str, str]] = set()
    for run, text, comment in list(_split(document.element.body)):
        if not keep or (text, comment) in seen:
            continue
        seen.add((text, comment))
        _comment(document, run, comment)
    if seen:
        # A comment must not tell when a paper was made.
        for one in document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS).element.iter(
            qn("w:comment")
        ):
            one.attrib.pop(qn("w:date"), None)


def _split(body: Any) -> Iterator[tuple[Any, str, str]]:
    """Cut runs so that each commented text is a run of its own; yield those."""
    from docx.oxml.ns import qn

    for run in list(body.iter(qn("w:r"))):
        texts = [one.text or "" for one in run.iter(qn("w:t"))]
        if not any(_OPEN in text for text in texts):
            continue
        properties = run.find(qn("w:rPr"))
        before = run
        for child in list(run):
            if child.tag == qn("w:rPr"):
                continue
            for piece, comment in _pieces(child):
                made = run.makeelement(run.tag, run.attrib)
                if properties is not None:
                    made.append(copy.deepcopy(properties))
                made.append(piece)
                before.addnext(made)
                before = made
                if comment:
                    yield made, piece.text or "", comment
        run.getparent().remove(run)


def _pieces(child: Any) -> Iterator[tuple[Any, str]]:
    """Yield a run's child cut at its comments, each piece with its own."""
    from docx.oxml.ns import qn

    text = child.text or ""
    if child.tag != qn("w:t") or _OPEN not in text:
        yield copy.deepcopy(child), ""
        return
    parts = _NOTED.split(text)
    for number, found in enumerate(parts):
        # Every third part is a comment, which belongs to the text before it.
        if number % 3 == 2 or not found:
            continue
        piece = copy.deepcopy(child)
        piece.text = found
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield piece, parts[number + 1] if number % 3 == 1 else ""


def _comment(document: Any, run: Any, text: str) -> None:
    from docx.text.run import Run

    document.add_comment(Run(run, document), text, author=AUTHOR, initials="W")
