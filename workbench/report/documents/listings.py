"""Rows that several papers show: exhibits, norms, conclusions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from workbench.report.context import Context, grouped
from workbench.report.documents.addressees import name_of
from workbench.report.documents.comments import begun, is_noted
from workbench.report.documents.law_words import law
from workbench.report.language import listed
from workbench.report.model import Picture
from workbench.report.sections.answered import choice, cited
from workbench.report.sections.ended import ended
from workbench.report.sections.exhibits import media_name, status_name
from workbench.report.sections.law_text import source
from workbench.text.visible import visible

Json = Mapping[str, Any]
# Longest side in pixels: sharp at three centimetres, and forty of them stay a small file.
_THUMBNAIL = 320


def exhibits(context: Context, only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return one row for each exhibit, none left out; with `only`, those that a letter needs."""
    rows = []
    for item in context.exhibits:
        if only is not None and item["id"] not in only:
            continue
        claim: Json = item.get("claim") or {}
        received = [
            visible(claim.get("received_from")),
            context.when(claim.get("received_at"), short=True),
        ]
        digest = item.get("sha256")
        kind = context.named("kind", claim.get("kind"))
        rows.append(
            {
                "id": visible(item["id"]),
                "label": visible(claim.get("label")) or visible(item["path"]).rpartition("/")[2],
                "kind": kind or media_name(context, item.get("media_type")),
                "path": visible(item["path"]),
                "received": ", ".join(filter(None, received)),
                "sha256": " ".join(grouped(digest))
                if digest
                else context.text("exhibit.no_digest"),
                "status": status_name(context, item),
                "picture": _thumbnail(context, item),
            }
        )
    return rows


def _thumbnail(context: Context, item: Json) -> Picture | str:
    alt = context.text("likeness.alt", id=visible(item["id"]))
    return context.picture(item["path"], alt, longest=_THUMBNAIL) or "–"


def norms(context: Context) -> list[dict[str, Any]]:
    """Return the norms under study, each with its elements.

    An element that is otherwise for one person has a row of its own for that person.
    """
    given: Json = context.study.get("kajian") or {}
    return [
        {
            "id": visible(norm.get("id")),
            "title": begun(norm_cited(context, norm, given), large=True),
            "act": _act(context, norm),
            "source": source_bare(context, norm),
            "force": law(context, norm.get("force")),
            "elements": [
                row for element in norm.get("elements") or () for row in _element(context, element)
            ],
        }
        for norm in given.get("norms") or ()
    ]


def _act(context: Context, norm: Json) -> str:
    """Return what a norm is about, without the number before it: its source names that."""
    text = law(context, norm.get("title"))
    head, colon, act = text.partition(": ")
    # A comment begins before the number and must not lose its beginning.
    return (head[0] + act if is_noted(head) else act) if colon else text


def source_bare(context: Context, norm: Json) -> str:
    """Return a norm's instrument with its article; what is not verified carries a comment."""
    title = norm.get("instrument_title")
    told = law(context, title)
    bare = {"id": title.get("id"), "en": title.get("en")} if isinstance(title, Mapping) else title
    return source(context, {**norm, "instrument_title": bare}).replace(
        visible(bare.get(context.language)) if isinstance(bare, Mapping) else visible(bare),
        told,
        1,
    )


def norm_cited(context: Context, norm: Json, kajian: Json) -> str:
    """Return a norm as a letter cites it: what it forbids, its law and its article."""
    key = norm.get("norm") or norm.get("id")
    named = (one for one in kajian.get("conclusions") or () if one.get("norm") == key)
    found: Json = next(named, {})
    return law(context, found.get("cited") or norm.get("title")) or visible(key)


def law_named(context: Context, norm: Json) -> str:
    """Return law and article of a norm, or its own words where it names none."""
    cited = norm.get("cited") or {}
    return law(context, cited.get("basis") or norm.get("title")) or visible(norm.get("norm"))


def _element(context: Context, element: Json) -> list[dict[str, str]]:
    text, own = law(context, element.get("text")), element.get("persons") or {}
    rows = [_weighed(context, text, element)]
    for person, weighed in own.items():
        rows.append(_weighed(context, f"{text} ({name_of(context, person)})", weighed))
    return rows


def _weighed(context: Context, text: str, weighed: Json) -> dict[str, str]:
    return {
        "text": text,
        "supports": cited(weighed.get("supports")),
        "contradicts": cited(weighed.get("contradicts")),
        "alternative": visible(weighed.get("alternative"), lines=True),
        "status": choice(context, "judgement", weighed.get("status")),
        "reason": visible(weighed.get("reason"), lines=True),
    }


def conclusions(context: Context) -> list[dict[str, str]]:
    """Return what was concluded about each norm and person, and where it goes."""
    given: Json = context.study.get("kajian") or {}
    chosen = ("conclusion", "category", "disposition")
    return [
        {
            "persons": listed([name_of(context, one) for one in row["for"]], context.language)
            or context.text("word.not_stated"),
            "norm": norm_cited(context, row, given),
            **{
                name: law(context, row.get(f"{name}_text"))
                or visible(row.get(name))
                or context.text("word.open")
                for name in chosen
            },
            "target": destination(context, row),
            "reason": visible(row.get("reason"), lines=True),
        }
        for row in ended(given)
    ]


def destination(context: Context, given: Json) -> str:
    """Return whom something goes to: as the reviewer named it, else as the rule pack does."""
    typed = visible(given.get("addressee"))
    return typed or law(context, given.get("target_text")) or visible(given.get("target"))
