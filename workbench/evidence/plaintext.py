"""Text by its first lines: mail, web pages, markup, JSON, contacts, or simply text."""

from __future__ import annotations

import re


def media_type(head: bytes, *, is_whole: bool) -> str | None:
    """Return the media type of a text by its start, or None when it is no text."""
    text = _as_text(head, is_whole=is_whole)
    if text is None:
        return None
    start = text[:4096].lstrip("\ufeff \t\r\n")
    lower = start[:512].lower()
    for pattern, media_type in _TEXT_STARTS:
        if lower.startswith(pattern):
            return media_type
    if lower.startswith(("<?x", "<!--")):
        return _markup(start.lower())
    if _MAIL.match(start):
        mail = start.lower()
        is_page = "multipart/related" in mail and "snapshot-content-location" in mail
        return "multipart/related" if is_page or "saved by" in lower else "message/rfc822"
    if start[:1] in {"{", "["} and _JSON.match(start):
        return "application/json"
    return "text/plain"


_TEXT_STARTS = (
    ("<!doctype html", "text/html"),
    ("<html", "text/html"),
    ("<head", "text/html"),
    ("<svg", "image/svg+xml"),
    ("<x:xmpmeta", "text/xml"),
    ("<rdf:rdf", "text/xml"),
    ("begin:vcard", "text/vcard"),
    ("begin:vcalendar", "text/calendar"),
)
_MAIL = re.compile(
    r"(?:(?:received|return-path|delivered-to|message-id|mime-version|x-[a-z0-9-]{1,60}|date|from"
    r"|to|subject|reply-to|content-type|dkim-signature|authentication-results|arc-[a-z-]{1,40}"
    r"|snapshot-content-location):[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.IGNORECASE,
)
# A bracket alone may open a WhatsApp line ("[21/09/24 19.30.12] ..."), so JSON must look the part.
_JSON = re.compile(r'\{\s*(?:"|\})|\[\s*(?:["{\[\]]|-?\d+(?:\.\d+)?\s*[,\]]|true|false|null)')


def _markup(start: str) -> str:
    if "<svg" in start:
        return "image/svg+xml"
    if "<html" in start or "<!doctype html" in start:
        return "text/html"
    return "text/xml"


def _as_text(head: bytes, *, is_whole: bool) -> str | None:
    """Return the head as text when it can be nothing else; None for binary."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) & ~1].decode("utf-16", "replace")
        return text if _is_readable(text) else None
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if is_whole or error.start < len(head) - 4:
            # Old phones and editors write Windows-1252; control bytes still say "binary".
            text = head.decode("cp1252", "replace")
            return text if _is_readable(text) and text.isascii() is False and _wordy(text) else None
        text = head[: error.start].decode("utf-8-sig")
    return text if _is_readable(text) else None


def _is_readable(text: str) -> bool:
    if not text:
        return False
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\x1b")
    return odd <= len(text) // 200 and text.count("\ufffd") <= len(text) // 100


def _wordy(text: str) -> bool:
    plain = sum(1 for char in text if char.isascii() and (char.isalnum() or char in " \n\t.,"))
    return plain >= len(text) * 0.7
