"""``workbench duplicates``: which exhibits are alike, in one case or across several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.duplicates.pair import Duplicates, Pair
    from workbench.duplicates.relations.families import Family


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("duplicates")(duplicates)


def duplicates(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE…", help="One or more case folders.")],
    confirm: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="You see one picture in these two exhibits."),
    ] = None,
    reject: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="You do not: the pair no longer counts."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why; needed with --confirm and --reject.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Undo your last answer.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Every pair that was measured, the strongest first.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find exhibits that are alike, in one case or between several."""
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination.several_cases import Answer, compare_cases

    language = terminal_language()
    answer = Answer(confirm, reject, reason, undo) if confirm or reject or undo else None
    with shown(language) as progress:
        compared = compare_cases(cases, answer=answer, progress=progress)
    if json:
        names = list(compared.cases)
        head = {"case": names[0]} if len(names) == 1 else {"cases": names}
        print_json(head | compared.duplicates.as_json(why=True))
        return
    names_ = _Names(compared.called(), compared.ways(language))
    _print(compared.duplicates, compared.exhibits, names_, language, every)


@dataclass(frozen=True)
class _Names:
    """What each exhibit is called, and what its file says of how it was made, by path."""

    called: Mapping[str, str]
    ways: Mapping[str, str]

    def label(self, path: str) -> str:
        """Return id, file name and way of one exhibit, for one line of a terminal."""
        from workbench.duplicates.relations.wording import clipped

        name, way = clipped(path.rpartition("/")[2]), self.ways.get(path, "")
        return f"{self.called.get(path, path)} {name}{f' ({way})' if way else ''}"


def _print(
    found: Duplicates,
    exhibits: int,
    names: _Names,
    language: Language,
    every: bool,
) -> None:
    from workbench.duplicates.relations.families import families, ranked
    from workbench.duplicates.relations.wording import LEGEND, outdated_text, scenes_text

    for one in found.outdated:
        typer.echo(visible(outdated_text(one, language)))
    if found.scenes:
        typer.echo(scenes_text(found.scenes, exhibits, language))
    if not found.pairs:
        typer.echo(say("duplicates.summary.none", language, exhibits=exhibits))
        return
    for number, family in enumerate(families(found), 1):
        _print_family(number, family, names, language)
    answered = [pair for pair in found.pairs if pair.decision]
    shown = ranked(found) if every else answered
    if shown:
        _print_pairs(shown, names, language)
    typer.echo("")
    counts = {"pairs": len(found.pairs), "groups": len(found.groups), "exhibits": exhibits}
    typer.echo(say("duplicates.summary.some", language, **counts))
    if not every:
        typer.echo(say("duplicates.summary.all", language))
    for key in LEGEND:
        typer.echo(say(f"duplicates.{key}", language))
    for kind in sorted({pair.kind for pair in found.pairs}):
        text = say(f"duplicates.explain.{kind}", language)
        typer.echo(f"{say(f'duplicates.kind.{kind}', language)}: {text}")


def _print_family(number: int, family: Family, names: _Names, language: Language) -> None:
    """Print what is nearest to the original, and below it what hangs on what."""
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    from workbench.duplicates.relations.wording import family_text, relation_text

    typer.echo("")
    typer.echo(visible(f"{number}. {family_text(family, names.called, language)}"))
    roots: list[Tree] = []
    branches: dict[tuple[str, ...], Tree] = {}
    for step in family.steps:
        label = names.label(step.path)
        if step.pair is None:
            branches[step.way] = Tree(Text(visible(label)))
            roots.append(branches[step.way])
            continue
        mark = "→" if step.ordered[-1] else "–"
        text = f"{mark} {label}: {relation_text(step.pair, language, before=step.way[-2])}"
        branches[step.way] = branches[step.way[:-1]].add(Text(visible(text)))
    for root in roots:
        Console(soft_wrap=False, highlight=False).print(root)


def _print_pairs(pairs: Iterable[Pair], names: _Names, language: Language) -> None:
    from workbench.cli.output import print_table
    from workbench.duplicates.relations.wording import (
        decision_text,
        distance_text,
        kind_text,
        transform_text,
    )

    columns = ("a", "b", "kind", "distance", "transform", "decision")
    rows = [
        (
            names.called.get(pair.a, pair.a),
            names.called.get(pair.b, pair.b),
            kind_text(pair, language),
            distance_text(pair, language),
            transform_text(pair, language),
            decision_text(pair, language),
        )
        for pair in pairs
    ]
    print_table([say(f"duplicates.column.{name}", language) for name in columns], rows)
