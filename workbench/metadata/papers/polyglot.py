"""Files that are two things at once: the same bytes open as another kind, too.

Readers look for their mark at different ends: a PDF may begin anywhere in the first
kilobyte, a zip archive is found from its last bytes, a browser guesses from the first
ones. What else stands behind a picture's end is told by :mod:`workbench.metadata.pictures.trailer`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from workbench.metadata.containers import Data
from workbench.metadata.reading import Reading, SourceFile

SOURCE = "trailer"
# Where ISO 32000-1 (annex H) lets readers look for a PDF's header, and where zip's APPNOTE
# lets them look for its last record.
_PDF_HEAD, _ZIP_TAIL = 1024, 65_557
_SNIFFED = 512
_PAGE = re.compile(rb"<(?:!doctype html|html|script|body|iframe)[\s>]", re.IGNORECASE)
_MEDIA = ("image/", "audio/", "video/")
# Behind a picture the trailer's layer has named an archive already.
_BEFORE_ZIP = ("application/pdf", "audio/", "video/")


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield each other kind as which the file opens; nothing for what is one thing only."""
    kind, data = media_type or "", source.data
    # Archives and mails hold other files and do so openly; a drawing in XML may be a page.
    is_media = kind.startswith(_MEDIA) and kind != "image/svg+xml"
    if is_media and data.find(b"%PDF-", 0, _PDF_HEAD) >= 0:
        yield Reading(SOURCE, "AlsoOpensAs", "pdf", "", "text")
    if is_media and _PAGE.search(bytes(data[:_SNIFFED])):
        yield Reading(SOURCE, "AlsoOpensAs", "html", "", "text")
    if kind.startswith(_BEFORE_ZIP) and _is_zip(data):
        yield Reading(SOURCE, "AlsoOpensAs", "zip", "", "text")


def _is_zip(data: Data) -> bool:
    """Whether a zip archive's last record ends exactly where the file ends."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _ZIP_TAIL))
    if at < 0 or at + 22 > len(data):
        return False
    (comment,) = struct.unpack_from("<H", data, at + 20)
    return bool(at + 22 + comment == len(data))
