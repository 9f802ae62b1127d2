"""The container of a record: every file listed, every listed file here, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.record import bag, exhibits, guide, signature
from workbench.record.finished import REQUIRED
from workbench.record.loaded import Reading
from workbench.record.verdict import Check, Fault

# Which form of record this version writes and reads, and the label that names it.
FORMAT = "1"
LABEL = "Workbench-Record-Format"

STUDY = f"{bag.PAYLOAD}/study"
EXHIBIT_LIST = f"{bag.PAYLOAD}/{exhibits.LIST}"
EXHIBIT_SUMS = f"{bag.PAYLOAD}/{exhibits.SUMS}"
NEEDED = {EXHIBIT_LIST, EXHIBIT_SUMS, *(f"{STUDY}/{name}" for name in REQUIRED)}
TAG_FILES = {
    bag.DECLARATION,
    bag.INFORMATION,
    *bag.MANIFESTS.values(),
    *bag.TAG_MANIFESTS.values(),
    *guide.PAGES.values(),
}


def checks(reading: Reading) -> tuple[Check, ...]:
    """Return the checks that need no knowledge of what a study is."""
    return (
        Check("container", len(reading.found.files), tuple(_container(reading))),
        Check("tag_files", len(reading.tags), tuple(_tag_files(reading))),
        Check("payload", len(reading.payload), tuple(_payload(reading))),
    )


def _container(reading: Reading) -> Iterator[Fault]:
    """Links and odd entries, the declaration, the totals: what a bag must be at all."""
    yield from (Fault("odd", name) for name in reading.found.other)
    yield from (Fault("unreadable", name) for name in reading.unreadable)
    yield from (Fault("odd_name", name) for name in reading.found.files if not bag.is_plain(name))
    used = {parent for name in reading.found.files for parent in _parents(name)}
    yield from (Fault("empty_folder", name) for name in sorted(reading.found.folders - used))
    if reading.text(bag.DECLARATION) != bag.DECLARED:
        yield Fault("declaration", bag.DECLARATION)
    sizes = [reading.found.files[name] for name in reading.payload]
    if reading.information.get("Payload-Oxum") != f"{sum(sizes)}.{len(sizes)}":
        yield Fault("totals", bag.INFORMATION)


def _tag_files(reading: Reading) -> Iterator[Fault]:
    """BagIt allows unlisted tag files; a record does not."""
    yield from (Fault("added", name) for name in sorted(reading.tags - TAG_FILES)
                if not signature.is_one(name))  # fmt: skip
    yield from (Fault("missing", name) for name in sorted(TAG_FILES - reading.tags))
    listed = reading.tags & TAG_FILES - set(bag.TAG_MANIFESTS.values())
    for algorithm, manifest in bag.TAG_MANIFESTS.items():
        yield from _against(reading, manifest, algorithm, listed)


def _payload(reading: Reading) -> Iterator[Fault]:
    yield from (Fault("missing", name) for name in sorted(NEEDED - reading.payload))
    for algorithm, manifest in bag.MANIFESTS.items():
        yield from _against(reading, manifest, algorithm, reading.payload)


def _against(reading: Reading, manifest: str, algorithm: str, here: set[str]) -> Iterator[Fault]:
    """Compare what lies here with one manifest, in both directions."""
    text = reading.text(manifest)
    entries, broken = bag.manifest(text)
    if not broken and text != bag.lines(entries.items()):
        # Nothing lists the tag manifests: a blank or a capital letter in them must show too.
        yield Fault("rewritten", manifest)
    yield from (Fault("broken_line", f"{manifest}: {line}") for line in broken)
    for name in sorted({*entries, *here}):
        digests = reading.digests.get(name)
        if name not in here:
            yield Fault("missing", name)
        elif name not in entries:
            yield Fault("added", name)
        elif digests is not None and entries[name] != digests[algorithm]:
            yield Fault("changed", name)


def _parents(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
