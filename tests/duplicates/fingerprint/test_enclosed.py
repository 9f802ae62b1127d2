"""If these fail, a photo hides in a letter or a video, and counts as one more exhibit."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from tests.duplicates.conftest import known
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.enclosed import MOST, inner_pictures
from workbench.duplicates.relations.wording import place_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def pdf(images: list[Image.Image]) -> bytes:
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:])
    return buffer.getvalue()


def docx(media: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        for name, content in media.items():
            document.writestr(f"word/media/{name}", content)
    return buffer.getvalue()


def video(scenes: list[Image.Image], quality: int = 23) -> bytes:
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 480, 320, "yuv420p"
        stream.options = {"qscale": str(quality)}
        stream.codec_context.gop_size = 5
        for scene in scenes:
            still = scene.convert("RGB").resize((480, 320))
            for _ in range(10):
                frame = av.VideoFrame.from_ndarray(np.asarray(still), format="rgb24")
                container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def test_a_photo_on_a_page(photos, saved):
    inside = {"surat.pdf": dict(inner_pictures(pdf([photos["rocket"], photos["coffee"]]),
                                               "application/pdf"))}  # fmt: skip
    assert set(inside["surat.pdf"]) == {"page=1", "page=2"}
    found = find(known({"kopi.jpg": saved(photos["coffee"], quality=50)}, enclosed=inside))
    (pair,) = found.pairs
    assert (pair.a, pair.b, pair.kind) == ("kopi.jpg", "surat.pdf", "part")
    assert (pair.place_a, pair.place_b, pair.transform) == ("", "page=2", "inside")


def test_each_of_several_photos_on_one_page(photos, saved):
    """Only the last one on a page used to be kept."""
    names = ("rocket", "coffee", "chelsea")
    single = [PdfReader(io.BytesIO(pdf([photos[name]]))).pages[0] for name in names]
    writer = PdfWriter()
    page = writer.add_blank_page(2000, 1000)
    for step, one in enumerate(single):
        page.merge_translated_page(one, 600 * step, 0)
    buffer = io.BytesIO()
    writer.write(buffer)
    found = dict(inner_pictures(buffer.getvalue(), "application/pdf"))
    assert set(found) == {"page=1", "page=1#2", "page=1#3"}
    prints = {f"{name}.jpg": saved(photos[name], quality=60) for name in names}
    pairs = find(known(prints, enclosed={"surat.pdf": found})).pairs
    assert {pair.a if pair.place_b else pair.b for pair in pairs} == set(prints)
    places = {pair.place_a or pair.place_b for pair in pairs}
    assert {place_text(place, "id") for place in places} == {
        "halaman 1", "halaman 1, gambar ke-2", "halaman 1, gambar ke-3",
    }  # fmt: skip


def test_a_damaged_picture_hides_no_other(photos, saved):
    """One broken image on the first page used to end the reading of all pages."""
    whole = PdfWriter(clone_from=io.BytesIO(pdf([photos["coffee"], photos["rocket"]])))
    image = whole.pages[0]["/Resources"]["/XObject"]["/image"].get_object()
    image[NameObject("/Filter")] = NameObject("/Bukan")
    buffer = io.BytesIO()
    whole.write(buffer)
    found = dict(inner_pictures(buffer.getvalue(), "application/pdf"))
    assert set(found) == {"page=2"}


def test_a_photo_in_a_document_of_libreoffice(photos, saved, encoded):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as document:
        document.writestr("Pictures/1000.jpg", encoded(photos["coffee"]))
    inside = {"surat.odt": dict(inner_pictures(buffer.getvalue(), ODT))}
    (pair,) = find(known({"kopi.jpg": saved(photos["coffee"], quality=50)}, enclosed=inside)).pairs
    assert (pair.kind, pair.place_b) == ("part", "media=1000.jpg")


def test_a_mirrored_photo_in_a_word_document(photos, saved, encoded):
    mirrored = photos["chelsea"].transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    content = docx({"image1.jpeg": encoded(mirrored), "image2.emf": b"bukan gambar"})
    inside = {"kronologi.docx": dict(inner_pictures(content, DOCX))}
    (pair,) = find(known({"aku.jpg": saved(photos["chelsea"])}, enclosed=inside)).pairs
    assert (pair.kind, pair.transform) == ("part", "mirror+inside")
    assert pair.place_b == "media=image1.jpeg"


def test_a_photo_out_of_a_video_and_a_video_made_smaller(photos, saved):
    """The photo handed in is a frame of the video handed in by somebody else."""
    scenes = [photos["rocket"], photos["coffee"], photos["chelsea"]]
    inside = {
        "a.mp4": dict(inner_pictures(video(scenes), "video/mp4")),
        "b.mp4": dict(inner_pictures(video(scenes, quality=9), "video/mp4")),
    }
    assert all(place.startswith("time=") for place in inside["a.mp4"])
    found = find(known({"kopi.jpg": saved(photos["coffee"])}, enclosed=inside))
    pairs = {(pair.a, pair.b): pair for pair in found.pairs}
    assert pairs["a.mp4", "b.mp4"].kind == "near"
    assert pairs["a.mp4", "kopi.jpg"].kind == "part"
    assert pairs["a.mp4", "kopi.jpg"].place_a == "time=1.0"


def test_pictures_of_one_file_are_not_pairs(photos):
    """A letter that shows one photo twice is no copy of itself."""
    content = pdf([photos["coffee"], photos["rocket"], photos["coffee"]])
    inside = {"surat.pdf": dict(inner_pictures(content, "application/pdf"))}
    assert find(known(enclosed=inside)).pairs == ()


def test_a_few_pictures_of_many_are_looked_at(encoded):
    """A file with thousands of pictures must not take the afternoon."""
    rng = np.random.default_rng(1)
    noise = [
        Image.fromarray(rng.integers(0, 255, (120, 120, 3), dtype=np.uint8)) for _ in range(40)
    ]
    content = docx({f"image{n}.png": encoded(one, "PNG") for n, one in enumerate(noise)})
    assert len(inner_pictures(content, DOCX)) == MOST


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 bukan", "application/pdf"),
        (b"PK\x03\x04rusak", DOCX),
        (b"\x00\x00\x00\x18ftypmp42 rusak", "video/mp4"),
        (b"apa saja", "audio/ogg"),
        (b"", "video/mp4"),
    ],
)
def test_damaged_files_hold_nothing(content, media_type):
    assert inner_pictures(content, media_type) == ()
