"""Invented people with names as ten peoples give them, and forty ways to write of them.

Nobody in here exists: names are put together by chance. Names that are also words, or
titles, or one another's parts are among them on purpose.
"""

# ruff: noqa: E501 - tables of writings read best a writing a line

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from workbench.case.schema import Identity

JAWA = [
    "Sutrisno",
    "Slamet",
    "Joko",
    "Widodo",
    "Sri",
    "Wahyuni",
    "Tri",
    "Eko",
    "Bambang",
    "Sulastri",
    "Ngatiman",
    "Parti",
    "Suparno",
    "Dwi",
    "Agung",
    "Budi",
    "Wulan",
    "Sugeng",
    "Teguh",
    "Untung",
    "Pramono",
    "Hartini",
    "Kusuma",
    "Lestari",
    "Rahayu",
    "Mulyono",
]
SUNDA = [
    "Asep",
    "Cecep",
    "Dadang",
    "Neneng",
    "Ujang",
    "Euis",
    "Iis",
    "Maman",
    "Endang",
    "Yayah",
    "Kosasih",
    "Sunarya",
    "Permana",
    "Gumilar",
]
BATAK = [
    "Togar",
    "Poltak",
    "Tiur",
    "Ucok",
    "Hotma",
    "Rugun",
    "Simanjuntak",
    "Hutapea",
    "Siregar",
    "Nasution",
    "Sihombing",
    "Lubis",
]
MINANG = [
    "Syafrizal",
    "Yulia",
    "Asrul",
    "Erni",
    "Zulkarnain",
    "Busra",
    "Murni",
    "Datuk",
    "Chaniago",
    "Piliang",
    "Tanjung",
    "Sikumbang",
]
BUGIS = [
    "Andi",
    "Daeng",
    "Baso",
    "Tenri",
    "Ambo",
    "Besse",
    "Patunru",
    "Mappanyukki",
    "Sulolipu",
    "Pammase",
    "Makkarennu",
]
BALI = [
    "Wayan",
    "Made",
    "Nyoman",
    "Ketut",
    "Gede",
    "Kadek",
    "Komang",
    "Putu",
    "Ayu",
    "Ida",
    "Suardana",
    "Widnyana",
    "Suarjaya",
    "Astawa",
]
SASAK = [
    "Lalu",
    "Baiq",
    "Lale",
    "Muhsin",
    "Wirajaya",
    "Sukardi",
    "Mustiadi",
    "Supardi",
    "Hasnawati",
]
ACEH = [
    "Teuku",
    "Cut",
    "Tengku",
    "Nurdin",
    "Meutia",
    "Iskandar",
    "Razali",
    "Marlina",
    "Zainuddin",
    "Mahyuddin",
]
ARAB = [
    "Muhammad",
    "Ahmad",
    "Abdul",
    "Rahman",
    "Hidayatullah",
    "Syarif",
    "Fatimah",
    "Zahra",
    "Maryam",
    "Khalid",
    "Ma'ruf",
    "Nurhaliza",
]
CINA = [
    "Liong",
    "Tjandra",
    "Hartono",
    "Wijaya",
    "Gunawan",
    "Susilo",
    "Meilani",
    "Kwee",
    "Tanoto",
    "Halim",
    "Liem",
]
WORDS = [
    "Sari",
    "Melati",
    "Indah",
    "Bunga",
    "Cahaya",
    "Bintang",
    "Adil",
    "Makmur",
    "Bagus",
    "Surya",
    "Intan",
    "Mega",
    "Fajar",
    "Bulan",
    "Putri",
    "Harapan",
    "Kasih",
    "Damai",
    "Jaya",
    "Setia",
    "Wahyu",
    "Mawar",
    "Permata",
    "Timur",
]
PEOPLES = (JAWA, SUNDA, BATAK, MINANG, BUGIS, BALI, SASAK, ACEH, ARAB, CINA)
VARIANTS = ("Muhammad", "Mohammad", "Muhamad", "Mochamad", "Moh.", "Muh.", "M.", "H. Muhammad")


def person(number: int) -> Identity:
    """Return the invented person of this number: of one to four words, one in six of words."""
    chance = random.Random(9000 + number)
    pool = WORDS if number % 6 == 5 else PEOPLES[number % len(PEOPLES)]
    count = chance.choice([1, 2, 2, 2, 3, 3, 4])
    parts = chance.sample(pool, min(count, len(pool)))
    if number % 15 == 7:
        parts = [chance.choice(VARIANTS), *parts[:2]]
    name = " ".join(parts)
    if chance.random() < 0.2:
        name = f"{chance.choice(['Drs.', 'H.', 'Hj.', 'dr.', 'Ir.'])} {name}"
    if chance.random() < 0.2:
        name = f"{name}, {chance.choice(['S.H.', 'M.Si.', 'S.Pd.', 'S.E., M.M.'])}"
    return Identity(id=f"S-{number + 1}", name=name)


def own(who: Identity) -> list[str]:
    """Return the words of somebody's name without what only stands around it."""
    around = {"drs", "h", "hj", "dr", "ir", "m"}
    bare = who.name.partition(",")[0].replace(".", "").split()
    return [word for word in bare if word.lower() not in around]


def _slip(chance: random.Random, word: str) -> str:
    """Return a word with one slip of the pen behind its first letter."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("aeioukrnst")
    return chance.choice([
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word + letter,
    ])  # fmt: skip


Way = Callable[[random.Random, list[str]], tuple[str, list[str]]]


def _plain(form: str, shape: Callable[[str], str], which: str) -> Way:
    def write(chance: random.Random, parts: list[str]) -> tuple[str, list[str]]:
        chosen = {
            "all": parts,
            "first": parts[:1],
            "last": parts[-1:],
            "any": [chance.choice(parts)],
        }
        used = [shape(part) for part in chosen[which]]
        return form.replace("{}", " ".join(used)), used

    return write


def _same(word: str) -> str:
    return word


def _slipped(form: str, shape: Callable[[str], str]) -> Way:
    def write(chance: random.Random, parts: list[str]) -> tuple[str, list[str]]:
        long = [part for part in parts if len(part) >= 5 and part.isalpha()]
        if not long:
            return form.format(shape(parts[0])), [shape(parts[0])]
        word = shape(_slip(chance, chance.choice(long)))
        return form.format(word), [word]

    return write


def _joined(form: str, between: str, inside: str = "") -> Way:
    def write(_: random.Random, parts: list[str]) -> tuple[str, list[str]]:
        used = [inside.join(part) if inside else part for part in parts]
        text = between.join(used)
        return form.format(text), [text]

    return write


WAYS: tuple[Way, ...] = (
    _plain("Keterangan {} dicatat pada berita acara.", _same, "all"),
    _plain("{} hadir di lapangan pada sore itu.", _same, "all"),
    _plain("dicatat atas nama {}", str.upper, "all"),
    _plain("katanya {} yang pegang uangnya", str.lower, "all"),
    _plain("menurut {} acara mulai jam empat", _same, "first"),
    _plain("tadi pak {} yang bagi kaos", str.lower, "first"),
    _plain("Bu {} menyerahkan foto", _same, "first"),
    _plain("bang {} udah pulang duluan", str.lower, "first"),
    _plain("uda {} yang bawa mobil", str.lower, "last"),
    _plain("mas {} tau semuanya", str.lower, "any"),
    _plain("kak {} tolong kirim lagi", str.lower, "any"),
    _plain("H. {} memberi sambutan", _same, "last"),
    _plain("dr. {} ikut berfoto", _same, "first"),
    _plain("itu fotonya {}nya dari depan", str.lower, "all"),
    _plain("Memang {}lah yang mengajak kami", _same, "all"),
    _plain("fotonya si {} dihapus", str.lower, "first"),
    _plain("kemarin {} bilang ke saya", str.lower, "first"),
    _plain("[27/09/24 19.30] {}: jangan disebar", _same, "first"),
    _plain("27/09/24, 19.30 - {}: kirim ke grup", _same, "all"),
    _plain("Yang memotret adalah {} dari samping panggung", _same, "any"),
    _plain("Kami melihat {} berdiri di depan", _same, "last"),
    _plain("saya disuruh {} ambil spanduk", str.lower, "any"),
    _plain("uang itu dari pak {} katanya", str.lower, "last"),
    _plain("Saksi {} menerangkan sebagaimana terlampir", _same, "all"),
    _plain("Sdr. {} dimintai keterangan", _same, "any"),
    _plain("SAUDARI {} TIDAK HADIR", str.upper, "all"),
    _plain("ditandatangani oleh {}", _same, "all"),
    _plain("akun bernama {} membagikan ulang", _same, "all"),
    _slipped("pak {} yang ngasih", str.lower),
    _slipped("kata {} begitu", str.lower),
    _slipped("Foto itu dikirim {} tadi malam", _same),
    _slipped("Bapak {} menyampaikan sambutan", _same),
    _joined("lihat #{} ya", ""),
    _joined("berkas {}.jpg", "_"),
    _joined("IMG_{}_0912.jpg", ""),
    _joined("kata {} itu", " ", " "),
    _joined("disebut {} dalam grup", "-", "-"),
    _joined("sumber: {}", ", "),
    _plain("nomor {} masih aktif", str.lower, "all"),
    _plain("ibunya {} sakit, jadi {} pulang", str.lower, "first"),
)  # fmt: skip


def writings(who: Identity, number: int) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (way, text, words that must not be left) for one person, in forty ways."""
    chance = random.Random(number)
    for index, way in enumerate(WAYS):
        text, secrets = way(chance, own(who))
        yield index, text, secrets


HARMLESS = (
    """
sari buah dan kelapa parut disajikan kepada tamu|bunga di halaman kantor sedang mekar
budi pekerti diajarkan di sekolah dasar|cahaya matahari terbit di ufuk timur
masyarakat adil makmur menurut Pancasila|harga emas naik pada bulan lalu
bintang di langit malam itu terang|harapan masyarakat terhadap pilkada damai
Kabupaten Sungai Melati di Jawa Timur|Jalan Melati ditutup selama kampanye
Mahkamah Agung menolak permohonan itu|Bulan depan dijadwalkan klarifikasi
kasih sayang orang tua|indah sekali pemandangan dari bukit
mega proyek jembatan itu belum selesai|Hari raya jatuh pada minggu depan
setia pada Pancasila dan UUD 1945|surya kencana dipasang di atap kantor
Terima kasih atas kerja samanya|panggung itu menghadap ke timur
permata dan intan dijual di pasar|pukul tiga sore acara dibuka
fajar menyingsing saat petugas tiba|tri dharma perguruan tinggi dijelaskan
Desa Bunga Mawar memasang baliho|there were three photographs in the folder
putra putri daerah ikut lomba|Hasil rekapitulasi dibacakan pada malam hari
wahyu ilahi dibacakan pada pembukaan|jaya dalam pertandingan antar desa
karangan bunga dikirim ke kantor|kertas itu bagus dan tebal
lalu kami pulang ke rumah|beberapa waktu lalu acara serupa digelar
emas murni tidak berkarat|Pasar Permata buka sampai sore
damai dan tertib selama pemungutan suara|Nomor urut dua bukan nomor tiga
untung dan rugi ditanggung bersama|teguh memegang sumpah jabatan
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def harmless(count: int) -> list[str]:
    """Return texts in which words that are also names are no names."""
    chance = random.Random(17)
    ends = ("", ".", " pada hari itu", ", menurut berita", " sesuai jadwal", " (lihat lampiran)")
    starts = ("", "", "Catatan: ", "bahwa ", "karena ")
    texts = [
        f"{chance.choice(starts)}{chance.choice(HARMLESS)}{chance.choice(ends)}"
        for _ in range(count)
    ]
    return [text for text in texts if text.strip()]
