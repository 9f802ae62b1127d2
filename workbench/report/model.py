"""The report as data: every word resolved, nothing left to compute in a template.

One view is built once and rendered several times (HTML, PDF, Word), so that no
rendering knows more than another. Every text from a case has already passed
:func:`workbench.text.visible.visible`; escaping for a format is the format's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from workbench.text import Language


@dataclass(frozen=True)
class Row:
    """A name and its value; `foreign` when the value is a stranger's own words."""

    name: str
    value: str
    foreign: bool = False


@dataclass(frozen=True)
class Link:
    """A text that leads to another place of the report."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A picture re-encoded from pixels (JPEG), with what stands in for it when unseen."""

    data: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Table:
    """A table with a caption; `empty` is the sentence shown when there are no rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""

    def weights(self) -> tuple[float, ...]:
        """Return how wide each column wants to be beside the others, from what it holds.

        Long texts get more room, but only by the square root of their length, and no
        column less than its longest word needs.
        """
        return tuple(
            round(max(_longest_word(column) * 1.15, 3.2 * sqrt(_mean_length(column))), 2)
            for column in zip(self.columns, *self.rows, strict=True)
        )


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG, its caption, and a text that says the same in words."""

    svg: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Cover:
    """What stands on the first page."""

    kicker: str
    profile: str
    title: str
    number: str
    name: str
    invented: str
    rows: tuple[Row, ...]
    allegation_title: str
    allegation: tuple[str, ...]
    allegation_empty: str
    principle: str


@dataclass(frozen=True)
class Count:
    """One figure of the summary: the number as text and what it counts."""

    number: str
    name: str


@dataclass(frozen=True)
class Attention:
    """One line of the summary that asks for an answer; `anchor` leads to the whole."""

    anchor: str
    severity: str
    severity_name: str
    title: str
    message: str


@dataclass(frozen=True)
class Summary:
    """The page a commissioner reads when there is time for one page."""

    title: str
    counts: tuple[Count, ...]
    balance: str
    status: tuple[str, ...]
    attention_title: str
    attention: tuple[Attention, ...]
    attention_more: str
    attention_empty: str


@dataclass(frozen=True)
class Decisive:
    """An exhibit that the conclusions rest on; `anchor` leads to all that is known of it."""

    anchor: str
    id: str
    label: str
    picture: Picture | None
    no_picture: str


@dataclass(frozen=True)
class Brief:
    """One page for who decides; each line of it leads to where the whole stands."""

    anchor: str
    title: str
    alleged_title: str
    alleged: tuple[str, ...]
    alleged_empty: str
    ends: Table
    exhibits_title: str
    exhibits: tuple[Decisive, ...]
    exhibits_more: str
    exhibits_empty: str
    open_title: str
    open: tuple[Link, ...]
    open_more: str
    open_empty: str
    clocks: Table


@dataclass(frozen=True)
class Section:
    """A numbered section of plain tables and sentences."""

    anchor: str
    title: str
    intro: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExhibitCard:
    """One exhibit: what the file is, what it says of itself, what people say about it."""

    anchor: str
    id: str
    title: str
    path: str
    status: str
    status_name: str
    reason: str
    picture: Picture | None
    no_picture: str
    identity: tuple[Row, ...]
    digest_name: str
    digest: tuple[str, ...]
    file_title: str
    file_rows: tuple[Row, ...]
    file_empty: str
    claim_title: str
    claim_rows: tuple[Row, ...]
    claim_empty: str
    notes_title: str
    notes: tuple[Link, ...]


@dataclass(frozen=True)
class Exhibits:
    """The list of exhibits: an overview table, then one card for each.

    With very many exhibits the cards are `dense`: small, side by side what stood below.
    """

    anchor: str
    title: str
    intro: tuple[str, ...]
    overview: Table
    cards: tuple[ExhibitCard, ...]
    dense: bool = False


@dataclass(frozen=True)
class Member:
    """One exhibit in a group of like ones."""

    id: str
    path: str
    picture: Picture | None
    no_picture: str


@dataclass(frozen=True)
class Drawn:
    """One of several pictures that stand side by side, and what it shows."""

    picture: Picture
    caption: str


@dataclass(frozen=True)
class Comparison:
    """Two like exhibits beside each other, and one laid onto the other."""

    title: str
    panels: tuple[Drawn, ...]


@dataclass(frozen=True)
class LikeGroup:
    """Exhibits that are alike, and how that was measured, in words and in pictures.

    Attributes
    ----------
    members
        Every exhibit of the group: its contact sheet, `columns` in a row.
    comparisons
        Pairs laid onto each other; `more` says how many the page has no room for.
    pairs
        What was measured: each exhibit against the one it hangs on; `rest` says how many
        more pairs there are, and where.
    """

    anchor: str
    title: str
    kind: str
    meaning: str
    columns: int
    members: tuple[Member, ...]
    comparisons_title: str
    comparisons_intro: str
    comparisons: tuple[Comparison, ...]
    more: str
    pairs: Table
    rest: str = ""


@dataclass(frozen=True)
class LikeFamily:
    """Which exhibit is nearest to the original, and how each of the others hangs on another."""

    text: str
    steps: Table


@dataclass(frozen=True)
class Likeness:
    """All families and groups of like exhibits; `legend` says how to read them.

    With very many exhibits the pairs of all groups stand in one `annex`.
    """

    anchor: str
    title: str
    intro: tuple[str, ...]
    figures: tuple[Figure, ...]
    families: tuple[LikeFamily, ...]
    legend: tuple[str, ...]
    groups: tuple[LikeGroup, ...]
    empty: str
    answers: Table | None
    limits: str
    annex: Table | None = None


@dataclass(frozen=True)
class Note:
    """What one check noticed, on one exhibit or several: said once, with each case of it."""

    anchor: str
    code: str
    severity: str
    severity_name: str
    title: str
    exhibits: str
    messages: tuple[str, ...]
    parts: tuple[Row, ...]


@dataclass(frozen=True)
class Notes:
    """All observations, the most pressing first."""

    anchor: str
    title: str
    intro: tuple[str, ...]
    exhibits_name: str
    notes: tuple[Note, ...]
    empty: str


@dataclass(frozen=True)
class Answer:
    """One part of the kajian: its label, the reviewer's words, or that there are none."""

    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    empty: str


@dataclass(frozen=True)
class Kajian:
    """The reviewer's own work, apart from everything the tool observed."""

    anchor: str
    title: str
    intro: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class ReportView:
    """A whole report.

    Attributes
    ----------
    language
        ``id`` or ``en``; also the document's declared language.
    dated
        The case's latest own date (ISO 8601, a day), which a PDF must carry. Never
        the day of printing: the same study gives the same bytes.
    title, running
        The document's title, and the line at the foot of each printed page.
    office
        Whose it is, for the file's properties; empty where neither settings nor case say.
    contents
        One link for each section, in order.
    """

    language: Language
    dated: str
    title: str
    running: str
    office: str
    page_name: str
    skip: str
    contents_title: str
    contents: tuple[Link, ...]
    cover: Cover
    brief: Brief | None
    summary: Summary
    parties: Section
    timeline: Section
    places: Section
    exhibits: Exhibits
    likeness: Likeness
    notes: Notes
    statements: Section
    kajian: Kajian
    method: Section
    verify: Section


def _longest_word(cells: tuple[str, ...]) -> int:
    words = (len(word) for cell in cells for word in cell.split())
    return min(max(words, default=1), _LONGEST)


def _mean_length(cells: tuple[str, ...]) -> float:
    return sum(len(cell) for cell in cells[1:]) / max(1, len(cells) - 1)


# A longer word is broken rather than given the whole width.
_LONGEST = 16
