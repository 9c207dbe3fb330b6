"""The form above a table of facts: which filters it offers, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_app.facts.tables import DayStanding, Fact, FactFilter, FactsAsked, select
from search_app.labels import label
from search_app.web.fact_query import FactQuery, allowed_values
from search_app.web.fact_words import filter_value


@dataclass(frozen=True)
class Offered:
    """A filter in the form: the values that occur in some row, and those chosen."""

    filter: FactFilter
    values: Sequence[str]
    chosen: Sequence[str]


@dataclass(frozen=True)
class Chosen:
    """A chosen value in words, and the address of the table without it."""

    label: str
    value: str
    without: str


def needs_question(query: FactQuery) -> bool:
    """Whether more filters are offered once a question is chosen."""
    return any(f.bound for f in query.table.filters) and not query.asked.chosen.get("question")


def offered(query: FactQuery) -> Iterator[Offered]:
    """Yield the filters of the form.

    Their values are those of the day's rows on the questions chosen.
    """
    asked = query.asked
    questions = {name: kept for name, kept in asked.chosen.items() if name == "question"}
    near = FactsAsked(asked.day, asked.history, questions)
    rows = [Fact(row, _stays) for row in select(query.table, query.every, near)]
    for narrowing in query.table.filters:
        chosen = asked.chosen.get(narrowing.name, ())
        if not chosen and (narrowing.quiet or (narrowing.bound and not questions)):
            continue
        occurring = query.table.occurring(
            narrowing, query.every if narrowing.name == "question" else rows
        )
        values = [
            v for v in allowed_values(query.table, narrowing) if v in occurring or v in chosen
        ]
        if chosen or len(values) > 1:
            yield Offered(narrowing, values, chosen)


def _stays(_day: object) -> DayStanding:
    return "yes"


def chosen(query: FactQuery) -> Iterator[Chosen]:
    """Yield the chosen values, each with the address that drops it."""
    pairs = query.pairs()
    for narrowing in query.table.filters:
        for value in query.asked.chosen.get(narrowing.name, ()):
            rest = [pair for pair in pairs if pair != (narrowing.name, value)]
            words = filter_value(value, narrowing)
            yield Chosen(label(narrowing.name, "field"), words, query.address(pairs=rest))
    if query.asked.years is not None:
        rest = [pair for pair in pairs if pair[0] != "prison_years"]
        yield Chosen(
            label("prison_years", "field"), str(query.asked.years), query.address(pairs=rest)
        )
