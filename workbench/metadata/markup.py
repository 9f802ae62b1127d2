"""XML from strangers: parsed with no document type, no entities, and a bounded size."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, fromstring

LARGEST = 8 * 1024 * 1024
DEEPEST = 100
_MOST = 200_000


class MarkupRefusedError(ValueError):
    """The markup declares entities, is too deep, too large or not well-formed."""


def parse(text: bytes) -> Element:
    """Return the root of an XML document.

    Entities are the only way in which a small document becomes a large one, and
    they need a document type: one that has it is refused, in whatever encoding.

    Raises
    ------
    MarkupRefusedError
        When the document is refused or not well-formed.
    """
    bare = text.replace(b"\x00", b"")
    if len(text) > LARGEST or b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise MarkupRefusedError
    try:
        root = fromstring(text)  # noqa: S314 - entities were refused above
    except (ParseError, LookupError, ValueError) as error:
        raise MarkupRefusedError from error
    if not _is_bounded(root):
        raise MarkupRefusedError
    return root


def _is_bounded(root: Element) -> bool:
    """Whether the tree is neither too deep nor too large to walk by recursion."""
    level, count = [root], 0
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        count += len(level)
        if not level or count > _MOST:
            return count <= _MOST
    return False


def local(tag: str) -> tuple[str, str]:
    """Return (namespace, name) of ElementTree's ``{namespace}name``."""
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace else ("", tag)
