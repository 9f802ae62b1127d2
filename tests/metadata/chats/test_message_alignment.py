"""Two honest exports called different cost a witness; an altered one passed over costs the case."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.metadata.generated.talks import (
    ALTERATIONS,
    Phone,
    conversation,
    telegram,
    telegram_pages,
    two_phones,
    whatsapp,
)
from workbench.metadata.chats.formats import talks
from workbench.metadata.chats.message_alignment import (
    APART,
    CLOCK_MOVED,
    FEWEST,
    FEWEST_RENAMED,
    Alignment,
    align,
)
from workbench.metadata.chats.talk import Talk

# `python -m bench.chats` lays two hundred altered and two hundred unaltered pairs side by side.
SHARE = 3 * len(ALTERATIONS)


def talk(data: bytes | str, media_type: str = "text/plain") -> Talk:
    (found,) = talks(data.encode() if isinstance(data, str) else data, media_type)
    return found


def aligned(one: str, other: str) -> Alignment | None:
    return align(talk(one), talk(other))


def kinds(one: str, other: str) -> list[str]:
    found = aligned(one, other)
    assert found is not None
    return sorted(difference.kind for difference in found.differences)


@pytest.mark.parametrize("number", range(SHARE))
def test_an_alteration_is_named_by_its_message(number: int) -> None:
    pair = two_phones(number, is_altered=True)
    found = align(talk(pair.first), talk(pair.second))
    assert found is not None
    ((kind, at),) = pair.altered
    ours, theirs = pair.places
    named = [
        (one.kind, ours.get(one.one.where) if one.one else None,
         theirs.get(one.other.where) if one.other else None)
        for one in found.differences
    ]  # fmt: skip
    wanted = {
        "words": ("words", at, at), "word swapped": ("words", at, at),
        "removed": ("only", at, None), "inserted": ("only", None, at + 1),
        "time": ("time", at, at), "sender": ("sender", at, at), "deleted": ("deleted", at, at),
    }[kind]  # fmt: skip
    shift = {"removed": -1, "inserted": 1}.get(kind, 0)
    assert len(named) == 1
    assert named[0] == wanted or (kind in {"time", "sender"} and named[0][1] == at), shift


@pytest.mark.parametrize("number", range(SHARE))
def test_what_two_phones_write_in_their_own_way_is_no_difference_in_words(number: int) -> None:
    pair = two_phones(1000 + number, is_altered=False)
    found = align(talk(pair.first), talk(pair.second))
    assert found is not None
    assert {one.kind for one in found.differences} <= {"only"}


START = datetime(2024, 9, 20, 8, tzinfo=UTC)
NAMES = ("Budi", "Cici", "Ani")


def lines(*texts: str, minutes: int = 60, names: tuple[str, ...] = NAMES, apart: int = 0) -> str:
    """Return an Android export: one message each so many minutes; the fourth may be late."""
    rows = []
    for number, text in enumerate(texts):
        at = START + timedelta(minutes=minutes * number, seconds=apart if number == 3 else 0)
        rows.append(f"[{at:%d/%m/%y %H.%M.%S}] {names[number % len(names)]}: {text}\r\n")
    return "".join(rows)


TEXTS = [f"pesan ke-{n} tentang rapat" for n in range(9)]


@pytest.mark.parametrize(("seconds", "found"), [(APART, []), (APART + 1, ["time"])])
def test_minutes_may_differ_and_hours_may_not(seconds: int, found: list[str]) -> None:
    assert kinds(lines(*TEXTS), lines(*TEXTS, apart=seconds)) == found


@pytest.mark.parametrize("hours", [1, 2, 7, -1])
def test_another_zone_is_no_difference(hours: int) -> None:
    moved = conversation(4, 60)
    zone = Phone(zone=hours, names={"Bu Rekaan": "Mama"})
    one, other = whatsapp(moved, Phone(zone=0))[0], whatsapp(moved, zone)[0]
    found = align(talk(one), talk(other))
    assert found is not None
    assert (found.offset, found.differences) == (-3600 * hours, ())


@pytest.mark.parametrize(("count", "is_moved"), [(CLOCK_MOVED - 1, False), (CLOCK_MOVED, True)])
def test_a_clock_that_moved_for_a_while_is_one_thing_and_no_alteration(
    count: int, is_moved: bool
) -> None:
    texts = [f"pesan ke-{n} tentang rapat" for n in range(12)]
    one = lines(*texts, minutes=300)
    rows = one.splitlines(keepends=True)
    for at in range(4, 4 + count):
        stamp = START + timedelta(minutes=300 * at + 60)
        rows[at] = f"[{stamp:%d/%m/%y %H.%M.%S}]{rows[at].partition(']')[2]}"
    assert (kinds(one, "".join(rows)) == []) is is_moved


def test_two_groups_with_one_broadcast_are_not_one_conversation() -> None:
    """Also with a second broadcast, and with greetings that every group knows."""
    shared = "Undangan apel pagi besok pukul tujuh di lapangan"
    for several in (1, 2):
        mine = [f"iuran arisan hari ke {n}" for n in range(9)]
        yours = [f"jadwal pengajian hari ke {n}" for n in range(9)]
        for at in range(several):
            mine[3 * at + 3] = yours[3 * at + 3] = f"{shared} {at}"
        mine[1] = yours[1] = "selamat pagi"
        assert aligned(lines(*mine), lines(*yours, names=("Budi", "Eka", "Feri"))) is None


@pytest.mark.parametrize(("count", "is_one"), [(FEWEST - 1, False), (FEWEST, True)])
def test_so_many_messages_make_two_exports_one_conversation(count: int, is_one: bool) -> None:
    assert (aligned(lines(*TEXTS[:count]), lines(*TEXTS[:count])) is not None) is is_one


@pytest.mark.parametrize(("count", "is_one"), [(FEWEST_RENAMED - 1, False), (FEWEST_RENAMED, True)])
def test_a_group_under_another_name_needs_more(count: int, is_one: bool) -> None:
    texts = [f"pesan ke-{n} tentang rapat" for n in range(count)]
    name = '[20/09/24 07.00.00] G: \u200eBudi membuat grup "{}"\r\n'
    one, other = (name.format(group) + lines(*texts) for group in ("Satu", "Dua"))
    assert (aligned(one, other) is not None) is is_one
    assert aligned(one, name.format("Satu") + lines(*texts)) is not None


def test_a_group_of_one_name_is_one_conversation_with_half_of_it_rewritten() -> None:
    name = '[20/09/24 07.00.00] G: \u200eBudi membuat grup "Satu"\r\n'
    other = [text if n % 3 == 0 else f"lain {n}" for n, text in enumerate(TEXTS)]
    assert kinds(name + lines(*TEXTS), name + lines(*other)) == ["words"] * 6


def test_marks_of_one_phone_are_told_and_are_no_words() -> None:
    one = [*TEXTS]
    other = [*TEXTS]
    other[3] = "Pesan ini dihapus."
    one[5], other[5] = "jadwal baru <Pesan ini diedit>", "jadwal lama"
    assert kinds(lines(*one), lines(*other)) == ["deleted", "edited"]
    english = [text.replace("Pesan ini dihapus.", "This message was deleted.") for text in other]
    english[5] = "jadwal lama"
    assert kinds(lines(*other), lines(*english)) == []


def test_telegrams_json_and_its_page_are_one_conversation() -> None:
    sent = conversation(12, 60, pasted=False)
    one = talk(telegram(sent, Phone("telegram", media=True))[0], "application/json")
    page = Phone("telegram", names={"Bu Rekaan": "Mama"}, zone=7)
    other = talk(telegram_pages(sent, page)[0], "text/html")
    found = align(one, other)
    assert found is not None
    assert found.differences == ()
    place = next(n for n, one in enumerate(sent) if n > 30 and one.kind == "text")
    altered = replace(sent[place], text="bukan " + sent[place].text)
    changed = [*sent[:place], altered, *sent[place + 1 :]]
    third = talk(telegram(changed, Phone("telegram"))[0], "application/json")
    again = align(one, third)
    assert again is not None
    assert [d.other.where for d in again.differences if d.other] == [place + 1]


def test_a_talk_crosses_the_border_of_a_process_unchanged() -> None:
    one = talk(lines(*TEXTS))
    assert Talk.from_json(json.loads(json.dumps(one.to_json()))) == one


def test_thousands_of_equal_words_end_soon() -> None:
    """People answer "ya" all day; each with each would take hours."""
    many = lines(*["ya"] * 6000, minutes=1)
    found = aligned(many, many.replace("ya\r\n", "tidak\r\n", 1))
    assert found is not None
    assert len(found.differences) <= 2
