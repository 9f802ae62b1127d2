"""Small invented cases for the papers: from intake to the letters, with real files and names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.case import load
from workbench.case.schema import Identity
from workbench.examination.document import assemble
from workbench.examination.examine import examine
from workbench.kajian import as_json
from workbench.kajian import load as load_kajian
from workbench.law import load_pack
from workbench.report.documents.make import documents

PACK = "netralitas-2022"
NAMES = {"P-1": "Pelapor Rekaan Satu", "K-1": "Penemu Rekaan", "T-1": "Darsana Rekaan",
         "T-2": "Suwirya Rekaan", "S-1": "Saksi Rekaan"}  # fmt: skip
Json = dict[str, Any]


def party(key: str, role: str, subject: str = "", position: str = "", agency: str = "") -> Json:
    found = {"id": key, "role": role, "subject": subject, "position": position, "agency": agency}
    return {name: value for name, value in found.items() if value}


def alleged(category: str, disposition: str, target: str, **more: Any) -> Json:
    return {
        "conclusion": "diduga",
        "category": category,
        "disposition": disposition,
        "target": target,
        "reason": "Semua unsur terpenuhi.",
        **more,
    }


CLEARED: Json = {
    "conclusion": "tidak_terpenuhi",
    "category": "bukan_pelanggaran",
    "disposition": "dihentikan",
    "reason": "Hanya lewat.",
}


class Invented:
    """One case on disk.

    `shown` says whom each exhibit shows, `cited` which exhibits show each norm.
    """

    def __init__(self, root: Path, case: Json, kajian: Json, shown: Mapping[str, str],
                 cited: Mapping[str, list[str]]) -> None:  # fmt: skip
        self.root = root
        case = {
            "format": "1",
            "title": "Perkara rekaan",
            "zone": "WIB",
            "rule_pack": PACK,
            "office": {"name": "Bawaslu Rekaan", "place": "Kota Rekaan"},
            "allegation": "Uraian rekaan.",
            "norms": list(cited),
            **case,
        }
        pack = load_pack(PACK, regime=case["regime"])
        matrix: Json = {}
        for key, exhibits in cited.items():
            norm = pack.norm(key)
            assert norm is not None, key
            matrix[key] = {
                one: {"supports": exhibits, "status": "terpenuhi", "reason": "Terlihat."}
                for one in norm.elements
            }
        (root / "evidence").mkdir(parents=True)
        claims = []
        for key, person in shown.items():
            (root / "evidence" / f"{key}.txt").write_text(f"Isi rekaan {key}\n", "utf-8")
            claims.append({"id": key, "file": f"{key}.txt", "label": f"Foto {person} di tempat",
                           "kind": "foto", "shows": [person]})  # fmt: skip
        ids = [one["id"] for one in case["parties"]]
        people = [{"id": key, "name": NAMES[key]} for key in ids]
        for name, content in {
            "case.yaml": case,
            "exhibits.yaml": {"format": "1", "exhibits": claims},
            "identities.yaml": {"format": "1", "people": people},
            "kajian.yaml": {"format": "1", "matrix": matrix, **kajian},
        }.items():
            (root / name).write_text(json.dumps(content), "utf-8")

    def study(self) -> Json:
        """Return the study that a run would leave."""
        folder = load(self.root)
        known = examine(folder)
        found = as_json(load_kajian(folder), exhibits=known.exhibits,
                        observations=known.observations)  # fmt: skip
        return json.loads(json.dumps(assemble(known, found)))  # type: ignore[no-any-return]

    def papers(self, *only: str, clean: bool = False) -> dict[str, bytes]:
        """Return the papers with real names, as the office would send them."""
        people = {one.id: one for one in load(self.root).identities.people}
        return documents(self.study(), "id", only=only or None, people=people, clean=clean)

    def letters(self) -> dict[str, bytes]:
        """Return the letters that leave the office."""
        return self.papers("penerusan")


def identity(key: str) -> Identity:
    return Identity(id=key, name=NAMES[key])
