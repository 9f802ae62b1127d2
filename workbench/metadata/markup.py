"""XML from strangers: parsed with no document type, no entities, and a bounded size."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from workbench.evidence.unread import LimitMetError, left_out
from workbench.metadata.reading import Reading, failure

LARGEST = 8 * 1024 * 1024
DEEPEST = 100
#: Where markup is searched as text and no tree is built.
DEEPEST_TEXT = 500
_MOST = 200_000
_MARK = re.compile(rb"</?[A-Za-z_][^<>]*>")


class MarkupRefusedError(ValueError):
    """The markup declares entities, is too deep, too large or not well-formed.

    Attributes
    ----------
    limit, number
        The limit that it met (see :mod:`workbench.evidence.unread`); empty when it is damaged.
    """

    def __init__(self, limit: str = "", number: int = 0) -> None:
        super().__init__(limit, number)
        self.limit = limit
        self.number = number


def refused(source: str, error: MarkupRefusedError, locator: str = "") -> Reading:
    """Return the reading of a refusal, and say which limit was met, if one was."""
    if error.limit:
        left_out(source, error.limit, error.number)
    return failure(source, error, locator)


def bounded(text: bytes) -> None:
    """See that markup which is searched as text is neither nested too deep nor has entities.

    Raises
    ------
    LimitMetError
        Otherwise. That it is not well-formed is no reason.
    """
    if _declares(text):
        raise LimitMetError("entities", 0)
    depth = deepest = 0
    for part in _MARK.finditer(text):
        depth += -1 if part[0][1:2] == b"/" else 0 if part[0][-2:-1] == b"/" else 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST_TEXT:
            raise LimitMetError("depth", DEEPEST_TEXT)


def parse(text: bytes) -> Element:
    """Return the root of an XML document.

    Entities are the only way in which a small document becomes a large one, and
    they need a document type: one that has it is refused, in whatever encoding.

    Raises
    ------
    MarkupRefusedError
        When the document is refused or not well-formed.
    """
    if len(text) > LARGEST:
        raise MarkupRefusedError("bytes", LARGEST)
    if _declares(text):
        raise MarkupRefusedError("entities", 0)
    try:
        root = fromstring(text)  # noqa: S314 - entities were refused above
    except (ParseError, LookupError, ValueError) as error:
        raise MarkupRefusedError from error
    _see_bounds(root)
    return root


def _declares(text: bytes) -> bool:
    bare = text.replace(b"\x00", b"")
    return b"<!DOCTYPE" in bare or b"<!ENTITY" in bare


def _see_bounds(root: Element) -> None:
    """See that the tree is neither too deep nor too large to walk by recursion."""
    level, count = [root], 0
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        count += len(level)
        if count > _MOST:
            raise MarkupRefusedError("values", _MOST)
        if not level:
            return
    raise MarkupRefusedError("depth", DEEPEST)


def local(tag: str) -> tuple[str, str]:
    """Return (namespace, name) of ElementTree's ``{namespace}name``."""
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace else ("", tag)
