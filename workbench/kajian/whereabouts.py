"""Marked places: how they are told in words, and whether they still lead anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.case.locator import Locator, parse
from workbench.errors import CaseError
from workbench.kajian.dossier import Dossier, Extent
from workbench.kajian.shapes import Mark
from workbench.metadata.fact import Fact
from workbench.text import LANGUAGES, Language, say

# Seconds by which a film's last frame may lie beyond the duration that its file states.
_SLACK = 1.0
# What a place is one of, by the exhibit's type: (only these heads of it, or exactly these).
_FIT = {
    "messages": ("text/", "application/zip", "application/json"),
    "start": ("video/", "audio/"),
    "page": ("application/pdf",),
}


def extents(facts: Iterable[Fact]) -> dict[str, Extent]:
    """Return how far each exhibit goes, by its id, from what its file says of itself."""
    found: defaultdict[str, Extent] = defaultdict(Extent)
    for fact in facts:
        number = _number(fact.typed)
        if number is None:
            continue
        if fact.name == "Pages" and fact.source == "pdf":
            found[fact.exhibit] = replace(found[fact.exhibit], pages=int(number))
        elif fact.name == "Duration":
            longest = max(number, found[fact.exhibit].seconds or 0.0)
            found[fact.exhibit] = replace(found[fact.exhibit], seconds=longest)
    return dict(found)


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def words(at: str, language: Language) -> str:
    """Return a place in words; the fragment as it is written where nobody can read it."""
    try:
        return ", ".join(_words(parse(at), language))
    except CaseError:
        return at


def _words(place: Locator, language: Language) -> Iterator[str]:
    def told(key: str, **fields: str) -> str:
        return say(f"kajian.place.{key}", language, **fields)

    if place.page is not None:
        yield told("page", page=str(place.page))
    if place.start is not None and place.end is None:
        yield told("moment", start=clock(place.start, language))
    elif place.start is not None and place.end is not None:
        yield told("stretch", start=clock(place.start, language), end=clock(place.end, language))
    if place.region is not None:
        shown = (_decimal(one, language) for one in place.region)
        yield told("region", **dict(zip(("left", "top", "width", "height"), shown, strict=True)))
    if place.messages:
        runs = (str(a) if a == b else f"{a}–{b}" for a, b in place.messages)
        yield told("messages", numbers=", ".join(runs))


def clock(seconds: float, language: Language) -> str:
    """Return a time in a recording as ``01:02.5``, with hours where it has any."""
    minutes, rest = divmod(round(seconds, 2), 60)
    hours, minutes = divmod(int(minutes), 60)
    shown = f"{rest:05.2f}".rstrip("0").rstrip(".")
    text = f"{minutes:02d}:{shown.zfill(2)}"
    text = f"{hours}:{text}" if hours else text
    return text.replace(".", ",") if language == "id" else text


def _decimal(number: float, language: Language) -> str:
    shown = f"{number:.1f}".rstrip("0").rstrip(".")
    return shown.replace(".", ",") if language == "id" else shown


def wrong(dossier: Dossier, mark: Mark) -> tuple[str, dict[Language, str]] | None:
    """Return why a marked place leads nowhere: a code, and a sentence in each language.

    Returns
    -------
    tuple or None
        ``gone``: there is no such exhibit. ``unread``: nobody can read the place.
        ``unfit``: such an exhibit has no such places. ``beyond``: the exhibit ends before.
        ``changed``: the exhibit had other bytes when it was marked. None when it leads there.
    """
    exhibit = next((one for one in dossier.exhibits if one.id == mark.exhibit), None)
    if mark.exhibit not in dossier.exhibit_ids:
        return "gone", _both("gone", exhibit=mark.exhibit or "–")
    try:
        place = parse(mark.at)
    except CaseError as error:
        return "unread", {language: error.message(language) for language in LANGUAGES}
    if exhibit is None:
        return None
    if not _fits(place, exhibit.media_type or ""):
        return "unfit", _both("unfit", exhibit=mark.exhibit, at=mark.at)
    beyond = _beyond(place, mark.exhibit, dossier.extents.get(mark.exhibit, Extent()))
    if beyond is not None:
        return "beyond", beyond
    if mark.sha256 and exhibit.sha256 and mark.sha256 != exhibit.sha256:
        return "changed", _both("changed", exhibit=mark.exhibit)
    return None


def _beyond(place: Locator, exhibit: str, extent: Extent) -> dict[Language, str] | None:
    """Return that an exhibit ends before a place; None when it does not, or does not say."""
    if place.page is not None and extent.pages is not None and place.page > extent.pages:
        return _both("beyond_pages", exhibit=exhibit, count=str(extent.pages))
    until = place.start if place.end is None else place.end
    if until is None or extent.seconds is None or until <= extent.seconds + _SLACK:
        return None
    return {
        one: say("kajian.place.beyond_seconds", one, exhibit=exhibit,
                 count=clock(extent.seconds, one))
        for one in LANGUAGES
    }  # fmt: skip


def _fits(place: Locator, media_type: str) -> bool:
    for name, heads in _FIT.items():
        if getattr(place, name) not in (None, ()):
            return media_type.startswith(heads)
    return media_type.startswith("image/")


def _both(key: str, **fields: str) -> dict[Language, str]:
    return {language: say(f"kajian.place.{key}", language, **fields) for language in LANGUAGES}
