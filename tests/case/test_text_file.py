"""The file itself: a comment lost on save is an office's note lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case.text_file import TextFile, read_text

CASES = Path(__file__).parents[2] / "workbench" / "examples" / "cases"
NESTED = st.recursive(
    st.text(max_size=30),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.text(min_size=1, max_size=8), below, max_size=3)
    ),
    max_leaves=12,
)

ODD = """\
# kepala
format: "1"  # nomor
# di depan intake
intake:
  note: |-
    # bukan komentar
    baris dua
exhibits:
  "B-01":
    # tentang sumber
    source: "pelapor # bukan"   # ujung
    shown: [T-1, "S-1"]  # daftar
facts: {F-1: {text: "multi
  # dalam kutip"}}
# akhir
"""


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.yaml")), ids=lambda path: str(path.name))
def test_every_shipped_file_keeps_its_data_and_its_comments(path: Path) -> None:
    text = path.read_text("utf-8")
    file, problems = read_text(text, path.name)
    assert problems == []
    again, _ = read_text(file.dump(), path.name)
    assert again.data == file.data
    comments = [line.strip() for line in text.split("\n") if line.strip().startswith("#")]
    kept = [line.strip() for line in file.dump().split("\n") if line.strip().startswith("#")]
    assert kept == comments


def test_comments_are_told_from_text_that_looks_like_one() -> None:
    file, _ = read_text(ODD, "x")
    written = file.dump()
    assert read_text(written, "x")[0].dump() == written
    for comment in ("# kepala", "# nomor", "# di depan", "# tentang", "# ujung", "# daftar"):
        assert comment in written
    assert written.endswith("# akhir\n")
    assert file.data["intake"]["note"] == "# bukan komentar\nbaris dua"


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=8), NESTED, max_size=4))
def test_any_text_comes_back_unchanged(data: dict[str, object]) -> None:
    written = TextFile(data).dump()
    again, problems = read_text(written, "x")
    assert problems == []
    assert again.data == data
