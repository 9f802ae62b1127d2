"""Rows that several papers show: exhibits, norms, conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.report.context import Context, grouped
from workbench.report.model import Picture
from workbench.report.sections.answered import choice, cited
from workbench.report.sections.exhibits import media_name, status_name
from workbench.report.sections.law_text import source, words
from workbench.text.visible import visible

Json = Mapping[str, Any]
# Longest side in pixels: sharp at three centimetres, and forty of them stay a small file.
_THUMBNAIL = 320


def exhibits(context: Context) -> list[dict[str, Any]]:
    """Return one row for each exhibit, none left out."""
    rows = []
    for item in context.exhibits:
        claim: Json = item.get("claim") or {}
        received = [
            visible(claim.get("received_from")),
            context.when(claim.get("received_at"), short=True),
        ]
        digest = item.get("sha256")
        rows.append(
            {
                "id": visible(item["id"]),
                "label": visible(claim.get("label")) or context.text("exhibit.no_label"),
                "kind": context.named("kind", claim.get("kind"))
                or media_name(context, item.get("media_type")),
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
    """Return the norms under study, each with its elements."""
    given: Json = context.study.get("kajian") or {}
    return [
        {
            "id": visible(norm.get("id")),
            "title": words(context, norm.get("title")),
            "source": source(context, norm),
            "force": words(context, norm.get("force")),
            "elements": [
                {
                    "text": words(context, element.get("text")),
                    "supports": cited(element.get("supports")),
                    "contradicts": cited(element.get("contradicts")),
                    "alternative": visible(element.get("alternative"), lines=True),
                    "status": choice(context, "judgement", element.get("status")),
                    "reason": visible(element.get("reason"), lines=True),
                }
                for element in norm.get("elements") or ()
            ],
        }
        for norm in given.get("norms") or ()
    ]


def conclusions(context: Context) -> list[dict[str, str]]:
    """Return what was concluded about each norm, and where it goes."""
    given: Json = context.study.get("kajian") or {}
    chosen = ("conclusion", "category", "disposition")
    return [
        {
            "norm": words(context, one.get("title")) or visible(one.get("norm")),
            **{
                name: words(context, one.get(f"{name}_text"))
                or visible(one.get(name))
                or context.text("word.open")
                for name in chosen
            },
            "target": words(context, one.get("target_text")) or visible(one.get("target")),
            "reason": visible(one.get("reason"), lines=True),
        }
        for one in given.get("conclusions") or ()
    ]
