"""Chat exports carry most neutrality cases; a misread date moves the whole timeline."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from workbench.metadata.chats.chat import DateOrder
from workbench.metadata.chats.whatsapp import parse

ANDROID_ID = """30/09/24 18.58 - \u200ePesan dan panggilan dienkripsi secara end-to-end.
30/09/24 18.58 - \u200eBu Rekaan membuat grup "Warga Rekaan"
30/09/24 19.22 - Bu Rekaan: Ayo dukung: nomor 2
lanjutan baris kedua
30/09/24 19.25 - Pak Rekaan: Pesan ini dihapus
01/10/24 07.01 - Bu Rekaan: IMG-20241001-WA0007.jpg (file terlampir)
01/10/24 07.03 - Pak Rekaan: <Media tidak disertakan>
01/10/24 07.05 - Bu Rekaan: Sudah saya perbaiki <Pesan ini diedit>
"""
IOS_EN = """[9/30/24, 7:22:11\u202fPM] Bu Rekaan: Ayo dukung nomor 2
[9/30/24, 7:25:00\u202fPM] Pak Rekaan: \u200eThis message was deleted.
[10/1/24, 7:01:09\u202fAM] Bu Rekaan: \u200e<attached: 00000012-PHOTO-2024-10-01-07-01-09.jpg>
[10/1/24, 12:03:00\u202fAM] Pak Rekaan: \u200eimage omitted
"""


def test_an_indonesian_android_export(facts: Any) -> None:
    found = facts("chat.txt", ANDROID_ID.encode(), "text/plain")
    assert found.value("chat", "Format") == "WhatsApp (android, dmy)"
    assert found.value("chat", "Group") == "Warga Rekaan"
    assert found.typed("chat", "FirstMessage") == "2024-09-30T18:58"
    assert found.typed("chat", "LastMessage") == "2024-10-01T07:05"
    assert found.typed("chat", "Messages") == "5"
    assert {one.value: one.typed for one in found.all("chat", "Participant")} == {
        "Bu Rekaan": "3",
        "Pak Rekaan": "2",
    }
    assert [one.locator for one in found.all("chat", "Deleted")] == ["line 5"]
    assert [one.locator for one in found.all("chat", "Edited")] == ["line 8"]
    assert found.value("chat", "Attached") == "IMG-20241001-WA0007.jpg"
    assert found.typed("chat", "Attached") == "2024-10-01T07:01"
    assert len(found.all("chat", "MediaOmitted")) == 1


def test_an_english_ios_export_with_the_month_first(facts: Any) -> None:
    found = facts("_chat.txt", IOS_EN.encode(), "text/plain")
    assert found.value("chat", "Format") == "WhatsApp (ios, mdy)"
    assert found.typed("chat", "FirstMessage") == "2024-09-30T19:22:11"
    assert found.value("chat", "Attached") == "00000012-PHOTO-2024-10-01-07-01-09.jpg"
    assert len(found.all("chat", "Deleted")) == 1
    assert [one.typed for one in found.all("chat", "OutOfOrder")] == ["2024-10-01T00:03:00"]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("30/09/24 19.22 - A: x", "2024-09-30T19:22:00"),
        ("30/09/2024 19:22 - A: x", "2024-09-30T19:22:00"),
        ("30/09/2024, 19:22 - A: x", "2024-09-30T19:22:00"),
        ("30/09/24 pukul 19.22 - A: x", "2024-09-30T19:22:00"),
        ("9/30/24, 7:22 PM - A: x", "2024-09-30T19:22:00"),
        ("9/30/24, 12:22 AM - A: x", "2024-09-30T00:22:00"),
        ("30.09.24, 19:22 - A: x", "2024-09-30T19:22:00"),
        ("2024-09-30, 19:22 - A: x", "2024-09-30T19:22:00"),
        ("30-09-2024 19.22 - A: x", "2024-09-30T19:22:00"),
        ("[30/09/24 19.22.11] A: x", "2024-09-30T19:22:11"),
        ("[30/09/24, 19.22.11] A: x", "2024-09-30T19:22:11"),
        ("[30/09/2024, 19:22:11] A: x", "2024-09-30T19:22:11"),
        ("[9/30/24, 7:22:11 PM] A: x", "2024-09-30T19:22:11"),
        ("[30/9/24 7:22:11 p.m.] A: x", "2024-09-30T19:22:11"),
    ],
)
def test_every_way_of_writing_the_time(line: str, iso: str) -> None:
    chat = parse(line + "\n")
    assert chat is not None
    assert [one.at and one.at.isoformat() for one in chat.messages] == [iso]
    assert chat.messages[0].sender == "A"
    assert chat.order is not None
    assert chat.order.is_certain


def test_day_and_month_are_told_apart_by_the_order_of_messages() -> None:
    american = "9/8/24, 7:00 AM - A: x\n9/9/24, 7:00 AM - A: x\n10/1/24, 7:00 AM - A: x\n"
    chat = parse(american)
    assert chat is not None
    assert chat.order == DateOrder("mdy", "sequence", is_certain=True)
    one_day = parse("01/02/24 19.22 - A: x\n")
    assert one_day is not None
    assert one_day.order == DateOrder("dmy", "custom", is_certain=False, other="mdy")


def test_an_ordinary_text_is_no_chat(facts: Any) -> None:
    assert (
        facts("a.txt", b"Rapat 30/09/2024 pukul 19.22 di balai\nA: hadir\n").all("chat", "Format")
        == []
    )


def test_a_zip_export_is_read_without_unpacking_the_rest(facts: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_chat.txt", IOS_EN)
        archive.writestr("00000012-PHOTO-2024-10-01-07-01-09.jpg", b"\xff\xd8\xff\xd9")
    found = facts("WhatsApp Chat.zip", buffer.getvalue(), "application/zip")
    assert found.value("chat", "Format") == "WhatsApp (ios, mdy)"
    assert found.all("chat", "FirstMessage")[0].locator.startswith("_chat.txt: ")


def test_two_exports_of_the_same_day_have_one_digest(facts: Any) -> None:
    one = facts("a.txt", ANDROID_ID.encode(), "text/plain").all("chat", "Day")
    renamed = ANDROID_ID.replace("Pak Rekaan", "+62 811-0000-0001")
    other = facts("b.txt", renamed.encode(), "text/plain").all("chat", "Day")
    changed = ANDROID_ID.replace("nomor 2", "nomor 1")
    third = facts("c.txt", changed.encode(), "text/plain").all("chat", "Day")
    assert [(day.typed, day.value) for day in one] == [(day.typed, day.value) for day in other]
    assert one[0].value != third[0].value
    assert one[1].value == third[1].value


def test_a_telegram_export_keeps_its_zone(facts: Any) -> None:
    export = {
        "name": "Grup Rekaan",
        "messages": [
            {"id": 1, "type": "service", "date_unixtime": "1727690000"},
            {
                "id": 2, "type": "message", "from": "Nama Rekaan", "date_unixtime": "1727698931",
                "edited_unixtime": "1727699000", "photo": "photos/photo_1@30-09-2024.jpg",
                "forwarded_from": "Kanal Rekaan",
            },
        ],
    }  # fmt: skip
    found = facts("result.json", json.dumps(export).encode(), "application/json")
    assert found.typed("chat", "FirstMessage") == "2024-09-30T12:22:11+00:00"
    assert found.value("chat", "Forwarded") == "Kanal Rekaan"
    assert found.typed("chat", "Edited") == "2024-09-30T12:23:20+00:00"
    assert found.value("chat", "Attached") == "photo_1@30-09-2024.jpg"
    page = (
        '<div class="page_header"></div><div class="pull_right date details" '
        'title="30.09.2024 19:22:11 UTC+07:00">19:22</div><div class="from_name">Nama &amp; R</div>'
    )
    found = facts("messages.html", page.encode(), "text/html")
    assert found.typed("chat", "FirstMessage") == "2024-09-30T19:22:11+07:00"
    assert found.value("chat", "Participant") == "Nama & R"
