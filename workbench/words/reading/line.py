"""What was read: lines of text with their boxes, on one surface after another of an exhibit.

A surface is whatever is read in one piece: the picture itself, a page, a still of a film, a
picture inside a document. A line keeps where it stands, which reader read it and how sure that
reader was; so a person can look at the place itself. Everything here is plain values, so that it
crosses the border of the guarded child and can be kept by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Boxes are in hundredths of a percent of the surface, whatever its size in pixels.
WHOLE = 10_000
#: Below this score, in thousandths, a line is marked as doubtful. It catches few of the wrong
#: lines: a reader is sure of most of its mistakes (bench/words.py tells how many).
DOUBTFUL = 900

#: Letters of one line; the rest of a longer one is cut off.
LONGEST = 4000
# Lines below one that a phrase may go on in.
_LINES_BEYOND = 2

#: Text that the file itself holds, with its places: no machine's reading.
OWN_TEXT = "pdf"
#: The reader of words in pictures.
OCR = "rapidocr"

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it was read.

    Attributes
    ----------
    text
        The words.
    box
        Where they stand.
    score
        How sure the reader was, in thousandths; 1000 for a file's own text.
    ground, ink
        Colours behind and of the letters, as ``0xRRGGBB``; -1 where none was taken.
    island
        The area of one colour that the line stands in, such as the bubble of a message; the
        whole surface where there is none.
    """

    text: str
    box: Box
    score: int = 1000
    ground: int = -1
    ink: int = -1
    island: Box = (0, 0, WHOLE, WHOLE)

    @property
    def is_doubtful(self) -> bool:
        """Whether the reader itself was not sure."""
        return self.score < DOUBTFUL

    @property
    def where(self) -> str:
        """The box as a media fragment: left, top, width, height in percent."""
        left, top, right, bottom = self.box
        shown = (left, top, right - left, bottom - top)
        return "xywh=percent:" + ",".join(f"{number / 100:g}" for number in shown)

    def to_json(self) -> list[Any]:
        """Return plain values that :meth:`from_json` understands."""
        return [self.text, list(self.box), self.score, self.ground, self.ink, list(self.island)]

    @classmethod
    def from_json(cls, row: list[Any]) -> Line:
        """Return the line that :meth:`to_json` described."""
        text, box, score, ground, ink, island = row
        return cls(text, _box(box), score, ground, ink, _box(island))


@dataclass(frozen=True)
class Surface:
    """What was read in one piece.

    Attributes
    ----------
    place
        Where it lies in the exhibit: empty for the picture itself, ``page=3``, ``time=12.5``,
        ``media=image1.png``.
    reader
        ``rapidocr``, or ``pdf`` for a page's own text.
    width, height
        In pixels as it was read, or points of a page.
    lines
        From top to bottom.
    """

    place: str
    reader: str
    width: int
    height: int
    lines: tuple[Line, ...] = ()

    @property
    def is_reading(self) -> bool:
        """Whether a machine read pixels here; a file's own text is none."""
        return self.reader != OWN_TEXT

    def followed(self) -> Iterator[tuple[Line, str]]:
        """Yield each line with how its text goes on in the lines below it; empty where it ends.

        A line goes on in the next one on the same ground that begins near its left edge and no
        more than a line's height below it.
        """
        for number, line in enumerate(self.lines):
            beyond: list[str] = []
            above = line
            for below in self.lines[number + 1 : number + 1 + _LINES_BEYOND]:
                if not _goes_on(above, below):
                    break
                beyond.append(below.text)
                above = below
            yield line, " ".join(beyond)

    def where(self, line: Line) -> str:
        """Return a line's place in the exhibit: a media fragment."""
        return f"{self.place}&{line.where}" if self.place else line.where

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "place": self.place, "reader": self.reader, "width": self.width,
            "height": self.height, "lines": [line.to_json() for line in self.lines],
        }  # fmt: skip

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Surface:
        """Return the surface that :meth:`to_json` described."""
        lines = tuple(map(Line.from_json, row["lines"]))
        return cls(row["place"], row["reader"], row["width"], row["height"], lines)


@dataclass(frozen=True)
class Reading:
    """What was read of one content.

    Attributes
    ----------
    surfaces
        In the order of the exhibit; those without any words are left out.
    looked_at
        How many surfaces were read, with words or without.
    unread
        (code, detail) of what was not: a limit, a decoder's reason, a reader that is missing.
    """

    surfaces: tuple[Surface, ...] = ()
    looked_at: int = 0
    unread: tuple[tuple[str, str], ...] = ()

    def lines(self) -> Iterator[tuple[Surface, Line]]:
        """Yield every line with the surface that it stands on."""
        for surface in self.surfaces:
            for line in surface.lines:
                yield surface, line

    @property
    def machine_read(self) -> list[tuple[Surface, Line]]:
        """The lines that a machine read in pixels."""
        return [(surface, line) for surface, line in self.lines() if surface.is_reading]

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "surfaces": [surface.to_json() for surface in self.surfaces],
            "looked_at": self.looked_at,
            "unread": [list(one) for one in self.unread],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Reading:
        """Return the reading that :meth:`to_json` described."""
        surfaces = tuple(map(Surface.from_json, row["surfaces"]))
        unread = tuple((code, detail) for code, detail in row["unread"])
        return cls(surfaces, row["looked_at"], unread)


def _goes_on(above: Line, below: Line) -> bool:
    height = max(above.box[3] - above.box[1], below.box[3] - below.box[1], 1)
    is_near = -height < 2 * (below.box[1] - above.box[3]) < 2 * height
    shares = min(above.box[2], below.box[2]) - max(above.box[0], below.box[0])
    return is_near and 2 * shares > min(above.box[2] - above.box[0], below.box[2] - below.box[0])


def _box(values: list[int]) -> Box:
    left, top, right, bottom = values
    return left, top, right, bottom
