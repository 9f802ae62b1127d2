"""The kajian's parts: the reviewer's own words, and plainly where there are none yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.law.marked import Marked, article_words
from workbench.report.context import Context, paragraphs, row
from workbench.report.figures.matrix import PER_CELL, PER_LINE, Judged, NormRows, matrix_svg
from workbench.report.language import listed
from workbench.report.model import Answer, Figure, Kajian, Row, Table
from workbench.report.sections.law import corrections, shown_law, vouchers
from workbench.text import has, say
from workbench.text.visible import visible

Json = Mapping[str, Any]


def kajian(context: Context) -> Kajian:
    """Return every part of the kajian, also those that nobody has filled in."""
    given: Json = context.study.get("kajian") or {}
    return Kajian(
        "kajian",
        context.text("kajian.title"),
        (context.text("kajian.intro"),),
        (
            *(part(context, given) for part in _PARTS[context.profile]),
            *([_vouched(context, given)] if given else []),
        ),
    )


def words(context: Context, value: Any, *, most: int = 0) -> str:
    """Return a text of the study in the report's language: ``{"id": …, "en": …}``.

    A text of the law carries its mark, and is never returned without its tag; where
    there is room for `most` letters only, the text is cut and the tag stays.
    """
    if isinstance(value, Mapping) and "mark" in value:
        return visible(Marked.of(value).in_(context.language, most=most))
    if isinstance(value, Mapping):
        return visible(value.get(context.language) or value.get("id"))
    return visible(value)


def basis(context: Context, value: Any) -> str:
    """Return what a text of the law rests on, with its own tag; empty without one."""
    if not isinstance(value, Mapping) or "mark" not in value:
        return ""
    return visible(Marked.of(value).basis_in(context.language))


def source(context: Context, norm: Json) -> str:
    """Return a norm's instrument by its full title, with its article."""
    article = article_words(str(norm.get("article") or ""), context.language)
    return ", ".join(filter(None, (words(context, norm.get("instrument_title")), visible(article))))


def notes(context: Context, value: Any) -> str:
    """Return the notes on a text of the law; a dash without any."""
    said = Marked.of(value).notes_in(context.language) if isinstance(value, Mapping) else ()
    return visible(" ".join(said)) or "–"


def choice(context: Context, group: str, value: Any) -> str:
    """Return the kajian's own word for one of its choices, or that it is still open."""
    if value in (None, ""):
        return context.text("word.open")
    key = f"kajian.choice.{group}.{value}"
    return say(key, context.language) if has(key) else visible(value)


def cited(value: Any) -> str:
    """Return citations with where in each: ``B-01 (menit 2), S-1``."""
    places = value if isinstance(value, Mapping) else dict.fromkeys(value or (), "")
    shown = (
        f"{visible(key)} ({visible(place)})" if place else visible(key)
        for key, place in places.items()
    )
    return ", ".join(shown)


def _part(
    context: Context,
    name: str,
    *,
    text: Any = "",
    rows: tuple[Row, ...] = (),
    figures: tuple[Figure, ...] = (),
    tables: tuple[Table, ...] = (),
) -> Answer:
    filled = tuple(table for table in tables if table.rows)
    return Answer(
        context.text(f"kajian.part.{name}"),
        paragraphs(text),
        tuple(one for one in rows if one.value),
        figures,
        filled,
        _nothing(context),
    )


def _nothing(context: Context) -> str:
    """Return why a part is empty: nobody has filled it in, or this copy leaves it out."""
    left_out = context.original is not None and not context.study.get("kajian")
    return context.text("copy.left_out" if left_out else "kajian.empty")


def _table(context: Context, name: str, columns: str, rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(
        context.text(f"kajian.caption.{name}"),
        tuple(context.text(f"kajian.column.{column}") for column in columns.split()),
        tuple(rows),
    )


def _issue(context: Context, given: Json) -> Answer:
    return _part(context, "issue", text=given.get("issue"))


def _screening(context: Context, given: Json) -> Answer:
    screening: Json = given.get("screening") or {}
    judged = [
        (
            words(context, item.get("text")),
            basis(context, item.get("text")),
            visible(item.get("fact"), lines=True),
            choice(context, "judgement", item.get("judgement")),
            visible(item.get("reason"), lines=True),
        )
        for item in given.get("requirements") or ()
    ]
    table = _table(context, "requirements", "requirement rule fact judgement reason", judged)
    result = words(context, screening.get("result_text")) or visible(screening.get("result"))
    rows = (
        row(context.text("kajian.row.result"), result),
        row(context.text("kajian.row.reason"), visible(screening.get("reason"), lines=True)),
    )
    return _part(context, "screening", rows=rows, tables=(table,))


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
    return _part(
        context, "norms", tables=(_table(context, "norms", "norm title source force", rows),)
    )


def _facts(context: Context, given: Json) -> Answer:
    facts = [
        (
            visible(fact.get("id")),
            visible(fact.get("text"), lines=True),
            ", ".join(filter(None, (context.when(fact.get("at")), visible(fact.get("place"))))),
            cited(fact.get("cites")),
        )
        for fact in given.get("facts") or ()
    ]
    accounts = [
        (
            visible(one.get("account")),
            visible(one.get("person")),
            cited(one.get("cites")),
            choice(context, "judgement", one.get("judgement")),
            visible(one.get("alternative"), lines=True),
            visible(one.get("reason"), lines=True),
        )
        for one in given.get("attributions") or ()
    ]
    return _part(
        context,
        "facts",
        tables=(
            _table(context, "facts", "fact text when cites", facts),
            _table(
                context, "accounts", "account person cites judgement alternative reason", accounts
            ),
        ),
    )


def _analysis(context: Context, given: Json) -> Answer:
    norms = [norm for norm in given.get("norms") or () if norm.get("elements")]
    found = [
        conflict
        for norm in norms
        for element in norm.get("elements") or ()
        for conflict in element.get("conflicts") or ()
    ]
    readings = readings_table(context, found)
    return _part(
        context,
        "analysis",
        figures=(_matrix_figure(context, norms),) if norms else (),
        tables=(*(matrix(context, norm) for norm in norms), readings),
    )


def readings_table(context: Context, conflicts: Sequence[Json]) -> Table:
    """Return where official guidance differs, each reading on its own row: none is chosen."""
    seen = {str(conflict.get("id")): conflict for conflict in reversed(conflicts)}
    rows = _readings(context, list(reversed(seen.values())))
    return _table(context, "readings", "issue reading source considered", rows)


def _readings(context: Context, conflicts: Sequence[Json]) -> list[tuple[str, ...]]:
    return [
        (
            words(context, conflict.get("issue")),
            words(context, reading.get("text")),
            visible(reading.get("source")),
            (visible(conflict.get("considered"), lines=True) or context.text("kajian.empty"))
            if index == 0
            else "",
        )
        for conflict in conflicts
        for index, reading in enumerate(conflict.get("readings") or ())
    ]


def _matrix_figure(context: Context, norms: Sequence[Json]) -> Figure:
    rows = [
        NormRows(
            _norm_line(context, norm),
            tuple(
                Judged(
                    words(context, element.get("text"), most=PER_CELL),
                    str(element.get("status") or ""),
                    choice(context, "judgement", element.get("status")),
                    context.counted(
                        "matrix.sources",
                        int((element.get("corroboration") or {}).get("sources") or 0),
                    ),
                )
                for element in norm.get("elements") or ()
            ),
        )
        for norm in norms
    ]
    alt = context.counted("matrix.alt", sum(len(norm.elements) for norm in rows))
    svg = matrix_svg(rows, title=context.text("matrix.title"), description=alt)
    return Figure(svg, context.text("matrix.caption"), alt)


def _norm_line(context: Context, norm: Json) -> str:
    code = visible(norm.get("id"))
    return f"{code}: {words(context, norm.get('title'), most=PER_LINE - len(code) - 2)}"


def matrix(context: Context, norm: Json) -> Table:
    """Return one norm's elements with what speaks for and against each."""
    rows = tuple(
        (
            words(context, element.get("text")),
            cited(element.get("supports")),
            cited(element.get("contradicts")),
            visible(element.get("alternative"), lines=True),
            choice(context, "judgement", element.get("status")),
            visible(element.get("reason"), lines=True),
        )
        for element in norm.get("elements") or ()
    )
    names = ("element", "supports", "contradicts", "alternative", "judgement", "reason")
    return Table(
        f"{visible(norm.get('id'))}: {words(context, norm.get('title'))}",
        tuple(context.text(f"kajian.column.{name}") for name in names),
        rows,
    )


def _conclusion(context: Context, given: Json) -> Answer:
    names = ["title", "conclusion", "category", "reason"]
    if context.profile == "internal":
        names.append("dissent")
    rows = []
    for one in given.get("conclusions") or ():
        if not (one.get("conclusion") or one.get("reason")):
            continue
        cells = {
            "title": words(context, one.get("title")) or visible(one.get("norm")),
            "conclusion": _chosen(context, one, "conclusion"),
            "category": _chosen(context, one, "category"),
            "reason": visible(one.get("reason"), lines=True),
            "dissent": visible(one.get("dissent"), lines=True),
        }
        rows.append(tuple(cells[name] for name in names))
    return _part(
        context, "conclusion", tables=(_table(context, "conclusions", " ".join(names), rows),)
    )


def _chosen(context: Context, one: Json, name: str) -> str:
    text = words(context, one.get(f"{name}_text")) or visible(one.get(name))
    return text or context.text("word.open")


def _recommendation(context: Context, given: Json) -> Answer:
    rows = [
        (
            words(context, one.get("title")) or visible(one.get("norm")),
            _chosen(context, one, "disposition"),
            " ".join(
                part
                for part in (
                    words(context, one.get("target_text")) or visible(one.get("target")),
                    visible(one.get("addressee")),
                )
                if part
            ),
        )
        for one in given.get("conclusions") or ()
        if one.get("disposition") or one.get("target")
    ]
    return _part(
        context,
        "recommendation",
        text=given.get("recommendation"),
        tables=(_table(context, "dispositions", "title disposition target", rows),),
    )


def _pleno(context: Context, given: Json) -> Answer:
    pleno: Json = given.get("pleno") or {}
    members = [
        (
            visible(member.get("name")),
            visible(member.get("position")),
            choice(context, "vote", member.get("vote")),
            visible(member.get("dissent"), lines=True),
        )
        for member in (pleno.get("members") or {}).values()
    ]
    rows = (
        row(context.text("kajian.row.pleno_at"), context.when(pleno.get("at"))),
        row(context.text("kajian.row.minutes"), visible(pleno.get("minutes"))),
        row(context.text("kajian.row.drafter"), visible(pleno.get("drafter"))),
        row(context.text("kajian.row.decision"), visible(pleno.get("decision"), lines=True)),
    )
    table = _table(context, "members", "member position vote dissent", members)
    return _part(context, "pleno", rows=rows, tables=(table,))


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
    return _part(
        context,
        "completeness",
        rows=rows,
        tables=(
            _table(context, "steps", "step status", steps),
            _table(context, "gaps", "step gap level explanation", gaps),
        ),
    )


def _vouched(context: Context, given: Json) -> Answer:
    """Return what vouches for every text of the law that the parts above show."""
    shown = ["norms", "conclusions"]
    if context.profile != "public":
        shown += ["requirements", "elements"]
    pack = given.get("rule_pack") or {}
    table = vouchers(context, [*shown_law(given, shown), pack.get("disagreements")])
    note = words(context, pack.get("note"))
    text = "\n\n".join(filter(None, (note, say("law.legend", context.language))))
    return _part(context, "law", text=text, tables=(table, corrections(context, given)))


def _kajian_word(context: Context, group: str, value: Any) -> str:
    key = f"kajian.{group}.{value}"
    return say(key, context.language) if has(key) else visible(value)


# What leaves the office of the reviewers' own work: the vote and what is still open stay.
_SUBSTANCE = (_issue, _screening, _norms, _facts, _analysis, _conclusion, _recommendation)
_PARTS: dict[str, tuple[Callable[[Context, Json], Answer], ...]] = {
    "internal": (*_SUBSTANCE, _pleno, _completeness),
    "forwarding": _SUBSTANCE,
    "public": (_norms, _conclusion, _recommendation),
}
