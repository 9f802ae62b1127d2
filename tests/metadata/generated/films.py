"""Films in the five containers, written by ffmpeg's own muxers through PyAV."""

from __future__ import annotations

import io
from functools import partial

import av
import numpy as np

from tests.metadata.generated.row import Row

MP4, MOV, GP3, MKV, WEBM, AVI = (
    "video/mp4", "video/quicktime", "video/3gpp", "video/x-matroska", "video/webm",
    "video/x-msvideo",
)  # fmt: skip
C = "container"
UTC_TIME = {"creation_time": "2024-09-27T09:15:46Z"}
WIB_TIME = {"creation_time": "2024-09-27T16:15:46+07:00"}
PLACE = {"location": "-03.3194+104.9100/"}
EAST = {"location": "-02.5330+140.7181/"}
NORTH = {"location": "+05.5483+095.3238/"}
TAGS = {"movflags": "use_metadata_tags"}
APPLE = {
    "com.apple.quicktime.make": "Kamera Rekaan",
    "com.apple.quicktime.model": "KR-7",
    "com.apple.quicktime.software": "7.1",
    "com.apple.quicktime.creationdate": "2024-09-27T16:15:40+0700",
    "com.apple.quicktime.location.ISO6709": "-03.3194+104.9100+012.345/",
}
ANDROID = {
    "com.android.version": "14",
    "com.android.manufacturer": "Pabrik Rekaan",
    "com.android.model": "PR-1",
    "com.android.capture.fps": "30.0",
}


def film(
    kind: str,
    codec: str,
    tags: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    size: tuple[int, int] = (64, 48),
    rate: int = 5,
    count: int = 5,
) -> bytes:
    """Return a film of plain pictures."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=kind, options=options or {}) as output:
        stream = output.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        output.metadata.update(tags or {})
        for number in range(count):
            shade = np.full((size[1], size[0], 3), number * 40 % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(shade, format="rgb24")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return buffer.getvalue()


def _row(name: str, media_type: str, expected: dict[str, str | None], *how: object) -> Row:
    facts = {(C, fact): value for fact, value in expected.items()}
    return Row(name, partial(film, *how), media_type, facts)  # type: ignore[arg-type]


NO_TIME = {"Created": None, "CreationDate": None}
ROWS = [
    _row("mp4 with a time", MP4,
         {"Created": "2024-09-27T09:15:46+00:00", "Duration": "1", "VideoCodec": "avc1"},
         "mp4", "libx264", UTC_TIME),
    _row("mp4 with a time given in WIB", MP4, {"Created": "2024-09-27T09:15:46+00:00"},
         "mp4", "libx264", WIB_TIME),
    _row("mp4 without a time, as messengers send it", MP4, {**NO_TIME, "Location": None},
         "mp4", "libx264"),
    _row("mp4 in MPEG-4 part 2", MP4, {"VideoCodec": "mp4v", "StoredWidth": "64"},
         "mp4", "mpeg4"),
    _row("mp4 of full height", MP4, {"StoredWidth": "176", "StoredHeight": "320"},
         "mp4", "mpeg4", None, None, (176, 320)),
    _row("mp4 of two seconds at ten pictures", MP4, {"Duration": "2", "FrameRate": "10"},
         "mp4", "mpeg4", None, None, (64, 48), 10, 20),
    _row("mp4 in pieces, as streams are saved", MP4, {"Created": "2024-09-27T09:15:46+00:00"},
         "mp4", "libx264", UTC_TIME, {"movflags": "frag_keyframe+empty_moov"}),
    _row("mp4 of one picture in MPEG-4 part 2", MP4, {"FrameRate": None, "VideoCodec": "mp4v"},
         "mp4", "mpeg4", None, None, (64, 48), 5, 1),
    _row("mp4 with an Android phone's keys", MP4,
         {"Make": "Pabrik Rekaan", "Model": "PR-1", "AndroidVersion": "14",
          "CaptureFrameRate": "30.0"},
         "mp4", "libx264", ANDROID, TAGS),
    _row("mp4 with an Apple phone's keys", MP4,
         {"Make": "Kamera Rekaan", "Model": "KR-7", "Software": "7.1",
          "CreationDate": "2024-09-27T16:15:40+07:00", "Location": "-3.3194,104.91"},
         "mp4", "libx264", APPLE, TAGS),
    _row("mp4 with a title and a comment", MP4,
         {"Title": "Rapat rekaan", "Comment": "disalin ulang", "Software": "Lavf*"},
         "mp4", "libx264", {"title": "Rapat rekaan", "comment": "disalin ulang"}),
    _row("mp4 with the date of a work only", MP4, {"CreationDate": None, "ContentDate": "2010"},
         "mp4", "libx264", {"date": "2010"}),
    _row("mov with an Apple phone's keys", MOV,
         {"Make": "Kamera Rekaan", "Model": "KR-7",
          "CreationDate": "2024-09-27T16:15:40+07:00", "PositionStep": "11"},
         "mov", "libx264", APPLE, TAGS),
    _row("mov with a time", MOV, {"Created": "2024-09-27T09:15:46+00:00", "Brand": "qt"},
         "mov", "libx264", UTC_TIME),
    _row("mov with a place", MOV, {"Location": "-3.3194,104.91", "PositionStep": "11"},
         "mov", "libx264", PLACE),
    _row("mov with a place in Papua", MOV, {"Location": "-2.533,140.7181"},
         "mov", "libx264", EAST),
    _row("mov with a place north of the equator", MOV, {"Location": "5.5483,95.3238"},
         "mov", "libx264", NORTH),
    _row("mov without a time", MOV, NO_TIME, "mov", "mpeg4"),
    _row("mov with its maker in the user data", MOV, {"Make": "Kamera Rekaan"},
         "mov", "libx264", {"make": "Kamera Rekaan"}),
    _row("3gp with a time", GP3,
         {"Created": "2024-09-27T09:15:46+00:00", "Brand": "3gp4", "VideoCodec": "mp4v"},
         "3gp", "mpeg4", UTC_TIME),
    _row("3gp with a place in its location box", GP3,
         {"Location": "-3.319397,104.909988", "PositionStep": "1.7"},
         "3gp", "mpeg4", PLACE),
    _row("3gp with a title", GP3, {"Title": "Rapat rekaan", **NO_TIME},
         "3gp", "mpeg4", {"title": "Rapat rekaan"}),
    _row("3gp in H.264", GP3, {"VideoCodec": "avc1", "Duration": "1"}, "3gp", "libx264"),
    _row("mkv with a time", MKV,
         {"Created": "2024-09-27T09:15:46+00:00", "Brand": "matroska", "Duration": "1",
          "VideoCodec": "V_MPEG4/ISO/AVC", "FrameRate": "5"},
         "matroska", "libx264", UTC_TIME),
    _row("mkv with a time given in WIB", MKV, {"Created": "2024-09-27T09:15:46+00:00"},
         "matroska", "mpeg4", WIB_TIME),
    _row("mkv without a time", MKV, {**NO_TIME, "MuxingApplication": "Lavf*"},
         "matroska", "mpeg4"),
    _row("mkv with a place in its tags", MKV, {"Location": "-3.3194,104.91"},
         "matroska", "libx264", PLACE),
    _row("mkv with a recording date in its tags", MKV,
         {"CreationDate": "2024-09-27T16:15:40"},
         "matroska", "libx264", {"DATE_RECORDED": "2024-09-27 16:15:40"}),
    _row("mkv with a title", MKV, {"Title": "Rapat rekaan", "StoredHeight": "48"},
         "matroska", "libx264", {"title": "Rapat rekaan"}),
    _row("webm with a time", WEBM,
         {"Created": "2024-09-27T09:15:46+00:00", "Brand": "webm", "VideoCodec": "V_VP8"},
         "webm", "libvpx", UTC_TIME),
    _row("webm without a time, as browsers record it", WEBM, NO_TIME, "webm", "libvpx"),
    _row("webm in VP9", WEBM, {"VideoCodec": "V_VP9", "StoredWidth": "64"},
         "webm", "libvpx-vp9"),
    _row("webm with an encoder", WEBM, {"Software": "Lavf*", "Encoder": "Lavf*"},
         "webm", "libvpx", {"title": "Rapat rekaan"}),
    _row("avi with a date", AVI,
         {"CreationDate": "2024-09-27T16:15:40", "Duration": "1", "VideoCodec": "FMP4"},
         "avi", "mpeg4", {"date": "2024-09-27 16:15:40"}),
    _row("avi without a date", AVI, {"CreationDate": None, "Software": "Lavf*"},
         "avi", "mpeg4"),
]  # fmt: skip
