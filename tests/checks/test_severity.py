"""What is usual is worth a note; it asks for an answer only where people say otherwise."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from workbench.checks.run import run
from workbench.metadata.fact import Fact

CAMERA = {"Make": "Kamera Rekaan", "Model": "KR-7"}


def said(originality: str) -> str:
    return f"format: 1\nexhibits:\n  - {{id: B-01, file: a.jpg, originality: {originality}}}\n"


def shrunk() -> bytes:
    taken = Image.Exif()
    taken[271] = "Kamera Rekaan"
    taken.get_ifd(0x8769)[40962], taken.get_ifd(0x8769)[40963] = 64, 48
    buffer = io.BytesIO()
    Image.new("RGB", (32, 24)).save(buffer, "JPEG", exif=taken)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("originality", "severity"), [("original", "attention"), ("copy", "info"), ("unknown", "info")]
)
def test_saving_again_contradicts_only_a_claimed_original(
    case: Any, photo: Any, originality: str, severity: str
) -> None:
    case.write("exhibits.yaml", said(originality))
    case.exhibit("a.jpg", photo(**CAMERA, Software="Adobe Photoshop 25.0"))
    assert [one.severity for one in case.noticed()["EDIT-001"]] == [severity]
    case.exhibit("a.jpg", shrunk())
    assert [one.severity for one in case.noticed()["EDIT-007"]] == [severity]


def test_a_webp_named_jpg_is_a_note_and_a_jpeg_named_pdf_is_more(case: Any, photo: Any) -> None:
    case.exhibit("foto.jpg", photo("WEBP")).exhibit("surat.pdf", photo())
    graded = {one.exhibits[0]: one.severity for one in case.noticed()["IDENT-001"]}
    assert graded == {"B-01": "info", "B-02": "attention"}


@pytest.mark.parametrize(
    ("reason", "severity"), [("picture_format", "info"), ("picture_too_large", "attention")]
)
def test_a_raw_file_is_no_matter_and_a_giant_is(
    case: Any, photo: Any, reason: str, severity: str
) -> None:
    context = case.exhibit("a.jpg", photo()).context()
    fact = Fact("B-01", "a.jpg", "picture", "Unreadable", reason, kind="failure")
    found = [one for one in run(replace(context, facts=(fact,))) if one.code == "READ-002"]
    assert [one.severity for one in found] == [severity]


def test_attachments_alone_are_a_note(case: Any) -> None:
    context = case.exhibit("a.pdf", b"%PDF-1.4").context()
    attached = Fact("B-01", "a.pdf", "pdf", "Attachment", "x.xlsx", "", "text")
    script = Fact("B-01", "a.pdf", "pdf", "Script", "JavaScript", "", "text")
    for facts, severity in (((attached,), "info"), ((attached, script), "attention")):
        found = [o for o in run(replace(context, facts=facts)) if o.code == "EDIT-009"]
        assert [one.severity for one in found] == [severity]
