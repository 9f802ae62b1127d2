"""Everything that leaves the office for one reader, written at once or not at all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.case import door, publishing
from workbench.case.folder import CaseFolder
from workbench.case.journal import JOURNAL, Change, note
from workbench.desk.standing_in import Look, standing_in
from workbench.duplicates.compare.enclosed import MARK
from workbench.duplicates.pair import Outdated, Pair
from workbench.duplicates.relations.decisions import VERDICTS
from workbench.errors import CaseError, ReportError
from workbench.report.context import Context, Original
from workbench.report.documents.make import documents
from workbench.report.language import parse_instant
from workbench.report.model import Figure, ReportView
from workbench.report.redaction.copy import pictures, project
from workbench.report.redaction.pictures import releases
from workbench.report.redaction.pictures.covers import agree, alike, without_overlays
from workbench.report.redaction.review import acts
from workbench.report.redaction.review.remainders import Remainder, remainders, undecided
from workbench.report.redaction.selection import Profile
from workbench.report.render import html, pdf, word
from workbench.report.tables import csv_files, tables, workbook
from workbench.report.view import build
from workbench.study.publish import STUDY, published
from workbench.text import Language
from workbench.text.visible import storable

if TYPE_CHECKING:
    from workbench.examination.examine import Examination

# Which official documents a reader gets. A letter goes to its own addressee and nobody else,
# so none is in a copy: another body must not read about people who are not its matter.
_DOCUMENTS: dict[str, tuple[str, ...] | None] = {
    "internal": None,
    "forwarding": ("daftar_bukti", "kajian"),
    "public": ("pemberitahuan_status",),
}


# And which tables: an empty one would say that there was nothing.
_TABLES: dict[str, tuple[str, ...] | None] = {
    "internal": None,
    "forwarding": ("exhibits", "timeline", "duplicate_pairs", "observations", "elements"),
    "public": ("exhibits", "timeline", "duplicate_pairs", "observations"),
}


@dataclass(frozen=True)
class Source:
    """A study to be told, with its case and the pictures of its exhibits.

    Attributes
    ----------
    study
        The content of ``study.json``.
    digest
        SHA-256 of that file.
    folder
        The case, for the people whose identity must not leave.
    previews
        JPEG bytes by path below ``evidence/``.
    frames
        Those of pictures that files enclose; they never leave the office.
    looks
        Gives what stands for exhibits that have no preview, such as the first page of a
        paper, by path; it never leaves the office either.
    """

    study: Mapping[str, Any]
    digest: str
    folder: CaseFolder
    previews: Mapping[str, bytes]
    frames: Mapping[str, bytes] = field(default_factory=dict)
    looks: Callable[[Language], Mapping[str, Look]] = field(default=lambda _: {})


def find_study(place: Path) -> Path:
    """Return the study that `place` is, or the latest one of the case that it is.

    Raises
    ------
    ReportError
        When there is no study there.
    """
    if (place / STUDY).is_file():
        return place
    found = published(place / "studies")
    if not found:
        raise ReportError("no_study", path=str(place))
    return found[-1]


def load(study: Path) -> Source:
    """Read a study with its case, and see that its exhibits are still what they were.

    Raises
    ------
    ReportError
        When the study does not lie in its case, or an exhibit is gone or changed since.
    """
    from workbench.case import load as load_case
    from workbench.examination.examine import examine

    case = study.resolve().parent.parent
    if not (case / "evidence").is_dir():
        raise ReportError("study_without_case", path=str(study))
    data = (study / STUDY).read_bytes()
    try:
        content = json.loads(data)
    except ValueError as error:
        raise ReportError("study_not_readable", path=str(study), detail=str(error)) from error
    _check(content, study)
    folder = load_case(case)
    examination = examine(folder)
    now = {(storable(one.path), one.sha256) for one in examination.exhibits}
    changed = [
        f"{row['id']} ({row['path']})"
        for row in content["exhibits"]
        if (row["path"], row["sha256"]) not in now
    ]
    if changed:
        raise ReportError("exhibits_changed", names=", ".join(changed))
    digest = hashlib.sha256(data).hexdigest()
    return source_of(content, digest, examination)


def source_of(study: Mapping[str, Any], digest: str, known: Examination) -> Source:
    """Return a study with the pictures of the examination that it was made from.

    Names stand in a study as :func:`workbench.text.visible.storable` writes them. Where two
    files come to one name so, neither is shown: it could be the other's picture.
    """
    named = Counter(storable(one.path) for one in known.exhibits)
    doubtful = {one.path for one in known.exhibits if named[storable(one.path)] > 1}
    previews = {
        storable(path): data for path, data in known.previews.items() if path not in doubtful
    }
    frames = {
        storable(place): data
        for place, data in known.frames.items()
        if place.partition(MARK)[0] not in doubtful
    }

    def looks(language: Language) -> dict[str, Look]:
        found = standing_in(known, language)
        return {storable(path): one for path, one in found.items() if path not in doubtful}

    return Source(study, digest, known.folder, previews, frames, looks)


def _check(content: Any, study: Path) -> None:
    """Refuse a study whose tables are not the ones that a study has: it was made by hand.

    Raises
    ------
    ReportError
        Naming the first thing that is wrong.
    """
    try:
        for row in content["exhibits"]:
            _ = row["id"] + row["path"], row["sha256"]
        for entry in content["timeline"]:
            parse_instant(entry["start"]), parse_instant(entry["end"])
            _ = entry["kind"] + entry["exhibit"] + entry["source"], int(entry["reliability"])
        for pair in content["duplicates"]["pairs"]:
            made = Pair(**pair)
            _ = [float(value) for value in made.mapping], ("", *VERDICTS).index(made.decision)
        for group in content["duplicates"]["groups"]:
            _ = group["kind"], list(group["members"])
        for answer in content["duplicates"].get("outdated", ()):
            _ = VERDICTS.index(Outdated(**answer).decision)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"{type(error).__name__}: {error}"[:200]
        raise ReportError("study_not_readable", path=str(study), detail=detail) from error


def compose(
    source: Source,
    profile: Profile,
    language: Language,
    *,
    templates: Path | None = None,
) -> dict[str, bytes]:
    """Return every file of one copy by its name, made anew from what the profile lists.

    Parameters
    ----------
    templates
        The office's own Word templates.
    """
    identities = source.folder.identities.people
    known = releases.load(source.folder.path)
    decided = known.get(profile, {})
    released = [one.exhibit for one in decided.values() if one.is_shown]
    copied = project(
        source.study, profile, identities=identities, released=released, language=language
    )
    if profile != "internal":
        agree(known, profile, alike(source.study))
        copied = without_overlays(copied, decided)
    shown = pictures(source.study, source.previews, profile, decided)
    original, frames = None, source.frames
    looks: Mapping[str, Look] = {}
    if profile != "internal":
        original, frames = Original(source.study, len(source.previews)), {}
    else:
        looks = source.looks(language)
    view = build(
        copied, shown, language, profile=profile, original=original, frames=frames, looks=looks
    )
    listed = _TABLES[profile]
    every = tables(Context(copied, {}, language))
    found = {name: rows for name, rows in every.items() if listed is None or name in listed}
    wanted = _DOCUMENTS[profile]
    letters = documents(copied, language, templates=templates, only=wanted, previews=shown)
    files = {
        "report.html": html.render(view).encode("utf-8"),
        "report.pdf": pdf.render(view),
        "report.docx": word.render(view, template=_own(templates, word.TEMPLATE)),
    }
    files |= {f"tables/{name}": data for name, data in csv_files(found).items()}
    files["tables/tables.xlsx"] = workbook(found, view.title, view.office)
    files |= {f"documents/{name}": data for name, data in letters.items()}
    files |= {f"figures/{name}.svg": figure.svg.encode("utf-8") for name, figure in _drawn(view)}
    return files


def left_open(source: Source, profile: Profile) -> tuple[list[Remainder], list[Remainder]]:
    """Return what is left in a copy that could tell somebody, and what of it is undecided."""
    released = releases.load(source.folder.path).get(profile, {})
    shown = [one.exhibit for one in released.values() if one.is_shown]
    rows = remainders(source.study, profile, source.folder, released=shown)
    return rows, undecided(rows, acts.load(source.folder.path).get(profile, {}))


def gone_through(source: Source, profile: Profile) -> None:
    """See that a person looked at everything in a copy for others that could tell somebody.

    Raises
    ------
    ReportError
        With how much nobody decided about.
    """
    if profile == "internal":
        return
    _, waiting = left_open(source, profile)
    if waiting:
        path = str(source.folder.path)
        raise ReportError("copy_not_reviewed", reader=profile, count=len(waiting), path=path)


def _own(templates: Path | None, name: str) -> Path | None:
    """Return the office's own template of this name, when it has one."""
    own = None if templates is None else templates / name
    return own if own is not None and own.is_file() else None


def _drawn(view: ReportView) -> Iterator[tuple[str, Figure]]:
    """Yield every drawing of the view with the name of its file."""
    parts: tuple[tuple[str, tuple[Figure, ...]], ...] = (
        ("timeline", view.timeline.figures),
        ("places", view.places.figures),
        ("relations", view.likeness.figures),
        ("elements", tuple(f for answer in view.kajian.answers for f in answer.figures)),
    )
    for name, figures in parts:
        for number, figure in enumerate(figures, start=1):
            yield f"{name}_{number}", figure


def write(
    files: Mapping[str, bytes], output: Path, source: Source, profile: Profile, *, by: str = ""
) -> Path:
    """Write a copy as one folder by one rename; that it was made is journaled first.

    Raises
    ------
    ReportError
        When `output` exists already, cannot be written, or the export could not be
        journaled: then there is no copy.
    """
    said = told(files, source)
    if profile != "internal":
        said["looked_at"] = sorted(acts.load(source.folder.path)[profile])
    change = Change(JOURNAL, ("exports", profile), None, said, "export")
    return put(files, output, before=lambda: journaled(source, change, by))


def put(files: Mapping[str, bytes], output: Path, *, before: Callable[[], None]) -> Path:
    """Write files as one folder by one rename, after `before` has gone well.

    Raises
    ------
    ReportError
        When `output` exists already or cannot be written; then there is no folder.
    """
    if output.exists() or output.is_symlink():
        raise ReportError("output_exists", path=str(output))
    try:
        door.make_folder(output.parent)
        with publishing.staging(output.parent, output.name) as staging:
            for name, data in files.items():
                door.make_folder((staging / name).parent)
                door.create(staging / name, data)
            staging.chmod(0o755)
            publishing.flush_tree(staging)
            before()
            publishing.rename_folder(staging, output)
    except OSError as error:
        reason = error.strerror or ""
        raise ReportError("output_not_writable", path=str(output), reason=reason) from error
    return output


def told(files: Mapping[str, bytes], source: Source) -> dict[str, Any]:
    """Return what a line of the journal says of files: of which study, with which hashes."""
    made = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return {"study_sha256": source.digest, "files": made}


def journaled(source: Source, change: Change, by: str) -> None:
    """Note in the case's journal what was made, so that each copy can be traced to its export.

    Raises
    ------
    ReportError
        When that cannot be written.
    """
    try:
        note(source.folder.path, change, by=by)
    except CaseError as error:
        raise ReportError("export_not_journaled", path=str(source.folder.journal)) from error
