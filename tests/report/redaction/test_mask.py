"""Masking: one name that slips through can put a person who reported in danger."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.redaction.harmless import KINDS
from tests.report.redaction.identities import SENTENCES, WAYS, identity
from workbench.case.schema import Identity
from workbench.report.redaction.folding import fold
from workbench.report.redaction.mask import Redactor

COUNT = 2_000
STRANGERS = sorted(set(WAYS) - {"name"})  # a stranger's name looks like any other word


def bare(text: str) -> str:
    """Return a text folded, and without anything but letters and digits."""
    return re.sub(r"[\W_]", "", fold(text).lower)


def secrets(kind: str, who: Identity) -> list[str]:
    """Return what must not be left of an identity: not only the whole, its telling part too."""
    return {
        "nik": [who.nik[6:]],
        "nip": [who.nip[4:]],
        "phone": [who.phone[4:]],
        "email": [bare(who.email.split("@")[0])],
        "address": [bare(who.address)[:14], bare(who.address)[-6:]],
        "name": [part.lower() for part in who.name.split()],
    }[kind]


def planted(kind: str) -> list[tuple[Identity, str, str]]:
    """Return (who, how, text) for two thousand people in six ways and six sentences each."""
    ways = list(WAYS[kind].items())
    rows = []
    for number in range(COUNT):
        who, (how, way) = identity(number), ways[number % len(ways)]
        sentence = SENTENCES[number // len(ways) % len(SENTENCES)]
        rows.append((who, how, sentence.format(way(who))))
    return rows


def leaks(kind: str, who: Identity, masked: str) -> bool:
    return any(secret in bare(masked) for secret in secrets(kind, who))


@pytest.mark.parametrize("kind", STRANGERS)
def test_strangers_are_masked_by_the_shape_of_what_they_wrote(kind: str) -> None:
    redactor = Redactor()
    found = [
        (how, text) for who, how, text in planted(kind) if leaks(kind, who, redactor.text(text))
    ]
    assert len(found) <= COUNT * 0.01, (Counter(how for how, _ in found), found[:5])


@pytest.mark.parametrize("kind", WAYS)
def test_the_cases_own_people_never_show(kind: str) -> None:
    found = []
    for who, how, text in planted(kind):
        masked = Redactor([who]).text(text)
        if leaks(kind, who, masked):
            found.append((how, text, masked))
    assert not found, (len(found), found[:5])


@pytest.mark.parametrize("kind", KINDS)
def test_the_cases_own_facts_stay(kind: str) -> None:
    """Case numbers, votes, dates, polling stations: at most one in twenty may suffer."""
    chance = random.Random(2024)
    redactor = Redactor([identity(number) for number in range(10)])
    texts = [KINDS[kind](chance) for _ in range(COUNT)]
    changed = [(text, redactor.text(text)) for text in texts if redactor.text(text) != text]
    assert len(changed) <= COUNT * 0.01, changed[:10]


RAHMAT = Identity(
    id="T-1",
    name="Drs. H. Rahmat Wirabuana, M.Si.",
    aliases=("Pak Kabid", "rahmat.wira"),
    phone="+62 812-0000-0001",
    address="Jalan Contoh Nomor 7 RT 012 RW 03 Merambai Atas",
    accounts=("wirabuana_rw",),
)
SARI = Identity(id="S-1", name="Sari Melati", aliases=("Bu Sari",))
MUHAMMAD = Identity(id="S-2", name="Muhammad Syarif Hidayatullah")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Rahmat Wirabuana hadir", "[T-1] hadir"),
        ("Sdr. RAHMAT WIRABUANA, hadir", "Sdr. [T-1], hadir"),
        ("wirabuana datang", "[T-1] datang"),
        ("Rachmat Wirabuwana berfoto", "[T-1] berfoto"),
        ("R. Wirabuana berfoto", "[T-1] berfoto"),
        ("Rahmat W. berfoto", "[T-1] berfoto"),
        ("kata pak rahmat tadi", "kata pak [T-1] tadi"),
        ("RahmatWirabuana.jpg", "[T-1].jpg"),
        ("dengan rahmat Tuhan", "dengan rahmat Tuhan"),
        ("Atas berkat rahmat Allah", "Atas berkat rahmat Allah"),
        ("saya lihat Pak Kabid di situ", "saya lihat [T-1] di situ"),
        ("Kabid lain tidak hadir", "Kabid lain tidak hadir"),
        ("akun @Rahmat.Wira dan wirabuana_rw.", "akun [T-1] dan [T-1]."),
        ("nomor 812 0000 0001", "nomor [T-1]"),
        ("rumahnya di jalan contoh no 7", "rumahnya di [alamat]"),
        ("Ｒａｈｍａｔ\u200b Ｗｉｒａｂｕａｎａ", "[T-1]"),
        ("Rаhmаt Wirabuana", "[T-1]"),
        ("bu sari pulang", "[S-1] pulang"),
        ("sari melati hadir", "[S-1] hadir"),
        ("kelapa parut dan sari buah", "kelapa parut dan sari buah"),
        ("Muhamad Sarif Hidayatulloh", "[S-2]"),
        ("M. Syarif H. berkata", "[S-2] berkata"),
        ("T-1 dan S-1 hadir di TPS 007", "T-1 dan S-1 hadir di TPS 007"),
        ("mobil AB 1234 CD parkir", "mobil [pelat nomor] parkir"),
        ("nopol h 99 ww terlihat", "nopol [pelat nomor] terlihat"),
        ("Formulir B 1 KWK", "Formulir B 1 KWK"),
        ("NPWP 12.345.678.9-012.345", "NPWP [nomor pribadi]"),
        ("rek BRI 0012-01-012345-50-1 a.n. toko", "rek BRI [nomor pribadi] a.n. toko"),
        ("No. KK: 3374121503900002", "No. KK: [nomor KK]"),
        ("di koordinat -4.91286, 101.70214 itu", "di koordinat [koordinat] itu"),
        ("6°10'31.2\"S 106°49'37.1\"E", "[koordinat]"),
        ("3 3 7 4 1 2 1 5 0 3 9 0 0 0 0 2", "[NIK]"),
    ],
)
def test_people_are_found_however_they_are_written(text: str, masked: str) -> None:
    assert Redactor([RAHMAT, SARI, MUHAMMAD]).text(text) == masked


def test_a_name_shared_by_two_people_points_at_neither() -> None:
    both = [Identity(id="S-1", name="Agus Salim"), Identity(id="S-2", name="Agus Purnomo")]
    assert Redactor(both).text("Agus hadir") == "[nama] hadir"
    assert Redactor(both).text("Agus Salim hadir") == "[S-1] hadir"


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=300)
def test_any_text_is_masked_once_and_for_all(text: str) -> None:
    redactor = Redactor([RAHMAT, SARI, MUHAMMAD])
    found = redactor.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    once = redactor.text(text)
    assert redactor.text(once) == once


@given(
    st.integers(0, 500),
    st.sampled_from(sorted(WAYS)),
    st.integers(0, 5),
    st.text(st.sampled_from(" .,;:\n()\"'–→"), min_size=1, max_size=3),
    st.sampled_from(["Keterangan", "kata saksi", "lampiran", "", "foto"]),
)
@settings(max_examples=300)
def test_what_stands_around_an_identity_hides_nothing(
    number: int, kind: str, way: int, between: str, word: str
) -> None:
    who = identity(number)
    written = list(WAYS[kind].values())[way](who)
    masked = Redactor([who]).text(f"{word}{between}{written}{between}{word}")
    assert not leaks(kind, who, masked), masked


@pytest.mark.parametrize(
    "piece", ["a", "0", " ", "1 ", "a.", "@", "08", "A1", "jl ", "Rahmat ", "é"]
)
def test_a_long_text_of_anything_takes_seconds_not_hours(piece: str) -> None:
    redactor = Redactor([RAHMAT])
    started = time.process_time()
    redactor.text(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 8


def test_tables_and_keys_are_masked_too() -> None:
    masked = Redactor([RAHMAT], "en").values({"Rahmat": ["3374121503900002", 7, None, True]})
    assert masked == {"[T-1]": ["[NIK]", 7, None, True]}
