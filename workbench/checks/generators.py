"""Marks by which generators of pictures tell of themselves, from ``generators.toml`` and settings.

A mark says one of three things, which are kept apart: that a generator MADE the picture, that
parts of it were made or EDITED with one, or only that a generator is NAMED.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

MADE, EDITED, NAMED = "made", "edited", "named"
# What stands behind a program's name without making it another program's.
_VERSION = (
    r"(?:[ /_-]*v?\d+(?:\.\d+)*(?:-?(?:beta|alpha|rc)\d*)?)?"
    r"(?: ?[(\[][^()\[\]]{0,60}[)\]])?(?: by [\w .]{1,30})?"
)
_LONGEST = 200


class Generator(NamedTuple):
    """One row of the data table; see its head for the fields."""

    name: str
    pattern: re.Pattern[str]
    since: str
    source: str
    fields: frozenset[str]


@cache
def generators() -> tuple[Generator, ...]:
    """Return the table in its order."""
    text = (files("workbench.checks") / "generators.toml").read_text("utf-8")
    return tuple(
        Generator(
            name=row["name"],
            pattern=re.compile(f"(?:{row['pattern']}){_VERSION}", re.IGNORECASE),
            since=row["since"],
            source=row["source"],
            fields=frozenset(row.get("fields", "").split()),
        )
        for row in tomllib.loads(text)["generator"]
    )


def named(value: str, layer: str) -> str:
    """Return the generator that a whole value of `layer` names, or ''."""
    text = " ".join(value.split())[:_LONGEST]
    for one in generators():
        if (not one.fields or layer in one.fields) and one.pattern.fullmatch(text):
            return one.name
    return ""


def claimed(value: str) -> str:
    """Return the generator among a claim's products, such as ``ChatGPT/1 c2pa-rs/2``, or ''."""
    whole = named(value.replace("_", " "), "c2pa")
    parts = (named(part.replace("_", " "), "c2pa") for part in value.split())
    return whole or next((part for part in parts if part), "")


_SOURCES = {
    "trainedalgorithmicmedia": MADE,
    "compositewithtrainedalgorithmicmedia": EDITED,
    "compositesynthetic": EDITED,
}
#: Digital source types of what a camera or a person made.
NOT_GENERATED = frozenset({
    "digitalcapture", "computationalcapture", "composite", "compositecapture", "humanedits",
    "minorhumanedits", "negativefilm", "positivefilm", "print", "digitalart",
})  # fmt: skip


def source_type(value: str) -> str:
    """Return the last part of IPTC's digital source type, in small letters."""
    return value.strip().rstrip("/").rpartition("/")[2].lower()


def of_source(value: str) -> str:
    """Return what a digital source type says of generators, or ''."""
    return _SOURCES.get(source_type(value), "")


_BY = "(?:with|by|using|dengan|oleh) (.+)"
_CREDITS = (
    (re.compile(rf"(?:made|created|generated|dibuat) {_BY}", re.IGNORECASE), MADE),
    (re.compile(r"imagined with (.+)", re.IGNORECASE), MADE),
    (re.compile(rf"(?:edited|modified|diedit|disunting) {_BY}", re.IGNORECASE), EDITED),
)
_AI = re.compile(r"(?:google |meta |generative |gen)?ai(?: generator| tools?)?", re.IGNORECASE)


def credited(value: str, layer: str) -> str:
    """Return what a credit such as ``Made with Google AI`` says, or ''."""
    for pattern, kind in _CREDITS:
        match = pattern.fullmatch(value.strip().rstrip("."))
        if match and (_AI.fullmatch(match[1]) or named(match[1], layer)):
            return kind
    return ""


_PARAMETERS = re.compile(
    r"\bSteps: \d+, .{0,200}?\b(?:Sampler|CFG scale|Seed|Model hash): ?[\w.+-]", re.DOTALL
)
_JOB = re.compile(r"--[a-z]{1,9}\b.{0,200}\bJob ID: [0-9a-f]{8}-[0-9a-f-]{27}", re.DOTALL)
_GRAPH = re.compile(
    r"(?:prompt|workflow): ?\{.*\"class_type\"|workflow: ?\{.*\"nodes\"", re.DOTALL | re.I
)
_KEYS = {
    "sampler", "sampler_name", "steps", "cfg_scale", "cfg", "seed", "ckpt_name", "class_type",
    "negative_prompt", "uc", "sui_image_params", "resource-stack",
}  # fmt: skip


def settings(value: str) -> str:
    """Return whose settings a text holds, or '': a generator writes them into what it makes."""
    if _PARAMETERS.search(value):
        return "Stable Diffusion"
    if _JOB.search(value):
        return "Midjourney"
    # ComfyUI writes its graphs into whatever field is free: ``prompt:{…}``.
    if _GRAPH.match(value):
        return "JSON"
    if value.lstrip().startswith("{"):
        found = {key for key in _KEYS if f'"{key}"' in value}
        if len(found) >= 2 or "sui_image_params" in found:
            return "JSON"
    return ""


def labelled(value: str) -> str:
    """Return what the label of Chinese services (GB 45438-2025) says, or ''."""
    if '"AIGC"' not in value:
        return ""
    try:
        label = json.loads(value[value.index("{") :])["AIGC"]["Label"]
    except (ValueError, KeyError, TypeError):
        return ""
    # 1: is generated; 2 and 3: may be, or is suspected to be.
    return MADE if str(label) == "1" else NAMED
