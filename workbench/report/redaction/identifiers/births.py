"""When and where somebody was born: with a village's list of residents it is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.span import Span

_MONTH = r"(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]{0,7}\.?"
_DATE = (
    rf"(?:\d{{1,2}}[ \-./]{{1,3}}(?:\d{{1,2}}|{_MONTH})[ \-./]{{1,3}}(?:19|20)?\d{{2}}"
    r"|(?:19|20)\d{2}[\-./]\d{1,2}[\-./]\d{1,2})(?!\d)"
)
_TOWN = r"[a-z][a-z'’.\-]{2,20}(?: [a-z][a-z'’.\-]{2,20}){0,2}"
_PAPER = (
    r"(?:ttl|t\.?t\.?l\.?|tempat[ ,/&.\-]{0,3}(?:dan )?(?:tanggal|tgl)\.? ?lahir"
    r"|(?:tanggal|tgl)\.? ?lahir|tempat lahir|kelahiran(?: tahun)?|date of birth|dob)"
)
_SAID = r"(?:(?<!hari )lahir|born)"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_BEFORE_DATE = r"(?:(?:pada|tanggal|tgl\.?|tahun|on|in)[ ]){0,3}"
_BIRTH = re.compile(
    rf"\b(?:{_PAPER}[ :=\-]{{1,4}}"
    rf"(?P<told>(?:{_TOWN}[ ,/\-]{{1,3}})?{_BEFORE_DATE}(?:{_DATE}|{_YEAR}))"
    rf"|{_SAID}[ ](?:di[ ])?"
    rf"(?P<said>(?:(?<=di ){_TOWN}[ ,/\-]{{1,3}})?{_BEFORE_DATE}(?:{_DATE}|{_YEAR})))"
)
_PLACE = re.compile(
    r"\b(?:tempat lahir[ :=]{1,4}|(?<!hari )(?:di)?lahir(?:kan)? di |kelahiran )"
    r"(?P<told>[A-Z][\w'’\-]{2,20}(?: [A-Z][\w'’\-]{2,20}){0,2})"
)


def find(folded: Folded) -> Iterator[Span]:
    """Yield every birth date and birth place."""
    for match in _BIRTH.finditer(folded.lower):
        group = "told" if match["told"] is not None else "said"
        yield Span(match.start(group), match.end(group), "birth")
    for match in _PLACE.finditer(folded.text):
        yield Span(match.start("told"), match.end("told"), "birth")
