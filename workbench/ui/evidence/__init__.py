"""Viewers of evidence in a notebook: gallery, comparison, observations, releases."""
