"""A deleted post lives on only in its capture: address and time must not be lost."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from typing import Any

import pytest

from workbench.metadata.chats.formats import chats

SINGLEFILE = """<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://www.facebook.com/akun.rekaan/posts/123?x=1&amp;y=2
 saved date: Mon Sep 30 2024 19:22:11 GMT+0700 (Western Indonesia Time)
--><head><title>Halaman
 rekaan</title><meta property="article:published_time" content="2024-09-27T19:30:00+07:00">
<meta content='@akun_rekaan' name='twitter:creator'></head></html>"""
MAIL = b"""Received: from b.contoh by c.contoh with ESMTP id 2;
 Mon, 30 Sep 2024 19:22:15 +0700
Received: from a.contoh by b.contoh; Mon, 30 Sep 2024 12:22:12 +0000
Authentication-Results: c.contoh; spf=pass; dkim=fail
From: =?utf-8?q?Nama_Rekaan?= <a@contoh>
Subject: =?utf-8?b?VW5kYW5nYW4=?=
Date: Mon, 30 Sep 2024 19:22:11 +0700
X-Mailer: Program Rekaan
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain

isi
--x
Content-Type: application/pdf; name="undangan.pdf"
Content-Disposition: attachment; filename="undangan.pdf"

isi
--x--
"""
MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://x.com/akun_rekaan/status/1
Subject: Halaman rekaan
Date: Mon, 30 Sep 2024 19:22:11 -0000
MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

"""
WARC = b"""WARC/1.0\r
WARC-Type: warcinfo\r
WARC-Date: 2024-09-30T12:00:00Z\r
Content-Length: 20\r
\r
software: perayap 1\r
\r
WARC/1.0\r
WARC-Type: response\r
WARC-Target-URI: https://www.tiktok.com/@akun.rekaan/video/1\r
WARC-Date: 2024-09-30T12:22:11Z\r
Content-Length: 0\r
\r
\r
"""


def test_a_page_saved_with_singlefile(facts: Any) -> None:
    found = facts("a.html", SINGLEFILE.encode(), "text/html")
    assert found.value("capture", "Address").endswith("posts/123?x=1&y=2")
    assert found.typed("capture", "CapturedAt") == "2024-09-30T19:22:11+07:00"
    assert {one.value for one in found.all("capture", "Account")} == {
        "akun.rekaan",
        "@akun_rekaan",
    }
    assert found.typed("capture", "Published") == "2024-09-27T19:30:00+07:00"
    assert found.value("capture", "Title") == "Halaman rekaan"


def test_a_page_saved_by_a_browser(facts: Any) -> None:
    page = "<!-- saved from url=(0030)https://contoh.example/berita/1 --><html></html>"
    assert facts("a.html", page.encode(), "text/html").value("capture", "Address") == (
        "https://contoh.example/berita/1"
    )


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://m.facebook.com/watch/?v=1", ""),
        ("https://www.instagram.com/p/AbCd/", ""),
        ("https://www.instagram.com/akun.rekaan/", "akun.rekaan"),
        ("https://contoh.example/akun", ""),
    ],
)
def test_an_account_is_read_from_an_address_only_where_it_is_one(
    facts: Any, address: str, account: str
) -> None:
    page = f'<meta property="og:url" content="{address}">'
    assert facts("a.html", page.encode(), "text/html").value("capture", "Account") == account


def test_a_page_saved_as_mhtml(facts: Any) -> None:
    found = facts("a.mhtml", MHTML, "message/rfc822")
    assert found.value("capture", "Account") == "akun_rekaan"
    assert found.typed("capture", "CapturedAt").startswith("2024-09-30T19:22:11")
    assert found.all("mail", "Subject") == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(facts: Any, packed: bool) -> None:
    data = gzip.compress(WARC) if packed else WARC
    kind = "application/gzip" if packed else "application/warc"
    found = facts("a.warc", data, kind)
    assert found.value("capture", "Account") == "akun.rekaan"
    assert found.typed("capture", "CapturedAt") == "2024-09-30T12:22:11+00:00"
    assert found.value("capture", "Software") == "perayap 1"


def test_a_mail_tells_its_way(facts: Any) -> None:
    found = facts("a.eml", MAIL, "message/rfc822")
    assert found.value("mail", "From") == "Nama Rekaan <a@contoh>"
    assert found.value("mail", "Subject") == "Undangan"
    assert found.typed("mail", "Date") == "2024-09-30T19:22:11+07:00"
    assert [(one.locator, one.typed) for one in found.all("mail", "Received")] == [
        ("hop 1", "2024-09-30T12:22:12+00:00"),
        ("hop 2", "2024-09-30T19:22:15+07:00"),
    ]
    assert found.value("mail", "DKIMResult") == "fail"
    assert found.value("mail", "Attachment") == "undangan.pdf"


def test_archives_are_listed_and_not_unpacked(facts: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("foto.jpg", (2024, 9, 30, 19, 22, 10)), b"isi")
        archive.writestr(zipfile.ZipInfo("../keluar.txt"), b"isi")
    found = facts("a.zip", buffer.getvalue(), "application/zip")
    assert found.typed("archive", "Members") == "2"
    assert [one.value for one in found.all("archive", "Member")] == [
        "foto.jpg (3)",
        "../keluar.txt (3)",
    ]
    assert found.all("archive", "Member")[0].typed == "2024-09-30T19:22:10"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        member = tarfile.TarInfo("surat.txt")
        member.mtime, member.size = 1727698931, 3
        tar.addfile(member, io.BytesIO(b"isi"))
    found = facts("a.tar", packed.getvalue(), "application/x-tar")
    assert found.typed("archive", "Member") == "2024-09-30T12:22:11+00:00"


@pytest.mark.parametrize("data", [b"PK\x03\x04kosong", b"PK\x05\x06" + bytes(18)])
def test_a_damaged_archive_gives_a_reason(facts: Any, data: bytes) -> None:
    facts("a.zip", data, "application/zip")


def test_odd_json_is_no_telegram_export() -> None:
    for text in ('{"messages": 1}', '{"messages": [1, null]}', '{"messages": [', "[" * 3000):
        assert chats(text.encode(), "application/json").chats == ()
