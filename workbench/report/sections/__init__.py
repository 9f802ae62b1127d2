"""Sections: one module per part of the report, from a study to words and tables."""
