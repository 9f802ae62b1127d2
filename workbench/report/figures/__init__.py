"""Figures: drawings of the report as SVG that prints and reads aloud."""
