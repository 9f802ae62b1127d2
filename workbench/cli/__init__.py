"""The command line: each command parses its arguments, calls one function and prints.

One module per family of commands. Nothing heavy is imported until a command runs,
so that ``workbench --help`` answers at once.
"""

from __future__ import annotations

import sys

import typer

from workbench.cli import (
    batch,
    case,
    duplicates,
    example,
    index,
    inventory,
    kajian,
    lab,
    law,
    metadata,
    record,
    report,
    study,
)
from workbench.errors import WorkbenchError
from workbench.text import terminal_language
from workbench.text.visible import visible

app = typer.Typer(
    name="workbench",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
case.register(app)
example.register(app)
study.register(app)
batch.register(app)
lab.register(app)
inventory.register(app)
metadata.register(app)
record.register(app)
report.register(app)
law.register(app)
kajian.register(app)
duplicates.register(app)
index.register(app)


@app.callback()
def root() -> None:
    """Study a case folder of evidence. The tool observes; the reviewer decides."""


def main() -> None:
    """Run the command line; errors meant for people become one message on stderr."""
    try:
        app()
    except WorkbenchError as error:
        print(visible(error.message(terminal_language()), lines=True), file=sys.stderr)
        sys.exit(error.exit_code)
