"""Widgets and viewers; the only place that imports ipywidgets or IPython."""
