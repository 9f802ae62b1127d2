"""What a machine read in the exhibits: each strip of a picture with the words under it.

A reading is never a fact. It is shown beside the place that it was read from, so that whoever
looks decides; what the reader was not sure of is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.examination.word_readings import Strips, cut_strips
from workbench.text import Language, has, say
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.show import Shown
from workbench.words.reading.line import Box, Line, Surface
from workbench.words.reading.read_exhibit import MOST_STRIPS

#: Lines of a document's own text that are shown; all are searched.
MOST_LINES = 200

_STRIP = Markup(
    '<figure style="display:inline-block;margin:.25em .6em .25em 0;vertical-align:top;'
    'max-width:100%{}"><img alt="" style="max-width:100%" src="data:image/jpeg;base64,{}">'
    '<figcaption style="overflow-wrap:anywhere">{}{}</figcaption></figure>'
)
_WORDS = Markup('<p style="margin:.2em 0;overflow-wrap:anywhere{}">{}{}</p>')
_DOUBT = ";border-left:4px dotted #8a5a00;padding-left:.4em"
_PLACE = Markup("<h4>{}</h4>")


def readings(examination: Examination, language: Language) -> tuple[Shown, ...]:
    """Return, for each exhibit in which words may stand, what was read or why nothing was."""
    words = examination.words
    if words.problem:
        return (show.line(say(f"words.problem.{words.problem}", language)),)
    if not words.digest:
        return (show.line(say("words.not_read", language)),)
    cut = cut_strips(examination.folder, examination.exhibits, words)
    parts = [show.line(say("words.by", language, reader=words.reader))]
    parts += [
        _exhibit(examination, one, cut.get(one.path, {}), language)
        for one in examination.exhibits
        if words.state(one) != "no_words"
    ]
    return tuple(parts)


def _exhibit(
    examination: Examination, exhibit: Exhibit, cut: Mapping[tuple[str, Box], str],
    language: Language,
) -> Shown:  # fmt: skip
    reading = examination.words.of(exhibit)
    if reading is None:
        title = say("words.exhibit_not_read", language, exhibit=exhibit.id, path=exhibit.path)
        return show.line(visible(title))
    machine = reading.machine_read
    own = sum(len(one.lines) for one in reading.surfaces if not one.is_reading)
    doubtful = sum(1 for _, line in machine if line.is_doubtful)
    title = say(
        "words.exhibit", language, exhibit=exhibit.id, path=exhibit.path, lines=len(machine),
        doubtful=doubtful, own=own,
    )  # fmt: skip
    parts = [show.line(why(code, detail, language)) for code, detail in reading.unread]
    parts += [_surface(one, cut, language) for one in reading.surfaces]
    if len(machine) > MOST_STRIPS:
        parts.append(show.line(say("words.more_strips", language, shown=MOST_STRIPS)))
    return show.folded(title, show.joined(parts))


def _surface(surface: Surface, cut: Mapping[tuple[str, Box], str], language: Language) -> Shown:
    place = place_text(surface.place, language)
    head = _PLACE.format(place) if place else Markup()
    lines = surface.lines[:MOST_LINES]
    html = Markup().join(_line(line, cut.get((surface.place, line.box)), language)
                         for line in lines)  # fmt: skip
    text = "\n".join(visible(line.text, lines=True) for line in lines)
    return Shown(head + html, f"{place}\n{text}" if place else text)


def _line(line: Line, strip: str | None, language: Language) -> Markup:
    doubt = say("words.doubtful", language) + " " if line.is_doubtful else ""
    style = _DOUBT if line.is_doubtful else ""
    words = visible(line.text, lines=True)
    if strip is None:
        return _WORDS.format(style, doubt, words)
    return _STRIP.format(style, strip, doubt, words)


def strip_of(strip: str, line: Line, language: Language) -> Markup:
    """Return one strip with the words under it."""
    return _line(line, strip, language)


def place_text(place: str, language: Language) -> str:
    """Return a surface's place in words: page, second of a film, picture in a document."""
    name, _, value = place.partition("=")
    return say(f"words.place.{name}", language, value=visible(value)) if name else ""


def why(code: str, detail: str, language: Language) -> str:
    """Return why something was not read."""
    from workbench.checks.observation import left_out
    from workbench.checks.observation import why as reason

    if code == "limit":
        return say("words.unread", language, reason=left_out(f"words {detail}", language))
    if code == "no_reader":
        return say("words.no_reader", language)
    if has(f"words.why.{code}"):
        return say("words.unread", language, reason=say(f"words.why.{code}", language))
    return say("words.unread", language, reason=reason(f"{code} {detail}".strip(), language))


def strips_of(examination: Examination, exhibits: Iterable[Exhibit]) -> Strips:
    """Return the strips of some exhibits."""
    return cut_strips(examination.folder, exhibits, examination.words)
