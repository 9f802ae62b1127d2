"""What a reader meets in a Word document."""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document


def words(data: bytes) -> str:
    """Return all text of a Word document, foot included, without its comments."""
    document = Document(io.BytesIO(data))
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    for section in document.sections:
        found += [paragraph.text for paragraph in section.footer.paragraphs]
    return "\n".join(found)


def comments(data: bytes) -> list[str]:
    """Return the text of each comment."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/comments.xml" not in package.namelist():
            return []
        xml = package.read("word/comments.xml").decode()
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<w:comment .*?</w:comment>", xml)]
