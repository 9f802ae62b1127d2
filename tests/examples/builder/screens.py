"""Screenshots as a phone would have taken them, drawn around a picture of the case.

The applications are nobody's: neutral colours, no mark of any real service.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from tests.examples.builder.scenes import MARK, Colour, font

WIDTH, HEIGHT = 720, 1560
_INK, _FAINT, _LINE = (28, 30, 33), (101, 103, 107), (218, 221, 225)
_ACCENT = (36, 92, 168)


@dataclass(frozen=True)
class Message:
    """One bubble of a chat.

    Attributes
    ----------
    sender
        Name as the phone shows it; empty for the phone's owner.
    text
        What it says; lines are broken to fit.
    at
        Time as shown, such as ``07.41``.
    picture
        Shown above the text; None for none.
    day
        Shown on a line of its own before the bubble; empty for none.
    """

    sender: str
    text: str
    at: str
    picture: Image.Image | None = None
    day: str = ""


def post(picture: Image.Image, *, clock: str, name: str, when: str, text: str) -> Image.Image:
    """Return the screenshot of a post: who, when, words, picture, reactions."""
    screen, draw = _screen((255, 255, 255), clock, _INK)
    draw.text((32, 92), "beranda", _ACCENT, font(34, bold=True), anchor="lm")
    draw.text((WIDTH - 32, 92), MARK, _FAINT, font(18), anchor="rm")
    draw.line((0, 130, WIDTH, 130), fill=_LINE, width=2)
    _avatar(draw, (72, 196), name)
    draw.text((124, 182), name, _INK, font(26, bold=True), anchor="lm")
    draw.text((124, 216), f"{when} · Publik", _FAINT, font(20), anchor="lm")
    top = _paragraph(draw, (32, 262), text, WIDTH - 64, _INK) + 14
    shown = picture.resize((WIDTH, WIDTH * picture.height // picture.width), _SHRINK)
    screen.paste(shown, (0, top))
    top += shown.height
    draw.text((32, top + 36), "128 suka", _FAINT, font(20), anchor="lm")
    draw.text(
        (WIDTH - 32, top + 36), "23 komentar · 9 kali dibagikan", _FAINT, font(20), anchor="rm"
    )
    draw.line((24, top + 64, WIDTH - 24, top + 64), fill=_LINE, width=2)
    for x, label in ((120, "Suka"), (360, "Komentari"), (600, "Bagikan")):
        draw.text((x, top + 98), label, _FAINT, font(22, bold=True), anchor="mm")
    draw.rectangle((0, top + 132, WIDTH, top + 144), fill=(240, 242, 245))
    _comment(draw, top + 176, "Yanti L.", "Lanjutkan, Pak! Nomor 2 pasti menang.")
    _comment(draw, top + 290, "Ucok P.", "Bukannya ASN tidak boleh ikut, Pak?")
    _comment(draw, top + 404, name, "Hanya hadir sebagai warga.")
    return screen


def chat(messages: list[Message], *, clock: str, group: str) -> Image.Image:
    """Return the screenshot of a group chat with `messages` from top to bottom."""
    screen, draw = _screen((236, 229, 218), clock, (255, 255, 255), bar=(22, 84, 78))
    draw.rectangle((0, 48, WIDTH, 140), fill=(22, 84, 78))
    draw.ellipse((28, 62, 92, 126), fill=(120, 160, 150))
    draw.text((112, 84), group, (255, 255, 255), font(24, bold=True), anchor="lm")
    draw.text((112, 114), f"grup · {MARK}", (206, 226, 222), font(18), anchor="lm")
    top = 160
    for message in messages:
        if message.day:
            top = _day(draw, message.day, top)
        top = _bubble(screen, draw, message, top) + 16
    draw.rounded_rectangle((20, HEIGHT - 90, WIDTH - 110, HEIGHT - 22), 34, fill=(255, 255, 255))
    draw.text((52, HEIGHT - 56), "Ketik pesan", _FAINT, font(22), anchor="lm")
    draw.ellipse((WIDTH - 94, HEIGHT - 92, WIDTH - 22, HEIGHT - 20), fill=(22, 84, 78))
    return screen


_SHRINK = Image.Resampling.LANCZOS


def _screen(
    ground: Colour, clock: str, ink: Colour, bar: Colour | None = None
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    screen = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, WIDTH, 48), fill=bar or ground)
    draw.text((32, 25), clock, ink, font(20, bold=True), anchor="lm")
    draw.rounded_rectangle((WIDTH - 74, 14, WIDTH - 30, 35), 5, outline=ink, width=2)
    draw.rectangle((WIDTH - 70, 18, WIDTH - 46, 31), fill=ink)
    draw.text((WIDTH - 90, 25), "4G", ink, font(17), anchor="rm")
    return screen, draw


def _avatar(draw: ImageDraw.ImageDraw, centre: tuple[int, int], name: str) -> None:
    x, y = centre
    draw.ellipse((x - 38, y - 38, x + 38, y + 38), fill=(150, 170, 196))
    draw.text(centre, name[:1], (255, 255, 255), font(34, bold=True), anchor="mm")


def _comment(draw: ImageDraw.ImageDraw, top: int, name: str, text: str) -> None:
    width = max(font(21, bold=True).getlength(name), font(21).getlength(text))
    draw.rounded_rectangle((96, top, 136 + int(width), top + 88), 22, fill=(240, 242, 245))
    draw.ellipse((28, top + 8, 80, top + 60), fill=(190, 196, 206))
    draw.text((116, top + 28), name, _INK, font(21, bold=True), anchor="lm")
    draw.text((116, top + 60), text, _INK, font(21), anchor="lm")


def _day(draw: ImageDraw.ImageDraw, text: str, top: int) -> int:
    half = int(font(19).getlength(text)) // 2 + 18
    middle = WIDTH // 2
    draw.rounded_rectangle((middle - half, top, middle + half, top + 40), 12, fill=(255, 255, 255))
    draw.text((middle, top + 20), text, _FAINT, font(19), anchor="mm")
    return top + 60


def _bubble(screen: Image.Image, draw: ImageDraw.ImageDraw, message: Message, top: int) -> int:
    """Draw one bubble and return where it ends."""
    mine = not message.sender
    lines = _broken(message.text, 440)
    picture_height = 0
    if message.picture is not None:
        picture_height = 480 * message.picture.height // message.picture.width + 10
    height = (0 if mine else 34) + picture_height + len(lines) * 32 + 42
    widths = [font(23).getlength(line) for line in lines]
    width = 500 if message.picture is not None else int(max([*widths, 200])) + 40
    left = WIDTH - 24 - width if mine else 24
    fill = (214, 240, 206) if mine else (255, 255, 255)
    draw.rounded_rectangle((left, top, left + width, top + height), 14, fill=fill)
    y = top + 10
    if not mine:
        draw.text(
            (left + 18, y + 14), message.sender, (150, 62, 110), font(20, bold=True), anchor="lm"
        )
        y += 34
    if message.picture is not None:
        size = (480, picture_height - 10)
        screen.paste(message.picture.resize(size, _SHRINK), (left + 10, y))
        y += picture_height
    for line in lines:
        draw.text((left + 18, y + 14), line, _INK, font(23), anchor="lm")
        y += 32
    draw.text((left + width - 16, top + height - 16), message.at, _FAINT, font(16), anchor="rm")
    return top + height


def _paragraph(
    draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, width: int, ink: Colour
) -> int:
    x, y = place
    for line in _broken(text, width, 26):
        draw.text((x, y + 16), line, ink, font(26), anchor="lm")
        y += 38
    return y


def _broken(text: str, width: int, size: int = 23) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and font(size).getlength(longer) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current] if current else lines
