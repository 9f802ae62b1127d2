"""What an answer is called, from its place in a file: to tell what was undone or recovered."""

from __future__ import annotations

from workbench.case.folder import EXHIBITS, KAJIAN, STATEMENTS
from workbench.case.journal import Place
from workbench.text import Language, has, say

_GROUPS = {
    "exhibits": "exhibit",
    "attributions": "attribution",
    "statements": "statement",
    "passages": "passage",
    "facts": "fact",
    "matrix": "element",
    "conclusions": "conclusion",
    "members": "member",
    "requirements": "requirement",
    "parties": "party",
    "people": "identity",
    "chain": "handover",
}


def field_name(file: str, keys: Place, language: Language) -> str:
    """Return the label of the field whose answer stands at a place of a file."""
    if not keys:
        return file
    group = next((_GROUPS[key] for key in reversed(keys[:-1]) if key in _GROUPS), "")
    if file == EXHIBITS and group == "exhibit":
        group = "claim"
    if file.startswith(f"{STATEMENTS}/") and not group:
        group = "statement"
    for name in (f"{group}.{keys[-1]}", ".".join(keys[-2:]), keys[-1]):
        if has(f"kajian.field.{name}.label"):
            return say(f"kajian.field.{name}.label", language)
    if file == KAJIAN and keys[0] == "explanations":
        return say("kajian.field.explanation.label", language)
    return keys[-1]
