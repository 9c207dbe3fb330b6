"""Output of commands: the one place where text from outside reaches a terminal or a log.

Titles, file names, queries and reasons may hold escape sequences, line breaks or direction marks;
they are shown, not obeyed. No command prints in another way (a test looks).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from corpus.printable import printable, printable_json

_UNBROKEN = 100_000
"""More characters than any row of a table has."""


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line, to the error stream with `err`; a line break in it is shown as `\\x0a`."""
    click.echo(printable(line, keep="\t"), err=err)


def say_text(text: str) -> None:
    """Print a text of several lines as it is but for other control characters."""
    click.echo(printable(text, keep="\n\t"), nl=False)


def say_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON in UTF-8; control and direction characters stand as escapes in it."""
    click.echo(printable_json(json.dumps(value, ensure_ascii=False, indent=indent)))


def say_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], whole: Sequence[str] = ()
) -> None:
    """Print a table; its cells are words, not the markup of the library that draws it.

    Columns named in `whole` hold ids, which are never broken. Outside a terminal no cell is: the
    table is as wide as it must be.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)), title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in whole)
    for row in rows:
        table.add_row(*(Text(printable(cell, keep="\n")) for cell in row))
    console = Console()
    if not console.is_terminal:
        console.width = _UNBROKEN
    console.print(table)
