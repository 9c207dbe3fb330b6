"""Filters that templates share: labels of closed lists, addresses, dates, numbers, penalties."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from flask import Flask

from corpus.model import Instrument
from search_app import labels, wording, written_penalties
from search_app.provisions import display_heading
from search_app.web import language, standing


def safe_url(url: object) -> str:
    """Return an outgoing address when it is http or https, else an empty text."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def host(url: object) -> str:
    """Return the host of an outgoing address, for a link's text."""
    return urlsplit(safe_url(url)).netloc.removeprefix("www.")


def act_name(instrument: Instrument) -> str:
    """Return the official title with its short form."""
    short = instrument.short
    return (
        f"{instrument.title} ({short})"
        if short and short not in instrument.title
        else (instrument.title)
    )


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def date(value: object) -> str:
    """Return a day, a partial date or the day of an ISO timestamp in words."""
    if isinstance(value, dt.date):
        return wording.day_in_words(value)
    text = str(value or "")
    try:
        return wording.date_in_words(text[:10])
    except ValueError:
        return text


def number(value: float) -> str:
    """Return a number with the separators of the page's language."""
    return format_decimal(value, locale=wording.locale())


def register(app: Flask) -> None:
    """Give the filters to the templates of an application."""
    for function in (
        *(labels.label, labels.labels, labels.help_text, labels.enumerated),
        *(safe_url, host, act_name, capital, date, display_heading, number),
        *(written_penalties.scale_note, written_penalties.labelled_scale),
        *(standing.since, standing.form, wording.period),
        *(language.country_name, language.language_name, language.own_name, language.concept_label),
    ):
        app.add_template_filter(function)
