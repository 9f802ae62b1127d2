"""``workbench lab``: JupyterLab on a case, for this machine only."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.text import say, terminal_language


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("lab")(lab)


def lab(
    case: Annotated[Path, typer.Argument(help="The case folder.")] = Path(),
    language: Annotated[str, typer.Option(help="Language of the notebooks: id or en.")] = "id",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser, or print the address.")
    ] = True,
) -> None:
    """Open JupyterLab on a case; the exhibits are only read, the answers kept in kajian.yaml."""
    from workbench.study.launch import prepare_process

    prepare_process()
    from workbench.case import load
    from workbench.cli.output import warn_of_clock
    from workbench.study.parameters import Parameters
    from workbench.ui.lab import server, workspace

    chosen = Parameters.parse([], language=language)
    own = terminal_language()
    folder = load(case)
    warn_of_clock(folder)
    with workspace.opened(folder, chosen.language) as place:
        running = server.start(place, browser=browser)
        try:
            typer.echo(say("study.lab.address", own, url=running.url))
            typer.echo(say("study.lab.stop", own))
            _wait(running)
        finally:
            running.stop()
    typer.echo(say("study.lab.ended", own))


def _wait(running: Any) -> None:
    """Wait for Ctrl-C, a polite end from outside, or the server's own end."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        running.process.wait()
    except KeyboardInterrupt:
        return
