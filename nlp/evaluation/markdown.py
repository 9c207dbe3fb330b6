"""Tables and templates of the pages in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def table(head: Sequence[str], rows: Iterable[Iterable[object]], *, text_columns: int = 1) -> str:
    """Return a table; the columns after the first `text_columns` are aligned to the right."""
    rule = "|" + "---|" * text_columns + "---:|" * (len(head) - text_columns)
    return "\n".join([_row(head), rule, *map(_row, rows)])


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def number(value: float | None) -> str:
    """Return a share with three decimals, a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def render(template: str, **values: object) -> str:
    """Return a page made from a template of `templates/`."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nlp.evaluation"),
        autoescape=select_autoescape(),  # for HTML; the templates here are Markdown
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    environment.globals["table"] = table
    return environment
