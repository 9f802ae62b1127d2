"""``workbench report`` and ``letters``: what a case's latest study gives to one reader."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.text import LANGUAGES, Language, say, terminal_language

PROFILES = ("internal", "forwarding", "public")
ALL = "all"

Study = Annotated[Path, typer.Argument(help="A study, or a case: its latest study.")]
Output = Annotated[Path | None, typer.Option(help="The folder to make; it must not exist yet.")]
Templates = Annotated[
    Path | None, typer.Option(help="Folder with the office's own Word templates.")
]
By = Annotated[str, typer.Option(help="Who makes this copy; kept in the journal.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("report")(report)
    app.command("letters")(letters)


def report(
    study: Study,
    profile: Annotated[
        str, typer.Option(help="For whom: internal, forwarding or public; all makes each.")
    ] = "internal",
    language: Annotated[str, typer.Option(help="id or en; all makes both.")] = "id",
    output: Output = None,
    templates: Templates = None,
    by: By = "",
    json: Json = False,
) -> None:
    """Make the report, the official documents and the tables for one reader."""
    from workbench.cli.output import print_json
    from workbench.report.copies import compose, find_study, gone_through, load, write
    from workbench.report.documents.office_settings import decides

    wanted = _chosen("profile_unknown", profile, PROFILES)
    spoken: list[Language] = _chosen("language_unknown", language, LANGUAGES)
    if wanted != ["internal"]:
        by = decides(by)
    source = load(find_study(study))
    several = len(wanted) * len(spoken) > 1
    for reader in wanted:
        gone_through(source, reader)
    made = []
    for reader in wanted:
        for tongue in spoken:
            name = f"{reader}-{tongue}"
            target = output / name if output and several else output or Path(f"report-{name}")
            files = compose(source, reader, tongue, templates=templates)
            write(files, target, source, reader, by=by)
            told = {"profile": reader, "language": tongue, "output": str(target)}
            made.append({"study_sha256": source.digest, **told, "files": sorted(files)})
            if not json:
                _tell(target, files)
    if json:
        print_json({"copies": made} if several else made[0])


def letters(
    study: Study,
    reason: Annotated[str, typer.Option(help="Why real names are needed; kept in the journal.")],
    people: Annotated[
        str, typer.Option("--for", help="Whose names, such as P-1,S-2; everybody's without.")
    ] = "",
    language: Annotated[str, typer.Option(help="id or en.")] = "id",
    output: Output = None,
    templates: Templates = None,
    clean: Annotated[
        bool, typer.Option("--clean", help="Without the comments of what is to be checked.")
    ] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Make the letters that need real names; the journal says whose, and why."""
    from workbench.cli.output import print_json
    from workbench.report import letters as letter
    from workbench.report.copies import find_study, load
    from workbench.report.documents.office_settings import decides

    by = decides(by)
    (tongue,) = _chosen("language_unknown", language, LANGUAGES)[:1]
    source = load(find_study(study))
    named = letter.named(source, [one.strip() for one in people.split(",") if one.strip()])
    files = letter.letters(source, tongue, named, templates=templates, clean=clean)
    # Papers with real names stay inside the case, wherever the command is typed.
    target = output or source.folder.path / "letters"
    letter.write(files, target, source, named, reason, by=by)
    if json:
        print_json(
            {
                "study_sha256": source.digest,
                "people": sorted(named),
                "output": str(target),
                "files": sorted(files),
            }
        )
    else:
        _tell(target, files)


def _chosen(code: str, found: str, known: Iterable[Any]) -> list[Any]:
    """Return the one of `known` that was asked for, or each of them for ``all``.

    Raises
    ------
    ParameterError
        When it is none of them.
    """
    from workbench.errors import ParameterError

    chosen = [one for one in known if found in (one, ALL)]
    if not chosen:
        raise ParameterError(code, found=found, known=", ".join(known))
    return chosen


def _tell(target: Path, files: Iterable[str]) -> None:
    count = str(len(list(files)))
    typer.echo(say("report.made", terminal_language(), path=str(target), count=count))
