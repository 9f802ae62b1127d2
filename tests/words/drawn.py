"""Chats drawn as two messengers show them, with the export of the same chat, and alterations.

All people and words are invented. Everything follows from the seed.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
ALTERATIONS = ("word", "time", "name", "order", "omitted", "added")
PEOPLE = ("Pak Darsa", "Bu Wening", "Mas Tegar", "Kang Asep")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip
_WHO = ("Pak Camat", "Bu Lurah", "panitia", "tim sukses", "kepala dinas", "ketua RT", "saya")
_DOES = ("akan hadir di", "sudah datang ke", "minta bantuan untuk", "tidak ikut", "membuka",
         "mengirim undangan", "lihat foto di", "menunggu kabar dari")  # fmt: skip
_WHAT = ("lapangan desa", "balai kecamatan", "acara jalan sehat", "rapat warga", "posko nomor 2",
         "pasar malam", "panggung utama", "kantor kelurahan")  # fmt: skip
_WHEN = ("besok pagi", "nanti sore", "tadi malam", "hari Minggu", "jam delapan", "kemarin siang",
         "minggu depan", "sebelum magrib")  # fmt: skip
_SHORT = ("Siap.", "Baik, terima kasih.", "Iya, betul sekali.", "Ok", "Nanti saya kabari ya.")


@dataclass(frozen=True)
class Said:
    """One message of a drawn chat."""

    sender: str
    text: str
    at: datetime
    mark: str = ""


@dataclass(frozen=True)
class Style:
    """How a messenger draws: colours as RGB, and where the time stands."""

    ground: tuple[int, int, int]
    own: tuple[int, int, int]
    other: tuple[int, int, int]
    ink: tuple[int, int, int]
    faint: tuple[int, int, int]
    bar: tuple[int, int, int]
    time_beside: bool
    font: str


LIGHT = Style((236, 229, 221), (217, 253, 211), (255, 255, 255), (17, 27, 33), (102, 119, 129),
              (0, 92, 75), False, "DejaVuSans.ttf")  # fmt: skip
DARK = Style((11, 20, 26), (0, 92, 75), (32, 44, 51), (233, 237, 239), (134, 150, 160),
             (32, 44, 51), True, "source-sans-3-latin-400-normal.ttf")  # fmt: skip
NAMES = ((200, 60, 120), (30, 130, 200), (220, 120, 30), (110, 80, 200))
NAMES_DARK = ((255, 120, 180), (90, 190, 255), (255, 180, 90), (180, 150, 255))


def talk(seed: int, count: int = 40) -> list[Said]:
    """Return an invented conversation of some days."""
    rng = random.Random(seed)
    at = datetime(2024, 9, 20, 7, 5) + timedelta(days=rng.randrange(5))  # noqa: DTZ001
    found: list[Said] = []
    texts: set[str] = set()
    while len(found) < count:
        at += timedelta(minutes=rng.choice((1, 2, 3, 7, 15, 44, 300)))
        text = " ".join(map(rng.choice, (_WHO, _DOES, _WHAT, _WHEN))).capitalize() + "."
        if rng.random() < 0.25:
            text = (
                f"{text} {rng.choice(_WHO).capitalize()} {rng.choice(_DOES)} {rng.choice(_WHAT)}."
            )
        if rng.random() < 0.15:
            text = rng.choice(_SHORT)
        elif text in texts:
            continue
        texts.add(text)
        found.append(Said(rng.choice(PEOPLE), text, at))
    return found


def export(messages: list[Said]) -> bytes:
    """Return the conversation as WhatsApp on Android exports it."""
    lines = [f"{one.at:%d/%m/%y %H.%M} - {one.sender}: {one.text}" for one in messages]
    return ("\n".join(lines) + "\n").encode()


def altered(messages: list[Said], kind: str, seed: int) -> tuple[list[Said], int]:
    """Return messages as a screen shows them after one alteration, and which it concerns.

    The place counts in the messages given; it is never the first or last two of them.
    """
    rng = random.Random(seed)
    long = [n for n in range(2, len(messages) - 2) if len(messages[n].text) > 30]
    at = rng.choice(long)
    one, shown = messages[at], list(messages)
    if kind == "word":
        words = one.text.split()
        place = rng.randrange(1, len(words) - 1)
        words[place] = rng.choice(
            [w for w in ("gubernur", "sembako", "uang", "spanduk") if w not in words]
        )
        shown[at] = replace(one, text=" ".join(words))
    elif kind == "time":
        shown[at] = replace(one, at=one.at.replace(hour=(one.at.hour + 3) % 24))
    elif kind == "name":
        shown[at] = replace(one, sender=rng.choice([p for p in PEOPLE[1:] if p != one.sender]))
    elif kind == "order":
        shown[at], shown[at - 1] = (
            replace(shown[at - 1], at=one.at),
            replace(one, at=shown[at - 1].at),
        )
    elif kind == "omitted":
        del shown[at]
    else:
        extra = "Jangan lupa bawa kaus dan uang transport untuk warga."
        shown.insert(at, Said(one.sender, extra, one.at))
    return shown, at


def screenshot(
    messages: list[Said], style: Style, *, owner: str = PEOPLE[0], width: int = 1080,
    group: str = "Warga Bukit Rekaan",
) -> Image.Image:  # fmt: skip
    """Return one screen with these messages, as long as they need."""
    unit = width / 1080
    draw = _Drawing(style, width, unit)
    draw.head(group)
    day = None
    before = ""
    for one in messages:
        if one.at.date() != day:
            day, before = one.at.date(), ""
            draw.day(f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        draw.bubble(one, is_own=one.sender == owner, has_name=one.sender not in {owner, before})
        before = one.sender
    return draw.finished()


class _Drawing:
    def __init__(self, style: Style, width: int, unit: float) -> None:
        self.style, self.width, self.unit = style, width, unit
        self.image = Image.new("RGB", (width, round(9000 * unit)), style.ground)
        self.draw = ImageDraw.Draw(self.image)
        self.top = 0.0

    def font(self, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(FONTS / self.style.font, round(size * self.unit))

    def head(self, group: str) -> None:
        u = self.unit
        self.draw.rectangle((0, 0, self.width, 230 * u), fill=self.style.bar)
        self.draw.text((48 * u, 20 * u), "09.41", (255, 255, 255), self.font(38))
        self.draw.text((150 * u, 110 * u), group, (255, 255, 255), self.font(54))
        self.top = 260 * u

    def day(self, text: str) -> None:
        u, font = self.unit, self.font(36)
        half = font.getlength(text) / 2 + 30 * u
        middle = self.width / 2
        self.draw.rounded_rectangle((middle - half, self.top, middle + half, self.top + 70 * u),
                                    20 * u, fill=self.style.other)  # fmt: skip
        self.draw.text((middle, self.top + 34 * u), text, self.style.faint, font, anchor="mm")
        self.top += 96 * u

    def bubble(self, one: Said, *, is_own: bool, has_name: bool) -> None:
        u, style, font, small = self.unit, self.style, self.font(46), self.font(32)
        lines = self._broken(one.text, font, 700 * u)
        time = f"{one.at:%H.%M}"
        beside = style.time_beside and font.getlength(lines[-1]) < 560 * u
        rows = len(lines) + (0 if beside else 1) + bool(has_name and not is_own)
        longest = max(map(font.getlength, lines))
        last = font.getlength(lines[-1]) + 160 * u if beside else 0
        across = max(longest, last, 260 * u) + 60 * u
        down = rows * 60 * u + 36 * u
        left = self.width - 40 * u - across if is_own else 40 * u
        self.draw.rounded_rectangle((left, self.top, left + across, self.top + down), 26 * u,
                                    fill=style.own if is_own else style.other)  # fmt: skip
        y = self.top + 14 * u
        if has_name and not is_own:
            names = NAMES_DARK if style is DARK else NAMES
            self.draw.text((left + 30 * u, y), one.sender, names[PEOPLE.index(one.sender) % 4],
                           self.font(42))  # fmt: skip
            y += 60 * u
        for line in lines:
            self.draw.text((left + 30 * u, y), line, style.ink, font)
            y += 60 * u
        place = (left + across - 24 * u, (y - 14 * u) if beside else (y + 34 * u))
        self.draw.text(place, time, style.faint, small, anchor="rs")
        self.top += down + 14 * u

    def _broken(self, text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def finished(self) -> Image.Image:
        return self.image.crop((0, 0, self.width, round(self.top + 40 * self.unit)))


def forwarded(image: Image.Image, width: int = 720, quality: int = 60) -> Image.Image:
    """Return a picture as a messenger sends it on: smaller, and coded as JPEG."""
    size = (width, round(image.height * width / image.width))
    stream = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(stream, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stream.getvalue())).convert("RGB")
