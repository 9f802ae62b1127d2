"""What the reviewer said about pairs, and what that makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from workbench.duplicates.pair import Duplicates, Outdated
from workbench.duplicates.relations.groups import groups

Verdict = Literal["same", "different"]
VERDICTS: tuple[Verdict, ...] = ("same", "different")


@dataclass(frozen=True, order=True)
class Decision:
    """One answer on one pair of files.

    Attributes
    ----------
    a, b
        SHA-256 of the two files, ``a <= b``.
    decision
        ``same``: the reviewer sees one picture; ``different``: they do not.
    reason
        In their words; never empty.
    exhibits
        What the two files were called then, such as ``B-01, B-04``: when a file
        changes, its hash alone would tell nobody which answer is out of date.
    """

    a: str
    b: str
    decision: Verdict
    reason: str
    exhibits: str = ""

    @classmethod
    def of(
        cls, one: str, other: str, decision: Verdict, reason: str, exhibits: str = ""
    ) -> Decision:
        """Return the answer on two files in either order."""
        first, second = sorted((one, other))
        return cls(first, second, decision, reason, exhibits)

    def as_row(self) -> dict[str, Any]:
        """Return what ``duplicates.yaml`` holds of it, under its two hashes."""
        row = {"decision": self.decision, "reason": self.reason, "exhibits": self.exhibits}
        return {key: value for key, value in row.items() if value}


def decided(
    found: Duplicates, decisions: tuple[Decision, ...], hashes: Mapping[str, str]
) -> Duplicates:
    """Return the pairs with the reviewer's answers, and groups without rejected ones.

    Parameters
    ----------
    found
        From :func:`workbench.duplicates.find.find`.
    decisions
        From :func:`workbench.duplicates.relations.pair_answers.load`.
    hashes
        SHA-256 by path.
    """
    answers = {(one.a, one.b): one for one in decisions}
    pairs = []
    for pair in found.pairs:
        first, second = sorted((hashes.get(pair.a, ""), hashes.get(pair.b, "")))
        # Equal bytes are equal; no answer changes that.
        answer = None if pair.method == "sha256" else answers.get((first, second))
        if answer is None:
            pairs.append(replace(pair, decision="", reason=""))
        else:
            pairs.append(replace(pair, decision=answer.decision, reason=answer.reason))
    kept = [pair for pair in pairs if pair.decision != "different"]
    known = frozenset(hashes.values())
    return replace(
        found,
        groups=groups(kept),
        pairs=tuple(pairs),
        outdated=tuple(
            Outdated(one.exhibits, one.a, one.b, one.decision, one.reason)
            for one in decisions
            if not {one.a, one.b} <= known
        ),
    )
