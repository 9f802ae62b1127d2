"""``workbench doctor``: the installation, and what killed runs left."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.doctor.finding import Finding


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("doctor")(doctor)


def doctor(
    place: Annotated[
        Path | None,
        typer.Argument(metavar="[CASE|ROOT]", help="A case folder, or a folder of many."),
    ] = None,
    clean: Annotated[
        bool, typer.Option("--clean", help="Clear away what killed runs left, after asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Clear away without asking.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Look at the installation, and at what killed runs left in a case or below a folder."""
    from workbench.cli.output import print_json

    language = terminal_language()
    found = _examined(place)
    left: list[Path] = []
    cleared = False
    if clean and any(one.leftover for one in found) and (yes or _agreed(found, language)):
        from workbench.doctor import leftovers

        left, cleared = leftovers.clean(found), True
    bad = [one for one in found if _is_open(one, left, cleared=cleared)]
    if json:
        rows = [
            {**one.as_json(), "cleaned": cleared and bool(one.leftover) and one not in bad}
            for one in found
        ]
        print_json({"findings": rows, "problems": len(bad)})
    else:
        _print(found, bad, language)
    raise typer.Exit(1 if bad else 0)


def _examined(place: Path | None) -> list[Finding]:
    import platformdirs

    from workbench.case import examine_folder
    from workbench.cli.index import usual_place
    from workbench.doctor import clock, installation, leftovers
    from workbench.examination.cache import default_folder

    folders = {
        "cache": default_folder(),
        "index": usual_place(),
        "state": platformdirs.user_state_path("kajian-workbench", appauthor=False),
    }
    found = [*installation.examine(folders)]
    now = datetime.now(UTC)
    if place is None:
        return [*found, *clock.examine(None, now)]
    place = place.expanduser().resolve()
    for case in leftovers.cases(place):
        found += clock.examine(examine_folder(case)[0], now)
    return [*found, *leftovers.examine(place), *installation.space({place})]


def _agreed(found: list[Finding], language: Language) -> bool:
    for one in found:
        if one.leftover is not None:
            print(one.sentence(language), file=sys.stderr)
    return typer.confirm(say("doctor.ask", language), err=True)


def _is_open(one: Finding, left: list[Path], *, cleared: bool) -> bool:
    if one.level != "problem":
        return False
    return not cleared or one.leftover is None or one.leftover in left


def _print(found: list[Finding], bad: list[Finding], language: Language) -> None:
    for one in dict.fromkeys((f.level, f.sentence(language), f in bad) for f in found):
        level, sentence, is_bad = one
        mark = "cleared" if level == "problem" and not is_bad else level
        typer.echo(f"{say(f'doctor.level.{mark}', language)}: {sentence}")
    key = "doctor.problems" if bad else "doctor.healthy"
    typer.echo(visible(say(key, language, count=len(bad))))
