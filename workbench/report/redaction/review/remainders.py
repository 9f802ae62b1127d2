"""Who could be told? What is left in a copy that could name somebody, before it leaves.

No rule knows the neighbour who is mentioned in passing. So a person looks through what
remains: each word in its sentence, with one of two acts. What is masked becomes a code
(``X-1``) in ``identities.yaml``, which no copy holds; what is kept has a reason in
``copies.yaml``. That file and the journal name a word by its hash only.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from workbench.case.folder import CaseFolder
from workbench.case.people import names_anybody
from workbench.report.redaction.copy import project, redactor_for
from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.mask import Redactor
from workbench.report.redaction.names.spelling import Word, words
from workbench.report.redaction.names.vocabulary import is_word, ordinary
from workbench.report.redaction.pictures.covers import alike
from workbench.report.redaction.review.earlier import earlier
from workbench.report.redaction.review.linkage import Link, Told, links
from workbench.report.redaction.review.rows import leaves, owner, sentence
from workbench.report.redaction.selection import Profile
from workbench.text import LANGUAGES, Language, say

Kind = Literal["identities", "name", "account", "position", "time", "trace", "linkage"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_OFFICES = re.compile(
    r"\b(?:Kepala|Ketua|Wakil|Sekretaris|Bendahara|Camat|Lurah|Bupati|Kaur|Kasi|Kabid|Kadus|Kadis|Anggota"
    r"|Guru|Bidan|Staf|Operator|Pengawas)(?: (?:[A-Z][\w'-]+|dan|pada|di)){1,6}"
)
_CLOCKED = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\d{1,2} [A-Z][a-z]+ \d{4},? (?:pukul |jam )?\d{1,2}[.:]\d{2}"
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{3,200}|(?<![\w@])@[\w.]{3,40}")
_TRACES = frozenset(
    ["tool", "tools", "device", "author", "traces", "software", "account", "serial"]
)
_TOOLS = frozenset(["tool", "tools", "device", "software", "serial"])
_NAME_GAP = re.compile(r"[ \-'’.]{1,2}")
_INSIDE = re.compile(r"[ ,\"'“(]{1,3}")
_CODE = re.compile(r"\[[^\[\]]{1,60}\]|(?<!\w)[A-Z]{1,3}-\d{1,4}(?!\w)")
_LONGEST_ACRONYM, _SENTENCE = 8, 160
_CLOCK_KEYS = {"kajian.phases", "kajian.clocks", "kajian.rule_pack"}


@dataclass(frozen=True)
class Remainder:
    """Something in a copy that could tell who somebody is.

    Attributes
    ----------
    key
        By which a decision names it; the same in every copy of the case.
    kind
        ``name``, ``account``, ``position``, ``time``, ``trace``; ``linkage`` for what
        copies tell together; ``identities`` when the case lists nobody.
    word
        As it stands there.
    sentence
        Around it.
    where
        Its field in the study.
    count
        How often it stands in the copy.
    link
        For ``linkage``: which two rows can be joined by what.
    """

    key: str
    kind: Kind
    word: str
    sentence: str
    where: str
    count: int = 1
    link: Link | None = None

    def told(self, language: Language) -> str:
        """Return its sentence, or what a join of copies tells."""
        if self.link is None:
            return self.sentence
        one, other, shared = self.link.one, self.link.other, self.link.shared
        key = f"redaction.review.join.{self.link.join}"
        return say(key, language, one=one, other=other, shared=shared)


def remainders(
    study: Mapping[str, Any],
    profile: Profile,
    folder: CaseFolder,
    *,
    released: Collection[str] = (),
) -> list[Remainder]:
    """Return what is left in a reader's copy that could tell who somebody is.

    Both languages' copies are looked through; a word that stands in many places is
    listed once, with its first sentence.
    """
    identities = folder.identities.people
    found: dict[str, Remainder] = {}
    counts: Counter[str] = Counter()
    if not names_anybody(folder.identities):
        one = _remainder("identities", folder.name, "", "identities.yaml")
        found[one.key], counts[one.key] = one, 1
    for language in LANGUAGES:
        copied = project(
            study, profile, identities=identities, released=released, language=language
        )
        redactor = redactor_for(study, identities, language)
        for one in _in_copy(copied, redactor, study):
            found.setdefault(one.key, one)
            counts[one.key] += language == LANGUAGES[0]
    for one in _joined(study, profile, folder, released):
        found.setdefault(one.key, one)
    rows = (replace(one, count=max(counts[one.key], 1)) for one in found.values())
    return sorted(rows, key=lambda one: (KINDS.index(one.kind), one.word.lower()))


def _joined(
    study: Mapping[str, Any], profile: Profile, folder: CaseFolder, released: Collection[str]
) -> Iterator[Remainder]:
    """Yield what this copy tells beside itself and beside every copy that left before."""
    content = project(study, profile, identities=folder.identities.people, released=released)
    before, missing = earlier(folder, study, profile)
    found = links(study, Told(profile, content, frozenset(released)), before, alike(study))
    found += [Link("missing", one, "", "") for one in missing]
    for link in found:
        parts = (link.join, link.one, link.other, link.shared)
        word = " · ".join(filter(None, (link.one, link.other, link.shared)))
        made = _remainder("linkage", "\0".join(parts), "", f"linkage.{link.join}")
        yield replace(made, word=word, link=link)


def undecided(rows: Iterable[Remainder], decided: Mapping[str, Any]) -> list[Remainder]:
    """Return what nobody has looked at yet."""
    return [row for row in rows if row.key not in decided]


def _in_copy(
    copied: Mapping[str, Any], redactor: Redactor, study: Mapping[str, Any]
) -> Iterator[Remainder]:
    known = _known_words(study, copied)
    minutes: dict[str, set[str]] = {}
    sentences: dict[str, tuple[str, str]] = {}
    for keys, text in leaves(copied):
        where = ".".join(keys)
        if text.strip() in redactor.own or any(where.startswith(skip) for skip in _CLOCK_KEYS):
            continue
        yield from _in_text(text, where, redactor, known)
        if keys[0] == "timeline" and keys[-1] in {"start", "end"}:
            continue
        for match in _CLOCKED.finditer(text):
            minutes.setdefault(match.group().replace("T", " "), set()).add(owner(copied, keys))
            sentences.setdefault(match.group().replace("T", " "), (text, where))
    for minute, rows in minutes.items():
        if len(rows) > 1:
            text, where = sentences[minute]
            yield _remainder("time", minute, sentence(text, 0, len(text)), where)


def _in_text(
    text: str, where: str, redactor: Redactor, known: Collection[str]
) -> Iterator[Remainder]:
    for doubt in redactor.doubts(text):
        word = text[doubt.start : doubt.end]
        yield _remainder("name", word, sentence(text, doubt.start, doubt.end), where)
    # What a program calls itself is listed whole, as a trace.
    like = () if where.rpartition(".")[2] in _TOOLS else _like_names(text, known)
    for start, end in like:
        yield _remainder("name", text[start:end], sentence(text, start, end), where)
    for kind, pattern in (("position", _OFFICES), ("account", _ADDRESS)):
        for match in pattern.finditer(text):
            said = sentence(text, match.start(), match.end())
            yield _remainder(kind, match.group(), said, where)  # type: ignore[arg-type]
    parts = where.split(".")
    if parts[:1] == ["observations"] and parts[-1] in _TRACES and not _CODE.fullmatch(text.strip()):
        yield _remainder("trace", text, text[:_SENTENCE], where)


def _like_names(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches that read like a name: unknown words with a capital, or behind a title."""
    folded = fold(text)
    plain = _CODE.sub(lambda match: " " * len(match.group()), folded.text)
    found = [word for word in words(folded) if plain[word.start : word.end].strip()]
    run: list[Word] = []
    for before, word in zip([None, *found], found, strict=False):
        is_name = _is_like_name(word, before, folded, known)
        if run and not (is_name and _NAME_GAP.fullmatch(folded.text, run[-1].end, word.start)):
            yield folded.place(run[0].start, run[-1].end)
            run = []
        if is_name:
            run.append(word)
    if run:
        yield folded.place(run[0].start, run[-1].end)


def _is_like_name(word: Word, before: Word | None, folded: Folded, known: Collection[str]) -> bool:
    is_inside = (
        before is not None and _INSIDE.fullmatch(folded.text, before.end, word.start) is not None
    )
    return _is_odd(word, known, is_inside=is_inside) or _is_called(word, before)


def _is_called(word: Word, before: Word | None) -> bool:
    """Whether a word that is none of the language stands behind a title."""
    if before is None or before.lower not in ordinary().called:
        return False
    is_beside = word.start - before.end <= len(". ")
    is_place = word.lower in ordinary().places
    return is_beside and not is_place and len(word.lower) > 2 and not is_word(word.lower)


def _is_odd(word: Word, known: Collection[str], *, is_inside: bool) -> bool:
    """Whether a word has a capital and is none of the case, the law or the language."""
    is_acronym = word.text.isupper() and len(word.text) <= _LONGEST_ACRONYM
    if not word.is_capital or len(word.text) < 3 or is_acronym:
        return False
    plain = ordinary()
    listed = plain.months | plain.places | plain.offices | plain.titles | plain.products
    if word.lower in known or word.lower in listed:
        return False
    return is_inside or word.lower in plain.names or not is_word(word.lower)


def _known_words(study: Mapping[str, Any], copied: Mapping[str, Any]) -> frozenset[str]:
    """Return words that nobody is called by here: those of offices, bodies and the law.

    A position that the copy tells is listed as one, so its words are not asked about again.
    """
    from workbench.report.redaction.law_texts import texts_of_study
    from workbench.text import areas, catalogue

    case = study.get("case") or {}
    place, office = case.get("place") or {}, case.get("office") or {}
    texts = [str(value) for value in (*place.values(), *office.values()) if isinstance(value, str)]
    parties = (copied.get("case") or {}).get("parties") or ()
    texts += [str(party.get(key) or "") for party in parties for key in ("position", "agency")]
    texts += texts_of_study(study, shortest=1)
    texts += [text for area in areas() for _, text in leaves(catalogue(area))]
    return frozenset(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))


def _remainder(kind: Kind, word: str, sentence: str, where: str) -> Remainder:
    key = hashlib.sha256(f"{kind}\0{word.strip().lower()}".encode()).hexdigest()[:16]
    return Remainder(key, kind, word.strip(), sentence, where)
