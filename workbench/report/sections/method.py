"""What was run on what, and how anybody can check it again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from workbench.examination.document import canonical
from workbench.report.context import Context, grouped
from workbench.report.language import number
from workbench.report.model import Section, Table


def counts(context: Context) -> Counter[str]:
    """Return how many exhibits there are, and how many of each status."""
    found = Counter(str(row.get("status") or "ok") for row in context.exhibits)
    found["all"] = len(context.exhibits)
    return found


def balance(context: Context) -> str:
    """Return the sentence that every file found is accounted for, with the numbers."""
    found = counts(context)
    parts = {name: number(found[name], context.language) for name in _STATUSES}
    if not found["all"]:
        return context.text("summary.balance_empty")
    return context.counted("summary.balance", found["all"], **parts)


_STATUSES = ("ok", "unreadable", "refused")


def method(context: Context) -> Section:
    """Return each step, what it was run on, and what came of it."""
    text = context.text
    return Section(
        "method",
        text("method.title"),
        (text("method.intro"),),
        (
            Table(
                text("method.caption"),
                tuple(text(f"method.column.{name}") for name in ("step", "on", "result")),
                tuple(_steps(context)),
            ),
        ),
        closing=(text("method.limits"),),
    )


def verify(context: Context) -> Section:
    """Return how to check the files and this study with tools that any machine has."""
    text = context.text
    files = "verify.files_public" if context.profile == "public" else "verify.files"
    return Section(
        "verify",
        text("verify.title"),
        (text("verify.intro"), text(files), text("verify.study")),
        (
            Table(
                text("verify.caption"),
                (text("verify.column.system"), text("verify.column.command")),
                (
                    ("Linux", "sha256sum"),
                    ("macOS", "shasum -a 256"),
                    ("Windows", "certutil -hashfile … SHA256"),
                ),
            ),
            Table(
                text("verify.anchor_caption"),
                (text("verify.column.what"), text("verify.column.value")),
                (("study.json (SHA-256)", " ".join(grouped(digest(context.whole)))),),
            ),
        ),
        closing=(text("verify.record"),),
    )


def digest(study: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the study's canonical bytes: that of the file ``study.json``."""
    return hashlib.sha256(canonical(study)).hexdigest()


def _steps(context: Context) -> list[tuple[str, str, str]]:
    text, counted = context.text, context.counted
    found = counts(context)
    facts = list(context.whole.get("facts") or ())
    told = len({fact.get("path") for fact in facts})
    likes = context.whole.get("duplicates") or {}
    dated = sum(1 for row in context.whole.get("captured") or () if row.get("at"))
    return [
        (
            text("method.inventory"),
            counted("method.entries", found["all"]),
            text("method.inventory_result", ok=number(found["ok"], context.language)),
        ),
        (
            text("method.metadata"),
            counted("method.files", found["ok"]),
            text(
                "method.metadata_result",
                facts=number(len(facts), context.language),
                files=number(told, context.language),
                dated=number(dated, context.language),
            ),
        ),
        (
            text("method.timeline"),
            text("method.timeline_on"),
            counted("method.timeline_result", len(context.whole.get("timeline") or ())),
        ),
        (
            text("method.duplicates"),
            counted("method.pictures", context.compared),
            counted(
                "method.duplicates_result",
                len(likes.get("groups") or ()),
                pairs=number(len(likes.get("pairs") or ()), context.language),
            ),
        ),
        (
            text("method.checks"),
            text("method.checks_on"),
            counted("method.checks_result", len(context.whole.get("observations") or ())),
        ),
    ]
