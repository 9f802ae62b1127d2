"""``workbench law list|check|show``: the rule packs and their mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.help_texts import Commands
from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.law.item import Item
    from workbench.law.load import Found
    from workbench.law.pack import Disagreement, Pack
    from workbench.law.unverified import Doubt

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Office = Annotated[Path | None, typer.Option("--office", help="Folder of the office's own packs.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    law = Commands(help="Rule packs: the law as data.")
    law.command("list")(list_packs)
    law.command("check")(check)
    law.command("show")(show)
    law.command("page")(page)
    app.add_typer(law, name="law")


def list_packs(
    unverified: Annotated[
        bool, typer.Option("--unverified", help="List what nobody has verified yet.")
    ] = False,
    office: Office = None,
    json: Json = False,
) -> None:
    """List every rule pack, shipped and the office's own."""
    from workbench.cli.output import print_json, print_table
    from workbench.law import examine_packs

    language = terminal_language()
    if unverified:
        _list_unverified(office, language, as_json=json)
        return
    rows = []
    for found in examine_packs(office):
        data = found.data
        count = sum(1 for _ in data.all_items()) if data else 0
        version = data.version if data else ""
        rows.append((found.folder.name, version, found.origin, count, len(found.problems)))
    names = ("pack", "version", "origin", "items", "problems")
    if json:
        print_json({"packs": [dict(zip(names, row, strict=True)) for row in rows]})
        return
    columns = [say(f"law.list.{name}", language) for name in names]
    print_table(columns, rows, say("law.list.title", language))


def _list_unverified(office: Path | None, language: Language, *, as_json: bool) -> None:
    """Print what is not verified, pack by pack; what packs compile themselves is counted."""
    from collections import Counter

    from workbench.cli.output import print_json, print_table
    from workbench.law import load_pack, usable_packs
    from workbench.law.unverified import COMPILED, doubts

    found = [(one, load_pack(one.id or "", office=office)) for one in usable_packs(office)]
    listed = {pack.id: list(doubts(pack)) for _, pack in found}
    if as_json:
        print_json(
            {
                key: [
                    {"section": one.section, "item": one.item, "text": one.marked.as_json()}
                    for one in rows
                ]
                for key, rows in listed.items()
            }
        )
        return
    columns = [say(f"law.show.{name}", language) for name in ("section", "id", "text", "note")]
    for _, pack in found:
        rows = [
            (one.section, one.item, one.marked.words.in_(language), _note(one, language))
            for one in listed[pack.id]
            if one.section not in COMPILED
        ]
        title = f"{pack.title.in_(language)}: {say('law.list.unverified', language)}"
        print_table(columns, rows, title)
        counts = Counter(one.section for one in listed[pack.id] if one.section in COMPILED)
        for section, count in counts.items():
            name = say(f"law.section.{section}", language)
            typer.echo(say("law.list.compiled", language, section=name, count=count))


def _note(doubt: Doubt, language: Language) -> str:
    return doubt.marked.note.in_(language) if doubt.marked.note is not None else ""


def check(
    pack: Annotated[str, typer.Argument(help="Folder name of one pack; empty for all.")] = "",
    office: Office = None,
    json: Json = False,
) -> None:
    """Validate rule packs and name the line of every mistake."""
    from workbench.cli.output import print_json
    from workbench.errors import LawError
    from workbench.law import disagreements, examine_packs

    language = terminal_language()
    found = [one for one in examine_packs(office) if pack in ("", one.folder.name)]
    if not found:
        raise LawError("law_pack_unknown", pack=pack, known="")
    problems = [problem for one in found for problem in one.problems]
    at_odds = disagreements(office)
    if json:
        print_json(
            {
                "packs": [one.folder.name for one in found],
                "problems": [vars(problem) for problem in problems],
                "contradictions": [_at_odds(one) for one in at_odds],
            }
        )
    else:
        told = [*_fine(found, language)]
        told += [problem.sentence(language) for problem in problems]
        told += [say("law.check.contradiction", language, **_at_odds(odd)) for odd in at_odds]
        typer.echo("\n".join(told))
    raise typer.Exit(1 if problems else 0)


def _fine(found: Iterable[Found], language: Language) -> Iterator[str]:
    """Yield a sentence for each pack without a mistake: how many items it holds."""
    for one in found:
        if one.data is not None and not one.problems:
            count = sum(1 for _ in one.data.all_items())
            yield say("law.check.fine", language, pack=one.folder.name, count=count)


def _at_odds(one: Disagreement) -> dict[str, str]:
    """Return an item that two packs give differently, and whose wording is used."""
    place = {"section": one.section, "item": one.item}
    return {**place, "used": one.used_origin, "other": one.other_origin}


def show(
    pack: Annotated[str, typer.Argument(help="Id of the pack.")],
    item: Annotated[str, typer.Argument(help="Id of one item; empty for all.")] = "",
    office: Office = None,
    json: Json = False,
) -> None:
    """Show a pack's items, or one item with everything it says."""
    from workbench.cli.output import print_json, print_table
    from workbench.errors import LawError
    from workbench.law import load_pack

    language = terminal_language()
    loaded = load_pack(pack, office=office)
    rows = [
        (section, one) for section, one in loaded.data.all_items() if item in ("", one.id, section)
    ]
    if not rows:
        raise LawError("law_item_unknown", item=item, pack=pack)
    if json:
        shown = [
            {"section": section} | one.model_dump(mode="json", by_alias=True)
            for section, one in rows
        ]
        print_json({"pack": loaded.id, "sha256": loaded.sha256, "items": shown})
        return
    names = ("section", "id", "text", "mark", "basis", "note")
    columns = [say(f"law.show.{name}", language) for name in names]
    cells = [row for section, one in rows for row in _cells(loaded, section, one, language)]
    print_table(columns, cells, loaded.title.in_(language))
    typer.echo(say("law.legend", language))


def _cells(pack: Pack, section: str, item: Item, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield an item's row, then one for everything it holds, each with its own mark."""
    from workbench.law.marked import Marked, mark_name
    from workbench.law.page import counting, inner_items

    def row(marked: Marked, behind: str = "") -> tuple[str, ...]:
        text = f"{marked.in_(language)}: {behind}" if behind else marked.in_(language)
        basis, notes = marked.basis_in(language), " ".join(marked.notes_in(language))
        return text, mark_name(marked.mark, language), basis, notes

    own = pack.marked(item)
    yield section, item.id, *row(own)
    for inner in counting(item):
        yield "", "", *row(inner)
    for behind, inner in inner_items(pack, item):
        yield "", "", *row(inner, behind)


def page(
    language: Annotated[str, typer.Option(help="Language of the page: id or en.")] = "en",
    office: Office = None,
) -> None:
    """Print the page about every pack as Markdown, as in docs/rule-packs.md."""
    from workbench.law import examine_packs
    from workbench.law.page import markdown

    typer.echo(markdown(examine_packs(office), "id" if language == "id" else "en"), nl=False)
