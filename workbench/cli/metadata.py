"""``workbench metadata`` and ``workbench checks``: what files say, and what is noticed in that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.checks.observation import Observation
    from workbench.metadata.fact import Captured, Fact, TimelineEntry
    from workbench.study.examine import Examination


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("metadata")(metadata)
    app.command("checks")(checks)


def metadata(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
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
) -> None:
    """Show what the exhibits say about themselves: summary, timeline, observations."""
    from workbench.case import examine_folder
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.study.examine import examine

    language = terminal_language()
    folder, problems = examine_folder(case)
    with shown(language) as progress:
        found = examine(folder, progress=progress)
    chosen = _Chosen(found, set(exhibit or ()), set(source or ()), set(code or ()))
    if json:
        print_json(chosen.as_json(language))
    else:
        _print(chosen, language, with_facts=facts or bool(exhibit or source))
    for problem in problems:
        typer.echo(problem.sentence(language), err=True)
    raise typer.Exit(1 if any(problem.blocking for problem in problems) else 0)


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


class _Chosen:
    """An examination seen through the filters of the command line."""

    def __init__(
        self, found: Examination, exhibits: set[str], sources: set[str], codes: set[str]
    ) -> None:
        self.found, self.exhibits, self.sources, self.codes = found, exhibits, sources, codes

    def _wants(self, exhibit: str) -> bool:
        return not self.exhibits or exhibit in self.exhibits

    def facts(self) -> list[Fact]:
        return [
            fact
            for fact in self.found.facts
            if self._wants(fact.exhibit) and (not self.sources or fact.source in self.sources)
        ]

    def captured(self) -> list[Captured]:
        return [row for row in self.found.captured if self._wants(row.exhibit)]

    def timeline(self) -> list[TimelineEntry]:
        return [entry for entry in self.found.timeline if self._wants(entry.exhibit)]

    def observations(self) -> list[Observation]:
        return [
            one
            for one in self.found.observations
            if (not self.exhibits or self.exhibits & set(one.exhibits))
            and (not self.codes or one.code in self.codes)
        ]

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "case": self.found.folder.name,
            "facts": [fact.as_json() for fact in self.facts()],
            "captured": [row.as_json() for row in self.captured()],
            "timeline": [entry.as_json() for entry in self.timeline()],
            "observations": [one.as_json(language) for one in self.observations()],
        }


def _print(chosen: _Chosen, language: Language, *, with_facts: bool) -> None:
    from workbench.cli.output import print_table

    def table(heading: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        names = [say(f"metadata.column.{column}", language) for column in columns.split()]
        print_table(names, rows, say(f"metadata.heading.{heading}", language))

    table("captured", "exhibit path at device position software", _captured(chosen))
    table("timeline", "from until kind exhibit from_source stated reliability", _timeline(chosen))
    if with_facts:
        rows: list[tuple[Any, ...]] = [
            (f.exhibit, f.source, f.name, f.value[:120], f.typed, f.locator) for f in chosen.facts()
        ]
        table("facts", "exhibit source name value typed locator", rows)
    noticed: list[tuple[Any, ...]] = [
        (one.code, say(f"metadata.severity.{one.severity}", language), one.message(language))
        for one in chosen.observations()
    ]
    if noticed:
        table("observations", "code severity observation", noticed)
    else:
        typer.echo(say("metadata.heading.none", language))


def _captured(chosen: _Chosen) -> list[tuple[Any, ...]]:
    return [
        (
            row.exhibit,
            row.path,
            f"{row.at} {row.zone} ({row.source})" if row.at else "",
            f"{row.make} {row.model}".strip(),
            "" if row.latitude is None else f"{row.latitude:.5f}, {row.longitude:.5f}",
            row.software,
        )
        for row in chosen.captured()
    ]


def _timeline(chosen: _Chosen) -> list[tuple[Any, ...]]:
    return [
        (e.start, e.end, e.kind, e.exhibit, e.source, e.stated, e.reliability)
        for e in chosen.timeline()
    ]
