"""The command line: each command parses its arguments, calls one function and prints.

One module per family of commands. Nothing heavy is imported until a command runs,
so that ``workbench --help`` answers at once.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from workbench import __version__
from workbench.cli import (
    batch,
    case,
    copies,
    doctor,
    duplicates,
    example,
    index,
    inventory,
    kajian,
    lab,
    law,
    metadata,
    record,
    release,
    report,
    study,
)
from workbench.cli.help_texts import Commands, tell
from workbench.cli.words import word_commands
from workbench.errors import MachineError, WorkbenchError
from workbench.text import has, say, terminal_language
from workbench.text.visible import visible

# What the shell says of a program that Ctrl-C ended.
_STOPPED = 130

app = Commands(name="workbench", pretty_exceptions_enable=False, rich_markup_mode=None)
case.register(app)
example.register(app)
study.register(app)
batch.register(app)
lab.register(app)
inventory.register(app)
metadata.register(app)
word_commands.register(app)
record.register(app)
release.register(app)
report.register(app)
copies.register(app)
law.register(app)
kajian.register(app)
duplicates.register(app)
index.register(app)
doctor.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"workbench {__version__}")
        raise typer.Exit


Version = typer.Option(
    "--version", help="Print the version and exit.", is_eager=True, callback=_version
)


@app.callback()
def root(version: Annotated[bool, Version] = False) -> None:
    """Study a case folder of evidence. The tool observes; the reviewer decides."""


def main() -> None:
    """Run the command line; errors meant for people become one message on stderr."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
    sys.exit(reported(lambda: app(standalone_mode=False)))


def reported(run: Callable[[], int | None]) -> int:
    """Run something and return its exit code; what a person can mend is one message on stderr."""
    try:
        code = run() or 0
    except (typer.Abort, KeyboardInterrupt):
        code = _STOPPED
    except typer.TyperException as mistake:
        code = tell(mistake)
    except WorkbenchError as error:
        code = _told(error)
    except BrokenPipeError:
        code = _unread()
    except OSError as error:
        code = _told(MachineError.of(error))
    return _stopped() if code == _STOPPED else code


def _told(error: WorkbenchError) -> int:
    try:
        print(visible(error.message(terminal_language()), lines=True), file=sys.stderr)
    except OSError:
        return error.exit_code  # nobody can be told: the code must do
    return error.exit_code


def _interrupted(*_: object) -> None:
    """End what runs; what libraries say of work that was cut off helps nobody."""
    import logging

    logging.disable(logging.CRITICAL)
    raise KeyboardInterrupt


def _stopped() -> int:
    """Say what Ctrl-C leaves: a finished thing whole, an unfinished one not at all."""
    key = f"commands.stopped.{next(iter(sys.argv[1:]), '')}"
    text = say(key if has(key) else "commands.stopped.other", terminal_language())
    with contextlib.suppress(OSError):
        print(f"\n{text}", file=sys.stderr)
    return _STOPPED


def _unread() -> int:
    """End quietly when who reads our output, such as ``head``, has gone."""
    sys.stdout = None  # otherwise Python tries to flush it once more, and says so
    return 141
