"""``workbench copies review``: what in a copy could tell who somebody is, before it leaves."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli.help_texts import Commands
from workbench.text import say, terminal_language

READERS = ("forwarding", "public")
_APP = Commands(help="Look at what leaves the office for others.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.add_typer(_APP, name="copies")


@_APP.command("review")
def review(
    study: Annotated[Path, typer.Argument(help="A study, or a case: its latest study.")],
    reader: Annotated[
        str, typer.Option("--for", help="Whose copy it is about: public or forwarding.")
    ] = "public",
    decisions: Annotated[
        Path | None,
        typer.Option(
            help="A JSON file of decisions: a list of key or word, act (mask or keep) and reason."
        ),
    ] = None,
    by: Annotated[str, typer.Option(help="Who decides; kept in the journal.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """List what could tell who somebody is, and decide: mask everywhere, or keep with a reason."""
    from workbench.errors import ParameterError
    from workbench.report.copies import find_study, left_open, load
    from workbench.report.documents.office_settings import decides
    from workbench.report.redaction.review.acts import decide

    if reader not in READERS:
        raise ParameterError("profile_unknown", found=reader, known=", ".join(READERS))
    source = load(find_study(study))
    rows, _ = left_open(source, reader)  # type: ignore[arg-type]
    if decisions is not None:
        decide(source.folder, reader, rows, _read(decisions, rows), by=decides(by))
        source = load(find_study(study))
        rows, _ = left_open(source, reader)  # type: ignore[arg-type]
    _tell(source, reader, rows, json=json)


def _read(path: Path, rows: list[Any]) -> list[Any]:
    """Return the decisions of a file.

    Raises
    ------
    ReportError
        When it cannot be read, or is no list of decisions.
    """
    from workbench.errors import ReportError
    from workbench.report.redaction.review.acts import Decision

    by_word = {row.word.casefold(): row.key for row in rows}
    try:
        given = json_format.loads(path.read_text("utf-8"))
        return [
            Decision(
                str(one.get("key") or by_word.get(str(one["word"]).casefold(), one["word"])),
                {"mask": "mask", "keep": "keep"}[one["act"]],  # type: ignore[arg-type]
                str(one.get("reason", "")),
            )
            for one in given
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportError(
            "copy_decisions_not_readable", path=str(path), detail=str(error)
        ) from error


def _tell(source: Any, reader: str, rows: list[Any], *, json: bool) -> None:
    from workbench.cli.output import print_json, print_table
    from workbench.report.redaction.review.acts import load as load_decisions

    decided = load_decisions(source.folder.path)[reader]
    waiting = [row for row in rows if row.key not in decided]
    language = terminal_language()
    if json:
        shown = [
            {
                "key": row.key, "kind": row.kind, "word": row.word, "sentence": row.told(language),
                "where": row.where, "count": row.count, "decided": decided.get(row.key),
            }
            for row in rows
        ]  # fmt: skip
        print_json({"reader": reader, "open": len(waiting), "left": shown})
        return
    columns = [
        say(f"redaction.review.column.{name}", language)
        for name in ("key", "kind", "word", "sentence", "state")
    ]
    print_table(
        columns,
        [
            (
                row.key,
                say(f"redaction.review.kind.{row.kind}", language),
                row.word,
                row.told(language),
                decided[row.key]["reason"] if row.key in decided else "",
            )
            for row in rows
        ],
    )
    key = "open" if waiting else "done"
    typer.echo(say(f"redaction.review.{key}", language, count=len(waiting)))
