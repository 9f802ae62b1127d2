"""Exhibits of many kinds, made for the tests of the desk: all invented."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw


def photograph(width: int = 1600, height: int = 1000, text: str = "KABUPATEN") -> Image.Image:
    """A picture whose corners and letters tell which way up it is."""
    across = np.linspace(40, 200, width, dtype=np.uint8)
    pixels = np.stack([np.broadcast_to(across, (height, width))] * 3, axis=2).copy()
    pixels[: height // 8, : width // 8] = (220, 30, 30)
    image = Image.fromarray(pixels)
    ImageDraw.Draw(image).text((width // 2, height // 2), text, fill="white")
    return image


def turned(path: Path) -> None:
    """A photograph that lies on its side and says so: red stands top left when upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    photograph().transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=95)


def film(path: Path, codec: str = "libx264", seconds: int = 4) -> None:
    """A film that grows brighter, with a key frame each second."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        size = stream.width, stream.height = 320, 240
        stream.pix_fmt = "yuv420p"
        stream.gop_size = 10
        for number in range(seconds * 10):
            pixels = np.full((size[1], size[0], 3), number * 255 // (seconds * 10), dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())


def sound(path: Path, seconds: float = 2.0) -> None:
    with wave.open(str(path), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        quiet = np.zeros(int(8000 * seconds / 2))
        loud = 20_000 * np.sin(np.arange(int(8000 * seconds / 2)) * 0.3)
        recording.writeframes(np.concatenate([quiet, loud]).astype("<i2").tobytes())


def paper(path: Path, pages: int = 2) -> None:
    import typst

    text = "\n#pagebreak()\n".join(f"Berita acara halaman {n + 1}" for n in range(pages))
    path.write_bytes(typst.compile(text.encode("utf-8"), format="pdf"))


def letter(path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Surat undangan rekaan")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "kiri", "kanan"
    stream = io.BytesIO()
    photograph(400, 300).save(stream, "PNG")
    made.add_picture(io.BytesIO(stream.getvalue()))
    made.save(str(path))


def sheet(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Daftar")
        page.write_row(0, 0, ["nama", "jumlah"])
        page.write_row(1, 0, ["Pelaku A", 12])


CHAT = "".join(
    f"28/09/24 07.{minute:02d} - {who}: {said}\n"
    for minute, (who, said) in enumerate(
        [("Bu Ratna", "Selamat pagi"), ("Pak Darma", "Saya lihat di panggung nomor 2")] * 10
    )
)

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'
PAGE = "<!doctype html><html><script>document.title='ran'</script><p>unggahan</p></html>"


def case(root: Path, *, link_to: Path | None = None) -> Path:
    """Make a case with an exhibit of each kind, and some that cannot be shown."""
    folder = root / "evidence"
    folder.mkdir(parents=True)
    turned(folder / "01 foto.jpg")
    film(folder / "02 film.mp4")
    sound(folder / "03 suara.wav")
    paper(folder / "04 berita acara.pdf")
    letter(folder / "05 surat.docx")
    sheet(folder / "06 daftar.xlsx")
    (folder / "07 obrolan.txt").write_text(CHAT, "utf-8")
    (folder / "08 gambar.svg").write_text(DRAWING, "utf-8")
    (folder / "09 halaman.html").write_text(PAGE, "utf-8")
    (folder / "10 biner.bin").write_bytes(bytes(range(256)) * 4)
    broken = io.BytesIO()
    photograph().save(broken, "JPEG")
    (folder / "11 rusak.jpg").write_bytes(broken.getvalue()[:3000])
    if link_to is not None:
        (folder / "12 tautan.jpg").symlink_to(link_to)
    return root


def registration(root: Path, language: Any = "id") -> Any:
    """Register a case as a notebook does."""
    from workbench.case import load
    from workbench.desk.registration import registered
    from workbench.evidence.inventory import take

    folder = load(root)
    return registered(folder.evidence, take(folder), language)
