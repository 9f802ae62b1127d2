"""The page about rule packs, made from the packs themselves."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.law.load import Found
from workbench.law.shapes import SECTIONS, ClockProfile, Item, Norm, PackFile
from workbench.text import Language, say


def markdown(packs: list[Found], language: Language) -> str:
    """Return the page as Markdown; see ``docs/rule-packs.md``."""
    lines = [f"# {say('law.page.title', language)}", "", say("law.page.intro", language), ""]
    for found in packs:
        if found.data is not None:
            lines += _pack(found.data, language)
    return "\n".join([*lines, *_keys(language)]).rstrip() + "\n"


def _pack(data: PackFile, language: Language) -> Iterator[str]:
    title = data.title.in_(language) if data.title else data.id
    yield f"## {title}"
    yield ""
    yield say("law.page.named", language, id=data.id, version=data.version)
    yield ""
    if data.note is not None:
        yield _cell(data.note.in_(language))
        yield ""
    for section in SECTIONS:
        items: tuple[Item, ...] = getattr(data, section)
        if items:
            yield f"### {say(f'law.section.{section}', language)}"
            yield ""
            yield from _table(items, language)
            yield ""


def _table(items: tuple[Item, ...], language: Language) -> Iterator[str]:
    names = ("id", "text", "basis", "valid", "mark")
    yield "| " + " | ".join(say(f"law.show.{name}", language) for name in names) + " |"
    yield "|---|---|---|---|---|"
    for item in items:
        cells = (
            f"`{item.id}`",
            _text(item, language),
            _basis(item),
            _validity(item),
            say(f"kajian.mark.{item.mark}", language),
        )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _text(item: Item, language: Language) -> str:
    parts = [item.label_in(language)]
    if isinstance(item, Norm):
        parts.append(", ".join(f"`{element}`" for element in item.elements))
    if isinstance(item, ClockProfile):
        for clock in item.clocks:
            length = f"{clock.hours} h" if clock.hours is not None else f"{clock.days} d"
            mark = say(f"kajian.mark.{clock.mark}", language)
            parts.append(f"{clock.title.in_(language)}: {length} ({mark})")
    readings = getattr(item, "readings", ())
    parts += [f"{reading.text.in_(language)} ({reading.source})" for reading in readings]
    parts += [f"{period.text.in_(language)}: {period.from_} – {period.to}"
              for period in getattr(item, "periods", ())]  # fmt: skip
    if item.note is not None:
        parts.append(f"_{item.note.in_(language)}_")
    return "<br>".join(parts)


def _basis(item: Item) -> str:
    named = f"{getattr(item, 'instrument', '')} {getattr(item, 'article', '')}".strip()
    return named or item.source


def _validity(item: Item) -> str:
    first, last = item.valid.from_, item.valid.to
    return f"{first or '…'} – {last or '…'}" if first or last else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _keys(language: Language) -> Iterator[str]:
    """List what each section's items may hold, for somebody who writes a pack."""
    yield f"## {say('law.page.keys', language)}"
    yield ""
    yield say("law.page.own", language)
    yield ""
    for section in SECTIONS:
        shape = PackFile.model_fields[section].annotation
        inner = getattr(shape, "__args__", (Item,))[0]
        keys = [field.alias or name for name, field in inner.model_fields.items()]
        yield f"- `{section}`: {', '.join(f'`{key}`' for key in keys)}"
