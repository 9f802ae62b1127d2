"""On a screen every block of writing is proposed to be covered: nobody has read which is a name."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from workbench.report.redaction.pictures.faces import written
from workbench.resources import folder

TALK = (
    ("Bu Sari Rekaan", "Yang di lapangan itu ya?", "Pak, saya lihat"),
    ("Pak Darma", "Semalam saya lihat fotonya"),
    ("+62 812-0000-1234", "Kita simpan dulu", "besok lapor"),
    ("Ucok", "Bukannya tidak boleh ikut?"),
)


def screen(ground: str, bubble: str, ink: str) -> tuple[bytes, list[tuple[int, int, int, int]]]:
    image = Image.new("RGB", (480, 800), ground)
    draw, places, top = ImageDraw.Draw(image), [], 60
    for lines in TALK:
        draw.rounded_rectangle((20, top, 400, top + 24 * len(lines) + 20), 10, fill=bubble)
        for row, line in enumerate(lines):
            place = (34, top + 8 + 24 * row)
            draw.text(place, line, font=ImageFont.load_default(18), fill=ink)
            box = draw.textbbox(place, line, font=ImageFont.load_default(18))
            places.append(tuple(round(side) for side in box))
        top += 24 * len(lines) + 50
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue(), places


@pytest.mark.parametrize(
    "look", [("#efe7de", "white", "#111"), ("#0b141a", "#202c33", "#e6e6e6")], ids=["light", "dark"]
)
def test_every_word_of_a_conversation_lies_in_a_proposed_box(look: tuple[str, str, str]) -> None:
    picture, places = screen(*look)
    covered = np.zeros((800, 480), dtype=bool)
    for left, top, right, bottom in written(picture):
        covered[top:bottom, left:right] = True
    for left, top, right, bottom in places:
        assert covered[top:bottom, left:right].mean() > 0.9
    assert covered.mean() < 0.75


def test_the_banner_of_a_photograph_is_not_proposed() -> None:
    """What stands there is what the exhibit is about."""
    place = folder("notebooks").parent / "workbench" / "examples" / "cases"
    found = sorted(place.glob("pilkada-laporan/evidence/IMG_2024*.jpg"))
    if not found:
        pytest.skip("the examples lie elsewhere in an installed package")
    with Image.open(found[0]) as image:
        image.thumbnail((800, 800))
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "JPEG", quality=80)
    assert written(stream.getvalue()) == ()
