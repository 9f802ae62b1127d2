"""File names are often all that a forwarded picture still tells about its way."""

import pytest

from workbench.metadata.filename import Pattern, patterns, proves, read

NAMED = "2024-09-30T19:22:11"


class Named:
    def __init__(self, relative: str) -> None:
        self.relative = relative
        self.data = b""


def told(name: str) -> dict[str, tuple[str, str]]:
    return {one.name: (one.value, one.typed) for one in read(Named(name), None)}


def family(name: str) -> str:
    return told(name).get("Tool", ("", ""))[1]


@pytest.mark.parametrize("row", patterns(), ids=lambda row: row.id)
def test_every_pattern_reads_its_own_example(row: Pattern) -> None:
    found = list(read(Named(f"folder/{row.example}"), None))
    assert found, row.example
    assert {one.locator for one in found} == {f"{row.id}/{row.sure}"}
    times = [one.typed for one in found if one.kind == "time"]
    assert times == ([row.time] if row.time else [])
    label = "LooksLike" if row.sure == "low" else "Tool"
    assert [one.typed for one in found if one.name in {"Tool", "LooksLike"}] == [row.family]
    assert label in {one.name for one in found}
    assert proves(row.family)


def test_the_table_is_as_wide_as_practice_is() -> None:
    assert len(patterns()) >= 120
    assert len({row.id for row in patterns()}) == len(patterns())
    lows = [row.sure == "low" for row in patterns()]
    assert lows == sorted(lows), "what only looks like a tool's name stands behind what is one"


@pytest.mark.parametrize(
    "name",
    [
        "surat tugas.pdf",
        "20241345_992211.jpg",  # no such month
        "IMG-2024-WA.jpg",
        "IMG-20241330-WA0007.jpg",
        "081234567890123456.jpg",  # a telephone number is no moment
        "1727698931123.jpg",
        "WhatsApp Image 2024-09-30 at 25.22.11.jpeg",
        "PHOTO-2024-02-30-19-22-11.jpg",
        "Foto rapat.jpg",
        "RPReplay_Final17276.mp4",
    ],
)
def test_an_ordinary_name_tells_no_time(name: str) -> None:
    assert [one for one in read(Named(name), None) if one.kind == "time"] == []


@pytest.mark.parametrize(
    "name",
    [
        "PHOTO-2024-09-30-19-22-11.jpg",
        "PHOTO-2024-09-30-19-22-11 2.jpg",
        "VIDEO-2024-09-30-19-22-11.mp4",
        "AUDIO-2024-09-30-19-22-11.m4a",
        "Gambar WhatsApp 2024-09-30 pukul 19.22.11_a1b2c3d4.jpg",
        "Gambar WhatsApp 2024-09-30 pukul 19.22.11_a1b2c3d4 (1).jpg",
        "Video WhatsApp 2024-09-30 pukul 19.22.11_a1b2c3d4.mp4",
        "Salinan Gambar WhatsApp 2024-09-30 pukul 19.22.11_a1b2c3d4.jpg",
        "WhatsApp Image 2024-09-30 at 7.22.11 PM (1).jpeg",
        "WhatsApp Image 2024-09-30 at 7.22.11\u202fPM - Copy.jpeg",
        "WhatsApp Image 2024-09-30 at 19.22.11_edited.jpeg",
        "Copy of WhatsApp Image 2024-09-30 at 19.22.11.jpeg",
        "WhatsApp Ptt 2024-09-30 at 19.22.11.ogg",
    ],
)
def test_a_name_of_whatsapp_is_one_in_every_language_and_after_copying(name: str) -> None:
    assert family(name) == "messenger"
    assert told(name)["SentAt"][1] == NAMED
    assert "CapturedAt" not in told(name)


@pytest.mark.parametrize("hour", ["0.22.11 PM", "13.22.11 AM", "13.22.11 PM"])
def test_a_half_day_that_contradicts_its_hour_gives_no_time(hour: str) -> None:
    assert "SentAt" not in told(f"WhatsApp Image 2024-09-30 at {hour}.jpeg")


def test_several_files_of_whatsapp_at_once_are_saved_not_sent() -> None:
    found = told("WhatsApp Unknown 2024-09-30 at 19.22.11.zip")
    assert found["SavedAt"][1] == NAMED
    assert found["Tool"][1] == "messenger"


@pytest.mark.parametrize(
    ("name", "app"),
    [
        ("Screenshot_2024-09-30-19-22-11-123_com.whatsapp.jpg", "WhatsApp"),
        ("Screenshot_2024-09-30-19-22-11-142-edit_com.whatsapp.jpg", "WhatsApp"),
        ("Screenshot_20240930_192211_com.whatsapp.jpg", "WhatsApp"),
        ("Screenshot_20240930_192211_com.whatsapp.w4b.jpg", "WhatsApp Business"),
        ("Screenshot_20240930-192211_WhatsApp Business.jpg", "WhatsApp Business"),
        ("Screenshot_20240930_192211_Facebook~2.jpg", "Facebook"),
        ("Screenshot_20240930_192211_Facebook (1).jpg", "Facebook"),
        ("Screenshot_2024-09-30-19-22-11-1_id.rekaan.aplikasi.jpg", "id.rekaan.aplikasi"),
        ("Screenshot_2024-09-30-19-22-11-38_6012fa4d4ddec268fc5c7112cbb265e7.jpg", ""),
        ("Screenshot_2024-09-30-19-22-11-123.jpg", ""),
        ("Screenshot_2024-09-30-19-22-11-38_6012fa4d4ddec268fc5c7112cbb265e7 (1).jpg", ""),
        ("Screen_Recording_20240930_192211_TikTok.mp4", "TikTok"),
        ("ScreenRecording_09-30-2024 19-22-11_1.MP4", ""),
        ("Rekaman Layar 2024-09-30 pukul 19.22.11.mov", ""),
        ("Tangkapan layar dari 2024-09-30 19-22-11.png", ""),
        ("Tangkapan Layar 2024-09-30 192211.png", ""),
        ("Screenshot 2024-09-30 at 7.22.11\u202fPM 2.png", ""),
    ],
)
def test_a_screen_is_told_with_its_time_and_its_app_by_name(name: str, app: str) -> None:
    found = told(name)
    assert found["ScreenshotAt"][1] == NAMED
    assert found["Tool"][1] == "screenshot"
    assert found.get("App", ("", ""))[0] == app


def test_the_package_of_a_known_app_is_kept_beside_its_name() -> None:
    name = "Screenshot_2024-09-30-19-22-11-142-edit_com.whatsapp.jpg"
    assert told(name)["App"] == ("WhatsApp", "com.whatsapp")
    assert told(name)["EditMark"][0] == "-edit"


def test_a_recording_of_a_screen_by_its_unix_time() -> None:
    assert told("RPReplay_Final1727698931.mp4")["ScreenshotAt"][1] == "2024-09-30T12:22:11+00:00"


def test_what_only_looks_like_a_cameras_name_is_said_to() -> None:
    for name in ("IMG_1234.JPG", "DSC01234.ARW", "2024-09-30 19.22.11.jpg"):
        assert told(name)["LooksLike"][1] == "camera", name
        assert "Tool" not in told(name)
    for name in ("IMG_1234.PNG", "IMG_5678 (1).png"):
        assert told(name)["LooksLike"][1] == "screenshot", name
    assert told("DSC_0012.png") == {}
    assert told("IMG_1234.docx") == {}


@pytest.mark.parametrize(
    "name",
    [
        "foto_panggung_diperjelas.jpg",
        "20240930-Surat tugas.pdf",
        "Foto [Dokumentasi].mp4",
        "Cobalt biru.jpg",
        "Firefly lampu hias 12.jpg",
        "FIREFLY 8SE 0012.jpg",
        "original_foto.jpg",
        "Rapat 2.jpg",
        "Download laporan.pdf",
        "X_foto bersama.jpg",
    ],
)
def test_words_that_people_write_name_no_tool(name: str) -> None:
    assert not {"Tool", "LooksLike"} & told(name).keys()


def test_marks_of_copying_and_editing_are_taken_off_and_kept() -> None:
    marks = {
        "IMG_20240930_192211 (2).jpg": ("CopyMark", "(2)"),
        "IMG_20240930_192211 - Copy (3).jpg": ("CopyMark", "- Copy (3)"),
        "IMG_20240930_192211 - Salinan.jpg": ("CopyMark", "- Salinan"),
        "Salinan dari IMG_20240930_192211.jpg": ("CopyMark", "Salinan dari"),
        "IMG_20240930_192211_1.jpg": ("CopyMark", "_1"),
        "IMG_20240930_192211~3.jpg": ("EditMark", "~3"),
        "IMG_20240930_192211-edited.jpg": ("EditMark", "-edited"),
        "IMG_20240930_192211_diedit.jpg": ("EditMark", "_diedit"),
    }
    for name, (kind, mark) in marks.items():
        assert told(name)[kind][0] == mark, name
        assert told(name)["CapturedAt"][1] == NAMED, name
    two = list(read(Named("IMG_20240930_192211-edited (1).jpg"), None))
    assert [one.value for one in two if one.name.endswith("Mark")] == ["(1)", "-edited"]
    assert "EditMark" not in told("IMG_20240930_192211.jpg")
    assert told("surat (2).pdf") == {"CopyMark": ("(2)", "")}
    assert told("surat 2.pdf") == {}


def test_more_than_a_few_marks_are_not_taken_off_for_ever() -> None:
    four, five = ("IMG_20240930_192211" + " (1)" * count + ".jpg" for count in (3, 40))
    assert told(four)["CapturedAt"][1] == NAMED
    assert len([one for one in read(Named(five), None) if one.name == "CopyMark"]) == 4


def test_a_name_that_only_begins_as_a_tools_is_one_step_less_sure() -> None:
    def where(name: str) -> set[str]:
        return {one.locator for one in read(Named(name), None)}

    assert where("IMG-20240930-WA0007.jpg") == {"whatsapp_android/high"}
    assert where("IMG-20240930-WA0007 dari Budi.jpg") == {"whatsapp_android/medium"}
    assert where("IMG_20240930_192211 rapat.jpg") == {"android_camera/low"}
    assert where("IMG_1234 rapat.jpg") == set()
    assert where("IMG-20240930-WA0007x.jpg") == set()


@pytest.mark.parametrize(
    ("name", "tool", "kind"),
    [
        ("Snaptik.app_7420410406102617365.mp4", "TikTok (downloaded by id)", "download"),
        ("SnapTik_video rekaan.mp4", "Snaptik (TikTok downloader)", "download"),
        ("ChatGPT Image Sep 30, 2024, 07_22_11 PM.png", "ChatGPT", "generator"),
        ("ChatGPT Image Sep 30, 2024, 07_22_11 PM (1).png", "ChatGPT", "generator"),
        ("Gemini_Generated_Image_xyz789xyz789xyz7.png", "Google Gemini", "generator"),
        ("photo_2024-09-30_19-22-11 (2).jpg", "Telegram", "messenger"),
        ("audio_3@30-09-2024_19-22-11.ogg", "Telegram (Desktop)", "messenger"),
        ("y2mate.com - Rapat rekaan_720p.mp4", "YouTube downloader", "download"),
    ],
)
def test_what_hands_out_copies_and_inventions_is_named(name: str, tool: str, kind: str) -> None:
    assert told(name)["Tool"] == (tool, kind)
