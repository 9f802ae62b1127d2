"""Editing and origin: signs that a file passed through a program or a messenger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.pictures.crop import CERTAIN

# Programs that change pictures or films. A camera's own firmware name is no such sign.
# Each as a word of its own, also where words are written together as in AdobePhotoshop:
# a Polishing mode or a Snowdon phone is no editor.
_NAMES = (
    r"photoshop|lightroom|gimp|paint\.?net|ms ?paint|pixelmator|affinity|picsart|snapseed|"
    r"photoscape|photodirector|photo ?grid|facetune|meitu|beautyplus|airbrush|canva|"
    r"coreldraw|corel|acdsee|irfanview|xnview|faststone|picasa|photofiltre|paintshop|capture one|"
    r"capcut|kinemaster|inshot|imovie|premiere|final cut|davinci resolve|vegas pro|filmora|"
    r"camtasia|handbrake|vivavideo|powerdirector|openshot|shotcut|kdenlive|windows photos?|"
    r"fotor|pixlr|youcam|b612|remini|illustrator|inkscape|imagemagick|"
    r"graphicsmagick|photomagic|aperture"
)
EDITORS = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))(?:(?:{_NAMES})(?!(?-i:[a-z]))|"
    r"(?:vn|snow|polish|preview|paint)\b)"
    r"(?! (?:mode|priority|value|science))",
    re.IGNORECASE,
)
TOOLS = (
    ("exif", "Software"),
    ("exif", "ProcessingSoftware"),
    ("xmp", "CreatorTool"),
    ("xmp", "softwareAgent"),
    ("png", "Software"),
    ("container", "Software"),
    ("container", "EditingApplication"),
    ("picture", "Comment"),
)
# Of 64 bits. Measured on 266 public camera files: median 2, nine in ten within 4. Above 10
# stood 7, three of them low-contrast scenes looked at and found equal; above 14 none of those.
THUMBNAIL_DIFFERS = 14
# Percent of a thumbnail's area that a whole photo covers at least, and how well it must fit
# there: some cameras sharpen thumbnails so much that their hash is far and their content equal.
_WHOLE, _ALIKE = 85, 60
_NO_PHOTOGRAPHS = {"tangkapan_layar", "percakapan", "tautan", "dokumen"}
PICTURES = ("image/jpeg", "image/heic", "image/heif", "image/webp")


@check("EDIT-001", "attention", "info")
def editing_tool(context: CheckContext) -> Iterator[Observation]:
    """Find files that name a program which can change pictures, films or sound."""
    for exhibit in context.exhibits:
        tools = sorted(set(_editors(context, exhibit)))
        if tools:
            fields = {"exhibit": exhibit.id, "tools": "; ".join(tools)}
            severity = context.if_claimed_original(exhibit)
            yield Observation("EDIT-001", severity, (exhibit.id,), fields)


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
        tool = context.messenger(exhibit)
        if tool is not None and context.is_claimed_original(exhibit):
            fields = {"exhibit": exhibit.id, "tool": tool.value}
            yield Observation("EDIT-003", "attention", (exhibit.id,), fields)


@check("EDIT-004", "info")
def nothing_inside(context: CheckContext) -> Iterator[Observation]:
    """Find photographs that say nothing about camera or time."""
    for exhibit in context.exhibits:
        if exhibit.media_type not in PICTURES or exhibit.status != "ok":
            continue
        # A messenger's name has said already why nothing is inside.
        if _is_no_photograph(context, exhibit) or context.messenger(exhibit) is not None:
            continue
        row = context.row(exhibit)
        damaged = any(fact.kind == "failure" for fact in context.of(exhibit))
        if not row.make and not row.model and row.source in {"", "filename"} and not damaged:
            yield Observation("EDIT-004", "info", (exhibit.id,), {"exhibit": exhibit.id})


@check("EDIT-007", "attention", "info")
def other_size_than_taken(context: CheckContext) -> Iterator[Observation]:
    """Find photos whose pixels are not as many as the camera wrote that it took."""
    for exhibit in context.exhibits:
        taken = _sizes(context, exhibit, "exif", "ExifImageWidth", "ExifImageLength")
        stored = _sizes(context, exhibit, "picture", "StoredWidth", "StoredHeight")
        has_camera = bool(context.row(exhibit).make)
        if taken and stored and has_camera and sorted(taken) != sorted(stored):
            fields = {
                "exhibit": exhibit.id,
                "taken": f"{taken[0]} × {taken[1]}",
                "stored": f"{stored[0]} × {stored[1]}",
            }
            severity = context.if_claimed_original(exhibit)
            yield Observation("EDIT-007", severity, (exhibit.id,), fields)


@check("EDIT-008", "serious")
def changed_after_signature(context: CheckContext) -> Iterator[Observation]:
    """Find PDFs to which something was added after a signature was put on them."""
    for exhibit in context.exhibits:
        for fact in context.of(exhibit, "pdf", "BytesAfterSignature"):
            fields = {"exhibit": exhibit.id, "signer": fact.locator, "count": fact.typed}
            yield Observation("EDIT-008", "serious", (exhibit.id,), fields)


@check("EDIT-009", "attention", "info")
def active_content(context: CheckContext) -> Iterator[Observation]:
    """Find documents with scripts, macros, programs to launch, or files inside."""
    names = (
        ("pdf", "Script"), ("pdf", "Launch"), ("pdf", "OpenAction"), ("pdf", "Attachment"),
        ("office", "Macros"),
    )  # fmt: skip
    for exhibit in context.exhibits:
        found = sorted(
            {name for source, name in names if context.first(exhibit, source, name) is not None}
        )
        if found:
            fields = {"exhibit": exhibit.id, "found": ", ".join(found)}
            severity: Severity = "info" if found == ["Attachment"] else "attention"
            yield Observation("EDIT-009", severity, (exhibit.id,), fields)


@check("EDIT-010", "info")
def worked_over(context: CheckContext) -> Iterator[Observation]:
    """Find documents that show traces of being changed: tracked changes, appended saves."""
    for exhibit in context.exhibits:
        traces = [
            f"{fact.name}: {fact.value}" for fact in context.of(exhibit, "office", "TrackedChanges")
        ]
        revisions = context.first(exhibit, "pdf", "Revisions")
        if revisions is not None and int(revisions.typed) > 1:
            traces.append(f"Revisions: {revisions.value}")
        author = context.first(exhibit, "office", "Author")
        last = context.first(exhibit, "office", "LastModifiedBy")
        if author is not None and last is not None and author.value != last.value:
            traces.append(f"Author: {author.value}; LastModifiedBy: {last.value}")
        if traces:
            fields = {"exhibit": exhibit.id, "traces": "; ".join(traces)}
            yield Observation("EDIT-010", "info", (exhibit.id,), fields)


@check("EDIT-011", "attention")
def thumbnail_differs(context: CheckContext) -> Iterator[Observation]:
    """Find photos whose embedded thumbnail shows something else than the photo."""
    for exhibit in context.exhibits:
        for distance, covers, fits in _small_pictures(context, exhibit):
            is_same = fits >= CERTAIN or (covers >= _WHOLE and fits >= _ALIKE)
            if distance > THUMBNAIL_DIFFERS and not is_same:
                fields = {"exhibit": exhibit.id, "distance": str(distance)}
                yield Observation("EDIT-011", "attention", (exhibit.id,), fields)
                break


@check("EDIT-012", "attention")
def cropped(context: CheckContext) -> Iterator[Observation]:
    """Find photos that show only a part of what their own thumbnail shows."""
    for exhibit in context.exhibits:
        for _, covers, fits in _small_pictures(context, exhibit):
            if fits >= CERTAIN and covers < _WHOLE:
                fields = {"exhibit": exhibit.id, "covers": str(covers)}
                yield Observation("EDIT-012", "attention", (exhibit.id,), fields)
                break


@check("EDIT-016", "attention", "info")
def says_it_is_a_screenshot(context: CheckContext) -> Iterator[Observation]:
    """Find pictures that say of themselves that they are screenshots."""
    for exhibit in context.exhibits:
        if says_screenshot(context, exhibit):
            claim = context.claim(exhibit)
            is_photo = claim is not None and claim.kind == "foto"
            severity: Severity = "attention" if is_photo else "info"
            yield Observation("EDIT-016", severity, (exhibit.id,), {"exhibit": exhibit.id})


CHECKS = (
    editing_tool,
    through_messenger,
    original_through_messenger,
    nothing_inside,
    other_size_than_taken,
    changed_after_signature,
    active_content,
    worked_over,
    thumbnail_differs,
    cropped,
    says_it_is_a_screenshot,
)


def _small_pictures(context: CheckContext, exhibit: Exhibit) -> Iterator[tuple[int, int, int]]:
    """Yield distance, covered percent and fit of each smaller picture inside a photo."""
    found: dict[str, dict[str, int]] = {}
    for fact in context.of(exhibit, "thumbnail"):
        if fact.kind == "number":
            found.setdefault(fact.locator, {})[fact.name] = int(fact.typed)
    for one in found.values():
        yield one.get("Distance", 0), one.get("Covers", 0), one.get("Fits", 0)


def _is_no_photograph(context: CheckContext, exhibit: Exhibit) -> bool:
    """Whether no camera can be expected: a screenshot, by its name or by what people say."""
    claim = context.claim(exhibit)
    is_said = claim is not None and claim.kind in _NO_PHOTOGRAPHS
    tool = context.first(exhibit, "filename", "Tool")
    is_named = tool is not None and tool.typed in {"screenshot", "capture", "generator"}
    return is_said or is_named or says_screenshot(context, exhibit)


def says_screenshot(context: CheckContext, exhibit: Exhibit) -> bool:
    """Whether a device wrote into a picture that it is one of its screen, as iPhones do."""
    return any(
        fact.value.strip().lower() in {"screenshot", "screen shot"}
        for source in ("exif", "xmp")
        for fact in context.of(exhibit, source, "UserComment")
    )


def _editors(context: CheckContext, exhibit: Exhibit) -> Iterator[str]:
    for source, name in TOOLS:
        for fact in context.of(exhibit, source, name):
            if EDITORS.search(fact.value):
                yield fact.value[:80]
    for fact in context.of(exhibit, "filename", "Tool"):
        if fact.typed == "editor":
            yield fact.value


def _sizes(
    context: CheckContext, exhibit: Exhibit, source: str, width: str, height: str
) -> tuple[int, int] | None:
    found = [context.first(exhibit, source, name) for name in (width, height)]
    numbers = [int(fact.typed) for fact in found if fact is not None and fact.typed.isdigit()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and all(numbers) else None
