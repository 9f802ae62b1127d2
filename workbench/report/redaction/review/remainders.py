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
from dataclasses import dataclass
from typing import Any, Literal, get_args

from workbench.case.folder import CaseFolder
from workbench.report.redaction.copy import project, redactor_for
from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.mask import Redactor
from workbench.report.redaction.names.spelling import Word, words
from workbench.report.redaction.names.vocabulary import is_word, ordinary
from workbench.report.redaction.selection import Profile
from workbench.text import LANGUAGES

Kind = Literal["identities", "name", "account", "position", "time", "trace"]
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
        ``name``, ``account``, ``position``, ``time``, ``trace``; ``identities`` when
        the case lists nobody.
    word
        As it stands there.
    sentence
        Around it.
    where
        Its field in the study.
    count
        How often it stands in the copy.
    """

    key: str
    kind: Kind
    word: str
    sentence: str
    where: str
    count: int = 1


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
    if not any(person.name for person in identities):
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
    rows = (
        Remainder(one.key, one.kind, one.word, one.sentence, one.where, max(counts[one.key], 1))
        for one in found.values()
    )
    return sorted(rows, key=lambda one: (KINDS.index(one.kind), one.word.lower()))


def undecided(rows: Iterable[Remainder], decided: Mapping[str, Any]) -> list[Remainder]:
    """Return what nobody has looked at yet."""
    return [row for row in rows if row.key not in decided]


def _in_copy(
    copied: Mapping[str, Any], redactor: Redactor, study: Mapping[str, Any]
) -> Iterator[Remainder]:
    known = _known_words(study)
    minutes: dict[str, set[str]] = {}
    sentences: dict[str, tuple[str, str]] = {}
    for keys, text in _leaves(copied, ()):
        where = ".".join(keys)
        if text.strip() in redactor.own or any(where.startswith(skip) for skip in _CLOCK_KEYS):
            continue
        yield from _in_text(text, where, redactor, known)
        if keys[0] == "timeline" and keys[-1] in {"start", "end"}:
            continue
        for match in _CLOCKED.finditer(text):
            minutes.setdefault(match.group().replace("T", " "), set()).add(_whose(copied, keys))
            sentences.setdefault(match.group().replace("T", " "), (text, where))
    for minute, rows in minutes.items():
        if len(rows) > 1:
            text, where = sentences[minute]
            yield _remainder("time", minute, _around(text, 0, len(text)), where)


def _in_text(
    text: str, where: str, redactor: Redactor, known: Collection[str]
) -> Iterator[Remainder]:
    for doubt in redactor.doubts(text):
        word = text[doubt.start : doubt.end]
        yield _remainder("name", word, _around(text, doubt.start, doubt.end), where)
    for start, end in _like_names(text, known):
        yield _remainder("name", text[start:end], _around(text, start, end), where)
    for kind, pattern in (("position", _OFFICES), ("account", _ADDRESS)):
        for match in pattern.finditer(text):
            sentence = _around(text, match.start(), match.end())
            yield _remainder(kind, match.group(), sentence, where)  # type: ignore[arg-type]
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
    listed = plain.months | plain.places | plain.offices | plain.titles
    if word.lower in known or word.lower in listed:
        return False
    return is_inside or word.lower in plain.names or not is_word(word.lower)


def _known_words(study: Mapping[str, Any]) -> frozenset[str]:
    """Return words that the case's own regency and office, and the law, are called by."""
    from workbench.report.redaction.law_texts import texts_of_study
    from workbench.text import areas, catalogue

    case = study.get("case") or {}
    place, office = case.get("place") or {}, case.get("office") or {}
    texts = [str(value) for value in (*place.values(), *office.values()) if isinstance(value, str)]
    texts += texts_of_study(study)
    texts += [text for area in areas() for _, text in _leaves(catalogue(area), ())]
    return frozenset(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))


def _leaves(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*keys, str(key)))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _leaves(item, (*keys, str(number)))
    elif isinstance(value, str) and value:
        yield keys, value


def _whose(copied: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return what a field is about: an exhibit, a person, or the row that it stands in."""
    value: Any = copied
    about = keys[0]
    for key in keys[:-1]:
        value = value[int(key)] if isinstance(value, list) else value[key]
        if isinstance(value, Mapping):
            named = value.get("exhibit") or value.get("person") or value.get("id")
            about = str(named or about)
            exhibits = value.get("exhibits")
            if isinstance(exhibits, list) and exhibits and "code" in value:
                about = str(exhibits[0])
    return about


def _around(text: str, start: int, end: int) -> str:
    """Return the sentence around a word, cut to what a person reads at once."""
    first = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "; ")) + 1
    ends = [at for at in (text.find(mark, end) for mark in (". ", "\n", "; ")) if at >= 0]
    last = min(ends, default=len(text)) + 1
    half = _SENTENCE // 2
    return text[max(first, start - half) : min(last, end + half)].strip()


def _remainder(kind: Kind, word: str, sentence: str, where: str) -> Remainder:
    key = hashlib.sha256(f"{kind}\0{word.strip().lower()}".encode()).hexdigest()[:16]
    return Remainder(key, kind, word.strip(), sentence, where)
