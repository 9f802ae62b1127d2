"""``workbench index`` and ``workbench search``: the same picture across all cases."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.help_texts import Commands
from workbench.errors import CaseError, WorkbenchError
from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.duplicates.index.index import Hit, Index

Place = Annotated[
    Path | None,
    typer.Option("--index", envvar="WORKBENCH_INDEX", help="The index's folder."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Cases = Annotated[list[Path], typer.Argument(metavar="CASE…", help="One or more case folders.")]

_CLAIMS = ("taken_at", "taken_by", "taken_place", "device")


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    family = Commands(help="Keep the index of all cases' pictures.")
    family.command("add")(add)
    family.command("list")(list_cases)
    family.command("remove")(remove)
    family.command("rebuild")(rebuild)
    family.command("repeats")(repeats)
    app.add_typer(family, name="index")
    app.command("search")(search)


def add(cases: Cases, index: Place = None, json: Json = False) -> None:
    """Put cases into the index, in place of what it held of them."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination.examine import examine
    from workbench.examination.indexing import put

    opened, language = _opened(index, make=True), terminal_language()
    done = []
    for case in cases:
        folder = load(case)
        with shown(language) as progress:
            examined = examine(folder, progress=progress)
        done.append({"case": folder.name, "exhibits": put(opened, examined)})
        if not json:
            typer.echo(visible(say("duplicates.index.added", language, **done[-1])))
    if json:
        print_json({"added": done})


def list_cases(index: Place = None, json: Json = False) -> None:
    """List the cases of the index; of one that you cannot open, only that it is there."""
    from workbench.cli.output import print_json, print_table

    opened, language = _opened(index), terminal_language()
    # A name decides the order: those of closed cases must not show in it.
    cases = sorted(opened.cases(), key=lambda case: not case.is_open)
    rows: list[dict[str, Any]] = [
        {"case": case.name, "folder": case.key, "exhibits": case.exhibits, "closed": False}
        if case.is_open
        else {"closed": True}
        for case in cases
    ]
    if json:
        print_json({"cases": rows})
    elif not cases:
        typer.echo(say("duplicates.index.empty", language, path=str(opened.folder)))
    else:
        closed = say("duplicates.index.closed_case", language)
        names = ("case", "folder", "exhibits")
        columns = [say(f"duplicates.index.column.{name}", language) for name in names]
        shown = [
            [row.get(name, closed if name == "case" else "") for name in names] for row in rows
        ]
        print_table(columns, shown)


def remove(cases: Cases, index: Place = None) -> None:
    """Take cases out of the index; the case folders stay as they are."""
    opened, language = _opened(index), terminal_language()
    missing = False
    for case in cases:
        found = opened.remove(str(case.expanduser().resolve()))
        missing |= not found
        key = "removed" if found else "not_there"
        typer.echo(visible(say(f"duplicates.index.{key}", language, case=str(case))))
    raise typer.Exit(1 if missing else 0)


def rebuild(index: Place = None) -> None:
    """Make the index's arrays anew from its database."""
    exhibits = _opened(index).rebuild()
    typer.echo(say("duplicates.index.rebuilt", terminal_language(), exhibits=exhibits))


def search(
    file: Annotated[Path, typer.Argument(help="A picture, or any other file.")],
    index: Place = None,
    json: Json = False,
) -> None:
    """Find where else a file appears, over all cases of the index."""
    from workbench.cli.output import print_json
    from workbench.examination.indexing import asked

    opened, known = _opened(index), asked(file)
    hits = opened.search(known)
    differing = differing_claims(hits)
    if json:
        found = [hit.as_json() for hit in hits]
        print_json({"file": str(file), "hits": found, "claims_differ": differing})
        return
    language = terminal_language()
    if not (known.pictures() or known.sound or known.words):
        typer.echo(say("duplicates.search.only_bytes", language))
    _print(hits, differing, len(opened.cases()), language)


def repeats(
    index: Place = None,
    minutes: Annotated[
        float, typer.Option(min=0, help="How long to compare what was not compared yet.")
    ] = 10.0,
    json: Json = False,
) -> None:
    """Show what stands in more than one case of the index."""
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown

    opened, language = _opened(index), terminal_language()
    with shown(language, "duplicates") as progress:
        left = opened.compare(60 * minutes, lambda done, total: progress("repeats", done, total))
    found = opened.repeats()
    rows = [
        {
            "hits": [hit.as_json() for hit in repeat.hits],
            "claims_differ": differing_claims(repeat.hits),
        }
        for repeat in found
    ]
    if json:
        print_json({"repeats": rows, "not_compared": left})
        return
    if not found:
        typer.echo(say("duplicates.repeats.none", language))
    for number, repeat in enumerate(found, 1):
        typer.echo(say("duplicates.repeats.one", language, number=number))
        _print_hits(repeat.hits, differing_claims(repeat.hits), language)
    if left:
        typer.echo(say("duplicates.repeats.left", language, count=left))


def differing_claims(hits: Iterable[Hit]) -> list[str]:
    """Return the fields of ``exhibits.yaml`` that two open hits fill differently.

    Another shot of the scene may well have been taken at another time, by somebody else.
    """
    said: dict[str, set[str]] = {}
    for hit in hits:
        if hit.pair is not None and hit.pair.kind == "scene":
            continue
        for name, value in hit.claims.items():
            said.setdefault(name, set()).add(" ".join(value.casefold().split()))
    return [name for name in _CLAIMS if len(said.get(name, ())) > 1]


def _print(hits: tuple[Hit, ...], differing: list[str], cases: int, language: Language) -> None:
    if hits:
        _print_hits(hits, differing, language)
    else:
        typer.echo(say("duplicates.search.none", language, cases=cases))


def _print_hits(hits: tuple[Hit, ...], differing: list[str], language: Language) -> None:
    from workbench.cli.output import print_table
    from workbench.duplicates.relations.wording import distance_text, kind_text, transform_text

    measures = (kind_text, distance_text, transform_text)
    rows = [
        (
            hit.case.name,
            f"{hit.exhibit} {hit.path}",
            hit.date,
            *(each(hit.pair, language) if hit.pair else "" for each in measures),
        )
        for hit in hits
        if not hit.is_closed
    ]
    if rows:
        heads = ("index.column.case", "search.column.exhibit", "search.column.date")
        keys = (*heads, "column.kind", "column.distance", "column.transform")
        print_table([say(f"duplicates.{key}", language) for key in keys], rows)
    if len(rows) < len(hits):
        typer.echo(say("duplicates.search.closed", language))
    if differing:
        fields = ", ".join(say(f"duplicates.claim.{name}", language) for name in differing)
        typer.echo(say("duplicates.search.claims_differ", language, fields=fields))


def usual_place() -> Path:
    """Return where the index lies when no other place is named."""
    import platformdirs

    named = os.environ.get("WORKBENCH_INDEX")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_data_path("kajian-workbench", appauthor=False) / "index"


def keep_current(cases: Iterable[Path]) -> None:
    """Put cases that were just studied or sealed into the index, when there is one.

    Whoever never made an index gets none; one that cannot be written is said to be
    behind, and never undoes the work that went before.
    """
    from workbench.duplicates.index.index import Index

    if not (usual_place() / "index.sqlite").is_file():
        return
    import sqlite3

    from workbench.case import load
    from workbench.examination.examine import examine
    from workbench.examination.indexing import put

    for case in cases:
        try:
            put(Index(usual_place()), examine(load(case)))
        except (OSError, sqlite3.Error, WorkbenchError) as error:
            reason = visible(str(error))
            typer.echo(
                say("record.said.not_indexed", terminal_language(), case=case, reason=reason),
                err=True,
            )


def _opened(place: Path | None, *, make: bool = False) -> Index:
    """Return the index; only adding a case makes one, since from then on it is kept current."""
    from workbench.duplicates.index.index import Index

    folder = (place or usual_place()).expanduser()
    if not make and not (folder / "index.sqlite").is_file():
        raise CaseError("index_missing", path=str(folder))
    return Index(folder)
