"""If these fail, a reviewer compares two pictures that are not laid onto each other."""

from __future__ import annotations

import io
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image

from tests.duplicates.conftest import known
from workbench.case import load
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.picture import fingerprint
from workbench.duplicates.pair import Pair
from workbench.evidence.picture import decode
from workbench.examination.document import assemble
from workbench.examination.examine import examine
from workbench.report.figures.duplicates import Panel, aligned
from workbench.report.render.html import render
from workbench.report.view import build


def photo() -> Image.Image:
    with (files("skimage") / "data" / "coffee.png").open("rb") as stream:
        return Image.open(stream).convert("RGB")


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def pixels(panel: Panel) -> np.ndarray:
    shown = np.asarray(Image.open(io.BytesIO(panel.data)).convert("L")).astype(float)
    assert shown.shape == (panel.height, panel.width)
    return shown


def plain(preview: bytes, panel: Panel) -> np.ndarray:
    """Return a preview without the line that the panel may carry."""
    image = Image.open(io.BytesIO(preview)).convert("L")
    return np.asarray(image.resize((panel.width, panel.height), 1)).astype(float)


def likes(change) -> tuple[Pair, dict[str, bytes]]:
    previews = {"a.jpg": jpeg(photo()), "b.jpg": jpeg(change(photo()))}
    prints = {
        path: fingerprint(decode(data, "image/jpeg"), data) for path, data in previews.items()
    }
    (pair,) = find(known(prints)).pairs
    return pair, previews


def on_phone(image: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (720, 1400), "#101c24")
    screen.paste(image.resize((600, 400)), (60, 500))
    return screen


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        lambda image: image.transpose(Image.Transpose.ROTATE_90),
        lambda image: image.transpose(Image.Transpose.TRANSVERSE),
        lambda image: image.rotate(8, Image.Resampling.BICUBIC),
        lambda image: image.crop((90, 60, 470, 360)),
        on_phone,
    ],
    ids=["mirror", "rotate", "transverse", "turn", "crop", "screen"],
)
def test_the_second_picture_lies_on_the_first(change):
    """However the copy was made, the middle picture must show the same thing at each place."""
    pair, previews = likes(change)
    made = aligned(pair, previews, side=300)
    assert made is not None
    first, laid = plain(previews["a.jpg"], made.first), pixels(made.laid)
    # JPEG leaves the grey of "nothing here" within a few levels.
    shown = np.abs(laid - 222) > 12
    assert shown.mean() > 0.3
    assert np.corrcoef(first[shown], laid[shown])[0, 1] > 0.9


def test_an_outline_shows_where_the_photo_lies_in_the_screenshot():
    """Without it the reader must search a screenshot for the photo that it shows."""
    pair, previews = likes(on_phone)
    made = aligned(pair, previews, side=700)
    assert made is not None
    screen = pixels(made.second)
    # The photo lies at 60, 500 of 720 by 1400: dark screen, then white, black, white, photo.
    left = screen[int(700 * 700 / 1400), : int(90 / 2)]
    assert left[:20].max() < 60
    assert left.max() > 200
    assert left[int(left.argmax()) :].min() < 60
    # The screenshot shows all of the photo: it has no line of its own.
    assert np.abs(pixels(made.first) - plain(previews["a.jpg"], made.first)).mean() < 4


def test_what_was_changed_in_a_copy_is_boxed_where_the_second_lies_on_the_first():
    """The reviewer must see what was painted out, not search two pictures for it."""

    def painted(image: Image.Image) -> Image.Image:
        copy = image.copy()
        copy.paste((250, 240, 20), (120, 90, 200, 170))
        return copy

    pair, previews = likes(painted)
    made = aligned(pair, previews)
    again = aligned(*likes(lambda image: image.resize((450, 300))))
    assert pair.kind == "near"
    assert made is not None
    assert again is not None
    assert len(made.changed) == 1
    left, top, right, bottom = made.changed[0]
    width, height = photo().size
    assert (left * width, right * width) == pytest.approx((120, 200), abs=14)
    assert (top * height, bottom * height) == pytest.approx((90, 170), abs=14)
    assert again.changed == ()


def test_same_previews_same_bytes():
    pair, previews = likes(on_phone)
    assert aligned(pair, previews) == aligned(pair, previews)


@pytest.mark.parametrize("mapping", [(), (0.0,) * 6, (float("nan"),) * 6, (1e-9, 0, 0, 0, 1e-9, 0)])
def test_nothing_is_drawn_where_nothing_is_known(mapping):
    previews = {"a.jpg": jpeg(photo()), "b.jpg": jpeg(photo())}
    pair = Pair("a.jpg", "b.jpg", "near", "phash256", 0, 1.0, mapping=mapping)
    assert aligned(pair, previews) is None
    assert aligned(Pair("a.opus", "b.opus", "exact", "sha256", 0, 1.0), {}) is None


def test_a_hostile_mapping_draws_nothing_endless():
    """A study made by hand must not make the report hang."""
    previews = {"a.jpg": jpeg(photo()), "b.jpg": jpeg(photo())}
    far = Pair("a.jpg", "b.jpg", "near", "orb", 0, 1.0, mapping=(1e12, 0, 1e15, 0, 1e12, 0))
    assert aligned(far, previews, side=200) is not None


def test_a_photo_lies_beside_the_page_and_the_second_that_show_it(tmp_path):
    """A reviewer must see the page of a letter, or the second of a video, that holds the photo."""
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    photo().save(evidence / "foto.jpg", quality=90)
    photo().save(evidence / "surat.pdf", "PDF")
    (evidence / "video.mp4").write_bytes(video(photo()))
    known = examine(load(evidence.parent), cache=False)
    pairs = {(pair.a, pair.b): pair for pair in known.duplicates.pairs}
    pictures = {**known.previews, **known.frames}
    for other in ("surat.pdf", "video.mp4"):
        made = aligned(pairs["foto.jpg", other], pictures)
        assert made is not None, other
        first, laid = plain(known.previews["foto.jpg"], made.first), pixels(made.laid)
        assert np.corrcoef(first.ravel(), laid.ravel())[0, 1] > 0.9
    assert aligned(pairs["surat.pdf", "video.mp4"], pictures) is not None
    study = assemble(known, {})
    page = render(build(study, known.previews, "id", frames=known.frames))
    assert "B-02, halaman 1, diletakkan pas di atas B-01" in page
    assert "detik ke-0,0, diletakkan pas di atas B-01" in page


def video(still: Image.Image) -> bytes:
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 480, 320, "yuv420p"
        for _ in range(12):
            small = np.asarray(still.resize((480, 320)))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(small, format="rgb24")))
        container.mux(stream.encode())
    return buffer.getvalue()
