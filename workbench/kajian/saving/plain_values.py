"""Answers as a file keeps them: plain text, lists and mappings; whole lists where items move."""

from __future__ import annotations

from typing import Any

from workbench.case.journal import Change, Place
from workbench.case.replay import changed, get


def whole_list(data: dict[str, Any], change: Change) -> tuple[Place, Any]:
    """Return a change's place and value; of the whole list where its items would move up.

    Taking away the last answer of an item that is known by its number gives the
    numbers after it to others: only the list as it was can be put back.
    """
    for depth, part in enumerate(change.key):
        items = get(data, change.key[:depth])
        if part.isdigit() and isinstance(items, list):
            after = get(changed(data, change.key, change.after, change.file), change.key[:depth])
            if len(after or []) < len(items):
                return change.key[:depth], after
    return change.key, change.after


def plain(value: Any) -> Any:
    """Return a value as the file keeps it: text, or lists and mappings of text; None if empty."""
    if isinstance(value, dict):
        return {
            str(key): "" if item is None else plain(item) or "" for key, item in value.items()
        } or None
    if isinstance(value, list | tuple):
        return [plain(item) or "" for item in value] or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value).replace("\r\n", "\n").replace("\r", "\n") or None
