"""The evidence of the invented Pemilu finding: a village head's decision and two boards.

What is hidden where stands in the case's own ``README.md``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from tests.examples.builder import scenes, screens
from tests.examples.builder.camera import Shot, save_jpeg
from tests.examples.builder.papers import WIB, letter, save_docx, save_pdf

VILLAGE = (-4.733410, 101.511020)

WATCHER = Shot(
    taken="2024:01:14 09:27:18",
    offset="+07:00",
    make="Xiaomi",
    model="Redmi Note 12",
    software="MIUI 14",
    latitude=VILLAGE[0],
    longitude=VILLAGE[1],
    altitude=21,
)


def build(evidence: Path) -> None:
    """Write every exhibit of the case below `evidence`."""
    _report(evidence)
    _decision(evidence)
    _photographs(evidence)
    _group(evidence)
    _minutes(evidence)


def _report(evidence: Path) -> None:
    save_pdf(
        evidence / "LHP_017_Panwascam_Muara_Rengas.pdf",
        letter("supervision"),
        created=datetime(2024, 1, 15, 8, 3, 11, tzinfo=WIB),
        author="panwascam-mr",
        creator="LibreOffice 7.3",
    )


def _decision(evidence: Path) -> None:
    """Write a decision dated 8 January whose file was made eight days later."""
    save_pdf(
        evidence / "SK_Kepala_Desa_141-03-2024.pdf",
        letter("decision"),
        created=datetime(2024, 1, 16, 20, 47, 5, tzinfo=WIB),
        changed=datetime(2024, 1, 16, 21, 2, 30, tzinfo=WIB),
        author="operator desa",
        creator="Microsoft® Word 2016",
    )


def _photographs(evidence: Path) -> None:
    save_jpeg(scenes.wall(), evidence / "IMG_20240114_092718.jpg", WATCHER)
    river = replace(
        WATCHER,
        taken="2024:01:14 10:41:53",
        latitude=VILLAGE[0] + 0.0042,
        longitude=VILLAGE[1] - 0.0061,
        altitude=12,
    )
    save_jpeg(scenes.riverside(), evidence / "IMG_20240114_104153.jpg", river)
    meeting = Shot(taken="2024:01:10 20:16:00", make="OPPO", model="CPH2477")
    cup = scenes.photograph("coffee").resize((1200, 800), Image.Resampling.LANCZOS)
    save_jpeg(cup, evidence / "IMG20240110201600.jpg", meeting, quality=80)


def _group(evidence: Path) -> None:
    talk = [
        screens.Message(
            "Kades TA",
            "Assalamualaikum bapak ibu perangkat. (CONTOH REKAAN)",
            "07.05",
            day="12 Januari 2024",
        ),
        screens.Message(
            "Kades TA",
            "Papan nomor 5 hari ini dipasang di kantor dan tepi sungai. Mohon dibantu.",
            "07.06",
        ),
        screens.Message("Kaur Umum", "Siap Pak Kades.", "07.11"),
        screens.Message("Kasi Pem", "Suratnya menyusul ya Pak?", "07.20"),
        screens.Message("Kades TA", "Iya, nanti dibuatkan. Tanggalnya kita samakan.", "07.24"),
        screens.Message("", "Baik Pak.", "07.31"),
    ]
    shot = screens.chat(talk, clock="09.48", group="Perangkat Tanjung Arum")
    save_jpeg(shot, evidence / "Screenshot_20240114-094802.jpg", quality=82)


def _minutes(evidence: Path) -> None:
    save_docx(
        evidence / "BA_klarifikasi_S-1.docx",
        letter("clarification"),
        created=datetime(2024, 1, 18, 3, 2, 0, tzinfo=UTC),
        changed=datetime(2024, 1, 18, 4, 55, 0, tzinfo=UTC),
        author="staf-pp",
        last_author="staf-pp",
        revision=3,
    )
