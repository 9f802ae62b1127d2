"""The evidence of the invented Pilkada report: seventeen exhibits with real things to find in them.

What is hidden where stands in the case's own ``README.md``.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageOps

from tests.examples.builder import scenes, screens
from tests.examples.builder.camera import Shot, exif, save_heic, save_jpeg
from tests.examples.builder.papers import WIB, letter, save_docx, save_pdf
from tests.examples.builder.recordings import save_pan, save_voice_note

CHAT = "WhatsApp Chat dengan Warga Bukit Merambai"

# Invented places lie in the open sea west of Sumatra, so that no real house is pointed at.
FIELD = (-4.601230, 101.334570)
POST = (-4.912860, 101.702140)

PHONE = Shot(
    taken="2024:09:27 16:12:04",
    offset="+07:00",
    make="samsung",
    model="SM-A546E",
    software="A546EXXS7CXF3",
    latitude=FIELD[0],
    longitude=FIELD[1],
    altitude=612,
    exposure=Fraction(1, 640),
)


def build(evidence: Path) -> None:
    """Write every exhibit of the case below `evidence`."""
    rally = scenes.rally()
    _camera(evidence, rally)
    _copies(evidence, rally)
    _screenshots(evidence, rally)
    _recordings(evidence, rally)
    _papers(evidence)
    _difficult(evidence, rally)


def _camera(evidence: Path, rally: Image.Image) -> None:
    save_jpeg(rally, evidence / "IMG_20240927_161204.jpg", replace(PHONE, thumbnail=rally))
    sign = Shot(
        taken="2024:09:27 16:31:47",
        offset="+07:00",
        make="samsung",
        model="SM-A546E",
        software="A546EXXS7CXF3",
        latitude=FIELD[0] - 0.0021,
        longitude=FIELD[1] + 0.0013,
        altitude=598,
    )
    for name in ("IMG_20240927_163147.jpg", "IMG_20240927_163147(1).jpg"):  # handed over twice
        save_jpeg(scenes.signpost(), evidence / name, sign, quality=82)
    brushes = Shot(
        taken="2024:09:26 10:30:12",
        offset="+07:00",
        make="Apple",
        model="iPhone 13",
        software="17.6.1",
        latitude=POST[0],
        longitude=POST[1],
        altitude=84,
        aperture=1.6,
        focal=5.1,
        iso=100,
    )
    save_heic(scenes.photograph("brushes"), evidence / "IMG_4471.HEIC", brushes)
    old = Shot(
        taken="2023:08:17 17:42:10",
        make="NIKON CORPORATION",
        model="NIKON D3500",
        software="Ver.1.01",
        aperture=8.0,
        focal=24.0,
        iso=200,
    )
    save_jpeg(scenes.old_field(), evidence / "DSC_0412.JPG", old)


def _copies(evidence: Path, rally: Image.Image) -> None:
    """Write the same photograph again: forwarded, mirrored, cropped and edited, downloaded."""
    forwarded = rally.resize((1600, 1600 * rally.height // rally.width), Image.Resampling.LANCZOS)
    save_jpeg(forwarded, evidence / "percakapan" / "IMG-20241002-WA0007.jpg", quality=60)
    mirrored = ImageOps.mirror(forwarded).resize((1080, 811), Image.Resampling.LANCZOS)
    save_jpeg(mirrored, evidence / "FB_IMG_1727447923512.jpg", quality=70)
    edited = Shot(
        taken="2024:09:27 16:12:04",
        changed="2024:10:03 20:15:33",
        make="samsung",
        model="SM-A546E",
        software="Adobe Photoshop 25.11 (Windows)",
        thumbnail=rally,
    )
    cropped = rally.crop((400, 500, 1600, 1240))
    save_jpeg(cropped, evidence / "foto_panggung_diperjelas.jpg", edited, quality=80)


def _screenshots(evidence: Path, rally: Image.Image) -> None:
    shot = screens.post(
        rally,
        clock="08.15",
        name="Rahmat Wira",
        when="27 September pukul 19.30",
        text="Alhamdulillah, sore yang ramai di Bukit Merambai. Bersama kita Lembayung Bangkit!",
    )
    save_jpeg(shot, evidence / "Screenshot_20241003-081522_Beranda.jpg", quality=82)
    talk = [
        screens.Message(
            "Pak Darma",
            "Semalam saya lihat Pak Kabid foto di panggung nomor 2.",
            "07.41",
            day="28 September 2024",
        ),
        screens.Message("Bu Sari", "Yang di Lapangan Bukit Merambai itu ya, Pak?", "07.43"),
        screens.Message("Pak Darma", "Iya. Kita simpan dulu, lapornya nanti saja.", "07.52"),
        screens.Message("", "Siap Pak, saya carikan fotonya yang jelas.", "07.58"),
        screens.Message("", "Ini fotonya, Pak.", "19.30", rally, "2 Oktober 2024"),
        screens.Message("Pak Darma", "Terima kasih, Bu.", "19.34"),
    ]
    shot = screens.chat(talk, clock="20.04", group="Warga Bukit Merambai")
    shot.save(evidence / "Screenshot_20241002-200411_Pesan.png", "PNG", optimize=True)


def _recordings(evidence: Path, rally: Image.Image) -> None:
    location = f"{FIELD[0]:+08.4f}{FIELD[1]:+09.4f}/"
    save_pan(
        rally,
        evidence / "VID_20240927_161540.mp4",
        created="2024-09-27T09:15:46.000000Z",
        location=location,
    )
    save_voice_note(evidence / "percakapan" / "PTT-20241002-WA0009.opus")
    chat = Path(__file__).with_name("chat.txt").read_bytes()
    (evidence / "percakapan" / f"{CHAT}.txt").write_bytes(chat)


def _papers(evidence: Path) -> None:
    save_pdf(
        evidence / "surat_keterangan_jabatan.pdf",
        letter("position"),
        created=datetime(2024, 10, 10, 9, 12, 40, tzinfo=WIB),
        author="Subbag Umum BKPSDM",
        creator="Microsoft® Word 2019",
    )
    save_docx(
        evidence / "kronologi_pelapor.docx",
        letter("chronology"),
        created=datetime(2024, 9, 29, 13, 5, 0, tzinfo=UTC),
        changed=datetime(2024, 10, 8, 22, 41, 0, tzinfo=UTC),
        author="darma.s",
        last_author="Sari",
        revision=7,
    )


def _difficult(evidence: Path, rally: Image.Image) -> None:
    """Write what is not what its name says, and what cannot be read to its end."""
    part = rally.crop((0, 700, 1500, 1500)).resize((1200, 640), Image.Resampling.LANCZOS)
    part.save(evidence / "unduhan-foto.jpg", "WEBP", quality=70, method=4)
    whole = io.BytesIO()
    broken = Shot(taken="2024:09:27 16:19:55", offset="+07:00", make="samsung", model="SM-A546E")
    size = (1200, 901)
    rally.resize(size, Image.Resampling.LANCZOS).save(
        whole, "JPEG", quality=80, exif=exif(broken, size)
    )
    data = whole.getvalue()
    (evidence / "IMG_20240927_161955.jpg").write_bytes(data[: len(data) * 2 // 5])
