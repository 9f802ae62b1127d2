"""A study as a run would leave it, made by hand: every name, place and event is invented."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from PIL import Image, ImageOps
from skimage import data


def exhibit(number: int, path: str, media_type: str | None, **more: Any) -> dict[str, Any]:
    name = f"B-{number:02d}"
    return {
        "id": name,
        "path": path,
        "size": 41_233 + number * 391_877,
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "media_type": media_type,
        "extension_matches": True,
        "status": "ok",
        "reason": "",
        "claim": None,
        **more,
    }


def claim(number: int, path: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("taken_by", "device", "received_from", "url", "account", "captured_by", "note"), ""
    )
    dates = dict.fromkeys(("taken_at", "received_at", "published_at", "captured_at"))
    return {
        "id": f"B-{number:02d}",
        "file": path,
        "label": label,
        "kind": kind,
        **empty,
        **dates,
        "taken_place": {"name": "", "village": "", "district": "", "regency": ""},
        "originality": None,
        "shows": [],
        "sha256": None,
        "chain": [],
        **more,
    }


PARTIES = [
    {
        "id": "P-1",
        "role": "pelapor",
        "subject": None,
        "position": "warga",
        "agency": "",
        "note": "",
    },
    {
        "id": "T-1",
        "role": "terlapor",
        "subject": "asn_pns",
        "position": "Camat",
        "agency": "Pemerintah Kabupaten Sungai Rengas (rekaan)",
        "note": "Menjabat sejak Maret 2022 menurut P-1.",
    },
    {
        "id": "S-1",
        "role": "saksi",
        "subject": None,
        "position": "pedagang",
        "agency": "",
        "note": "",
    },
    {
        "id": "S-2",
        "role": "saksi",
        "subject": "perangkat_desa",
        "position": "",
        "agency": "",
        "note": "",
    },
]

CASE = {
    "format": "1",
    "number": "012/LP/PB/Kab/06.10/IX/2024",
    "title": "Dugaan keikutsertaan seorang camat dalam deklarasi bakal pasangan calon",
    "invented": True,
    "regime": "pilkada",
    "route": "laporan",
    "zone": "WIB",
    "rule_pack": "netralitas-2022",
    "office": {"name": "Bawaslu Kabupaten Sungai Rengas", "place": "Teluk Beringin"},
    "parties": PARTIES,
    "dates": {
        "event": "2024-09-14T19:30+07:00",
        "published": "2024-09-14",
        "first_seen": "2024-09-15T06:10+07:00",
        "known": "2024-09-15",
        "reported": "2024-09-19T10:05+07:00",
        "registered": None,
    },
    "place": {
        "name": "Lapangan Merdeka",
        "village": "Sungai Rengas Hulu",
        "district": "Teluk Beringin",
        "regency": "Sungai Rengas",
    },
    "allegation": (
        "Bahwa pada hari Sabtu, 14 September 2024 sekitar pukul 19.30 WIB, T-1 diduga hadir pada "
        "deklarasi bakal pasangan calon di Lapangan Merdeka, naik ke panggung, dan mengacungkan "
        "simbol jari yang dikenal sebagai simbol bakal pasangan calon tersebut.\n"
        "Foto kegiatan itu kemudian beredar pada grup percakapan dan satu akun media sosial."
    ),
    "norms": ["SKB-2022/A3", "UU20-2023/9(2)"],
}


def captured(number: int, path: str, **more: Any) -> dict[str, Any]:
    blank = {"at": "", "zone": "", "source": "", "make": "", "model": "", "software": ""}
    nowhere = {"latitude": None, "longitude": None, "orientation": None}
    return {"exhibit": f"B-{number:02d}", "path": path, **blank, **nowhere, **more}


def entry(start: str, end: str, kind: str, name: str, source: str, weight: int) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "kind": kind,
        "exhibit": name,
        "source": source,
        "stated": start,
        "reliability": weight,
    }


def observation(code: str, severity: str, *exhibits: str, **fields: str) -> dict[str, Any]:
    return {"code": code, "severity": severity, "exhibits": list(exhibits), "fields": fields}


@pytest.fixture(scope="session")
def pictures() -> dict[str, bytes]:
    """Real photographs (scikit-image's own, public domain or CC0), re-encoded."""
    crowd = Image.fromarray(data.coffee())
    person = Image.fromarray(data.astronaut())
    cat = Image.fromarray(data.chelsea())
    return {
        "foto/IMG_20240914_193312.jpg": _jpeg(crowd),
        "foto/IMG_20240914_193418.jpg": _jpeg(person),
        "kiriman/IMG-20240915-WA0003.jpg": _jpeg(crowd, 320),
        "kiriman/terbalik.jpg": _jpeg(ImageOps.mirror(crowd)),
        "tangkapan/unggahan akun.png": _jpeg(cat),
        "kiriman/potongan.jpg": _jpeg(person.crop((60, 0, 360, 300))),
    }


def _jpeg(image: Image.Image, longest: int = 640) -> bytes:
    image = image.convert("RGB")
    image.thumbnail((longest, longest))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


@pytest.fixture
def study() -> dict[str, Any]:
    """A laporan of a dozen exhibits, with likeness, contradictions and one unread file."""
    return make_study()


def make_study() -> dict[str, Any]:
    first, second = "foto/IMG_20240914_193312.jpg", "foto/IMG_20240914_193418.jpg"
    sent, mirrored = "kiriman/IMG-20240915-WA0003.jpg", "kiriman/terbalik.jpg"
    post, cropped = "tangkapan/unggahan akun.png", "kiriman/potongan.jpg"
    copied = "kiriman/salinan IMG_193312.jpg"
    chat, video = (
        "percakapan/Chat WhatsApp dengan Warga RT 012.txt",
        "video/VID-20240914-WA0007.mp4",
    )
    letter, broken = "surat/undangan deklarasi.pdf", "kiriman/rusak.jpg"
    exhibits = [
        exhibit(
            1,
            first,
            "image/jpeg",
            claim=claim(
                1,
                first,
                "T-1 di atas panggung deklarasi",
                "foto",
                taken_by="S-1",
                taken_at="2024-09-14T19:33+07:00",
                received_from="S-1",
                received_at="2024-09-19T10:20+07:00",
                originality="original",
                shows=["T-1"],
                chain=[
                    {
                        "giver": "S-1",
                        "receiver": "petugas penerima",
                        "at": "2024-09-19T10:20+07:00",
                        "how": "kartu memori disalin di hadapan S-1",
                    }
                ],
            ),
        ),
        exhibit(
            2,
            second,
            "image/jpeg",
            claim=claim(2, second, "T-1 mengangkat tangan", "foto", taken_by="S-1", shows=["T-1"]),
        ),
        exhibit(3, sent, "image/jpeg", claim=claim(3, sent, "Foto kiriman di grup warga", "foto")),
        exhibit(4, mirrored, "image/jpeg"),
        exhibit(
            5,
            post,
            "image/png",
            claim=claim(
                5,
                post,
                "Unggahan akun yang diduga milik T-1",
                "tangkapan_layar",
                url="https://contoh.invalid/p/8841",
                account="@camat.rekaan",
                captured_at="2024-09-15T06:14+07:00",
                captured_by="P-1",
                published_at="2024-09-14",
            ),
        ),
        exhibit(6, cropped, "image/jpeg", extension_matches=False),
        exhibit(7, copied, "image/jpeg"),
        exhibit(8, chat, "text/plain", claim=claim(8, chat, "Percakapan grup warga", "percakapan")),
        exhibit(9, video, "video/mp4", claim=claim(9, video, "Rekaman sambutan", "video")),
        exhibit(10, letter, "application/pdf", claim=claim(10, letter, "Undangan", "dokumen")),
        exhibit(
            11,
            broken,
            None,
            size=20_480,
            sha256=None,
            extension_matches=None,
            status="unreadable",
            reason="read_error",
        ),
    ]
    camera = {"source": "exif", "make": "samsung", "model": "SM-A155F", "zone": "WIB"}
    here = {"latitude": -3.319412, "longitude": 104.914511, "orientation": 1}
    return {
        "format": "1",
        "case": CASE,
        "exhibits": exhibits,
        "facts": [
            {
                "exhibit": f"B-{number:02d}",
                "path": path,
                "source": source,
                "name": f"Field{index}",
                "value": "x",
                "typed": "",
                "kind": "",
                "locator": "",
            }
            for number, path, source, count in (
                (1, first, "exif", 21),
                (1, first, "filename", 1),
                (2, second, "exif", 21),
                (3, sent, "filename", 1),
                (9, video, "container", 6),
                (10, letter, "pdf", 5),
            )
            for index in range(count)
        ],
        "captured": [
            captured(
                1, first, at="2024-09-14T19:33:12+07:00", software="A155FXXS4BXK2", **camera, **here
            ),
            captured(
                2,
                second,
                at="2024-09-14T19:34:18+07:00",
                software="A155FXXS4BXK2",
                **camera,
                **here,
            ),
            captured(9, video, at="2019-04-02T11:02:00", source="container"),
            captured(10, letter, at="2024-09-10T02:11:00+00:00", zone="UTC", source="pdf"),
        ],
        "timeline": [
            entry("2024-09-14T12:30:00Z", "2024-09-14T12:31:00Z", "event", "", "case.yaml", 3),
            entry("2024-09-14T12:33:12Z", "2024-09-14T12:33:13Z", "captured", "B-01", "exif", 2),
            entry("2024-09-14T12:34:18Z", "2024-09-14T12:34:19Z", "captured", "B-02", "exif", 2),
            entry("2024-09-13T17:00:00Z", "2024-09-14T17:00:00Z", "published", "", "case.yaml", 3),
            entry(
                "2024-09-13T17:00:00Z",
                "2024-09-14T17:00:00Z",
                "published",
                "B-05",
                "exhibits.yaml",
                3,
            ),
            entry("2024-09-14T17:00:00Z", "2024-09-15T17:00:00Z", "sent", "B-03", "filename", 4),
            entry("2024-09-14T23:10:00Z", "2024-09-14T23:11:00Z", "first_seen", "", "case.yaml", 3),
            entry(
                "2024-09-14T23:14:00Z",
                "2024-09-14T23:15:00Z",
                "captured",
                "B-05",
                "exhibits.yaml",
                3,
            ),
            entry("2024-09-14T17:00:00Z", "2024-09-15T17:00:00Z", "known", "", "case.yaml", 3),
            entry(
                "2019-04-01T22:02:00Z", "2019-04-02T14:02:00Z", "captured", "B-09", "container", 4
            ),
            entry("2024-09-10T02:11:00Z", "2024-09-10T02:11:01Z", "modified", "B-10", "pdf", 3),
            entry(
                "2024-09-19T03:20:00Z",
                "2024-09-19T03:21:00Z",
                "received",
                "B-01",
                "exhibits.yaml",
                3,
            ),
            entry("2024-09-19T03:05:00Z", "2024-09-19T03:06:00Z", "reported", "", "case.yaml", 1),
        ],
        "duplicates": {
            "groups": [
                {"kind": "exact", "members": [first, copied]},
                {"kind": "near", "members": [first, sent, mirrored, copied]},
                {"kind": "part", "members": [second, cropped]},
            ],
            "pairs": [
                _pair(first, copied, "exact", "sha256", 0, 1.0),
                _pair(first, sent, "near", "phash256", 4, 0.96875),
                _pair(first, mirrored, "near", "phash256", 2, 0.984375, "mirror"),
                _pair(second, cropped, "part", "phash256-trim", 9, 0.93, "contains"),
            ],
        },
        "observations": [
            observation("UNIT-1", "info", "B-03"),
            observation("UNIT-2", "serious", "B-09"),
            observation("UNIT-3", "attention", "B-11"),
        ],
        "statements": [
            {
                "format": "1",
                "person": "S-1",
                "role": "saksi",
                "at": "2024-09-20T09:00+07:00",
                "mode": "tatap_muka",
                "sworn": True,
                "basis": "melihat",
                "known_at": "2024-09-14",
                "document": "",
                "summary": "Melihat T-1 naik ke panggung dan memotretnya dua kali.",
                "passages": [
                    {
                        "quote": "Saya berdiri sekitar sepuluh meter dari panggung.",
                        "locator": "pertanyaan 7",
                        "basis": "melihat",
                        "known_at": None,
                    }
                ],
            },
            {
                "format": "1",
                "person": "P-1",
                "role": "pelapor",
                "at": "2024-09-20",
                "mode": None,
                "sworn": None,
                "basis": "dari_media",
                "known_at": "2024-09-12",
                "document": "",
                "summary": "Mengetahui kegiatan itu dari unggahan.",
                "passages": [],
            },
        ],
        "kajian": {},
    }


def _pair(
    a: str, b: str, kind: str, method: str, distance: int, score: float, transform: str = ""
) -> dict[str, Any]:
    return {
        "a": a,
        "b": b,
        "kind": kind,
        "method": method,
        "distance": distance,
        "score": score,
        "transform": transform,
    }
