"""One invented conversation as a model, and every export that phones make of it.

The model says what was sent, by whom and when; a renderer writes it as one phone would. The forms
follow public exports of WhatsApp for Android and iPhone, old and new, in Indonesian, English and
Malay; of Telegram Desktop (JSON, pages, whole account); of Signal's tools; of Instagram.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

PEOPLE = ("Bu Rekaan", "Pak Contoh", "Ani Karangan", "+62 811-0000-0001", "Dedi (RT 03)")
WORDS = (
    "besok", "rapat", "di", "balai", "desa", "jam", "tujuh", "jangan", "lupa", "bawa", "undangan",
    "ya", "pak", "bu", "semua", "warga", "nomor", "dua", "kegiatan", "posyandu", "arisan", "iuran",
    "kerja", "bakti", "lapangan", "panggung", "foto", "video", "surat", "camat", "lurah",
)  # fmt: skip
PASTED = (
    "2024-10-01 10:00 - kumpul di balai",
    "[30/09 19.22] Pak Camat: dukung calon satu ya",
    "[19.22, 30/9/2024] Pak Camat: siap",
    "99/99/24 25.61 - Tidak Ada: bukan tanggal",
)
NARROW = "\u202f"
L = "\u200e"


@dataclass(frozen=True)
class Sent:
    """One message of the model."""

    at: datetime
    sender: str  # empty for a notice
    kind: str
    text: str = ""
    file: str = ""
    pages: int = 0


@dataclass(frozen=True)
class Phone:
    """How one phone writes."""

    messenger: str = "android"
    language: str = "id"
    date: str = "%d/%m/%y"
    clock: str = "%H.%M"
    media: bool = False
    names: dict[str, str] = field(default_factory=dict)
    zone: int = 0
    mark: bool = True

    def called(self, name: str) -> str:
        return self.names.get(name, name)


@dataclass(frozen=True)
class Wanted:
    """What must be read of one message: time as typed, sender, marks, name of the file."""

    at: str
    sender: str
    marks: frozenset[str]
    attached: str
    ends: str = ""  # of a text that somebody pasted


def conversation(seed: int, count: int = 60, *, pasted: bool = True) -> list[Sent]:
    """Return a conversation of some weeks, so that its dates settle their order."""
    rng = Random(seed)
    at = datetime(2024, rng.randint(1, 9), rng.randint(1, 28), 6, tzinfo=UTC)
    sent = [Sent(at, "", "created", "Warga RT: 03" if seed % 3 == 0 else "Warga Rekaan")]
    for number in range(count):
        at += timedelta(seconds=rng.choice((40, 70, 600, 3600, 40000, 90000)) + rng.randint(0, 20))
        sent.append(_one(rng, at, rng.choice(PEOPLE), number, pasted=pasted))
    return sent


def _one(rng: Random, at: datetime, who: str, number: int, *, pasted: bool) -> Sent:
    kind = rng.choices(
        ("text", "lines", "emoji", "deleted", "edited", "photo", "caption", "voice", "document",
         "view_once", "poll", "call", "location", "joined", "described", "pasted"),
        (40, 6, 4, 3, 3, 6, 3, 3, 4, 2, 2, 2, 2, 2, 1, 3 if pasted else 0),
    )[0]  # fmt: skip
    text = " ".join(rng.choices(WORDS, k=rng.randint(2, 12))) + f" {number}"
    day = at.strftime("%Y%m%d")
    if kind == "lines":
        text = f"{text}\n\nbaris kedua: {rng.choice(WORDS)}\n- {rng.choice(WORDS)}"
    if kind == "emoji":
        text = rng.choice(("😊", "🙏🙏", "👍 siap: ya", "Jl. Merdeka no. 5: depan masjid"))
    if kind == "pasted":
        text = f"{text}\n{rng.choice(PASTED)}\n{rng.choice(WORDS)}"
    file = {
        "photo": f"IMG-{day}-WA{number:04d}.jpg", "caption": f"IMG-{day}-WA{number:04d}.jpg",
        "voice": f"PTT-{day}-WA{number:04d}.opus", "document": f"surat tugas {number}.pdf",
    }.get(kind, "")  # fmt: skip
    if kind == "document" and number % 2:
        file = f"DOC-{day}-WA{number:04d}."
    return Sent(at, "" if kind in {"joined", "described"} else who, kind, text, file, number % 5)


SAID = {
    "id": {
        "deleted": "Pesan ini dihapus", "edited": "<Pesan ini diedit>", "file": "file terlampir",
        "ios": "terlampir", "omitted": "<Media tidak disertakan>", "photo": "gambar",
        "voice": "audio", "document": "dokumen", "left": "tidak disertakan", "pages": "halaman",
        "once": "Foto sekali lihat tidak disertakan", "poll": "JAJAK PENDAPAT:", "option": "OPSI:",
        "votes": "suara", "call": "Panggilan suara tak terjawab", "place": "lokasi",
        "created": '{who} membuat grup "{name}"', "joined": "{who} menambahkan {name}",
        "described": "{who} mengubah deskripsi grup menjadi: {name}", "pm": ("AM", "PM"),
    },
    "en": {
        "deleted": "This message was deleted", "edited": "<This message was edited>",
        "file": "file attached", "ios": "attached", "omitted": "<Media omitted>",
        "photo": "image", "voice": "audio", "document": "document", "left": "omitted",
        "pages": "pages", "once": "View once photo omitted", "poll": "POLL:", "option": "OPTION:",
        "votes": "votes", "call": "Missed voice call", "place": "location",
        "created": '{who} created group "{name}"', "joined": "{who} added {name}",
        "described": "{who} changed the group description to: {name}", "pm": ("am", "pm"),
    },
    "ms": {
        "deleted": "Mesej ini telah dipadam", "edited": "<Mesej ini telah diedit>",
        "file": "fail dilampirkan", "ios": "dilampirkan", "omitted": "<Media dikecualikan>",
        "photo": "imej", "voice": "audio", "document": "dokumen", "left": "dikecualikan",
        "pages": "halaman", "once": "Foto lihat sekali dikecualikan", "poll": "UNDIAN:",
        "option": "PILIHAN:", "votes": "undi", "call": "Panggilan suara terlepas",
        "place": "lokasi", "created": '{who} mencipta kumpulan "{name}"',
        "joined": "{who} menambah {name}",
        "described": "{who} menukar penerangan kumpulan: {name}", "pm": ("PG", "PTG"),
    },
}  # fmt: skip
_MARKS = {
    "deleted": {"deleted"}, "edited": {"edited"}, "view_once": {"omitted", "view_once"},
    "poll": {"poll"}, "call": {"call"}, "location": {"location"},
}  # fmt: skip
NOTICES = ("created", "joined", "described")
MEDIA = ("photo", "caption", "voice", "document")


def shown(at: datetime, form: str, language: str = "en") -> str:
    """Return a time by strftime; ``#`` takes zeros away, ``%p`` is the language's."""
    form = form.replace("%p", SAID[language]["pm"][at.hour >= 12])
    first, *others = form.split("#")
    return at.strftime(first) + "".join(at.strftime(part).removeprefix("0") for part in others)


def whatsapp(sent: list[Sent], phone: Phone) -> tuple[bytes, list[Wanted]]:
    """Return an export as text, and what must be read of it."""
    lines, wanted = [], []
    is_ios = phone.messenger != "android"
    for one in sent:
        at = one.at + timedelta(hours=phone.zone)
        when = shown(at, phone.date), shown(at, phone.clock, phone.language)
        text, marked, attached = _text(one, phone)
        who = phone.called(one.sender)
        lines.append(_head(phone, when, marked=marked) + (f"{who}: {text}" if who else text))
        if one.kind not in NOTICES:
            typed = at.strftime("%Y-%m-%dT%H:%M:%S" if "%S" in phone.clock else "%Y-%m-%dT%H:%M")
            marks = set(_MARKS.get(one.kind, set()))
            if one.kind in MEDIA and not attached:
                marks.add("omitted")
            ends = text.rpartition("\n")[2] if one.kind == "pasted" else ""
            wanted.append(Wanted(typed, who, frozenset(marks), attached, ends))
    end = "\r\n" if is_ios else "\n"
    return (end.join(lines) + end).encode(), wanted


def _head(phone: Phone, when: tuple[str, str], *, marked: bool) -> str:
    if phone.messenger == "ios":
        return f"{L if marked else ''}[{when[0]}{',' if phone.language == 'en' else ''} {when[1]}] "
    if phone.messenger == "old":
        return f"{when[0]} {when[1]}: "
    return f"{when[0]}{' ' if phone.language == 'id' else ', '}{when[1]} - "


def _text(one: Sent, phone: Phone) -> tuple[str, bool, str]:
    """Return a message's text, whether iOS marks its head, and the name of its file."""
    said, is_ios = SAID[phone.language], phone.messenger != "android"
    mark = L if phone.mark or is_ios else ""
    if one.kind in NOTICES:
        who, name = phone.called(PEOPLE[0]), one.text.split("\n")[0]
        text = str(said[one.kind]).format(who=who, name=name if one.kind != "joined" else PEOPLE[1])
        return (f"Warga: {L}{text}" if is_ios else mark + text), False, ""
    if one.kind in MEDIA:
        return _media(one, phone)
    text = {
        "deleted": f"{mark}{said['deleted']}" + ("." if is_ios else ""),
        "edited": f"{one.text} {mark}{said['edited']}",
        "view_once": f"{mark}{said['once']}",
        "poll": f"{mark}{said['poll']}\n{one.text}\n{mark}{said['option']} Ya (3 {said['votes']})\n"
        f"{mark}{said['option']} Tidak (0 {said['votes']})",
        "call": f"{mark}{said['call']}",
        "location": f"{mark}{said['place']}: https://maps.google.com/?q=-3.3194561,104.9101234",
    }.get(one.kind, one.text)
    return text, is_ios and one.kind == "view_once", ""


def _media(one: Sent, phone: Phone) -> tuple[str, bool, str]:
    said, is_ios = SAID[phone.language], phone.messenger != "android"
    caption = one.text if one.kind == "caption" else ""
    if not is_ios:
        mark = L if phone.mark else ""
        head = f"{mark}{one.file} ({said['file']})" if phone.media else str(said["omitted"])
        return f"{head}\n{caption}".rstrip("\n"), False, one.file if phone.media else ""
    name = f"{one.pages:08d}-{one.file}"
    kind = said.get(one.kind, said["photo"])
    end = f"{L}<{said['ios']}: {name}>" if phone.media else f"{L}{kind} {said['left']}"
    before = caption
    if one.kind == "document" and not one.file.startswith("DOC"):
        before = f"{one.file} • {L}{one.pages + 1} {said['pages']}"
    return f"{before} {end}".lstrip(), True, name if phone.media else ""


def _rows(sent: list[Sent], phone: Phone) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, one in enumerate(sent, 1):
        row: dict[str, object] = {
            "id": number, "type": "message", "date_unixtime": str(int(one.at.timestamp())),
            "from": phone.called(one.sender), "text": one.text,
        }  # fmt: skip
        if one.kind in NOTICES:
            row |= {"type": "service", "action": "edit_group_title", "title": one.text}
        if one.kind == "edited":
            row["edited_unixtime"] = str(int(one.at.timestamp()) + 60)
            row["text"] = [one.text[:4], {"type": "bold", "text": one.text[4:]}]
        if one.kind in MEDIA:
            left = "(File not included. Change data exporting settings to download.)"
            row["file"] = f"files/{one.file}" if phone.media else left
            row["text"] = one.text if one.kind == "caption" else ""
        if one.kind == "poll":
            row["poll"] = {"question": one.text, "answers": [{"text": "Ya", "voters": 3}]}
            row["text"] = ""
        if one.kind == "location":
            row["text"] = ""
            row["location_information"] = {"latitude": -3.3, "longitude": 104.9}
        rows.append(row)
    return rows


def telegram(sent: list[Sent], phone: Phone) -> tuple[bytes, list[Wanted]]:
    """Return Telegram's JSON of one chat; of a whole account where the language is English."""
    chat = {"name": "Warga Rekaan", "type": "private_group", "messages": _rows(sent, phone)}
    other = {"name": "Lain", "type": "personal_chat", "messages": []}
    whole = {"about": "x", "chats": {"about": "y", "list": [other, chat]}}
    export = whole if phone.language == "en" else chat
    return json.dumps(export, ensure_ascii=False).encode(), _of_telegram(sent, phone, "edited")


def _of_telegram(sent: list[Sent], phone: Phone, *also: str) -> list[Wanted]:
    known = {"poll", "location", *also}
    wanted = []
    for one in sent:
        if one.kind in NOTICES:
            continue
        marks = {one.kind} & known
        if one.kind in MEDIA and not phone.media:
            marks.add("omitted")
        at = one.at.astimezone(UTC) + timedelta(hours=phone.zone)
        typed = at.strftime("%Y-%m-%dT%H:%M:%S") + f"+{phone.zone:02d}:00"
        attached = one.file if one.kind in MEDIA and phone.media else ""
        wanted.append(Wanted(typed, phone.called(one.sender), frozenset(marks), attached))
    return wanted


def telegram_pages(sent: list[Sent], phone: Phone) -> tuple[bytes, list[Wanted]]:
    """Return Telegram's page, whose forwarded messages hold the date of their original."""
    parts, last = [], ""
    for number, one in enumerate(sent, 1):
        who = phone.called(one.sender)
        at = one.at + timedelta(hours=phone.zone)
        if one.kind in NOTICES:
            parts.append(f'<div class="message service" id="message-{number}"><div class="body '
                         f'details">{html.escape(one.text)}</div></div>')  # fmt: skip
            last = ""
            continue
        joined = " joined" if who == last else ""
        name = "" if joined else f'<div class="from_name">\n{html.escape(who)}\n</div>'
        body = _page_body(one, phone)
        if number % 7 == 0 and one.kind == "text":
            body = (
                '<div class="forwarded body"><div class="from_name">\nKanal Rekaan<span class="date'
                ' details" title="01.08.2023 10:00:00 UTC+07:00"> 01.08.2023</span></div>'
                f"{body}</div>"
            )
        parts.append(
            f'<div class="message default clearfix{joined}" id="message{number}"><div class="body">'
            f'<div class="pull_right date details" title="{at:%d.%m.%Y %H:%M:%S} '
            f'UTC+{phone.zone:02d}:00">{at:%H:%M}</div>{name}{body}</div></div>'
        )
        last = who
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><div class="page_wrap">'
        '<div class="page_header"><div class="content"><div class="text bold">\nWarga Rekaan\n'
        f'</div></div></div><div class="history">{"".join(parts)}</div></div></body></html>'
    )
    return page.encode(), _of_telegram(sent, phone)


def _page_body(one: Sent, phone: Phone) -> str:
    said = html.escape(one.text).replace("\n", "<br>")
    text = f'<div class="text">\n{said}\n</div>'
    if one.kind in MEDIA:
        status = "" if phone.media else "Not included, change data exporting settings to download."
        link = '<div class="media clearfix media_file">'
        if phone.media:
            link = f'<a class="media clearfix media_file" href="files/{one.file}">'
        media = (
            f'<div class="media_wrap clearfix">{link}<div class="body"><div class="title bold">\n'
            f'{one.file}</div><div class="status details">\n{status}</div></div>'
            f"{'</a>' if phone.media else '</div>'}</div>"
        )
        return media + (text if one.kind == "caption" else "")
    if one.kind == "poll":
        return (
            f'<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">'
            f'\n{said}</div><div class="answer">\n- Ya</div></div></div>'
        )
    if one.kind == "location":
        return (
            '<div class="media_wrap clearfix"><a class="media clearfix pull_left block_link '
            'media_location" href="https://maps.invalid/?q=-3.3,104.9"><div class="body"></div></a>'
            "</div>"
        )
    return text


def signal(sent: list[Sent], phone: Phone) -> tuple[bytes, list[Wanted]]:
    """Return Signal's text: only words."""
    words = [one for one in sent if one.kind in {"text", "emoji", "lines"}]
    lines = [f"[{one.at:%Y-%m-%d}, {one.at:%H:%M}] {phone.called(one.sender)}: {one.text}"
             for one in words]  # fmt: skip
    wanted = [Wanted(one.at.strftime("%Y-%m-%dT%H:%M"), phone.called(one.sender), frozenset(), "")
              for one in words]  # fmt: skip
    return ("\n".join(lines) + "\n").encode(), wanted


def instagram(sent: list[Sent], phone: Phone) -> tuple[bytes, list[Wanted]]:
    """Return Instagram's JSON: newest first, UTF-8 written as Latin-1."""
    rows, wanted = [], []
    for one in sent:
        if one.kind not in {"text", "emoji", "photo", "call", "deleted"}:
            continue
        who = phone.called(one.sender)
        row: dict[str, object] = {
            "sender_name": who.encode().decode("latin-1"),
            "timestamp_ms": int(one.at.timestamp()) * 1000 + 7,
        }
        if one.kind == "photo":
            row["photos"] = [{"uri": f"your_activity/inbox/x/photos/{one.file}"}]
        else:
            row["content"] = one.text.encode().decode("latin-1")
        if one.kind == "call":
            row["call_duration"] = 7
        if one.kind == "deleted":
            row["is_unsent"] = True
        rows.append(row)
        typed = one.at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        marks = frozenset({one.kind} & {"call", "deleted"})
        wanted.append(Wanted(typed, who, marks, one.file if one.kind == "photo" else ""))
    export = {
        "participants": [{"name": who} for who in PEOPLE], "messages": rows[::-1],
        "title": "Warga Rekaan", "thread_path": "inbox/x",
    }  # fmt: skip
    return json.dumps(export).encode(), wanted


Render = Callable[[list[Sent], Phone], tuple[bytes, list[Wanted]]]
A, I, O = "android", "ios", "old"  # noqa: E741
FORMS: tuple[tuple[str, Render, Phone], ...] = (
    ("id, Android, 24", whatsapp, Phone(A, "id", "%d/%m/%y", "%H.%M", media=True)),
    ("id, Android, long year", whatsapp, Phone(A, "id", "%d/%m/%Y", "%H.%M", mark=False)),
    ("id, Android, 12", whatsapp, Phone(A, "id", "%d/%m/%y", f"#%I.%M{NARROW}%p")),
    ("en, Android, 24", whatsapp, Phone(A, "en", "%d/%m/%Y", "%H:%M", media=True)),
    ("en, Android, 12", whatsapp, Phone(A, "en", "%d/%m/%Y", f"#%I:%M{NARROW}%p", mark=False)),
    ("en, Android, month first", whatsapp, Phone(A, "en", "#%m/#%d/%y", f"#%I:%M{NARROW}%p")),
    ("en, Android, year first", whatsapp, Phone(A, "en", "%Y-%m-%d", "%H:%M", media=True)),
    ("en, Android, short year first", whatsapp, Phone(A, "en", "%y-%m-%d", "%H:%M")),
    ("en, Android, dots", whatsapp, Phone(A, "en", "%d.%m.%y", "%H:%M")),
    ("ms, Android, 12", whatsapp, Phone(A, "ms", "%d/%m/%Y", "#%I:%M %p", media=True)),
    ("ms, Android, 24", whatsapp, Phone(A, "ms", "%d/%m/%y", "%H:%M")),
    ("id, Android, month in words", whatsapp, Phone(A, "en", "#%d September %Y", "%H.%M")),
    ("id, iOS, 24", whatsapp, Phone(I, "id", "%d/%m/%y", "%H.%M.%S", media=True)),
    ("id, iOS, without media", whatsapp, Phone(I, "id", "%d/%m/%y", "%H.%M.%S")),
    ("id, iOS, 12", whatsapp, Phone(I, "id", "%d/%m/%y", f"#%I.%M.%S{NARROW}%p")),
    ("en, iOS, 24", whatsapp, Phone(I, "en", "%d/%m/%Y", "%H:%M:%S", media=True)),
    ("en, iOS, month first", whatsapp, Phone(I, "en", "#%m/#%d/%y", f"#%I:%M:%S{NARROW}%p")),
    ("ms, iOS", whatsapp, Phone(I, "ms", "%d/%m/%Y", "#%I:%M:%S %p", media=True)),
    ("old iOS", whatsapp, Phone(O, "en", "%d/%m/%y", "%H:%M:%S")),
    ("Telegram JSON", telegram, Phone("telegram", "id", media=True)),
    ("Telegram JSON without media", telegram, Phone("telegram", "id")),
    ("Telegram account", telegram, Phone("telegram", "en", media=True)),
    ("Telegram page", telegram_pages, Phone("telegram", "id", media=True, zone=7)),
    ("Telegram page without media", telegram_pages, Phone("telegram", "id", zone=9)),
    ("Signal", signal, Phone("signal")),
    ("Instagram", instagram, Phone("instagram")),
)  # fmt: skip


def export(number: int) -> tuple[str, bytes, list[Wanted]]:
    """Return the name, the bytes and the model's messages of one of endlessly many exports."""
    name, render, phone = FORMS[number % len(FORMS)]
    sent = conversation(number)
    if "September" in phone.date:
        start = sent[0].at
        moved = [one.at.replace(month=9, day=1) + (one.at - start) for one in sent]
        sent = [replace(one, at=at) for one, at in zip(sent, moved, strict=True) if at.month == 9]
    if number % 2:
        phone = replace(phone, names={PEOPLE[2]: "Ani Kantor", PEOPLE[3]: "Pak RW"})
    return f"{number}: {name}", *render(sent, phone)


@dataclass(frozen=True)
class Pair:
    """Two exports of one conversation, and what was altered in the second.

    Attributes
    ----------
    altered
        (kind, number of the message in the model) of what was changed; empty for none.
    """

    first: bytes
    second: bytes
    altered: tuple[tuple[str, int], ...]
    places: tuple[dict[int, int], dict[int, int]]


ALTERATIONS = ("words", "removed", "inserted", "time", "sender", "deleted", "word swapped")


def two_phones(number: int, *, is_altered: bool) -> Pair:
    """Return the same talk as two phones export it; the second altered where asked for."""
    rng = Random(7000 + number)
    sent = conversation(500 + number, 90, pasted=number % 3 == 0)
    text_forms = [form for form in FORMS if form[1] is whatsapp and "September" not in form[2].date]
    first = rng.choice(text_forms)[2]
    second = replace(
        rng.choice(text_forms)[2],
        names={PEOPLE[0]: "Ibu Ketua", PEOPLE[1]: "Suami", PEOPLE[3]: "Operator Desa"},
        zone=rng.choice((0, 0, 1, -1)),
    )
    theirs = sent
    if not is_altered:
        theirs = _another_phone(rng, sent)
    altered: list[tuple[str, int]] = []
    if is_altered:
        kind = ALTERATIONS[number % len(ALTERATIONS)]
        texts = [at for at, one in enumerate(sent) if one.kind == "text" and 5 < at < len(sent) - 5]
        at = rng.choice(texts)
        theirs = [*sent[:at], *_altered(rng, sent, at, kind), *sent[at + 1 :]]
        altered.append((kind, at))
    one, other = whatsapp(sent, first)[0], whatsapp(theirs, second)[0]
    return Pair(one, other, tuple(altered), (_lines(one, sent), _lines(other, theirs)))


def _another_phone(rng: Random, sent: list[Sent]) -> list[Sent]:
    """Return what another member's phone holds: joined later, some deleted, minutes rounded."""
    first = rng.randint(0, 15)
    kept = sent[:1] + sent[1 + first : len(sent) - rng.randint(0, 10)]
    gone = set(rng.sample(range(5, len(kept)), rng.randint(0, 3)))
    moved = []
    for at, one in enumerate(kept):
        if at in gone:
            continue
        late = timedelta(seconds=rng.choice((0, 0, 0, 1, 30)))
        moved.append(replace(one, at=one.at + late))
    return moved


def _altered(rng: Random, sent: list[Sent], at: int, kind: str) -> list[Sent]:
    one = sent[at]
    if kind == "removed":
        return []
    if kind == "inserted":
        more = replace(one, at=one.at + timedelta(seconds=20), text="saya sudah tahu sejak Senin")
        return [one, more]
    if kind == "time":
        return [replace(one, at=one.at - timedelta(minutes=37))]
    if kind == "sender":
        return [replace(one, sender=next(who for who in PEOPLE if who != one.sender))]
    if kind == "deleted":
        return [replace(one, kind="deleted")]
    if kind == "words":
        return [replace(one, text="bukan saya yang " + one.text)]
    words = one.text.split()
    words[rng.randrange(len(words))] = "tiga"
    return [replace(one, text=" ".join(words))]


def _lines(data: bytes, sent: list[Sent]) -> dict[int, int]:
    """Return the model's place of each line that begins a message."""
    ends = b"\r\n" if b"\r\n" in data else b"\n"
    found, line = {}, 1
    if ends == b"\r\n":
        for at, part in enumerate(data.split(ends)[: len(sent)]):
            found[line] = at
            line += part.count(b"\n") + 1
        return found
    for at, one in enumerate(sent):
        found[line] = at
        line += 1 + _breaks(one, data)
    return found


def _breaks(one: Sent, data: bytes) -> int:
    """Return how many lines follow the first of a message on Android."""
    if one.kind == "poll":
        return 3
    if one.kind == "caption":
        return 1
    return one.text.count("\n") if one.kind not in (*MEDIA, *NOTICES, *_MARKS, "edited") else 0
