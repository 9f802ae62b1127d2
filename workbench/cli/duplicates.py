"""``workbench duplicates``: which exhibits are alike, in one case or across several."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.duplicates.fingerprint import Fingerprint
    from workbench.duplicates.pair import Duplicates
    from workbench.study.examine import Examination


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("duplicates")(duplicates)


def duplicates(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE…", help="One or more case folders.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find exhibits that are alike: exactly, the same picture changed, or one in the other."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.study.examine import examine

    examined = _named([examine(load(case)) for case in cases])
    found = _compared(examined)
    if json:
        names = list(examined)
        head = {"case": names[0]} if len(names) == 1 else {"cases": names}
        print_json(head | found.as_json())
        return
    exhibits = sum(len(each.exhibits) for each in examined.values())
    _print(found, exhibits, terminal_language())


def _named(examined: list[Examination]) -> dict[str, Examination]:
    """Return examinations by a name that tells two cases of one number apart."""
    named: dict[str, Examination] = {}
    for each in examined:
        name, count = each.folder.name, 2
        while name in named:
            name, count = f"{each.folder.name} ({count})", count + 1
        named[name] = each
    return named


def _compared(examined: Mapping[str, Examination]) -> Duplicates:
    """Return the one case's own duplicates, or those of all exhibits as ``case/path``."""
    if len(examined) == 1:
        return next(iter(examined.values())).duplicates
    from workbench.duplicates.find import find

    prints: dict[str, Fingerprint] = {}
    hashes: dict[str, str] = {}
    for name, each in examined.items():
        prints |= {f"{name}/{path}": value for path, value in each.fingerprints.items()}
        hashes |= {
            f"{name}/{exhibit.path}": exhibit.sha256
            for exhibit in each.exhibits
            if exhibit.sha256 and exhibit.size
        }
    return find(prints, hashes)


def _print(found: Duplicates, exhibits: int, language: Language) -> None:
    from workbench.cli.output import print_table
    from workbench.duplicates.wording import (
        distance_text,
        kind_text,
        method_text,
        transform_text,
    )

    if not found.pairs:
        typer.echo(say("duplicates.summary.none", language, exhibits=exhibits))
        return
    names = ("kind", "a", "b", "distance", "method", "transform")
    columns = [say(f"duplicates.column.{name}", language) for name in names]
    rows = [
        (
            kind_text(pair, language),
            pair.a,
            pair.b,
            distance_text(pair, language),
            method_text(pair, language),
            transform_text(pair, language),
        )
        for pair in found.pairs
    ]
    print_table(columns, rows)
    counts = {"pairs": len(found.pairs), "groups": len(found.groups), "exhibits": exhibits}
    typer.echo(say("duplicates.summary.some", language, **counts))
    for kind in sorted({pair.kind for pair in found.pairs}):
        text = say(f"duplicates.explain.{kind}", language)
        typer.echo(f"{say(f'duplicates.kind.{kind}', language)}: {text}")
