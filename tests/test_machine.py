"""What the tests themselves stand on: right code must pass on a slow or busy machine, too."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=2)
@given(st.booleans())
def test_a_slow_example_is_no_failure(either: bool) -> None:
    # Lost otherwise: an hour after a failure that a backup running beside the tests caused.
    time.sleep(0.3)  # hypothesis' own limit is 0.2 s
