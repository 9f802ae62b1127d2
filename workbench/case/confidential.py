"""Which files of a case only their owner may read, by name."""

from __future__ import annotations

import re

# Who people are, and what somebody was typing about them.
_CONFIDENTIAL = re.compile(r"\.?identities\..*|\.kajian\.draft\.json.*")


def is_confidential(name: str) -> bool:
    """Whether only the owner may read a file of that name."""
    return bool(_CONFIDENTIAL.fullmatch(name))


# --- the parts -------------------------------------------------------------------------------
