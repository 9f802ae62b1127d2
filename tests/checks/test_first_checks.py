"""Each check has a case in which it must speak, and a near miss in which it must not."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from workbench.checks.run import checks, run
from workbench.text import has

CAMERA = {"Make": "Kamera Rekaan", "Model": "KR-7"}
CASE = """
format: 1
zone: WIB
parties:
  - {id: P-1, role: pelapor}
  - {id: S-1, role: saksi}
dates: {event: 30 September 2024, known: 1 Oktober 2024, reported: 2 Oktober 2024 10.00}
place: {latitude: "-3.3194", longitude: "104.91"}
"""


def exhibits(**fields: str) -> str:
    rows = "\n".join(f'    {key}: "{value}"' for key, value in fields.items())
    return f"format: 1\nexhibits:\n  - id: B-01\n{rows}\n"


@pytest.mark.parametrize("one", checks(), ids=lambda one: one.code)
def test_every_check_says_what_it_means_and_does_not_prove(one: Any) -> None:
    for part in ("title", "message", "meaning", "limits", "severity", "next"):
        assert has(f"checks.{one.code}.{part}"), f"{one.code}.{part}"
    assert one.look.__doc__
    assert one.severities


def test_codes_are_unique() -> None:
    codes = [one.code for one in checks()]
    assert len(codes) == len(set(codes))


def test_a_jpeg_named_pdf_is_noticed_and_a_jpg_is_not(case: Any, photo: Any) -> None:
    case.exhibit("surat.pdf", photo()).exhibit("foto.jpg", photo())
    assert [one.exhibits for one in case.noticed()["IDENT-001"]] == [("B-02",)]


def test_an_empty_file_is_noticed(case: Any, photo: Any) -> None:
    case.exhibit("kosong.jpg", b"").exhibit("isi.jpg", photo())
    noticed = case.noticed()
    assert len(noticed["IDENT-004"]) == 1
    assert "IDENT-002" not in noticed


def test_a_link_out_of_the_folder_is_noticed(case: Any) -> None:
    (case.root / "evidence" / "keluar.jpg").symlink_to("/etc/hostname")
    assert len(case.noticed()["IDENT-002"]) == 1


def test_another_hash_than_the_recorded_one_is_serious(case: Any, photo: Any) -> None:
    data = photo()
    case.exhibit("a.jpg", data)
    case.write("exhibits.yaml", exhibits(file="a.jpg", sha256="0" * 64))
    assert case.noticed()["IDENT-003"][0].severity == "serious"
    case.write("exhibits.yaml", exhibits(file="a.jpg", sha256=hashlib.sha256(data).hexdigest()))
    assert "IDENT-003" not in case.noticed()


@pytest.mark.parametrize(
    ("made", "fires"),
    [
        ("2024:10:02 14:30:00", True),
        ("2024:10:02 11:30:00", False),  # 09.30 WIB when the phone stood on WIT
        ("2024:09:30 19:00:00", False),
    ],
)
def test_a_photo_made_after_the_report(case: Any, photo: Any, made: str, fires: bool) -> None:
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=made))
    assert ("TIME-001" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("received", "fires"), [("30 September 2024 18.00", False), ("29 September 2024", True)]
)
def test_a_photo_made_after_it_was_received(
    case: Any, photo: Any, received: str, fires: bool
) -> None:
    case.write("exhibits.yaml", exhibits(file="a.jpg", received_at=received))
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal="2024:09:30 19:00:00"))
    assert ("TIME-002" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        ("2024:09:30 08:00:00", set()),
        ("2024:09:28 08:00:00", {"TIME-003"}),
        ("2024:10:01 12:00:00", {"TIME-004"}),
        ("2024:10:01 00:30:00", set()),  # still 30 September where the phone stood on WIT
    ],
)
def test_a_recording_of_another_day(case: Any, photo: Any, made: str, codes: set[str]) -> None:
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal=made))
    assert case.noticed().keys() & {"TIME-003", "TIME-004"} == codes


def test_a_paper_of_another_day_is_no_recording(case: Any, photo: Any) -> None:
    case.write("case.yaml", CASE).write("exhibits.yaml", exhibits(file="a.jpg", kind="dokumen"))
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal="2024:09:28 08:00:00"))
    assert "TIME-003" not in case.noticed()


@pytest.mark.parametrize(
    ("name", "fires"),
    [
        ("IMG_20240930_192211.jpg", False),
        ("IMG_20240930_192311.jpg", False),  # saved a minute later
        ("IMG_20240929_192211.jpg", True),
        ("PXL_20240930_122211123.jpg", False),  # the same moment in UTC
        ("PXL_20240930_124000123.jpg", True),
    ],
)
def test_the_time_inside_against_the_name(case: Any, photo: Any, name: str, fires: bool) -> None:
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal="2024:09:30 19:22:11"))
    assert ("TIME-005" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("name", "fires"), [("IMG-20240929-WA0001.jpg", True), ("IMG-20240930-WA0001.jpg", False)]
)
def test_nothing_is_sent_before_it_is_taken(case: Any, photo: Any, name: str, fires: bool) -> None:
    case.exhibit(name, photo(**CAMERA, DateTimeOriginal="2024:09:30 19:22:11"))
    assert ("TIME-006" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("at", "code"),
    [((-3.32, 104.92), None), ((-2.98, 104.76), "PLACE-001"), ((0, 0), "PLACE-002")],
)
def test_far_from_the_alleged_place(case: Any, photo: Any, at: Any, code: str | None) -> None:
    case.write("case.yaml", CASE).exhibit("a.jpg", photo(**CAMERA, at=at))
    assert case.noticed().keys() & {"PLACE-001", "PLACE-002"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("software", "fires"),
    [("Adobe Photoshop 25.0", True), ("CapCut", True), ("A546EXXU9CXG8", False), ("17.6.1", False)],
)
def test_an_editing_tool(case: Any, photo: Any, software: str, fires: bool) -> None:
    case.exhibit("a.jpg", photo(**CAMERA, Software=software))
    assert ("EDIT-001" in case.noticed()) is fires


def test_a_claimed_original_that_came_through_a_messenger(case: Any, photo: Any) -> None:
    name = "IMG-20240930-WA0001.jpg"
    case.exhibit(name, photo())
    case.write("exhibits.yaml", exhibits(file=name, originality="original"))
    noticed = case.noticed()
    assert noticed.keys() >= {"EDIT-002", "EDIT-003"}
    assert "EDIT-004" not in noticed  # one note on one cause
    case.write("exhibits.yaml", exhibits(file=name, originality="copy"))
    assert "EDIT-003" not in case.noticed()


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ("30 September 2024", False),
        ("30 September 2024 19.00", False),
        ("30 September 2024 09.00", True),
        ("29 September 2024", True),
    ],
)
def test_the_claimed_time_against_the_file(case: Any, photo: Any, said: str, fires: bool) -> None:
    case.write("exhibits.yaml", exhibits(file="a.jpg", taken_at=said))
    case.exhibit("a.jpg", photo(**CAMERA, DateTimeOriginal="2024:09:30 19:22:11"))
    assert ("CLAIM-001" in case.noticed()) is fires


@pytest.mark.parametrize(("device", "fires"), [("HP Rekaan KR-7", False), ("Samsung A54", True)])
def test_the_claimed_device_against_the_file(
    case: Any, photo: Any, device: str, fires: bool
) -> None:
    case.write("exhibits.yaml", exhibits(file="a.jpg", device=device))
    case.exhibit("a.jpg", photo(**CAMERA))
    assert ("CLAIM-002" in case.noticed()) is fires


@pytest.mark.parametrize(
    ("person", "known", "fires"),
    [
        ("P-1", "1 Oktober 2024 pukul 08.00", False),  # the same day, said more exactly
        ("P-1", "25 September 2024", True),
        ("S-1", "25 September 2024", False),  # another person may know earlier
    ],
)
def test_dates_of_knowledge_that_differ(case: Any, person: str, known: str, fires: bool) -> None:
    case.write("case.yaml", CASE)
    case.write(f"statements/{person}.yaml", f"person: {person}\nknown_at: {known}\n")
    found = case.noticed().get("CLAIM-003", [])
    assert bool(found) is fires
    assert all(one.severity == "serious" and person in one.message("id") for one in found)


def test_a_broken_check_becomes_an_observation(case: Any, monkeypatch: Any) -> None:
    from workbench.checks import run as module
    from workbench.checks.check import check

    @check("TEST-001", "info")
    def broken(context: Any) -> Any:
        raise RuntimeError("rekaan")

    monkeypatch.setattr(module, "checks", lambda: (broken,))
    (found,) = run(case.context())
    assert found.code == "CHECK-001"
    assert "TEST-001" in found.message("en")


def test_observations_come_in_one_order(case: Any, photo: Any) -> None:
    case.write("case.yaml", CASE)
    for name in ("b.pdf", "a.jpg", "IMG-20240929-WA0001.jpg"):
        case.exhibit(name, photo(**CAMERA, DateTimeOriginal="2024:10:30 19:22:11"))
    first, second = run(case.context()), run(case.context())
    assert first == second
    ranks = [("serious", "attention", "info").index(one.severity) for one in first]
    assert ranks == sorted(ranks)
