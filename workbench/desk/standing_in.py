"""What stands for an exhibit on paper, of whatever kind: a picture, or words in its place.

Three frames of a film, the first page of a paper, the waveform of a recording, the last
messages of a chat, the first lines of a text; of what cannot be shown, the reason. No
exhibit is an empty box.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from workbench.desk.answering import Desk, reason
from workbench.desk.registration import Registered, registered
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.picture import PREVIEW
from workbench.evidence.sandbox import available_cores
from workbench.examination.examine import Examination
from workbench.text import Language
from workbench.text.visible import visible

#: With more exhibits than this each is shown once, and small.
MANY = 60
_PICTURED = frozenset({"picture", "film", "sound", "pages"})
_LONGEST = 400
_LINES = 9


@dataclass(frozen=True)
class Look:
    """What stands for one exhibit.

    Attributes
    ----------
    picture
        JPEG made from pixels, or None.
    words
        In its place: its beginning, or why there is nothing to see. Nothing hidden in them.
    """

    picture: bytes | None = None
    words: str = ""


def standing_in(
    known: Examination, language: Language, desk: Desk | None = None
) -> dict[str, Look]:
    """Return, by path, what stands for each exhibit that no preview was made of.

    Parameters
    ----------
    known
        The examined case.
    language
        Of reasons.
    desk
        Who makes what is not in the desk's cache; one of its own when None.
    """
    waiting = [one for one in known.exhibits if one.path not in known.previews]
    if not waiting:
        return {}
    jobs = available_cores()
    maker = desk or Desk(jobs=jobs)
    case = registered(known.folder.evidence, known.exhibits, language)
    failed = {one.path: one for one in known.failures if one.step == "reading"}

    def look(one: Exhibit) -> Look:
        if (why := failed.get(one.path)) is not None:
            fields = {"limit": why.detail, "detail": why.detail}
            return Look(words=reason(why.code, language, fields))
        return _looked_at(maker, case, one.id)

    try:
        with ThreadPoolExecutor(jobs, "standing-in") as threads:
            return dict(zip((one.path for one in waiting), threads.map(look, waiting), strict=True))
    finally:
        if desk is None:
            maker.children.stop()


def _looked_at(desk: Desk, case: Registered, exhibit: str) -> Look:
    how = json.loads(desk.answer(case, exhibit, "how", ()).body)
    if how.get("kind") in _PICTURED:
        answer = desk.answer(case, exhibit, "thumbnail", (PREVIEW,))
        if answer.status == 200:
            return Look(answer.body)
    return Look(words=_words(how, case.language))


def _words(how: Mapping[str, object], language: Language) -> str:
    said = how.get("excerpt", "")
    if isinstance(said, list):
        said = "\n".join(f"{row[3]}: {row[4]}" for row in said)
    text = str(said or how.get("reason") or reason("not_read", language))
    shown = visible(text, lines=True).strip()
    lines = [line for line in shown.split("\n") if line.strip()]
    short = "\n".join(lines[:_LINES])[:_LONGEST].rstrip()
    return f"{short} …" if len(short) < len("\n".join(lines)) else short
