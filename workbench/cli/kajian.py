"""``workbench kajian status|last-good``: how far a kajian is, and what its journal still holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.help_texts import Commands
from workbench.text import say, terminal_language

Case = Annotated[Path, typer.Argument(help="The case folder.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    kajian = Commands(help="The reviewer's answers: progress, recovery.")
    kajian.command("status")(status)
    kajian.command("last-good")(last_good_state)
    app.add_typer(kajian, name="kajian")


def status(
    case: Case,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Show each step's progress, the clocks, and every gap that is still open."""
    from datetime import UTC, datetime

    from workbench.case import load
    from workbench.cli.output import print_json, print_table
    from workbench.cli.progress import shown
    from workbench.examination.examine import examine
    from workbench.kajian import Dossier, completeness
    from workbench.kajian import load as load_kajian
    from workbench.kajian.clocks import clocks
    from workbench.kajian.steps import progress
    from workbench.ui.kajian.clocks import clock_lines, clock_notes, follow_up_lines

    language = terminal_language()
    folder = load(case)
    kajian = load_kajian(folder)
    with shown(language) as bar:
        found = examine(folder, progress=bar)
    dossier = Dossier(kajian, found.exhibits, found.observations, found.duplicates)
    gaps = completeness(dossier)
    open_gaps = [gap for gap in gaps if gap.is_open and gap.level != "advice"]
    if json:
        print_json(
            {
                "case": folder.name,
                "steps": [vars(step) | {"status": step.status} for step in progress(dossier, gaps)],
                "clocks": [reading.as_json(dossier.pack) for reading in clocks(dossier)],
                "gaps": [gap.as_json() for gap in gaps],
            }
        )
        raise typer.Exit(1 if open_gaps else 0)
    now = datetime.now(UTC)
    told = [stands for stands, _ in clock_lines(dossier, language, now)]
    for line in (
        *told,
        *clock_notes(dossier, language),
        *follow_up_lines(dossier, language, now),
    ):
        typer.echo(line)
    columns = [say(f"kajian.ui.{name}", language) for name in ("steps", "column_status")]
    rows = [
        (say(f"kajian.step.{one.step}", language), say(f"kajian.status.{one.status}", language))
        for one in progress(dossier, gaps)
    ]
    print_table(columns, rows)
    for gap in open_gaps:
        level = say(f"kajian.level.{gap.level}", language)
        typer.echo(f"{level}: {gap.message(language)}")
    raise typer.Exit(1 if open_gaps else 0)


def last_good_state(case: Case) -> None:
    """Print the last kajian that the journal proves; redirect it to a file of your own."""
    from workbench.case import examine_folder
    from workbench.errors import KajianError
    from workbench.kajian.saving.history import last_good

    folder, _ = examine_folder(case)
    text = last_good(folder)
    if not text:
        raise KajianError("kajian_no_journal", path=str(folder.journal))
    typer.echo(text, nl=False)
