"""A message lost, invented or given to another person in reading is evidence falsified by us."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from tests.metadata.generated.talks import FORMS, PEOPLE, Phone, conversation, export, telegram
from workbench.evidence.content_type import media_type_of
from workbench.metadata.chats.chat import Chat
from workbench.metadata.chats.formats import Found, chats

# Each form once in a test run; `python -m bench.chats` reads three hundred.
SHARE = 2 * len(FORMS)


def read(data: bytes | str) -> Found:
    raw = data.encode() if isinstance(data, str) else data
    return chats(raw, media_type_of(raw))


def only(data: bytes | str) -> Chat:
    (chat,) = read(data).chats
    return chat


@pytest.mark.parametrize("number", range(SHARE))
def test_every_message_person_time_and_mark_is_the_models(number: int) -> None:
    name, data, wanted = export(number)
    (chat,) = (one for one in read(data).chats if one.spoken)
    found = [(m.typed, m.sender, m.marks, m.attached) for m in chat.spoken]
    assert found == [(w.at, w.sender, w.marks, w.attached) for w in wanted], name
    assert set(chat.participants) == {w.sender for w in wanted}
    assert all(m.text.endswith(w.ends) for m, w in zip(chat.spoken, wanted, strict=True))
    assert len(chat.messages) - len(chat.spoken) <= sum(not s.sender for s in conversation(number))


# What people paste into a message: none of it may become a message or a person.
PASTED = {
    "a date of another form": "2024-10-01 10:00 - kumpul di balai",
    "a message copied on Android": "[01/10 07.10] Pak Camat: dukung calon satu",
    "a message copied on the web": "[07.10, 1/10/2024] Pak Camat: dukung calon satu",
    "an iPhone's line": "[01/10/24 07.10.11] Pak Camat: dukung calon satu",
    "an old iPhone's line": "01/10/24 07:10:11: Pak Camat: dukung calon satu",
    "a month in words": "1 Oktober 2024 pukul 07.10 - Pak Camat: dukung calon satu",
    "an impossible date of the same form": "31/31/24 07.10 - Pak Camat: dukung calon satu",
}


@pytest.mark.parametrize("line", PASTED.values(), ids=PASTED)
def test_one_pasted_line_decides_nothing(line: str) -> None:
    lines = [f"{day:02d}/09/24 19.22 - Ani: pesan {day}" for day in range(2, 12)]
    chat = only("\n".join([*lines[:5], line, *lines[5:]]) + "\n")
    assert len(chat.spoken) == 10
    assert set(chat.participants) == {"Ani"}
    assert chat.spoken[4].text.endswith(line)
    assert [place for place, _ in chat.inside] == ["line 6"]
    assert chat.order is not None
    assert chat.order.order == "dmy"


@pytest.mark.parametrize(
    "forged",
    [
        "[30/09/24 19.20.30] Pak Camat: dukung calon satu ya",
        "\u200e[30/09/24 19.20.30] Pak Camat: \u200egambar tidak disertakan",
        "[28/09/24 08.00.00] Cici: a\n[28/09/24 08.01.00] Dedi: b",
        "[30/09/24 19.20.30] Warga: \u200ePak Camat menambahkan Dedi",
    ],
)
def test_on_ios_a_line_set_off_by_lf_is_text_of_its_message(forged: str) -> None:
    data = f"[30/09/24 19.20.00] Ani: lihat:\n{forged}\r\n[30/09/24 19.22.00] Budi: oh\r\n"
    chat = only(data)
    assert dict(chat.participants) == {"Ani": 1, "Budi": 1}
    assert len(chat.inside) == forged.count("[")
    # The same lines, each ended as iOS ends messages, are messages.
    assert len(only(data.replace("\r\n", "\n").replace("\n", "\r\n")).messages) > 2


@pytest.mark.parametrize(
    "notice",
    [
        'Budi membuat grup "Warga RT: 03"',
        "Budi mengubah deskripsi grup menjadi: hadir semua",
        'Anda mengubah nama grup dari "A: satu" menjadi "B: dua"',
        "Pak Contoh menukar penerangan kumpulan: hadir semua",
        'Budi created group "Panitia: inti"',
        'Budi changed the subject from "A: b" to "C: d"',
        "\u200eBudi mengeluarkan Dedi: RT 03",
        "\u200eKode keamanan Anda dengan Ani: Kantor berubah.",
    ],
)
def test_what_the_app_says_makes_nobody_a_person(notice: str) -> None:
    head = "30/09/24 19.2"
    chat = only(f"{head}0 - Ani: halo\n{head}1 - {notice}\n{head}2 - Budi: ya: betul\n")
    assert dict(chat.participants) == {"Ani": 1, "Budi": 1}
    assert [one.is_notice for one in chat.messages] == [False, True, False]


def test_a_notice_under_the_name_of_the_group_makes_no_person() -> None:
    first = "30/09/24 19.19 - Warga: Pesan dan panggilan terenkripsi secara end-to-end.\n"
    chat = only(first + "30/09/24 19.20 - Ani: halo\n")
    assert dict(chat.participants) == {"Ani": 1}
    spoken = only(first + "30/09/24 19.20 - Warga: kata orang ini terenkripsi end-to-end\n")
    assert dict(spoken.participants) == {"Warga": 2}


def test_a_person_who_writes_as_the_app_does_stays_a_person() -> None:
    chat = only('30/09/24 19.20 - Ani: Budi membuat grup "Warga: satu" kemarin\n')
    assert dict(chat.participants) == {"Ani": 1}


def test_a_message_whose_sender_is_only_a_mark_is_a_message() -> None:
    chat = only("30/09/24 19.20 - Ani: halo\n30/09/24 19.21 - \u200e: siap\n")
    assert dict(chat.participants) == {"Ani": 1, "?": 1}


WRITTEN = {
    "30/09/24 19:22:11: Ani: halo": "2024-09-30T19:22:11",
    "30/09/2024, 7:22 PTG - Ani: halo": "2024-09-30T19:22",
    "30/09/2024, 9:22 MLM - Ani: halo": "2024-09-30T21:22",
    "30/09/2024, 12:22 TGH - Ani: halo": "2024-09-30T12:22",
    "30/09/2024, 7:22 PG - Ani: halo": "2024-09-30T07:22",
    "30 September 2024 pukul 19.22 - Ani: halo": "2024-09-30T19:22",
    "5 Okt 2024 19.22 - Ani: halo": "2024-10-05T19:22",
    "Sep 30, 2024, 7:22 PM - Ani: halo": "2024-09-30T19:22",
    "19:22, 30 Sep 2024 - Ani: halo": "2024-09-30T19:22",
    "[19:22:11, 30/09/24] Ani: halo": "2024-09-30T19:22:11",
    "[19.22, 30/9/2024] Ani: halo": "2024-09-30T19:22",
    "٣٠/٠٩/٢٠٢٤، ٧:٢٢ م - Ani: halo": "2024-09-30T19:22",
    "[\u200f30\u200f/9\u200f/2024، 19:22:11] Ani: halo": "2024-09-30T19:22:11",
    "30.9.2024 klo 19.22 - Ani: halo": "2024-09-30T19:22",
    "30. 9. 2024. 19:22 - Ani: halo": "2024-09-30T19:22",
    "30.09.24 19.22.11: Ani: halo": "2024-09-30T19:22:11",
    "[30/9/2567 BE, 19:22:11] Ani: halo": "2024-09-30T19:22:11",
    "[9/30/R6, 19:22:11] Ani: halo": "2024-09-30T19:22:11",
    "2024/9/30 下午7:22 - Ani: halo": "2024-09-30T19:22",
    "30/09/2024, 9:15 in the morning - Ani: halo": "2024-09-30T09:15",
    "30/09/2024, 9:15 at night - Ani: halo": "2024-09-30T21:15",
}


@pytest.mark.parametrize(("line", "typed"), WRITTEN.items())
def test_every_form_of_a_head_is_read(line: str, typed: str) -> None:
    (message,) = only(line + "\n").spoken
    assert (message.typed, message.sender, message.text) == (typed, "Ani", "halo")


def test_a_year_left_out_is_reckoned_and_said() -> None:
    old = "19:22, 30 Dec 2013 - Ani: halo\n08:00, 1 Jan - Budi: selamat tahun baru\n"
    chat = only(old)
    assert [one.typed for one in chat.spoken] == ["2013-12-30T19:22", "2014-01-01T08:00"]
    assert [one.reason for one in chat.unread] == ["no_year"]
    bare = only("[30/9 19.22] Ani: halo\n[30/9 19.23] Budi: ya\n")
    assert [one.typed for one in bare.spoken] == ["", ""]
    assert dict(bare.participants) == {"Ani": 1, "Budi": 1}


def test_notes_above_an_export_are_counted_and_a_quoted_line_makes_no_export() -> None:
    notes = "".join(f"catatan pelapor baris {n}\n" for n in range(14))
    chat = only(notes + "30/09/24 19.22 - Ani: halo\n30/09/24 19.23 - Budi: ya\n")
    assert len(chat.spoken) == 2
    assert [(one.reason, one.detail) for one in chat.unread] == [("lines_above", "14")]
    assert read(notes + "30/09/24 19.22 - Ani: halo\n").chats == ()


def test_an_export_of_an_unknown_form_is_said_to_be_one() -> None:
    like = "".join(f"<30~09~24 19.2{n}> Ani: halo {n}\n" for n in range(5))
    found = read(like)
    assert found.chats == ()
    assert [(one.reason, one.detail) for one in found.unread] == [("not_understood", "5")]
    assert read("Rapat 30/09/2024 pukul 19.22 di balai\nA: hadir\n").unread == ()


def test_exports_of_other_apps_are_said_to_be_some() -> None:
    rows = "".join(f"19:2{n}\tAni\thalo {n}\n" for n in range(4))
    line = read(f"[LINE] Riwayat obrolan dengan Ani\nDisimpan pada: 2024/10/01 08:00\n\n{rows}")
    copied = read("".join(f"Ani Rekaan, [30.09.2024 19:2{n}]\nhalo {n}\n\n" for n in range(4)))
    for found in (line, copied):
        assert found.chats == ()
        assert [(one.reason, one.detail) for one in found.unread] == [("not_understood", "4")]
    assert read("19:22\tsuhu\t31\n19:23 hujan\nDaftar, [lampiran 1]\n").unread == ()


def test_telegram_before_2022_tells_hours_without_a_zone() -> None:
    def row(number: int, **more: object) -> dict[str, object]:
        return {
            "id": number,
            "type": "message",
            "date": f"2021-03-05T10:0{number}:00",
            "edited": "1970-01-01T07:00:00",
            "from": "Ani",
            "from_id": 4567,
            "text": f"halo {number}",
            **more,
        }

    rows = [row(1), row(2, edited="2021-03-05T11:00:00"), row(3, date="2021-02-31T10:00:00")]
    chat = only(json.dumps({"name": "Grup", "type": "private_group", "id": 1, "messages": rows}))
    said = [one.at.isoformat() if one.at else "" for one in chat.spoken]
    assert said == ["2021-03-05T10:01:00", "2021-03-05T10:02:00", ""]
    assert ["edited" in one.marks for one in chat.spoken] == [False, True, False]


SENT = {
    "\u200eDOC-20240930-WA0003. (file terlampir)": (set(), "DOC-20240930-WA0003."),
    "surat tugas final.pdf (file terlampir)\nsurat": (set(), "surat tugas final.pdf"),
    "VID-20240930-WA0003.mp4 (fichier joint)": (set(), "VID-20240930-WA0003.mp4"),
    "\u200eFoto sekali lihat tidak disertakan": ({"omitted", "view_once"}, ""),
    "\u200eview once voice message omitted": ({"omitted", "view_once"}, ""),
    "<Media tidak disertakan>": ({"omitted"}, ""),
    "<Media omitted>\nketerangan": ({"omitted"}, ""),
    "<\u200eimage omitted>": ({"omitted"}, ""),
    "null": ({"placeholder"}, ""),
    "Menunggu pesan ini. Ini mungkin perlu waktu.": ({"placeholder"}, ""),
    "Panggilan video tak terjawab": ({"call"}, ""),
    "Pesan ini dihapus oleh admin Budi": ({"deleted"}, ""),
    "Mesej ini telah dipadam": ({"deleted"}, ""),
    "POLLING:\nSiapa hadir?\nOPSI: Ya (3 suara)": ({"poll"}, ""),
    "lokasi: https://maps.google.com/?q=-3.1,104.2": ({"location"}, ""),
    "saya kirim dokumen tidak disertakan surat": (set(), ""),
    "panggilan suara tadi tidak jelas": (set(), ""),
    "dia bilang pesan ini dihapus": (set(), ""),
    "gambar.jpg ada di saya (file lama)": (set(), ""),
}


@pytest.mark.parametrize(("text", "wanted"), SENT.items())
def test_what_stands_in_place_of_words(text: str, wanted: tuple[set[str], str]) -> None:
    (message,) = only(f"30/09/24 19.22 - Ani: {text}\n").spoken
    assert (set(message.marks), message.attached) == wanted


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("surat.pdf • \u200e3 halaman \u200edokumen tidak disertakan", "surat.pdf (3 halaman)"),
        ("Some file.txt \u200edokumen tidak disertakan", "Some file.txt"),
        ("Template.docx \u200edocument omitted", "Template.docx"),
        ("a.pdf • \u200e12 pages \u200e<attached: 00000009-a.pdf>", "a.pdf (12 pages)"),
        ("Brief.pdf • \u200e2 Seiten \u200eDokument weggelassen", "Brief.pdf (2 Seiten)"),
        ("katalog.pdf \u200edokumentti jätetty pois", ""),
    ],
)
def test_documents_of_an_iphone_keep_name_and_pages(text: str, document: str) -> None:
    (message,) = only(f"\u200e[30/09/24 19.22.11] Ani: {text}\r\n").spoken
    assert message.document == document
    assert bool(message.attached) is ("attached" in text)
    assert ("omitted" in message.marks) is not bool(message.attached)


def test_telegram_lists_what_comes_after_the_three_hundredth_message(facts: Any) -> None:
    rows = [
        {"id": n, "type": "message", "date_unixtime": str(1727690000 + n), "from": "A", "text": "x"}
        for n in range(2600)
    ]
    rows[2400] |= {"edited_unixtime": "1727699999", "forwarded_from": "Kanal", "file": "f/a.pdf"}
    data = json.dumps({"name": "Grup", "messages": rows}).encode()
    found = facts("result.json", data, "application/json")
    for name in ("Edited", "Forwarded", "Attached"):
        assert [one.locator for one in found.all("chat", name)] == ["message 2400"]
    marked = [row | {"edited_unixtime": "1727699999"} for row in rows]
    many = facts("b.json", json.dumps({"messages": marked}).encode(), "application/json")
    assert len(many.all("chat", "Edited")) == 2000
    assert [(one.value, one.typed) for one in many.all("chat", "NotRead")] == [
        ("more_marks", "600")
    ]


def test_all_chats_of_an_account_and_a_file_cut_off(facts: Any) -> None:
    data, _ = telegram(conversation(3), Phone("telegram", "en", media=True))
    lists = [one for one in read(data).chats if one.spoken]
    assert [one.name for one in lists] == ["Warga Rekaan"]
    found = facts("result.json", data, "application/json")
    assert {one.locator for one in found.all("chat", "Format")} == {"Lain: ", "Warga Rekaan: "}
    cut = read(data[: len(data) // 2])
    assert 0 < len(cut.chats[-1].spoken) < len(lists[0].spoken)
    assert [one.reason for one in cut.chats[-1].unread] == ["cut_off"]


def test_every_export_of_a_zip_and_every_page_of_one(facts: Any) -> None:
    page = (
        '<html><body><div class="page_header"></div><div class="message default clearfix" '
        'id="message{n}"><div class="pull_right date details" title="30.09.2024 19:22:1{n} '
        'UTC+07:00"></div><div class="from_name">Ani</div><div class="text">halo {n}</div></div>'
        '<a class="pagination block_link" href="messages{m}.html"></a></body></html>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/WhatsApp Chat with A.txt", "30/09/24 19.22 - Ani: halo\n")
        archive.writestr("b/_chat.txt", "[30/09/24 19.22.11] Budi: ya\r\n")
        archive.writestr("catatan.txt", "bukan percakapan")
        for n in (1, 2):
            name = f"t/messages{n if n > 1 else ''}.html"
            archive.writestr(name, page.format(n=n, m=n + 1))
    found = facts("semua.zip", buffer.getvalue(), "application/zip")
    assert [one.locator for one in found.all("chat", "Messages")] == [
        "a/WhatsApp Chat with A.txt: ", "b/_chat.txt: ", "t/messages.html: ",
    ]  # fmt: skip
    assert [one.value for one in found.all("chat", "Messages")] == ["1", "1", "2"]
    assert [one.value for one in found.all("chat", "FurtherPage")] == ["messages3.html"]


def test_a_long_export_is_read_to_its_end() -> None:
    """Larger than what earlier versions read; piece by piece, so a piece may end anywhere."""
    line = "30/09/24 19.22 - Ani: pesan é " + "panjang " * 9000 + "\n"
    count = 34 * 1024 * 1024 // len(line.encode())
    chat = only(line * count + "30/09/24 19.23 - Budi: terakhir\n")
    assert chat.participants == {"Ani": count, "Budi": 1}
    assert chat.messages[-1].text == "terakhir"


def test_signal_and_instagram_are_called_what_they_are() -> None:
    forms = {name: only(export(number)[1]).form for number, (name, _, _) in enumerate(FORMS)
             if name in {"Signal", "Instagram"}}  # fmt: skip
    assert forms == {"Signal": "Signal (ymd)", "Instagram": "Instagram (JSON)"}
    assert PEOPLE[0] in only(export(len(FORMS) - 1)[1]).participants
