"""Texts of a case that name nobody: masking them would take the case's own facts away."""

from __future__ import annotations

import hashlib
import random

from tests.report.redaction.identities import listed

MONTHS = listed(
    """
    Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
    """
)
ROMAN = listed(
    """
    I II III IV V VI VII VIII IX X XI XII
    """
)


def case_numbers(chance: random.Random) -> str:
    kind, election = chance.choice(["LP", "TM"]), chance.choice(["PL", "PP", "PG", "PB", "PW"])
    level = chance.choice(["RI", "Prov", "Kab", "Kota", "Kec.Bukit Merambai"])
    number = (
        f"{chance.randrange(1, 400):03d}/{chance.choice(['', 'Reg/'])}{kind}/{election}/{level}"
    )
    region = f"{chance.randrange(1, 39):02d}.{chance.randrange(0, 30):02d}"
    number += f"/{region}/{chance.choice(ROMAN)}/{chance.randrange(2017, 2026)}"
    return chance.choice(["{}", "Nomor : {}", "laporan {} dinyatakan lengkap", "Reg. {}"]).format(
        number
    )


def vote_tables(chance: random.Random) -> str:
    pad, between = chance.choice([0, 0, 3, 4]), chance.choice([" ", "  ", "\t", " | ", ", ", ";"])
    votes = [f"{chance.randrange(0, 420):0{pad}d}" for _ in range(chance.randrange(3, 12))]
    if chance.random() < 0.3:
        votes = [f"{chance.randrange(1, 999)}.{chance.randrange(1000):03d}" for _ in votes]
    head = chance.choice([f"TPS {chance.randrange(1, 60):03d}", "Paslon 01", "Jumlah", "DPT"])
    return between.join([head, *votes])


def dates(chance: random.Random) -> str:
    year, month, day = (
        chance.randrange(2015, 2027),
        chance.randrange(1, 13),
        chance.randrange(1, 29),
    )
    hour, minute, second = chance.randrange(24), chance.randrange(60), chance.randrange(60)
    return chance.choice([
        f"{day} {MONTHS[month - 1]} {year}",
        f"{day:02d}/{month:02d}/{year} {hour:02d}.{minute:02d} WIB",
        f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}+07:00",
        f"IMG_{year}{month:02d}{day:02d}_{hour:02d}{minute:02d}{second:02d}.jpg",
        (f"IMG_{year}{month:02d}{day:02d}_{hour:02d}{minute:02d}{second:02d}{chance.randrange(999):03d}.jpg"),
        f"PTT-{year}{month:02d}{day:02d}-WA{chance.randrange(1, 99):04d}.opus",
        f"FB_IMG_{chance.randrange(1_500_000_000_000, 1_800_000_000_000)}.jpg",
        f"{year}{month:02d}{day:02d}T{hour:02d}{minute:02d}{second:02d}Z_1a2b3c4d",
        f"{day}-{month}-{year} pukul {hour}.{minute:02d}",
        f"{year}:{month:02d}:{day:02d} {hour:02d}:{minute:02d}:{second:02d}",
    ])  # fmt: skip


def polling_stations(chance: random.Random) -> str:
    number = chance.randrange(1, 400)
    return chance.choice([
        f"TPS {number:03d} Desa Merambai Atas",
        f"TPS 00{chance.randrange(1, 9)}, 00{chance.randrange(1, 9)} dan {number:03d}",
        f"KPPS TPS {number} Kelurahan Sungai Lembayung",
        f"di TPS {number:02d}, Kecamatan Bukit Merambai",
        f"Model C.Hasil-KWK TPS {number:03d}",
        f"tps {number:03d}",
    ])  # fmt: skip


def citations(chance: random.Random) -> str:
    a, b = chance.randrange(1, 600), chance.randrange(1, 20)
    return chance.choice([
        f"Pasal {a} ayat ({b}) Undang-Undang Nomor {b} Tahun 2017",
        "Keputusan Bersama Nomor 2 Tahun 2022, 800-5474 Tahun 2022, 246 Tahun 2022, 30 Tahun 2022",
        "Nomor 1447.1/PM.01/K.1/09/2022",
        f"Formulir Model A-{b}",
        f"Peraturan Bawaslu Nomor {b} Tahun 2020 jo. Nomor {b + 1} Tahun 2024",
        f"PP 94/2021 Pasal 5 huruf n angka {b}",
        f"Surat Nomor 800/{a}/BKPSDM/2024 tanggal {b} Oktober 2024",
        f"jarak {a}.{b:03d} km dari lapangan, ketinggian {b}.5 m",
        hashlib.sha256(str(a).encode()).hexdigest(),
        hashlib.sha256(str(a).encode()).hexdigest().upper(),
        f"Rp {a}.{chance.randrange(1000):03d}.{chance.randrange(1000):03d}",
        f"4000 x 3000 piksel, {a}.{b} MB, f/1.8, ISO {a}",
        "Para pihak berjalan di jalan raya menuju Lapangan Bukit Merambai",
        "Kegiatan jalan sehat bersama warga Desa Merambai Atas",
        "Kepala Bidang pada Dinas Pemuda dan Olahraga diduga menghadiri deklarasi",
    ])  # fmt: skip


KINDS = {
    "case numbers": case_numbers, "vote tables": vote_tables, "dates": dates,
    "polling stations": polling_stations, "citations": citations,
}  # fmt: skip
