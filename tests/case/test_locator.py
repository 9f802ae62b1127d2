"""Places in exhibits: one way to write each, and a sentence for whatever leads nowhere.

Lost otherwise: a citation that shows another part of the picture than the one that was meant,
or a case that no longer opens because somebody wrote a place by hand.
"""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case.locator import MOST_MESSAGES, Locator, parse
from workbench.errors import CaseError
from workbench.text import LANGUAGES

percent = st.integers(0, 99_999).map(lambda one: one / 1000)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("xywh=percent:30.76,37.5,36.51,25", Locator(region=(30.76, 37.5, 36.51, 25.0))),
        ("#xywh=percent:0,0,100,100", Locator(region=(0.0, 0.0, 100.0, 100.0))),
        ("t=12.5,14", Locator(start=12.5, end=14.0)),
        ("t=npt:1:30", Locator(start=90.0)),
        ("t=,4", Locator(start=0.0, end=4.0)),
        ("t=1:02:03.5", Locator(start=3723.5)),
        ("page=3&xywh=percent:10,20,30,40", Locator(page=3, region=(10.0, 20.0, 30.0, 40.0))),
        ("t=1&xywh=percent:1,1,1,1", Locator(start=1.0, region=(1.0, 1.0, 1.0, 1.0))),
        ("msg=41-43,50", Locator(messages=((41, 43), (50, 50)))),
        (f"msg=1-{MOST_MESSAGES}", Locator(messages=((1, MOST_MESSAGES),))),
        # A hair over the edge is the rounding of whoever drew it.
        ("xywh=percent:90,90,10.02,10", Locator(region=(90.0, 90.0, 10.0, 10.0))),
    ],
)
def test_a_place_is_read_and_written_in_one_way(written: str, meant: Locator) -> None:
    assert parse(written) == meant
    assert parse(str(meant)) == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "locator_empty"), ("#", "locator_empty"),
        ("halaman tiga", "locator_unknown"), ("page", "locator_unknown"),
        ("page=1&page=2", "locator_unknown"), ("../../etc", "locator_unknown"),
        ("page=1" + "0" * 400, "locator_unknown"),
        ("page=1&msg=2", "locator_together"), ("page=1&t=2", "locator_together"),
        ("xywh=10,10,20,20", "locator_region"), ("xywh=pixel:1,1,2,2", "locator_region"),
        ("xywh=percent:NaN,0,1,1", "locator_region"), ("xywh=percent:inf,0,1,1", "locator_region"),
        ("xywh=percent:1e9,0,1,1", "locator_region"), ("xywh=percent:-1,0,1,1", "locator_region"),
        ("xywh=percent:1,1,1", "locator_region"), ("xywh=percent:٣,1,1,1", "locator_region"),
        ("xywh=percent:0,0,0,10", "locator_no_size"),
        ("xywh=percent:0,0,0.0004,10", "locator_no_size"),
        ("xywh=percent:999999999,0,1,1", "locator_outside"),
        ("xywh=percent:90,90,10.03,10", "locator_outside"),
        ("xywh=percent:100,0,0.01,1", "locator_outside"),
        ("t=NaN", "locator_time"), ("t=-1", "locator_time"), ("t=1:75", "locator_time"),
        ("t=,", "locator_time"), ("t=5,5", "locator_backwards"), ("t=5,4", "locator_backwards"),
        ("page=0", "locator_page"), ("page=-1", "locator_page"), ("page=1.5", "locator_page"),
        ("msg=0", "locator_messages"), ("msg=a", "locator_messages"), ("msg=", "locator_messages"),
        ("msg=5-3", "locator_backwards"), ("msg=5,5", "locator_backwards"),
        (f"msg=1-{MOST_MESSAGES + 1}", "locator_too_many"),
    ],
)  # fmt: skip
def test_what_is_no_place_is_one_sentence(written: str, code: str) -> None:
    with pytest.raises(CaseError) as failed:
        parse(written)
    assert failed.value.code == code
    for language in LANGUAGES:
        sentence = failed.value.message(language)
        assert sentence.endswith(".")
        assert len(sentence) < 400


@given(percent, percent, st.integers(1, 100_000), st.integers(1, 100_000))
def test_whatever_is_drawn_can_be_read_again(x: float, y: float, w: int, h: int) -> None:
    """A region that the page writes is never refused by the case that it is written into."""
    width, height = min(w / 1000, 100 - x), min(h / 1000, 100 - y)
    place = parse(f"xywh=percent:{x:.3f},{y:.3f},{width:.3f},{height:.3f}")
    assert parse(str(place)) == place
    assert place.region is not None
    assert place.region[0] + place.region[2] <= 100.0001


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for prefix in ("", "t=", "page=", "msg=", "xywh=percent:"):
        with contextlib.suppress(CaseError):
            parse(prefix + text)
