"""A file that opens as two things can show one to the reviewer and another to somebody else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import pytest
from PIL import Image

from workbench.metadata.papers.polyglot import read


@dataclass(frozen=True)
class Held:
    relative: str
    data: bytes


def picture(comment: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", comment=comment)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("surat.pdf", b"%PDF-1.4 rekaan")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "also"),
    [
        (picture(b"%PDF-1.7 rekaan"), "image/jpeg", ["pdf"]),
        (picture(b"<script>rekaan</script>"), "image/jpeg", ["html"]),
        (b"OggS" + bytes(2000) + archive(), "audio/ogg", ["zip"]),
        (b"%PDF-1.4\n%%EOF\n" + archive(), "application/pdf", ["zip"]),
        (picture(b"biasa"), "image/jpeg", []),
        (archive(), "application/zip", []),  # an archive may hold a PDF openly
        (b"%PDF-1.4\n<html> in the text", "application/pdf", []),
        (b"<svg><script>1</script></svg>", "image/svg+xml", []),
        (b"Subject: <html> %PDF-1.4", "message/rfc822", []),
        (b"", None, []),
    ],
)
def test_what_else_a_file_opens_as(data: bytes, kind: str | None, also: list[str]) -> None:
    assert [one.value for one in read(Held("a", data), kind)] == also
