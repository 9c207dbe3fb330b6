"""Since when an answer stands: the status first, then the form."""

from __future__ import annotations

import datetime as dt

import pytest

from search_app.compare import cell
from search_app.web import standing
from tests.search_app.web.conftest import make_knowledge


@pytest.mark.parametrize(
    ("country", "day", "since", "form"),
    [
        ("se", "2020-01-01", "since 1 January 1999", "in this form since 1 July 2011"),
        ("se", "2005-01-01", "since 1 January 1999", "until 1 July 2011"),
        ("se", "1998-06-01", "beginning not known", "until 1 January 1999"),
        ("de", "2020-01-01", "since 2002", ""),
        ("gr", "2020-01-01", "", ""),
    ],
)
def test_since(country: str, day: str, since: str, form: str) -> None:
    found = cell(make_knowledge(), country, "purchase-adult", dt.date.fromisoformat(day))
    assert standing.since(found) == since
    assert standing.form(found) == form
