"""Every status from 1998 to 2026, as it was reviewed: a change of the law as coded shows here.

`demandside facts --by-year --as-of 2026-11-30 > tests/corpus/statuses_by_year.txt` writes it anew;
read the difference before it is committed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from corpus.library import Knowledge
from search_app.commands.facts import years

GOLDEN = Path(__file__).with_name("statuses_by_year.txt")
DAY = dt.date(2026, 11, 30)


def test_every_status_through_the_years_is_the_one_that_was_reviewed(knowledge: Knowledge) -> None:
    found = [
        f"{code} {question}: {'; '.join(years(knowledge, code, question, DAY))}"
        for code in sorted(knowledge.coded)
        for question in knowledge.questions
    ]
    assert found == GOLDEN.read_text(encoding="utf-8").splitlines()
