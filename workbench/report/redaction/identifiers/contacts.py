"""E-mail addresses and accounts, in the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,5}\.[A-Za-z]{2,24}(?![a-z])")
_SPELT = re.compile(
    r"[a-z0-9._%+\-]{1,64}\s?(?:[\[({]\s?(?:at|et)\s?[\])}]|\sat\s|\s?@\s)\s?[a-z0-9\-]{1,63}"
    r"(?:\s?(?:\.|[\[({]\s?(?:dot|titik)\s?[\])}]|\s(?:dot|titik)\s)\s?[a-z]{2,24}){1,3}(?![a-z])"
)
_AT = re.compile(r"(?<![\w.@/])(?P<account>@[a-z0-9_](?:[a-z0-9._]{1,38}[a-z0-9_]))(?![\w@])")
_PROFILE = re.compile(
    r"(?:instagram|facebook|fb|tiktok|twitter|threads|youtube|telegram|linkedin|shopee)"
    r"\.(?:com|net|id|me|co\.id)/(?P<account>@?[a-z0-9_][a-z0-9._\-]{2,60})"
)
_SHORT_LINK = re.compile(r"\b(?:t|fb|wa|m)\.me/(?P<account>[a-z0-9_+][a-z0-9._]{2,40})")
_NAMED = re.compile(
    r"\b(?:akun|account|ig|instagram|tiktok|twitter|username|user name|nama pengguna|fb|facebook)\b"
    r"(?: (?:ig|instagram|tiktok|twitter|x|fb|facebook|medsos|milik|bernama"
    r"|dengan nama))?[ :\"'“]{1,3}"
    r"(?P<account>(?=[a-z]{0,30}[0-9._])[a-z0-9_](?:[a-z0-9._]{1,38}[a-z0-9_]))(?![\w@])"
)


def find(folded: Folded) -> Iterator[Span]:
    """Yield every e-mail address and every account that a sign says is one."""
    yield from _emails(folded)
    for pattern in (_AT, _PROFILE, _SHORT_LINK, _NAMED):
        for match in pattern.finditer(folded.lower):
            yield Span(match.start("account"), match.end("account"), "account")


def _emails(folded: Folded) -> Iterator[Span]:
    """Look around each ``@`` only, so that a megabyte of letters costs nothing."""
    for match in re.finditer("@", folded.text):
        at = match.start()
        local = _LOCAL.search(folded.text, max(0, at - 64), at)
        domain = _DOMAIN.match(folded.text, at + 1)
        if local and domain:
            yield Span(local.start(), domain.end(), "email")
    for match in re.finditer(r"[\[({]\s?(?:at|et)\s?[\])}]|\sat\s|@\s", folded.lower):
        start = max(0, match.start() - 65)
        for found in _SPELT.finditer(
            folded.lower, start, min(len(folded.lower), match.end() + 200)
        ):
            if found.start() <= match.start() and found.end() >= match.end():
                yield Span(found.start(), found.end(), "email")
