"""``workbench check`` and ``workbench new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.text import terminal_language


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("check")(check)


def check(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Validate a case folder and list every problem at once."""
    from workbench.case import examine_folder
    from workbench.cli.output import print_json

    folder, problems = examine_folder(case)
    language = terminal_language()
    if json:
        print_json({"case": folder.name, "problems": [vars(problem) for problem in problems]})
    else:
        for problem in problems:
            typer.echo(problem.sentence(language))
    raise typer.Exit(1 if problems else 0)
