"""Redaction by construction: what may be shown is listed, and every text in it is masked.

Pure functions over text and plain values. Nothing is hidden afterwards: a public
copy is rendered anew from what :func:`workbench.report.redaction.copy.project` lets through.
"""
