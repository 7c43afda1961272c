"""What the command prints: results to standard output, progress and complaints to standard error.

On a terminal with colours and boxes, elsewhere as plain text, one row a line, nothing cut off. Everything shown may
come from the web, so control characters are made visible and nothing is read as markup.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CONTROL = {"Cc", "Cf", "Cs"}
_KEPT = "\u200c\u200d"  # joiners that some scripts need


def out() -> Console:
    """Standard output as it is now (tests replace it)."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=True)


def err() -> Console:
    """Standard error as it is now."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=True)


def cell(value: Any) -> str:
    """A value as it is shown: one line, no control characters, numbers with thousands apart, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    return visible(" ".join(str(value).split()))


def visible(text: str) -> str:
    """The text with control characters told by their code, so that a page cannot steer the reader's terminal."""
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in _CONTROL and c not in _KEPT else c for c in text)


def heading(text: str) -> None:
    """A line that says what follows."""
    console = out()
    console.print()
    console.print(Text(text, style="bold"))


def say(text: str = "", style: str = "") -> None:
    """A line of the result."""
    out().print(Text(visible_lines(text), style=style))


def note(text: str, style: str = "") -> None:
    """A line beside the result, to standard error."""
    err().print(Text(visible_lines(text), style=style))


def visible_lines(text: str) -> str:
    """Like :func:`visible`, line breaks kept."""
    return "\n".join(visible(line) for line in text.split("\n"))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows under their column names; numbers to the right. A year is no number of things."""
    rows = list(rows)
    years = [name == "year" or name.endswith("_year") for name in columns]
    shown = [
        [
            str(value) if is_year and value is not None else cell(value)
            for value, is_year in zip(row, years, strict=True)
        ]
        for row in rows
    ]
    numeric = [
        any(row[i] is not None for row in rows)
        and all(isinstance(row[i], int | float) and not isinstance(row[i], bool) for row in rows if row[i] is not None)
        for i in range(len(columns))
    ]
    console = out()
    if console.is_terminal:
        box = Table(box=SIMPLE_HEAD, pad_edge=False)
        for name, right in zip(columns, numeric, strict=True):
            box.add_column(Text(visible(name)), justify="right" if right else "left", overflow="fold")
        for row in shown:
            box.add_row(*(Text(value) for value in row))
        Console(file=sys.stdout, highlight=False).print(box)
        return
    widths = [max([cell_len(name), *(cell_len(row[i]) for row in shown)]) for i, name in enumerate(columns)]
    for row in [[visible(name) for name in columns], *shown]:
        parts = [
            " " * (width - cell_len(value)) + value if right else value + " " * (width - cell_len(value))
            for value, width, right in zip(row, widths, numeric, strict=True)
        ]
        sys.stdout.write("  ".join(parts).rstrip() + "\n")
