"""``workbench duplicates``: which exhibits are alike, in one case or across several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from workbench.errors import CaseError
from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.duplicates.pair import Duplicates, Pair
    from workbench.duplicates.relations.decisions import Verdict
    from workbench.duplicates.relations.families import Family
    from workbench.examination.examine import Examination

T = TypeVar("T")


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
    undo: Annotated[bool, typer.Option("--undo", help="Take back your last answer.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Every pair that was measured, the strongest first.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find exhibits that are alike, in one case or between several."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination.examine import examine

    language = terminal_language()
    with shown(language) as progress:
        examined = _named([examine(load(case), progress=progress) for case in cases])
        if confirm or reject or undo:
            _decide(list(examined.values()), confirm, reject, reason, undo=undo)
            examined = _named([examine(load(case), progress=progress) for case in cases])
        found = _compared(examined)
    if json:
        names = list(examined)
        head = {"case": names[0]} if len(names) == 1 else {"cases": names}
        print_json(head | found.as_json())
        return
    exhibits = sum(len(each.exhibits) for each in examined.values())
    _print(found, exhibits, _Names(_shown(examined), _ways(examined, language)), language, every)


def _decide(
    examined: list[Examination],
    confirm: tuple[str, str] | None,
    reject: tuple[str, str] | None,
    reason: str,
    *,
    undo: bool,
) -> None:
    """Remember the reviewer's answers on pairs of one case, named by id or path."""
    from workbench.duplicates.relations.decisions import Decision
    from workbench.duplicates.relations.pair_answers import remember
    from workbench.duplicates.relations.pair_answers import undo as taken_back

    if len(examined) != 1:
        raise CaseError("duplicates_one_case")
    if undo and taken_back(examined[0].folder.path) is None:
        raise CaseError("duplicates_nothing_to_undo")
    if (confirm or reject) and not reason.strip():
        raise CaseError("duplicates_reason")
    exhibits = examined[0].exhibits
    hashes = {exhibit.path: exhibit.sha256 for exhibit in exhibits}
    hashes |= {exhibit.id: exhibit.sha256 for exhibit in exhibits}
    ids = {name: exhibit.id for exhibit in exhibits for name in (exhibit.path, exhibit.id)}
    answers: tuple[tuple[Verdict, tuple[str, str] | None], ...] = (
        ("same", confirm),
        ("different", reject),
    )
    for verdict, pair in answers:
        for name in pair or ():
            if not hashes.get(name):
                raise CaseError("duplicates_no_exhibit", exhibit=name)
        if pair:
            one, other = (hashes[name] or "" for name in pair)
            called = ", ".join(sorted(ids[name] for name in pair))
            answer = Decision.of(one, other, verdict, reason.strip(), called)
            remember(examined[0].folder.path, answer)


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

    hashes = {
        f"{name}/{exhibit.path}": exhibit.sha256
        for name, each in examined.items()
        for exhibit in each.exhibits
        if exhibit.sha256 and exhibit.size
    }

    def every(kind: Callable[[Examination], Mapping[str, T]]) -> dict[str, T]:
        return {
            f"{name}/{path}": value
            for name, each in examined.items()
            for path, value in kind(each).items()
        }

    return find(
        every(lambda each: each.fingerprints),
        hashes,
        every(lambda each: each.inside),
        every(lambda each: each.writings),
        every(lambda each: each.sounds),
    )


def _shown(examined: Mapping[str, Examination]) -> dict[str, str]:
    """Return how a table calls each exhibit: by id, with its case where there are several."""
    if len(examined) == 1:
        return {e.path: e.id for each in examined.values() for e in each.exhibits}
    return {
        f"{name}/{exhibit.path}": f"{name} {exhibit.id}"
        for name, each in examined.items()
        for exhibit in each.exhibits
    }


def _ways(examined: Mapping[str, Examination], language: Language) -> dict[str, str]:
    """Return what each file says of how it was made, by path as the pairs name it."""
    from workbench.duplicates.relations.in_case import ways

    found: dict[str, str] = {}
    for name, each in examined.items():
        own = ways(each.facts, each.captured, language)
        found |= own if len(examined) == 1 else {f"{name}/{p}": way for p, way in own.items()}
    return found


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
