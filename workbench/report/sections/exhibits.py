"""The exhibits: what each file is, what it says of itself, what people say about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from workbench.case.register import entries
from workbench.case.schema import ExhibitClaim, Handover
from workbench.evidence.picture import PREVIEW, THUMBNAIL
from workbench.report.context import Context, grouped, row
from workbench.report.language import number, size
from workbench.report.model import ExhibitCard, Exhibits, Link, Row, Table
from workbench.report.sections import answered
from workbench.report.sections.observations import anchor as note_anchor
from workbench.report.sections.observations import title as note_title
from workbench.text import has, say
from workbench.text.visible import visible


def exhibits(context: Context) -> Exhibits:
    """Return the overview of all exhibits and one card for each."""
    rows = context.exhibits
    columns = _COLUMNS[context.profile]
    overview = Table(
        context.text("exhibits.caption"),
        tuple(context.text(f"exhibits.column.{name}") for name in columns),
        tuple(_overview(context, item, columns) for item in rows),
        context.text("exhibits.empty"),
    )
    cards = (_Card(context, item).build() for item in rows)
    public = context.profile == "public"
    intro = "exhibits.intro_public" if public else "exhibits.intro"
    return Exhibits(
        "exhibits",
        context.text("exhibits.title"),
        (context.text(intro),) if rows else (),
        overview,
        # Of an exhibit whose picture nobody released, the table has already said all.
        tuple(card for card in cards if not public or card.picture is not None),
        context.has_many,
    )


_COLUMNS: dict[str, tuple[str, ...]] = {
    "internal": ("id", "label", "file", "type", "size", "status"),
    "forwarding": ("id", "label", "file", "type", "size", "status"),
    "public": ("id", "label", "kind", "type", "status"),
}


def anchor(exhibit: str) -> str:
    """Return the anchor of an exhibit's card."""
    return f"exhibit-{''.join(c if c.isalnum() and c.isascii() else '-' for c in exhibit)}"


def status_name(context: Context, item: Mapping[str, Any]) -> str:
    """Return the word for whether a file was read, whole or in part."""
    status = item.get("status") or "ok"
    partly = status == "ok" and item.get("id") in context.partly_read
    return context.named("status", "partly" if partly else status)


def reason(context: Context, item: Mapping[str, Any]) -> str:
    """Return why a file was not read, as a sentence; empty when it was."""
    code = str(item.get("reason") or "")
    if not code:
        return ""
    key = f"evidence.reason.{code}"
    return say(key, context.language) if has(key) else visible(code)


def _overview(
    context: Context, item: Mapping[str, Any], columns: tuple[str, ...]
) -> tuple[str, ...]:
    claim = item.get("claim") or {}
    cells = {
        "id": visible(item["id"]),
        "label": visible(claim.get("label")),
        "file": visible(item["path"]),
        "kind": context.named("kind", claim.get("kind")),
        "type": media_name(context, item.get("media_type")),
        "size": size(item.get("size"), context.language),
        "status": status_name(context, item),
    }
    return tuple(cells[name] for name in columns)


def media_name(context: Context, media_type: str | None) -> str:
    """Return a media type as people call it."""
    if not media_type:
        return context.text("exhibit.type_unknown")
    return context.named("media", media_type)


def _notes_on_name(context: Context, item: Mapping[str, Any]) -> str:
    """Return what the inventory remarks about the entry, such as a misleading name."""
    found = []
    for code in item.get("notes") or ():
        key = f"evidence.note.{code}"
        found.append(say(key, context.language) if has(key) else visible(code))
    return " ".join(found)


def _longest(context: Context) -> int:
    """Return the longest side of an exhibit's picture, in pixels."""
    return THUMBNAIL if context.has_many else PREVIEW


class _Card:
    """Builds one exhibit's card."""

    def __init__(self, context: Context, item: Mapping[str, Any]) -> None:
        self.context = context
        self.item = item
        self.claim: Mapping[str, Any] = item.get("claim") or {}

    @property
    def is_read(self) -> bool:
        return (self.item.get("status") or "ok") == "ok"

    def build(self) -> ExhibitCard:
        text, item = self.context.text, self.item
        label = visible(self.claim.get("label"))
        alt = text("exhibit.alt", id=visible(item["id"]), label=label or visible(item["path"]))
        digest = item.get("sha256")
        return ExhibitCard(
            anchor=anchor(item["id"]),
            id=visible(item["id"]),
            title=label or text("exhibit.no_label"),
            path=visible(item["path"]),
            status=str(item.get("status") or "ok"),
            status_name=status_name(self.context, item),
            reason=reason(self.context, item),
            picture=self.context.picture(item["path"], alt, longest=_longest(self.context)),
            no_picture=self.context.no_picture(item),
            identity=self._identity(),
            digest_name="SHA-256",
            digest=grouped(digest) if digest else (self._no_digest(),),
            file_title=text("exhibit.file_title"),
            file_rows=self._of_itself(),
            file_empty=self._no_facts(),
            claim_title=text("exhibit.claim_title"),
            claim_rows=self._of_people(),
            claim_empty=self._left_out("claim") or text("exhibit.claim_empty"),
            notes_title=text("exhibit.notes_title"),
            notes=self._notes(),
        )

    def _no_digest(self) -> str:
        return self._left_out("sha256") or self.context.text("exhibit.no_digest")

    def _no_facts(self) -> str:
        if not self.is_read:
            return self.context.text("exhibit.file_unread")
        if self.context.original is not None and not self.context.rows("captured"):
            return self.context.text("copy.left_out")
        return self.context.text("exhibit.file_empty")

    def _left_out(self, key: str) -> str:
        """Return that a copy leaves this out; empty when the study itself has nothing there."""
        index = self.context.exhibits.index(dict(self.item))
        said = self.context.missing("exhibits", index, key)
        return said if said == self.context.text("copy.left_out") else ""

    def _identity(self) -> tuple[Row, ...]:
        text, item = self.context.text, self.item
        kind = media_name(self.context, item.get("media_type"))
        if item.get("extension_matches") is False:
            kind = f"{kind} — {text('exhibit.extension_differs')}"
        found = [row(text("exhibit.type"), kind)]
        if remark := _notes_on_name(self.context, item):
            found.append(row(text("exhibit.remark"), remark))
        if item.get("size") is not None:
            exact = number(item["size"], self.context.language)
            short = size(item["size"], self.context.language)
            shown = text("exhibit.bytes", count=exact)
            found.append(
                row(text("exhibit.size"), f"{short} ({shown})" if item["size"] > 999 else shown)
            )
        if words := self._words_read():
            found.append(row(text("exhibit.words"), words))
        return tuple(found)

    def _words_read(self) -> str:
        """Return whether a machine read words here; empty where none can stand, and in copies."""
        readings = self.context.study.get("readings") or {}
        read = (readings.get("exhibits") or {}).get(self.item["id"]) or {}
        state = read.get("state")
        if state not in {"read", "in_part", "not_read"}:
            return ""
        counts = {name: read.get(name, 0) for name in ("lines", "doubtful")}
        return self.context.text(f"exhibit.words_{state}", **counts)

    def _of_itself(self) -> tuple[Row, ...]:
        """Return what the file says of itself: one row per thing, with its source."""
        context, text = self.context, self.context.text
        captured = next(
            (c for c in context.rows("captured") if c.get("path") == self.item["path"]), {}
        )
        source = context.source(captured.get("source") or "")
        made = context.when(captured.get("at"), short=True)
        if made and not captured.get("zone"):
            made = f"{made} {text('exhibit.zone_missing')}"
        device = " ".join(filter(None, (captured.get("make"), captured.get("model"))))
        where = position(context, captured)
        found = [
            row(text("exhibit.made"), f"{made} ({source})" if source else made) if made else None,
            row(text("exhibit.device"), visible(device), foreign=True) if device else None,
            row(text("exhibit.software"), visible(captured["software"]), foreign=True)
            if captured.get("software")
            else None,
            row(text("exhibit.position"), where) if where else None,
            self._fact_counts(),
        ]
        return tuple(item for item in found if item is not None)

    def _fact_counts(self) -> Row | None:
        context = self.context
        facts = [f for f in context.rows("facts") if f.get("path") == self.item["path"]]
        if not facts:
            return None
        by_source = Counter(context.named("source", f.get("source")) for f in facts)
        parts = ", ".join(f"{name} {count}" for name, count in sorted(by_source.items()))
        return row(context.text("exhibit.facts"), f"{len(facts)} ({parts})")

    def _of_people(self) -> tuple[Row, ...]:
        """Return what ``exhibits.yaml`` claims; only what was filled in."""
        context, claim = self.context, self.claim
        told = {
            "kind": context.named("kind", claim.get("kind")),
            "taken_place": located(context, claim.get("taken_place") or {}),
            "sha256": self._claimed_digest(),
            "chain": self._chain(),
        }
        found = [
            (
                entry,
                told[entry.name] if entry.name in told else answered.shown(context, entry, claim),
            )
            for entry in entries(ExhibitClaim)
            if entry.name not in _IN_THE_HEAD
        ]
        return tuple(
            row(answered.label(context, entry), value, foreign=entry.kind == "text")
            for entry, value in found
            if value
        )

    def _claimed_digest(self) -> str:
        stated, found = self.claim.get("sha256"), self.item.get("sha256")
        if not stated:
            return ""
        same = self.context.text("claim.digest_same" if stated == found else "claim.digest_differs")
        return same if stated == found else f"{same}: {' '.join(grouped(stated))}"

    def _chain(self) -> str:
        steps = []
        for hand in self.claim.get("chain") or ():
            laid_out = ("giver", "receiver", "at", "how")
            more = answered.lines(self.context, Handover, "exhibits", hand, without=laid_out)
            told = (self.context.when(hand.get("at"), short=True), visible(hand.get("how")), more)
            detail = ", ".join(filter(None, told))
            names = visible(hand.get("giver")) or "?", visible(hand.get("receiver")) or "?"
            steps.append(
                self.context.text("claim.handover", giver=names[0], receiver=names[1])
                + (f" ({detail})" if detail else "")
            )
        return "; ".join(steps)

    def _notes(self) -> tuple[Link, ...]:
        observations = self.context.rows("observations")
        found = (
            Link(note_anchor(o), f"{visible(o['code'])} {note_title(self.context, o)}")
            for o in observations
            if self.item["id"] in (o.get("exhibits") or ())
        )
        return tuple(dict.fromkeys(found))


# Of a claim, what the head of a card says: which exhibit, which file, what it is called.
_IN_THE_HEAD = ("id", "file", "label")


def place(value: Mapping[str, Any]) -> str:
    """Return a place from its smallest part to its largest."""
    names = ("name", "village", "district", "regency")
    return ", ".join(visible(value.get(name)) for name in names if value.get(name))


def located(context: Context, value: Mapping[str, Any]) -> str:
    """Return a place by its names and, where somebody gave one, its position."""
    names, where = place(value), position(context, value)
    return f"{names} ({where})" if names and where else names or where


def position(context: Context, captured: Mapping[str, Any]) -> str:
    """Return a position in degrees with its sides, to about a metre; empty when there is none."""
    latitude, longitude = captured.get("latitude"), captured.get("longitude")
    if latitude is None or longitude is None:
        return ""
    from babel.numbers import format_decimal

    shown = [
        format_decimal(abs(value), "0.00000", locale=context.language)
        for value in (latitude, longitude)
    ]
    sides = (
        context.text("side.south" if latitude < 0 else "side.north"),
        context.text("side.west" if longitude < 0 else "side.east"),
    )
    return f"{shown[0]}° {sides[0]}, {shown[1]}° {sides[1]}"
