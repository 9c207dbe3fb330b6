"""The pages: one blueprint per page family; every page is also JSON."""

from __future__ import annotations

import datetime as dt

from flask import Flask, request

from search_app.web import (
    about,
    accuracy,
    answer,
    bodies,
    changes,
    comparing,
    country,
    directions,
    errors,
    home,
    language,
    layers,
    policy,
    positions,
    provision,
    searching,
    security,
    suggesting,
    timeline,
    union,
    unknown,
    words,
)
from search_app.web import site as rooms
from search_app.web.site import Site


def create_app(site: Site) -> Flask:
    """Return the application that serves a site."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    rooms.attach(app.extensions, site)
    language.register(app)
    words.register(app)
    layers.register(app)
    security.register(app)
    errors.register(app)
    directions.register(app)
    for family in (
        *(home, searching, suggesting, comparing, timeline, country, provision, answer, about),
        *(union, policy, bodies, positions, unknown, changes, accuracy),
    ):
        app.register_blueprint(family.pages)
    app.context_processor(_context)
    return app


def _context() -> dict[str, object]:
    return {
        "knowledge": rooms.knowledge(),
        "site": rooms.site(),
        "spare_engine": rooms.engine_state().reason is not None,
        "public_url": rooms.public_url,
        "page_language": language.page_language(),
        "address": request.full_path.rstrip("?"),
        "today": dt.date.today(),
    }
