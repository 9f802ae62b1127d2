"""If these fail, one letter in two files, or two exports of one chat, look like two sources."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from workbench.duplicates.find import find
from workbench.duplicates.writing import Writing, writing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LETTER = " ".join(
    f"pada hari ke-{day} kepala desa contoh menghadiri kegiatan nomor {day * 7} di balai warga"
    for day in range(1, 40)
)
OTHER = " ".join(
    f"pengumuman {week} jadwal ronda dan kerja bakti blok {week * 3} disusun oleh pengurus rukun"
    for week in range(1, 40)
)


def docx(text: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as document:
        document.writestr("word/document.xml", f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    return buffer.getvalue()


def plain(text: str) -> Writing:
    found = writing(text.encode("utf-8"), "text/plain")
    assert found is not None
    return found


def chat(first: int, last: int, pattern: str) -> str:
    lines = []
    for number in range(first, last):
        clock = f"19.{number % 60:02d}"
        lines.append(
            pattern.format(clock=clock, said=f"pesan ke-{number} tentang acara {number * 3}")
        )
    return "\n".join(lines)


ANDROID = "02/10/24 {clock} - Warga A: {said}"
IPHONE = "[02/10/24 {clock}.07] Warga A: {said}"


def test_one_letter_in_two_formats(photos):
    changed = LETTER.replace("nomor 70", "nomor tujuh puluh")
    other = writing(docx(changed), DOCX)
    assert other is not None
    (pair,) = find({}, {}, None, {"a.txt": plain(LETTER), "b.docx": other}).pairs
    assert (pair.kind, pair.method) == ("near", "text")
    assert 0 < pair.distance < 20


def test_different_letters_and_short_notes_are_no_pair():
    assert find({}, {}, None, {"a.txt": plain(LETTER), "b.txt": plain(OTHER)}).pairs == ()
    assert writing(b"Hadir pukul 19.30", "text/plain") is None


def test_an_attachment_that_quotes_the_whole_letter_contains_it():
    pairs = find({}, {}, None, {"a.txt": plain(LETTER), "b.txt": plain(LETTER + OTHER * 2)}).pairs
    assert [(pair.kind, pair.transform) for pair in pairs] == [("part", "inside")]


def test_two_exports_of_one_chat_differ_only_in_how_phones_write_times():
    pairs = find(
        {}, {}, None, {"a.txt": plain(chat(0, 80, ANDROID)), "b.txt": plain(chat(0, 80, IPHONE))}
    ).pairs
    assert [(pair.kind, pair.method, pair.distance) for pair in pairs] == [("near", "chat", 0)]


def test_a_shorter_export_lies_in_the_longer_one():
    pairs = find(
        {}, {}, None, {"a.txt": plain(chat(20, 60, ANDROID)), "b.txt": plain(chat(0, 300, IPHONE))}
    ).pairs
    assert [(pair.kind, pair.transform) for pair in pairs] == [("part", "inside")]


def test_survives_files_and_damage():
    found = plain(LETTER)
    assert Writing.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert writing(b"PK\x03\x04", DOCX) is None
    assert writing(b"%PDF-", "application/pdf") is None
    assert writing(b"\xff\xfe\x00", "text/plain") is None
