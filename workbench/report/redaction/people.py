"""The case's own people, found however they are written: that is what really leaks.

Built from ``identities.yaml``; see :mod:`workbench.report.redaction.names.listed` for names and
:mod:`workbench.report.redaction.identifiers.belongings` for numbers, accounts and addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.case.schema import Identity
from workbench.report.redaction.folding import Folded
from workbench.report.redaction.identifiers.belongings import (
    Belongings,
    handle_of,
    is_account,
    is_after_account,
)
from workbench.report.redaction.names.listed import Names
from workbench.report.redaction.span import Span, merged


class People:
    """Everybody whose identity a case holds.

    Parameters
    ----------
    identities
        From ``identities.yaml``.
    places
        Names of places and bodies of the case: inside one, a word is nobody's name.
    accounts
        What each account is called, see :mod:`workbench.report.redaction.identifiers.accounts`; one
        that is not there is called by its person.
    """

    def __init__(
        self,
        identities: Iterable[Identity],
        places: Iterable[str] = (),
        accounts: Mapping[str, str] | None = None,
    ) -> None:
        self._codes = accounts or {}
        self._names = Names()
        self._belongings = Belongings()
        self._is_empty = True
        for identity in identities:
            self._is_empty = False
            self._learn(identity)
        for handle, code in self._codes.items():
            self._is_empty = False
            self._belongings.add_account(code, handle)
        self._names.protect(places)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Yield every place where one of these people is named."""
        if not self._is_empty:
            for span in merged(self._names.look(folded)[0]):
                yield self._as_account(span, folded)
            yield from self._belongings.find(folded)

    def _as_account(self, span: Span, folded: Folded) -> Span:
        """Return a name that an account shows as that account: whose it is, is another question."""
        if not span.person or not is_after_account(folded, span.start):
            return span
        letters = _letters(folded.lower[span.start : span.end])
        codes = (code for handle, code in self._codes.items() if _letters(handle) == letters)
        return Span(span.start, span.end, "account", next(codes, ""))

    def doubts(self, folded: Folded) -> list[Span]:
        """Return words that may name one of these people, and may be words like any other."""
        return [] if self._is_empty else self._names.look(folded)[1]

    def _learn(self, identity: Identity) -> None:
        for place, name in enumerate((identity.name, *identity.aliases)):
            if name and is_account(name):
                self._belongings.add_account(self._code(name, identity.id), name)
            elif name:
                self._names.add(identity.id, name, is_alias=place > 0)
        for number in (identity.nik, identity.nip, identity.phone):
            self._belongings.add_number(identity.id, number)
        for account in (*identity.accounts, identity.email):
            self._belongings.add_account(self._code(account, identity.id), account)
        self._belongings.add_address(identity.address)

    def _code(self, account: str, person: str) -> str:
        return self._codes.get(handle_of(account), person)


def _letters(name: str) -> str:
    """Return a name without what stands between its letters: ``rahmat.wira``, ``Rahmat Wira``."""
    return "".join(char for char in name if char.isalnum())
