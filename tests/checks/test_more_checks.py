"""Conversation, knowledge, places, generators: each with a case that fires and a near miss."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from tests.checks.test_first_checks import exhibits
from workbench.checks.run import Phase

CAMERA = {"Make": "Kamera Rekaan", "Model": "KR-7"}
CASE = """
format: 1
zone: WIB
parties:
  - {id: P-1, role: pelapor}
  - {id: S-1, role: saksi}
dates: {event: 27 September 2024, known: 4 Oktober 2024, reported: 9 Oktober 2024}
"""
DAY_ONE = "26/09/24 08.00 - A: pagi\n"
CHAT = (
    DAY_ONE
    + '26/09/24 08.01 - A membuat grup "Grup Rekaan"\n'
    + "27/09/24 19.22 - A: dukung nomor 2\n"
    + "28/09/24 07.00 - A: sampai besok\n"
)


def claims(*rows: dict[str, str]) -> str:
    text = "format: 1\nexhibits:\n"
    for number, row in enumerate(rows, 1):
        text += f"  - id: B-{number:02d}\n"
        text += "".join(f'    {key}: "{value}"\n' for key, value in row.items())
    return text


@pytest.mark.parametrize(
    ("changed", "fires"),
    [
        (CHAT, False),
        (CHAT.replace("nomor 2", "nomor 1"), True),
        (CHAT.replace("27/09/24 19.22 - A: dukung nomor 2\n", ""), True),  # the day is gone
        (CHAT.replace("28/09/24 07.00 - A: sampai besok\n", ""), False),  # exported earlier
        (CHAT.replace(" - A:", " - +62 811-0000-0001:"), False),  # another address book
        (CHAT.replace("Grup Rekaan", "Grup Lain").replace("nomor 2", "nomor 1"), False),
    ],
)
def test_two_exports_of_one_group(case: Any, changed: str, fires: bool) -> None:
    case.exhibit("a.txt", CHAT.encode()).exhibit("b.txt", changed.encode())
    found = case.noticed().get("CHAT-001", [])
    assert bool(found) is fires
    assert all(
        one.exhibits == ("B-01", "B-02") and "27 Sep 2024" in one.message("id") for one in found
    )


def test_only_words_that_both_hold_are_serious(case: Any) -> None:
    changed = CHAT.replace("nomor 2", "nomor 1")
    case.exhibit("a.txt", CHAT.encode()).exhibit("b.txt", changed.encode())
    (one,) = case.noticed()["CHAT-001"]
    assert one.severity == "serious"
    assert "baris 3" in one.message("id")
    shorter = CHAT.replace("27/09/24 19.22 - A: dukung nomor 2\n", "")
    case.exhibit("b.txt", shorter.encode())
    (one,) = case.noticed()["CHAT-001"]
    assert one.severity == "attention"
    assert "hanya ada pada B-01, 1 pesan: 27 Sep 2024, 19.22 (B-01 baris 3)" in one.message("id")


def test_a_page_that_is_missing_is_asked_for_and_one_that_lies_beside_is_not(case: Any) -> None:
    page = (
        '<html><div class="page_header"></div><div class="message default clearfix" id="message1">'
        '<div class="pull_right date details" title="30.09.2024 19:22:11 UTC+07:00"></div>'
        '<div class="from_name">A</div><div class="text">x</div></div>'
        '<a class="pagination" href="messages2.html">lanjut</a></html>'
    )
    case.exhibit("messages.html", page.encode())
    (one,) = case.noticed()["CHAT-015"]
    assert "messages2.html" in one.message("id")
    case.exhibit("messages2.html", page.replace("messages2", "messages").encode())
    assert "CHAT-015" not in case.noticed()


def test_one_broadcast_in_two_groups_and_two_exports_inside_one_zip(case: Any) -> None:
    first = "".join(f"{n:02d}/09/24 08.00 - W{n % 2}: iuran {n}\n" for n in range(13, 25))
    line = "18/09/24 09.00 - Pak Camat: apel pagi besok di lapangan\n"
    one, other = first + line, first.replace("iuran", "jadwal") + line
    case.exhibit("a.txt", one.encode()).exhibit("b.txt", other.encode())
    assert "CHAT-001" not in case.noticed()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("WhatsApp Chat with A.txt", first)
        archive.writestr("WhatsApp Chat with B.txt", first.replace("iuran 20", "iuran 19"))
    case.exhibit("c.zip", buffer.getvalue())
    named = [found.message("id") for found in case.noticed()["CHAT-001"]]
    assert any("Chat with A.txt" in text and "Chat with B.txt" in text for text in named)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("28/09/24 08.00 - A: Pesan ini telah dihapus\n", "CHAT-002"),
        ("28/09/24 08.00 - A: jadi <Pesan ini diedit>\n", "CHAT-003"),
        ("27/09/24 08.00 - A: mundur\n", "CHAT-004"),
        ("28/09/24 08.00 - A: IMG-20240928-WA0001.jpg (file terlampir)\n", "CHAT-005"),
        ("28/09/24 08.00 - A: pesan yang biasa\n", ""),
    ],
)
def test_marks_in_an_export(case: Any, line: str, code: str) -> None:
    case.exhibit("a.txt", (CHAT + line).encode())
    codes = {found for found in case.noticed() if found.startswith("CHAT")}
    assert codes == ({code} if code else set())


@pytest.mark.parametrize(
    ("made", "fires"), [("2024:09:28 11:00:00", True), ("2024:09:28 08:30:00", False)]
)
def test_an_attachment_newer_than_its_message(
    case: Any, photo: Any, made: str, fires: bool
) -> None:
    name = "IMG-20240928-WA0001.jpg"
    case.exhibit("a.txt", f"{CHAT}28/09/24 08.00 - A: {name} (file terlampir)\n".encode())
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal=made))
    noticed = case.noticed()
    assert ("CHAT-006" in noticed) is fires
    assert "CHAT-005" not in noticed


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("05/06/24 08.00 - A: x\n", True),
        ("26/09/24 08.00 - A: x\n", False),
        ("05/05/24 08.00 - A: x\n", False),
    ],
)
def test_a_date_that_can_be_read_in_two_ways(case: Any, line: str, fires: bool) -> None:
    case.exhibit("a.txt", line.encode())
    assert ("CHAT-007" in case.noticed()) is fires


def test_a_captured_conversation_wants_an_export(case: Any, photo: Any) -> None:
    case.exhibit("Screenshot_20240928-080000_WhatsApp.jpg", photo())
    assert "CHAT-008" in case.noticed()
    case.exhibit("a.txt", CHAT.encode())
    assert "CHAT-008" not in case.noticed()


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ({"captured_by": "P-1"}, "serious"),
        ({"received_from": "P-1"}, "attention"),
        ({"captured_by": "S-1"}, None),  # a witness may know earlier than the reporter
        ({"captured_by": "P-1", "captured_at": "5 Oktober 2024"}, None),
    ],
)
def test_held_before_the_day_of_knowledge(case: Any, photo: Any, row: Any, severity: Any) -> None:
    name = "Screenshot_20240928-080000_Facebook.jpg"
    case.write("case.yaml", CASE).write("exhibits.yaml", claims({"file": name, **row}))
    case.exhibit(name, photo())
    assert [one.severity for one in case.noticed().get("CLAIM-004", [])] == (
        [severity] if severity else []
    )


@pytest.mark.parametrize(("basis", "fires"), [("dari_media", True), ("melihat", False)])
def test_a_case_without_a_direct_witness(case: Any, basis: str, fires: bool) -> None:
    case.write("case.yaml", CASE)
    case.write("statements/S-1.yaml", f"person: S-1\nrole: saksi\nbasis: {basis}\n")
    case.write("statements/P-1.yaml", "person: P-1\nrole: pelapor\nbasis: dari_orang_lain\n")
    assert ("CLAIM-005" in case.noticed()) is fires


def test_a_capture_must_say_who_and_when(case: Any, photo: Any) -> None:
    row = {"file": "a.jpg", "kind": "tangkapan_layar"}
    case.exhibit("a.jpg", photo()).write("exhibits.yaml", claims(row))
    assert "captured_by" in case.noticed()["CLAIM-006"][0].message("en")
    row |= {"captured_at": "28 September 2024", "captured_by": "P-1"}
    case.write("exhibits.yaml", claims(row))
    assert "CLAIM-006" not in case.noticed()


def test_an_account_needs_an_owner(case: Any, photo: Any) -> None:
    case.exhibit("a.jpg", photo()).write(
        "exhibits.yaml", claims({"file": "a.jpg", "account": "@akun.rekaan"})
    )
    assert "CLAIM-007" in case.noticed()
    case.write(
        "identities.yaml",
        'people:\n  - {id: T-1, name: "Nama Rekaan", accounts: ["Akun.Rekaan"]}\n',
    )
    assert "CLAIM-007" not in case.noticed()


def test_one_file_with_two_stories(case: Any, photo: Any) -> None:
    data = photo()
    case.exhibit("a.jpg", data).exhibit("b.jpg", data)
    case.write(
        "exhibits.yaml",
        claims({"file": "a.jpg", "taken_by": "P-1"}, {"file": "b.jpg", "taken_by": "S-1"}),
    )
    assert case.noticed()["CLAIM-008"][0].exhibits == ("B-01", "B-02")
    case.write("exhibits.yaml", claims({"file": "a.jpg", "taken_by": "P-1"}, {"file": "b.jpg"}))
    assert "CLAIM-008" not in case.noticed()


@pytest.mark.parametrize(("later", "fires"), [("10:30:00", True), ("16:30:00", False)])
def test_two_places_at_one_time(case: Any, photo: Any, later: str, fires: bool) -> None:
    case.exhibit(
        "a.jpg",
        photo(
            **CAMERA,
            DateTimeOriginal="2024:09:27 10:00:00",
            OffsetTimeOriginal="+07:00",
            at=(-3, 104),
        ),
    )
    case.exhibit(
        "b.jpg",
        photo(
            **CAMERA,
            DateTimeOriginal=f"2024:09:27 {later}",
            OffsetTimeOriginal="+07:00",
            at=(-3, 106),
        ),
    )
    assert ("PLACE-003" in case.noticed()) is fires


def test_two_devices_may_be_in_two_places(case: Any, photo: Any) -> None:
    at = {"DateTimeOriginal": "2024:09:27 10:00:00", "OffsetTimeOriginal": "+07:00"}
    case.exhibit("a.jpg", photo(Make="Kamera Rekaan", Model="KR-7", **at, at=(-3, 104)))
    case.exhibit("b.jpg", photo(Make="Kamera Rekaan", Model="KR-9", **at, at=(-3, 106)))
    assert "PLACE-003" not in case.noticed()


@pytest.mark.parametrize(
    ("key", "text", "fires"),
    [
        ("parameters", "kerumunan rekaan, Steps: 20, Sampler: Euler a", True),
        ("Software", "Stable Diffusion XL", True),
        ("Software", "Android UP1A.231005.007", False),
        ("Comment", "parameters of the screen", False),
    ],
)
def test_the_mark_of_a_generator(case: Any, key: str, text: str, fires: bool) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text(key, text)
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG", pnginfo=info)
    case.exhibit("a.png", buffer.getvalue())
    found = case.noticed().get("EDIT-005", [])
    assert [one.severity for one in found] == (["serious"] if fires else [])


@pytest.mark.parametrize(
    ("behind", "grade"),
    [
        (b"PK\x03\x04" + bytes(80), "attention"),
        (b"x" * 90, "info"),
        (b"\x00" * 90, None),
        (b"x" * 8, None),
    ],
)
def test_something_behind_a_picture(case: Any, photo: Any, behind: bytes, grade: Any) -> None:
    case.exhibit("a.jpg", photo() + behind)
    found = case.noticed().get("IDENT-006", [])
    assert [one.severity for one in found] == ([grade] if grade else [])


def test_a_picture_that_breaks_off(case: Any, photo: Any) -> None:
    case.exhibit("a.jpg", photo()[:-40]).exhibit("b.jpg", photo())
    assert [one.exhibits for one in case.noticed()["IDENT-007"]] == [("B-01",)]


def test_a_damaged_layer_is_named(case: Any, photo: Any) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", xmp=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")
    case.exhibit("a.jpg", buffer.getvalue()).exhibit("b.jpg", photo(**CAMERA))
    (found,) = case.noticed()["IDENT-005"]
    assert found.exhibits == ("B-01",)
    assert "xmp" in found.message("id")


def test_scans_name_two_times(case: Any, photo: Any) -> None:
    same = {"DateTimeOriginal": "2024:09:27 10:00:00", "DateTimeDigitized": "2024:09:27 10:00:30"}
    case.exhibit("a.jpg", photo(**CAMERA, **same))
    assert "TIME-007" not in case.noticed()
    case.exhibit("a.jpg", photo(**CAMERA, **{**same, "DateTimeDigitized": "2024:09:28 10:00:00"}))
    assert "TIME-007" in case.noticed()


@pytest.mark.parametrize(
    ("clock", "fires"),
    [
        ("2024:09:27 17:00:05", False),  # WIB
        ("2024:09:27 19:05:00", False),  # WIT, five minutes after the last fix
        ("2024:09:27 17:24:00", True),  # no zone explains 24 minutes
        ("2024:09:29 17:00:00", True),
    ],
)
def test_the_camera_clock_against_the_satellites(
    case: Any, photo: Any, clock: str, fires: bool
) -> None:
    case.exhibit(
        "a.jpg",
        photo(
            **CAMERA,
            DateTimeOriginal=clock,
            at=(-3, 104),
            GPSDateStamp="2024:09:27",
            GPSTimeStamp=(10.0, 0.0, 0.0),
        ),
    )
    assert ("TIME-008" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("published", "fires"), [("26 September 2024", True), ("27 September 2024", False)]
)
def test_published_before_it_was_made(case: Any, photo: Any, published: str, fires: bool) -> None:
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal="2024:09:27 10:00:00"))
    case.write("exhibits.yaml", claims({"file": "a.jpg", "published_at": published}))
    assert ("TIME-009" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("known", "fires"),
    [
        ("26 September 2024", True),
        ("27 September 2024 08.00", False),
        ("9 Oktober 2024", False),
        ("10 Oktober 2024", True),
    ],
)
def test_dates_in_an_impossible_order(case: Any, known: str, fires: bool) -> None:
    case.write("case.yaml", CASE.replace("4 Oktober 2024", known))
    assert ("TIME-010" in case.noticed()) is fires


def test_the_phase_of_the_event_is_named(case: Any) -> None:
    case.write("case.yaml", CASE)
    campaign = Phase(
        "campaign",
        datetime(2024, 9, 24, 17, tzinfo=UTC),
        datetime(2024, 11, 23, 17, tzinfo=UTC),
        "Kampanye",
    )
    quiet = Phase(
        "quiet",
        datetime(2024, 11, 23, 17, tzinfo=UTC),
        datetime(2024, 11, 26, 17, tzinfo=UTC),
        "Masa tenang",
    )
    (found,) = case.noticed(phases=(campaign, quiet))["TIME-011"]
    assert found.fields["phase"] == "Kampanye"
    assert "TIME-011" not in case.noticed(phases=(quiet,))


def test_other_size_than_the_camera_took(case: Any, photo: Any) -> None:
    taken = Image.Exif()
    taken[271] = "Kamera Rekaan"
    taken.get_ifd(0x8769)[40962], taken.get_ifd(0x8769)[40963] = 64, 48
    for size, fires in (((64, 48), False), ((48, 64), False), ((64, 40), True)):
        buffer = io.BytesIO()
        Image.new("RGB", size).save(buffer, "JPEG", exif=taken)
        case.exhibit("a.jpg", buffer.getvalue())
        assert ("EDIT-007" in case.noticed()) is fires, size


def test_content_credentials_are_mentioned(case: Any, photo: Any) -> None:
    plain = photo()
    segment = b"\xff\xeb\x00\x0aJP" + bytes(6)
    case.exhibit("a.jpg", plain[:2] + segment + plain[2:]).exhibit("b.jpg", plain)
    assert [one.exhibits for one in case.noticed()["EDIT-006"]] == [("B-01",)]


def test_a_reading_that_was_stopped(case: Any, photo: Any) -> None:
    from dataclasses import replace

    from workbench.checks.run import run
    from workbench.metadata.fact import Fact

    context = case.exhibit("a.jpg", photo()).context()
    stopped = Fact("B-01", "a.jpg", "reading", "Unreadable", "timeout", kind="failure")
    codes = [one.code for one in run(replace(context, facts=(stopped,)))]
    assert "READ-003" in codes
    assert "READ-003" not in case.noticed()


def test_documents_that_were_signed_scripted_or_worked_over(case: Any) -> None:
    from dataclasses import replace

    from workbench.checks.run import run
    from workbench.metadata.fact import Fact

    context = case.exhibit("a.pdf", b"%PDF-1.4").exhibit("b.pdf", b"%PDF-1.4 ").context()
    for name, value, code in (
        ("BytesAfterSignature", "400", "EDIT-008"),
        ("Attachment", "x.xlsx", "EDIT-009"),
        ("Revisions", "2", "EDIT-010"),
    ):
        fact = Fact("B-01", "a.pdf", "pdf", name, value, value, "number")
        codes = {one.code for one in run(replace(context, facts=(fact,)))}
        assert codes & {"EDIT-008", "EDIT-009", "EDIT-010"} == {code}
    once = Fact("B-01", "a.pdf", "pdf", "Revisions", "1", "1", "number")
    assert "EDIT-010" not in {one.code for one in run(replace(context, facts=(once,)))}


@pytest.mark.parametrize(("changed", "fires"), [("2024-10-10", True), ("2024-10-08", False)])
def test_a_document_changed_after_it_was_handed_in(case: Any, changed: str, fires: bool) -> None:
    import io as buffers
    import zipfile

    core = f"<c><modified>{changed}T22:41:00Z</modified></c>"
    buffer = buffers.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/document.xml", "<d/>")
    case.write("case.yaml", CASE).exhibit("a.docx", buffer.getvalue())
    # The day of the report is not the day on which this exhibit was received.
    assert "TIME-012" not in case.noticed()
    case.write("exhibits.yaml", exhibits(file="a.docx", received_at="2024-10-09"))
    assert ("TIME-012" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("distance", "covers", "fits", "code"),
    [
        ("15", "40", "60", "EDIT-011"),
        ("14", "40", "60", None),
        ("18", "96", "70", None),  # a sharpened thumbnail of the whole photo
        ("18", "60", "90", "EDIT-012"),
        ("10", "60", "90", "EDIT-012"),
        ("10", "88", "95", None),
    ],
)
def test_a_thumbnail_that_shows_something_else_or_more(
    case: Any, photo: Any, distance: str, covers: str, fits: str, code: str | None
) -> None:
    from dataclasses import replace

    from workbench.checks.run import run
    from workbench.metadata.fact import Fact

    context = case.exhibit("a.jpg", photo()).context()
    values = {"Distance": distance, "Covers": covers, "Fits": fits}
    facts = tuple(
        Fact("B-01", "a.jpg", "thumbnail", name, value, value, "number", "IFD1")
        for name, value in values.items()
    )
    codes = {one.code for one in run(replace(context, facts=facts))}
    assert codes & {"EDIT-011", "EDIT-012"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("said", "fires"), [("28 September 2024", True), ("27 September 2024", False)]
)
def test_alike_pictures_with_two_stories(case: Any, photo: Any, said: str, fires: bool) -> None:
    from workbench.duplicates.pair import Duplicates, Pair

    case.exhibit("a.jpg", photo()).exhibit("b.jpg", photo())
    rows = ({"file": "a.jpg", "taken_at": "27 September 2024"}, {"file": "b.jpg", "taken_at": said})
    case.write("exhibits.yaml", claims(*rows))
    alike = Duplicates(pairs=(Pair("a.jpg", "b.jpg", "near", "phash256", 3, 0.98),))
    found = case.noticed(duplicates=alike).get("CLAIM-009", [])
    assert bool(found) is fires


@pytest.mark.parametrize(("day", "fires"), [(28, True), (27, False)])
def test_an_event_before_candidates_were_fixed(case: Any, day: int, fires: bool) -> None:
    case.write("case.yaml", CASE)
    start = datetime(2024, 9, day - 1, 17, tzinfo=UTC)
    fixed = Phase("penetapan_calon", start, start.replace(day=day), "Penetapan")
    assert ("TIME-013" in case.noticed(phases=(fixed,))) is fires


def test_a_phone_number_has_an_owner_however_it_is_written(case: Any, photo: Any) -> None:
    case.exhibit("a.jpg", photo())
    case.write("exhibits.yaml", claims({"file": "a.jpg", "account": "0812-0000-0003"}))
    people = 'people:\n  - {id: S-1, phone: "+62 812 0000 0003"}\n'
    case.write("identities.yaml", people)
    assert "CLAIM-007" not in case.noticed()
    case.write("identities.yaml", people.replace("0003", "0004"))
    assert "CLAIM-007" in case.noticed()


def test_codes_of_places_and_layers_are_said_in_words(case: Any) -> None:
    case.exhibit("a.txt", (CHAT + "28/09/24 08.00 - A: Pesan ini telah dihapus\n").encode())
    (deleted,) = case.noticed()["CHAT-002"]
    assert "baris 5" in deleted.message("id")
    assert "line 5" in deleted.message("en")
    assert deleted.fields["places"] == "line 5"
    case.write("case.yaml", CASE)
    case.write("statements/P-1.yaml", "person: P-1\nknown_at: 28 September 2024\n")
    (known,) = case.noticed()["CLAIM-003"]
    assert "(keterangan)" in known.message("id")


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ("27 September 2024 17.00", False),
        ("27 September 2024 10.00", False),  # a camera that writes its local clock as UTC
        ("27 September 2024 22.00", True),
        ("26 September 2024", True),
    ],
)
def test_the_clock_of_a_film_against_what_is_said(
    case: Any, photo: Any, said: str, fires: bool
) -> None:
    from dataclasses import replace

    from workbench.checks.run import run
    from workbench.metadata.captured import captured
    from workbench.metadata.fact import Fact

    case.write("exhibits.yaml", claims({"file": "a.jpg", "taken_at": said}))
    context = case.exhibit("a.jpg", photo()).context()
    at = "2024-09-27T10:00:00+00:00"
    facts = (Fact("B-01", "a.jpg", "container", "Created", at, at, "time", "mvhd"),)
    rows = captured(context.exhibits, facts)
    codes = {one.code for one in run(replace(context, facts=facts, captured=rows))}
    assert ("CLAIM-001" in codes) is fires
