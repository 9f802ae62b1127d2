"""What marked places show in a report and in copies for others.

Lost otherwise: a citation without the very thing that was cited; or, in a copy, a picture that
nobody released, or a face bare in a crop that is covered in the picture.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pytest
from PIL import Image

from tests.desk import exhibits as made
from workbench.case import load
from workbench.examination.document import assemble, canonical
from workbench.examination.examine import examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.report.copies import Source, compose, source_of
from workbench.report.marked_places import of_copy
from workbench.report.redaction.copy import pictures
from workbench.report.redaction.pictures.releases import Release

RED = "xywh=percent:0,0,12.5,12.5"
MARKS: dict[str, dict[str, str]] = {
    "L-1": {"exhibit": "B-01", "at": RED, "label": "Sudut merah rekaan"},
    "L-2": {"exhibit": "B-02", "at": "t=1,3", "label": "Dua saat"},
    "L-3": {"exhibit": "B-03", "at": "t=0.5,1.5", "label": "Suara"},
    "L-4": {"exhibit": "B-04", "at": "page=2&xywh=percent:5,4,50,10", "label": "Judul"},
    "L-5": {"exhibit": "B-07", "at": "msg=2", "label": "Ucapan"},
    "L-6": {"exhibit": "B-99", "at": "page=1", "label": "Hilang"},
    "L-7": {"exhibit": "B-04", "at": "page=9", "label": "Di luar"},
    "L-8": {"exhibit": "B-07", "at": "msg=900", "label": "Tidak ada"},
    "L-10": {"exhibit": "B-01", "at": "xywh=percent:0,0,NaN,1", "label": "Salah tulis"},
}
CASE = "format: 1\nregime: pilkada\nroute: laporan\nrule_pack: netralitas-2022\ninvented: ya\n"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    root = made.case(tmp_path_factory.mktemp("marked") / "perkara")
    (root / "case.yaml").write_text(CASE, "utf-8")
    cites = dict.fromkeys(MARKS, "")
    answers = {"marks": MARKS, "facts": {"F-1": {"text": "Bahwa ada.", "cites": cites}}}
    (root / "kajian.yaml").write_text(json.dumps({"format": "1", **answers}), "utf-8")
    folder = load(root)
    known = examine(folder)
    told = as_json(
        load_kajian(folder), exhibits=known.exhibits, observations=known.observations,
        duplicates=known.duplicates, facts=known.facts,
    )  # fmt: skip
    data = canonical(assemble(known, told))
    return source_of(json.loads(data), hashlib.sha256(data).hexdigest(), known)


@pytest.fixture(scope="module")
def internal(source: Source) -> dict[str, bytes]:
    return compose(source, "internal", "id")


def red(image: Image.Image) -> float:
    """Return how much of a picture is the red of the photograph's corner."""
    pixels = np.asarray(image.convert("RGB")).astype(int)
    return float(((pixels[..., 0] > 180) & (pixels[..., 1] < 90) & (pixels[..., 2] < 90)).mean())


def test_the_report_shows_each_place_or_says_why_not(internal: dict[str, bytes]) -> None:
    page = internal["report.html"].decode("utf-8")
    part = page[page.index("Letak yang ditandai dalam bukti") :]
    shown = {
        one.partition("L-")[2].partition(":")[0]: one for one in part.split('class="crop"')[1:]
    }
    assert list(shown) == ["1", "2", "3", "4", "5", "6", "7", "8", "10"]
    for number in "1234":
        assert shown[number].count("<img") == 1, number
    assert "panggung nomor 2" in shown["5"]
    assert "Selamat pagi" in shown["5"], "the messages around it"
    assert "Bukti B-99 tidak ada." in shown["6"]
    assert "hanya punya 2 halaman" in shown["7"]
    assert "hanya memuat 20 pesan" in shown["8"]
    assert "bukan empat angka persen" in shown["10"]
    for number in ("6", "7", "8", "10"):
        assert "<img" not in shown[number], number


def test_pdf_and_word_show_the_crop_too(internal: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(internal["report.pdf"]))
    pages = [one for one in reader.pages if "Sudut merah rekaan" in one.extract_text()]
    found = [red(image.image) for page in pages for image in page.images if image.image]
    assert max(found) > 0.2, "no crop of the red corner"
    for name in ("report.docx", "documents/kajian.docx"):
        with zipfile.ZipFile(io.BytesIO(internal[name])) as package:
            assert "Sudut merah rekaan" in package.read("word/document.xml").decode()
            media = [one for one in package.namelist() if one.startswith("word/media/")]
            shares = [red(Image.open(io.BytesIO(package.read(one)))) for one in media]
        assert max(shares) > 0.2, name


def test_a_crop_of_a_copy_is_cut_from_the_covered_picture(source: Source) -> None:
    """Nothing released: no crop. Released with a cover: what is under it is in no crop either."""
    assert of_copy(source.study, pictures(source.study, source.previews, "forwarding", {})) == {}
    rows = {row["id"]: row for row in source.study["exhibits"]}
    bare = Release("B-01", rows["B-01"]["sha256"], (), "Perlu dilihat.")
    shown = pictures(source.study, source.previews, "forwarding", {"B-01": bare})
    assert red(Image.open(io.BytesIO(only(of_copy(source.study, shown))))) > 0.2
    covered = replace(bare, faces=((0, 0, 130, 130),))
    shown = pictures(source.study, source.previews, "forwarding", {"B-01": covered})
    assert red(Image.open(io.BytesIO(only(of_copy(source.study, shown))))) < 0.001


def only(found: dict[str, Any]) -> bytes:
    """Return the picture of the one place that a copy may show: no page, film, sound, chat."""
    assert list(found) == ["L-1"]
    picture: bytes = found["L-1"].picture
    return picture


def test_a_copy_tells_no_message_and_no_locator(source: Source) -> None:
    page = compose(source, "forwarding", "id")["report.html"].decode("utf-8")
    assert "Sudut merah rekaan" in page
    assert "panggung nomor 2" not in page
    assert RED not in page
    assert 'class="crop"' in page
    public = compose(source, "public", "id")["report.html"].decode("utf-8")
    assert 'class="crop"' not in public
    assert "Sudut merah rekaan" not in public


def test_a_mark_in_other_bytes_is_said(source: Source) -> None:
    study = json.loads(json.dumps(source.study))
    folder = source.folder
    kajian = load_kajian(folder)
    marks = kajian.answers.marks | {
        "L-1": kajian.answers.marks["L-1"].model_copy(update={"sha256": "0" * 64})
    }
    changed = replace(kajian, answers=kajian.answers.model_copy(update={"marks": marks}))
    study["kajian"] = json.loads(json.dumps(as_json(changed, exhibits=source.exhibits)))
    page = compose(replace(source, study=study), "internal", "en")["report.html"].decode("utf-8")
    assert "no longer holds what it held when this place was marked" in page
    assert Path(folder.path / "evidence").is_dir()
