"""Markup, dates and PDF are read safely: bounded, without entities, with clear refusals."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.formats import days, markup, pdf
from crawler.gate import retry_after
from crawler.parsing import Ask, FormatError, ParsedText, assemble, check_identity


def test_text_keeps_lines_and_superscripts() -> None:
    root = markup.page(
        "<div><h2>6 <b>a</b> §</h2><p>Art. 147<sup>2</sup>  and\n a<sup>bc</sup></p>"
        "<script>x()</script><ul><li>1. one</li><li>2. two</li></ul></div>".encode()
    )
    assert markup.text(root) == "6 a §\nArt. 147^2 and abc\n1. one\n2. two"
    assert markup.line(markup.first(root, "p")) == "Art. 147^2 and abc"
    assert markup.line(None) == ""


ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (ENTITY, "entities"),
        (b"", "empty"),
        (b"<a><b></a>", "not well-formed"),
        (b"<a>" * 300 + b"</a>" * 300, "(?i)deep|depth"),
    ],
)
def test_bad_xml_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        markup.xml(body)


def test_a_deep_page_is_refused() -> None:
    with pytest.raises(FormatError, match="deep"):
        markup.page(b"<div>" * 230 + b"x" + b"</div>" * 230)


def test_the_wrong_charset_is_refused() -> None:
    with pytest.raises(FormatError, match="not utf-8"):
        markup.page("<p>é</p>".encode("latin-1"))
    assert markup.line(markup.page("<p>é</p>".encode("latin-1"), "latin-1")) == "é"


@pytest.mark.parametrize("body", [b"<html>", b"{", b"\xff{}"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(FormatError, match="not JSON"):
        markup.data(body)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_every_form_of_a_day_is_read(day: dt.date) -> None:
    forms = (
        day.isoformat(), f"{day.isoformat()}T00:00:00Z", day.strftime("%d.%m.%Y"),
        f"{day.day}.{day.month}.{day.year}", day.strftime("%d/%m/%Y"), day.strftime("%Y%m%d"),
    )  # fmt: skip
    wanted = None if day == dt.date(1900, 1, 1) else day.isoformat()
    assert {days.iso(form) for form in forms[:-1]} == {wanted}


@pytest.mark.parametrize(
    "value",
    ["9999-12-31", "99991231", "2999-01-01", "1900-01-01", "31.02.2020", "", None, "Art. 3"],
)
def test_the_end_of_time_and_nonsense_are_no_day(value: str | None) -> None:
    assert days.iso(value) is None


@pytest.mark.parametrize(
    ("value", "languages", "day"),
    [
        ("Loi du 1er mai 2024 relative", ("fr",), "2024-05-01"),
        ("le 31 mars 1999", ("fr",), "1999-03-31"),
        ("14. Jänner 1852", ("de_AT", "de"), "1852-01-14"),
        ("14. Januar 1852", ("de_AT", "de"), "1852-01-14"),
        ("3 ta' Mejju 2001", ("mt",), "2001-05-03"),
        ("Zagreb, 26. studenog 2019.", ("hr",), "2019-11-26"),
        ("Zagreb, 26. studenoga 2019.", ("hr",), "2019-11-26"),
        ("Αθήνα, 3 Μαΐου 2001", ("el",), "2001-05-03"),
        ("1 maaliskuuta 2010", ("fi", "sv"), "2010-03-01"),
        ("mai 2024", ("fr",), None),
        ("31 février 2024", ("fr",), None),
        ("3 mai 2024", ("sv",), None),
    ],
)
def test_days_in_words(value: str, languages: tuple[str, ...], day: str | None) -> None:
    assert days.in_words(value, *languages) == day


def test_what_is_no_pdf_is_refused() -> None:
    for body in (b"<html>", b"%PDF-1.7 broken"):
        with pytest.raises(FormatError, match="PDF"):
            pdf.pages(body)


ASK = Ask("se", "se-x", "sv", "https://a.example/", expect=("2001:99", "Lånelag"))


def test_identity_ignores_case_and_accents() -> None:
    check_identity(ASK, "LANELAG (2001:99)")
    with pytest.raises(FormatError, match="does not say “2001:99”"):
        check_identity(ASK, "Lånelag (2001:98)")


def test_nothing_and_less_than_announced_are_refused() -> None:
    with pytest.raises(FormatError, match="has no provision"):
        assemble(ASK, [ParsedText(title="Lånelag")])


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60),
        ("soon", 0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
    ],
)
def test_retry_after(value: str, seconds: float) -> None:
    assert retry_after(value, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == seconds
