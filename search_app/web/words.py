"""Fixed words of the interface for values of closed lists, and filters of the templates."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from flask import Flask

from corpus.model import Instrument
from search_app import wording
from search_app.provisions import display_heading
from search_app.web import language, standing
from search_app.wording import gettext


def kind_name(kind: str) -> str:
    """Return the kind of an instrument in words."""
    names = {
        "statute": gettext("Statute"),
        "regulation": gettext("Regulation"),
        "treaty": gettext("Treaty"),
        "directive": gettext("EU directive"),
        "framework-decision": gettext("EU framework decision"),
        "policy": gettext("Policy text"),
        "report": gettext("Report"),
    }
    return names.get(kind, kind)


def actor_name(actor: str) -> str:
    """Return who a rule is addressed to in words."""
    names = {
        "buyer": gettext("Buyer"),
        "seller": gettext("Person who sells sex"),
        "third-party": gettext("Third party"),
        "state": gettext("State body"),
    }
    return names.get(actor, actor)


def buyer_name(value: str) -> str:
    """Return the two values of the facet on the buyer in words."""
    return gettext("Buyer is liable") if value == "1" else gettext("Other provisions")


def source_kind(kind: str) -> str:
    """Return what kind of source was read, in words."""
    names = {
        "official-text": gettext("official text"),
        "official-page": gettext("official page"),
        "secondary": gettext("secondary source"),
        "memory": gettext("general knowledge"),
    }
    return names.get(kind, kind)


def event_status(status: str) -> str:
    """Return whether a change of the law is in force, in words."""
    names = {
        "in-force": gettext("in force"),
        "adopted": gettext("adopted, not yet in force"),
        "pending": gettext("pending"),
        "ended": gettext("ended"),
    }
    return names.get(status, status)


def change_name(what: str) -> str:
    """Return what happened to a provision, in words."""
    names = {
        "added": gettext("added"),
        "removed": gettext("removed"),
        "changed": gettext("changed"),
    }
    return names.get(what, what)


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
        return wording.day(value)
    text = str(value or "")
    try:
        return wording.partial_date(text[:10])
    except ValueError:
        return text


def number(value: float) -> str:
    """Return a number with the separators of the page's language."""
    return format_decimal(value, locale=wording.locale())


def register(app: Flask) -> None:
    """Give the filters to the templates of an application."""
    for function in (
        *(kind_name, actor_name, buyer_name, source_kind, event_status, safe_url, host),
        *(change_name, act_name, capital, date, display_heading, number),
        *(wording.penalty, wording.scale, wording.scale_note, wording.labelled_scale),
        *(standing.since, standing.form, wording.period, wording.mens_rea, wording.confidence),
        *(language.country_name, language.language_name, language.concept_label),
    ):
        app.add_template_filter(function)
