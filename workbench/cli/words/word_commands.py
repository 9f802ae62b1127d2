"""``workbench read`` and ``workbench find``: words in exhibits, and where words stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.examination.word_readings import ReadCase
    from workbench.examination.word_search import Found
    from workbench.words.search.passage import Hit


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("read")(read)
    app.command("find")(find)


def read(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    jobs: Annotated[int | None, typer.Option(min=1, help="Exhibits at once.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Read what was read before, too.")] = False,
    by: Annotated[str, typer.Option(help="Who, for the journal.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Read the words in pictures, stills and pages; a reading is never a fact."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination.word_readings import read_words
    from workbench.words.reading.recogniser import is_installed

    language = terminal_language()
    folder = load(case)
    with shown(language, "words", has_end=True) as progress:
        done = read_words(folder, jobs=jobs, progress=progress, by=by, again=again)
    rows = _rows(done)
    if json:
        print_json(
            {"case": folder.name, "reader": done.words.reader, "read_now": done.fresh,
             "exhibits": rows}
        )  # fmt: skip
    else:
        _print_read(folder.name, rows, done.fresh, language)
        if not is_installed():
            typer.echo(say("words.no_reader", language), err=True)
    # What could not be read must not pass unseen.
    raise typer.Exit(1 if any(row["state"] in {"not_read", "in_part"} for row in rows) else 0)


def _rows(done: ReadCase) -> list[dict[str, Any]]:
    rows = []
    for one in done.exhibits:
        reading = done.words.of(one)
        machine = reading.machine_read if reading is not None else []
        rows.append(
            {
                "id": one.id,
                "path": one.path,
                "state": done.words.state(one),
                "lines": len(machine),
                "doubtful": sum(1 for _, line in machine if line.is_doubtful),
                "unread": [list(each) for each in reading.unread] if reading is not None else [],
            }
        )
    return rows


def _print_read(name: str, rows: list[dict[str, Any]], fresh: int, language: Language) -> None:
    from workbench.cli.output import print_table

    columns = ("id", "path", "state", "lines", "doubtful")
    shown = [
        [
            say(f"words.state.{row['state']}", language) if column == "state" else row[column]
            for column in columns
        ]
        for row in rows
    ]
    print_table([say(f"words.column.{column}", language) for column in columns], shown, name)
    typer.echo(say("words.done", language, fresh=fresh))


def find(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE…", help="One or more case folders.")],
    words: Annotated[str, typer.Argument(help="Words, or any part of one; signs mean themselves.")],
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Hits in each case.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find words in everything that was read of cases, and all that people wrote in them."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination import word_search

    language = terminal_language()
    found = []
    for case in cases:
        with shown(language, "words") as progress:
            found.append(word_search.find(load(case), words, most=most, progress=progress))
    if json:
        hits = [_as_json(one.folder.name, hit) for one in found for hit in one.hits]
        more = [one.folder.name for one in found if one.has_more]
        print_json({"words": words, "hits": hits, "more_in": more})
        return
    for one in found:
        _print_found(one, words, language)


def _as_json(case: str, hit: Hit) -> dict[str, Any]:
    one = hit.passage
    return {
        "case": case, "exhibit": one.exhibit, "path": one.path, "kind": one.kind,
        "where": one.where, "text": one.text, "note": one.note, "excerpt": hit.excerpt,
        "is_phrase": hit.is_phrase, "read_by_machine": one.kind == "reading",
        "score": one.score / 1000, "before": hit.before, "after": hit.after,
    }  # fmt: skip


def _print_found(found: Found, words: str, language: Language) -> None:
    from workbench.cli.output import print_table

    name = found.folder.name
    if not found.hits:
        typer.echo(visible(say("words.find.none", language, case=name, words=words)))
        return
    columns = [say(f"words.find.column.{one}", language) for one in ("where", "kind", "text")]
    rows = []
    for hit in found.hits:
        one = hit.passage
        where = " ".join(filter(None, (one.exhibit, one.path, one.where)))
        text = f"{one.note}: {hit.excerpt}" if one.note else hit.excerpt
        rows.append((where, say(f"words.kind.{one.kind}", language), text))
    print_table(columns, rows, name)
    if found.has_more:
        typer.echo(say("words.find.more", language, shown=len(found.hits)))
