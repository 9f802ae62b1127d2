"""What every Word or Excel package made here has in common: no clock, a title, an office.

The libraries that write these files put their own template's life into them: a day in 2013, a
picture of an empty page, the name of another program. Whoever examines the office's papers, with
this program for instance, must not read that as theirs.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from workbench.text import Language

# A time for every file of the package: a Word document must not tell when it was filled.
_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255  # letters that Word's own format allows in a property
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
#: The program that made the file, as its own properties name it.
PROGRAM = "kajian-workbench"
# A picture of the library's empty template, and what ties it to the package.
_THUMBNAIL = re.compile(r"docProps/thumbnail\.\w+")
_TIE = re.compile(rb"<Relationship\b[^>]*Target=\"/?docProps/thumbnail\.\w+\"[^>]*/>")
_LIFE = re.compile(
    rb"<dcterms:(created|modified)\b[^>]*(?:/>|>[^<]*</dcterms:\1>)|<cp:(revision|lastPrinted|lastModifiedBy)>[^<]*</cp:\2>"
)
# Dots that stand for a number which nobody gave yet.
_UNFILLED = re.compile(r"[\s._…]+$")
_TAGS: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}


def described(document: Any, title: str, language: Language, office: str = "") -> None:
    """Declare title, language and office of a Word document, and no person as its author.

    The language is for spelling and for reading aloud.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    tag = _TAGS[language]
    properties = document.core_properties
    title = _UNFILLED.sub("", title)
    properties.author, properties.last_modified_by = office[:_LONGEST], ""
    properties.title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    properties.language = tag
    for shape in document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for old in shape.xpath("w:lang"):
            shape.remove(old)
        said = OxmlElement("w:lang")
        for kind in ("w:val", "w:eastAsia"):
            said.set(qn(kind), tag)
        shape.append(said)


def repacked(data: bytes, office: str = "") -> bytes:
    """Return a zip package with the same content, no clock in it, and whose it is.

    Parameters
    ----------
    office
        Stands as company among the properties; may be empty.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if _THUMBNAIL.fullmatch(entry.filename):
                continue
            info = zipfile.ZipInfo(entry.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, _own(entry.filename, source.read(entry), office))
    return buffer.getvalue()


def _own(name: str, content: bytes, office: str) -> bytes:
    """Return a member without what the library's template says of itself."""
    if name == _CORE:
        return _LIFE.sub(b"", content)
    if name == _APP:
        company = f"<Company>{escape(office)}</Company>" if office else ""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
            '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            f"<Application>{PROGRAM}</Application>{company}</Properties>"
        ).encode()
    return _TIE.sub(b"", content) if name == "_rels/.rels" else content
