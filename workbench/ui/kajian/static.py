"""The saved kajian as static HTML: what a record shows in ten years, without any script."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from workbench.kajian.wording import in_words
from workbench.law.marked import Marked, marked_in, vouched_alike
from workbench.report.language import moment
from workbench.report.sections.law import shown_law
from workbench.text import Language, say
from workbench.text.visible import visible
from workbench.ui.show import Shown

Json = dict[str, Any]


def static_html(view: Json, language: Language) -> Shown:
    """Return the view of :func:`workbench.kajian.export.compile_view` as HTML and as text."""
    page = _Static(language)
    if view["empty"]:
        page.heading(say("kajian.ui.title", language))
        page.line(say("kajian.ui.empty", language))
        page.line(say("kajian.ui.empty_next", language))
        return page.shown()
    page.write(view)
    return page.shown()


class _Static:
    """Collects parts as HTML and as text; every value is escaped on its way in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._html: list[Markup] = []
        self._text: list[str] = []

    def shown(self) -> Shown:
        body = Markup("").join(self._html)
        return Shown(Markup("<section>{}</section>").format(body), "\n".join(self._text))

    def write(self, view: Json) -> None:
        language = self.language
        self.heading(say("kajian.ui.title", language))
        pack = view["rule_pack"]
        named = {"title": pack["title"][language], "id": pack["id"], "version": pack["version"]}
        self.line(say("kajian.ui.pack", language, **named))
        if pack["note"]:
            self.line(pack["note"][language])
        self.line(say("law.legend", language))
        self._steps(view)
        self._clocks(view)
        if view["issue"]:
            self.step("matrix", "issue")
            self.line(view["issue"])
        self._screening(view)
        self._exhibits(view)
        self._statements(view)
        self._facts(view)
        self._matrix(view)
        self._conclusions(view)
        self._pleno(view)
        self._gaps(view)

    def _steps(self, view: Json) -> None:
        rows = [
            (
                say(f"kajian.step.{one['step']}", self.language),
                say(f"kajian.status.{one['status']}", self.language),
            )
            for one in view["steps"]
        ]
        self.table(("steps", "column_status"), rows)

    def _clocks(self, view: Json) -> None:
        """Show each clock as the answers leave it; what depends on the present is left out."""
        rows = [
            (
                self.words(one["title"]),
                " ".join([self.words(one["counted"]), *map(self.words, one["caveats"])]),
                moment(one["start"], self.language),
                in_words(one["last"] or one["ends_at"][:10], self.language),
                moment(one["end"], self.language),
                say(f"kajian.clock.state.{one['state']}", self.language),
            )
            for one in view["clocks"]
        ]
        if rows:
            self.subheading(say("kajian.clock.title", self.language))
            columns = ("column_clock", "column_counted", "column_start", "column_limit")
            self.table((*columns, "column_end", "column_status"), rows)
            self._readings([found for one in view["clocks"] for found in one["conflicts"]])
            names = ("title", "profile_title", "conflicts")
            self._law([[one[name] for name in names] for one in view["clocks"]])

    def _screening(self, view: Json) -> None:
        answered = [one for one in view["requirements"] if one["judgement"] or one["fact"]]
        result = view["screening"]["result_text"]
        if not answered and result is None:
            return
        self.step("screening")
        rows = [
            (
                f"{one['id']} {self.words(one['text'])}",
                one["fact"],
                self.code("judgement", one["judgement"]),
                one["reason"],
            )
            for one in answered
        ]
        self.table(("column_text", "column_answer", "column_status", "column_reason"), rows)
        if result is not None:
            self.line(f"{self.words(result)}. {view['screening']['reason']}")
        self._law([*(one["text"] for one in answered), result])

    def _exhibits(self, view: Json) -> None:
        rows = []
        for one in view["exhibits"]:
            cited = say(f"kajian.ui.{'cited' if one['cited'] else 'uncited'}", self.language)
            answers = "; ".join(f"{code}: {text}" for code, text in one["answers"].items())
            told = [one["source"], one["chain"], one["relevance"], one["properties"], answers]
            text = " · ".join(part for part in told if part)
            if text or one["cited"]:
                open_ones = ", ".join(one["unanswered"])
                rows.append((one["id"], text, f"{cited} {open_ones}".strip()))
        if rows:
            self.step("exhibits")
            self.table(("exhibit", "column_answer", "column_status"), rows)
        for one in view["attributions"]:
            judged = self.code("judgement", one["judgement"])
            self.line(f"{one['id']}: {one['account']} → {one['person']}: {judged}. {one['reason']}")

    def _statements(self, view: Json) -> None:
        if view["statements"]:
            self.step("statements")
            rows = [
                (
                    one["id"],
                    self.code("role", one["role"]),
                    self.code("basis", one["basis"]),
                    moment(one["at"], self.language),
                    one["summary"],
                )
                for one in view["statements"]
            ]
            columns = ("statement", "column_role", "column_basis", "column_at", "column_text")
            self.table(columns, rows)

    def _facts(self, view: Json) -> None:
        if view["facts"]:
            self.step("facts")
            rows = [
                (one["id"], one["text"], moment(one["at"], self.language), _cites(one["cites"]))
                for one in view["facts"]
            ]
            self.table(("fact", "column_text", "column_at", "column_sources"), rows)

    def _matrix(self, view: Json) -> None:
        if view["norms"]:
            self.step("matrix")
        for norm in view["norms"]:
            self.subheading(self.words(norm["title"]))
            self.line(self.words(norm["force"]))
            rows = [
                (
                    self.words(one["text"]),
                    _cites(one["supports"]),
                    _cites(one["contradicts"]),
                    one["alternative"],
                    self.code("judgement", one["status"] or "belum_dinilai"),
                    one["reason"],
                )
                for one in norm["elements"]
            ]
            columns = (
                "element",
                "column_supports",
                "column_contradicts",
                "column_alternative",
                "column_status",
                "column_reason",
            )
            self.table(columns, rows)
            self._readings([one for row in norm["elements"] for one in row["conflicts"]])
        self._law(list(shown_law(view, ("norms", "elements"))))

    def _readings(self, conflicts: list[Json]) -> None:
        """Show where official guidance differs: every reading, none of them chosen."""
        for one in {one["id"]: one for one in conflicts}.values():
            self.line(say("kajian.ui.readings", self.language, issue=self.words(one["issue"])))
            self.points(
                f"{self.words(reading['text'])} – {reading['source']}"
                for reading in one["readings"]
            )
            if one["considered"]:
                self.line(one["considered"])

    def _conclusions(self, view: Json) -> None:
        answered = [one for one in view["conclusions"] if one["conclusion"]]
        if not answered and not view["recommendation"]:
            return
        self.step("conclusion")
        rows = [
            (
                self.words(one["title"]),
                self.words(one["conclusion_text"]),
                self.words(one["category_text"]),
                self.words(one["disposition_text"]),
                self.words(one["target_text"]),
                one["reason"],
            )
            for one in answered
        ]
        columns = (
            "norm",
            "column_conclusion",
            "column_category",
            "column_disposition",
            "column_target",
            "column_reason",
        )
        self.table(columns, rows)
        self._law(answered)
        if view["recommendation"]:
            self.line(view["recommendation"])

    def _pleno(self, view: Json) -> None:
        pleno = view["pleno"]
        if not pleno["decision"] and not pleno["members"]:
            return
        self.step("pleno")
        self.line(f"{moment(pleno['at'], self.language)} {pleno['minutes']} {pleno['decision']}")
        rows = [
            (one["name"], one["position"], self.code("vote", one["vote"]), one["dissent"])
            for one in pleno["members"].values()
        ]
        self.table(("column_name", "column_position", "column_vote", "column_dissent"), rows)

    def _gaps(self, view: Json) -> None:
        for level in ("blocks", "explain", "advice"):
            found = [one for one in view["gaps"] if one["level"] == level]
            if found:
                self.subheading(say(f"kajian.level.{level}", self.language))
                self.points(
                    f"{one['message'][self.language]} {one['explanation']}".strip() for one in found
                )

    def code(self, group: str, code: str | None) -> str:
        return say(f"kajian.choice.{group}.{code}", self.language) if code else ""

    def words(self, pair: Json | None) -> str:
        """Return a text in the page's language; one of the law with the tag of its mark."""
        if pair is None:
            return ""
        return Marked.of(pair).in_(self.language) if "mark" in pair else str(pair[self.language])

    def _law(self, shown: Any) -> None:
        """Say what vouches for the texts of the law in a section, beyond their tags."""
        found = vouched_alike(marked_in(shown), self.language)
        if found:
            self.line(say("kajian.ui.legal_basis", self.language))
            self.points(f"{texts}: {one.vouched_in(self.language)}" for texts, one in found)

    def step(self, step: str, field: str = "") -> None:
        key = f"kajian.field.{field}.label" if field else f"kajian.step.{step}"
        self.subheading(say(key, self.language))

    def heading(self, text: str) -> None:
        self._add(Markup("<h2>{}</h2>").format(visible(text, lines=True)), text)

    def subheading(self, text: str) -> None:
        self._add(Markup("<h3>{}</h3>").format(visible(text, lines=True)), text)

    def line(self, text: str) -> None:
        self._add(
            Markup('<p style="white-space:pre-line">{}</p>').format(visible(text, lines=True)), text
        )

    def points(self, texts: Any) -> None:
        for text in texts:
            self._add(Markup("<li>{}</li>").format(visible(text, lines=True)), f"- {text}")

    def table(self, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        if not rows:
            return
        names = [say(f"kajian.ui.{name}", self.language) for name in columns]
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in names)
        body = Markup("").join(
            Markup("<tr>{}</tr>").format(Markup("").join(_cell(value) for value in row))
            for row in rows
        )
        grid = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
        text = "\n".join("\t".join(row) for row in [tuple(names), *rows])
        self._add(
            Markup('<div style="overflow-x:auto">{}</div>').format(grid.format(head, body)), text
        )

    def _add(self, html: Markup, text: str) -> None:
        self._html.append(html)
        self._text.append(visible(text, lines=True))


def _cell(value: str) -> Markup:
    style = "text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere"
    return Markup('<td style="{}">{}</td>').format(style, visible(value or "", lines=True))


def _cites(cites: dict[str, str]) -> str:
    return "; ".join(f"{key} ({text})" if text else key for key, text in cites.items())
