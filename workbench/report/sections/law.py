"""What vouches for the texts of the law in a section: mark, basis and note of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from workbench.law.differing import field_name, told
from workbench.law.marked import Marked, mark_name, marked_in, vouched_alike
from workbench.report.context import Context
from workbench.report.model import Table
from workbench.text import has, say
from workbench.text.visible import visible

_COLUMNS = ("item", "mark", "basis", "note")


def vouchers(context: Context, shown: Any) -> Table:
    """Return what vouches for each text of the law inside `shown`, alike ones on one row.

    `shown` is the part of the study that a section shows. A text with neither says all
    there is to say by its own tag.
    """
    found = vouched_alike(marked_in(shown), context.language)
    return Table(
        context.text("law.caption"),
        tuple(context.text(f"law.column.{name}") for name in _COLUMNS),
        tuple(_row(context, texts, one) for texts, one in found),
        context.text("law.empty"),
    )


def corrections(context: Context, kajian: Mapping[str, Any]) -> Table:
    """Return where an office's own pack says otherwise than the one it corrects: both sides."""
    found = (kajian.get("rule_pack") or {}).get("disagreements") or ()
    return Table(
        context.text("law.corrections"),
        tuple(context.text(f"law.column.{name}") for name in ("item", "field", "used", "other")),
        tuple(
            (
                f"{_section(context, odd)} {visible(odd.get('item'))}",
                visible(field_name(str(one.get("field")), context.language)),
                _said(context, odd.get("used_pack"), one, "used"),
                _said(context, odd.get("other_pack"), one, "other"),
            )
            for odd in found
            for one in odd.get("fields") or ()
        ),
        context.text("law.empty"),
    )


def _section(context: Context, odd: Mapping[str, Any]) -> str:
    key = f"law.section.{odd.get('section')}"
    return say(key, context.language) if has(key) else visible(odd.get("section"))


def _said(context: Context, pack: Any, one: Mapping[str, Any], side: str) -> str:
    law, mark = one.get(side), one.get(f"{side}_mark")
    text = told(Marked.of(law) if isinstance(law, Mapping) else mark, context.language)
    return f"{visible(text)} [{visible(pack)}]"


def whole_law(kajian: Mapping[str, Any]) -> Iterator[Marked]:
    """Yield every text of the law that a study shows: clocks and stages, then the kajian's."""
    of_clocks = ("title", "profile_title", "conflicts")
    clocks = [[clock.get(name) for name in of_clocks] for clock in kajian.get("clocks") or ()]
    stages = [phase.get("text") for phase in kajian.get("phases") or ()]
    parts = ("requirements", "norms", "elements", "conclusions")
    yield from marked_in([clocks, stages, *shown_law(kajian, parts)])


def shown_law(kajian: Mapping[str, Any], parts: Collection[str]) -> Iterator[Any]:
    """Yield the texts of the law that a rendering of these parts of the kajian shows.

    Parts are keys of the kajian in ``study.json``; ``elements`` are those of its norms.
    """
    if "requirements" in parts:
        yield [item.get("text") for item in kajian.get("requirements") or ()]
        screening = kajian.get("screening") or {}
        yield [screening.get(name) for name in ("eligibility_text", "result_text")]
    for norm in kajian.get("norms") or () if "norms" in parts else ():
        yield [norm.get(name) for name in ("title", "instrument_title", "force")]
        for element in norm.get("elements") or () if "elements" in parts else ():
            yield [element.get("text"), element.get("conflicts")]
    if "conclusions" in parts:
        # How a letter cites a norm holds two texts of the law; the report shows each by itself.
        yield [
            {key: value for key, value in one.items() if key != "cited"}
            for one in kajian.get("conclusions") or ()
        ]


def _row(context: Context, texts: str, one: Marked) -> tuple[str, ...]:
    language = context.language
    return (
        visible(texts),
        mark_name(one.mark, language),
        visible(one.basis_in(language)) or "–",
        visible(" ".join(one.notes_in(language))) or "–",
    )
