"""How far the reading of exhibits is, in a notebook: a bar that goes away when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import ipywidgets as widgets
from IPython.display import display

from workbench.evidence.progress import Progress
from workbench.text import Language, has, say


@contextmanager
def shown(language: Language) -> Iterator[Progress]:
    """Show a bar while the block runs; yield what it is to be told through."""
    bar = widgets.IntProgress(min=0, max=1, layout=widgets.Layout(width="20em"))
    bar.add_class("workbench-progress")
    name = widgets.Label()
    box = widgets.HBox([bar, name])

    def tell(step: str, done: int, total: int) -> None:
        key = f"evidence.step.{step}"
        bar.max, bar.value = max(total, 1), done
        counted = f" ({done}/{total})" if total > 1 else ""
        name.value = (say(key, language) if has(key) else step) + counted

    display(box)
    try:
        yield tell
    finally:
        box.layout.display = "none"
        box.close()
