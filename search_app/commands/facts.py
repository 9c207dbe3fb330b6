"""The command `facts`: statuses computed from coded law, beside those written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import click

from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.verdict.decide import verdicts
from corpus.verdict.history import FIRST_DAY, verdict_on
from corpus.verdict.table import verdict_table
from search_app.commands.common import Refused, covered, json_option, knowledge, print_json
from search_app.commands.saying import say


@click.command("facts")
@click.argument("codes", nargs=-1)
@click.option(
    "--as-of", "day", default=None, help="Day of the comparison (YYYY-MM-DD); default today."
)
@click.option("--by-year", is_flag=True, help="Every status since 1998, with its years.")
@json_option
def facts_command(codes: tuple[str, ...], day: str | None, by_year: bool, as_json: bool) -> None:
    """Print the status that coded law gives on each question, beside the written one."""
    corpus = knowledge()
    moment = _day(day)
    if by_year:
        _print_years(_codes(codes, corpus), corpus, moment, as_json)
        return
    rows: list[dict[str, object]] = []
    for code in _codes(codes, corpus):
        rows += _rows(corpus.coded[code], corpus, moment)
    if as_json:
        print_json({"as_of": moment.isoformat(), "facts": rows})
        return
    for row in rows:
        sign = " " if row["status"] == row["written"] else "≠"
        say(
            f"{row['country']} {row['question']:<20} {sign} {row['status']:<15}"
            f" written: {row['written']:<15} {row['reason']}"
            f" [{', '.join(map(str, row['records']))}]"  # type: ignore[call-overload]
        )
    unequal = sum(row["status"] != row["written"] for row in rows)
    say(f"{len(rows)} statuses computed, {unequal} differ from what is written", err=True)


def _print_years(codes: Sequence[str], corpus: Knowledge, today: dt.date, as_json: bool) -> None:
    found = [
        {"country": code, "question": question, "years": list(years(corpus, code, question, today))}
        for code in codes
        for question in corpus.questions
    ]
    if as_json:
        print_json(found)
        return
    for row in found:
        say(f"{row['country']} {row['question']}: {'; '.join(map(str, row['years']))}")


def years(corpus: Knowledge, code: str, question: str, today: dt.date) -> Iterator[str]:
    """Yield the statuses of a question over the years, as of the last day of each.

    `1999-2008 criminal`; the running year is that of today.
    """
    found: list[tuple[int, int, str]] = []
    for year in range(FIRST_DAY.year, today.year + 1):
        day = min(dt.date(year, 12, 31), today)
        status = verdict_on(corpus.coded[code], question, day).status
        if found and found[-1][2] == status:
            found[-1] = (found[-1][0], year, status)
        else:
            found.append((year, year, status))
    yield from (f"{a}-{b} {status}" if a != b else f"{a} {status}" for a, b, status in found)


def _codes(codes: Sequence[str], corpus: Knowledge) -> Sequence[str]:
    coded = tuple(sorted(corpus.coded))
    if unknown := [code for code in codes if code not in coded]:
        raise Refused(f"the law of '{unknown[0]}' is not coded; coded are: {', '.join(coded)}")
    return codes or coded


def _day(value: str | None) -> dt.date:
    if value is None:
        return dt.date.today()
    try:
        day = first_day(value)
    except ValueError as error:
        raise Refused(f"--as-of '{value}' is not a day like 2016-01-01") from error
    return covered(day, value)


def _rows(state: CodedState, corpus: Knowledge, day: dt.date) -> list[dict[str, object]]:
    reasons = verdict_table().reasons
    return [
        {
            "country": state.code,
            "question": question,
            "status": verdict.status,
            "written": _written(corpus, state.code, question, day),
            "reason": reasons[verdict.reason],
            "records": list(verdict.records),
        }
        for question, verdict in verdicts(state, day).items()
    ]


def _written(corpus: Knowledge, code: str, question: str, day: dt.date) -> str:
    answer = corpus.answer(code, question, day)
    return answer.status if answer else "not-known"
