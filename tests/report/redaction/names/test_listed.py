"""Names in every way people write them: one that stays can tell who reported."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time

import pytest

from tests.report.redaction.writings import harmless, person, writings
from workbench.case.schema import Identity
from workbench.law.load import load_pack
from workbench.report.redaction.mask import Redactor

PEOPLE, SHARE = 300, 40
ANDI = Identity(id="S-1", name="Andi Saputra")
TRI = Identity(id="S-2", name="Tri Handoko")
KAUR = Identity(id="S-3", name="Bayu Lesmana", aliases=("Kaur Umum",))
ADIL = Identity(id="T-1", name="Adil Makmur")
SARI = Identity(id="S-4", name="Sari Melati")
EVERYBODY = [ANDI, TRI, KAUR, ADIL, SARI]


def left(text: str, words: list[str]) -> bool:
    return any(re.search(rf"(?<![^\W\d_]){re.escape(word)}", text) for word in words)


def unmasked(numbers: range) -> tuple[int, list[str], list[str]]:
    """Return how many lines there are, those that keep a name, those that nobody is asked about."""
    redactor = Redactor([person(number) for number in range(PEOPLE)])
    count, kept, silent = 0, [], []
    for number in numbers:
        for _, text, words in writings(person(number), number):
            count += 1
            if left(redactor.text(text), words):
                kept.append(text)
                if not redactor.doubts(text):
                    silent.append(text)
    return count, kept, silent


def test_a_share_of_three_hundred_people_in_forty_writings() -> None:
    """All of them: ``python -m bench.redaction_names``."""
    count, kept, silent = unmasked(range(0, PEOPLE, PEOPLE // SHARE))
    assert count >= SHARE * 40
    assert len(kept) <= count * 0.005, kept
    assert not silent


def test_words_that_are_also_names_stay_words() -> None:
    redactor = Redactor([person(number) for number in range(PEOPLE)])
    texts = harmless(1_000)
    changed = [text for text in texts if redactor.text(text) != text]
    assert len(changed) <= len(texts) * 0.01, changed[:10]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Pak Andi datang", "Pak [S-1] datang"),
        ("andi yang kirim", "[S-1] yang kirim"),
        ("three photographs", "three photographs"),
        ("tadi bang tri kesini", "tadi bang [S-2] kesini"),
        ("Undang-Undang Pemilihan Umum", "Undang-Undang Pemilihan Umum"),
        ("Kaur Umum hadir", "[S-3] hadir"),
        ("Kaur Keuangan hadir", "Kaur Keuangan hadir"),
        ("Adil Makmur hadir", "[T-1] hadir"),
        ("masyarakat adil makmur", "masyarakat adil makmur"),
        ("Author: Sari", "Author: [S-4]"),
        ("Sarinya buah", "Sarinya buah"),
        ("kata B a y u tadi", "kata [S-3] tadi"),
        ("#TerimaKasihAndiSaputra", "#TerimaKasih[S-1]"),
        ("Saputranya yang pegang", "[S-1]nya yang pegang"),
        ("bayuLesmana", "[S-3]"),
        ("Yang hadir A.S. dan kami", "Yang hadir [S-1] dan kami"),
        ("saksi berinisial TH", "saksi berinisial [S-2]"),
        ("Kata S4putra", "Kata [S-1]"),
        ("Lesm*na", "[S-3]"),
        ("Jalan Melati ditutup", "Jalan Melati ditutup"),
    ],
)
def test_each_way_of_naming_somebody(text: str, masked: str) -> None:
    assert Redactor(EVERYBODY).text(text) == masked


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Darm Rusli", "kata darq itu", False),  # four letters: no slip
        ("Darmo Rusli", "kata darmq itu", True),  # five: one
        ("Darmo Rusli", "kata daqmq itu", False),  # and not two
    ],
)
def test_one_slip_is_seen_from_five_letters_on(name: str, text: str, found: bool) -> None:
    assert (Redactor([Identity(id="S-1", name=name)]).text(text) != text) is found


def test_a_lone_slip_points_at_nobody() -> None:
    """``Rahman`` beside a listed ``Rahmat`` may be somebody else."""
    one = Redactor([Identity(id="S-1", name="Zulkifri Wirabuana")])
    assert one.text("Pak Zulkifli datang") == "Pak [nama] datang"
    assert one.text("Pak Zulkifli Wirabuana datang") == "Pak [S-1] datang"


def test_a_doubtful_word_is_told_with_its_place() -> None:
    text = "Sari buah habis, lalu bintang jatuh"
    (found,) = Redactor(EVERYBODY).doubts(f"{text[:4]} habis diminum")
    assert (found.start, found.end, found.person) == (0, 4, "S-4")


def test_a_place_that_bears_a_name_stays_a_place() -> None:
    who = [Identity(id="S-1", name="Merambai Wijaya")]
    redactor = Redactor(who, places=("Bukit Merambai", "Bawaslu Kabupaten Sungai Lembayung"))
    assert redactor.text("di Bukit Merambai tadi") == "di Bukit Merambai tadi"
    assert redactor.text("Pak Merambai datang") == "Pak [S-1] datang"
    whole = Redactor(who, places=("Merambai Wijaya",))
    assert whole.text("Merambai Wijaya hadir") == "[S-1] hadir", "a person outranks a place"


@pytest.mark.parametrize(
    "name", ["محمد الأمين", "李明", "Ma'ruf", "Bo", "X", "", "O'Brien-Smith", "А" * 300, "'"]
)
def test_a_name_of_any_kind_is_learnt(name: str) -> None:
    redactor = Redactor([Identity(id="S-1", name=name)])
    text = f"Pak {name} datang"
    assert redactor.text("Surat biasa tanpa siapa pun") == "Surat biasa tanpa siapa pun"
    if len(name) > 1:
        assert name not in redactor.text(text)


def test_no_text_of_a_rule_pack_is_touched_by_three_hundred_names() -> None:
    """A mask in a text that everybody knows tells what it hides."""
    redactor = Redactor([person(number) for number in range(PEOPLE)], own=pack_texts())
    assert len(pack_texts()) > 300
    assert [text for text in pack_texts() if redactor.text(text) != text] == []


def pack_texts() -> list[str]:
    from workbench.report.redaction.law_texts import law_texts

    return sorted(law_texts(load_pack("netralitas-2022")))


@pytest.mark.parametrize("length", [1_000, 4_000, 200_000])
def test_one_long_word_takes_neither_memory_nor_time(length: int) -> None:
    """A file's name or a title may be one word of any length: copies are made all the same."""
    code = (
        "import random; from tests.report.redaction.writings import person;"
        "from workbench.report.redaction.mask import Redactor;"
        "red = Redactor([person(n) for n in range(200)]);"
        "chance = random.Random(1);"
        f"word = ''.join(chance.choice('abcdefghijklmnopqrstuvwxyz') for _ in range({length}));"
        "red.text(word); red.doubts(word);"
        # Not ru_maxrss: that starts at what the test's own process had when it forked.
        "told = open('/proc/self/status').read();"
        "print(told.split('VmHWM:')[1].split()[0])"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 500 * 1024
    assert time.monotonic() - started < 60


def test_two_hundred_people_are_learnt_within_the_memory_of_an_office_laptop() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    redactor = Redactor([person(number) for number in range(200)])
    text = " ".join(text for number in range(20) for _, text, _ in writings(person(number), number))
    redactor.text(text * 20)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
