"""Copies: a field nobody listed must stay inside, also one that is invented tomorrow."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.report.redaction.identities import WAYS, identity
from tests.report.redaction.test_mask import bare, leaks
from workbench.case.folder import load
from workbench.checks.observation import Observation
from workbench.examination.document import assemble
from workbench.examination.examine import examine
from workbench.report.context import Original
from workbench.report.redaction.copy import file_names, pictures, project
from workbench.report.redaction.pictures.releases import Release
from workbench.report.redaction.selection import PROFILES, rules
from workbench.report.view import build
from workbench.text import LANGUAGES

EXAMPLES = Path(__file__).parents[3] / "workbench" / "examples" / "cases"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CACHE", str(tmp_path_factory.mktemp("cache")))
        return assemble(examine(load(EXAMPLES / "pilkada-laporan")), {"issue": "Pokok masalah"})


def leaves(value: Any) -> list[str]:
    """Return every text of a document, keys included."""
    if isinstance(value, dict):
        return [*value, *(leaf for item in value.values() for leaf in leaves(item))]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value] if isinstance(value, str) else []


def filled(value: Any, text: str) -> Any:
    """Return a study in which every text that is no code holds `text` as well."""
    if isinstance(value, dict):
        return {key: filled(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, text) for item in value]
    return f"{value} {text}" if isinstance(value, str) else value


def test_the_internal_copy_is_the_study(study: dict[str, Any]) -> None:
    assert project(study, "internal") == study


# Mappings whose keys are the case's own ids and the checks' own names, not fields.
KEYED = {"fields", "cites", "supports", "contradicts"}


def grown(value: Any, key: str = "") -> Any:
    """Return the study as a later version might write it: a new field in every place."""
    if isinstance(value, dict):
        found = {name: grown(item, name) for name, item in value.items()}
        later = {"later": "baru", "later_text": "Pelapor: Siti Rekaan", "later_part": {"a": "b-1"}}
        return found if key in KEYED else {**found, **later}
    return [grown(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("profile", PROFILES[1:])
def test_a_field_that_a_later_version_adds_stays_inside_until_it_is_listed(
    profile: Any, study: dict[str, Any]
) -> None:
    copy = project(grown(study), profile)
    assert copy == project(study, profile)
    assert copy["facts"] == []


@pytest.mark.parametrize("profile", PROFILES[1:])
def test_no_profile_for_others_lists_everything_below_a_place(profile: Any) -> None:
    assert [pattern for pattern, _ in rules(profile) if "**" in pattern] == []


@pytest.mark.parametrize("profile", PROFILES[1:])
def test_no_original_file_name_is_left(profile: Any, study: dict[str, Any]) -> None:
    text = json.dumps(project(study, profile))
    for exhibit in study["exhibits"]:
        name = exhibit["path"].rpartition("/")[2]
        assert name not in text
    assert "B-01.jpg" in text


def test_the_public_copy_holds_no_hash_no_place_and_no_words_of_witnesses(
    study: dict[str, Any],
) -> None:
    copy = project(study, "public")
    text = json.dumps(copy, ensure_ascii=False)
    assert not any(e["sha256"] in text for e in study["exhibits"] if e["sha256"])
    for secret in (
        "-4.60123",
        "SM-A546E",
        "Samsung",
        "Saya pertama kali",
        "Kepala Bidang pada Dinas",
    ):
        assert secret not in text or secret in study["case"]["allegation"]
    assert copy["captured"] == copy["facts"] == []


@pytest.mark.parametrize("profile", PROFILES[1:])
@pytest.mark.parametrize("kind", WAYS)
def test_an_identity_in_every_masked_field_is_left_in_none(
    kind: str, profile: Any, study: dict[str, Any]
) -> None:
    for number, way in enumerate(list(WAYS[kind].values())[::2]):
        who = identity(number)
        planted = filled(json.loads(json.dumps(study)), f"; kata {way(who)}, begitu.")
        texts = leaves(project(planted, profile, identities=[who]))
        assert len(texts) > 100
        assert not [text for text in texts if leaks(kind, who, text)]


def test_what_is_kept_as_it_is_is_never_free_text() -> None:
    """A field that a person types into must be masked: only codes and dates are kept."""
    typed = {"title", "allegation", "note", "label", "summary", "quote", "url", "name", "how"}
    typed |= {"fact", "considered", "recommendation", "issue", "alternative", "account"}
    for profile in PROFILES[1:]:
        for pattern, how in rules(profile):
            assert how != "keep" or not typed & set(pattern[-1].split("|")), (profile, pattern)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_copy_renders_like_a_study(profile: Any, study: dict[str, Any]) -> None:
    for language in ("id", "en"):
        assert build(project(study, profile), {}, language).title


def test_the_public_learns_what_was_measured_and_not_what_a_file_said_of_its_author(
    study: dict[str, Any],
) -> None:
    own = json.loads(json.dumps(study))
    own["observations"] = [
        {
            "code": "EDIT-010",
            "severity": "info",
            "exhibits": ["B-13"],
            "fields": {
                "exhibit": "B-13",
                "marks": "Author: Orang Lain; LastModifiedBy: Siapa Saja",
                "taken": "2024-09-27 16:31:47 WIB (exif)",
                "distance": "53 km",
                "name": "unduhan-foto.jpg",
            },
        }
    ]
    (observation,) = project(own, "public")["observations"]
    assert observation["fields"] == {
        "exhibit": "B-13",
        "marks": "[disamarkan]",
        "taken": "2024-09-27 (exif)",
        "distance": "53 km",
        "name": "B-14.jpg",
    }


@pytest.mark.parametrize("profile", ["forwarding", "public"])
def test_how_a_mark_is_meant_stays_in_words_while_what_stands_there_goes(
    study: dict[str, Any], profile: str
) -> None:
    own = json.loads(json.dumps(study))
    fields = {"exhibit": "B-13", "how": "position_half", "found": "Latitude [3, 7, 30] S"}
    own["observations"] = [
        {"code": "PLACE-004", "severity": "attention", "exhibits": ["B-13"], "fields": fields}
    ]
    (observation,) = project(own, profile)["observations"]
    assert observation["fields"] == fields | {"found": "[disamarkan]"}
    for language in LANGUAGES:
        said = Observation("PLACE-004", "attention", ("B-13",), observation["fields"])
        assert "position_half" not in said.message(language)
    # What a check of another package means by the same name is left as it is.
    own["observations"][0]["fields"]["how"] = "by hand"
    (other,) = project(own, profile)["observations"]
    assert "by hand" in Observation("PLACE-004", "info", (), other["fields"]).message("en")


def test_pictures_are_shown_only_when_a_person_released_them(study: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(stream, "JPEG", comment=b"rahasia")
    previews = {exhibit["path"]: stream.getvalue() for exhibit in study["exhibits"]}
    assert pictures(study, previews, "internal") == previews
    assert pictures(study, previews, "public") == {}
    second = next(row for row in study["exhibits"] if row["id"] == "B-02")
    decided = {"B-02": Release("B-02", second["sha256"], (), "Tidak ada orang.")}
    shown = pictures(study, previews, "public", decided)
    assert list(shown) == ["B-02.jpg"]
    assert b"rahasia" not in shown["B-02.jpg"]


def test_files_are_called_by_their_exhibit_whatever_they_were_called() -> None:
    exhibits = [
        {"id": "B-01", "path": "a/Darma Saputra.JPG"},
        {"id": "B-02", "path": "tanpa akhiran"},
        {"id": "B-03", "path": "x.nama-pelapor"},
        {"id": "B-04", "path": "y.<b>"},
    ]
    assert list(file_names({"exhibits": exhibits}).values()) == ["B-01.jpg", "B-02", "B-03", "B-04"]


def test_bare_is_strict() -> None:
    assert bare("Ｒ.a-h m\u200bat") == "rahmat"


def test_the_public_timeline_holds_no_row_of_a_person_or_of_an_exhibit_kept_inside(
    study: dict[str, Any],
) -> None:
    """When somebody knew, took a photograph or handed it in tells who it was."""
    rows = study["timeline"]
    assert {row["source"] for row in rows if row["source"].startswith("statements:")}
    copy = project(study, "public")["timeline"]
    assert {(row["kind"], row["exhibit"]) for row in copy} == {
        ("event", ""), ("reported", ""), ("registered", "")}  # fmt: skip
    more = project(study, "public", released=["B-01"])["timeline"]
    assert {row["exhibit"] for row in more} == {"", "B-01"}
    assert "received" not in {row["kind"] for row in more}
    assert project(study, "forwarding")["timeline"], "who acts on the case sees them"
    kept = [row for row in rows if row["kind"] != "received"]
    assert len(project(study, "forwarding")["timeline"]) == len(kept) < len(rows)


def test_a_kind_of_time_that_a_later_version_adds_stays_inside(study: dict[str, Any]) -> None:
    row = {**study["timeline"][0], "source": "case.yaml", "exhibit": "", "kind": "complained"}
    more = {**study, "timeline": [*study["timeline"], row, {**row, "exhibit": "B-01"}]}
    assert project(more, "public", released=["B-01"]) == project(study, "public", released=["B-01"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_says_how_many_times_it_leaves_out(study: dict[str, Any], language: Any) -> None:
    copied = project(study, "public", language=language)
    view = build(copied, {}, language, profile="public", original=Original(study, 0))
    left = len(study["timeline"]) - len(copied["timeline"])
    assert any(str(left) in line for line in view.timeline.intro)
    whole = build(study, {}, language)
    assert len(whole.timeline.intro) == 1
