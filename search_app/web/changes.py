"""What changed: the law, statuses that followed, and held texts; also as feeds (Atom, JSON)."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, render_template, request

from corpus.store import Library
from search_app.changes import ChangedProvision, changed_provisions
from search_app.contract.changes import (
    ChangeRow,
    ChangesData,
    ChangesParameters,
    change_data,
    item_row,
)
from search_app.feeds.item import AUTHOR, FeedItem, tag_uri
from search_app.feeds.jsonfeed import FeedAuthor, json_feed_items
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.site import feed_items, knowledge, public_url, scope, site
from search_app.wording import gettext

SHOWN = 300
"""How many changed provisions the page shows; the data have all of them."""
SHOWN_ITEMS = 60
"""How many changes the page lists in full; the feeds have more."""
FEED_SIZE = 200
"""How many entries a feed has, unless it names the day since which."""
ABOUT = "Changes of the law, of statuses that follow from it, of the texts held; corrections."


def page(asked: ChangesParameters) -> str:
    """Show what changed, newest first, and below it the changed provisions with a concept."""
    items = feed_items(asked.filter())
    changes = changed(asked.model_copy(update={"tagged": True}))
    query = asked.filter().query()
    return render_template(
        "changes.html",
        asked=asked,
        query=query,
        items=items[:SHOWN_ITEMS],
        item_count=len(items),
        heading=_heading(asked),
        countries=tuple(knowledge().jurisdictions.values()),
        questions=tuple(knowledge().questions.values()),
        changes=changes[:SHOWN],
        total=len(changes),
        json_url=f"/changes.json{query}",
        csv_url=f"/changes.csv{query}",
        atom_url=f"/changes.atom{query}",
        ics_url=f"/deadlines.ics{query}",
    )


def data(asked: ChangesParameters) -> ChangesData:
    """Return all changed provisions, or those with a concept, and all changes as a JSON Feed."""
    changes = [change_data(change, public_url("")) for change in changed(asked)]
    query = asked.filter().query()
    return ChangesData(
        title=_title(asked),
        home_page_url=public_url(f"/changes{query}"),
        feed_url=public_url(f"/changes.json{query}"),
        description=ABOUT,
        language="en",
        authors=(FeedAuthor(name=AUTHOR),),
        total=len(changes),
        changes=tuple(changes),
        items=json_feed_items(_feed(asked), public_url("")),
    )


def table(asked: ChangesParameters) -> Sheet:
    """Return the changes that the page lists, one a row, and below them the changed provisions."""
    base = public_url("")
    rows = [item_row(item, base) for item in feed_items(asked.filter())]
    rows += (ChangeRow.of(change_data(c, base), day=c.seen_at[:10]) for c in changed(asked))
    return Sheet("changes", rows)


def feed() -> Response:
    """Return what changed as an Atom feed."""
    from search_app.feeds.atom import FeedHead, atom  # lxml takes long to load

    asked = ChangesParameters.read(request.args, scope())
    query, base = asked.filter().query(), public_url("")
    head = FeedHead(
        id=tag_uri(base, f"changes{query}"),
        title=_title(asked),
        subtitle=ABOUT,
        address=f"{base}/changes.atom{query}",
        page=f"{base}/changes{query}",
        base_url=base,
    )
    body = atom(head, _feed(asked), dt.date.today())
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def changed(asked: ChangesParameters) -> list[ChangedProvision]:
    """Return the changed provisions of the site's library that are asked for, newest first."""
    path = site().library
    if path is None:
        return []
    with Library(path, readonly=True) as library:
        changes = changed_provisions(knowledge(), library, tagged_only=asked.tagged)
        return [change for change in changes if meets(asked, change)]


def meets(asked: ChangesParameters, change: ChangedProvision) -> bool:
    """Return whether a changed provision is asked for, apart from whether it must be tagged."""
    concepts = {*asked.concept, *(knowledge().questions[name].concept for name in asked.question)}
    return (
        (not asked.country or change.country in asked.country)
        and (not concepts or bool(concepts & {*change.concepts}))
        and (not asked.source or change.instrument in asked.source)
        and (asked.since is None or change.seen_at[:10] >= asked.since.isoformat())
    )


def _feed(asked: ChangesParameters) -> tuple[FeedItem, ...]:
    items = feed_items(asked.filter())
    return items if asked.since else items[:FEED_SIZE]


def _title(asked: ChangesParameters) -> str:
    """The title of a feed, in English as its entries: `demandside: changes (Sweden)`."""
    names = [knowledge().jurisdictions[code].name for code in asked.country]
    names += [knowledge().questions[name].short for name in asked.question]
    names += [*asked.concept, *asked.source]
    return f"demandside: changes ({', '.join(names)})" if names else "demandside: changes"


def _heading(asked: ChangesParameters) -> str:
    return gettext("What changed") if asked.since is None else gettext("What changed since")


CHANGES = PageFamily(
    path="/changes",
    about="what changed: law, statuses, held texts; a JSON Feed, and `/changes.atom`",
    parameters=ChangesParameters,
    response=ChangesData,
    row=ChangeRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("changes", __name__)
CHANGES.add_to(pages)
pages.add_url_rule("/changes.atom", "feed", feed)
