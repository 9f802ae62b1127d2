"""Screenshots against exports: what differs is named, and what agrees is let alone.

Lost otherwise: a message deleted from the export stays unseen, or a reviewer chases the mistakes
of a reader of pictures as if somebody had changed the chat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.words.drawn import DARK, LIGHT, altered, export, forwarded, screenshot, talk
from workbench import examples
from workbench.case import load
from workbench.examination.document import assemble, canonical
from workbench.examination.examine import examine
from workbench.examination.word_readings import read_words
from workbench.metadata.chats.formats import chats
from workbench.words.conversation.dates import clock, dates, day_of
from workbench.words.conversation.laying import Laid, lay
from workbench.words.conversation.same_words import differing, folded, likeness
from workbench.words.conversation.screen import Screen, ScreenMessage, conversation
from workbench.words.reading.line import DOUBTFUL, Line, Surface

Read = Callable[[Image.Image], Surface]


def shown(messages: list[tuple[str, str, str]], day: date | None = date(2024, 9, 28)) -> Screen:
    """Return a screen as it would be read: (name, text, time), own messages without a name."""
    return Screen("", "Warga", tuple(
        ScreenMessage(text, time, day, name, not name, frozenset(), "", 990, (0, n, 9, n + 1))
        for n, (name, text, time) in enumerate(messages)
    ))  # fmt: skip


TALK = (
    ("A", "Semalam saya lihat beliau di panggung.", "07:41"),
    ("B", "Yang di lapangan itu ya, Pak?", "07:43"),
    ("A", "Kita simpan dulu, lapornya nanti saja.", "07:52"),
    ("B", "Siap Pak, saya carikan fotonya yang jelas.", "07:58"),
    ("A", "Terima kasih banyak, Bu.", "08:05"),
    ("B", "Sama-sama, nanti saya kirim lagi.", "08:09"),
)


def laid(screen: list[tuple[str, str, str]], told: tuple[tuple[str, str, str], ...] = TALK,
         minutes: int = 0, **fields: object) -> Laid | None:  # fmt: skip
    lines = []
    for name, text, time in told:
        hour, minute = divmod(int(time[:2]) * 60 + int(time[3:]) + minutes, 60)
        lines.append(f"28/09/24 {hour:02d}.{minute:02d} - {name}: {text}")
    (chat,) = chats(("\n".join(lines) + "\n").encode(), "text/plain").chats
    made = shown(screen)
    messages = tuple(replace(one, **fields) for one in made.messages)  # type: ignore[arg-type]
    return lay(replace(made, messages=messages), chat)


def kinds(found: Laid | None, *, is_sure: bool = True) -> list[str]:
    assert found is not None
    return [one.kind for one in found.differences if one.is_sure is is_sure]


def with_(place: int, name: str = "", text: str = "", time: str = "") -> list[tuple[str, str, str]]:
    messages = list(TALK)
    old = messages[place]
    messages[place] = (name or old[0], text or old[1], time or old[2])
    return messages


def test_what_agrees_differs_in_nothing() -> None:
    found = laid(list(TALK))
    assert found is not None
    assert (found.shared, found.agreeing, found.differences) == (6, 6, ())


@pytest.mark.parametrize(
    ("screen", "kind"),
    [
        (with_(1, text="Yang di kantor itu ya, Pak?"), "words"),
        (with_(1, text="Yang di lapangan nomor 2 itu ya, Pak?"), "words"),
        (with_(2, time="09:52"), "time"),
        ([TALK[0], TALK[1], TALK[3], TALK[2], TALK[4], TALK[5]], "order"),
        ([*TALK[:2], ("B", "Uangnya sudah dibagi semua.", "07:50"), *TALK[2:]], "only_screen"),
        ([*TALK[:2], *TALK[3:]], "only_export"),
        (with_(2, name="B"), "sender"),
    ],
)
def test_each_alteration_is_named(screen: list[tuple[str, str, str]], kind: str) -> None:
    assert kind in kinds(laid(screen))


@pytest.mark.parametrize(
    "text",
    [
        "Yangdilapangan itu ya,Pak?",  # lost spaces
        "Yang di Iapangan ltu ya. Pak",  # I, l, i
        "Yang di lapangan itu ya, Pak? 🙏",
    ],
)
def test_a_readers_usual_mistakes_are_no_difference(text: str) -> None:
    assert laid(with_(1, text=text)).differences == ()  # type: ignore[union-attr]


def test_one_letter_is_only_to_be_looked_at_and_a_number_is_not() -> None:
    found = laid(with_(4, text="Terima kasih banyak, Du."))
    assert (kinds(found), kinds(found, is_sure=False)) == ([], ["words"])
    assert differing("jam 07 di balai", "jam 01 di balai") == (["07"], ["01"], True)


@pytest.mark.parametrize(("score", "sure"), [(DOUBTFUL, ["words"]), (DOUBTFUL - 1, [])])
def test_a_doubtful_reading_is_evidence_of_nothing(score: int, sure: list[str]) -> None:
    assert kinds(laid(with_(1, text="Yang di kantor itu ya, Pak?"), score=score)) == sure


def test_another_address_book_and_another_clock_are_no_difference() -> None:
    renamed = [("Ayah", *rest) if name == "A" else ("", *rest) for name, *rest in TALK]
    assert laid(renamed).differences == ()  # type: ignore[union-attr, arg-type]
    moved = laid(list(TALK), minutes=60)
    assert moved is not None
    assert (moved.offset, moved.differences) == (-60, ())


def test_what_lies_before_an_export_begins_is_no_difference() -> None:
    screen = [("A", "Pesan sebelum ekspor dibuat orang.", "06:01"), *TALK]
    assert laid(screen).differences == ()  # type: ignore[union-attr]


def test_other_conversations_are_not_laid_side_by_side() -> None:
    others = [(name, f"{text[::-1]} lagi", time) for name, text, time in TALK]
    assert laid(others) is None
    assert laid([TALK[0], *others[1:]]) is None
    assert laid([TALK[0], TALK[1], *others[2:]]) is not None


def test_long_texts_that_a_screen_cuts_are_like_their_beginning() -> None:
    assert likeness("Semalam saya lihat ... Baca selengkapnya", TALK[0][1]) == 1.0
    assert folded("Burn") == folded("Bum")
    assert folded("7") != folded("1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("28 September 2024", [date(2024, 9, 28)]),
        ("28September2024", [date(2024, 9, 28)]),
        ("Sabtu, 28 Sep 2024", [date(2024, 9, 28)]),
        ("September 28, 2024", [date(2024, 9, 28)]),
        ("28/09/24 07.41", [date(2024, 9, 28)]),
        ("28-09-2024", [date(2024, 9, 28)]),
        ("28.09.2024", [date(2024, 9, 28)]),
        ("2024-09-28", [date(2024, 9, 28)]),
        ("Bukit Merambai, 10 Oktober 2024 Nomor 1", [date(2024, 10, 10)]),
        ("31 Februari 2024", []),
        ("NIP 19850412 201001 1 002", []),
        ("+62 812-0000-0003", []),
        ("Nomor 800/417/BKPSDM/X/2024", []),
        ("Nomor 12/01/2024/BA", []),
        ("Rp 28.09.24", []),
        ("Rp1.250.000", []),
        ("Kemarin", []),
        ("Pasal 71 ayat (1) UU 10 2016", []),
    ],
)
def test_dates_are_read_and_numbers_that_look_like_them_are_not(
    text: str, found: list[date]
) -> None:
    assert [day for day, _, _ in dates(text)] == found


def test_headings_name_a_day_and_nothing_else() -> None:
    assert day_of("28 September 2024") == date(2024, 9, 28)
    assert day_of("Surat tanggal 28 September 2024") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("07.41", ("", "07:41")),
        ("07:41 ✓✓", ("", "07:41")),
        ("07.41 w", ("", "07:41")),
        ("Diedit 07.41", ("Diedit", "07:41")),
        ("Terima kasih, Bu. 19.34", ("Terima kasih, Bu.", "19:34")),
        ("7:41 PM", ("", "19:41")),
        ("12:05 AM", ("", "00:05")),
        ("25.41", None),
        ("250.000", None),
        ("07.41.22", None),
    ],
)
def test_a_line_that_ends_in_a_time_closes_a_message(
    text: str, told: tuple[str, str] | None
) -> None:
    assert clock(Line(text, (0, 0, 1, 1))) == told


@pytest.mark.parametrize(("style", "small"), [(LIGHT, False), (DARK, True)])
def test_a_drawn_chat_is_recognised_message_by_message(
    surface: Read, style: object, small: bool
) -> None:
    told = talk(3)[10:16]
    image = screenshot(told, style)  # type: ignore[arg-type]
    screen = conversation(surface(forwarded(image) if small else image))
    assert screen is not None
    assert screen.title == "Warga Bukit Rekaan"
    assert [folded(one.text) for one in screen.messages] == [folded(one.text) for one in told]
    assert [one.time for one in screen.messages] == [f"{one.at:%H:%M}" for one in told]
    assert [one.day for one in screen.messages] == [one.at.date() for one in told]
    assert [one.is_own for one in screen.messages] == [one.sender == "Pak Darsa" for one in told]
    for one, said in zip(screen.messages, told, strict=True):
        assert one.is_own or folded(one.name) == folded(said.sender)
    (chat,) = chats(export(talk(3)), "text/plain").chats
    found = lay(screen, chat)
    assert found is not None
    assert found.differences == ()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(56))
def test_alterations_of_drawn_chats_are_named(surface: Read, seed: int) -> None:
    """The rate over many stands in bench/words.py; here none may be lost altogether."""
    told = talk(seed)
    screen, _ = altered(told[12:23], ("word", "omitted", "added")[seed % 3], seed)
    read = conversation(surface(screenshot(screen, (LIGHT, DARK)[seed % 2])))
    (chat,) = chats(export(told), "text/plain").chats
    found = lay(read, chat) if read is not None else None
    assert found is not None
    assert found.differences


def test_the_examples_deleted_message_is_found_and_the_early_dates_are_listed(
    tmp_path: Path,
) -> None:
    case = examples.copy("pilkada-laporan", tmp_path / "perkara")
    keep = ("Screenshot_20241002-200411_Pesan.png",)
    for path in (case / "evidence").iterdir():
        if path.is_file() and path.name not in keep:
            path.unlink()
    for name in ("exhibits.yaml", "kajian.yaml"):  # which name the others
        (case / name).unlink()
    folder = load(case)
    before = examine(folder)
    assert assemble(before, {})["readings"]["sha256"] == ""
    assert {"CHAT-016", "CHAT-010", "CLAIM-014"} & {one.code for one in before.observations} == {
        "CHAT-010"
    }
    read_words(folder)
    after = examine(folder)
    by_code = {one.code: one for one in after.observations}
    assert "CHAT-010" not in by_code
    assert "Kita simpan dulu, lapornya nanti saja." in by_code["CHAT-016"].message("id")
    assert "baris 7" in by_code["CHAT-016"].message("id")
    assert "28 Sep 2024" in by_code["CLAIM-014"].message("id")
    # The words of a reading stand in no table of facts, and two runs give the same bytes.
    assert not [fact for fact in after.facts if "simpan dulu" in fact.value]
    first = canonical(assemble(after, {}))
    (case / "readings.json").touch()
    assert canonical(assemble(examine(load(case)), {})) == first
