"""Reading rule packs from their folders: every mistake with its file and line.

A pack is a folder of YAML files. An office adds packs of its own in the folder
named by ``WORKBENCH_RULE_PACKS`` (or the user's data folder); a pack there that
``corrects`` another is laid over it item by item, and both versions are kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from workbench.case.yaml_files import Document, dotted, read
from workbench.errors import LawError, Problem
from workbench.law.item import Item
from workbench.law.pack import Disagreement, Pack
from workbench.law.references import reference_problems
from workbench.law.shapes import HEAD, SECTIONS, PackFile

SHIPPED = Path(__file__).parent / "packs"
VARIABLE = "WORKBENCH_RULE_PACKS"

_CODES = {
    "missing": "missing_key",
    "literal_error": "not_one_of",
    "extra_forbidden": "law_unknown_key",
    "day": "law_not_a_day",
    "count": "law_not_a_number",
    "yes_no": "not_yes_or_no",
    "item_id": "law_not_an_id",
    "pattern": "law_not_a_pattern",
    "no_grammar": "law_no_grammar",
    "weekday": "law_not_a_weekday",
    "time": "law_not_a_time",
    "string_type": "not_text",
    "tuple_type": "not_a_list",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
    "dict_type": "not_a_mapping",
}


@dataclass(frozen=True)
class Found:
    """One pack folder: what could be read of it and what is wrong with it."""

    folder: Path
    origin: str
    data: PackFile | None
    problems: tuple[Problem, ...]


def office_folder() -> Path:
    """Return the folder of the office's own packs; it need not exist."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("workbench", appauthor=False) / "rule-packs"


def folders(office: Path | None = None) -> list[tuple[Path, str]]:
    """Return every pack folder with its origin: shipped ones first, by name."""
    found = [(path, "shipped") for path in _subfolders(SHIPPED)]
    own = office if office is not None else office_folder()
    return found + [(path, "office") for path in _subfolders(own)]


def examine_packs(office: Path | None = None) -> list[Found]:
    """Read every pack, shipped and the office's own, with all their problems."""
    read_ones = [_read_folder(path, origin) for path, origin in folders(office)]
    return [_with_references(found, read_ones) for found in read_ones]


def load_pack(pack: str = "", *, regime: str | None = None, office: Path | None = None) -> Pack:
    """Return one pack with the office's corrections laid over it.

    Parameters
    ----------
    pack
        Its id; empty chooses the first pack that serves `regime`.
    regime
        Which kind of election the case is about: what rests on other laws there is
        shown with those.

    Raises
    ------
    LawError
        When no such pack exists, or it has problems; the message names them.
    """
    found = _packs(str(office or office_folder()), _stamp(office))
    base = _choose(found, pack, regime)
    broken = [problem for problem in base.problems if problem.blocking]
    if broken or base.data is None:
        lines = "\n".join(f"  - {problem.sentence('en')}" for problem in broken)
        raise LawError("law_pack_invalid", pack=base.folder.name, problems=lines)
    whole = _laid_over(base, [one for one in _corrections(found, base) if not one.problems])
    return replace(whole, regime=regime)


def usable_packs(office: Path | None = None) -> tuple[PackFile, ...]:
    """Return every pack that a case can name: without mistakes, and no mere correction."""
    found = _packs(str(office or office_folder()), _stamp(office))
    return tuple(
        one.data
        for one in found
        if one.data is not None and one.data.id and not one.data.corrects and not one.problems
    )


def disagreements(office: Path | None = None) -> tuple[Disagreement, ...]:
    """Return every item on which an office pack and the pack it corrects disagree."""
    found = _packs(str(office or office_folder()), _stamp(office))
    whole = [one for one in found if one.data and not one.data.corrects]
    return tuple(
        odd for base in whole for odd in _laid_over(base, _corrections(found, base)).disagreements
    )


def _corrections(found: tuple[Found, ...], base: Found) -> list[Found]:
    named = base.data.id if base.data else None
    return [one for one in found if one.data and one.data.corrects and one.data.corrects == named]


def _choose(found: tuple[Found, ...], pack: str, regime: str | None) -> Found:
    whole = [one for one in found if one.data is None or not one.data.corrects]
    for one in whole:
        named = (one.data.id if one.data else None) or one.folder.name
        if named == pack or (not pack and one.data is not None and _serves(one.data, regime)):
            return one
    known = ", ".join(sorted(one.data.id or "" for one in whole if one.data))
    raise LawError("law_pack_unknown", pack=pack or str(regime), known=known)


def _serves(data: PackFile, regime: str | None) -> bool:
    """Whether a pack is the one for a kind of election; for none named, the default one."""
    return data.default if regime is None else regime in data.regimes


def _laid_over(base: Found, overlays: list[Found]) -> Pack:
    data = base.data
    if data is None:
        raise LawError("law_pack_invalid", pack=base.folder.name, problems="")
    disagreements: list[Disagreement] = []
    changes: dict[str, tuple[Item, ...]] = {}
    for overlay in overlays:
        for section in SECTIONS:
            items = {item.id: item for item in changes.get(section, getattr(data, section))}
            for item in getattr(overlay.data, section):
                other = items.get(item.id)
                if other is not None and other != item:
                    disagreements.append(
                        Disagreement(
                            section, item.id, item, other, overlay.folder.name, base.folder.name
                        )
                    )
                items[item.id] = item
            changes[section] = tuple(items.values())
    return Pack(data.model_copy(update=changes), base.origin, tuple(disagreements))


@lru_cache(maxsize=8)
def _packs(office: str, _stamp: tuple[tuple[str, int, int], ...]) -> tuple[Found, ...]:
    return tuple(examine_packs(Path(office)))


def _stamp(office: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when any pack file changes, so that edits are seen at once."""
    stamps = []
    for folder, _ in folders(office):
        for path in sorted(folder.glob("*.yaml")):
            status = path.stat()
            stamps.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(stamps)


def _subfolders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.yaml")))


def _read_folder(folder: Path, origin: str) -> Found:
    problems: list[Problem] = []
    merged: dict[str, object] = {}
    items: dict[str, list[Item]] = {section: [] for section in SECTIONS}
    places: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.yaml")):
        document, found = read(path, f"{folder.name}/{path.name}")
        problems += found
        if found:
            continue
        part, found = _typed(document)
        problems += found
        if part is None:
            continue
        merged |= {key: getattr(part, key) for key in HEAD if key in part.model_fields_set}
        for section in SECTIONS:
            for index, item in enumerate(getattr(part, section)):
                line = document.line((section, index, "id"))
                place = f"{document.name}:{line}"
                if (section, item.id) in places:
                    problems.append(
                        Problem("repeated", document.name, section, line, found=item.id)
                    )
                    continue
                places[section, item.id] = place
                items[section].append(item)
    if not problems and not merged.get("id"):
        problems.append(Problem("missing_key", f"{folder.name}/pack.yaml", "id"))
    if problems:
        return Found(folder, origin, None, tuple(problems))
    data = PackFile(**merged, **{key: tuple(value) for key, value in items.items()})
    return Found(folder, origin, data, ())


def _with_references(found: Found, all_found: list[Found]) -> Found:
    """Check the references of a whole pack, or of a correction over the pack it corrects."""
    if found.data is None:
        return found
    data = found.data
    if data.corrects:
        base = next((one for one in all_found if one.data and one.data.id == data.corrects), None)
        if base is None:
            place = f"{found.folder.name}/pack.yaml"
            problem = Problem("law_unknown_reference", place, "corrects", found=data.corrects)
            return Found(found.folder, found.origin, data, (problem,))
        data = _laid_over(base, [found]).data
    own = {(section, item.id) for section in SECTIONS for item in getattr(found.data, section)}
    problems = tuple(_placed(found.folder, reference_problems(data, own)))
    return Found(found.folder, found.origin, found.data, problems)


def _placed(folder: Path, problems: Iterator[tuple[str, str, str, str]]) -> Iterator[Problem]:
    """Give each reference problem its file and line; files are read again only when one exists."""
    documents: list[Document] | None = None
    for section, item, key, found in problems:
        if documents is None:
            paths = sorted(folder.glob("*.yaml"))
            documents = [read(path, f"{folder.name}/{path.name}")[0] for path in paths]
        for document in documents:
            for index, entry in enumerate(document.data.get(section, [])):
                if entry.get("id") == item:
                    line = document.line((section, index, key))
                    where = dotted((section, index, key))
                    yield Problem("law_unknown_reference", document.name, where, line, found)


def _typed(document: Document) -> tuple[PackFile | None, list[Problem]]:
    try:
        return PackFile.model_validate(document.data), []
    except ValidationError as error:
        return None, [_problem(document, detail) for detail in error.errors()]


def _problem(document: Document, detail: object) -> Problem:
    kind, keys = detail["type"], tuple(detail["loc"])  # type: ignore[index]
    given = detail.get("input")  # type: ignore[attr-defined]
    found = given[:60] if isinstance(given, str) else type(given).__name__
    expected = ""
    if kind == "literal_error":
        expected = detail["ctx"]["expected"].replace(" or ", ", ")  # type: ignore[index]
    if kind == "extra_forbidden":
        found = str(keys[-1])
    code = _CODES.get(kind, "wrong_shape")
    return Problem(code, document.name, dotted(keys), document.line(keys), found, expected)
