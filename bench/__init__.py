"""Measured claims: each module here has ``rows()`` and is run by ``make bench``."""
