"""``workbench seal``, ``workbench verify`` and ``workbench compare``."""

from __future__ import annotations

import json as encoder
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.text import terminal_language

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("seal")(seal)
    app.command("verify")(verify)
    app.command("compare")(compare)


def seal(
    study: Annotated[Path, typer.Argument(help="The study folder: CASE/studies/NAME.")],
    output: Annotated[
        Path | None, typer.Option(help="Folder that receives the record; else CASE/records.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option(help="The case folder, when the study lies elsewhere.")
    ] = None,
    with_evidence: Annotated[
        bool, typer.Option("--with-evidence", help="Put copies of the exhibits into the record.")
    ] = False,
    unfinished: Annotated[
        bool,
        typer.Option("--unfinished", help="Seal a kajian with open gaps; the record says so."),
    ] = False,
    as_studied: Annotated[
        bool,
        typer.Option(
            "--as-studied",
            help="Seal a study although answers were changed since; the record says so.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Make a record of a study: a BagIt bag that anyone can check with common tools."""
    from workbench.case import examine_folder
    from workbench.cli.index import keep_current
    from workbench.cli.output import print_json, warn_of_clock
    from workbench.cli.progress import shown
    from workbench.record.seal import seal as make
    from workbench.text import say

    language = terminal_language()
    with shown(language, "record") as progress:
        sealed = make(
            study,
            output,
            case=case,
            with_evidence=with_evidence,
            unfinished=unfinished,
            as_studied=as_studied,
            progress=progress,
        )
    warn_of_clock(examine_folder(sealed.case)[0])
    keep_current([sealed.case])
    if json:
        evidence = {"listed": sealed.exhibits, "stored": sealed.stored}
        print_json(
            {
                "record": str(sealed.path),
                "id": sealed.id,
                "seal": sealed.seal,
                "files": sealed.files,
                "bytes": sealed.size,
                "evidence": evidence,
                "kajian": sealed.kajian,
            }
        )
        return
    for key in ("sealed", "sealed_counts", "sealed_value"):
        typer.echo(say(f"record.said.{key}", language, **vars(sealed)))
    typer.echo(say(f"record.kajian.{sealed.kajian}", language))


def verify(
    records: Annotated[list[Path], typer.Argument(metavar="RECORD…", help="Records to check.")],
    json: Json = False,
) -> None:
    """Check records: every file that changed, is missing or was added."""
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.record.verify import examine

    language = terminal_language()
    with shown(language, "record") as progress:
        verdicts = [examine(record, progress) for record in records]
    if json:
        found = [verdict.as_json(language) for verdict in verdicts]
        print_json(found[0] if len(found) == 1 else found)
    else:
        for verdict in verdicts:
            _print_verdict(verdict)
    raise typer.Exit(0 if all(verdict.ok for verdict in verdicts) else 1)


def compare(
    before: Annotated[Path, typer.Argument(help="A study, a record or a study.json.")],
    after: Annotated[Path, typer.Argument(help="The one to compare it with.")],
    json: Json = False,
) -> None:
    """Compare two studies leaf by leaf. Ends with 1 when they differ."""
    from workbench.cli.output import print_json, print_table
    from workbench.record.compare import compare as differences
    from workbench.text import say

    changes = differences(before, after)
    language = terminal_language()
    if json:
        rows = [change.as_json() for change in changes]
        print_json({"same": not changes, "changes": rows})
    elif changes:
        columns = [say(f"record.table.{name}", language) for name in ("where", "before", "after")]
        print_table(
            columns,
            [(change.where, _short(change.before), _short(change.after)) for change in changes],
            say("record.said.different", language, count=len(changes)),
        )
    else:
        typer.echo(say("record.said.same", language))
    raise typer.Exit(1 if changes else 0)


def _print_verdict(verdict: Any) -> None:
    from workbench.cli.output import print_table
    from workbench.text import say
    from workbench.text.visible import visible

    language = terminal_language()
    columns = [say(f"record.table.{name}", language) for name in ("check", "result", "detail")]
    rows = [
        (
            say(f"record.check.{check.name}", language),
            say(f"record.table.{'agrees' if check.ok else 'differs'}", language),
            check.detail(language),
        )
        for check in verdict.checks
    ]
    key = "verified" if verdict.ok else "not_verified"
    typer.echo(say(f"record.said.{key}", language, record=visible(verdict.record)))
    print_table(columns, rows)
    typer.echo(say("record.said.seal_now", language, seal=verdict.seal or "-"))


def _short(value: Any, longest: int = 300) -> str:
    """Return a JSON value as one line that fits a table."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else encoder.dumps(value, ensure_ascii=False)
    return text if len(text) <= longest else text[: longest - 1] + "…"
