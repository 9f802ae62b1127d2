"""``workbench duplicates``: which exhibits are alike, in one case or across several."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import CaseError
from workbench.text import Language, say, terminal_language
from workbench.text.visible import visible

if TYPE_CHECKING:
    from workbench.duplicates.decisions import Verdict
    from workbench.duplicates.fingerprint import Fingerprint
    from workbench.duplicates.pair import Duplicates
    from workbench.study.examine import Examination


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
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find exhibits that are alike, in one case or between several."""
    from workbench.case import load
    from workbench.cli.output import print_json
    from workbench.study.examine import examine

    examined = _named([examine(load(case)) for case in cases])
    if confirm or reject or undo:
        _decide(list(examined.values()), confirm, reject, reason, undo=undo)
        examined = _named([examine(load(case)) for case in cases])
    found = _compared(examined)
    if json:
        names = list(examined)
        head = {"case": names[0]} if len(names) == 1 else {"cases": names}
        print_json(head | found.as_json())
        return
    exhibits = sum(len(each.exhibits) for each in examined.values())
    language = terminal_language()
    _print(found, exhibits, _shown(examined), _ways(examined, language), language)


def _decide(
    examined: list[Examination],
    confirm: tuple[str, str] | None,
    reject: tuple[str, str] | None,
    reason: str,
    *,
    undo: bool,
) -> None:
    """Remember the reviewer's answers on pairs of one case, named by id or path."""
    from workbench.duplicates.answers import remember
    from workbench.duplicates.answers import undo as taken_back
    from workbench.duplicates.decisions import Decision

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
    from workbench.duplicates.meaning import ways

    found: dict[str, str] = {}
    for name, each in examined.items():
        own = ways(each.facts, each.captured, language)
        found |= own if len(examined) == 1 else {f"{name}/{p}": way for p, way in own.items()}
    return found


def _print(
    found: Duplicates,
    exhibits: int,
    shown: Mapping[str, str],
    ways: Mapping[str, str],
    language: Language,
) -> None:
    from workbench.cli.output import print_table
    from workbench.duplicates.wording import (
        decision_text,
        distance_text,
        kind_text,
        outdated_text,
        scene_lines,
        transform_text,
    )

    for one in found.outdated:
        typer.echo(visible(outdated_text(one, language)))
    scenes = scene_lines(found.scenes, exhibits, shown, ways, language)
    for line in scenes[:1]:
        typer.echo(line)
    if not found.pairs:
        typer.echo(say("duplicates.summary.none", language, exhibits=exhibits))
        return
    # How it was measured stands in --json; a terminal has room for what it means.
    answered = any(pair.decision for pair in found.pairs)
    names = ("a", "b", "kind", "distance", "transform", *(("decision",) if answered else ()))
    columns = [say(f"duplicates.column.{name}", language) for name in names]
    rows = [
        (
            shown.get(pair.a, pair.a),
            shown.get(pair.b, pair.b),
            kind_text(pair, language),
            distance_text(pair, language),
            transform_text(pair, language),
            *((decision_text(pair, language),) if answered else ()),
        )
        for pair in found.pairs
    ]
    print_table(columns, rows)
    counts = {"pairs": len(found.pairs), "groups": len(found.groups), "exhibits": exhibits}
    typer.echo(say("duplicates.summary.some", language, **counts))
    for line in scenes[1:]:
        typer.echo(visible(line))
    for kind in sorted({pair.kind for pair in found.pairs}):
        text = say(f"duplicates.explain.{kind}", language)
        typer.echo(f"{say(f'duplicates.kind.{kind}', language)}: {text}")
