"""What an account is called in a copy: a code of its own, until a reviewer says whose it is.

Whose an account is may be the question of the case. A mask that puts a person's code in
its place would answer it, so an account is called ``A-1``; only where the reviewer
concluded that it is somebody's does it bear that person's code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from workbench.case.schema import Identity
from workbench.report.redaction.identifiers.belongings import handle_of, is_account

_CONCLUDED = "terpenuhi"
_CODE = re.compile(r"A-(\d{1,4})")


def account_codes(study: Mapping[str, Any], identities: Collection[Identity]) -> dict[str, str]:
    """Return the code of every account that a case names, the same in each of its copies."""
    rows = (study.get("kajian") or {}).get("attributions") or ()
    codes = dict(filter(None, map(_attributed, rows)))
    taken = {int(match[1]) for row in rows if (match := _CODE.fullmatch(str(row.get("id") or "")))}
    number = max(taken, default=0)
    for handle in _handles(study, identities):
        if handle not in codes:
            number += 1
            codes[handle] = f"A-{number}"
    return codes


def _attributed(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return an account that a reviewer asked about, with its person's or its own code."""
    handle = handle_of(str(row.get("account") or ""))
    is_concluded = row.get("judgement") == _CONCLUDED and row.get("person")
    code = str(row["person"]) if is_concluded else str(row.get("id") or "")
    if not handle or not (is_concluded or _CODE.fullmatch(code)):
        return None
    return handle, code


def _handles(study: Mapping[str, Any], identities: Collection[Identity]) -> list[str]:
    """Return the accounts in the order of the case's files, without e-mail addresses."""
    named = [
        account
        for identity in identities
        for account in (*identity.accounts, *filter(is_account, identity.aliases))
    ]
    named += [
        str((row.get("claim") or {}).get("account") or "") for row in study.get("exhibits") or ()
    ]
    handles = [handle_of(account) for account in named]
    return [handle for handle in dict.fromkeys(handles) if len(handle) > 2 and "@" not in handle]
