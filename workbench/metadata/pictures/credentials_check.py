"""Whether the signature of content credentials is genuine, and whose: on demand, by c2pa-python.

An extra (``pip install kajian-workbench[credentials]``) and never part of a study, which
must not depend on what a computer has installed. The library runs in a guarded child that may
open no connection; manifests that stand on a server are not fetched, certificates are not
looked up, and no list of trusted makers is shipped: "valid" means that the signature fits its
certificate and the file, not that the certificate's name is true.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from workbench.evidence.content_type import media_type_of
from workbench.evidence.source import open_source
from workbench.metadata.containers import blocks
from workbench.metadata.fact import Fact
from workbench.metadata.on_demand import Wanted, read_apart
from workbench.metadata.reading import Reading, plain

SOURCE = "c2pa-python"
_SECONDS = 30.0
_MEMORY = 2 * 1024**3
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}


def is_installed() -> bool:
    """Whether the library is there."""
    return find_spec("c2pa") is not None


def check(wanted: Iterable[Wanted]) -> Iterator[Fact]:
    """Yield what the library says about the credentials of each exhibit that has some.

    ``Validation`` is ``Valid``, ``Invalid`` or ``Trusted`` in the library's words;
    ``ValidationFailure`` names each reason by its code of the C2PA specification.
    """
    yield from read_apart(wanted, read, SOURCE, _SECONDS, _MEMORY)


def read(item: Wanted) -> list[tuple[str, ...]]:
    """Return the rows of one file; runs in the child."""
    import c2pa

    with open_source(item.root, item.path) as source:
        data = bytes(source.data)
    if not any(block.kind == "c2pa" for block in blocks(data)):
        return []
    settings = c2pa.Settings.from_dict(_OFFLINE)
    try:
        reader = c2pa.Reader(
            media_type_of(data) or "", io.BytesIO(data), context=c2pa.Context(settings)
        )
        report = json.loads(reader.json())
    except c2pa.C2paError as error:
        return [tuple(Reading(SOURCE, "Unreadable", plain(error)[:200], kind="failure"))]
    return [tuple(row) for row in _said(report)]


def _said(report: dict[str, Any]) -> Iterator[Reading]:
    """Yield what the library says of the signature, with its reasons, and who signed when."""
    yield Reading(SOURCE, "Validation", plain(report.get("validation_state")), "", "text")
    results = (report.get("validation_results") or {}).get("activeManifest") or {}
    for failure in (results.get("failure") or ())[:50]:
        code, why = plain(failure.get("code")), plain(failure.get("explanation") or "")
        yield Reading(SOURCE, "ValidationFailure", code, "", "text", why[:200])
    active = (report.get("manifests") or {}).get(report.get("active_manifest")) or {}
    signature = active.get("signature_info") or {}
    for name, key in (("Signer", "common_name"), ("Issuer", "issuer"), ("SignedAt", "time")):
        if value := plain(signature.get(key) or ""):
            yield Reading(SOURCE, name, value, "", "text", "signature_info")
