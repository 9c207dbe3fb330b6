"""The language of a page: `?hl=` (`?lang=` of pictures and embeds), else the browser's best one."""

from __future__ import annotations

from babel import Locale
from flask import Flask, request
from flask_babel import Babel, get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from corpus.glossary import SOURCE
from corpus.model import Concept, Jurisdiction, Question
from search_app.languages import TRANSLATIONS, available

_NAMING = frozenset({"pictures", "embedded"})
"""Blueprints whose addresses stand on other sites, and name their language as `lang`."""


def register(app: Flask) -> None:
    """Set up translation for an application."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, default_locale=SOURCE, locale_selector=_choose)


def _choose() -> str:
    known = available()
    asked = request.args.get("hl") or _named_in_full() or ""
    return asked if asked in known else preferred(request.headers.get("Accept-Language", ""))


def _named_in_full() -> str | None:
    """The `lang` of a picture or an embed; on other pages the word means the language of texts."""
    return request.args.get("lang") if request.blueprint in _NAMING else None


def preferred(header: str) -> str:
    """Return the language of a page for a browser's `Accept-Language`."""
    known = available()
    if len(known) == 1:
        return SOURCE
    return parse_accept_header(header, LanguageAccept).best_match(known) or SOURCE


def page_language() -> str:
    """Return the language of the current page."""
    locale = get_locale()
    return locale.language if locale else SOURCE


def country_name(jurisdiction: Jurisdiction) -> str:
    """Return the name of a jurisdiction in the page's language."""
    language = page_language()
    if language == SOURCE:
        return jurisdiction.name
    names = Locale(language).territories
    return str(names.get(jurisdiction.code.upper(), jurisdiction.name))


def language_name(code: str) -> str:
    """Return the name of a language in the page's language."""
    return str(Locale(page_language()).languages.get(code, code))


def own_name(code: str) -> str:
    """Return the name that a language has for itself: `български`."""
    return str(Locale(code).get_language_name(code))


def concept_label(concept: Concept) -> str:
    """Return the first label of a concept in the page's language, else the English one."""
    labels = concept.labels.get(page_language()) or concept.labels[SOURCE]
    return labels[0]


def question_label(question: Question) -> str:
    """Return the first label of a question in the page's language, else the English one."""
    labels = question.labels.get(page_language()) or question.labels[SOURCE]
    return labels[0]
