"""Fill a Word template, or refuse it with the name and place of what it asks for in vain.

Templates are edited by offices: they are rendered in a sandbox, every value is
escaped, and a placeholder that nobody fills is an error and not an empty spot.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import ReportError
from workbench.report.documents.comments import placed, plain
from workbench.report.model import Picture
from workbench.report.render.docx_package import described, repacked
from workbench.text import Language

_SIDE = 30  # longest side of a picture in a document, in millimetres
_PLACEHOLDER = re.compile(r"\{\{(?:r|p|tr|tc)?\s*([A-Za-z_][\w.]*)")
_LOOP = re.compile(r"\{%(?:tr|tc|p|r)?\s*for\s+(\w+)\s+in\s+([A-Za-z_][\w.]*)")
_CONDITION = re.compile(r"\{%(?:tr|tc|p|r)?\s*(?:el)?if\s+(?:not\s+)?([A-Za-z_][\w.]*)")
_PAGE_BREAK = re.compile(r"<w:lastRenderedPageBreak/>|<w:br w:type=\"page\"/>")


@dataclass(frozen=True)
class Asked:
    """A name that a template asks for, and the page it stands on as Word last laid it out."""

    name: str
    page: int


def fill(
    template: Path,
    values: Mapping[str, Any],
    title: str,
    language: Language,
    *,
    comments: bool = True,
    office: str = "",
) -> bytes:
    """Return the Word document that `template` gives with `values`, in `language`.

    What a signer must check becomes a comment, or with `comments` off nothing. `office`
    stands among the file's properties.

    Raises
    ------
    ReportError
        When the template cannot be opened, is broken, or asks for a value that
        does not exist: the message names it and its page. No half document.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    for asked in unknown(template, values):
        raise ReportError(
            "template_asks_unknown", template=template.name, name=asked.name, page=asked.page
        )
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(template)
        document.render(_placed(dict(values), document), environment, autoescape=True)
        placed(document.docx, keep=comments)
        described(document.docx, plain(title), language, office)
        buffer = io.BytesIO()
        document.save(buffer)
    except (TemplateError, ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise ReportError(
            "template_broken", template=template.name, detail=str(error)[:300]
        ) from error
    return repacked(buffer.getvalue(), office)


def unknown(template: Path, values: Mapping[str, Any]) -> list[Asked]:
    """Return every name that the template asks for and `values` does not hold."""
    loops: dict[str, str] = {}
    found: dict[Asked, None] = {}
    for name, alias, page in _asked(template):
        if not _exists(name, values, loops):
            found[Asked(name, page)] = None
        if alias:
            loops[alias] = name
    return list(found)


def _asked(template: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (name, loop variable, page) of every placeholder, in reading order."""
    try:
        with zipfile.ZipFile(template) as package:
            names = [n for n in package.namelist() if re.match(r"word/(document|header|footer)", n)]
            parts = [package.read(name).decode("utf-8") for name in sorted(names)]
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise ReportError(
            "template_broken", template=template.name, detail=str(error)[:300]
        ) from error
    for part in parts:
        page = 1
        for paragraph in part.split("</w:p>"):
            page += len(_PAGE_BREAK.findall(paragraph))
            text = re.sub(r"<[^>]+>", "", paragraph)
            for match in _LOOP.finditer(text):
                yield match[2], match[1], page
            for pattern in (_PLACEHOLDER, _CONDITION):
                for match in pattern.finditer(text):
                    yield match[1], "", page


def _exists(name: str, values: Mapping[str, Any], loops: Mapping[str, str]) -> bool:
    """Whether a dotted name leads to a value; rows of an empty list are not looked into."""
    head, *rest = name.split(".")
    seen: set[str] = set()
    while head in loops and head not in values and head not in seen:
        seen.add(head)
        source = loops[head].split(".")
        head, rest = source[0], [*source[1:], "*", *rest]
    if head == "loop":
        return True
    current: Any = values.get(head, _NOTHING)
    for part in rest:
        if part == "*":
            if not current:
                return True
            current = current[0]
        elif isinstance(current, Mapping) and part in current:
            current = current[part]
        else:
            return False
    return current is not _NOTHING


def _placed(value: Any, document: Any) -> Any:
    """Return the values with each picture as Word's own drawing, its words with it."""
    from docx.shared import Mm
    from docxtpl import InlineImage
    from markupsafe import escape

    class Shown(InlineImage):  # type: ignore[misc]  # docxtpl carries no types
        """A drawing that can be read aloud."""

        def _insert_image(self) -> str:
            drawing = str(super()._insert_image())
            # Without distances of its own a drawing gets those of the reader's program.
            drawing = drawing.replace("<wp:inline ", f"<wp:inline {_CLOSE} ", 1)
            return drawing.replace("<wp:docPr ", f'<wp:docPr descr="{escape(value.alt)}" ', 1)

    if isinstance(value, Picture):
        wide, data = value.width >= value.height, io.BytesIO(value.data)
        size = {"width" if wide else "height": Mm(_SIDE)}
        return Shown(document, data, **size)
    if isinstance(value, Mapping):
        return {key: _placed(item, document) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, document) for item in value]
    return value


_CLOSE = 'distT="0" distB="0" distL="0" distR="0"'
_NOTHING = object()
