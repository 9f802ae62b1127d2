"""If these fail, one letter in two files, or two exports of one chat, look like two sources."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from tests.duplicates.conftest import known
from tests.metadata.generated.talks import Phone, conversation, telegram, telegram_pages
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.words import Writing, writing

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
    (pair,) = find(known(words={"a.txt": plain(LETTER), "b.docx": other})).pairs
    assert (pair.kind, pair.method) == ("near", "text")
    assert 0 < pair.distance < 20


def test_different_letters_and_short_notes_are_no_pair():
    assert find(known(words={"a.txt": plain(LETTER), "b.txt": plain(OTHER)})).pairs == ()
    assert writing(b"Hadir pukul 19.30", "text/plain") is None


def test_an_attachment_that_quotes_the_whole_letter_contains_it():
    pairs = find(known(words={"a.txt": plain(LETTER), "b.txt": plain(LETTER + OTHER * 2)})).pairs
    assert [(pair.kind, pair.transform) for pair in pairs] == [("part", "inside")]


def test_two_exports_of_one_chat_differ_only_in_how_phones_write_times():
    chats = {"a.txt": plain(chat(0, 80, ANDROID)), "b.txt": plain(chat(0, 80, IPHONE))}
    pairs = find(known(words=chats)).pairs
    assert [(pair.kind, pair.method, pair.distance) for pair in pairs] == [("near", "chat", 0)]


def test_a_shorter_export_lies_in_the_longer_one():
    chats = {"a.txt": plain(chat(20, 60, ANDROID)), "b.txt": plain(chat(0, 300, IPHONE))}
    pairs = find(known(words=chats)).pairs
    assert [(pair.kind, pair.transform) for pair in pairs] == [("part", "inside")]


def test_survives_files_and_damage():
    found = plain(LETTER)
    assert Writing.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert writing(b"PK\x03\x04", DOCX) is None
    assert writing(b"%PDF-", "application/pdf") is None
    assert writing(b"\xff\xfe\x00", "text/plain") is None


HEAD = "pemerintah kabupaten contoh sekretariat daerah jalan merdeka nomor satu kota contoh"
BASIS = " ".join(f"dasar ke-{n} undang-undang nomor {n} tahun {2000 + n} tentang hal {n}"
                 for n in range(1, 13))  # fmt: skip
END = "demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab " * 2


def assignment(number: int) -> str:
    task = " ".join(f"tugas{number} orang{number * 3} tempat{number + n} hari{n}" for n in range(9))
    return f"{HEAD} {BASIS} {task} {END}"


def test_letters_on_one_form_are_no_copies_and_copies_of_one_of_them_are():
    """Letterhead and legal bases fill three quarters of an official letter."""
    letters = {f"{number}.txt": plain(assignment(number)) for number in range(1, 5)}
    assert find(known(words=letters)).pairs == ()
    retyped = plain(assignment(2).replace("tempat4", "tempat lain").upper())
    pairs = find(known(words={**letters, "salinan.txt": retyped})).pairs
    assert [(pair.a, pair.b, pair.kind) for pair in pairs] == [("2.txt", "salinan.txt", "near")]


def test_five_copies_of_one_letter_are_not_taken_for_a_form():
    copies = {f"{number}.txt": plain(LETTER) for number in range(5)}
    assert len(find(known(words=copies)).pairs) == 10


def test_another_address_book_is_another_name_for_everybody():
    """What B calls “Pak Lurah” stands in A’s phone as a number."""
    other = chat(0, 80, ANDROID.replace("Warga A", "+62 800-0000-0000"))
    pairs = find(known(words={"a.txt": plain(chat(0, 80, IPHONE)), "b.txt": plain(other)})).pairs
    assert [(pair.kind, pair.distance) for pair in pairs] == [("near", 0)]


def test_a_chat_in_the_zip_file_that_the_phone_made_of_it():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Chat WhatsApp dengan Warga A.txt", chat(0, 80, ANDROID))
        archive.writestr("IMG-20241002-WA0001.jpg", b"bukan gambar")
    zipped = writing(buffer.getvalue(), "application/zip")
    assert zipped is not None
    (pair,) = find(known(words={"a.txt": plain(chat(0, 80, IPHONE)), "b.zip": zipped})).pairs
    assert (pair.kind, pair.distance) == ("near", 0)


def test_two_exports_of_one_chat_of_telegram_are_as_alike_as_two_of_whatsapp():
    """One as JSON, one as a page, from accounts with other names for people."""
    sent = conversation(5, 80, pasted=False)
    one = writing(telegram(sent, Phone(media=True))[0], "application/json")
    renamed = Phone(names={"Bu Rekaan": "Mama", "Ani Karangan": "Ani Kantor"}, zone=7)
    other = writing(telegram_pages(sent[10:], renamed)[0], "text/html")
    elsewhere = writing(telegram(conversation(6, 80), Phone())[0], "application/json")
    assert one is not None
    assert other is not None
    assert elsewhere is not None
    (pair,) = find(known(words={"a.json": one, "b.html": other, "c.json": elsewhere})).pairs
    assert (pair.a, pair.b, pair.method) == ("a.json", "b.html", "chat")


def test_people_who_say_yes_to_different_things_have_no_chat_in_common():
    """Half of what people write are the same few words."""

    def talk(topic: str) -> str:
        said = [f"tolong siapkan {topic} nomor {n}" if n % 3 else "siap pak" for n in range(60)]
        return "\n".join(ANDROID.format(clock="19.01", said=one) for one in said)

    talks = {"a.txt": plain(talk("spanduk")), "b.txt": plain(talk("kursi"))}
    assert find(known(words=talks)).pairs == ()


def test_a_word_that_was_broken_at_the_end_of_a_line_is_one_word():
    broken = LETTER.replace("menghadiri", "meng-\nhadiri")
    (pair,) = find(known(words={"a.txt": plain(LETTER), "b.txt": plain(broken)})).pairs
    assert pair.distance == 0


def test_documents_of_other_offices(photos):
    """ODT and PPTX hold their words elsewhere than DOCX does."""
    for name, media_type, mark in (
        ("content.xml", "application/vnd.oasis.opendocument.text", "text:p"),
        ("ppt/slides/slide1.xml",
         "application/vnd.openxmlformats-officedocument.presentationml.presentation", "a:p"),
    ):  # fmt: skip
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as document:
            document.writestr(name, f"<{mark}>{LETTER} &amp; lampiran</{mark}>")
        found = writing(buffer.getvalue(), media_type)
        assert found is not None
        (pair,) = find(known(words={"a.txt": plain(LETTER + " & lampiran"), "b": found})).pairs
        assert (pair.kind, pair.distance) == ("near", 0)


def test_a_long_text_is_compared_by_a_share_of_it():
    """A book of two hundred pages must not fill the cache, and its chapter is still in it."""
    book = " ".join(f"kata{n * 7919 % 10007} isi{n}" for n in range(20_000))
    chapter = " ".join(book.split()[4000:14_000])
    made = plain(book)
    assert made.part > 1
    assert len(made.hashes) <= 4000
    (pair,) = find(known(words={"bab.txt": plain(chapter), "buku.txt": made})).pairs
    assert (pair.kind, pair.transform, pair.distance) == ("part", "inside", 0)


def test_a_letter_that_a_scanner_read_badly_is_still_that_letter():
    """Where the case shows what the form is, the rest tells which letter it was."""
    letters = {f"{number}.txt": plain(assignment(number)) for number in range(1, 5)}
    words = assignment(2).split()
    read = " ".join(f"{word}x" if at % 6 == 0 else word for at, word in enumerate(words))
    pairs = find(known(words={**letters, "pindaian.txt": plain(read)})).pairs
    assert [(pair.a, pair.b) for pair in pairs] == [("2.txt", "pindaian.txt")]
    assert pairs[0].distance > 40
