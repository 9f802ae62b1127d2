"""If these fail, a film handed in twice weighs as two, or two takes as one."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.duplicates.conftest import known
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.enclosed import inner_pictures
from workbench.duplicates.fingerprint.film import Film, Reel
from workbench.duplicates.fingerprint.frames import MOST_MOMENTS, MOST_PICTURES, moments
from workbench.duplicates.pair import Pair

av = pytest.importorskip("av")
SIZE = (320, 192)
RATE = 10


def walked(photo: Image.Image, seconds: float = 6.0, seed: int = 1) -> list[Image.Image]:
    """A camera on a wall: one room, and somebody who walks through it in his own way."""
    room = photo.convert("RGB").resize(SIZE)
    rng = np.random.default_rng(seed)
    way = np.cumsum(rng.normal(0, 12, (round(seconds * RATE), 2)), axis=0) + np.array([140, 70])
    frames = []
    for x, y in way % (SIZE[0] - 50, SIZE[1] - 80):
        frame = room.copy()
        frame.paste((200, 40, 40), (round(x), round(y), round(x) + 50, round(y) + 80))
        frames.append(frame)
    return frames


def panned(photo: Image.Image, seconds: float = 6.0) -> list[Image.Image]:
    """A camera that moves over what it shows."""
    photo = photo.convert("RGB")
    wide, high = photo.width * 0.6, photo.height * 0.6
    return [
        photo.resize(SIZE, box=(share * 0.4 * photo.width, share * 0.3 * photo.height,
                                share * 0.4 * photo.width + wide,
                                share * 0.3 * photo.height + high))
        for share in np.linspace(0, 1, round(seconds * RATE))
    ]  # fmt: skip


def filmed(frames: list[Image.Image], quality: int = 4, rate: int = RATE) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *frames[0].size, "yuv420p"
        stream.options = {"qscale": str(quality)}
        stream.codec_context.gop_size = 50
        for image in frames:
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode())
    return buffer.getvalue()


def alike(files: dict[str, bytes], photos: dict | None = None) -> dict[tuple[str, str], Pair]:
    """Put films through reading and comparing, as a case does."""
    inside, films = {}, {}
    for name, data in files.items():
        reel = Reel()
        inside[name] = dict(inner_pictures(data, "video/mp4", reel=reel))
        film = reel.film(inside[name].values())
        assert film is not None
        films[name] = Film.from_json(film.to_json())
    found = find(known(photos, enclosed=inside, film=films))
    return {(pair.a, pair.b): pair for pair in found.pairs}


def on_a_phone(frame: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (320, 640), "#101418")
    screen.paste(frame, (0, 220))
    screen.paste("white", (30, 560, 290, 566))
    return screen


def test_a_camera_on_a_wall_shows_one_room_and_two_days(photos):
    """Every picture of both is nearly the same; only who walks through differs."""
    one, other = (walked(photos["coffee"], seed=seed) for seed in (1, 2))
    pair = alike({"a.mp4": filmed(one), "b.mp4": filmed(other)})["a.mp4", "b.mp4"]
    assert pair.kind == "scene"


@pytest.mark.parametrize(
    ("change", "kind", "transform"),
    [
        (lambda frames: frames, "near", ""),
        (lambda frames: [frame.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for frame in frames],
         "near", "mirror"),
        (lambda frames: frames[::2], "near", "speed"),
        (lambda frames: frames[13:43], "part", "contains"),
        (lambda frames: [on_a_phone(frame) for frame in frames], "part", "inside"),
    ],
    ids=["worse", "mirrored", "faster", "a stretch", "a screen recording"],
)  # fmt: skip
def test_a_film_comes_back(change, kind, transform, photos):
    frames = walked(photos["coffee"])
    copy = filmed(change(frames), quality=14)
    pair = alike({"a.mp4": filmed(frames), "b.mp4": copy})["a.mp4", "b.mp4"]
    assert (pair.kind, pair.transform) == (kind, transform)


def test_a_film_inside_a_longer_one(photos):
    """A compilation shows it between others."""
    frames = panned(photos["chelsea"])
    others = panned(photos["astronaut"]), panned(photos["rocket"])
    longer = filmed([*others[0], *frames, *others[1]])
    pairs = alike({"a.mp4": filmed(frames), "b.mp4": longer, "c.mp4": filmed(others[1][:30])})
    assert pairs["a.mp4", "b.mp4"].transform == "inside"
    assert pairs["b.mp4", "c.mp4"].transform == "contains"
    assert ("a.mp4", "c.mp4") not in pairs


@pytest.mark.parametrize("at", [7, 23, 38, 51])
def test_any_still_of_a_moving_film_is_found(at, photos, saved):
    """Between two pictures that are kept the camera has moved on: its moments are kept, too."""
    frames = panned(photos["astronaut"])
    pairs = alike({"film.mp4": filmed(frames)}, {"foto.jpg": saved(frames[at], quality=70)})
    pair = pairs["film.mp4", "foto.jpg"]
    assert (pair.kind, pair.transform) == ("part", "contains")
    assert abs(float(pair.place_a.removeprefix("time=")) - at / RATE) <= 0.5


def test_what_a_film_shows_late_is_looked_at(photos, saved):
    """Twenty-four scenes used to fill what is kept, and the rest of a film was never seen."""
    rng = np.random.default_rng(3)
    scenes = [Image.fromarray(rng.integers(0, 255, (6, 10, 3), dtype=np.uint8)).resize(SIZE)
              for _ in range(40)]  # fmt: skip
    late = photos["rocket"].convert("RGB").resize(SIZE)
    film = filmed([scene for scene in [*scenes, late, *scenes[:3]] for _ in range(RATE)])
    pairs = alike({"film.mp4": film}, {"roket.jpg": saved(photos["rocket"])})
    assert pairs["film.mp4", "roket.jpg"].kind == "part"


def test_work_on_a_long_film_is_bounded():
    """Two hours must not take the afternoon: moments and pictures are spread, not more."""
    frames = [Image.new("L", (64, 64), step % 256).convert("RGB") for step in range(3000)]
    found = list(moments(filmed(frames)))
    assert MOST_MOMENTS * 0.9 <= len(found) <= MOST_MOMENTS
    assert sum(moment.picture is not None for moment in found) <= MOST_PICTURES
    assert found[-1].at > 295


def test_a_film_beyond_decoding_whole_gives_its_key_frames(photos, monkeypatch):
    monkeypatch.setattr("workbench.duplicates.fingerprint.frames.MOST_DECODED", 1)
    found = list(moments(filmed(panned(photos["coffee"], seconds=20))))
    assert [round(moment.at) for moment in found] == [0, 5, 10, 15]
    assert all(moment.picture is not None for moment in found)


def test_survives_files(photos):
    reel = Reel()
    found = inner_pictures(filmed(panned(photos["coffee"])), "video/mp4", reel=reel)
    made = reel.film(one for _, one in found)
    assert made is not None
    assert Film.from_json(made.to_json()) == made
