"""The search of Riigi Teataja: which text was in force on a day."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources import sources
from crawler.sources.ee.format import read

SEARCH = "https://www.riigiteataja.ee/api/oigusakt_otsing/1/otsi?leht=1&pealkiri=Mesilaste%20seadus"
ASK = Ask("ee", "ee-mesilased", "et", SEARCH, today="2016-05-01")


def act(number: int, begins: str, title: str = "Mesilaste seadus") -> dict[str, Any]:
    return {"globaalID": number, "pealkiri": title, "kehtivus": {"algus": begins, "lopp": None}}


def found(*acts: dict[str, Any], status: str = "OK") -> bytes:
    answer = {"staatus": status, "metaandmed": {"kokku": len(acts)}, "aktid": list(acts)}
    return json.dumps(answer).encode()


def test_the_text_in_force_under_just_this_title_is_read_next() -> None:
    other = act(9, "2016-04-01", "Mesilaste seaduse muutmise seadus")
    body = found(other, act(1, "2010-01-01"), act(2, "2015-07-01"), act(3, "2016-06-01"))
    (follow,) = read(body, ASK).follow
    assert (follow.url, follow.role) == ("https://www.riigiteataja.ee/akt/2.xml", "instrument")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (found(), "no text is named that was in force on 2016-05-01"),
        (found(act(1, "2016-06-01")), "no text is named"),
        (found(act(1, "2010-01-01", "Metsaseadus")), "no text is named"),
        (found(status="VIGA"), "none of the search"),
        (b"[]", "none of the search"),
        (b'{"staatus": "OK"}', "no list"),
        (b"<html></html>", "is not JSON"),
    ],
)
def test_a_search_without_the_text_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(body, ASK)


def test_the_search_asks_for_the_title_and_the_day() -> None:
    source = sources()["ee"]
    law = next(i for i in source.instruments if " " in i.title)
    url = source.start(law.model_copy(update={"day": dt.date(2013, 12, 23)})).url
    assert "kehtiv=2013-12-23" in url
    assert "{" not in url and " " not in url
    assert source.ask(law.model_copy(update={"day": dt.date(2013, 12, 23)})).url == url
