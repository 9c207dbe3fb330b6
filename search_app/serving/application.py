"""The application of one worker: the site with a page cache; words are loaded in the background."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from wsgiref.types import WSGIApplication

from flask import Flask

from search_app.index.query import SearchQuery
from search_app.serving.pages import KeptPages
from search_app.serving.room import Room
from search_app.serving.stamp import Stamp
from search_app.serving.store import SharedStore
from search_app.understanding.loading import load_words
from search_app.web.factory import create_app
from search_app.web.language import preferred
from search_app.web.settings import WebSettings
from search_app.web.site import Site, findings

_FIRST = "prostitution"
"""Searched at the start, so that the index is in memory when readers come."""


def application(
    site: Site, store: SharedStore, room: Room, settings: WebSettings | None = None
) -> WSGIApplication:
    """Return the site as a WSGI application with a page cache behind its front.

    Args:
        site: what is served.
        store: where pages are kept.
        room: bounds how many pages are made at a time.
        settings: how the site is operated.
    """

    def keeping(pages: WSGIApplication) -> WSGIApplication:
        return KeptPages(pages, store, Stamp(site), preferred, room)

    app = create_app(site, settings, keeping)
    prepare(app)
    threading.Thread(target=_load, args=(site,), name="words", daemon=True).start()
    return app


def prepare(app: Flask) -> None:
    """Compute in advance what every page needs."""
    with app.app_context():
        findings(dt.date.today())


def _load(site: Site) -> None:
    """Load what searches need while pages are already served."""
    try:
        site.searcher.search(SearchQuery(_FIRST))
        load_words()
    except Exception:  # a reader's search says what is wrong; here it would only end the thread
        logging.getLogger(__name__).exception("the words could not be loaded in advance")
