"""Rendering: one view becomes HTML, PDF/A and Word; nothing is computed here."""
