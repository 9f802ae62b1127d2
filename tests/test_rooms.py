"""The rooms: a newcomer finds a threshold or a field from the folder tree alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class

PACKAGE = Path(__file__).parents[1] / "workbench"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")

MOST_MODULES = 20
MOST_LINES = 400
MOST_COMPLEX = 15

# A file name stands twice only where it means the same thing in each of its rooms.
ONE_MEANING = {
    "batch.py": "many studies",
    "claims.py": "what people say about exhibits",
    "clocks.py": "legal deadlines",
    "compression.py": "how a JPEG was coded",
    "context.py": "what a check or a section may look at",
    "conversation.py": "exports of messengers",
    "copies.py": "copies for readers outside",
    "duplicates.py": "near-duplicates for people",
    "enclosed.py": "pictures inside other files",
    "exhibits.py": "the exhibits of a case",
    "film.py": "films moment by moment",
    "index.py": "the office's index of all cases",
    "inventory.py": "the files as such",
    "kajian.py": "the reviewer's study",
    "law.py": "rule packs for people",
    "likeness.py": "which exhibits are alike",
    "letters.py": "letters that leave the office",
    "observations.py": "what checks noticed",
    "on_demand.py": "readings that are no part of a study",
    "page.py": "a generated page of the documentation",
    "pages.py": "the pages of the guided walk",
    "pair_answers.py": "the reviewer's answers on like pairs",
    "pdf.py": "PDF files",
    "people.py": "the people of a case",
    "picture.py": "one picture",
    "places.py": "where things were made or happened",
    "progress.py": "how far long work is",
    "references.py": "names that lead from one item to another",
    "relations.py": "what ties exhibits to each other",
    "release.py": "which pictures may leave the office",
    "riff.py": "RIFF containers",
    "routing.py": "who receives what",
    "run.py": "everything of its kind, one after another",
    "shapes.py": "typed forms of YAML files",
    "sound.py": "recordings by what is heard",
    "tables.py": "a study as tables",
    "timeline.py": "moments in order",
    "times.py": "dates that do not agree",
    "unread.py": "what was not read",
    "wording.py": "how something reads to people",
    "words.py": "files by their words",
}


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES}), ids=_named)
def test_no_room_holds_more_than_can_be_read_at_a_glance(room: Path) -> None:
    assert len([path for path in MODULES if path.parent == room]) <= MOST_MODULES


def test_no_module_grows_a_second_job() -> None:
    lines = {_named(path): path.read_text("utf-8").count("\n") for path in MODULES}
    assert {name: many for name, many in lines.items() if many > MOST_LINES} == {}


def _blocks(path: Path) -> Iterator[tuple[str, int]]:
    for block in cc_visit(path.read_text("utf-8")):
        for one in block.methods if isinstance(block, Class) else [block]:
            yield f"{_named(path)}:{one.lineno} {one.name}", one.complexity


def test_no_function_branches_more_than_a_person_can_follow() -> None:
    counted = dict(block for path in MODULES for block in _blocks(path))
    assert len(counted) > 1_000
    assert {name: many for name, many in counted.items() if many > MOST_COMPLEX} == {}


def test_no_file_name_has_two_meanings() -> None:
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        rooms[path.name].append(_named(path.parent))
    shared = {name: where for name, where in rooms.items() if len(where) > 1}
    assert {name: where for name, where in shared.items() if name not in ONE_MEANING} == {}
    assert {name for name in ONE_MEANING if name not in shared} == set()
