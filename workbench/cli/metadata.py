"""``workbench metadata`` and ``workbench checks``: what files say, and what is noticed in that."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from workbench.cli.metadata_tables import Chosen, Filters, fact_rows, print_chosen
from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.checks.observation import Observation
    from workbench.examination.examine import Examination
    from workbench.metadata.fact import Fact


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("metadata")(metadata)
    app.command("checks")(checks)


def metadata(
    paths: Annotated[list[Path], typer.Argument(help="The case folder, or loose files.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    exhibit: Annotated[
        list[str] | None, typer.Option("--exhibit", help="Only this exhibit; repeatable.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Only this layer, such as exif.")
    ] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", help="Only this check, such as TIME-001.")
    ] = None,
    facts: Annotated[bool, typer.Option("--facts", help="Also print every fact.")] = False,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option("--compare", help="Two exhibits: only what they say differently."),
    ] = None,
    second_reader: Annotated[
        bool, typer.Option("--second-reader", help="Let ExifTool read too; never part of a study.")
    ] = False,
    maker_notes: Annotated[
        bool, typer.Option("--maker-notes", help="Read these too; slow, never part of a study.")
    ] = False,
    credentials: Annotated[
        bool,
        typer.Option("--credentials", help="Check content credentials' signatures (c2pa-python)."),
    ] = False,
) -> None:
    """Show what exhibits say about themselves: summary, timeline, observations."""
    language = terminal_language()
    extra = _Extra(maker_notes, credentials)
    if paths and all(path.is_file() for path in paths):
        how = _How(json, facts, compare, second_reader, extra)
        _loose(paths, set(source or ()), language, how)
        return
    if len(paths) > 1:
        raise typer.BadParameter(say("metadata.message.one_case", language))
    filters = Filters(set(exhibit or ()), set(source or ()), set(code or ()))
    _case(paths[0], filters, language, _How(json, facts, compare, second_reader, extra))


def checks(
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The whole page, as in docs/checks.md.")
    ] = False,
    language: Annotated[
        str, typer.Option("--language", help="id or en; by default the terminal's.")
    ] = "",
) -> None:
    """List every check: its code, what it looks for and how grave it can be."""
    from workbench.checks.page import page, rows
    from workbench.cli.output import print_json, print_table

    chosen: Language = language if language in {"id", "en"} else terminal_language()  # type: ignore[assignment]
    if json:
        print_json({"checks": rows(chosen)})
    elif markdown:
        typer.echo(page(chosen), nl=False)
    else:
        names = ("code", "severity", "observation")
        columns = [say(f"metadata.column.{name}", chosen) for name in names]
        table = [(row["code"], ", ".join(row["severities"]), row["title"]) for row in rows(chosen)]
        print_table(columns, table, say("metadata.heading.checks", chosen))


class _Extra(NamedTuple):
    """What is read on demand only, and never enters a study."""

    maker_notes: bool
    credentials: bool

    def facts(self, exhibits: Iterable[tuple[str, Path, str]], language: Language) -> list[Fact]:
        """Return the facts of each (id, folder, path below it), read in guarded children."""
        from workbench.metadata.on_demand import Wanted
        from workbench.metadata.pictures import credentials_check
        from workbench.metadata.pictures.maker_notes import maker_notes

        wanted = [Wanted(*one) for one in exhibits]
        found = list(maker_notes(wanted)) if self.maker_notes else []
        if self.credentials and not credentials_check.is_installed():
            typer.echo(say("metadata.message.no_credentials_reader", language), err=True)
        elif self.credentials:
            found += credentials_check.check(wanted)
        return found


class _How(NamedTuple):
    """How the answer is wanted."""

    json: bool
    facts: bool
    compare: tuple[str, str] | None
    second_reader: bool
    extra: _Extra


def _case(path: Path, filters: Filters, language: Language, how: _How) -> None:
    from workbench.case import examine_folder
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.examination.examine import examine

    folder, problems = examine_folder(path)
    with shown(language) as progress:
        found = examine(folder, progress=progress)
    if how.compare is not None:
        ids = [exhibit.id for exhibit in found.exhibits]
        _compare(ids, found.facts, how.compare, language, json=how.json)
    else:
        more = _second(found, language) if how.second_reader else ()
        asked_for = [
            (one.id, folder.evidence, one.path)
            for one in found.exhibits
            if one.status == "ok" and (not filters.exhibits or one.id in filters.exhibits)
        ]
        chosen = Chosen(found, filters, more, how.extra.facts(asked_for, language))
        if how.json:
            print_json(chosen.as_json(language))
        else:
            asked = how.facts or any(how.extra) or bool(filters.exhibits or filters.sources)
            print_chosen(chosen, language, with_facts=asked)
    for problem in problems:
        typer.echo(problem.sentence(language), err=True)
    raise typer.Exit(1 if any(problem.blocking for problem in problems) else 0)


def _second(found: Examination, language: Language) -> tuple[Observation, ...]:
    """Return where ExifTool reads something else, or nothing and a word on stderr."""
    import subprocess

    from workbench.checks.readers import disagreements
    from workbench.checks.run import CheckContext
    from workbench.metadata import second_reader

    if not second_reader.is_installed():
        typer.echo(say("metadata.message.no_second_reader", language), err=True)
        return ()
    paths = [exhibit.path for exhibit in found.exhibits if exhibit.status == "ok"]
    try:
        other = second_reader.read(found.folder.evidence, paths)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        reason = type(error).__name__
        typer.echo(say("metadata.message.second_reader_failed", language, reason=reason), err=True)
        return ()
    context = CheckContext(
        found.folder, found.exhibits, found.facts, found.captured, found.timeline, found.duplicates
    )
    return tuple(disagreements(context, other))


def _compare(
    ids: Iterable[str],
    facts: Iterable[Fact],
    pair: tuple[str, str],
    language: Language,
    *,
    json: bool,
) -> None:
    """Print the facts that two exhibits do not share."""
    from workbench.cli.output import print_json, print_table
    from workbench.metadata.differences import Difference, differences

    known = set(ids)
    for wanted in pair:
        if wanted not in known:
            names = ", ".join(sorted(known))
            text = say("metadata.message.no_such_exhibit", language, exhibit=wanted, known=names)
            raise typer.BadParameter(text)
    rows = differences(facts, *pair)
    if json:
        print_json(
            {
                "a": pair[0],
                "b": pair[1],
                "differences": [row._asdict() for row in rows],
            }
        )
        return
    columns = [say(f"metadata.column.{name}", language) for name in Difference._fields[:3]]
    heading = say("metadata.heading.compared", language, a=pair[0], b=pair[1])
    cells = [(s, n, w, one[:80], other[:80]) for s, n, w, one, other in rows]
    print_table([*columns, *pair], cells, heading)


def _loose(files: list[Path], sources: set[str], language: Language, how: _How) -> None:
    """Print what files outside any case say; there is nothing to check them against."""
    from datetime import UTC, datetime

    from workbench.cli.output import print_json, print_table
    from workbench.cli.progress import shown
    from workbench.examination.outside_case import read_loose

    with shown(language) as progress:
        exhibits, found = read_loose(files, progress=progress)
    asked_for = [
        (one.id, path.absolute().parent, one.path)
        for one, path in zip(exhibits, files, strict=True)
    ]
    found = (*found, *how.extra.facts(asked_for, language))
    if how.compare is not None:
        _compare([one.id for one in exhibits], found, how.compare, language, json=how.json)
        return
    facts = [fact for fact in found if not sources or fact.source in sources]
    # What a file system says changes with every copy: shown here, and never in a study.
    changed = {
        exhibit.id: datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        for exhibit, path in zip(exhibits, files, strict=True)
    }
    if how.json:
        rows = [{**one.as_json(), "modified": changed[one.id]} for one in exhibits]
        print_json({"exhibits": rows, "facts": [fact.as_json() for fact in facts]})
        return
    names = ("exhibit", "path", "modified")
    columns = [say(f"metadata.column.{name}", language) for name in names]
    cells = [(one.id, one.path, changed[one.id]) for one in exhibits]
    print_table(columns, cells, say("metadata.heading.files", language))
    of_facts = ("exhibit", "source", "name", "value", "typed", "locator")
    print_table(
        [say(f"metadata.column.{name}", language) for name in of_facts],
        fact_rows(facts),
    )
