"""``workbench example``: copy a shipped, invented case to a place of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.text import say, terminal_language


def register(app: typer.Typer) -> None:
    """Add this module's command to `app`."""
    app.command("example")(example)


def example(
    name: Annotated[str, typer.Argument(help="Which example; none lists them.")] = "",
    destination: Annotated[
        Path | None, typer.Argument(help="The new folder; ./NAME when left out.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Copy an invented example case, or list the examples."""
    from workbench import examples
    from workbench.cli.output import print_json

    language = terminal_language()
    if not name:
        listed = {each: say(f"examples.{each}", language) for each in examples.names()}
        if json:
            print_json({"examples": [{"name": key, "about": listed[key]} for key in listed]})
        else:
            for key, about in listed.items():
                typer.echo(f"{key}\n    {about}")
        return
    made = examples.copy(name, destination or Path(name))
    if json:
        print_json({"example": name, "case": str(made)})
    else:
        typer.echo(say("examples.copied", language, name=name, path=made))
