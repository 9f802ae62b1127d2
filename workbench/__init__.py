"""The evidence study workbench: a case folder becomes a finished, verifiable kajian.

Importing this package loads nothing heavy; each subpackage has one job and
imports only from the floors below it (see ``CONTRIBUTING.md``).
"""

__version__ = "0.1.0"
