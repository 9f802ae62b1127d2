"""The report: one view of a study, and its renderings for people."""
