"""If these fail, two stories about one photograph stand in a case unseen."""

from __future__ import annotations

from datetime import timedelta

from workbench.case.schema import ExhibitClaim
from workbench.duplicates.pair import Pair
from workbench.duplicates.relations.claims import Difference, differing_claims

WIB = timedelta(hours=7)
PAIR = Pair("a.jpg", "b.jpg", "near", "phash256", 2, 0.98)


def claims(one: dict, other: dict) -> list[ExhibitClaim]:
    return [
        ExhibitClaim.model_validate({"id": "B-01", "file": "a.jpg", **one}),
        ExhibitClaim.model_validate({"id": "B-02", "file": "b.jpg", **other}),
    ]


def test_two_dates_two_places_two_authors():
    found = differing_claims(
        [PAIR],
        claims(
            {"taken_at": "2024-09-27", "taken_by": "S-1", "taken_place": {"name": "Balai Desa"}},
            {"taken_at": "2024-10-02", "taken_by": "S-2", "taken_place": {"name": "Lapangan"}},
        ),
        WIB,
    )
    assert [difference.field for difference in found] == ["taken_at", "taken_by", "taken_place"]
    assert found[0] == Difference("taken_at", "B-01", "B-02", "2024-09-27", "2024-10-02")


def test_what_can_both_be_true_is_no_difference():
    """A date and a time on that date agree; so do positions a few metres apart."""
    found = differing_claims(
        [PAIR],
        claims(
            {
                "taken_at": "27 September 2024",
                "taken_by": "S-1",
                "taken_place": {"latitude": "-3.3194", "longitude": "114.59"},
            },
            {
                "taken_at": "2024-09-27T16:12+07:00",
                "taken_by": " s-1",
                "taken_place": {"latitude": "-3.3195", "longitude": "114.5901"},
            },
        ),
        WIB,
    )
    assert found == ()


def test_silence_is_no_difference_and_a_rejected_pair_says_nothing():
    said = claims({"taken_by": "S-1"}, {"taken_by": ""})
    assert differing_claims([PAIR], said, WIB) == ()
    rejected = Pair("a.jpg", "b.jpg", "near", "phash256", 2, 0.98, decision="different")
    assert differing_claims([rejected], claims({"taken_by": "X"}, {"taken_by": "Y"}), WIB) == ()


def test_a_film_and_a_photograph_minutes_apart_are_no_contradiction():
    """They share a scene, not one taking; the same scene on another day is worth a question."""
    film = Pair("a.jpg", "b.jpg", "part", "orb", 30, 0.8)
    minutes = claims({"taken_at": "2024-09-27 16:12 WIB"}, {"taken_at": "2024-09-27 16:15 WIB"})
    days = claims({"taken_at": "2024-09-27 16:12 WIB"}, {"taken_at": "2024-09-29 16:15 WIB"})
    assert differing_claims([film], minutes, WIB) == ()
    assert [each.field for each in differing_claims([PAIR], minutes, WIB)] == ["taken_at"]
    assert [each.field for each in differing_claims([film], days, WIB)] == ["taken_at"]
