"""The hooks: a developer must be able to commit offline, with the locked tools."""

from __future__ import annotations

import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_every_hook_is_local_and_its_tool_is_in_the_environment() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    (repo,) = config["repos"]
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        tool = shlex.split(hook["entry"])[0]
        assert tool.startswith(".venv/bin/"), hook["id"]


def test_the_documentation_links_to_files_that_exist() -> None:
    import re

    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
