"""Invented identities, and the ways in which people write them down.

Nobody in here exists: names are put together by chance, numbers are drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from workbench.case.schema import Identity


def listed(text: str) -> list[str]:
    return text.split()


FIRST = listed(
    """
    Rahmat Sutrisno Wulandari Bambang Sukarman Nurhayati Yusuf Kartini Hasanuddin Marlina
    Gunawan Lestariningsih Wahyuni Suparman Agustina Hermansyah Rosmawati Zulkifli Fatmawati
    Hendrawan Puspitasari Iskandar Mulyani Ridwan Suryani Taufik Ernawati Firmansyah Handayani
    Joko Maryam Oktavia Pramono Qomariah Sulaiman Tjahjono Umar Veronika Widodo Yohanes
    """
)
LAST = listed(
    """
    Santoso Wirabuana Hutapea Simanjuntak Nasution Siregar Kusumawardhani Prasetyo Halim
    Wijayakusuma Tambunan Rumengan Lumbanraja Manurung Situmorang Pattiasina Latuconsina
    Wattimena Sihombing Panjaitan Hardjosumarto Notonegoro Abdurrahman Syamsuddin Mangkunegara
    Rajagukguk Ginting Sembiring Tarigan Purba Damanik Saragih Girsang Lubis Harahap Batubara
    """
)
STREETS = listed(
    """
    Kenanga Flamboyan Cempaka Anggrek Rambutan Cendana Pahlawan Sisingamangaraja
    """
)
PROVINCES = listed(
    """
    11 12 13 14 16 17 32 33 35 51 61 73 91 94
    """
)


def identity(number: int) -> Identity:
    """Return the invented person of this number, the same at every run."""
    chance = random.Random(number)
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    first = name.split()[0].lower()
    area = chance.choice(PROVINCES) + f"{chance.randrange(1, 30):02d}{chance.randrange(1, 20):02d}"
    day = chance.randrange(1, 29) + chance.choice([0, 40])
    born = f"{day:02d}{chance.randrange(1, 13):02d}{chance.randrange(50, 100):02d}"
    nik = area + born + f"{chance.randrange(1, 9999):04d}"
    birth = (
        f"19{chance.randrange(60, 99)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
    )
    start = f"20{chance.randrange(0, 22):02d}{chance.randrange(1, 13):02d}"
    nip = f"{birth}{start}{chance.randrange(1, 3)}{chance.randrange(1, 999):03d}"
    phone = f"08{chance.choice([11, 12, 13, 21, 52, 57, 77, 95])}" + "".join(
        str(chance.randrange(10)) for _ in range(chance.choice([7, 8]))
    )
    address = (
        f"Jl. {chance.choice(STREETS)} No. {chance.randrange(1, 200)} "
        f"RT {chance.randrange(1, 20):03d}/RW {chance.randrange(1, 15):03d}"
    )
    return Identity(
        id=f"S-{number}",
        name=name,
        nik=nik,
        nip=nip,
        phone=phone,
        email=f"{first}.{chance.randrange(10, 999)}@contoh.invalid",
        address=address,
        accounts=(f"{first}_{chance.randrange(10, 9999)}",),
    )


def grouped(digits: str, cut: tuple[int, ...], between: str) -> str:
    parts, place = [], 0
    for size in cut:
        parts.append(digits[place : place + size])
        place += size
    return between.join([part for part in (*parts, digits[place:]) if part])


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def hidden_marks(text: str) -> str:
    return "\u200b".join(text)


def misread(digits: str) -> str:
    """Return digits as text recognition gives them: two of them taken for letters."""
    return digits.replace("0", "O", 2).replace("1", "l", 1)


Way = Callable[[Identity], str]
NIK: dict[str, Way] = {
    "plain": lambda who: who.nik,
    "spaced": lambda who: grouped(who.nik, (4, 4, 4), " "),
    "dotted": lambda who: grouped(who.nik, (2, 2, 2, 6), "."),
    "dashed": lambda who: grouped(who.nik, (6, 6), "-"),
    "full width": lambda who: full_width(who.nik),
    "misread": lambda who: misread(who.nik),
}
NIP: dict[str, Way] = {
    "plain": lambda who: who.nip,
    "official": lambda who: grouped(who.nip, (8, 6, 1), " "),
    "dotted": lambda who: grouped(who.nip, (8, 6, 1), "."),
    "full width": lambda who: full_width(who.nip),
    "hidden marks": lambda who: hidden_marks(who.nip),
    "named": lambda who: f"NIP. {who.nip}",
}
PHONE: dict[str, Way] = {
    "plain": lambda who: who.phone,
    "international": lambda who: "+62" + who.phone[1:],
    "spaced": lambda who: grouped(who.phone, (4, 4), " "),
    "dashed": lambda who: "+62 " + grouped(who.phone[1:], (3, 4), "-"),
    "full width": lambda who: full_width(who.phone),
    "link": lambda who: "wa.me/62" + who.phone[1:],
}
EMAIL: dict[str, Way] = {
    "plain": lambda who: who.email,
    "capitals": lambda who: who.email.upper(),
    "link": lambda who: f"mailto:{who.email}",
    "spelt": lambda who: who.email.replace("@", " [at] ").replace(".invalid", " [dot] invalid"),
    "full width": lambda who: full_width(who.email),
    "brackets": lambda who: f"<{who.email}>",
}
ADDRESS: dict[str, Way] = {
    "plain": lambda who: who.address,
    "capitals": lambda who: who.address.upper(),
    "small": lambda who: who.address.lower(),
    "long": lambda who: who.address.replace("Jl.", "Jalan").replace("No.", "Nomor"),
    "comma": lambda who: who.address.replace(" No.", ", No.").replace(" RT", ", RT"),
    "full width": lambda who: full_width(who.address),
}
NAME: dict[str, Way] = {
    "plain": lambda who: who.name,
    "capitals": lambda who: who.name.upper(),
    "small": lambda who: who.name.lower(),
    "titles": lambda who: f"Drs. H. {who.name}, M.Si.",
    "turned": lambda who: ", ".join(reversed(who.name.split())),
    "file": lambda who: who.name.replace(" ", "_"),
}
WAYS: dict[str, dict[str, Way]] = {
    "nik": NIK, "nip": NIP, "phone": PHONE, "email": EMAIL, "address": ADDRESS, "name": NAME,
}  # fmt: skip
SENTENCES = (
    "Keterangan diberikan oleh {} pada saat klarifikasi.",
    "{}",
    "Data: {}; dicatat petugas.",
    "[27/09/24 19.30] Warga: coba hubungi {} ya",
    "KTP_{}.jpg",
    "(lihat {})",
)
