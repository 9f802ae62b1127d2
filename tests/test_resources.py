"""An installation that lacks its files says so to a person, whichever folder is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import resources
from workbench.errors import InstallationError
from workbench.text import LANGUAGES


def test_the_shipped_files_are_found() -> None:
    assert (resources.templates() / "report.html.j2").is_file()
    assert all(resources.notebook(name).is_file() for name in resources.NOTEBOOKS)


@pytest.mark.parametrize("name", ["notebooks", "templates"])
def test_a_missing_folder_is_named_with_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Lost otherwise: a traceback in place of "install it again".
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "workbench")
    monkeypatch.setattr(resources, "_SHIPPED", tmp_path / "workbench" / "_shipped")
    with pytest.raises(InstallationError) as caught:
        resources.templates() if name == "templates" else resources.notebook("1_evidence")
    for language in LANGUAGES:
        said = caught.value.message(language)
        assert name in said
        assert str(tmp_path) in said
        assert "workbench" in said
