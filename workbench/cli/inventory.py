"""``workbench inventory`` and ``workbench cache``: the files as such."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.evidence.exhibit import Exhibit


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("inventory")(inventory)
    app.command("cache")(cache)


def inventory(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """List every exhibit with its SHA-256, size and type, or why it was not read."""
    from workbench.case import examine_folder
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.evidence.inventory import take

    language = terminal_language()
    folder, problems = examine_folder(case)
    with shown(language) as progress:
        exhibits = take(folder, progress=progress)
    if json:
        print_json({"case": folder.name, "exhibits": [e.as_json() for e in exhibits]})
    else:
        _print(folder.name, exhibits, language)
    # The files' own problems do not stop an inventory, but they must not pass unseen.
    for problem in problems:
        typer.echo(problem.sentence(language), err=True)
    raise typer.Exit(1 if any(problem.blocking for problem in problems) else 0)


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Forget everything.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Show, or clear, what is kept from exhibits that were read before."""
    from workbench.cli.output import print_json
    from workbench.desk import packs
    from workbench.examination import cache as kept

    folder = kept.default_folder()
    removed, pictures_removed = (kept.clear(), packs.clear()) if clear else (0, 0)
    (count, size), (pictures, pictures_size) = kept.size(), packs.size()
    if json:
        row = {"folder": str(folder), "readings": count, "bytes": size, "removed": removed}
        views = {"views": pictures, "views_bytes": pictures_size, "views_removed": pictures_removed}
        print_json({**row, **views})
        return
    key = "evidence.cache.cleared" if clear else "evidence.cache.holds"
    fields: dict[str, Any] = {"path": folder, "count": removed if clear else count}
    fields["views"] = pictures_removed if clear else pictures
    fields["megabytes"] = f"{(size + pictures_size) / 1_000_000:.1f}"
    typer.echo(say(key, terminal_language(), **fields))


def _print(name: str, exhibits: tuple[Exhibit, ...], language: Language) -> None:
    from workbench.cli.output import print_table

    columns = [
        say(f"evidence.column.{column}", language)
        for column in ("id", "path", "size", "media_type", "sha256", "remarks")
    ]
    rows = [
        (e.id, e.path, e.size, e.media_type, (e.sha256 or "")[:16], _remarks(e, language))
        for e in exhibits
    ]
    print_table(columns, rows, name)
    read = sum(1 for exhibit in exhibits if exhibit.status == "ok")
    fields = {"total": len(exhibits), "read": read, "others": len(exhibits) - read}
    typer.echo(say("evidence.summary", language, **fields))


def _remarks(exhibit: Exhibit, language: Language) -> str:
    remarks = [say(f"evidence.note.{note}", language) for note in exhibit.notes]
    if exhibit.reason:
        remarks.insert(0, say(f"evidence.reason.{exhibit.reason}", language))
    if exhibit.extension_matches is False:
        remarks.insert(0, say("evidence.extension_differs", language))
    return " ".join(remarks)
