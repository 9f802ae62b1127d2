"""The page about rule packs, made from the packs themselves."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.law.citations import in_english
from workbench.law.form_shapes import Form
from workbench.law.item import Item, Mark, Words
from workbench.law.load import Found
from workbench.law.marked import Marked, both, mark_name
from workbench.law.number_shapes import Numbering, Regions
from workbench.law.pack import Pack
from workbench.law.shapes import SECTIONS, ClockProfile, Norm, PackFile
from workbench.text import Language, say


def markdown(packs: list[Found], language: Language) -> str:
    """Return the page as Markdown; see ``docs/rule-packs.md``."""
    lines = [f"# {say('law.page.title', language)}", "", say("law.page.intro", language), ""]
    for found in packs:
        if found.data is not None:
            lines += _pack(found.data, language)
    return "\n".join([*lines, *_keys(language)]).rstrip() + "\n"


def inner_items(pack: Pack, item: Item) -> Iterator[tuple[str, Marked]]:
    """Yield what an item holds below itself, each with its own mark: clocks, stages, readings.

    Returns
    -------
    iterator of (str, Marked)
        What stands behind the text (a window, two days, a source), and the text.
    """
    for clock in item.clocks if isinstance(item, ClockProfile) else ():
        days = clock.days if clock.before is None else -clock.before
        length = f"{clock.hours} h" if clock.hours is not None else f"{days} d"
        yield f"{length}, {clock.from_} → {clock.until}", pack.marked(clock)
    for period in getattr(item, "periods", ()):
        yield f"{period.from_} – {period.to}", pack.marked(period)
    for reading in getattr(item, "readings", ()):
        yield reading.source, pack.marked(item, reading.text)
    for name in _ALSO:
        words = getattr(item, name, None)
        if words is not None:
            yield "", pack.marked(item, words)
    for part in item.parts if isinstance(item, Form) else ():
        yield part.kind, pack.marked(item, part.label)


# What an item says beside its own words.
_ALSO = (
    "question",
    "require",
    "lesson",
    "sanction",
    "respondents",
    "via",
    "then",
    "use",
    "addressee",
)


def counting(item: Item) -> Iterator[Marked]:
    """Yield how a clock profile counts its days; its definitions have marks of their own."""
    if isinstance(item, ClockProfile):
        yield _definition(
            both(f"law.unit.{item.day_type}"), item.day_type_mark, item.day_type_basis
        )
        first = both(f"law.first_day.{item.first_day}")
        yield _definition(first, item.first_day_mark, item.first_day_basis)


def _definition(words: Words, mark: Mark, basis: str) -> Marked:
    told = Marked(Words(id=basis, en=in_english(basis)), mark) if basis else None
    return Marked(words, mark, None, told)


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
            yield from _table(Pack(data), items, language)
            yield ""


def _table(pack: Pack, items: tuple[Item, ...], language: Language) -> Iterator[str]:
    names = ("id", "text", "basis", "valid", "mark")
    yield "| " + " | ".join(say(f"law.show.{name}", language) for name in names) + " |"
    yield "|---|---|---|---|---|"
    for item in items:
        cells = (
            f"`{item.id}`",
            _text(pack, item, language),
            pack.marked(item).basis_in(language),
            _validity(item),
            mark_name(item.mark, language),
        )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _text(pack: Pack, item: Item, language: Language) -> str:
    parts = [pack.told(item, language)]
    if isinstance(item, Norm):
        parts.append(", ".join(f"`{element}`" for element in item.elements))
    parts += [
        f"{inner.in_(language)}: {inner.basis_in(language)}".rstrip(": ")
        for inner in counting(item)
    ]
    for behind, inner in inner_items(pack, item):
        parts.append(f"{inner.in_(language)}: {behind}" if behind else inner.in_(language))
        own = inner.note if inner.note is not item.note else None
        parts += [f"_{own.in_(language)}_"] if own is not None else []
    if isinstance(item, Regions):
        parts.append(say("law.page.codes", language, count=len(item.every_code())))
    if isinstance(item, Numbering):
        parts += [f"`{example}`" for example in item.examples]
    if item.note is not None:
        parts.append(f"_{item.note.in_(language)}_")
    if item.source and getattr(item, "instrument", ""):
        parts.append(f"{say('law.page.source', language)}: {item.source}")
    return "<br>".join(parts)


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
    yield say("law.page.layers", language)
    yield ""
    for section in SECTIONS:
        shape = PackFile.model_fields[section].annotation
        inner = getattr(shape, "__args__", (Item,))[0]
        keys = [field.alias or name for name, field in inner.model_fields.items()]
        yield f"- `{section}`: {', '.join(f'`{key}`' for key in keys)}"
