"""Pictures that show one printed or shown thing and are no copies: what is said of them.

The same banner in two villages is two pieces of evidence; so are two screenshots that
hold one post's picture with other comments. Beside such pairs, drawn by
``bench/prints.py`` around photographs, stand pairs that are copies (two crops, a photo
and its screenshot) and pairs of one place taken twice, each as one case of two exhibits
through the product's own ``find``. ``python -m bench.duplicates_prints FOLDER…`` takes
any photographs; ``make bench`` those of ``bench/duplicates_recall.py``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageOps

from bench.copies import CHANGES, bounded, jpeg
from bench.duplicates_pages import letter, scanned
from bench.duplicates_recall import at_hand, photographs
from bench.harness import Row
from bench.prints import again as taken_again
from bench.prints import banner, hung, mark, post, shirt
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.evidence.picture import decode

Picture = Image.Image
#: Two pictures of a kind, from a number and the photographs at hand.
Two = Callable[[int, Sequence[Picture]], tuple[Picture, Picture]]

#: What may be said of pairs that are no copies, and of those that are.
APART = frozenset({"shared", "nothing"})
COPIES = frozenset({"exact", "near", "part"})
#: Share of pairs that are no copies of which so may be said, at most.
WRONG = 0.02
PAIRS = 12


def _pick(photos: Sequence[Picture], number: int) -> Picture:
    return photos[number % len(photos)]


def _share(number: int) -> float:
    """Return how much of a picture the banner takes: from a quarter to six tenths."""
    return 0.25 + 0.35 * (number % 5) / 4


def _banner(number: int, photos: Sequence[Picture]) -> Picture:
    return banner(number, number, _pick(photos, 3 * number))


def two_places(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One banner in two places."""
    thing = _banner(number, photos)
    return (
        hung(thing, _pick(photos, 3 * number + 1), 2 * number, _share(number)),
        hung(thing, _pick(photos, 3 * number + 2), 2 * number + 1, _share(number + 2)),
    )


def one_template(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """Two banners of one party: the same colours, another portrait, number and slogan."""
    places = (_pick(photos, 3 * number + 1), _pick(photos, 3 * number + 2))
    things = (
        banner(number, design, _pick(photos, 3 * number + design % 7))
        for design in (2 * number, 2 * number + 3)
    )
    one, other = (
        hung(thing, place, 7000 + 2 * number + side, _share(number + side))
        for side, (thing, place) in enumerate(zip(things, places, strict=True))
    )
    return one, other


def one_template_drawn(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """The design files of two banners of one party."""
    return (
        banner(number, 2 * number, _pick(photos, 3 * number)),
        banner(number, 2 * number + 3, _pick(photos, 3 * number + 4)),
    )


def one_portrait(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One portrait on the posters of two templates, in two places."""
    portrait = _pick(photos, 3 * number)
    return (
        hung(banner(number, 1, portrait), _pick(photos, 3 * number + 1), 40 + number, 0.5),
        hung(banner(number + 50, 2, portrait), _pick(photos, 3 * number + 2), 80 + number, 0.5),
    )


def one_portrait_drawn(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One portrait on the design files of two posters."""
    portrait = _pick(photos, 3 * number)
    return banner(number, 1, portrait), banner(number + 50, 2, portrait)


def shirts(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One print of a shirt in two photographs, a fortieth to a twelfth of each."""
    thing = shirt(number)
    share = 0.025 + 0.06 * (number % 4) / 3
    return (
        hung(thing, _pick(photos, 3 * number + 1), 300 + number, share, cover=False),
        hung(thing, _pick(photos, 3 * number + 2), 400 + number, share, cover=False),
    )


def logos(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One mark put into a corner of two photographs."""
    made = []
    for place in (3 * number + 1, 3 * number + 2):
        picture = bounded(_pick(photos, place), 1600).copy()
        mark(ImageDraw.Draw(picture), (30, 30), 260, number)
        made.append(picture)
    return made[0], made[1]


def one_app(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """Two posts in one app."""
    return (
        post(number, 2 * number, _pick(photos, 3 * number)),
        post(number, 2 * number + 1, _pick(photos, 3 * number + 1)),
    )


def one_picture(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One picture in two posts with other words and comments."""
    shown = _pick(photos, 3 * number)
    return post(number, 2 * number, shown), post(number, 2 * number + 1, shown)


def two_apps(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One picture in two apps."""
    shown = _pick(photos, 3 * number)
    return post(number, 2 * number, shown), post(number + 7, 2 * number + 1, shown)


def letterhead(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """Scans of two letters on one letterhead."""
    del photos
    one, other = (
        scanned(letter(seed), np.random.default_rng(seed), 2000)
        for seed in (2 * number, 2 * number + 1)
    )
    return one, other


def two_collages(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One photo beside another one in each of two collages."""
    change = CHANGES["collage2x1"]
    return (
        change(_pick(photos, number), np.random.default_rng(number), photos[number + 1 :]),
        change(_pick(photos, number), np.random.default_rng(99 + number), photos[number + 9 :]),
    )


def design_file(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """The design file of a banner, and a photograph of it where it hangs."""
    thing = _banner(number, photos)
    return thing, hung(thing, _pick(photos, 3 * number + 1), 2 * number, _share(number))


def place_again(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """One banner in one place, taken twice by hand."""
    scene = hung(_banner(number, photos), _pick(photos, 3 * number + 1), number, _share(number))
    return scene, taken_again(scene, number)


def two_crops(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """Two crops of one photograph that overlap by half or more."""
    photo = bounded(_pick(photos, number), 1600)
    cut = 0.1 + 0.2 * (number % 3) / 2
    across, down = round(cut * photo.width), round(cut * photo.height)
    return (
        photo.crop((0, 0, photo.width - across, photo.height - down)),
        photo.crop((across, down, photo.width, photo.height)),
    )


def banner_crops(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """Two crops of one photograph of a banner."""
    scene = hung(_banner(number, photos), _pick(photos, 3 * number + 1), number, _share(number))
    return two_crops(number, [scene] * (number + 1))


def in_a_post(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """A photograph and a screenshot of a post that shows it."""
    photo = _pick(photos, number)
    return bounded(photo, 1600), post(number, number, photo)


def banner_forwarded(number: int, photos: Sequence[Picture]) -> tuple[Picture, Picture]:
    """A photograph of a banner, and a smaller copy of it with a caption below."""
    scene = hung(_banner(number, photos), _pick(photos, 3 * number + 1), number, _share(number))
    small = bounded(scene, 900)
    return scene, ImageOps.expand(small, (0, 0, 0, small.height // 6), "white")


#: Kinds of pairs by what may be said of them.
NO_COPIES: dict[str, Two] = {
    "one banner in two places": two_places,
    "two banners of one template, hung": one_template,
    "two banners of one template, files": one_template_drawn,
    "one portrait on two posters, hung": one_portrait,
    "one portrait on two posters, files": one_portrait_drawn,
    "one shirt print in two photographs": shirts,
    "one logo in a corner of two photographs": logos,
    "two posts in one app": one_app,
    "one picture in two posts of one app": one_picture,
    "one picture in posts of two apps": two_apps,
    "two letters on one letterhead": letterhead,
    "one photo in two collages": two_collages,
}
TAKEN_AGAIN: dict[str, Two] = {"one banner in one place, taken twice": place_again}
TRUE_COPIES: dict[str, Two] = {
    "a banner's design file and its photograph": design_file,
    "two crops of one photograph": two_crops,
    "two crops of a photograph of a banner": banner_crops,
    "a photograph and a post that shows it": in_a_post,
    "a photograph of a banner, sent on with a caption": banner_forwarded,
}


def called(one: Picture, other: Picture) -> str:
    """Return the kind of the pair as the product has it; ``nothing`` for none."""
    found = find({"a": Known(picture=_print(one)), "b": Known(picture=_print(other))}).pairs
    return found[0].kind if found else "nothing"


def _print(picture: Picture) -> Fingerprint:
    data = jpeg(picture, 80)
    return fingerprint(decode(data, "image/jpeg"), data)


def measure(paths: Sequence[Path], pairs: int) -> dict[str, Counter[str]]:
    """Return, by kind of pair, how often each relation is named."""
    photos = []
    for path in paths:
        with Image.open(path) as image:
            photos.append(bounded(image.convert("RGB"), 2048))
    kinds = NO_COPIES | TAKEN_AGAIN | TRUE_COPIES
    return {
        name: Counter(called(*two(number, photos)) for number in range(pairs))
        for name, two in kinds.items()
    }


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    paths = at_hand()
    if len(paths) < 20:
        yield Row("prints told from copies", 0.0, None, "", "%", "higher", "no photographs")
        return
    found = measure(paths, PAIRS)
    for name, count in found.items():
        total = count.total()
        detail = ", ".join(f"{kind} {number}" for kind, number in count.most_common())
        if name in NO_COPIES:
            wrong = sum(count[kind] for kind in COPIES) / total
            yield Row(f"called copies: {name}", 100 * wrong, 100 * WRONG, "limit", "%", "lower",
                      detail, wrong <= WRONG)  # fmt: skip
        else:
            said = COPIES if name in TRUE_COPIES else {"scene"}
            right = sum(count[kind] for kind in said) / total
            yield Row(f"found: {name}", 100 * right, None, "", "%", "higher", detail)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="of each kind")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    found = measure(photographs(asked.folders), asked.pairs)
    print(
        "| two pictures | pairs | shared | same scene | copies | nothing |\n"
        "|---|---:|---:|---:|---:|---:|"
    )
    for name, count in found.items():
        copies = sum(count[kind] for kind in COPIES)
        cells = (count.total(), count["shared"], count["scene"], copies, count["nothing"])
        print(f"| {name} | {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
