"""The part of an exhibit's page where a machine's readings are confirmed or corrected."""

from __future__ import annotations

import ipywidgets as widgets

from workbench.text import say
from workbench.ui.evidence.readings import place_text, strip_of, strips_of
from workbench.ui.kajian.page_parts import Parts, Widgets

#: Lines of one exhibit that the form offers; others are corrected in kajian.yaml.
MOST = 80


class WordPages(Parts):
    """Makes the fields in which a reviewer says what stands on a strip."""

    def _words(self, item: str) -> Widgets:
        """Yield a strip, what a machine read there, and a field for what the reviewer reads."""
        if self.examination is None:
            yield self.fields.note(say("kajian.ui.not_examined", self.language))
            return
        exhibit = next((one for one in self.examination.exhibits if one.id == item), None)
        reading = self.examination.words.of(exhibit) if exhibit is not None else None
        if exhibit is None or reading is None or not reading.machine_read:
            yield self.fields.note(say("words.exhibit_none", self.language))
            return
        cut = strips_of(self.examination, [exhibit]).get(exhibit.path, {})
        for surface, line in reading.machine_read[:MOST]:
            strip = cut.get((surface.place, line.box))
            where = place_text(surface.place, self.language)
            shown = strip_of(strip, line, self.language) if strip else ""
            yield widgets.HTML(f"{where} {shown}" if where else str(shown))
            place = ("exhibits", item, "words", surface.where(line))
            label = say("words.machine", self.language, text=line.text)
            field = self.fields.text(place, "exhibit.word", label=label)
            yield field
            yield self._confirm(line.text, field)

    def _confirm(self, text: str, field: widgets.Widget) -> widgets.Widget:
        button = self.fields.button(say("words.confirm", self.language), "kajian-confirm-words")
        control = field.children[0] if hasattr(field, "children") else field

        def confirmed(_: object) -> None:
            control.value = text

        button.on_click(confirmed)
        return button
