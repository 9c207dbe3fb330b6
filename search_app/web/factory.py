"""The application that serves a site: one blueprint per group of page families."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from wsgiref.types import WSGIApplication

from flask import Flask, request
from flask.logging import default_handler

from corpus.library import COVERED_FROM
from search_app.api import finding, routes
from search_app.release import LICENCE, LICENCE_URL
from search_app.web import (
    about,
    accuracy,
    answer,
    bodies,
    briefing,
    changes,
    checking,
    citing,
    comparing,
    contact,
    country,
    counts,
    coverage,
    deadlines,
    directions,
    editions,
    embedded,
    embedding,
    errors,
    fact_words,
    facts,
    health,
    home,
    language,
    layers,
    map_drawing,
    method,
    method_words,
    pictures,
    policy,
    positions,
    provision,
    record_words,
    remembering,
    searching,
    security,
    suggesting,
    timeline,
    trimming,
    union,
    unknown,
    words,
    workbooks,
)
from search_app.web import site as rooms
from search_app.web.front import Front, behind_proxies, first_part
from search_app.web.settings import WebSettings
from search_app.web.site import Site

Between = Callable[[WSGIApplication], WSGIApplication]


def create_app(
    site: Site, settings: WebSettings | None = None, between: Between | None = None
) -> Flask:
    """Return the application that serves a site.

    Args:
        site: what it serves.
        settings: how it is operated; by default it answers under the names of this machine and of
            the public address, without limits.
        between: puts another application (one that keeps pages) between the front, which refuses,
            logs and adds headers, and the pages.
    """
    app = _pages(site)
    chosen = settings or WebSettings()
    families = {first_part(rule.rule) for rule in app.url_map.iter_rules()}
    behind = between(app.wsgi_app) if between else app.wsgi_app
    front = Front(behind, chosen, site.base_url, families)
    app.wsgi_app = behind_proxies(front, chosen.proxies)  # type: ignore[method-assign, assignment]
    return app


def _pages(site: Site) -> Flask:
    app = Flask(__name__)
    app.logger.removeHandler(default_handler)  # it would print what `logs` removes
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(trimming.Trimmed)
    rooms.attach(app.extensions, site)
    health.register(app, site)
    language.register(app)
    words.register(app)
    workbooks.register(app)
    remembering.register(app)
    layers.register(app)
    record_words.register(app)
    fact_words.register(app)
    method_words.register(app)
    map_drawing.register(app)
    embedding.register(app)
    security.register(app)
    errors.register(app)
    directions.register(app)
    citing.register(app)
    for family in (
        *(home, searching, suggesting, comparing, timeline, country, provision, answer, about),
        *(union, policy, bodies, positions, unknown, changes, deadlines, accuracy, facts, method),
        *(counts, coverage, pictures, embedded, embedding),
        *(contact, citing, editions, checking, briefing),
    ):
        app.register_blueprint(family.pages)
    app.register_blueprint(contact.CORRECTIONS_PAGES)
    _register_interface(app)
    app.context_processor(_context)
    return app


def _register_interface(app: Flask) -> None:
    app.register_blueprint(routes.pages)
    finding.register(app)


def _context() -> dict[str, object]:
    return {
        "_": remembering.words(language.page_language()),
        "knowledge": rooms.knowledge(),
        "site": rooms.site(),
        "spare_engine": rooms.engine_state().reason is not None,
        "public_url": rooms.public_url,
        "page_language": language.page_language(),
        "address": request.full_path.rstrip("?"),
        "today": dt.date.today(),
        "covered_from": COVERED_FROM,
        "release": rooms.release,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
