"""Making: marks of picture generators, and content credentials (C2PA) with what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import generators
from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.families.editing import TOOLS
from workbench.checks.generators import EDITED, MADE, NAMED
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Fact

# Text chunks of PNG in which generators keep their settings.
_SETTINGS = {"parameters", "prompt", "workflow", "sd-metadata", "invokeai_metadata", "Dream"}
_SHORTEST = 20
# Where people, programs and generators write freely.
_WRITTEN = (
    ("exif", "UserComment"), ("exif", "ImageDescription"), ("exif", "XPComment"),
    ("exif", "Make"), ("exif", "Model"),
    ("picture", "Comment"), ("png", "Comment"), ("png", "Description"), ("xmp", "description"),
    ("xmp", "UserComment"), ("container", "Comment"), ("xmp", "AIGC"), ("png", "AIGC"),
)  # fmt: skip
# Where else a maker may be named.
_ORIGINS = (
    ("xmp", "Credit"), ("iptc", "Credit"), ("png", "Source"), ("c2pa", "SoftwareAgent"),
    ("xmp", "AISystemUsed"), ("exif", "ImageEditingSoftware"), ("exif", "ImageEditor"),
    ("exif", "Artist"), ("png", "Author"),
)  # fmt: skip
_SIGNERS = ("SignerOrganisation", "SignerCommonName")


@check("EDIT-005", "serious", "attention")
def generator_named(context: CheckContext) -> Iterator[Observation]:
    """Find files that say of themselves that a generator made, edited or touched a picture."""
    for exhibit in context.exhibits:
        marks = set(_generator_marks(context, exhibit))
        by_name = _named_by_file(context, exhibit)
        if not marks and not by_name:
            continue
        kinds = {kind for kind, _ in marks}
        # A part that a generator made does not make the whole its work.
        is_captured = any(
            generators.source_type(fact.value) in generators.NOT_GENERATED
            for fact in _source_types(context, exhibit)
        )
        how = EDITED if EDITED in kinds or (MADE in kinds and is_captured) else NAMED
        how = MADE if MADE in kinds and how != EDITED else how
        # A name is changed by anybody; what stands inside was written by a program.
        severity: Severity = "attention" if how == EDITED or not marks else "serious"
        told = "; ".join([*sorted({mark for _, mark in marks}), *([by_name] if by_name else [])])
        fields = {"exhibit": exhibit.id, "marks": told, "how": f"generator_{how}"}
        yield Observation("EDIT-005", severity, (exhibit.id,), fields)


@check("EDIT-006", "info")
def credentials_present(context: CheckContext) -> Iterator[Observation]:
    """Find files that carry C2PA content credentials."""
    for exhibit in context.exhibits:
        found = context.first(exhibit, "c2pa", "Manifest")
        if found is None:
            found = context.first(exhibit, "picture", "ContentCredentials")
        if found is not None:
            names = (context.first(exhibit, "c2pa", name) for name in _SIGNERS)
            signer = next((fact.value for fact in names if fact is not None), "?")
            fields = {"exhibit": exhibit.id, "signer": signer}
            yield Observation("EDIT-006", "info", (exhibit.id,), fields)


@check("EDIT-015", "attention")
def credentials_broken(context: CheckContext) -> Iterator[Observation]:
    """Find files that are no longer what their content credentials were signed for."""
    for exhibit in context.exhibits:
        parts = [
            f"{name}: {fact.locator}"
            for name in ("Content", "Statements")
            if (fact := context.first(exhibit, "c2pa", name)) and fact.value == "changed"
        ]
        if parts:
            fields = {"exhibit": exhibit.id, "parts": "; ".join(parts)}
            yield Observation("EDIT-015", "attention", (exhibit.id,), fields)


CHECKS = (generator_named, credentials_present, credentials_broken)


def _source_types(context: CheckContext, exhibit: Exhibit) -> Iterator[Fact]:
    for source in ("xmp", "iptc", "c2pa"):
        yield from context.of(exhibit, source, "DigitalSourceType")


def _generator_marks(context: CheckContext, exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """Yield what each mark says, and the mark."""
    for fact in _source_types(context, exhibit):
        if kind := generators.of_source(fact.value):
            yield kind, f"DigitalSourceType: {fact.value.rpartition('/')[2]}"
    yield from _settings(context, exhibit)
    for source, name in (*TOOLS, *_ORIGINS):
        for fact in context.of(exhibit, source, name):
            if kind := generators.credited(fact.value, source):
                yield kind, f"{name}: {fact.value[:80]}"
            elif found := generators.named(fact.value, source):
                yield NAMED, f"{name}: {found}"
    for fact in context.of(exhibit, "c2pa", "ClaimGenerator"):
        if found := generators.claimed(fact.value):
            yield NAMED, f"ClaimGenerator: {found}"


def _settings(context: CheckContext, exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """Yield the settings and labels that generators leave in fields for text."""
    for fact in context.of(exhibit, "png"):
        if fact.name in _SETTINGS and len(fact.value) > _SHORTEST:
            yield MADE, f"PNG {fact.name}"
    for source, name in _WRITTEN:
        for fact in context.of(exhibit, source, name):
            if whose := generators.settings(fact.value):
                yield MADE, f"{name}: {whose}"
            if kind := generators.labelled(fact.value):
                yield kind, f"{name}: AIGC"


def _named_by_file(context: CheckContext, exhibit: Exhibit) -> str:
    """Return the generator whose names for files an exhibit has, or ''."""
    tool = context.first(exhibit, "filename", "Tool")
    return tool.value if tool is not None and tool.typed == "generator" else ""
