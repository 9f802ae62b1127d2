"""``workbench check`` and ``workbench new``; ``workbench prevention``: what preceded a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.text import say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.case.prevention import Act


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("new")(new)
    app.command("check")(check)
    app.command("prevention")(prevention)


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


def prevention(
    register: Annotated[
        Path,
        typer.Argument(
            help="The register: one folder for each act, with pencegahan.yaml and its papers."
        ),
    ],
    case: Annotated[Path | None, typer.Option("--case", help="The case folder that asks.")] = None,
    papers: Annotated[
        Path | None,
        typer.Option("--papers", help="A new folder for the prevention form of each act (Word)."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Show the office's register of prevention; with --case, whether a respondent's unit was warned before."""  # noqa: E501
    from workbench.case.prevention import acts
    from workbench.errors import CaseError

    if not register.is_dir():
        raise CaseError("case_missing", path=str(register))
    language = terminal_language()
    known, problems = acts(register)
    if papers is not None:
        from workbench.report.copies import put
        from workbench.report.documents.forms.prevention_form import forms

        put(forms(known, "id"), papers, before=lambda: None)
    (_warned if case is not None else _acts)(register, known, case, json=json)
    for problem in problems:
        typer.echo(problem.sentence(language), err=True)
    raise typer.Exit(1 if problems else 0)


def _acts(register: Path, known: list[Act], _: Path | None, *, json: bool) -> None:
    """Print the register itself."""
    from workbench.cli.output import print_json, print_table

    language = terminal_language()
    if json:
        listed = [{"folder": one.folder, **one.told.model_dump(mode="json")} for one in known]
        print_json({"register": str(register), "acts": listed})
    elif not known:
        typer.echo(say("commands.prevention.none", language, path=str(register)))
    else:
        columns = ("date", "form", "number", "targets", "papers")
        print_table([_column(name) for name in columns], [_row(one) for one in known])


def _warned(register: Path, known: list[Act], case: Path | None, *, json: bool) -> None:
    """Print which respondents' units were warned before the event."""
    from workbench.case import examine_folder
    from workbench.case.prevention import warned
    from workbench.cli.output import print_json, print_table

    language = terminal_language()
    folder, _ = examine_folder(case or register)
    found = warned(known, folder.case)
    if json:
        rows = [
            {"person": one.person, "act": one.act.folder, "by": one.by,
             "number": one.act.told.number,
             "date": one.act.told.date.iso() if one.act.told.date else ""}
            for one in found
        ]  # fmt: skip
        print_json({"case": folder.name, "warned": rows})
        return
    if not found:
        key = "nobody" if folder.case.dates.event else "no_event"
        typer.echo(say(f"commands.prevention.{key}", language))
        return
    columns = ("person", "date", "form", "number", "targets", "papers", "by")
    rows_shown = [
        (one.person, *_row(one.act), say(f"commands.prevention.by.{one.by}", language))
        for one in found
    ]
    print_table([_column(name) for name in columns], rows_shown)
    typer.echo(say("commands.prevention.next", language))


def _column(name: str) -> str:
    return say(f"commands.prevention.column.{name}", terminal_language())


def _row(one: Act) -> tuple[str, ...]:
    from workbench.kajian.wording import in_words

    language, told = terminal_language(), one.told
    day = in_words(told.date.iso()[:10], language) if told.date else "–"
    form = say(f"commands.prevention.form.{told.form}", language) if told.form else "–"
    targets = "; ".join(
        ", ".join(filter(None, (target.position, target.agency))) for target in told.targets
    )
    shown = (day, form, told.number, targets, ", ".join(told.papers))
    return tuple(visible(text) or "–" for text in shown)
