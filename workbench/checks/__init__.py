"""Checks: facts in, observations out; one file per family, each check a function plus data."""
