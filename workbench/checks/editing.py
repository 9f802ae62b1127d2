"""Editing and origin: signs that a file passed through a program or a messenger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit

# Programs that change pictures or films. A camera's own firmware name is no such sign.
EDITORS = re.compile(
    r"photoshop|lightroom|\bgimp\b|paint\.?net|\bpaint\b|pixelmator|affinity|picsart|snapseed|"
    r"photoscape|photodirector|photo ?grid|facetune|meitu|beautyplus|airbrush|\bcanva\b|"
    r"corel|acdsee|irfanview|xnview|faststone|picasa|photofiltre|paintshop|capture one|"
    r"capcut|kinemaster|inshot|imovie|premiere|final cut|davinci|vegas|filmora|camtasia|"
    r"handbrake|\bvn\b|vivavideo|powerdirector|openshot|shotcut|kdenlive|windows photo|"
    r"polish|fotor|pixlr|youcam|\bsnow\b|\bb612\b|remini|illustrator|inkscape|imagemagick|"
    r"graphicsmagick|photomagic|preview\b|aperture",
    re.IGNORECASE,
)
_TOOLS = (
    ("exif", "Software"),
    ("exif", "ProcessingSoftware"),
    ("xmp", "CreatorTool"),
    ("xmp", "HistorySoftware"),
    ("png", "Software"),
    ("container", "Software"),
    ("container", "EditingApplication"),
    ("jpeg", "Comment"),
)
PICTURES = ("image/jpeg", "image/heic", "image/heif", "image/webp")


@check("EDIT-001", "attention")
def editing_tool(context: CheckContext) -> Iterator[Observation]:
    """Find files that name a program which can change pictures, films or sound."""
    for exhibit in context.exhibits:
        tools = sorted(set(_editors(context, exhibit)))
        if tools:
            fields = {"exhibit": exhibit.id, "tools": "; ".join(tools)}
            yield Observation("EDIT-001", "attention", (exhibit.id,), fields)


@check("EDIT-002", "info")
def through_messenger(context: CheckContext) -> Iterator[Observation]:
    """Find files named as a messenger names what it sends."""
    for exhibit in context.exhibits:
        tool = context.messenger(exhibit)
        if tool is not None:
            fields = {"exhibit": exhibit.id, "tool": tool.value}
            yield Observation("EDIT-002", "info", (exhibit.id,), fields)


@check("EDIT-003", "attention")
def original_through_messenger(context: CheckContext) -> Iterator[Observation]:
    """Find claimed originals that are named as a messenger names what it sends."""
    for exhibit in context.exhibits:
        claim, tool = context.claim(exhibit), context.messenger(exhibit)
        if claim is not None and claim.originality == "original" and tool is not None:
            fields = {"exhibit": exhibit.id, "tool": tool.value}
            yield Observation("EDIT-003", "attention", (exhibit.id,), fields)


@check("EDIT-004", "info")
def nothing_inside(context: CheckContext) -> Iterator[Observation]:
    """Find photographs that say nothing about camera or time."""
    for exhibit in context.exhibits:
        if exhibit.media_type not in PICTURES or exhibit.status != "ok":
            continue
        row = context.row(exhibit)
        damaged = any(fact.kind == "failure" for fact in context.of(exhibit))
        if not row.make and not row.model and row.source in {"", "filename"} and not damaged:
            yield Observation("EDIT-004", "info", (exhibit.id,), {"exhibit": exhibit.id})


CHECKS = (editing_tool, through_messenger, original_through_messenger, nothing_inside)


def _editors(context: CheckContext, exhibit: Exhibit) -> Iterator[str]:
    for source, name in _TOOLS:
        for fact in context.of(exhibit, source, name):
            if EDITORS.search(fact.value):
                yield fact.value[:80]
    for fact in context.of(exhibit, "filename", "Tool"):
        if fact.typed == "editor":
            yield fact.value
