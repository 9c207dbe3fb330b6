"""What new versions of collected instruments changed: newest first, with concepts."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from corpus.store import Library
from search_app.changes import ChangedProvision, changed_provisions
from search_app.contract.changes import ChangeRow, ChangesData, ChangesParameters, change_data
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.site import knowledge, public_url, site

SHOWN = 300
"""How many changed provisions the page shows; the data have all of them."""


def page(_asked: ChangesParameters) -> str:
    """Show the newest changed provisions that carry a concept."""
    changes = changed(tagged_only=True)
    return render_template(
        "changes.html",
        changes=changes[:SHOWN],
        total=len(changes),
        json_url=url_for("changes.data"),
        csv_url=url_for("changes.table"),
    )


def data(asked: ChangesParameters) -> ChangesData:
    """Return all changed provisions, or those with a concept."""
    changes = [change_data(change, public_url("")) for change in changed(tagged_only=asked.tagged)]
    return ChangesData(total=len(changes), changes=tuple(changes))


def table(asked: ChangesParameters) -> Sheet:
    """Return the same, one a row."""
    return Sheet("changes", map(ChangeRow.of, data(asked).changes))


def changed(*, tagged_only: bool) -> list[ChangedProvision]:
    """Return the changed provisions of the site's library, the newest first."""
    path = site().library
    if path is None:
        return []
    with Library(path, readonly=True) as library:
        return list(changed_provisions(knowledge(), library, tagged_only=tagged_only))


CHANGES = PageFamily(
    path="/changes",
    about="provisions that new versions of collected instruments added, removed or changed",
    parameters=ChangesParameters,
    response=ChangesData,
    row=ChangeRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("changes", __name__)
CHANGES.add_to(pages)
