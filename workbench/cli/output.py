"""How commands print: a table for people, or one JSON document on stdout."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.case import CaseFolder
from workbench.text import terminal_language
from workbench.text.visible import visible


def print_json(document: Any) -> None:
    """Print one JSON document and nothing else.

    Characters that a terminal obeys, and unpaired surrogates, are written as JSON's own
    escapes: whoever reads the document gets them back, whoever looks at it is not misled.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if not text.isascii():
        text = "".join(json.dumps(char)[1:-1] if _is_obeyed(char) else char for char in text)
    sys.stdout.write(f"{text}\n")


def _is_obeyed(char: str) -> bool:
    return char > "~" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print rows as a table that fits the terminal; cell text is shown literally."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    Console(soft_wrap=False).print(table)


def warn_of_clock(folder: CaseFolder) -> None:
    """Say on stderr when the computer's clock contradicts the case's own dates."""
    from datetime import UTC, datetime

    from workbench.doctor.clock import examine

    language = terminal_language()
    for found in examine(folder, datetime.now(UTC)):
        if found.level == "problem":
            print(found.sentence(language), file=sys.stderr)
