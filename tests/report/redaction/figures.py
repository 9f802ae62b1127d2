"""Numbers that lead to somebody, in every way people write them, and numbers that do not."""

# ruff: noqa: E501 - tables of writings read best a writing a line

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.report.redaction.identities import full_width, grouped

AREAS = ["021", "022", "024", "031", "0711", "0736", "0751", "0411", "0274", "0361"]
MOBILE = ["811", "812", "813", "821", "822", "852", "853", "857", "877", "878", "895", "896"]
SENTENCES = ("{}", "hubungi {} ya", "nomornya {} (aktif)", "Data: {}; dicatat.", "27/09/2024 {}",
             "ke {}, katanya", "kirim ke {} sekarang")  # fmt: skip


def drawn(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def mobile(chance: random.Random) -> str:
    return (
        chance.choice(MOBILE) + str(chance.randrange(1, 10)) + drawn(chance, chance.choice([6, 7]))
    )


def line(chance: random.Random) -> tuple[str, str]:
    return chance.choice(AREAS), str(chance.randrange(3, 8)) + drawn(chance, 6)


MOBILES: tuple[Callable[[str], str], ...] = (
    lambda n: "0" + n, lambda n: n, lambda n: f"~{n}", lambda n: "+62" + n, lambda n: "62" + n,
    lambda n: f"+62 {grouped(n, (3, 4), '-')}", lambda n: f"+62 {grouped(n, (3, 4), ' ')}",
    lambda n: f"0062 {grouped(n, (3, 4), ' ')}", lambda n: grouped("0" + n, (4, 4), " "),
    lambda n: grouped("0" + n, (4, 4), "-"), lambda n: grouped("0" + n, (4, 4), "."),
    lambda n: grouped("0" + n, (4, 4), "/"), lambda n: grouped("0" + n, (4, 4), " . "),
    lambda n: grouped("0" + n, (4, 4), " - "), lambda n: grouped("0" + n, (4, 4), "_"),
    lambda n: grouped("0" + n, (4, 4), "*"), lambda n: grouped("0" + n, (4, 3), " "),
    lambda n: f"(+62) {n}", lambda n: f"(62) {grouped(n, (3, 4), ' ')}", lambda n: f"+62(0){n}",
    lambda n: "wa.me/62" + n, lambda n: full_width("0" + n),
    lambda n: grouped(n, (3, 4), "-"), lambda n: grouped("0" + n, (4,), " "), lambda n: "tel:+62" + n,
    lambda n: " ".join("0" + n),
)  # fmt: skip
LINES: tuple[Callable[[str, str], str], ...] = (
    lambda a, n: f"{a} {n}", lambda a, n: a + n, lambda a, n: f"({a}) {n}", lambda a, n: f"{a}-{n}",
    lambda a, n: f"({a}) {grouped(n, (3,), '-')}", lambda a, n: f"+62 {a[1:]} {n}",
    lambda a, n: f"+62{a[1:]}{n}", lambda a, n: f"{a}.{n}", lambda a, n: f"{a}/{n}",
    lambda a, n: f"telp {a} {grouped(n, (3,), ' ')}",
)  # fmt: skip


def phones(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (writing, text, digits that must not stay) once for each writing."""
    for index, write in enumerate(MOBILES):
        number = mobile(chance)
        yield f"mobile {index}", chance.choice(SENTENCES).format(write(number)), number[3:]
    for index, shape in enumerate(LINES):
        area, number = line(chance)
        yield f"line {index}", chance.choice(SENTENCES).format(shape(area, number)), number


PLATES = ["B", "BG", "BD", "D", "AB", "BA", "H", "F", "N", "DK", "KT", "BE"]
LETTERS = "ABCDEFGHJLNPRSTUVWXYZ"


def others(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield identity numbers, plates, accounts, positions and births, each in its writings."""
    area = f"{chance.choice([11, 16, 17, 32, 35, 73])}{chance.randrange(1, 30):02d}{chance.randrange(1, 20):02d}"
    born = f"{chance.randrange(1, 29):02d}{chance.randrange(1, 13):02d}{chance.randrange(50, 99)}"
    nik = f"{area}{born}{chance.randrange(1, 9999):04d}"
    for index, cut in enumerate(((16,), (4, 4, 4), (6, 6), (2, 2, 2, 6), (8,))):
        yield f"nik {index}", f"NIK {grouped(nik, cut, chance.choice(' .-'))} tercatat", nik[-6:]
    yield "kk", f"No. KK {nik}", nik[-6:]
    nip = (
        f"19{chance.randrange(60, 99)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
        f"20{chance.randrange(0, 22):02d}{chance.randrange(1, 13):02d}{chance.choice('12')}{chance.randrange(1, 999):03d}"
    )
    for index, cut in enumerate(((18,), (8, 6, 1), (15,), (8,), (14,))):
        yield (
            f"nip {index}",
            f"{chance.choice(['', 'NIP '])}{grouped(nip, cut, ' ')} atas nama",
            nip[-3:],
        )
    tax = drawn(chance, 15)
    yield "npwp 0", f"NPWP {grouped(tax, (2, 3, 3), '.')}", tax[:9]
    dotted = f"{tax[:2]}.{tax[2:5]}.{tax[5:8]}.{tax[8]}-{tax[9:12]}.{tax[12:]}"
    yield "npwp 1", f"nomor {dotted} pajak", dotted
    yield "npwp 2", f"NPWP: {tax}", tax
    digits, letters = (
        str(chance.randrange(1000, 9999)),
        "".join(chance.choice(LETTERS) for _ in range(2)),
    )
    front = chance.choice(PLATES)
    for index, plate in enumerate((f"{front} {digits} {letters}", f"{front}{digits}{letters}",
                                   f"{front}-{digits}-{letters}")):  # fmt: skip
        yield f"plate {index}", f"mobil {plate} parkir", digits
        yield f"small plate {index}", f"motor {plate.lower()} lewat", digits
    account = drawn(chance, chance.choice([10, 13, 15]))
    for index, form in enumerate(("rek BRI {}", "no rekening {} a.n. toko", "BCA {}", "transfer ke rekening Mandiri no. {}",
                                  "rek. BNI: {}", "dana {}", "Bank BSI nomor {}")):  # fmt: skip
        yield f"account {index}", form.format(account), account
    lat = f"{chance.randrange(1, 9)}.{drawn(chance, 5)}1"
    lon = f"{chance.randrange(95, 140)}.{drawn(chance, 5)}1"
    for index, form in enumerate(("di -{}, {}.", "koordinat -{},{}", "({}° LS, {}° BT)", "S{} E{}", "-{} {} katanya",
                                  "geo:-{},{}", "https://maps.google.com/?q=-{},{}", "lat -{} lon {}.")):  # fmt: skip
        yield f"position {index}", form.format(lat, lon), lon
    birth = (
        chance.randrange(1, 29),
        chance.choice(["Januari", "Mei", "Oktober"]),
        chance.randrange(1950, 2005),
    )
    day = "{} {} {}".format(*birth)
    for index, form in enumerate(("lahir di Curup, {}", "Tempat/tanggal lahir: Curup, {}", "TTL : Curup, {}",
                                  "tgl lahir {}", "lahir pada tanggal {} di sana", "kelahiran {}")):  # fmt: skip
        yield f"birth {index}", form.format(day), day
    handle = f"{chance.choice(['warga', 'budaya', 'merah'])}_{chance.randrange(10, 9999)}"
    for index, form in enumerate(("lihat @{} ya", "akun {} itu", "instagram.com/{}", "t.me/{}", "https://www.tiktok.com/@{}",
                                  "ig: {}", "username {}")):  # fmt: skip
        yield f"handle {index}", form.format(handle), handle


def not_numbers(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of numbers that lead to nobody, once for each kind."""
    year, month, day = (
        chance.randrange(2015, 2027),
        chance.randrange(1, 13),
        chance.randrange(1, 29),
    )
    hour, minute, second = chance.randrange(24), chance.randrange(60), chance.randrange(60)
    votes = [str(chance.randrange(1, 9999)) for _ in range(6)]
    yield "date", f"{day:02d}/{month:02d}/{year} {hour:02d}.{minute:02d} WIB"
    yield "date", f"{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
    yield "date", f"tanggal {day:02d}-{month:02d}-{year}, pukul {hour}.{minute:02d}"
    yield "date", f"pada {day:02d}.{month:02d}.{year} sekitar {hour:02d}.{minute:02d}"
    yield "date", f"hp {day:02d} {month:02d} {year}"
    yield "date", f"telp {day:02d}/{month:02d}/{year} {hour:02d}.{minute:02d}"
    yield "file", f"IMG_{year}{month:02d}{day:02d}_{hour:02d}{minute:02d}{second:02d}.jpg"
    yield "file", f"Screenshot_{year}{month:02d}{day:02d}-{hour:02d}{minute:02d}{second:02d}.png"
    yield "file", f"IMG-{year}{month:02d}{day:02d}-WA{chance.randrange(1, 99):04d}.jpg"
    yield "file", f"VID{year}{month:02d}{day:02d}{hour:02d}{minute:02d}{second:02d}"
    yield "file", f"FB_IMG_{chance.randrange(1_500_000_000_000, 1_800_000_000_000)}.jpg"
    yield "votes", f"DPT {votes[0]} L {votes[1]} P {votes[2]}"
    yield (
        "votes",
        f"TPS {chance.randrange(1, 99):03d} {' '.join(f'{int(v) % 420:03d}' for v in votes)}",
    )
    yield "votes", f"suara {', '.join(votes)}"
    yield "votes", f"A {votes[0]} B {votes[1]} C {votes[2]} sah"
    yield (
        "version",
        f"WhatsApp 2.{chance.randrange(10, 30)}.{chance.randrange(1, 30)}.{chance.randrange(1, 99)}",
    )
    yield (
        "version",
        f"Android {chance.randrange(8, 16)}.0.{votes[0]}, HP seri {chance.randrange(10, 99)}",
    )
    yield (
        "money",
        f"Rp {chance.randrange(100, 999)}.{chance.randrange(1000):03d}.{chance.randrange(1000):03d}",
    )
    yield "money", f"sebesar {chance.randrange(81, 99)}.{chance.randrange(1000):03d}.000 rupiah"
    yield "letter", f"Nomor 800/{votes[0]}/BKPSDM/{year}"
    yield (
        "letter",
        f"{chance.randrange(1, 400):03d}/LP/PB/Kab/06.{chance.randrange(10, 99)}/X/{year}",
    )
    yield (
        "law",
        f"Pasal {chance.randrange(1, 500)} ayat ({chance.randrange(1, 9)}) UU Nomor 7 Tahun 2017",
    )
    yield (
        "size",
        f"{chance.randrange(100, 9000)} x {chance.randrange(100, 9000)} piksel, {votes[0]} KB",
    )
    yield "plate-like", f"Formulir B {chance.randrange(100, 999)} KWK"
    yield "plate-like", f"huruf b {chance.randrange(1000, 9999)} dan seterusnya"
    yield "plate-like", f"ruang d {chance.randrange(100, 999)} di lantai dua"
    yield (
        "measure",
        f"jarak {chance.randrange(1, 90)}.{chance.randrange(1000):03d} km, kecepatan 0,{votes[0]}",
    )
    yield "handle-like", f"harga @ Rp {chance.randrange(1, 99)}.000 per lembar"
    yield "birth-like", f"Hari Lahir Pancasila 1 Juni {year}"
    yield "birth-like", f"Undang-Undang lahir dari rapat pada {day} Mei {year}"
