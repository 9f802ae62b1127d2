"""No exhibit of any kind is an empty box, neither in a record nor in a report.

Lost otherwise: a reader of the report who sees a number where a letter, a chat or a film is.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.desk import exhibits as made
from workbench.case import load
from workbench.desk.standing_in import MANY, Look, standing_in
from workbench.examination.document import assemble
from workbench.examination.examine import Examination, examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.report.render import html
from workbench.report.sections import exhibits as section
from workbench.report.view import build
from workbench.text import say
from workbench.ui.evidence import gallery

MAIL = (
    "From: Sari <sari@contoh.invalid>\r\nTo: kantor@contoh.invalid\r\nSubject: Laporan rekaan\r\n"
    "Date: Tue, 8 Oct 2024 10:15:00 +0700\r\n\r\nSaya lihat di panggung nomor dua.\r\n"
)


def _more(folder: Path) -> None:
    """Add the kinds that the desk's own case has not."""
    picture = made.photograph(640, 400)
    for number, (ending, options) in enumerate(
        [("png", {}), ("gif", {}), ("webp", {}), ("tif", {}), ("bmp", {}), ("avif", {})], 21
    ):
        picture.save(folder / f"{number} gambar.{ending}", **options)
    import pillow_heif

    pillow_heif.from_pillow(picture).save(folder / "27 gambar.heic")
    import av

    with av.open(str(folder / "28 suara.opus"), "w") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        loud = (9000 * np.sin(np.arange(48_000) * 0.05)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(loud.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    made.film(folder / "29 film.mkv")
    (folder / "30 surat.eml").write_text(MAIL, "utf-8")
    (folder / "31 data.json").write_text('{"pesan": "saya lihat di panggung nomor dua"}', "utf-8")
    (folder / "32 daftar.csv").write_text("nama,jumlah\nPelaku A,12\nPelaku B,15\n", "utf-8")
    with zipfile.ZipFile(folder / "33 arsip.zip", "w") as packed:
        packed.writestr("isi.txt", "isi arsip rekaan")
    (folder / "34 kosong.jpg").write_bytes(b"")
    with zipfile.ZipFile(folder / "35 naskah.odt", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", (
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:'
            '1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
            "<office:text><text:p>Naskah rekaan tentang panggung</text:p></office:text>"
            "</office:body></office:document-content>"
        ))  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Examination:
    root = made.case(tmp_path_factory.mktemp("semua") / "kasus", link_to=Path("/etc/hostname"))
    _more(root / "evidence")
    return examine(load(root), cache=False)


@pytest.fixture(scope="module")
def looks(known: Examination) -> dict[str, Look]:
    return standing_in(known, "id")


def _study(known: Examination) -> dict[str, Any]:
    answers = as_json(load_kajian(known.folder), exhibits=known.exhibits)
    return assemble(known, answers)


def _is_to_be_seen(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        return float(np.asarray(image.convert("L")).std()) > 2


def test_every_kind_has_a_picture_or_words(known: Examination, looks: dict[str, Look]) -> None:
    kinds = {one.media_type for one in known.exhibits}
    assert len(kinds) >= 16, sorted(map(str, kinds))
    for one in known.exhibits:
        data = known.previews.get(one.path) or looks[one.path].picture
        words = looks[one.path].words if one.path in looks else ""
        assert (data is not None and _is_to_be_seen(data)) or len(words) > 15, one.path
    pictured = {Path(path).suffix for path, one in looks.items() if one.picture}
    assert pictured == {".mp4", ".wav", ".pdf", ".opus", ".mkv"}
    assert "panggung nomor 2" in looks["07 obrolan.txt"].words
    assert "Naskah rekaan" in looks["35 naskah.odt"].words
    assert "Subject" in looks["30 surat.eml"].words or "panggung" in looks["30 surat.eml"].words


def test_the_report_shows_each_of_them(known: Examination, looks: dict[str, Look]) -> None:
    view = build(_study(known), known.previews, "id", frames=known.frames, looks=looks)
    for card in view.exhibits.cards:
        assert card.picture is not None or len(card.no_picture) > 15, card.path
        assert card.no_picture != say("report.exhibit.no_picture", "id") or card.picture, card.path
    page = html.render(view)
    assert "panggung nomor 2" in page
    assert "<script>1" not in page


def test_the_record_shows_each_of_them(known: Examination) -> None:
    shown = gallery.pictures(known, "id")
    assert shown.html.count("<figure") == len(known.exhibits)
    assert "<script>1" not in shown.html
    assert "panggung nomor 2" in shown.html


def test_a_vanished_exhibit_says_so(known: Examination, tmp_path: Path) -> None:
    root = tmp_path / "kasus"
    shutil.copytree(known.folder.path, root, symlinks=True)
    now = examine(load(root), cache=False)
    (root / "evidence" / "04 berita acara.pdf").unlink()
    (root / "evidence" / "07 obrolan.txt").write_text("lain", "utf-8")
    found = standing_in(now, "en")
    assert "cannot be opened" in found["04 berita acara.pdf"].words
    assert "changed since" in found["07 obrolan.txt"].words


def test_copies_for_others_get_none_of_it(known: Examination, looks: dict[str, Look]) -> None:
    """A first page is a picture nobody released; a chat's last messages are people's words."""
    from workbench.report.copies import Source, compose

    source = Source(_study(known), "0" * 64, known.folder, known.previews, looks=lambda _: looks)
    for profile in ("forwarding", "public"):
        page = compose(source, profile, "id")["report.html"].decode()  # type: ignore[arg-type]
        assert "panggung nomor 2" not in page
        assert "data:image/jpeg" not in page


@pytest.mark.parametrize(("count", "dense"), [(MANY, False), (MANY + 1, True)])
def test_very_many_exhibits_stand_close_together(
    known: Examination, count: int, *, dense: bool
) -> None:
    study = _study(known)
    row = study["exhibits"][0]
    study["exhibits"] = [{**row, "id": f"B-{n}", "path": f"{n}.jpg"} for n in range(1, count + 1)]
    data = known.previews[row["path"]]
    view = build(study, {one["path"]: data for one in study["exhibits"]}, "en")
    assert view.exhibits.dense is dense
    longest = {max(card.picture.width, card.picture.height)
               for card in view.exhibits.cards if card.picture}  # fmt: skip
    assert longest == ({section.THUMBNAIL} if dense else {section.PREVIEW})
