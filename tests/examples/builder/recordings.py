"""A short video and a voice note, encoded on one thread so that they come out the same again."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

FRAMES_PER_SECOND = 12


def save_pan(
    picture: Image.Image, path: Path, *, created: str, location: str, seconds: int = 5
) -> None:
    """Write an MP4 that pans over `picture`, as somebody turning with a phone would film it.

    Parameters
    ----------
    created
        Container time, ISO 8601 in UTC.
    location
        ISO 6709 position; empty for none.
    """
    size = (640, 360)
    wide = picture.resize((960, 960 * picture.height // picture.width), Image.Resampling.LANCZOS)
    frames = seconds * FRAMES_PER_SECOND
    options = {"movflags": "use_metadata_tags", "fflags": "+bitexact"}
    with av.open(path, "w", format="mp4", options=options) as container:
        container.metadata.update({"creation_time": created, "comment": "CONTOH REKAAN"})
        if location:
            container.metadata["location"] = location
        stream = container.add_stream("libx264", rate=FRAMES_PER_SECOND)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = {"crf": "27", "preset": "medium", "x264-params": "threads=1"}
        stream.codec_context.thread_count = 1
        stream.codec_context.bit_rate = 0
        top = (wide.height - size[1]) * 2 // 3
        for index in range(frames):
            left = (wide.width - size[0]) * index // (frames - 1)
            view = wide.crop((left, top, left + size[0], top + size[1]))
            for packet in stream.encode(_frame(view)):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)


def save_voice_note(path: Path) -> None:
    """Write the spoken sentence as Opus in Ogg, as a messenger stores a voice note."""
    source = files("workbench.examples") / "sounds" / "voice-note.flac"
    with source.open("rb") as stream, av.open(stream, "r") as recorded:
        frames = list(recorded.decode(audio=0))
    with av.open(path, "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        opus = container.add_stream("libopus", rate=16000)
        assert isinstance(opus, AudioStream)
        opus.bit_rate = 16000
        opus.layout = "mono"
        resampler = AudioResampler(format="s16", layout="mono", rate=16000, frame_size=320)
        done = Fraction(0)
        for frame in [*frames, None]:
            for piece in resampler.resample(_plain(frame)):
                piece.pts = int(done)
                done += piece.samples
                for packet in opus.encode(piece):
                    container.mux(packet)
        for packet in opus.encode(None):
            container.mux(packet)


def _frame(view: Image.Image) -> VideoFrame:
    return VideoFrame.from_ndarray(np.asarray(view), format="rgb24")


def _plain(frame: AudioFrame | None) -> AudioFrame | None:
    if frame is not None:
        frame.pts = None
    return frame
