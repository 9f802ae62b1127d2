"""The report for 40 exhibits: ours against nbconvert and a headless browser printing the same."""

from __future__ import annotations

import pickle
import shutil
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bench.harness import Row, python, side_by_side, timed

EXHIBITS = 40
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]


def rows() -> Iterator[Row]:
    """Yield the page and the PDF, each beside what a notebook user would run instead."""
    study, previews = studied()
    yield side_by_side(
        f"report.html, {EXHIBITS} exhibits",
        lambda: _html(study, previews),
        lambda: _nbconvert(study, previews),
        against="nbconvert, the same tables and pictures",
        runs=3,
    )
    if shutil.which("chromium") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "study.pickle"
        kept.write_bytes(pickle.dumps((study, previews)))
        # A fresh interpreter for each: typst remembers what it has set in one process.
        yield side_by_side(
            f"report.pdf, {EXHIBITS} exhibits (PDF/A-2a, tagged), imports included",
            python("-m", "bench.report", "ours", str(kept)),
            python("-m", "bench.report", "peer", str(kept)),
            against="nbconvert, then headless Chromium",
            runs=3,
            detail=f"again in one process {timed(lambda: _pdf(study, previews), 3).best:.3f} s",
        )


@cache
def studied(count: int = EXHIBITS) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return a study of so many exhibits: the shipped example, its exhibits repeated."""
    from workbench.case import load
    from workbench.examination.document import assemble
    from workbench.examination.examine import examine
    from workbench.examples import copy
    from workbench.kajian import as_json
    from workbench.kajian import load as load_kajian

    with tempfile.TemporaryDirectory() as folder:
        case = load(copy("pilkada-laporan", Path(folder) / "case"))
        found = examine(case)
        study = assemble(found, as_json(load_kajian(case), exhibits=found.exhibits))
    first = study["exhibits"]
    pictures = list(found.previews.values())
    for number in range(len(first), count):
        row = dict(first[number % len(first)])
        row |= {"id": f"B-{number + 1:02d}", "path": f"{number + 1:02d}_{row['path']}"}
        first.append(row)
    previews = {row["path"]: pictures[index % len(pictures)] for index, row in enumerate(first)}
    return study, previews


def _html(study: Mapping[str, Any], previews: Mapping[str, bytes]) -> str:
    from workbench.report.render.html import render
    from workbench.report.view import build

    return render(build(study, previews, "id"))


def _pdf(study: Mapping[str, Any], previews: Mapping[str, bytes]) -> bytes:
    from workbench.report.render.pdf import render
    from workbench.report.view import build

    return render(build(study, previews, "id"))


def _nbconvert(study: Mapping[str, Any], previews: Mapping[str, bytes]) -> str:
    import nbformat.v4 as v4
    import pandas as pd
    from nbconvert import HTMLExporter

    cells = []
    for name in ("exhibits", "timeline", "observations", "facts"):
        frame = pd.DataFrame(study[name])
        output = v4.new_output("display_data", {"text/html": frame.to_html()})
        cells.append(v4.new_code_cell(name, outputs=[output]))
    for path, data in previews.items():
        picture = {"image/jpeg": b64encode(data).decode("ascii")}
        cells.append(v4.new_code_cell(path, outputs=[v4.new_output("display_data", picture)]))
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(v4.new_notebook(cells=cells))
    return str(page)


def _printed(study: Mapping[str, Any], previews: Mapping[str, bytes], folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    page = folder / "page.html"
    page.write_text(_nbconvert(study, previews), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.pdf(path=folder / "page.pdf")
        browser.close()


if __name__ == "__main__":
    kept_study, kept_previews = pickle.loads(Path(sys.argv[2]).read_bytes())
    if sys.argv[1] == "ours":
        Path(sys.argv[2]).with_name("ours.pdf").write_bytes(_pdf(kept_study, kept_previews))
    else:
        _printed(kept_study, kept_previews, Path(sys.argv[2]).parent)
