"""The name of a file in an archive may be all that says what it was."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest


def archive(name: bytes, flag: bool = False) -> bytes:
    """Return a zip whose member's name is these bytes, with or without the flag for UTF-8."""
    stand_in = "x" * len(name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(stand_in, "rekaan")
    data = buffer.getvalue().replace(stand_in.encode(), name)
    if flag:
        at = data.index(b"PK\x01\x02") + 9
        data = data[:at] + b"\x08" + data[at + 1 :]
    return data


@pytest.mark.parametrize(
    ("name", "flag", "said"),
    [
        ("Foto “Kampanye” – café.jpg".encode(), False, "Foto “Kampanye” – café.jpg"),
        ("Foto “Kampanye” – café.jpg".encode(), True, "Foto “Kampanye” – café.jpg"),
        ("電子.jpg".encode(), False, "電子.jpg"),
        ("café.jpg".encode("cp437"), False, "café.jpg"),
        (b"surat.jpg", False, "surat.jpg"),
    ],
)
def test_names_are_utf8_where_they_are(facts: Any, name: bytes, flag: bool, said: str) -> None:
    found = facts("a.zip", archive(name, flag), "application/zip")
    assert found.value("archive", "Member") == f"{said} (6)"
