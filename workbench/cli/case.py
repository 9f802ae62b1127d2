"""``workbench check`` and ``workbench new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.text import say, terminal_language
from workbench.text.visible import visible


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("new")(new)
    app.command("check")(check)


def new(
    case: Annotated[Path, typer.Argument(help="The new case folder.")],
    evidence: Annotated[
        list[Path] | None,
        typer.Option("--evidence", help="A file or folder to copy in; may be repeated."),
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(help="More files or folders after --evidence.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Make a case folder; evidence is copied in, never moved."""
    from workbench.cli.output import print_json, print_table
    from workbench.cli.progress import shown
    from workbench.evidence.acquisition import begin

    language = terminal_language()
    with shown(language) as progress:
        wanted = [*(evidence or []), *(more or [])]
        entered = begin(case, wanted, number=_number(case.name), progress=progress)
    if json:
        print_json({"case": str(case), "exhibits": [vars(each) for each in entered]})
        return
    if entered:
        columns = [say(f"examples.column.{name}", language) for name in ("id", "file", "sha256")]
        print_table(columns, [(each.id, each.file, each.sha256) for each in entered])
    typer.echo(say("examples.made", language, path=case, count=len(entered)))


def _number(name: str) -> str:
    """Return the register number that a new case's folder is named after; empty for none."""
    from workbench.errors import LawError
    from workbench.law import load_pack
    from workbench.law.numbering import number_in

    try:
        return number_in(load_pack(), name)
    except LawError:
        # A rule pack with mistakes must not keep anybody from starting a case.
        return ""


def check(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Validate a case folder and list every problem at once."""
    from workbench.case import examine_folder
    from workbench.case.folder import IDENTITIES
    from workbench.case.people import names_anybody
    from workbench.cli.output import print_json
    from workbench.duplicates.relations.pair_answers import FILE, examine
    from workbench.evidence.inventory import take
    from workbench.kajian.references import examine_answers

    folder, problems = examine_folder(case)
    problems += examine_answers(folder)
    if (folder.path / FILE).exists():
        problems += examine(folder.path, {one.sha256 for one in take(folder) if one.sha256})
    language = terminal_language()
    has_people = bool(folder.case.parties or folder.statements)
    is_unnamed = has_people and not names_anybody(folder.identities)
    is_unnamed = is_unnamed and IDENTITIES not in folder.unread
    notes = ["no_identities"] if is_unnamed else []
    if json:
        listed = [vars(problem) for problem in problems]
        print_json({"case": folder.name, "problems": listed, "notes": notes})
    else:
        for problem in problems:
            typer.echo(problem.sentence(language))
        if not problems:
            typer.echo(say("commands.check.fine", language, case=visible(folder.name)))
        for note in notes:
            typer.echo(say(f"commands.check.{note}", language))
    raise typer.Exit(1 if problems else 0)
