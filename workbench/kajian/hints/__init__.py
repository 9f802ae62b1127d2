"""Computed facts beside an answer, never the answer: dates, sources, copies, contradictions."""
