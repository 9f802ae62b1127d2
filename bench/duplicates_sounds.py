"""Recordings that come back in another codec, from another room or cut, and those that do not.

``python -m bench.duplicates_sounds [FOLDER…]`` takes speeches of one synthetic voice (by
espeak-ng, where it is installed: the hardest strangers, since voice and pace are the same),
the invented voice note of the examples, and the recordings and films of the folders given.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.duplicates_texts import _ACTS, _TALK
from bench.harness import Row
from workbench.duplicates.compare.sound import alike_sounds
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.sound import Sound, sound
from workbench.evidence.content_type import media_type_of

RATE = 16_000
SPEECHES = 12
LONGEST = 30.0
Samples = np.ndarray


def speeches() -> Iterator[tuple[str, Samples]]:
    """Yield different speeches of one synthetic voice."""
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        return
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(SPEECHES):
            # Words in any order: a sentence in two speeches would be the same sound twice.
            words = " ".join(rng.permutation(" ".join([*_ACTS, *_TALK]).split())[:55].tolist())
            place = Path(folder) / f"{number}.wav"
            subprocess.run([espeak, "-v", "id", "-w", str(place), words], check=True)
            yield f"speech {number}", opened(place.read_bytes())


def opened(data: bytes) -> Samples:
    """Return up to half a minute of sound, one channel of 16 kHz, -1 to 1."""
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    parts = []
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode(audio=0):
            parts += [one.to_ndarray().ravel() for one in resampler.resample(frame)]
            if sum(map(len, parts)) > LONGEST * RATE:
                break
    return np.concatenate(parts)[: int(LONGEST * RATE)].astype(np.float64) / 32768


def recorded(samples: Samples, codec: str, kind: str, rate: int, bits: int) -> bytes:
    return coded((np.clip(samples, -1, 1) * 32767).astype(np.int16), RATE, codec, kind, rate, bits)


def coded(whole: np.ndarray, hertz: int, codec: str, kind: str, rate: int, bits: int) -> bytes:
    """Return 16-bit samples at so many hertz as a file of one codec, container and rate."""
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        if bits:
            stream.bit_rate = bits
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate)
        frame = av.AudioFrame.from_ndarray(whole[None, :], format="s16", layout="mono")
        frame.sample_rate = hertz
        waiting = av.AudioFifo()
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            waiting.write(part)
        at = 0
        while part := waiting.read(stream.codec_context.frame_size or 1024, partial=True):
            part.pts, at = at, at + part.samples
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def opus(samples: Samples, bits: int = 16_000) -> bytes:
    return recorded(samples, "libopus", "ogg", 48_000, bits)


def _band(samples: Samples, low: float, high: float) -> Samples:
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < low) | (hertz > high)] *= 0.02
    return np.fft.irfft(spectrum, len(samples))


def in_a_room(samples: Samples, rng: np.random.Generator, noise: float) -> Samples:
    """Played by a phone's speaker and recorded by another phone across a room."""
    length = int(0.35 * RATE)
    echo = rng.normal(0, 1, length) * np.exp(-np.arange(length) / (0.07 * RATE))
    echo[0] = 6.0
    size = len(samples) + length
    heard = np.fft.irfft(np.fft.rfft(_band(samples, 350, 3600), size) * np.fft.rfft(echo, size))
    heard = heard[: len(samples)] / np.abs(heard).max()
    rumble = _band(rng.normal(0, 1, len(samples)), 50, 5000)
    return 0.7 * heard + noise * heard.std() * rumble / rumble.std()


Way = Callable[[Samples, Samples, np.random.Generator], bytes]
WAYS: dict[str, Way] = {
    "Opus 24 kbit/s": lambda own, _, __: opus(own, 24_000),
    "Opus 6 kbit/s": lambda own, _, __: opus(own, 6_000),
    "AMR 12.2 kbit/s": lambda own, _, __: recorded(own, "libopencore_amrnb", "amr", 8000, 12_200),
    "AMR 4.75 kbit/s": lambda own, _, __: recorded(own, "libopencore_amrnb", "amr", 8000, 4750),
    "MP3 32 kbit/s": lambda own, _, __: recorded(own, "libmp3lame", "mp3", 22_050, 32_000),
    "louder until it clips": lambda own, _, __: opus(np.clip(own * 6, -1, 1)),
    "from a speaker, quiet room": lambda own, _, rng: opus(in_a_room(own, rng, 0.1)),
    "from a speaker, noisy room": lambda own, _, rng: opus(in_a_room(own, rng, 0.5)),
    "eight seconds out of it": lambda own, _, __: opus(own[2 * RATE : 10 * RATE]),
    "with another one before it": lambda own, other, __: opus(np.concatenate([other, own])),
    "another one over it, half as loud": lambda own, other, __: opus(
        own + 0.5 * np.resize(other, len(own)) * own.std() / max(other.std(), 1e-6)
    ),
    "another one over it, as loud": lambda own, other, __: opus(
        own + np.resize(other, len(own)) * own.std() / max(other.std(), 1e-6)
    ),
}


def sources(folders: list[Path]) -> dict[str, Samples]:
    """Return what is compared: speeches, the examples' voice note, and recordings of folders."""
    found = dict(speeches())
    note = files("workbench") / "examples" / "sounds" / "voice-note.flac"
    found["voice note"] = opened(note.read_bytes())
    for folder in folders:
        for path in sorted(folder.iterdir()):
            try:
                samples = opened(path.read_bytes())
            # A folder may hold anything; what has no sound is no recording.
            except (OSError, ValueError, IndexError) as error:
                print(f"{path.name}: {error}", file=sys.stderr)
                continue
            if len(samples) > 11 * RATE and samples.std() > 0.002:
                found[path.stem] = samples
    return found


def known(data: bytes) -> Sound:
    found = sound(data, media_type_of(data) or "")
    assert found is not None
    return found


def table(folders: list[Path]) -> Iterator[tuple[str, int, int, int, int, int]]:
    """Yield way, found, tried, strangers called alike, pairs of strangers, largest distance."""
    every = sources(folders)
    originals = {f"a/{name}": known(opus(samples)) for name, samples in every.items()}
    names = list(every)
    for way, change in WAYS.items():
        copies = {}
        for at, (name, samples) in enumerate(every.items()):
            rng = np.random.default_rng(zlib.crc32(f"{way} {name}".encode()))
            # What is mixed in is no recording of the set.
            other = every[names[at - 1]][::-1]
            copies[f"b/{name}"] = known(change(samples, other, rng))
        pairs = list(
            alike_sounds({path: Known(sound=one) for path, one in (originals | copies).items()})
        )
        true = [one for one in pairs if one.a[2:] == one.b[2:]]
        farthest = max((one.distance for one in true), default=0)
        count = len(originals | copies)
        of = sum(1 for a, b in combinations(originals | copies, 2) if a[2:] != b[2:])
        yield way, len(true), count // 2, len(pairs) - len(true), of, farthest


def rows() -> Iterator[Row]:
    """Yield how many of all are found, and strangers called alike."""
    every = list(table([]))
    share = 100 * sum(row[1] for row in every) / sum(row[2] for row in every)
    wrong = sum(row[3] for row in every)
    yield Row("recordings found again", share, 85.0, "goal", unit="%", better="higher",
              detail=f"{len(every)} ways", holds=share >= 85)  # fmt: skip
    yield Row("other speeches called alike", wrong, 0.0, "goal", unit="pairs",
              detail=f"of {sum(row[4] for row in every)}", holds=wrong == 0)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    for way, hits, of, wrong, pairs, farthest in table(parser.parse_args().folders):
        print(f"| {way} | {hits} of {of} | {farthest} | {wrong} of {pairs} |", flush=True)
