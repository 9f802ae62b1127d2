"""If these fail, one voice note sent on by five people counts as five recordings."""

from __future__ import annotations

import io
from importlib.resources import files

import numpy as np
import pytest

from bench.duplicates_sounds import coded
from tests.duplicates.conftest import known
from workbench.case import load
from workbench.duplicates.compare.sound import alike_sounds
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.sound import Sound, sound
from workbench.evidence.content_type import media_type_of
from workbench.examination.examine import examine

av = pytest.importorskip("av")
RATE = 48_000
CODECS = {
    "ogg": ("libopus", "ogg", RATE, 24_000),
    "kecil.ogg": ("libopus", "ogg", RATE, 8_000),
    "m4a": ("aac", "ipod", 44_100, 32_000),
    "mp3": ("libmp3lame", "mp3", 22_050, 32_000),
    "wav": ("pcm_s16le", "wav", 16_000, 0),
}


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    """The invented voice note of the examples, 16 bits at 48 kHz."""
    place = files("workbench") / "examples" / "sounds" / "voice-note.flac"
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with place.open("rb") as stream, av.open(stream) as container:
        return np.concatenate(
            [
                small.to_ndarray().ravel()
                for frame in container.decode(audio=0)
                for small in resampler.resample(frame)
            ]
        )


def recorded(samples: np.ndarray, kind: str) -> bytes:
    return coded(samples, RATE, *CODECS[kind])


def wrapped(data: bytes, container_format: str) -> bytes:
    """Put coded sound into another container, as a messenger does when it saves a note."""
    buffer = io.BytesIO()
    with (
        av.open(io.BytesIO(data)) as before,
        av.open(buffer, "w", format=container_format) as after,
    ):
        stream = after.add_stream_from_template(before.streams.audio[0])
        for packet in before.demux(before.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                after.mux(packet)
    return buffer.getvalue()


def listened(data: bytes) -> Sound | None:
    """Hear a recording as an examination does: by the type that its content has."""
    return sound(data, media_type_of(data) or "")


def heard(samples: np.ndarray, kind: str) -> Sound:
    made = listened(recorded(samples, kind))
    assert made is not None
    return made


@pytest.mark.parametrize("kind", ["kecil.ogg", "m4a", "mp3", "wav"])
def test_one_note_in_another_codec(voice, kind):
    (pair,) = alike_sounds(known(sound={"a.ogg": heard(voice, "ogg"), "b": heard(voice, kind)}))
    assert (pair.kind, pair.method) == ("near", "sound")
    assert pair.distance <= 20


def test_one_note_played_by_a_speaker_and_recorded_across_a_noisy_room(voice):
    """Who films a phone that plays a voice note hands in the same words, badly."""
    rng = np.random.default_rng(4)
    spectrum = np.fft.rfft(voice.astype(np.float64))
    hertz = np.fft.rfftfreq(len(voice), 1 / RATE)
    spectrum[(hertz < 350) | (hertz > 3600)] *= 0.02
    echo = rng.normal(0, 1, RATE // 3) * np.exp(-np.arange(RATE // 3) / (0.06 * RATE))
    echo[0] = 6.0
    played = np.fft.irfft(spectrum * np.fft.rfft(echo, len(voice)), len(voice))
    noise = rng.normal(0, 0.5 * played.std(), len(voice))
    there = (played + noise) * (8000 / np.abs(played).max())
    (pair,) = alike_sounds(
        known(sound={"a.ogg": heard(voice, "ogg"), "b": heard(there.astype("i2"), "ogg")})
    )
    assert pair.kind == "near"
    assert 20 < pair.distance <= 35


def test_one_note_in_another_container_is_the_same_sound(voice):
    note = recorded(voice, "ogg")
    sounds = {name: listened(data)
              for name, data in {"a.ogg": note, "b.mp4": wrapped(note, "mp4")}.items()}  # fmt: skip
    (pair,) = alike_sounds(known(sound=sounds))
    assert (pair.kind, pair.method, pair.distance) == ("exact", "audio", 0)


def test_a_stretch_of_a_recording_lies_in_it(voice):
    cut = voice[4 * RATE : 10 * RATE]
    (pair,) = alike_sounds(
        known(sound={"panjang.ogg": heard(voice, "ogg"), "potongan.m4a": heard(cut, "m4a")})
    )
    assert (pair.kind, pair.transform) == ("part", "contains")


def test_other_words_of_the_same_speaker_are_another_recording(voice):
    half = len(voice) // 2
    others = {
        "awal.ogg": heard(voice[:half], "ogg"),
        "akhir.m4a": heard(voice[half:], "m4a"),
        "mundur.mp3": heard(voice[::-1].copy(), "mp3"),
    }
    assert list(alike_sounds(known(sound=others))) == []


@pytest.mark.parametrize("what", ["silence", "tone", "short"])
def test_what_says_nothing_resembles_nothing(voice, what):
    """Two silent recordings, or two with one steady tone, have every hash alike."""
    time = np.arange(8 * RATE) / RATE
    samples = {
        "silence": np.zeros(8 * RATE, np.int16),
        "tone": (8000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16),
        "short": voice[: 2 * RATE],
    }[what]
    later = samples[RATE // 7 :].copy()
    assert (
        list(alike_sounds(known(sound={"a": heard(samples, "wav"), "b": heard(later, "m4a")})))
        == []
    )


def test_a_film_is_never_the_whole_of_its_sound(voice):
    """A voice-over on other pictures is another exhibit: only the sound is the same."""
    one = heard(voice, "ogg")
    film = Sound(one.seconds, one.coded, one.bits, one.heard, film=True)
    (pair,) = alike_sounds(known(sound={"film.mp4": film, "suara.ogg": one}))
    assert (pair.kind, pair.transform) == ("part", "contains")
    (pair,) = alike_sounds(known(sound={"film.mp4": film, "film2.mp4": film}))
    assert (pair.kind, pair.transform) == ("part", "overlaps")


@pytest.mark.parametrize("damage", [b"", b"OggS" + b"\0" * 80, b"ID3\x04" + b"\xff" * 4000])
def test_damaged_recordings_sound_like_nothing(damage):
    assert sound(damage, "audio/ogg") is None
    assert sound(damage, "image/jpeg") is None


def test_half_a_recording_is_a_part_of_it(voice):
    """A note that was sent only in part still is that note."""
    note = recorded(voice, "ogg")
    half = sound(note[: int(len(note) * 0.6)], "audio/ogg")
    assert half is not None
    (pair,) = alike_sounds(known(sound={"a.ogg": sound(note, "audio/ogg"), "b.ogg": half}))
    assert (pair.kind, pair.transform) == ("part", "contains")


def test_survives_files(voice):
    made = heard(voice[: 5 * RATE], "ogg")
    assert Sound.from_json(made.to_json()) == made


def test_a_case_counts_a_note_that_was_sent_on_once(voice, tmp_path):
    """From the files on disk, through the sandbox, to the groups a reviewer sees."""
    evidence = tmp_path / "perkara" / "evidence"
    evidence.mkdir(parents=True)
    note = recorded(voice, "ogg")
    (evidence / "PTT-20240927-WA0001.opus").write_bytes(note)
    (evidence / "terusan.m4a").write_bytes(recorded(voice, "m4a"))
    (evidence / "simpan.mp4").write_bytes(wrapped(note, "mp4"))
    found = examine(load(evidence.parent), cache=False).duplicates
    assert {frozenset((pair.a, pair.b)): pair.kind for pair in found.pairs} == {
        frozenset(("PTT-20240927-WA0001.opus", "simpan.mp4")): "exact",
        frozenset(("PTT-20240927-WA0001.opus", "terusan.m4a")): "near",
        frozenset(("simpan.mp4", "terusan.m4a")): "near",
    }
    assert find({}).pairs == ()
