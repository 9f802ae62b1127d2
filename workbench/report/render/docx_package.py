"""What every Word or Excel package made here has in common: no clock, a title, a language."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from workbench.text import Language

# A time for every file of the package: a Word document must not tell when it was filled.
_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255  # letters that Word's own format allows in a property
_TAGS: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}


def described(document: Any, title: str, language: Language) -> None:
    """Declare title and language of a Word document, and that nobody in person wrote it.

    The language is for spelling and for reading aloud.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    tag = _TAGS[language]
    properties = document.core_properties
    properties.author, properties.last_modified_by = "", ""
    properties.title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    properties.language = tag
    for shape in document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for old in shape.xpath("w:lang"):
            shape.remove(old)
        said = OxmlElement("w:lang")
        for kind in ("w:val", "w:eastAsia"):
            said.set(qn(kind), tag)
        shape.append(said)


def repacked(data: bytes) -> bytes:
    """Return a zip package with the same content and no clock in it."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(entry))
    return buffer.getvalue()
