"""What a check may look at: the case, its exhibits and facts, and questions asked often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from workbench.case import CaseFolder, Moment
from workbench.case.schema import ExhibitClaim
from workbench.checks.observation import Severity
from workbench.checks.shown import when
from workbench.duplicates.pair import Duplicates
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.chats.talk import Talk
from workbench.metadata.fact import Captured, Fact, TimelineEntry
from workbench.words.conversation.case_screens import LaidScreen
from workbench.words.reading.case_readings import CaseReadings


@dataclass(frozen=True)
class Phase:
    """One stretch of an election's calendar, as plain data from the rule pack.

    Attributes
    ----------
    code
        ``before_candidates``, ``campaign``, ``quiet``, ``vote`` or another of the pack.
    start, end
        Aware; `end` exclusive.
    name
        As the rule pack calls it, in Indonesian.
    """

    code: str
    start: datetime
    end: datetime
    name: str
    name_en: str = ""


@dataclass(frozen=True)
class CheckContext:
    """Everything known about a case before the checks run.

    Attributes
    ----------
    phases
        The election calendar, handed in by the caller because checks stand beside
        the law, not above it; empty when none applies.
    talks
        By path, the conversations of each export, message by message.
    words
        What the case holds of words that were read in its exhibits.
    laid
        Screenshots of conversations, each laid against an export of the same one.
    """

    folder: CaseFolder
    exhibits: tuple[Exhibit, ...]
    facts: tuple[Fact, ...]
    captured: tuple[Captured, ...]
    timeline: tuple[TimelineEntry, ...]
    duplicates: Duplicates
    phases: tuple[Phase, ...] = ()
    talks: Mapping[str, tuple[Talk, ...]] = field(default_factory=dict)
    words: CaseReadings = field(default_factory=CaseReadings)
    laid: tuple[LaidScreen, ...] = ()

    def when(self, moment: Moment) -> str:
        """Return a time as observations write it: in the case's zone, and as it is stated."""
        return when(moment, self.folder.case.offset)

    def of(self, exhibit: Exhibit, source: str = "", name: str = "") -> Iterator[Fact]:
        """Yield the facts of one exhibit, of one layer and name where these are given."""
        if source:
            yield from self._index.get((exhibit.path, source, name), ())
            return
        for fact in self._index.get((exhibit.path, "", ""), ()):
            if not name or fact.name == name:
                yield fact

    def first(self, exhibit: Exhibit, source: str, name: str) -> Fact | None:
        """Return the first such fact of one exhibit, or None."""
        return next(self.of(exhibit, source, name), None)

    def claim(self, exhibit: Exhibit) -> ExhibitClaim | None:
        """Return what people say about one exhibit."""
        return self._claims.get(exhibit.path)

    def is_claimed_original(self, exhibit: Exhibit) -> bool:
        """Whether people say that one exhibit is as the device wrote it.

        What happens to most files on their way (shrinking, an editor's name) contradicts
        nothing until somebody says this.
        """
        claim = self.claim(exhibit)
        return claim is not None and claim.originality == "original"

    def if_claimed_original(self, exhibit: Exhibit) -> Severity:
        """Return ``attention`` for a claimed original, otherwise ``info``."""
        return "attention" if self.is_claimed_original(exhibit) else "info"

    def row(self, exhibit: Exhibit) -> Captured:
        """Return the row of one exhibit in the captured table."""
        return self._rows[exhibit.path]

    def messenger(self, exhibit: Exhibit) -> Fact | None:
        """Return the fact by which one exhibit seems to have come through a messenger."""
        tool = self.first(exhibit, "filename", "Tool")
        return tool if tool is not None and tool.typed == "messenger" else None

    @cached_property
    def _index(self) -> dict[tuple[str, str, str], list[Fact]]:
        """Facts by path, by path and layer, and by path, layer and name: asked for often."""
        table: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for key in (("", ""), (fact.source, ""), (fact.source, fact.name)):
                table[fact.path, *key].append(fact)
        return table

    @cached_property
    def _claims(self) -> dict[str, ExhibitClaim]:
        # Of two entries for one file the first holds, as in CaseFolder.claim_for.
        return {claim.file: claim for claim in reversed(self.folder.claims)}

    @cached_property
    def _rows(self) -> dict[str, Captured]:
        return {row.path: row for row in self.captured}


def moment_of(typed: str) -> Moment | None:
    """Return the moment of a typed time, or None when it is empty."""
    return Moment.parse(typed) if typed else None
