"""Voice notes and recordings, written by ffmpeg's own encoders through PyAV."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import partial

import av
import numpy as np

from tests.metadata.generated.row import Row

OGG, MP3, M4A, WAV, FLAC, AMR = (
    "audio/ogg", "audio/mpeg", "audio/mp4", "audio/wav", "audio/flac", "audio/amr",
)  # fmt: skip
C = "container"
UTC_TIME = {"creation_time": "2024-09-30T12:22:11Z"}


def sound(
    kind: str,
    codec: str,
    rate: int,
    tags: dict[str, str] | None = None,
    seconds: int = 1,
    layout: str = "mono",
    options: dict[str, str] | None = None,
) -> bytes:
    """Return so many seconds of silence."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=kind, options=options or {}) as output:
        stream = output.add_stream(codec, rate=rate)
        stream.layout = layout
        output.metadata.update(tags or {})
        width = 2 if layout == "stereo" else 1
        for start in range(0, rate * seconds, 1024):
            count = min(1024, rate * seconds - start)
            silence = np.zeros((1, count * width), np.int16)
            frame = av.AudioFrame.from_ndarray(silence, format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def amr(frames: int) -> bytes:
    """Return so many frames of 20 ms in the 12.2 kbit/s mode (RFC 4867): 32 bytes each."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames


def _row(name: str, media_type: str, expected: dict[str, str | None], *how: object) -> Row:
    facts = {(C, fact): value for fact, value in expected.items()}
    return Row(name, partial(sound, *how), media_type, facts)  # type: ignore[arg-type]


V23 = {"id3v2_version": "3"}
BOTH = {"write_id3v1": "1"}
NO_DATE = {"CreationDate": None, "Created": None}
ROWS = [
    _row("PTT-20240930-WA0001.opus", OGG,
         {"AudioCodec": "opus", "Duration": "1", "SampleRate": "48000", **NO_DATE},
         "ogg", "libopus", 48000),
    _row("opus recorded at 16 kHz", OGG, {"SampleRate": "16000", "Channels": "1"},
         "ogg", "libopus", 16000),
    _row("opus with a time", OGG, {"CreationDate": "2024-09-30T12:22:11+00:00"},
         "ogg", "libopus", 48000, UTC_TIME),
    _row("opus with a place", OGG, {"Location": "-3.3194,104.91"},
         "ogg", "libopus", 48000, {"location": "-03.3194+104.9100/"}),
    _row("opus of three seconds in stereo", OGG, {"Duration": "3", "Channels": "2"},
         "ogg", "libopus", 48000, None, 3, "stereo"),
    _row("PTT-20241002-WA0009.opus", OGG, {"Duration": "2", "Title": None},
         "ogg", "libopus", 24000, None, 2),
    _row("opus with a title and its maker", OGG, {"Title": "Sambutan rekaan", "Artist": "A"},
         "ogg", "libopus", 48000, {"title": "Sambutan rekaan", "artist": "A"}),
    _row("mp3 without tags of its own", MP3,
         {"AudioCodec": "MPEG layer III", "SampleRate": "44100", **NO_DATE},
         "mp3", "libmp3lame", 44100),
    _row("mp3 with a time", MP3,
         {"EncodedAt": "2024-09-30T12:22:11+00:00", "ID3Version": "2.4.0"},
         "mp3", "libmp3lame", 44100, UTC_TIME),
    _row("mp3 with a recording time", MP3, {"CreationDate": "2024-09-30T19:22:11"},
         "mp3", "libmp3lame", 44100, {"TDRC": "2024-09-30T19:22:11"}),
    _row("mp3 with a year only", MP3, {"CreationDate": None, "ContentDate": "2024"},
         "mp3", "libmp3lame", 44100, {"date": "2024"}),
    _row("mp3 with version 2.3 tags", MP3,
         {"ID3Version": "2.3.0", "Title": "Sambutan rekaan", "Artist": "Nama Rekaan"},
         "mp3", "libmp3lame", 44100, {"title": "Sambutan rekaan", "artist": "Nama Rekaan"}, 1,
         "mono", V23),
    _row("mp3 with a title beyond Latin letters", MP3, {"Title": "Sambutan “rekaan” – é"},
         "mp3", "libmp3lame", 44100, {"title": "Sambutan “rekaan” – é"}, 1, "mono", V23),
    _row("mp3 with old tags at its end", MP3, {"Artist": "Nama Rekaan"},
         "mp3", "libmp3lame", 44100, {"artist": "Nama Rekaan"}, 1, "mono", BOTH),
    _row("mp3 of a low rate", MP3, {"SampleRate": "22050", "Channels": "1"},
         "mp3", "libmp3lame", 22050),
    _row("mp3 in stereo", MP3, {"Channels": "2", "Software": "Lavf*"},
         "mp3", "libmp3lame", 44100, None, 1, "stereo"),
    _row("mp3 named by its encoder", MP3, {"EncodedBy": "Perekam Rekaan"},
         "mp3", "libmp3lame", 44100, {"encoded_by": "Perekam Rekaan"}),
    _row("m4a with a time", M4A, {"Created": "2024-09-30T12:22:11+00:00", "AudioCodec": "mp4a"},
         "ipod", "aac", 44100, UTC_TIME),
    _row("m4a without a time", M4A, {**NO_DATE, "Brand": "M4A"}, "ipod", "aac", 44100),
    _row("m4a with a title", M4A, {"Title": "Sambutan rekaan", "Software": "Lavf*"},
         "ipod", "aac", 44100, {"title": "Sambutan rekaan"}),
    _row("m4a of two seconds", M4A, {"Duration": "2"}, "ipod", "aac", 48000, None, 2),
    _row("m4a with a place", M4A, {"Location": "-3.319397,104.909988"},
         "ipod", "aac", 44100, {"location": "-03.3194+104.9100/"}),
    _row("wav", WAV, {"AudioCodec": "PCM", "SampleRate": "16000", "Duration": "1", **NO_DATE},
         "wav", "pcm_s16le", 16000),
    _row("wav with a date", WAV, {"CreationDate": "2024-09-30"},
         "wav", "pcm_s16le", 16000, {"date": "2024-09-30"}),
    _row("wav with its recorder", WAV, {"Title": "Sambutan rekaan", "Software": "Lavf*"},
         "wav", "pcm_s16le", 16000, {"title": "Sambutan rekaan"}),
    _row("broadcast wav", WAV,
         {"CreationDate": "2024-09-30T19:22:11", "Software": "Perekam Rekaan"},
         "wav", "pcm_s16le", 48000,
         {"originator": "Perekam Rekaan", "origination_date": "2024-09-30",
          "origination_time": "19:22:11"}, 1, "mono", {"write_bext": "1"}),
    _row("wav in A-law, as telephone systems record", WAV,
         {"AudioCodec": "A-law", "SampleRate": "8000"}, "wav", "pcm_alaw", 8000),
    _row("flac", FLAC, {"AudioCodec": "flac", "SampleRate": "16000", "Duration": "1", **NO_DATE},
         "flac", "flac", 16000),
    _row("flac with a time", FLAC, {"CreationDate": "2024-09-30T12:22:11+00:00"},
         "flac", "flac", 16000, UTC_TIME),
    _row("flac with a title in stereo", FLAC, {"Title": "Sambutan rekaan", "Channels": "2"},
         "flac", "flac", 44100, {"title": "Sambutan rekaan"}, 1, "stereo"),
    Row("amr, as older phones record", partial(amr, 50), AMR,
        {(C, "AudioCodec"): "AMR-NB", (C, "Duration"): "1", (C, "CreationDate"): None}),
    Row("amr of three seconds", partial(amr, 150), AMR, {(C, "Duration"): "3"}),
]  # fmt: skip
