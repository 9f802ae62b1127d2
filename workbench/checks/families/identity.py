"""Identity: whether a file is what its name and the papers say, and whether it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.families import unread
from workbench.checks.observation import Observation, Severity
from workbench.evidence.exhibit import Exhibit


@check("IDENT-001", "attention", "info")
def extension_against_content(context: CheckContext) -> Iterator[Observation]:
    """Find files whose extension promises another kind than their content."""
    for exhibit in context.exhibits:
        if exhibit.extension_matches is False:
            name = exhibit.path.rpartition("/")[2]
            fields = {"exhibit": exhibit.id, "name": name, "found": exhibit.media_type or "?"}
            severity: Severity = "info" if _is_same_family(name, exhibit) else "attention"
            yield Observation("IDENT-001", severity, (exhibit.id,), fields)


@check("IDENT-002", "attention")
def not_read(context: CheckContext) -> Iterator[Observation]:
    """Find exhibits that were listed and could not, or must not, be read."""
    for exhibit in context.exhibits:
        if exhibit.status != "ok" and exhibit.size != 0:
            fields = {"exhibit": exhibit.id, "reason": exhibit.reason or exhibit.status}
            yield Observation("IDENT-002", "attention", (exhibit.id,), fields)


@check("IDENT-003", "serious")
def hash_against_claim(context: CheckContext) -> Iterator[Observation]:
    """Find files whose SHA-256 is not the one that the papers name."""
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        if claim and claim.sha256 and exhibit.sha256 and claim.sha256 != exhibit.sha256:
            fields = {
                "exhibit": exhibit.id,
                "claimed": claim.sha256[:16],
                "found": exhibit.sha256[:16],
            }
            yield Observation("IDENT-003", "serious", (exhibit.id,), fields)


@check("IDENT-004", "attention")
def empty(context: CheckContext) -> Iterator[Observation]:
    """Find files without a single byte."""
    for exhibit in context.exhibits:
        if exhibit.size == 0:
            yield Observation("IDENT-004", "attention", (exhibit.id,), {"exhibit": exhibit.id})


@check("IDENT-005", "info")
def layer_not_read(context: CheckContext) -> Iterator[Observation]:
    """Find layers of metadata that are there and could not be read."""
    for exhibit in context.exhibits:
        failed = {fact.source for fact in context.of(exhibit) if fact.kind == "failure"}
        if context.first(exhibit, "pdf", "NeedsPassword") is not None:
            failed.discard("pdf")
        layers = sorted(failed - unread.LAYERS)
        if layers:
            fields = {"exhibit": exhibit.id, "layers": ", ".join(layers)}
            yield Observation("IDENT-005", "info", (exhibit.id,), fields)


# What stands behind a picture's end and has no business there; cameras append none of it.
_FOREIGN = {"zip", "pdf", "rar", "7z", "program", "html", "php"}
_SOME = 64


@check("IDENT-006", "attention", "info")
def behind_the_end(context: CheckContext) -> Iterator[Observation]:
    """Find pictures with another file, or bytes of no known kind, behind their end."""
    for exhibit in context.exhibits:
        kind = context.first(exhibit, "trailer", "Kind")
        count = context.first(exhibit, "trailer", "Bytes")
        if kind is None or count is None:
            continue
        is_foreign = kind.value in _FOREIGN
        if is_foreign or (kind.value == "unknown" and int(count.typed) >= _SOME):
            fields = {"exhibit": exhibit.id, "count": count.typed, "kind": kind.value}
            severity: Severity = "attention" if is_foreign else "info"
            yield Observation("IDENT-006", severity, (exhibit.id,), fields)


@check("IDENT-007", "attention")
def end_missing(context: CheckContext) -> Iterator[Observation]:
    """Find pictures that break off, where decoding did not already say so."""
    for exhibit in context.exhibits:
        is_known = context.first(exhibit, "picture", "Unreadable") is not None
        if not is_known and context.first(exhibit, "trailer", "EndMissing") is not None:
            yield Observation("IDENT-007", "attention", (exhibit.id,), {"exhibit": exhibit.id})


@check("IDENT-008", "attention")
def opens_as_another(context: CheckContext) -> Iterator[Observation]:
    """Find files whose bytes open as another kind of file, too."""
    for exhibit in context.exhibits:
        kinds = sorted({fact.value for fact in context.of(exhibit, "trailer", "AlsoOpensAs")})
        if kinds:
            found = exhibit.media_type or "?"
            fields = {"exhibit": exhibit.id, "found": found, "also": ", ".join(kinds)}
            yield Observation("IDENT-008", "attention", (exhibit.id,), fields)


# Extensions that sites and messengers swap for one another without changing what opens the file.
_SWAPPED = {
    "image": {"jpg", "jpeg", "jfif", "png", "webp", "gif", "bmp", "heic", "heif", "avif"},
    "video": {"mp4", "m4v", "mov", "3gp", "webm", "mkv"},
    "audio": {"mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "amr"},
}


def _is_same_family(name: str, exhibit: Exhibit) -> bool:
    """Whether name and content are of one family, such as a WebP named ``.jpg``."""
    family = (exhibit.media_type or "").partition("/")[0]
    return name.rpartition(".")[2].lower() in _SWAPPED.get(family, set())


CHECKS = (
    extension_against_content,
    not_read,
    hash_against_claim,
    empty,
    layer_not_read,
    behind_the_end,
    end_missing,
    opens_as_another,
)
