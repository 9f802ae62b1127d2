"""Two packs that contradict each other: a reader must see both, in every rendering."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.report.render import renderings
from workbench.case import load
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.law.load import VARIABLE
from workbench.report.redaction.copy import project
from workbench.report.redaction.selection import PROFILES, Profile
from workbench.report.render import html, pdf, word
from workbench.report.view import build
from workbench.text import LANGUAGES, Language

EXAMPLE = Path(__file__).parents[3] / "workbench" / "examples" / "cases" / "pilkada-laporan"
ARTICLE = "476; Perbawaslu 7/2022 Pasal 37 ayat (2) huruf c [netralitas-2022]"
CORRECTION = """\
format: "1"
id: kantor-rekaan
version: "1"
corrects: netralitas-2022
title: {id: Kantor Rekaan, en: Invented Office}
categories:
  - id: pidana
    text: {id: Pidana Rekaan, en: Invented crime}
    mark: unverified
    note: {id: Menurut surat rekaan., en: By an invented letter.}
"""


@pytest.fixture(scope="module")
def kajian(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    office = tmp_path_factory.mktemp("packs")
    (office / "kantor-rekaan").mkdir()
    (office / "kantor-rekaan" / "pack.yaml").write_text(CORRECTION, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(office))
        return as_json(load_kajian(load(EXAMPLE)))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_office_differs_from_the_shipped_pack_is_in_every_rendering(
    language: Language, profile: Profile, study: dict[str, Any], kajian: dict[str, Any]
) -> None:
    view = build(project(study | {"kajian": kajian}, profile), {}, language, profile=profile)
    expected = {
        "id": ("Pidana Rekaan (belum diverifikasi) [kantor-rekaan]", "Menurut surat rekaan.",
               "Tindak pidana Pemilu/Pemilihan [netralitas-2022]", ARTICLE, "bunyi"),
        "en": ("Invented crime (unverified) [kantor-rekaan]", "By an invented letter.",
               "Criminal offence [netralitas-2022]", ARTICLE, "wording"),
    }[language]  # fmt: skip
    shown = {
        "html": renderings.html(html.render(view).encode())[0],
        "pdf": renderings.pdf(pdf.render(view))[0],
        "word": renderings.word(word.render(view))[0],
    }
    for name, said in shown.items():
        text = renderings.squeezed(" ".join(said))
        for one in expected:
            assert renderings.squeezed(one) in text, (name, one)


def test_without_a_correction_nothing_is_said_of_it(study: dict[str, Any]) -> None:
    told = as_json(load_kajian(load(EXAMPLE)))
    assert told["rule_pack"]["disagreements"] == []
    page = html.render(build(study | {"kajian": told}, {}, "id"))
    assert "Berbeda menurut paket kantor" not in page
