"""``workbench report``: the report, the official documents and the tables for one reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.text import LANGUAGES, Language, say, terminal_language

PROFILES = ("internal", "forwarding", "public")


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("report")(report)


def report(
    study: Annotated[Path, typer.Argument(help="A study, or a case: its latest study.")],
    profile: Annotated[
        str, typer.Option(help="For whom: internal, forwarding or public.")
    ] = "internal",
    language: Annotated[str, typer.Option(help="id or en.")] = "id",
    output: Annotated[
        Path | None, typer.Option(help="The folder to make; it must not exist yet.")
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(help="Folder with the office's own Word templates.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who makes this copy; kept in the journal.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Make the report, the official documents and the tables for one reader."""
    from workbench.cli.output import print_json
    from workbench.errors import ParameterError
    from workbench.report.copies import compose, find_study, load, write

    chosen = next((one for one in PROFILES if one == profile), None)
    if chosen is None:
        raise ParameterError("profile_unknown", found=profile, known=", ".join(PROFILES))
    spoken: Language | None = next((one for one in LANGUAGES if one == language), None)
    if spoken is None:
        raise ParameterError("language_unknown", found=language, known=", ".join(LANGUAGES))
    source = load(find_study(study))
    files = compose(source, chosen, spoken, templates=templates)  # type: ignore[arg-type]
    target = output or Path(f"report-{profile}-{language}")
    made = write(files, target, source, chosen, by=by)  # type: ignore[arg-type]
    if json:
        print_json(
            {
                "study_sha256": source.digest,
                "profile": chosen,
                "language": spoken,
                "output": str(made),
                "files": sorted(files),
            }
        )
    else:
        typer.echo(say("report.made", terminal_language(), path=str(made), count=str(len(files))))
