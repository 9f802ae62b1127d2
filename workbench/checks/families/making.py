"""Making: marks of picture generators, and content credentials (C2PA) with what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.families.editing import TOOLS
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit

# Words by which picture generators name themselves, and their settings in PNG text.
_GENERATORS = re.compile(
    r"stable.?diffusion|midjourney|dall.?e\b|novelai|firefly|comfyui|automatic1111|invokeai|"
    r"\bflux\b|imagen\b|leonardo\.ai|ideogram|craiyon|made with google ai|openai",
    re.IGNORECASE,
)
_SETTINGS = {"parameters", "prompt", "workflow", "sd-metadata", "invokeai_metadata", "Dream"}
# Where else a maker may be named.
_ORIGINS = (
    ("xmp", "Credit"), ("iptc", "Credit"), ("png", "Source"), ("c2pa", "SoftwareAgent"),
    ("c2pa", "ClaimGenerator"),
)  # fmt: skip
_SIGNERS = ("SignerOrganisation", "SignerCommonName")
_TRAINED = "trainedAlgorithmicMedia"


@check("EDIT-005", "serious")
def generator_named(context: CheckContext) -> Iterator[Observation]:
    """Find files that say of themselves that a picture generator made them."""
    for exhibit in context.exhibits:
        marks = sorted(set(_generator_marks(context, exhibit)))
        if marks:
            fields = {"exhibit": exhibit.id, "marks": "; ".join(marks)}
            yield Observation("EDIT-005", "serious", (exhibit.id,), fields)


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


def _generator_marks(context: CheckContext, exhibit: Exhibit) -> Iterator[str]:
    for source in ("xmp", "iptc", "c2pa"):
        for fact in context.of(exhibit, source, "DigitalSourceType"):
            if _TRAINED.lower() in fact.value.lower():
                yield f"DigitalSourceType: {fact.value.rpartition('/')[2]}"
    for fact in context.of(exhibit, "png"):
        if fact.name in _SETTINGS and len(fact.value) > 20:
            yield f"PNG {fact.name}"
    for source, name in (*TOOLS, *_ORIGINS):
        for fact in context.of(exhibit, source, name):
            if found := _GENERATORS.search(fact.value):
                yield f"{name}: {found[0]}"
