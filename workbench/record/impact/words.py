"""A subject and what rests on it in words: the question's own label, an observation's title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from workbench.case.register import Entry, entries
from workbench.kajian.shapes import KajianFile
from workbench.record.compare import Change
from workbench.record.impact.resting import Resting
from workbench.record.impact.subjects import Subject
from workbench.text import Language, has, say
from workbench.text.visible import visible

# So many leaves of one subject are shown; the others are counted.
MOST_LEAVES = 8
_LONGEST = 160


def told_lines(subjects: list[Subject], language: Language) -> Iterator[str]:
    """Yield what a terminal shows: the conclusions concerned first, then each subject."""
    count = sum(len(subject.leaves) for subject in subjects)
    yield say("record.said.different", language, count=count)
    shaken = {one.id for each in subjects for one in each.rests if one.kind == "conclusion"}
    key = "first" if shaken else "first_none"
    yield say(f"impact.{key}", language, norms=visible(", ".join(sorted(shaken))))
    for subject in subjects:
        if subject.sort != "other":
            yield from _told(subject, language)
    for line in (followers(subjects, language), say("impact.not_followed", language)):
        yield from ("", line) if line else ()


def _told(subject: Subject, language: Language) -> Iterator[str]:
    kind = say(f"impact.kind.{subject.kind}", language)
    yield from ("", f"{heading(subject, language)}: {kind}")
    for name, old, new in leaves(subject, language):
        yield f"  {name}" + (f": {old or '-'} → {new or '-'}" if old or new else "")
    rests = resting(subject, language)
    yield from (f"  {rests}",) if rests else ()


def heading(subject: Subject, language: Language) -> str:
    """Return what a subject is called: ``Bukti B-01``, or a question with its norm and element."""
    if subject.sort == "observation":
        code, _, exhibits = subject.id.partition(" ")
        title = f"checks.{code}.title"
        name = say(title, language) if has(title) else code
        return f"{name} ({visible(exhibits)})" if exhibits else name
    if subject.sort == "answer":
        return question(subject.leaves[0].path[2:], language)
    kind = say(f"impact.sort.{subject.sort}", language)
    name = next(_titles(subject, language), "") or subject.id
    return f"{kind} {visible(name)}"


def question(path: tuple[str, ...], language: Language) -> str:
    """Return an answer's question, and what it is about: ``Alasan (SKB-2022/C4, hadir)``."""
    shape: type[BaseModel] | None = KajianFile
    label, items = "", []
    for key in filter(None, path):
        entry = _entry(shape, key)
        if entry is None:
            items.append(key)
            continue
        words = f"kajian.field.{entry.words}.label"
        label = say(words, language) if has(words) else (key if not entry.holds else label)
        shape = entry.holds
    about = ", ".join(map(visible, items))
    label = label or say("impact.sort.answer", language)
    return f"{label} ({about})" if about else label


def leaves(subject: Subject, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield for each leaf its name, what stood there, and what stands there; long lists end."""
    for change in subject.leaves[:MOST_LEAVES]:
        yield _leaf(change, language), _value(change.before), _value(change.after)
    more = len(subject.leaves) - MOST_LEAVES
    if more > 0:
        yield say("impact.more", language, count=more), "", ""


def followers(subjects: list[Subject], language: Language) -> str:
    """Return in one line what only tells again what the others say; empty when nothing does."""
    rest = [one for one in subjects if one.sort == "other"]
    if not rest:
        return ""
    parts = ", ".join(f"{visible(one.id)} ({len(one.leaves)})" for one in rest)
    return say("impact.followers", language, parts=parts)


def resting(subject: Subject, language: Language) -> str:
    """Return what rests on a subject as one sentence; empty where it is not followed."""
    if not subject.is_followed:
        return ""
    if not subject.rests:
        return say("impact.nothing_rests", language)
    named = "; ".join(_rests(one, language) for one in subject.rests)
    return say("impact.rests", language, parts=named)


def _rests(one: Resting, language: Language) -> str:
    kind = say(f"impact.rest.{one.kind}", language)
    text = _short(one.text.get(language, ""))
    return f"{kind} {visible(one.id)}" + (f" ({text})" if text else "")


def _titles(subject: Subject, language: Language) -> Iterator[str]:
    """Yield what the documents themselves call a clock, a period or a norm."""
    for change in subject.leaves:
        for item in (change.after, change.before):
            if isinstance(item, dict):
                text = item.get("title") or item.get("text") or item.get("label")
                found = text.get(language) if isinstance(text, dict) else text
                if found:
                    yield f"{subject.id} ({_short(str(found))})"


def _leaf(change: Change, language: Language) -> str:
    path = [part for part in change.path if part]
    if path[0] == "facts" and len(path) > 1:
        words = path[1].split()[1:]
        name = f"notebook.value.name.{words[-1]}" if words else ""
        return say(name, language) if has(name) else visible(" ".join(words))
    key = path[-1]
    for group in ("impact.key", "notebook.column"):
        if has(f"{group}.{key}"):
            return say(f"{group}.{key}", language)
    return visible(" ".join(path[2:]) or key)


def _entry(shape: type[BaseModel] | None, key: str) -> Entry | None:
    if shape is None:
        return None
    return next((one for one in entries(shape) if one.name == key), None)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and isinstance(value.get("value"), str):
        return _short(value["value"])  # a detail of a file, whole
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _short(text)


def _short(text: str) -> str:
    line = " ".join(visible(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
