"""The page of the data: editions to keep, their files, and the tables as they are now."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, after_this_request, render_template, send_file, url_for

from search_app.contract.editions import EditionData, EditionFile, EditionsData, LiveTable
from search_app.contract.parameters import NoParameters
from search_app.editions.describing import citation_line
from search_app.editions.shelf import ShelvedEdition, editions_in, file_of
from search_app.release import LICENCE, LICENCE_URL
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.site import public_url, release, site
from search_app.wording import gettext

_MAIN = (
    *("datapackage.json", "demandside.sqlite", "demandside.xlsx", "demandside.json"),
    *("README.md", "CHANGES.md", "CITATION.cff", "SHA256SUMS"),
)
"""The files that the page names first, in this order."""


def page(_asked: NoParameters) -> str:
    """Show the editions with their files, how to cite them, and the tables of today."""
    shown = _data()
    return render_template(
        "data.html",
        data=shown,
        main={e.name: _main(e) for e in shown.editions},
        data_files={e.name: [f for f in e.files if f.path not in _MAIN] for e in shown.editions},
    )


def data(_asked: NoParameters) -> EditionsData:
    """Return the editions with their files, and the tables of today."""
    return _data()


EDITIONS = PageFamily(
    path="/data",
    html_path="/data/",
    about="editions of the data with their files, and the tables as they are now",
    parameters=NoParameters,
    response=EditionsData,
    page=page,
    data=data,
)
pages = Blueprint("editions", __name__)
EDITIONS.add_to(pages)


@pages.get("/data/<edition>/<path:path>")
def file(edition: str, path: str) -> Response:
    """Return a file of an edition, to be saved.

    Raises:
        NotHeldError: there is no such edition, or it lists no such file.
    """
    place = file_of(site().releases, edition, path)
    if place is None:
        raise NotHeldError(gettext("No edition of the data has this file."))
    _unkept()
    return send_file(place, as_attachment=True, download_name=place.name)


def _data() -> EditionsData:
    _unkept()
    now = release()
    return EditionsData(
        release=now.id,
        day=now.day,
        licence=LICENCE,
        licence_url=LICENCE_URL,
        cite=citation_line(now.id, now.day.year, _cited(url_for("editions.page"))),
        editions=tuple(map(_edition, editions_in(site().releases))),
        live=tuple(_live()),
    )


def _cited(path: str) -> str:
    """An address to cite; none while the site does not know its public address."""
    return public_url(path) if site().base_url else ""


def _unkept() -> None:
    """Editions come and go while the site runs, so that nobody may keep what is said of them."""

    @after_this_request
    def mark(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


def _edition(edition: ShelvedEdition) -> EditionData:
    files = tuple(
        EditionFile(
            path=listed.path,
            size=listed.size,
            sha256=listed.sha256,
            url=_address(edition.name, listed.path),
        )
        for listed in edition.files
    )
    address = _cited(_address(edition.name, "README.md"))
    return EditionData(
        name=edition.name,
        release=edition.release,
        day=edition.day,
        cite=citation_line(edition.release, edition.day.year, address),
        files=files,
    )


def _address(edition: str, path: str) -> str:
    return url_for("editions.file", edition=edition, path=path)


def _main(edition: EditionData) -> list[tuple[str, str, int | None]]:
    """Path, address and size of the main files; the list of checksums does not list itself."""
    listed = {file.path: file.size for file in edition.files}
    return [
        (name, _address(edition.name, name), listed.get(name))
        for name in _MAIN
        if name in listed or name == _MAIN[-1]
    ]


def _live() -> Iterator[LiveTable]:
    """The tables that hold the whole of what the site knows, as addresses."""
    tables = (
        ("/compare", gettext("Answers of today, all states and questions"), ""),
        ("/timeline", gettext("Which status held from when to when (buyers)"), ""),
        ("/facts/offences", gettext("Offences of all periods"), "?history=1"),
        ("/facts/penalties", gettext("Penalties of all periods"), "?history=1"),
        ("/facts/schemes", gettext("Rights, duties and bodies of all periods"), "?history=1"),
        ("/facts/absences", gettext("What was searched and not found"), "?history=1"),
        ("/eu", gettext("What Union law asks, with the national answers"), ""),
    )
    for path, title, query in tables:
        yield LiveTable(
            title=title,
            csv=f"{path}.csv{query}",
            xlsx=f"{path}.xlsx{query}",
            json_=f"{path}.json{query}",
        )
