"""For each check a case in which it must speak, and a near miss in which it must not.

A pair is one function over a case folder under construction; `hit` chooses which of the two
it builds. What it returns is put beside the case: facts in place of those of the files,
phases of the calendar, pairs of duplicates.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from workbench.checks.run import Phase
from workbench.duplicates.pair import Duplicates, Pair
from workbench.metadata.fact import Fact

Build = Callable[[Any, Any, bool], dict[str, Any] | None]
PAIRS: dict[str, Build] = {}
CAMERA = {"Make": "Kamera Rekaan", "Model": "KR-7"}
TAKEN = "2024:09:27 10:00:00"
CASE = """
format: 1
zone: WIB
parties: [{id: P-1, role: pelapor}, {id: S-1, role: saksi}]
dates: {event: 27 September 2024, known: 4 Oktober 2024, reported: 9 Oktober 2024}
place: {latitude: "-3.3194", longitude: "104.91"}
"""
CHAT = "".join(f"{day}/09/24 08.00 - A: pesan hari {day}\n" for day in range(20, 31))
SCREENSHOT = "Screenshot_20240928-080000_WhatsApp.jpg"


def pair(code: str) -> Callable[[Build], Build]:
    def keep(build: Build) -> Build:
        assert code not in PAIRS, code
        PAIRS[code] = build
        return build

    return keep


def said(**fields: str) -> str:
    return said_of(fields)


def said_of(*rows: dict[str, str]) -> str:
    lines = ["format: 1", "exhibits:"]
    for number, row in enumerate(rows, 1):
        lines.append(f"  - id: B-{number:02d}")
        lines += [f'    {key}: "{value}"' for key, value in row.items()]
    return "\n".join(lines) + "\n"


def fact(source: str, name: str, value: str, kind: str = "text", where: str = "") -> Fact:
    typed = value if kind in {"number", "time"} else ""
    return Fact("B-01", "a.jpg", source, name, value, typed, kind, where)


def saved(size: tuple[int, int] = (64, 48), make: str = "Kamera Rekaan", **options: Any) -> bytes:
    block = Image.Exif()
    block[271], block[272] = make, "KR-7"
    block.get_ifd(0x8769)[40962], block.get_ifd(0x8769)[40963] = 64, 48
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, "JPEG", exif=block, **options)
    return buffer.getvalue()


def document(created: str, modified: str) -> bytes:
    core = f"<c><created>{created}</created><modified>{modified}</modified></c>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/document.xml", "<d/>")
    return buffer.getvalue()


@pair("IDENT-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("surat.pdf" if hit else "surat.jpg", photo())


@pair("IDENT-002")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo())
    if hit:
        (case.root / "evidence" / "b.jpg").symlink_to("a.jpg")


@pair("IDENT-003")
def _(case: Any, photo: Any, hit: bool) -> None:
    data = photo()
    digest = hashlib.sha256(data + b"x" * hit).hexdigest()
    case.exhibit("a.jpg", data).write("exhibits.yaml", said(file="a.jpg", sha256=digest))


@pair("IDENT-004")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.txt", b"" if hit else b"\n")


@pair("IDENT-005")
def _(case: Any, photo: Any, hit: bool) -> None:
    entity = b"<!DOCTYPE x [<!ENTITY a 'b'>]>" if hit else b""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", xmp=entity + b"<x/>")
    case.exhibit("a.jpg", buffer.getvalue())


@pair("IDENT-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo() + (b"PK\x03\x04" + b"x" * 90 if hit else bytes(94)))


@pair("IDENT-007")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo()[:-40] if hit else photo())


@pair("IDENT-008")
def _(case: Any, photo: Any, hit: bool) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    # An archive whose record does not end with the file is a stray string, no archive.
    case.exhibit("a.pdf", b"%PDF-1.4\n%%EOF\n" + buffer.getvalue() + b"\n" * (not hit))


@pair("READ-001")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    value = "picture_damaged" if hit else "picture_format"
    return {"facts": (fact("picture", "Unreadable", value, "failure"),)}


@pair("READ-002")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    value = "picture_format" if hit else "picture_damaged"
    return {"facts": (fact("picture", "Unreadable", value, "failure"),)}


@pair("READ-003")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    source = "reading" if hit else "xmp"
    return {"facts": (fact(source, "Unreadable", "timeout", "failure"),)}


@pair("READ-005")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    kind = "limit" if hit else "text"
    return {"facts": (fact("pdf", "NotRead", "pages 2000", kind),)}


@pair("TIME-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    made = "2024:10:10 12:00:00" if hit else "2024:10:10 01:00:00"  # the 9th where it is WIT
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=made))


@pair("TIME-002")
def _(case: Any, photo: Any, hit: bool) -> None:
    received = "26 September 2024" if hit else "27 September 2024"
    case.write("exhibits.yaml", said(file="a.jpg", received_at=received))
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=TAKEN))


@pair("TIME-003")
def _(case: Any, photo: Any, hit: bool) -> None:
    made = "2024:09:26 12:00:00" if hit else "2024:09:27 00:30:00"
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=made))


@pair("TIME-004")
def _(case: Any, photo: Any, hit: bool) -> None:
    made = "2024:09:28 12:00:00" if hit else "2024:09:28 00:30:00"  # the 27th where it is WIT
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=made))


@pair("TIME-005")
def _(case: Any, photo: Any, hit: bool) -> None:
    name = "IMG_20240927_101000.jpg" if hit else "IMG_20240927_100100.jpg"
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal=TAKEN))


@pair("TIME-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    name = "IMG-20240926-WA0001.jpg" if hit else "IMG-20240927-WA0001.jpg"
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal=TAKEN))


@pair("TIME-007")
def _(case: Any, photo: Any, hit: bool) -> None:
    other = "2024:09:28 10:00:00" if hit else "2024:09:27 10:00:30"
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=TAKEN, DateTimeDigitized=other))


@pair("TIME-008")
def _(case: Any, photo: Any, hit: bool) -> None:
    clock = "2024:09:27 17:24:00" if hit else "2024:09:27 17:05:00"
    satellite = {"GPSDateStamp": "2024:09:27", "GPSTimeStamp": (10.0, 0.0, 0.0)}
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=clock, at=(-3, 104), **satellite))


@pair("TIME-009")
def _(case: Any, photo: Any, hit: bool) -> None:
    published = "26 September 2024" if hit else "27 September 2024"
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=TAKEN))
    case.write("exhibits.yaml", said(file="a.jpg", published_at=published))


@pair("TIME-010")
def _(case: Any, photo: Any, hit: bool) -> None:
    known = "26 September 2024" if hit else "27 September 2024"
    case.write("case.yaml", CASE.replace("4 Oktober 2024", known))


def _phase(code: str, first: int, last: int) -> dict[str, Any]:
    start, end = (datetime(2024, 9, day, 17, tzinfo=UTC) for day in (first - 1, last))
    return {"phases": (Phase(code, start, end, "Kampanye"),)}


@pair("TIME-011")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.write("case.yaml", CASE)
    return _phase("campaign", 25, 27) if hit else _phase("campaign", 25, 26)


@pair("TIME-012")
def _(case: Any, photo: Any, hit: bool) -> None:
    changed = "2024-10-10T22:41:00Z" if hit else "2024-10-08T22:41:00Z"
    case.write("exhibits.yaml", said(file="a.docx", received_at="2024-10-09"))
    case.write("case.yaml", CASE).exhibit("a.docx", document("2024-09-20T01:00:00Z", changed))


@pair("TIME-013")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.write("case.yaml", CASE)
    return _phase("penetapan_calon", 28, 28) if hit else _phase("penetapan_calon", 27, 27)


@pair("TIME-014")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.write("case.yaml", CASE)
    day = "10" if hit else "09"
    changed = f"2024:10:{day} 23:00:00"
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=TAKEN, DateTime=changed))


@pair("PLACE-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.write("case.yaml", CASE)
    case.exhibit("a.jpg", photo(**CAMERA, at=(-3.35, 104.91) if hit else (-3.33, 104.91)))


@pair("PLACE-002")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo(**CAMERA, at=(0, 0) if hit else (0, 0.1)))


@pair("PLACE-003")
def _(case: Any, photo: Any, hit: bool) -> None:
    zone = {"OffsetTimeOriginal": "+07:00"}
    for name, clock, place in (("a", "10:00", (-3, 104)), ("b", "10:30", (-3, 106))):
        model = "KR-7" if hit or name == "a" else "KR-9"
        made = f"2024:09:27 {clock}:00"
        camera = {"Make": "Kamera Rekaan", "Model": model}
        case.exhibit(f"{name}.jpg", photo(**camera, DateTimeOriginal=made, **zone, at=place))


@pair("EDIT-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    software = "Adobe Photoshop 25.0" if hit else "A546EXXU9CXG8"
    case.exhibit("a.jpg", photo(**CAMERA, Software=software))


@pair("EDIT-002")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("IMG-20240927-WA0001.jpg" if hit else "IMG_20240927_100000.jpg", photo())


@pair("EDIT-003")
def _(case: Any, photo: Any, hit: bool) -> None:
    name = "IMG-20240927-WA0001.jpg"
    case.exhibit(name, photo())
    case.write("exhibits.yaml", said(file=name, originality="original" if hit else "copy"))


@pair("EDIT-004")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo() if hit else photo(**CAMERA))


@pair("EDIT-005")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    kind = "trainedAlgorithmicMedia" if hit else "digitalCapture"
    value = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    return {"facts": (fact("xmp", "DigitalSourceType", value),)}


@pair("EDIT-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    plain = photo()
    segment = b"\xff\xeb\x00\x0a" + (b"JP" if hit else b"XX") + bytes(6)
    case.exhibit("a.jpg", plain[:2] + segment + plain[2:])


@pair("EDIT-007")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", saved((64, 40) if hit else (48, 64)))  # turned is not cropped


@pair("EDIT-008")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    name = "BytesAfterSignature" if hit else "Signature"
    return {"facts": (fact("pdf", name, "400", "number", "Sig1"),)}


@pair("EDIT-009")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    return {"facts": (fact("office", "Macros" if hit else "Media", "yes"),)}


@pair("EDIT-010")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    return {"facts": (fact("pdf", "Revisions", "2" if hit else "1", "number"),)}


def _thumbnail(distance: int, covers: int, fits: int) -> dict[str, Any]:
    values = {"Distance": distance, "Covers": covers, "Fits": fits}
    return {
        "facts": tuple(
            fact("thumbnail", name, str(value), "number", "IFD1") for name, value in values.items()
        )
    }


@pair("EDIT-011")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    return _thumbnail(16, 50, 60) if hit else _thumbnail(16, 95, 65)


@pair("EDIT-012")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    return _thumbnail(12, 70, 90) if hit else _thumbnail(12, 90, 90)


@pair("EDIT-013")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", saved(make="Apple" if hit else "samsung", quality=90))


@pair("EDIT-014")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", saved(progressive=hit))


@pair("EDIT-015")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    value = "changed" if hit else "not_checked"
    return {"facts": (fact("c2pa", "Content", value, where="c2pa.hash.data"),)}


@pair("CHAT-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    other = CHAT.replace("pesan hari 27", "pesan lain") if hit else CHAT.replace("- A:", "- B:")
    case.exhibit("a.txt", CHAT.encode()).exhibit("b.txt", other.encode())


def _marked(line: str) -> Build:
    def build(case: Any, _photo: Any, hit: bool) -> None:
        other = "30/09/24 09.00 - A: pesan yang biasa\n"
        case.exhibit("a.txt", (CHAT + (line if hit else other)).encode())

    return build


PAIRS["CHAT-002"] = _marked("30/09/24 09.00 - A: Pesan ini telah dihapus\n")
PAIRS["CHAT-003"] = _marked("30/09/24 09.00 - A: jadi <Pesan ini diedit>\n")
PAIRS["CHAT-004"] = _marked("29/09/24 09.00 - A: mundur\n")
PAIRS["CHAT-005"] = _marked("30/09/24 09.00 - A: IMG-20240930-WA0001.jpg (file terlampir)\n")


@pair("CHAT-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    name = "IMG-20240930-WA0001.jpg"
    case.exhibit("a.txt", f"{CHAT}30/09/24 09.00 - A: {name} (file terlampir)\n".encode())
    made = "2024:09:30 12:00:00" if hit else "2024:09:30 09:30:00"  # another zone's clock
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal=made))


@pair("CHAT-007")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.txt", b"05/06/24 08.00 - A: x\n" if hit else b"05/05/24 08.00 - A: x\n")


@pair("CHAT-008")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit(SCREENSHOT if hit else SCREENSHOT.replace("WhatsApp", "Kalkulator"), photo())


@pair("CHAT-009")
def _(case: Any, photo: Any, hit: bool) -> None:
    chat = CHAT.replace("27/09/24 08.00 - A: pesan hari 27\n", "") if hit else CHAT
    case.exhibit("a.txt", chat.encode()).exhibit(SCREENSHOT, photo())
    case.write("exhibits.yaml", said(file=SCREENSHOT, published_at="27 September 2024"))


@pair("CHAT-010")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.txt", CHAT.encode()).exhibit(SCREENSHOT, photo())
    known = {} if hit else {"published_at": "27 September 2024"}
    case.write("exhibits.yaml", said(file=SCREENSHOT, **known))


@pair("CHAT-011")
def _(case: Any, photo: Any, hit: bool) -> None:
    chat = CHAT.replace("- A:", "- +62 812-0000-0003:")
    case.exhibit("a.txt", chat.encode()).exhibit(SCREENSHOT, photo())
    account = "0812 0000 0004" if hit else "0812 0000 0003"  # the same number, written at home
    case.write("exhibits.yaml", said(file=SCREENSHOT, account=account))


@pair("CHAT-012")
def _(case: Any, photo: Any, hit: bool) -> None:
    silent = "27" if hit else "29"  # a silent day on which nothing of the case happened
    chat = CHAT.replace(f"{silent}/09/24 08.00 - A: pesan hari {silent}\n", "")
    case.write("case.yaml", CASE).exhibit("a.txt", chat.encode())


@pair("CHAT-013")
def _(case: Any, photo: Any, hit: bool) -> None:
    lines = "[27/09/24 08.00.00] A: pesan\n" * (2 if hit else 9)
    first, last = (
        f"[27/09/24 08.00.0{n}] A: <terlampir: 000000{number}-PHOTO-2024-09-27-08-00-00.jpg>\n"
        for n, number in ((0, 10), (9, 20))
    )
    case.exhibit("a.txt", (first + lines + last).encode())


@pair("CHAT-014")
def _(case: Any, photo: Any, hit: bool) -> None:
    pasted = "[30/09 07.10] B: dukung nomor 2" if hit else "besok 30/09 07.10 kumpul di balai"
    case.exhibit("a.txt", f"{CHAT}30/09/24 09.00 - A: lihat ini:\n{pasted}\n".encode())


@pair("CHAT-015")
def _(case: Any, photo: Any, hit: bool) -> None:
    messages = [
        {"id": n, "type": "message", "date_unixtime": str(1727690000 + n), "from": "A", "text": "x"}
        for n in range(9)
    ]
    text = json.dumps({"name": "Grup Rekaan", "messages": messages})
    case.exhibit("result.json", (text[:-200] if hit else text).encode())


@pair("CLAIM-001")
def _(case: Any, photo: Any, hit: bool) -> None:
    taken = "27 September 2024 08.00" if hit else "27 September 2024 09.30"
    case.write("exhibits.yaml", said(file="a.jpg", taken_at=taken))
    zone = {"OffsetTimeOriginal": "+07:00"}
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=TAKEN, **zone))


@pair("CLAIM-002")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.write("exhibits.yaml", said(file="a.jpg", device="Redmi 9" if hit else "Galaxy A54"))
    case.exhibit("a.jpg", photo(Make="samsung", Model="SM-A546E"))


@pair("CLAIM-003")
def _(case: Any, photo: Any, hit: bool) -> None:
    person = "P-1" if hit else "S-1"  # another person may know earlier
    case.write("case.yaml", CASE)
    case.write(f"statements/{person}.yaml", f"person: {person}\nknown_at: 28 September 2024\n")


@pair("CLAIM-004")
def _(case: Any, photo: Any, hit: bool) -> None:
    captured = "3 Oktober 2024" if hit else "4 Oktober 2024"
    row = {"file": "a.jpg", "captured_by": "P-1", "captured_at": captured}
    case.write("case.yaml", CASE).write("exhibits.yaml", said(**row)).exhibit("a.jpg", photo())


@pair("CLAIM-005")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.write("case.yaml", CASE)
    basis = "dari_media" if hit else "melihat"
    case.write("statements/S-1.yaml", f"person: S-1\nrole: saksi\nbasis: {basis}\n")


@pair("CLAIM-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    row = {"file": "a.jpg", "kind": "tangkapan_layar", "captured_at": "28 September 2024"}
    case.exhibit("a.jpg", photo())
    case.write("exhibits.yaml", said(**row, **({} if hit else {"captured_by": "P-1"})))


@pair("CLAIM-007")
def _(case: Any, photo: Any, hit: bool) -> None:
    case.exhibit("a.jpg", photo()).write("exhibits.yaml", said(file="a.jpg", account="@akun.a"))
    owner = "akun.b" if hit else "Akun.A"
    case.write("identities.yaml", f"people:\n  - {{id: T-1, accounts: [{owner}]}}\n")


@pair("CLAIM-008")
def _(case: Any, photo: Any, hit: bool) -> None:
    data = photo()
    case.exhibit("a.jpg", data).exhibit("b.jpg", data if hit else photo(size=(64, 50)))
    rows = ({"file": "a.jpg", "taken_by": "P-1"}, {"file": "b.jpg", "taken_by": "S-1"})
    case.write("exhibits.yaml", said_of(*rows))


@pair("CLAIM-009")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo()).exhibit("b.jpg", photo())
    days = ("27 September 2024", "28 September 2024" if hit else "27 September 2024")
    rows = [{"file": f"{n}.jpg", "taken_at": day} for n, day in zip("ab", days, strict=True)]
    case.write("exhibits.yaml", said_of(*rows))
    return {"duplicates": Duplicates(pairs=(Pair("a.jpg", "b.jpg", "near", "phash256", 3, 0.98),))}


@pair("CLAIM-010")
def _(case: Any, photo: Any, hit: bool) -> None:
    dated = "8 Januari 2024" if hit else "16 Januari 2024"
    case.write("exhibits.yaml", said(file="a.docx", kind="dokumen", taken_at=dated))
    case.exhibit("a.docx", document("2024-01-16T13:47:05Z", "2024-01-16T14:02:30Z"))


@pair("CLAIM-011")
def _(case: Any, photo: Any, hit: bool) -> None:
    made = "2024-09-29T13:05:00Z" if hit else "2022-09-29T13:05:00Z"  # an old template
    case.write("case.yaml", CASE)
    case.write("exhibits.yaml", said(file="a.docx", received_from="P-1"))
    case.exhibit("a.docx", document(made, "2024-10-08T22:41:00Z"))


@pair("CLAIM-012")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo()).write("exhibits.yaml", said(file="a.jpg", taken_by="S-1"))
    people = "people:\n  - {id: S-1, name: Sari Rekaan, aliases: [operator desa]}\n"
    case.write("identities.yaml", people)
    return {"facts": (fact("pdf", "Author", "Budi" if hit else "Operator Desa"),)}


@pair("CLAIM-013")
def _(case: Any, photo: Any, hit: bool) -> None:
    changed = "2024-01-16T13:47:05Z" if hit else "2024-01-08T13:47:05Z"
    case.write("exhibits.yaml", said(file="a.docx", kind="dokumen", taken_at="8 Januari 2024"))
    case.exhibit("a.docx", document("2024-01-02T01:00:00Z", changed))


@pair("READ-006")
def _(case: Any, photo: Any, hit: bool) -> None:
    head = b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08moov"
    case.exhibit("a.mp4", head + (b"\0\0\x01\0mdat" if hit else b"\0\0\0\x48mdat") + bytes(64))


@pair("READ-007")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    name = "NeedsPassword" if hit else "Encrypted"
    return {"facts": (fact("pdf", name, "yes"),)}


@pair("TIME-015")
def _(case: Any, photo: Any, hit: bool) -> None:
    taken = "2024:09:30 24:00:00" if hit else "2024:09:30 23:59:59"
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=taken))


@pair("TIME-016")
def _(case: Any, photo: Any, hit: bool) -> None:
    # Of another zone at the most: 14 hours are one, 15 are none.
    clock = (5.0 if hit else 4.0, 22.0, 11.0)
    satellite = {"GPSDateStamp": "2005:02:14", "GPSTimeStamp": clock}
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal="2024:09:30 19:22:11", **satellite))


@pair("PLACE-004")
def _(case: Any, photo: Any, hit: bool) -> None:
    place = {"GPSLatitude": (3.0, 7.0, 30.0), "GPSLongitude": (104.0, 40.0, 12.0)}
    letters = {} if hit else {"GPSLatitudeRef": "S", "GPSLongitudeRef": "E"}
    case.exhibit("a.jpg", photo(**CAMERA, **place, **letters))


@pair("EDIT-016")
def _(case: Any, photo: Any, hit: bool) -> dict[str, Any]:
    case.exhibit("a.jpg", photo())
    words = "Screenshot" if hit else "Screenshot of the hall, see my note"
    return {"facts": (fact("exif", "UserComment", words),)}


GROUP = "".join(
    f"{day}/09/24 0{day - 20}.41 - {name}: {text}\n"
    for day, name, text in (
        (26, "B", "Besok ada acara di lapangan kecamatan."),
        (27, "A", "Semalam saya lihat beliau di panggung."),
        (28, "B", "Yang di lapangan itu ya, Pak?"),
        (29, "A", "Pesan ini dihapus"),
    )
)
SHOWN = (
    ("26 September 2024", "B", "Besok ada acara di lapangan kecamatan.", "06.41"),
    ("27 September 2024", "A", "Semalam saya lihat beliau di panggung.", "07.41"),
    ("28 September 2024", "B", "Yang di lapangan itu ya, Pak?", "08.41"),
    ("29 September 2024", "A", "Kita simpan dulu laporannya.", "09.41"),
)


def read_screen(case: Any, shown: tuple[tuple[str, str, str, str], ...], score: int = 990) -> None:
    """Put a picture into the case, and beside it what a machine would have read on it."""
    read_screens(case, shown, score=score)


def read_screens(case: Any, *screens: tuple[tuple[str, str, str, str], ...], score: int) -> None:
    readings = {}
    for number, shown in enumerate(screens):
        data = saved((64, 48 + number))
        case.exhibit(f"layar{number}.jpg", data)
        reading = {"surfaces": [as_read(shown, score)], "looked_at": 1, "unread": []}
        readings[hashlib.sha256(data).hexdigest()] = reading
    document = {"format": "1", "readers": {"rapidocr": "0"}, "version": "x", "readings": readings}
    case.write("readings.json", json.dumps(document))


def as_read(shown: tuple[tuple[str, str, str, str], ...], score: int) -> dict[str, Any]:
    lines: list[list[Any]] = []
    top = 1000
    for day, name, text, time in shown:
        lines.append([day, [4300, top, 5700, top + 150], 990, 0xFFFFFF, 0x777777,
                      [4200, top - 20, 5800, top + 170]])  # fmt: skip
        island = [300, top + 200, 7000, top + 900]
        for row, (words, ink) in enumerate(((name, 0xA03070), (text, 0x222222), (time, 0x888888))):
            left = 5900 if row == 2 else 400
            at = top + 250 + 200 * row
            box = [left, at, left + 700 * (1 + row % 2 * 5), at + 150]
            lines.append([words, box, score, 0xFFFFFF, ink, island])
        top += 1200
    return {"place": "", "reader": "rapidocr", "width": 720, "height": 1560, "lines": lines}


def against(case: Any, shown: tuple[tuple[str, str, str, str], ...], **fields: int) -> None:
    case.exhibit("grup.txt", GROUP.encode())
    read_screen(case, shown, **fields)


@pair("CHAT-016")
def _(case: Any, photo: Any, hit: bool) -> None:
    deleted = ("29 September 2024", "A", "Pesan ini dihapus", "09.41")
    against(case, SHOWN if hit else (*SHOWN[:3], deleted))


@pair("CHAT-017")
def _(case: Any, photo: Any, hit: bool) -> None:
    other = ("28 September 2024", "B", "Yang di kantor itu ya, Pak?", "08.41")
    against(case, (*SHOWN[:2], other, SHOWN[3]) if hit else SHOWN)


@pair("CHAT-018")
def _(case: Any, photo: Any, hit: bool) -> None:
    others = tuple((day, name, f"{text[::-1]} lain", time) for day, name, text, time in SHOWN)
    against(case, SHOWN if hit else others)


@pair("CHAT-019")
def _(case: Any, photo: Any, hit: bool) -> None:
    other = ("28 September 2024", "B", "Yang di kantor itu ya, Pak?", "08.41")
    against(case, (*SHOWN[:2], other, SHOWN[3]), score=899 if hit else 900)


@pair("CHAT-020")
def _(case: Any, photo: Any, hit: bool) -> None:
    read_screens(case, SHOWN[:3], SHOWN[1 if hit else 2 :], score=990)


@pair("CLAIM-014")
def _(case: Any, photo: Any, hit: bool) -> None:
    day = "3 Oktober 2024" if hit else "4 Oktober 2024"
    case.write("case.yaml", CASE)
    read_screen(case, ((day, "A", "Baik.", "09.41"),))
