"""Names that a run and the notebooks it executes agree on."""

from __future__ import annotations

# Tells the notebooks where the case is, so that no path of this machine has to be
# written into them.
CASE_VARIABLE = "WORKBENCH_CASE"

# A notebook that stops with one of our own errors leaves its code and fields in this file.
FAILURE = ".failure.json"

# Tells the notebooks that somebody watches, and where they then note how far they are.
PROGRESS_VARIABLE = "WORKBENCH_PROGRESS"
PROGRESS = ".progress.json"
