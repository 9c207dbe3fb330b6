"""The command `facts`: statuses computed from coded law, beside those written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.verdict.decide import verdicts
from corpus.verdict.table import verdict_table
from search_app.commands.common import Refused, json_option, knowledge, print_json
from search_app.commands.saying import say


@click.command("facts")
@click.argument("codes", nargs=-1)
@click.option("--as-of", "day", default=None, help="Day of the comparison (YYYY-MM-DD); today.")
@json_option
def facts_command(codes: tuple[str, ...], day: str | None, as_json: bool) -> None:
    """Print what the coded law says to each question, beside the status that is written."""
    corpus = knowledge()
    moment = _day(day)
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


def _codes(codes: Sequence[str], corpus: Knowledge) -> Sequence[str]:
    coded = tuple(sorted(corpus.coded))
    if unknown := [code for code in codes if code not in coded]:
        raise Refused(f"the law of '{unknown[0]}' is not coded; coded are: {', '.join(coded)}")
    return codes or coded


def _day(value: str | None) -> dt.date:
    if value is None:
        return dt.date.today()
    try:
        return first_day(value)
    except ValueError as error:
        raise Refused(f"--as-of '{value}' is not a day like 2016-01-01") from error


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
