"""``workbench batch``: many studies, some of which may fail without stopping the others."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.errors import BatchIncompleteError
from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.study.batch import BatchResult, Outcome


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("batch")(batch)


def batch(
    root: Annotated[Path, typer.Argument(help="A folder with case folders in it.")],
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Cases at once.")] = 1,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="name=value; may be repeated.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of notebooks and reports: id (default) or en.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder that receives all studies, one folder per case.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also cases unchanged since their last study.")
    ] = False,
    table: Annotated[
        Path | None, typer.Option("--csv", help="Write the summary to this CSV file, too.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Study every case below a folder; those that did not change are skipped."""
    from workbench.cli.index import keep_current
    from workbench.cli.output import print_json
    from workbench.study.batch import batch as run_batch
    from workbench.study.parameters import Parameters

    own = terminal_language()
    given = {"language": language, "output": str(output.resolve()) if output else None}
    with _Shown(own) as told:
        result = run_batch(
            root, Parameters.parse(parameter or [], **given), jobs, again=again, told=told
        )
    keep_current(root / each.case for each in result.outcomes if each.status == "done")
    if table is not None:
        _write_csv(table, result, own)
    if json:
        print_json(result.as_json())
    else:
        _print(result, own)
    if result.count("failed"):
        raise BatchIncompleteError(
            "batch_incomplete", failed=result.count("failed"), count=len(result.outcomes)
        )


def _print(result: BatchResult, language: Language) -> None:
    from workbench.cli.output import print_table

    print_table(_columns(language), (_row(outcome, language) for outcome in result.outcomes))


def _write_csv(path: Path, result: BatchResult, language: Language) -> None:
    from workbench.case import door
    from workbench.examination.tables import cell

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_columns(language))
    for outcome in result.outcomes:
        writer.writerow([cell(value) for value in _row(outcome, language)])
    door.write(path, stream.getvalue().encode("utf-8-sig"))


def _columns(language: Language) -> list[str]:
    names = ("case", "status", "seconds", "study")
    return [say(f"study.batch.{name}", language) for name in names]


def _row(outcome: Outcome, language: Language) -> list[str]:
    reason = " ".join(dict(outcome.message).get(language, "").split())
    said = reason or Path(outcome.study).name
    status = say(f"study.batch.{outcome.status}", language)
    return [outcome.case, status, f"{outcome.seconds:.1f}", said]


class _Shown:
    """Progress on a terminal: one bar over the cases; nothing where stderr is not one."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Any:
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True))
        self.bar.start()
        self.task = self.bar.add_task(say("study.batch.begun", self.language), total=None)
        return self._ended

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def _ended(self, outcome: Outcome, done: int, total: int) -> None:
        self.bar.update(self.task, total=total, completed=done, description=visible(outcome.case))
