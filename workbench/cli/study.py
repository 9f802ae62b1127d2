"""``workbench study``: one full run over a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.errors import StudyError
from workbench.text import Language, has, say, terminal_language


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("study")(study)


def study(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="name=value; may be repeated.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of notebooks and report: id (default) or en.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder that receives the study, instead of studies/.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Make one study: notebooks, study.json, tables, report and documents."""
    from workbench.study.launch import prepare_process

    prepare_process()
    from workbench.cli.output import print_json, warn_of_clock
    from workbench.study.parameters import Parameters
    from workbench.study.readiness import ready
    from workbench.study.run import run

    chosen = Parameters.parse(
        parameter or [],
        case=str(case),
        language=language,
        output=str(output) if output is not None else None,
    )
    folder = ready(case)
    warn_of_clock(folder)
    with shown_progress(terminal_language()) as progress:
        try:
            reading = progress.reading if progress else None
            made = run(folder, chosen, progress=progress, reading=reading)
        except StudyError as error:
            _tell(error, terminal_language())
            raise typer.Exit(error.exit_code) from None
    if json:
        print_json(summary(case, made))
    else:
        typer.echo(say("study.done", terminal_language(), path=str(made)))
        typer.echo(str(made / "report.html"))


def summary(case: Path, made: Path) -> dict[str, Any]:
    """Return what ``--json`` prints of a finished study."""
    import json

    run = json.loads((made / "run.json").read_text("utf-8"))
    return {
        "case": str(case),
        "study": str(made),
        "report": str(made / "report.html"),
        "study_sha256": run["study_sha256"],
        "seconds": run["seconds"],
        "notebooks": run["notebooks"],
    }


class shown_progress:  # noqa: N801 - reads as a function where it is used
    """Show the step under way on a terminal; nothing where stderr is not one."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.status: Any = None
        self._cell = ""

    def __enter__(self) -> shown_progress | None:
        if not sys.stderr.isatty():
            return None
        from rich.console import Console

        begun = say("study.step.imports", self.language)
        self.status = Console(stderr=True).status(begun)
        self.status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is not None:
            self.status.stop()

    def __call__(self, notebook: str, step: str, done: int, total: int) -> None:
        """Show which cell runs."""
        self._cell = f"{notebook}: {self._named('study', step)} ({done + 1}/{total})"
        self.status.update(self._cell)

    def reading(self, step: str, done: int, total: int) -> None:
        """Show how many exhibits the cell has done."""
        counted = f" {done}/{total}" if total > 1 else ""
        self.status.update(f"{self._cell} · {self._named('evidence', step)}{counted}")

    def _named(self, area: str, step: str) -> str:
        key = f"{area}.step.{step}"
        return say(key, self.language) if has(key) else step


def _tell(error: StudyError, language: Language) -> None:
    """Print why a study failed, and where its account lies."""
    from workbench.study.account import sentence

    typer.echo(sentence(error, language), err=True)
    if error.fields.get("account"):
        typer.echo(say("study.account", language, path=error.fields["account"]), err=True)
