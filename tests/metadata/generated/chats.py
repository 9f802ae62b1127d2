"""Conversations: one and the same talk as each phone, clock and language exports it; and mails.

The forms follow exports of WhatsApp for Android and iPhone, in which a phone's language
and region decide over separators, the clock and the words for media; of Telegram Desktop;
and RFC 5322 mails. People and groups are invented.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from tests.metadata.generated.compound import outlook
from tests.metadata.generated.row import Row

TEXT, ZIP, JSON_TYPE, HTML, MAIL, MSG = (
    "text/plain", "application/zip", "application/json", "text/html", "message/rfc822",
    "application/vnd.ms-outlook",
)  # fmt: skip
C = "chat"
NARROW = "\u202f"  # stands before am and pm in newer exports
TALK = [
    (datetime(2024, 9, 30, 7, 5, 9, tzinfo=UTC), "Bu Rekaan", "Selamat pagi: rapat\nBawa undangan"),
    (datetime(2024, 9, 30, 19, 22, 11, tzinfo=UTC), "Pak Rekaan", "{deleted}"),
    (datetime(2024, 9, 30, 19, 25, 0, tzinfo=UTC), "Bu Rekaan", "{attached}"),
    (datetime(2024, 10, 1, 0, 3, 30, tzinfo=UTC), "Pak Rekaan", "{omitted}"),
    (datetime(2024, 10, 1, 12, 0, 1, tzinfo=UTC), "Pak Rekaan", "Sudah saya perbaiki {edited}"),
]  # fmt: skip
PHOTO = "IMG-20240930-WA0007.jpg"
WORDS = {
    ("android", "id"): {
        "deleted": "Pesan ini dihapus", "attached": f"{PHOTO} (file terlampir)",
        "omitted": "<Media tidak disertakan>", "edited": "<Pesan ini diedit>",
        "made": 'Bu Rekaan membuat grup "Warga Rekaan"',
    },
    ("android", "en"): {
        "deleted": "This message was deleted", "attached": f"{PHOTO} (file attached)",
        "omitted": "<Media omitted>", "edited": "<This message was edited>",
        "made": 'Bu Rekaan created group "Warga Rekaan"',
    },
    ("ios", "id"): {
        "deleted": "\u200ePesan ini telah dihapus.", "attached": f"\u200e<terlampir: {PHOTO}>",
        "omitted": "\u200egambar tidak disertakan", "edited": "\u200e<Pesan ini diedit>",
        "made": '\u200eBu Rekaan membuat grup "Warga Rekaan"',
    },
    ("ios", "en"): {
        "deleted": "\u200eThis message was deleted.", "attached": f"\u200e<attached: {PHOTO}>",
        "omitted": "\u200eimage omitted", "edited": "\u200e<This message was edited>",
        "made": '\u200eBu Rekaan created group “Warga Rekaan”',
    },
}  # fmt: skip


def talk(
    system: str, language: str, date: str, clock: str, *, group: bool = True, mark: str = ""
) -> bytes:
    """Return the talk as one phone exports it.

    Parameters
    ----------
    system, language
        ``android`` or ``ios``; ``id`` or ``en``.
    date, clock
        Forms of strftime; a lone ``#`` takes leading zeros away from what follows it.
    """
    said = WORDS[system, language]
    lines = []
    if group:
        lines.append((TALK[0][0].replace(hour=7, minute=0, second=0), "", said["made"]))
    lines += [(at, who, text.format(**said) if "{" in text else text) for at, who, text in TALK]
    found = []
    for at, who, text in lines:
        when = _shown(at, date), _shown(at, clock)
        android = f"{when[0]}{_SEP[language]}{when[1]} - "
        head = f"[{when[0]}, {when[1]}] " if system == "ios" else android
        found.append(f"{head}{who}: {text}" if who else f"{head}{text}")
    return (mark + "\n".join(found) + "\n").encode()


_SEP = {"id": " ", "en": ", "}


def _shown(at: datetime, form: str) -> str:
    first, *others = form.split("#")
    return at.strftime(first) + "".join(at.strftime(part).removeprefix("0") for part in others)


def zipped(make: Callable[[], bytes], member: str, **more: bytes) -> bytes:
    """Return a zip export: the text under its usual name, and media beside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, make())
        for name, content in more.items():
            archive.writestr(name.replace("_dot_", "."), content)
    return buffer.getvalue()


def _facts(system: str, seconds: bool, order: str = "dmy") -> dict[tuple[str, str], str | None]:
    """Return what the talk says, written out: only the seconds depend on the phone."""
    tail = (":09", ":01", ":11", ":00", ":30") if seconds else ("",) * 5
    first = "2024-09-30T07:00" + (":00" if seconds else "")
    return {
        (C, "Format"): f"WhatsApp ({system}, {order})",
        (C, "Group"): "Warga Rekaan",
        (C, "FirstMessage"): first,
        (C, "LastMessage"): f"2024-10-01T12:00{tail[1]}",
        (C, "Messages"): "5",
        (C, "Participants"): "2",
        (C, "Deleted"): f"2024-09-30T19:22{tail[2]}",
        (C, "Attached"): f"2024-09-30T19:25{tail[3]}",
        (C, "MediaOmitted"): f"2024-10-01T00:03{tail[4]}",
        (C, "Edited"): f"2024-10-01T12:00{tail[1]}",
        (C, "OutOfOrder"): None,
    }


PHONES = [
    ("android, id, 24", "android", "id", "%d/%m/%y", "%H.%M", False, "dmy"),
    ("android, id, 24, long year", "android", "id", "%d/%m/%Y", "%H.%M", False, "dmy"),
    ("android, id, 12", "android", "id", "%d/%m/%y", f"#%I.%M{NARROW}%p", False, "dmy"),
    ("android, en, 24", "android", "en", "%d/%m/%Y", "%H:%M", False, "dmy"),
    ("android, en, 12", "android", "en", "%d/%m/%Y", f"#%I:%M{NARROW}%p", False, "dmy"),
    ("android, en, 12, month first", "android", "en", "#%m/#%d/%y", f"#%I:%M{NARROW}%p", False,
     "mdy"),
    ("android, en, year first", "android", "en", "%Y-%m-%d", "%H:%M", False, "ymd"),
    ("ios, id, 24", "ios", "id", "%d/%m/%y", "%H.%M.%S", True, "dmy"),
    ("ios, id, 12", "ios", "id", "%d/%m/%y", f"#%I.%M.%S{NARROW}%p", True, "dmy"),
    ("ios, id, 24, long year", "ios", "id", "%d/%m/%Y", "%H.%M.%S", True, "dmy"),
    ("ios, en, 24", "ios", "en", "%d/%m/%Y", "%H:%M:%S", True, "dmy"),
    ("ios, en, 12, month first", "ios", "en", "#%m/#%d/%y", f"#%I:%M:%S{NARROW}%p", True, "mdy"),
]  # fmt: skip


def whatsapp() -> list[Row]:
    """Return each phone's export as text and as zip."""
    rows = []
    for name, system, language, date, clock, seconds, order in PHONES:
        make = partial(talk, system, language, date, clock)
        wanted = _facts(system, seconds, order)
        rows.append(Row(f"{name}, text.txt", make, TEXT, wanted))
        member = "_chat.txt" if system == "ios" else {
            "id": "Chat WhatsApp dengan Warga Rekaan.txt",
            "en": "WhatsApp Chat with Warga Rekaan.txt",
        }[language]  # fmt: skip
        rows.append(Row(f"{name}.zip", partial(zipped, make, member), ZIP, wanted))
    return rows


def telegram(**more: object) -> bytes:
    """Return Telegram Desktop's JSON: one message, and what `more` adds to it."""
    message = {
        "id": 7, "type": "message", "date": "2024-09-30T19:22:11",
        "date_unixtime": "1727698931", "from": "Bu Rekaan", "from_id": "user1",
        "text": "Selamat malam", **more,
    }  # fmt: skip
    service = {"id": 1, "type": "service", "date_unixtime": "1727690000", "action": "create_group"}
    export = {"name": "Warga Rekaan", "type": "private_group", "messages": [service, message]}
    return json.dumps(export, indent=1).encode()


def telegram_page(zone: str, forwarded: str = "") -> bytes:
    """Return Telegram Desktop's page of messages."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body>
<div class="page_header"><div class="content"><div class="text bold">Warga Rekaan</div></div></div>
<div class="message default clearfix" id="message7"><div class="body">
<div class="pull_right date details" title="30.09.2024 19:22:11{zone}">19:22</div>
<div class="from_name">Bu Rekaan</div>{forwarded}<div class="text">Selamat malam</div>
</div></div></body></html>""".encode()


def mail(*lines: str, body: str = "isi rekaan") -> bytes:
    """Return an e-mail with these header lines."""
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


PERSON = "From: Nama Rekaan <a@contoh.invalid>"
WAY = (
    "Received: from b.invalid by c.invalid; Mon, 30 Sep 2024 19:22:15 +0700",
    "Received: from a.invalid by b.invalid; Mon, 30 Sep 2024 12:22:12 +0000",
)
MULTI = 'Content-Type: multipart/mixed; boundary="x"'
PART = (
    '--x\r\nContent-Disposition: attachment; filename="undangan.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\nisi\r\n--x--\r\n"
)
HOUR = "2024-09-30T19:22:11+07:00"
SENT = {0x0039: "2024-09-30T12:22:11+00:00", 0x0E06: "2024-09-30T12:22:15+00:00"}
LETTER = {0x0037: "Undangan rekaan", 0x0C1A: "Nama Rekaan", 0x0E04: "Penerima Rekaan"}
M = "mail"
OTHERS = [
    Row("telegram.json", telegram, JSON_TYPE,
        {(C, "Format"): "Telegram (JSON)", (C, "Group"): "Warga Rekaan", (C, "Messages"): "1",
         (C, "FirstMessage"): "2024-09-30T12:22:11+00:00", (C, "Edited"): None}),
    Row("telegram edited", partial(telegram, edited_unixtime="1727699000"), JSON_TYPE,
        {(C, "Edited"): "2024-09-30T12:23:20+00:00"}),
    Row("telegram forwarded", partial(telegram, forwarded_from="Kanal Rekaan"), JSON_TYPE,
        {(C, "Forwarded"): "2024-09-30T12:22:11+00:00"}),
    Row("telegram with a photo", partial(telegram, photo="photos/photo_1.jpg"), JSON_TYPE,
        {(C, "Attached"): "2024-09-30T12:22:11+00:00"}),
    Row("telegram.html", partial(telegram_page, " UTC+07:00"), HTML,
        {(C, "Format"): "Telegram (HTML)", (C, "FirstMessage"): HOUR,
         (C, "Participant"): "1"}),
    Row("telegram page without a zone", partial(telegram_page, ""), HTML,
        {(C, "FirstMessage"): "2024-09-30T19:22:11", (C, "ForwardedMessages"): None}),
    Row("telegram page forwarded",
        partial(telegram_page, " UTC+09:00", '<div class="forwarded body"></div>'), HTML,
        {(C, "FirstMessage"): "2024-09-30T19:22:11+09:00", (C, "ForwardedMessages"): "1"}),
    Row("mail.eml", partial(mail, *WAY, PERSON, "Subject: Undangan",
                            "Date: Mon, 30 Sep 2024 19:22:11 +0700"), MAIL,
        {(M, "From"): "Nama Rekaan <a@contoh.invalid>", (M, "Date"): HOUR,
         (M, "Received"): "2024-09-30T12:22:12+00:00", (M, "Attachment"): None}),
    Row("mail with an encoded subject",
        partial(mail, *WAY, PERSON, "Subject: =?utf-8?b?VW5kYW5nYW4g4oCc4oCd?="), MAIL,
        {(M, "Subject"): "Undangan “”", (M, "Date"): None}),
    Row("mail with an attachment", partial(mail, *WAY, PERSON, "MIME-Version: 1.0", MULTI,
                                           body=PART), MAIL,
        {(M, "Attachment"): "application/pdf"}),
    Row("mail whose sender was not confirmed",
        partial(mail, WAY[0], "Authentication-Results: c.invalid; spf=fail; dkim=none", PERSON),
        MAIL, {(M, "SPFResult"): "fail", (M, "DKIMResult"): "none"}),
    Row("mail with its program", partial(mail, *WAY, PERSON, "X-Mailer: Program Rekaan 3",
                                         "Message-ID: <1@contoh.invalid>"), MAIL,
        {(M, "X-Mailer"): "Program Rekaan 3", (M, "Message-ID"): "<1@contoh.invalid>"}),
    Row("message.msg", partial(outlook, LETTER, SENT), MSG,
        {(M, "Subject"): "Undangan rekaan", (M, "SenderName"): "Nama Rekaan",
         (M, "To"): "Penerima Rekaan", (M, "Date"): "2024-09-30T12:22:11+00:00",
         (M, "Received"): "2024-09-30T12:22:15+00:00", (M, "Attachment"): None}),
    Row("message with its way", partial(outlook, {**LETTER, 0x007D: "\r\n".join((*WAY, PERSON,
        "Date: Mon, 30 Sep 2024 19:22:11 +0700", "X-Mailer: Program Rekaan 3", "", ""))}, SENT),
        MSG,
        {(M, "From"): "Nama Rekaan <a@contoh.invalid>", (M, "X-Mailer"): "Program Rekaan 3",
         (M, "Received"): "2024-09-30T12:22:12+00:00", (M, "Date"): HOUR}),
    Row("message with two attachments",
        partial(outlook, LETTER, SENT, ("undangan.pdf", "daftar.xlsx")), MSG,
        {(M, "Attachment"): "undangan.pdf"}),
    Row("message kept as a file later",
        partial(outlook, LETTER, {0x3007: "2024-10-08T22:41:00+00:00"}), MSG,
        {(M, "FileCreated"): "2024-10-08T22:41:00+00:00", (M, "Date"): None}),
]  # fmt: skip
ROWS = [*whatsapp(), *OTHERS]
