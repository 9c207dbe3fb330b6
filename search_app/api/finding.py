"""The small files by which browsers, search engines, assistants and reporters find their way."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Flask, Response, request
from markupsafe import escape

from search_app.api import linked, terms
from search_app.api.addresses import sitemap
from search_app.api.reading import BASE
from search_app.api.registry import COLLECTIONS
from search_app.release import LICENCE
from search_app.web.errors import NotHeldError
from search_app.web.formats import json_response
from search_app.web.site import public_url, release, site
from search_app.wording import gettext

EXPIRES = dt.timedelta(days=364)
"""A security.txt should be valid for less than a year (RFC 9116, 2.5.5)."""
pages = Blueprint("finding", __name__)


def register(app: Flask) -> None:
    """Add the files, and let templates say in JSON-LD what their page is."""
    app.register_blueprint(pages)
    app.context_processor(
        lambda: {
            "legislation": linked.legislation,
            "data_set": linked.data_set_page(request.path),
            "term_sets": terms.term_sets,
            "question_term": terms.question_term,
        }
    )


def _xml(text: str, kind: str = "application/xml") -> Response:
    return Response(text, content_type=f"{kind}; charset=utf-8")


def _text(lines: list[str]) -> Response:
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@pages.get("/sitemap.xml")
def whole_sitemap() -> Response:
    """List every page, or the parts of the list."""
    return _xml(sitemap(None) or "")


@pages.get("/sitemap-<int:number>.xml")
def part_of_sitemap(number: int) -> Response:
    """List a part of the pages.

    Raises:
        NotHeldError: there is no such part.
    """
    text = sitemap(number)
    if text is None:
        raise NotHeldError(gettext("There is no page at this address."))
    return _xml(text)


@pages.get("/robots.txt")
def robots() -> Response:
    """Let every robot in, and name the sitemap (RFC 9309)."""
    return _text(["User-agent: *", "Disallow:", "", f"Sitemap: {public_url('/sitemap.xml')}"])


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers (OpenSearch 1.1)."""
    search = escape(public_url("/search"))
    return _xml(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>demandside</ShortName>\n"
        "<Description>Law of the EU on buying sex</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{search}?q={{searchTerms}}"/>\n'
        f'<Url type="application/json" template="{search}.json?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n",
        "application/opensearchdescription+xml",
    )


@pages.get("/llms.txt")
def llms() -> Response:
    """Tell language models in Markdown what the site holds and how to cite it (llmstxt.org)."""
    lines = [
        "# demandside",
        "",
        "> Who answers in law for buying sex in the EU: since when, with what penalty, and which"
        " official text says so. Law, policy and positions are kept apart.",
        "",
        f"Release {release().id}, {LICENCE}. Cite `provenance.address` and the release."
        " “not-known” means that nobody has read it: it does not mean that there is no rule.",
        "",
        "## Data",
        "",
        f"- [OpenAPI 3.1]({public_url(f'{BASE}/openapi.json')}): the whole interface",
        *(f"- [{c.path}]({public_url(BASE + c.path)}): {c.about}" for c in COLLECTIONS),
        "",
        "## Pages",
        "",
        f"- [Method]({public_url('/method')}): how statuses follow from facts",
        f"- [What we do not know]({public_url('/unknown')})",
        f"- [Catalogue]({public_url('/catalog.jsonld')}): DCAT",
    ]
    return _text(lines)


@pages.get("/.well-known/security.txt")
def security() -> Response:
    """Say where weaknesses of the site are reported (RFC 9116).

    Raises:
        NotHeldError: no contact is configured.
    """
    reporting = site().reporting
    contacts = [f"mailto:{reporting.mail}"] if reporting.mail else []
    contacts += [reporting.issues] if reporting.issues else []
    if not contacts:
        raise NotHeldError(gettext("No contact is given for this site."))
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {release().day + EXPIRES}T00:00:00Z", "Preferred-Languages: en"]
    if site().base_url:
        lines.append(f"Canonical: {public_url('/.well-known/security.txt')}")
    return _text(lines)


@pages.get("/catalog.jsonld")
def catalogue() -> Response:
    """Return the catalogue of the data sets (DCAT 3)."""
    response = json_response(linked.catalogue())
    response.content_type = "application/ld+json"
    return response
