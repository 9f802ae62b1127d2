"""How commands print: a table for people, or one JSON document on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

# Control and direction-changing characters of a hostile file name must not reach a terminal.
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


def print_json(document: Any) -> None:
    """Print one JSON document and nothing else; unpaired surrogates stay escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print rows as a table that fits the terminal; cell text is shown literally."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    Console(soft_wrap=False).print(table)


def safe(value: Any) -> str:
    """Return text that a terminal shows as it is, with control characters made visible."""
    text = "" if value is None else str(value)
    return "".join(
        char if char.isprintable() and ord(char) not in _BIDI else f"\\u{ord(char):04x}"
        for char in text
    )
