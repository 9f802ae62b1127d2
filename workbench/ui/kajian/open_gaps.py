"""What is still missing on the walk's step: a list, and a chooser that leads to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets
from markupsafe import Markup

from workbench.kajian.gap import LEVELS, Gap
from workbench.text import Language, say
from workbench.text.visible import visible

MOST_SHOWN = 6


class OpenGaps:
    """The gaps of one step.

    Parameters
    ----------
    language
        Of everything shown.
    go
        Called with the gap that the reviewer chose to mend.

    Attributes
    ----------
    listed
        The list, folded.
    target
        The chooser.
    """

    def __init__(self, language: Language, go: Callable[[Gap], None]) -> None:
        self.language = language
        self._go = go
        self._is_filling = False
        self.listed = widgets.HTML()
        self.target = widgets.Dropdown(
            description=say("kajian.ui.go_there", language), layout={"width": "100%"}
        )
        self.target.add_class("kajian-field")
        self.target.add_class("kajian-gaps")
        self.target.observe(self._chosen, names="value")

    def show(self, gaps: Sequence[Gap]) -> None:
        """Show these gaps in place of those before."""
        self.listed.value = str(self._listed(gaps))
        self._is_filling = True
        named = [(visible(gap.message(self.language))[:140], gap) for gap in gaps]
        self.target.options = [(say("kajian.choice.none", self.language), ""), *named]
        self.target.value = ""
        self.target.layout.display = "" if gaps else "none"
        self._is_filling = False

    def _listed(self, gaps: Sequence[Gap]) -> Markup:
        title = say("kajian.ui.gaps_title" if gaps else "kajian.ui.gaps_none", self.language)
        if not gaps:
            return Markup("<p>{}</p>").format(title)
        by_level = [(level, [gap for gap in gaps if gap.level == level]) for level in LEVELS]
        body = Markup("").join(self._level(level, found) for level, found in by_level if found)
        folded = Markup("<details><summary>{} ({})</summary>{}</details>")
        return folded.format(title, len(gaps), body)

    def _level(self, level: str, gaps: Sequence[Gap]) -> Markup:
        texts = [gap.message(self.language) for gap in gaps[:MOST_SHOWN]]
        if len(gaps) > MOST_SHOWN:
            rest = len(gaps) - MOST_SHOWN
            texts.append(say("kajian.ui.gaps_more", self.language, count=rest))
        items = Markup("").join(
            Markup("<li>{}</li>").format(visible(text, lines=True)) for text in texts
        )
        title = say(f"kajian.level.{level}", self.language)
        return Markup("<p><b>{}</b></p><ul>{}</ul>").format(title, items)

    def _chosen(self, change: dict[str, object]) -> None:
        gap = change["new"]
        if not self._is_filling and isinstance(gap, Gap):
            self._go(gap)
