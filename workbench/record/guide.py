"""The page inside each record that tells a stranger how to check it, in both languages."""

from __future__ import annotations

from pathlib import Path

from workbench.case import door
from workbench.record.finished import Finished
from workbench.text import Language, say
from workbench.text.visible import visible

PAGES: dict[Language, str] = {"id": "VERIFIKASI.txt", "en": "VERIFICATION.txt"}


def write(folder: Path, name: str, study: Finished) -> None:
    """Write both pages; the commands in them need only coreutils, or bagit-py."""
    for language, page in PAGES.items():
        text = say(
            "record.guide",
            language,
            record=name,
            number=visible(study.number or study.case.name),
            digest=study.digest,
            exhibits=len(study.exhibits),
        )
        door.create(folder / page, text.encode("utf-8"))
