"""Pages leave out what would reorder them; data keep it."""

from __future__ import annotations

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from search_app.web import directions

SIGNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("address", ["/search?q=a{}b", "/nowhere{}", "/compare?question=a{}b"])
def test_a_query_does_not_reorder_a_page(client: FlaskClient, address: str) -> None:
    page = client.get(address.format(SIGNS))
    assert page.mimetype == "text/html"
    assert not set(page.text) & set(SIGNS)
    assert page.content_length == len(page.data)


def test_words_stay_and_data_stay() -> None:
    app = Flask(__name__)
    directions.register(app)
    app.add_url_rule("/page", "page", lambda: f"<p>κ{SIGNS}—“é”…\u2028</p>")
    app.add_url_rule("/data", "data", lambda: Response(SIGNS, mimetype="application/json"))
    client = app.test_client()
    assert client.get("/page").text == "<p>κ—“é”…\u2028</p>"
    assert client.get("/data").text == SIGNS
