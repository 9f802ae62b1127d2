"""The kajian's parts: the reviewer's own words, and plainly where there are none yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.case.register import entries
from workbench.kajian.shapes import (
    Attribution,
    FactAnswer,
    Intake,
    KajianFile,
    Member,
    Pleno,
    Process,
    RequirementAnswer,
    Screening,
)
from workbench.report.context import Context, row
from workbench.report.language import listed
from workbench.report.model import Answer, Kajian
from workbench.report.sections import answered, weighed
from workbench.report.sections.analysis import analysis, conclusion, recommendation
from workbench.report.sections.answer_part import captioned, part
from workbench.report.sections.crops import marks
from workbench.report.sections.law import corrections, shown_law, vouchers
from workbench.report.sections.law_text import basis, source, words
from workbench.text import has, say
from workbench.text.visible import visible

Json = Mapping[str, Any]


def kajian(context: Context) -> Kajian:
    """Return every part of the kajian, also those that nobody has filled in."""
    given: Json = context.study.get("kajian") or {}
    made = (one(context, given) for one in _PARTS[context.profile])
    return Kajian(
        "kajian",
        context.text("kajian.title"),
        (context.text("kajian.intro"),),
        (
            *(answer for answer in made if answer is not None),
            *([_vouched(context, given)] if given else []),
        ),
    )


def _intake(context: Context, given: Json) -> Answer:
    """Return that the case's data were checked, and the days that start and stop its clocks."""
    answers: Json = given.get("answers") or {}
    rows = [
        *answered.rows(context, Intake, "kajian.intake", answers.get("intake") or {}),
        *answered.rows(context, Process, "kajian.intake", answers.get("process") or {}),
    ]
    return part(context, "intake", rows=rows)


def _issue(context: Context, given: Json) -> Answer:
    return part(context, "issue", text=given.get("issue"))


def _screening(context: Context, given: Json) -> Answer:
    items = [
        ((words(context, one.get("text")), basis(context, one.get("text"))), one)
        for one in given.get("requirements") or ()
    ]
    caption = context.text("kajian.caption.requirements")
    lead = [context.text(f"kajian.column.{name}") for name in ("requirement", "rule")]
    section = "kajian.screening"
    table = answered.table(context, caption, RequirementAnswer, section, items, lead=lead)
    rows = answered.rows(context, Screening, section, given.get("screening") or {})
    return part(context, "screening", rows=rows, tables=(table,))


def _norms(context: Context, given: Json) -> Answer:
    rows = [
        (
            visible(norm.get("id")),
            words(context, norm.get("title")),
            source(context, norm),
            words(context, norm.get("force")),
        )
        for norm in given.get("norms") or ()
    ]
    known = {norm.get("id") for norm in given.get("norms") or ()}
    unknown = [
        visible(key) for key in (given.get("answers") or {}).get("norms") or () if key not in known
    ]
    return part(
        context,
        "norms",
        rows=(row(context.text("kajian.row.norm_unknown"), ", ".join(unknown)),),
        tables=(captioned(context, "norms", "norm title source force", rows),),
    )


def _facts(context: Context, given: Json) -> Answer:
    section, texts = "kajian.facts", context.text
    facts = [((visible(one.get("id")),), one) for one in given.get("facts") or ()]
    accounts = [((visible(one.get("id")),), one) for one in given.get("attributions") or ()]
    lead = (texts("kajian.column.id"),)
    return part(
        context,
        "facts",
        tables=(
            answered.table(
                context, texts("kajian.caption.facts"), FactAnswer, section, facts, lead=lead
            ),
            answered.table(
                context, texts("kajian.caption.accounts"), Attribution, section, accounts, lead=lead
            ),
        ),
    )


def _pleno(context: Context, given: Json) -> Answer:
    pleno: Json = given.get("pleno") or {}
    section = "kajian.pleno"
    items = [((visible(key),), one) for key, one in (pleno.get("members") or {}).items()]
    caption, lead = context.text("kajian.caption.members"), (context.text("kajian.column.id"),)
    table = answered.table(context, caption, Member, section, items, lead=lead)
    return part(
        context, "pleno", rows=answered.rows(context, Pleno, section, pleno), tables=(table,)
    )


def _vouched(context: Context, given: Json) -> Answer:
    """Return the rule pack, and what vouches for every text of it that the parts above show."""
    shown = ["norms", "conclusions"]
    if context.profile != "public":
        shown += ["requirements", "elements"]
    pack: Json = given.get("rule_pack") or {}
    table = vouchers(context, [*shown_law(given, shown), pack.get("disagreements")])
    note = words(context, pack.get("note"))
    text = "\n\n".join(filter(None, (note, say("law.legend", context.language))))
    named = (
        context.text(
            "kajian.pack",
            title=words(context, pack.get("title")),
            id=visible(pack.get("id")),
            version=visible(pack.get("version")),
        )
        if pack
        else ""
    )
    [entry] = [one for one in entries(KajianFile, "kajian.law") if one.name == "rule_pack"]
    rows = (row(answered.label(context, entry), named),)
    return part(context, "law", text=text, rows=rows, tables=(table, corrections(context, given)))


def _completeness(context: Context, given: Json) -> Answer:
    steps = [
        (
            _kajian_word(context, "step", step.get("step")),
            _kajian_word(context, "status", step.get("status")),
        )
        for step in given.get("steps") or ()
    ]
    gaps = [
        (
            _kajian_word(context, "step", gap.get("step")),
            words(context, gap.get("message")),
            _kajian_word(context, "level", gap.get("level")),
            visible(gap.get("explanation"), lines=True),
        )
        for gap in given.get("gaps") or ()
    ]
    done = [name for name, status in steps if status == _kajian_word(context, "status", "done")]
    rows = (row(context.text("kajian.row.done"), listed(done, context.language)),)
    return part(
        context,
        "completeness",
        rows=rows,
        tables=(
            captioned(context, "steps", "step status", steps),
            captioned(context, "gaps", "step gap level explanation", gaps),
        ),
    )


def _kajian_word(context: Context, group: str, value: Any) -> str:
    key = f"kajian.{group}.{value}"
    return say(key, context.language) if has(key) else visible(value)


# What leaves the office of the reviewers' own work: how each exhibit and each statement was
# weighed, the vote and what is still open stay.
_Part = Callable[[Context, Json], Answer | None]
_SUBSTANCE: tuple[_Part, ...] = (_norms, _facts, marks, analysis, conclusion, recommendation)
_PARTS: dict[str, tuple[_Part, ...]] = {
    "internal": (
        *(_intake, _issue, _screening, weighed.exhibits, weighed.statements),
        *_SUBSTANCE,
        *(_pleno, _completeness, weighed.unplaced),
    ),
    "forwarding": (_issue, _screening, *_SUBSTANCE),
    "public": (_norms, conclusion, recommendation),
}
