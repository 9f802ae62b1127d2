"""``workbench release``: which pictures may leave the office, and what is covered in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.text import Language, say, terminal_language

if TYPE_CHECKING:
    from workbench.evidence.exhibit import Exhibit
    from workbench.examination.examine import Examination
    from workbench.report.redaction.pictures.faces import Share
    from workbench.report.redaction.pictures.releases import Release

READERS = ("forwarding", "public")
_BOX = re.compile(r"\s*(\d{1,4})[ ,]+(\d{1,4})[ ,]+(\d{1,4})[ ,]+(\d{1,4})\s*")


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("release")(release)


def release(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    exhibit: Annotated[str, typer.Argument(help="Id of one exhibit; all are listed without.")] = "",
    reader: Annotated[
        str, typer.Option("--for", help="Whose copy it is about: public or forwarding.")
    ] = "public",
    look: Annotated[
        Path | None, typer.Option(help="Write the picture with numbered boxes, to look at first.")
    ] = None,
    faces: Annotated[
        str,
        typer.Option(
            help="What to cover: proposed, none, or boxes in thousandths such as 100,50,200,180."
        ),
    ] = "",
    withdraw: Annotated[bool, typer.Option(help="Take an earlier release back.")] = False,
    reason: Annotated[str, typer.Option(help="Why; kept in the journal.")] = "",
    differs: Annotated[
        str, typer.Option(help="Why pictures that are alike are covered otherwise.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who decides; kept in the journal.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Decide which pictures copies for others may show, with faces covered."""
    from workbench.case import load
    from workbench.cli.progress import shown
    from workbench.errors import ParameterError
    from workbench.examination.examine import examine
    from workbench.report.documents.office_settings import decides
    from workbench.report.redaction.pictures import releases
    from workbench.report.redaction.pictures.covers import see_alike

    language = terminal_language()
    if reader not in READERS:
        raise ParameterError("profile_unknown", found=reader, known=", ".join(READERS))
    folder = load(case)
    with shown(language) as bar:
        found = examine(folder, progress=bar)
    if not exhibit:
        _list(found, releases.load(folder.path)[reader], language, json=json)
        return
    row = next((one for one in found.exhibits if one.id == exhibit), None)
    if row is None or row.path not in found.previews or row.sha256 is None:
        raise ParameterError("release_unknown", name=exhibit)
    by = decides(by)
    if look is not None:
        seen = releases.Release(exhibit, row.sha256, _boxes(faces or "proposed", found, row), "")
        _write_look(found, reader, seen, look, language, by=by)
        return
    if not (faces or withdraw):
        raise ParameterError("release_unseen", name=exhibit)
    covered = () if withdraw else _boxes(faces, found, row)
    decision = releases.Release(exhibit, row.sha256, covered, reason, not withdraw, differs)
    see_alike(found, decision)
    releases.decide(folder.path, reader, decision, by=by)
    _list(found, releases.load(folder.path)[reader], language, json=json)


def _boxes(said: str, found: Examination, exhibit: Exhibit) -> tuple[Share, ...]:
    """Return what a person asked to cover.

    Raises
    ------
    ParameterError
        When a box is not four numbers from 0 to 1000 that enclose something.
    """
    from workbench.errors import ParameterError
    from workbench.report.redaction.pictures.cover_proposals import proposed
    from workbench.report.redaction.pictures.releases import load

    if said == "none":
        return ()
    if said == "proposed":
        return proposed(found, exhibit, load(found.folder.path))
    boxes: list[Share] = []
    for part in said.split(";"):
        match = _BOX.fullmatch(part)
        left, top, right, bottom = map(int, match.groups()) if match else (0, 0, 0, 0)
        if not (left < right <= 1000 and top < bottom <= 1000):
            raise ParameterError("release_box", found=part.strip()[:40])
        boxes.append((left, top, right, bottom))
    return tuple(boxes)


def _write_look(
    found: Examination, reader: str, seen: Release, target: Path, language: Language, *, by: str
) -> None:
    """Write a picture with its boxes; that it was taken out is in the journal before."""
    from workbench.case import door
    from workbench.errors import ReportError
    from workbench.report.redaction.pictures.faces import outlined
    from workbench.report.redaction.pictures.releases import looked

    covered = seen.faces
    picture = next(found.previews[one.path] for one in found.exhibits if one.id == seen.exhibit)
    if target.exists() or target.is_symlink():
        raise ReportError("output_exists", path=str(target))
    looked(found.folder.path, reader, seen, by=by)
    try:
        door.create(target, outlined(picture, covered))
    except OSError as error:
        reason = error.strerror or ""
        raise ReportError("output_not_writable", path=str(target), reason=reason) from error
    typer.echo(say("redaction.release.look", language, path=str(target), count=len(covered)))
    for number, box in enumerate(covered, start=1):
        typer.echo(f"{number}: {','.join(map(str, box))}")


def _list(found: Examination, decided: Any, language: Language, *, json: bool) -> None:
    from workbench.cli.output import print_json, print_table

    rows = [one for one in found.exhibits if one.path in found.previews]
    if json:
        shown = [
            {
                "id": one.id,
                "path": one.path,
                "released": bool(known and known.is_shown),
                "faces": [list(face) for face in known.faces] if known else [],
                "reason": known.reason if known else "",
            }
            for one, known in ((one, decided.get(one.id)) for one in rows)
        ]
        print_json({"case": found.folder.name, "pictures": shown})
        return
    columns = [
        say(f"redaction.release.column.{name}", language)
        for name in ("id", "path", "state", "faces", "reason")
    ]
    print_table(columns, [_row(one, decided.get(one.id), language) for one in rows])


def _row(one: Any, known: Any, language: Language) -> tuple[str, ...]:
    state = "open" if known is None else "shown" if known.is_shown else "withdrawn"
    faces = str(len(known.faces)) if known is not None and known.is_shown else ""
    reason = known.reason if known is not None else ""
    return one.id, one.path, say(f"redaction.release.state.{state}", language), faces, reason
