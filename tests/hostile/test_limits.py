"""Each limit of a reader: one input just inside it is read whole, one just outside says so."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.hostile import bombs
from workbench.duplicates.fingerprint import enclosed, words
from workbench.errors import EvidenceError
from workbench.evidence import pdf_pages, picture
from workbench.evidence.unread import Unread, collecting, first, fits, left_out
from workbench.metadata import markup
from workbench.metadata.chats import page_tags, source_text
from workbench.metadata.extract import extract
from workbench.metadata.papers import mail, pdf, rtf
from workbench.metadata.pictures import exif_structure

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class File:
    """As much of a source as readers use."""

    def __init__(self, name: str, data: bytes) -> None:
        self.relative, self.data, self.size, self.modified_ns = name, data, len(data), 0


def limits(name: str, data: bytes, media_type: str) -> set[tuple[str, str]]:
    found = extract(File(name, data), media_type)  # type: ignore[arg-type]
    return {(one.source, one.value) for one in found if one.kind == "limit"}


def tags(count: int) -> bytes:
    entry = struct.pack("<HHII", 0x9000, 3, 1, 7)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", count) + entry * count + b"\0\0\0\0"


def pages(count: int) -> bytes:
    kids = b"".join(b"%d 0 R " % (number + 4) for number in range(count))
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids)
    return bombs.pdf([bombs.ROOT, tree, bombs.INFO] + [bombs.PAGE] * count)


def levels(count: int) -> bytes:
    tree = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 5) for number in range(count - 1)]
    root = b"<</Type/Pages/Count 1/Kids[4 0 R]>>"
    return bombs.pdf([bombs.ROOT, root, bombs.INFO, *tree, bombs.PAGE])


def fields(count: int) -> bytes:
    named = b"".join(b"%d 0 R " % (number + 5) for number in range(count))
    root = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>" % named
    field = b"<</FT/Tx/T(a)/V(b)>>"
    return bombs.pdf([root, bombs.KIDS, bombs.INFO, bombs.PAGE] + [field] * count)


def groups(depth: int) -> bytes:
    return b"{\\rtf1" + b"{" * (depth - 1) + b"}" * depth


def messages(count: int) -> bytes:
    return b"".join(b"01/09/24 10.%02d - A: kata\n" % (number % 60) for number in range(count))


ROW = b'{"id":1,"type":"message","date_unixtime":"1727700000","from":"A","text":"x"}'


def listed(count: int) -> bytes:
    return b'{"messages":[%b]}' % b",".join([ROW] * count)


def in_chats(count: int) -> bytes:
    chats = (b'{"messages":[%b]}' % b",".join([ROW] * many) for many in (5, count - 5))
    return b'{"chats":{"list":[%b]}}' % b",".join(chats)


SENT = b'<div class="message default clearfix"><p class="date details" title="30.09.2024 19:22:11">'


def paged(count: int) -> bytes:
    return b'<div class="page_header">' + SENT * count


def zipped(count: int) -> bytes:
    return bombs.packed([("_chat.txt", messages(5)), ("messages.html", paged(count - 5))])


def lines(count: int) -> bytes:
    return messages(2) + b"\n".join([b"kata"] * (count - 2))


def tagged(count: int) -> bytes:
    return b'<div class="page_header">' + SENT + b"<i>" * (count - 3)


def long_tag(length: int) -> bytes:
    return paged(1) + b"<i " + b"x" * (length - 4) + b">" + b" " * 100


def parts(count: int) -> bytes:
    head = b"From: a@contoh.id\nTo: b@contoh.id\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"kata\n--b" * count


def subject(length: int) -> bytes:
    return b"From: a@contoh.id\nTo: b@contoh.id\nSubject: " + b"x" * length + b"\n\nisi\n"


Case = tuple[ModuleType, str, int, Callable[[int], bytes], str, tuple[str, str]]
CASES: dict[str, Case] = {
    "tags": (exif_structure, "MOST_TAGS", 30, tags, "image/tiff", ("exif", "tags")),
    "pages": (pdf, "MOST_PAGES", 5, pages, "application/pdf", ("pdf", "pages")),
    "levels": (pdf_pages, "DEEPEST", 6, levels, "application/pdf", ("pdf", "depth")),
    "nodes": (pdf_pages, "MOST_NODES", 6, lambda n: pages(n - 1), "application/pdf",
              ("pdf", "objects")),
    "fields": (pdf, "_MOST_FIELDS", 5, fields, "application/pdf", ("pdf", "objects")),
    "groups": (rtf, "DEEPEST", 9, groups, "application/rtf", ("office", "depth")),
    "messages": (source_text, "MOST", 20, messages, "text/plain", ("chat", "messages")),
    "messages of json": (source_text, "MOST", 20, listed, "application/json", ("chat", "messages")),
    "messages of chats": (source_text, "MOST", 20, in_chats, "application/json",
                          ("chat", "messages")),
    "messages of pages": (source_text, "MOST", 20, paged, "text/html", ("chat", "messages")),
    "messages of a zip": (source_text, "MOST", 20, zipped, "application/zip",
                          ("chat", "messages")),
    "lines": (source_text, "MOST_LINES", 20, lines, "text/plain", ("chat", "lines")),
    "tags of a page": (source_text, "MOST_TAGS", 20, tagged, "text/html", ("chat", "tags")),
    "letters of a tag": (page_tags, "LONGEST", 60, long_tag, "text/html", ("chat", "characters")),
    "parts": (mail, "_MOST_PARTS", 7, parts, "message/rfc822", ("mail", "parts")),
    "subject": (mail, "LONGEST", 500, subject, "message/rfc822", ("mail", "characters")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_last_that_is_read_and_the_first_that_is_not(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name, number, make, media_type, (source, limit) = case
    monkeypatch.setattr(module, name, number)
    outside = (source, f"{limit} {number}")
    assert outside not in limits("berkas", make(number), media_type)
    assert outside in limits("berkas", make(number + 1), media_type)


def test_the_first_of_many_are_read_and_the_rest_is_told() -> None:
    with collecting() as told:
        assert list(first("abc", 3, "pdf", "pages")) == ["a", "b", "c"]
        assert told == []
        assert list(first("abcd", 3, "pdf", "pages")) == ["a", "b", "c"]
    assert told == [Unread("pdf", "pages", 3)]


def test_a_file_fits_up_to_the_last_byte() -> None:
    with collecting() as told:
        assert fits(b"abc", 3, "text")
        assert told == []
        assert not fits(b"abcd", 3, "text")
    assert told == [Unread("text", "bytes", 3)]


def test_a_limit_without_words_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="luasnya"):
        left_out("pdf", "luasnya", 3)


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_markup_that_is_searched_as_text_has_a_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "DEEPEST_TEXT", 9)
    for depth, expected in ((9, []), (10, [Unread("text", "depth", 9)])):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("word/document.xml", nested(depth))
        with collecting() as told:
            words.writing(stream.getvalue(), DOCX)
        assert told == expected


def test_a_page_that_is_drawn_with_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = b"BT (kata) Tj ET "
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>"
    content = b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing)
    data = bombs.pdf([bombs.ROOT, bombs.KIDS, bombs.INFO, page, content])
    for name in ("MOST_OF_PAGE", "MOST_OF_ALL"):
        drawn = pdf_pages.drawn(next(pdf_pages.pages(pdf_pages.opened(data, "text"), 1, "text")))
        for most, count in ((drawn, 1), (drawn - 1, 0)):
            with monkeypatch.context() as patch, collecting() as told:
                patch.setattr(pdf_pages, name, most)
                found = list(pdf_pages.legible(pdf_pages.opened(data, "text"), 9, "text"))
                assert len(found) == count
                assert told == ([] if count else [Unread("text", "bytes", most)])


def test_pictures_inside_are_looked_at_up_to_so_many_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(2):
            shown = io.BytesIO()
            made = Image.radial_gradient("L") if number else Image.linear_gradient("L")
            made.save(shown, "PNG")
            archive.writestr(f"word/media/i{number}.png", shown.getvalue())
    both = 2 * 256 * 256
    for most, expected in ((both, []), (both - 1, [Unread("inside", "pixels", both - 1)])):
        monkeypatch.setattr(enclosed, "MOST_PIXELS", most)
        with collecting() as told:
            found = enclosed.inner_pictures(stream.getvalue(), DOCX)
        assert len(found) == (1 if expected else 2)
        assert told == expected


def test_a_picture_may_have_so_many_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = bombs.small_jpeg()
    monkeypatch.setattr(picture, "MOST_BYTES", len(data))
    assert picture.decode(data, "image/jpeg").width == 256
    with collecting() as told, pytest.raises(EvidenceError) as raised:
        picture.decode(data + b"\0", "image/jpeg")
    assert raised.value.code == "picture_file_too_large"
    assert told == [Unread("picture", "bytes", len(data))]
