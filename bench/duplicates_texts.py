"""Letters and chats that come back in other words or formats, and those that only look alike.

``python -m bench.duplicates_texts`` writes invented letters of assignment on one letterhead
with one list of legal bases, and chats with invented people, alters each in the ways that
retyping, scanning and exporting do, and puts them through the product's own reading and
comparing. All names, numbers and places are invented.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator

from bench.harness import Row
from workbench.duplicates.compare.words import alike_words
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.words import Writing, writing

LETTERS, CHATS = 24, 12


def _phrases(text: str) -> list[str]:
    return " ".join(text.split()).split("; ")


_HEAD = """PEMERINTAH KABUPATEN CONTOH
SEKRETARIAT DAERAH
Jalan Merdeka Nomor 1 Kota Contoh 30000 Telepon (0700) 000000
Laman contoh.example Pos-el setda@contoh.example"""
_BASIS = """\
Dasar: 1. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum sebagaimana telah
diubah dengan Undang-Undang Nomor 7 Tahun 2023; 2. Undang-Undang Nomor 20 Tahun 2023
tentang Aparatur Sipil Negara; 3. Peraturan Pemerintah Nomor 94 Tahun 2021 tentang
Disiplin Pegawai Negeri Sipil; 4. Peraturan Badan Pengawas Pemilihan Umum Nomor 7 Tahun
2022 tentang Penanganan Temuan dan Laporan Pelanggaran Pemilihan Umum; 5. Keputusan
Bersama tentang Pedoman Pembinaan dan Pengawasan Netralitas Pegawai Aparatur Sipil
Negara dalam Penyelenggaraan Pemilihan Umum dan Pemilihan."""
_END = """Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab dan
setelah selesai melaksanakan tugas agar segera menyampaikan laporan tertulis kepada
pimpinan. Segala biaya yang timbul akibat ditetapkannya surat tugas ini dibebankan pada
anggaran satuan kerja."""
_NAMES = _phrases(
    "Arif; Bagus; Citra; Dewi; Eko; Fitri; Gilang; Hana; Indra; Joko; Kartika; Lestari; Made; Nita"
)
_FAMILY = _phrases("Prasetya; Wibawa; Santika; Maheswara; Nugraha; Purnama; Wijaya; Kusuma; Halim")
_PLACES = _phrases(
    "Sukamaju; Mekarsari; Tanjung Raya; Air Jernih; Bukit Indah; Muara Dua; Lubuk Terang"
)
_ACTS = _phrases("""
mengawasi rapat umum terbuka di lapangan; memeriksa daftar hadir peserta kegiatan;
mencatat keterangan warga tentang pembagian paket sembako; mendampingi klarifikasi
terhadap pejabat kecamatan; meninjau pemasangan alat peraga di sepanjang jalan provinsi;
menyusun berita acara hasil penelusuran; mengumpulkan rekaman kamera pengawas gedung
serba guna; menyerahkan undangan klarifikasi kepada saksi; menghadiri rapat koordinasi
sentra penegakan hukum terpadu; memeriksa kendaraan dinas yang dipakai pada kegiatan
partai; menelusuri unggahan akun media sosial kepala desa; menerima laporan panitia
pengawas tingkat kecamatan; membandingkan daftar gaji dengan daftar relawan; memotret
lokasi pertemuan tertutup di rumah makan; mewawancarai pengurus lembaga adat; menghitung
alat peraga yang diturunkan; memeriksa surat izin penggunaan balai desa; mencocokkan
nomor kendaraan dengan data aset; mengikuti apel kesiapan petugas ketertiban; menyimpan
salinan siaran langsung kegiatan""")
_TALK = _phrases("""
besok kumpul jam berapa di balai desa; tolong bawa daftar hadir yang kemarin; siap pak;
foto kegiatan tadi sudah dikirim ke grup; ok; jangan pakai baju dinas ya; mobil dinas
diparkir di belakang saja; iya bu; konsumsi sudah dipesan untuk seratus orang; siapa
yang mengambil spanduk; terima kasih; nanti saya telepon selesai rapat; pak camat hadir
sebentar lalu pulang; undangannya lewat pesan saja; kalau ditanya bilang acara keluarga;
hadir semua ya dari tiap dusun; uang transport menyusul minggu depan; saya di jalan;
listriknya mati tadi malam; rapat diundur sampai jam sembilan""")


def letter(number: int) -> list[str]:
    """Return the paragraphs of one letter: frame, people, task, time."""
    rng = random.Random(number)  # the same letters in every run
    people = [f"{rng.choice(_NAMES)} {rng.choice(_FAMILY)}" for _ in range(3)]
    acts = rng.sample(_ACTS, 7)
    day, place = rng.randint(1, 28), rng.choice(_PLACES)
    who = " ".join(
        f"{at}. Nama {one} Pangkat golongan {rng.choice(('Penata', 'Pembina', 'Pengatur'))} "
        f"Jabatan {rng.choice(('staf', 'kepala seksi', 'analis', 'sekretaris'))} "
        f"bidang {rng.choice(('umum', 'hukum', 'keuangan', 'data', 'aset'))};"
        for at, one in enumerate(people, 1)
    )
    return [
        _HEAD,
        f"SURAT TUGAS Nomor 800/{rng.randint(100, 999)}/ST/{rng.randint(1, 12)}/2024",
        _BASIS,
        f"MENUGASKAN Kepada: {who}",
        "Untuk: " + "; ".join(f"{at}. {act}" for at, act in enumerate(acts[:4], 1)) + ".",
        f"Kegiatan dilaksanakan pada tanggal {day} Oktober 2024 di Desa {place} mulai pukul "
        f"{rng.randint(7, 15)}.30 sampai selesai, dengan catatan bahwa petugas juga "
        + ", ".join(acts[4:]) + ".",
        _END,
        (f"Ditetapkan di Kota Contoh pada tanggal {max(1, day - 2)} Oktober 2024 Sekretaris Daerah "
        f"{rng.choice(_NAMES)} {rng.choice(_FAMILY)}"),
    ]  # fmt: skip


def _noisy(share: float) -> Callable[[list[str], random.Random], str]:
    def change(parts: list[str], rng: random.Random) -> str:
        confused = {"i": "l", "l": "1", "o": "0", "e": "c", "m": "rn", "a": "o", "n": "u", " ": ""}
        return "".join(
            confused.get(one, one) if rng.random() < share else one for one in "\n".join(parts)
        )

    return change


def _renamed(parts: list[str], rng: random.Random) -> str:
    text = "\n".join(parts)
    for name in (*_NAMES, *_FAMILY):
        text = text.replace(name, rng.choice((*_NAMES, *_FAMILY)))
    for number in range(30):
        text = text.replace(f"tanggal {number} ", f"tanggal {(number * 7) % 28 + 1} ")
    return text


def _rewritten(parts: list[str], rng: random.Random) -> str:
    acts = rng.sample(_ACTS, 3)
    return "\n".join([*parts[:5], f"Petugas agar {', '.join(acts)} seperlunya.", *parts[6:]])


def _reflowed(parts: list[str], rng: random.Random) -> str:
    words, lines, line = " ".join(parts).split(), [], ""
    for word in words:
        if len(line) + len(word) > 60:
            cut = len(word) // 2
            if len(word) > 8 and rng.random() < 0.5:
                lines.append(f"{line} {word[:cut]}-")
                line = word[cut:]
                continue
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


WAYS: dict[str, Callable[[list[str], random.Random], str]] = {
    "retyped, other names and dates": _renamed,
    "one paragraph rewritten": _rewritten,
    "lines broken and hyphenated anew": _reflowed,
    "upper case, no punctuation": lambda parts, _: "\n".join(parts).upper().replace(",", ""),
    "read from a scan, 1 % wrong": _noisy(0.01),
    "read from a scan, 3 % wrong": _noisy(0.03),
    "read from a scan, 6 % wrong": _noisy(0.06),
    "without letterhead and end": lambda parts, _: "\n".join(parts[2:-2]),
    "quoted in a report": lambda parts, rng: "\n".join(
        [" ".join(rng.choices(" ".join(_ACTS).split(), k=500)), *parts, *rng.sample(_TALK, 9)]
    ),
}  # fmt: skip


def chat(number: int) -> list[tuple[int, str, str]]:
    """Return minute, person and words of one chat."""
    rng = random.Random(1000 + number)
    minute, lines = 420, []
    for turn in range(90):
        minute += rng.randint(0, 7)
        said = rng.choice(_TALK)
        if rng.random() < 0.6 and len(said.split()) > 3:
            said = f"{said} {rng.choice(_PLACES).lower()} {rng.choice(('pagi', 'sore', turn))}"
        lines.append((minute, rng.choice("ABCD"), said))
    return lines


Line = tuple[int, str, str]


def _export(lines: list[Line], pattern: str, names: str = "Warga {}", shift: int = 0) -> str:
    rows = []
    for minute, who, said in lines:
        hour, rest = divmod(minute + shift, 60)
        half = "AM" if hour % 24 < 12 else "PM"
        rows.append(
            pattern.format(
                h=hour % 24,
                t=(hour % 12) or 12,
                m=rest,
                half=half,
                who=names.format(who),
                said=said,
            )
        )
    return "\n".join(rows)


ANDROID = "02/10/24 {h:02d}.{m:02d} - {who}: {said}"
ENGLISH = "10/2/24, {t}:{m:02d}\u202f{half} - {who}: {said}"
IOS = "[02/10/24 {h:02d}.{m:02d}.07] \u200e{who}: {said}"
CHAT_WAYS: dict[str, Callable[[list[Line]], str]] = {
    "from an iPhone": lambda lines: _export(lines, IOS),
    "12-hour clock, English": lambda lines: _export(lines, ENGLISH),
    "other names in the address book": lambda lines: _export(lines, ANDROID, "Pak {} Contoh"),
    "another time zone": lambda lines: _export(lines, ANDROID, shift=60),
    "a third of it": lambda lines: _export(lines[20:50], IOS, "{} kantor"),
    "three messages edited": lambda lines: _export(
        [(at, who, f"{said} ralat <Pesan ini diedit>" if n in {11, 32, 60} else said)
         for n, (at, who, said) in enumerate(lines)], IOS),
    "photos left out": lambda lines: _export(
        [(at, who, "<Media tidak disertakan>" if n % 9 == 0 else said)
         for n, (at, who, said) in enumerate(lines)], ANDROID),
}  # fmt: skip


def read(text: str) -> Writing:
    found = writing(text.encode("utf-8"), "text/plain")
    assert found is not None
    return found


def found_among(originals: list[str], copies: list[str]) -> tuple[int, int, int]:
    """Return copies found, strangers called copies, and how many pairs of strangers there are."""
    known = {f"a{n:03d}": read(text) for n, text in enumerate(originals)}
    known |= {f"b{n:03d}": read(text) for n, text in enumerate(copies)}
    hits = strangers = 0
    for pair in alike_words({path: Known(words=one) for path, one in known.items()}):
        if pair.a[1:] == pair.b[1:]:
            hits += 1
        else:
            strangers += 1
    count = len(originals)
    return hits, strangers, 2 * count * (count - 1)


def table() -> Iterator[tuple[str, int, int, int, int]]:
    """Yield way, copies found, copies, strangers called copies, pairs of strangers."""
    letters = [letter(number) for number in range(LETTERS)]
    plain = ["\n".join(parts) for parts in letters]
    for way, change in WAYS.items():
        seeds = [random.Random(zlib.crc32(f"{way}{n}".encode())) for n in range(LETTERS)]
        made = [change(parts, rng) for parts, rng in zip(letters, seeds, strict=True)]
        hits, strangers, of = found_among(plain, made)
        yield way, hits, LETTERS, strangers, of
    chats = [chat(number) for number in range(CHATS)]
    for way, export in CHAT_WAYS.items():
        hits, strangers, of = found_among(
            [_export(lines, ANDROID) for lines in chats], [export(lines) for lines in chats]
        )
        yield f"chat: {way}", hits, CHATS, strangers, of


def rows() -> Iterator[Row]:
    """Yield how many of all are found, and strangers called copies."""
    every = list(table())
    share = 100 * sum(row[1] for row in every) / sum(row[2] for row in every)
    wrong = sum(row[3] for row in every)
    yield Row("letters and chats found again", share, 90.0, "goal", unit="%", better="higher",
              detail=f"{len(every)} ways", holds=share >= 90)  # fmt: skip
    yield Row("letters on one form called copies", wrong, 0.0, "goal", unit="pairs",
              detail=f"of {sum(row[4] for row in every)}", holds=wrong == 0)  # fmt: skip


if __name__ == "__main__":
    for way, hits, of, strangers, pairs in table():
        print(f"| {way} | {hits} of {of} | {strangers} of {pairs} |")
