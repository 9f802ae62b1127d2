"""The viewer's library is the one that was looked at, with its licence, and fetches nothing.

Lost otherwise: a changed library runs beside evidence, in the reviewer's session.
"""

from __future__ import annotations

import hashlib
import re

from workbench.desk.door_handlers import MODULES, STATIC

DIGESTS = {
    "openseadragon.js": "b09c4b3c43f699ad3ddf0f021bebdaf68c1d7ece7231d6c73a8e2d6add99329d",
    "openseadragon-licence.txt": "17da96b26ac706d2cbd06d4555dedb43026782f4943faf0156fe7acf89454228",
}
OURS = (
    "loader.js",
    "choosing.js",
    "gallery.js",
    "lines.js",
    "together.js",
    "viewer.js",
    "stages.js",
    "desk.css",
)


def test_the_vendored_library_is_the_locked_one_with_its_licence() -> None:
    found = {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in DIGESTS}
    assert found == DIGESTS, "see .ci/viewer_library.py"
    assert "Redistribution and use" in (STATIC / "openseadragon-licence.txt").read_text("utf-8")


def test_nothing_else_lies_beside_our_modules() -> None:
    assert {path.name for path in STATIC.iterdir()} == {*DIGESTS, *OURS}
    assert set(MODULES) <= {*DIGESTS, *OURS}


def test_no_module_evaluates_text_or_names_another_host() -> None:
    for name in OURS:
        text = (STATIC / name).read_text("utf-8")
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML|insertAdjacentHTML", text)
    library = (STATIC / "openseadragon.js").read_text("utf-8")
    assert not re.search(r"\beval\(|new Function\(", library)
