"""What new versions of collected acts changed: newest first, with concepts; also JSON and CSV."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from corpus.store import Library
from search_app.changes import ChangedProvision, changed_provisions
from search_app.web.formats import csv_response, json_response
from search_app.web.site import knowledge, public_url, site

pages = Blueprint("changes", __name__)
COLUMNS = (
    *("seen_at", "country", "instrument", "number", "what", "id", "concepts", "buyer_liable"),
    "url",
)
SHOWN = 300
"""So many changed provisions stand on the page; the data has all."""


@pages.get("/changes")
def page() -> str:
    """Show the newest changed provisions that carry a concept."""
    found = changed(tagged_only=True)
    return render_template(
        "changes.html",
        changes=found[:SHOWN],
        total=len(found),
        json_url=url_for("changes.data"),
        csv_url=url_for("changes.table"),
    )


@pages.get("/changes.json")
def data() -> Response:
    """Return all changed provisions, or those with a concept (`?tagged=1`)."""
    rows = [{**asdict(each), "url": _url(each)} for each in _asked()]
    return json_response({"total": len(rows), "changes": rows})


@pages.get("/changes.csv")
def table() -> ResponseReturnValue:
    """Return the same as CSV."""
    rows = (
        [
            *(each.seen_at, each.country, each.instrument, each.number, each.what, each.id),
            *(" ".join(each.concepts), "1" if each.buyer_liable else "0", _url(each)),
        ]
        for each in _asked()
    )
    return csv_response(COLUMNS, rows, "changes")


def changed(*, tagged_only: bool) -> list[ChangedProvision]:
    """Return the changed provisions of the site's library, the newest first."""
    path = site().library
    if path is None:
        return []
    with Library(path, readonly=True) as library:
        return list(changed_provisions(knowledge(), library, tagged_only=tagged_only))


def _asked() -> list[ChangedProvision]:
    return changed(tagged_only=request.args.get("tagged") == "1")


def _url(each: ChangedProvision) -> str:
    return public_url(f"/provision/{each.id}")
