"""What each reader learns of each role: a witness must not be found by a post or a time."""

# ruff: noqa: E501 - a study as data reads best a row a line

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from workbench.case.schema import Identity
from workbench.report.redaction.copy import project
from workbench.report.redaction.identifiers.accounts import account_codes
from workbench.report.redaction.mask import Redactor

OFFICES = [f"Kepala {kind} {name}" for kind in ("Urusan", "Seksi", "Dusun") for name in (
    "Umum", "Keuangan", "Perencanaan", "Pemerintahan", "Kesejahteraan", "Pelayanan", "Lembah", "Hulu",
    "Hilir", "Seberang")]  # fmt: skip


def study(number: int, *, judgement: str = "belum_cukup_bukti") -> dict[str, Any]:
    """Return a small invented study whose witness holds one of a village's thirty offices."""
    chance = random.Random(number)
    office = chance.choice(OFFICES)
    hour = f"{chance.randrange(8, 16):02d}:{chance.randrange(16, 60):02d}"
    given, spoken = (
        f"2024-10-12T{hour}+07:00",
        f"12 Oktober 2024 pukul {hour.replace(':', '.')} WIB",
    )
    return {
        "case": {
            "number": "1", "zone": "WIB", "office": {"name": "Bawaslu Kabupaten Contoh"},
            "parties": [
                {"id": "T-1", "role": "terlapor", "subject": "kepala_desa",
                 "position": "Kepala Desa Muara Rekaan", "agency": "Pemerintah Desa Muara Rekaan"},
                {"id": "S-1", "role": "saksi", "subject": "perangkat_desa", "position": office,
                 "agency": "Pemerintah Desa Muara Rekaan"},
            ],
            "dates": {"event": "2024-09-27T16:00+07:00", "reported": "2024-10-09T10:15+07:00",
                      "known": "2024-10-04", "registered": "2024-10-11"},
            "place": {"village": "Muara Rekaan", "district": "Hulu Rekaan", "regency": "Contoh"},
            "allegation": f"T-1, Kepala Desa Muara Rekaan, menyuruh {office.lower()} pada 4 Oktober 2024.",
        },
        "exhibits": [
            {"id": "B-01", "path": "a.jpg", "sha256": "a" * 64, "status": "read", "media_type": "image/jpeg",
             "claim": {"id": "B-01", "label": f"Foto dari {office}, akun warga_88", "account": "warga_88",
                       "received_at": given, "received_from": "S-1"}},
        ],
        "timeline": [
            {"kind": "event", "exhibit": "", "source": "case.yaml", "stated": "2024-09-27T16:00+07:00",
             "start": "2024-09-27T09:00:00Z", "end": "2024-09-27T09:01:00Z", "reliability": 4},
            {"kind": "received", "exhibit": "B-01", "source": "exhibits.yaml", "stated": given,
             "start": "2024-10-12T06:20:00Z", "end": "2024-10-12T06:21:00Z", "reliability": 2},
        ],
        "observations": [
            {"code": "EDIT-010", "severity": "info", "exhibits": ["B-01"],
             "fields": {"exhibit": "B-01", "traces": "Author: warga_88; LastModifiedBy: Kaur"}},
            {"code": "CLAIM-011", "severity": "info", "exhibits": ["B-01"],
             "fields": {"exhibit": "B-01", "known": "2024-10-04", "source": "office", "made": f"{given[:10]} {hour}"}},
        ],
        "statements": [{"person": "S-1", "role": "saksi", "at": given, "mode": "tatap_muka",
                        "summary": f"Diserahkan {spoken} oleh {office}.", "passages": []}],
        "kajian": {"attributions": [{"id": "A-1", "account": "warga_88", "person": "T-1", "judgement": judgement}],
                   "recommendation": f"Keterangan {spoken} dipakai; {office} diminta hadir."},
    }  # fmt: skip


WHO = (
    Identity(id="S-1", name="Bayu Lesmana"),
    Identity(id="T-1", name="Sutan Rekaan", accounts=("warga_88",)),
)


@pytest.mark.parametrize("profile", ["forwarding", "public"])
def test_an_opponent_with_the_villages_list_names_no_witness(profile: Any) -> None:
    """Fifty cases: whoever holds the copy and knows all thirty officials finds none of them."""
    for number in range(50):
        whole = study(number)
        office = whole["case"]["parties"][1]["position"]
        minute = whole["statements"][0]["at"][11:16]
        copy = json.dumps(project(whole, profile, identities=WHO), ensure_ascii=False).lower()
        named = [one for one in OFFICES if one.lower() in copy]
        assert not named, (office, named)
        assert minute not in copy
        assert minute.replace(":", ".") not in copy
        assert "lastmodifiedby" not in copy


def test_the_receiving_body_learns_everything_of_the_respondent_and_anybody_little() -> None:
    forwarding, public = (
        project(study(1), name, identities=WHO) for name in ("forwarding", "public")
    )
    assert forwarding["case"]["parties"][0]["position"] == "Kepala Desa Muara Rekaan"
    assert "position" not in public["case"]["parties"][0]
    assert "Muara Rekaan" not in json.dumps(public)
    assert "T-1, kepala desa, menyuruh" in public["case"]["allegation"]
    assert forwarding["case"]["parties"][1] == {"id": "S-1", "role": "saksi"}


def test_a_time_that_one_table_withholds_is_told_in_no_text() -> None:
    public = project(study(2), "public", identities=WHO)
    text = json.dumps(public, ensure_ascii=False)
    assert [row["stated"] for row in public["timeline"]] == ["2024-09-27"]
    assert "2024-10-04" not in text
    assert "4 Oktober" not in text
    assert "12 Oktober" not in text
    assert public["case"]["dates"]["reported"] == "2024-10-09"


def test_a_day_stays_for_the_receiving_body_where_the_minute_leads_to_a_person() -> None:
    forwarding = project(study(3), "forwarding", identities=WHO)
    assert forwarding["statements"][0]["at"] == "2024-10-12"
    assert "Diserahkan 12 Oktober 2024 oleh" in forwarding["statements"][0]["summary"]
    assert forwarding["case"]["dates"]["event"] == "2024-09-27T16:00+07:00"


@pytest.mark.parametrize(
    ("judgement", "called"), [("belum_cukup_bukti", "[A-1]"), ("terpenuhi", "[T-1]")]
)
def test_an_account_is_somebodys_only_where_the_reviewer_concluded_so(
    judgement: str, called: str
) -> None:
    copy = project(study(4, judgement=judgement), "public", identities=WHO)
    assert copy["exhibits"][0]["claim"]["label"].endswith(f"akun {called}")


OPEN, DECIDED = "[A-1]", "[T-1]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('Terlapor menyangkal akun "Rahmat Wira".', 'Terlapor menyangkal akun "[A-4]".'),
        ("akun Rahmat Wirabuana", "akun [akun]"),
        ("akun milik Rahmat Wira", "akun milik [T-1]"),
        ("Rahmat Wira menyangkal", "[T-1] menyangkal"),
    ],
)
def test_an_account_spelt_like_a_name_is_its_account_and_an_unknown_one_is_nobodys(
    text: str, masked: str
) -> None:
    known = [Identity(id="T-1", name="Rahmat Wirabuana", aliases=("Rahmat Wira",))]
    row = {"id": "A-4", "account": "rahmat.wira", "person": "T-1", "judgement": None}
    codes = account_codes({"kajian": {"attributions": [row]}}, known)
    assert Redactor(known, "id", accounts=codes).text(text) == masked


@pytest.mark.parametrize(
    ("judgement", "called"), [("belum_cukup_bukti", OPEN), ("terpenuhi", DECIDED)]
)
@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Rahmat Wira", "{}"),
        ("Unggahan akun Rahmat Wira pada 3 Oktober", "Unggahan akun {} pada 3 Oktober"),
        ("akun Facebook bernama “Rahmat Wira”", "akun Facebook bernama “{}”"),
        ("Rahmat Wira hadir, kata akun rahmat wira", "[T-1] hadir, kata akun {}"),
        ("Rahmat Wira hadir sendiri", "[T-1] hadir sendiri"),
    ],
)
def test_an_account_that_shows_somebodys_name_stays_open_until_the_reviewer_concludes(
    judgement: str, called: str, text: str, masked: str
) -> None:
    """Whose the account is may be the whole case: a mask must not answer it."""
    row = {"id": "A-1", "account": "Rahmat Wira", "person": "T-1", "judgement": judgement}
    known = [Identity(id="T-1", name="Rahmat Wirabuana", aliases=("Rahmat Wira",))]
    codes = account_codes({"kajian": {"attributions": [row]}}, known)
    assert Redactor(known, "id", accounts=codes).text(text) == masked.format(called)
