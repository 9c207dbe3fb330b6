"""All addresses of the site that are worth finding, and the files of a sitemap (sitemaps.org 0.9).

<url><loc>https://site.example/answer/se/purchase-adult</loc></url>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

from search_app.api.entries import provision_ids
from search_app.facts.room import TABLES
from search_app.web.families import PAGE_FAMILIES
from search_app.web.site import knowledge, public_url

MOST = 50_000
"""So many addresses a file of a sitemap may have."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def page_paths() -> Iterator[str]:
    """Yield the path of every page: fixed ones, then answers, countries, policy and provisions."""
    known = knowledge()
    for family in PAGE_FAMILIES:
        if family.page and "<" not in family.path:
            yield family.html_path or family.path
    yield "/api"
    for code in known.jurisdictions:
        yield f"/country/{code}"
        yield from (f"/answer/{code}/{name}" for name in known.questions)
    yield from (f"/eu/{duty.id}" for duty in known.policy.obligations)
    yield from (f"/policy/{text.id}" for text in known.policy.texts)
    yield from (f"/provision/{name}" for name in provision_ids())


def sitemap(number: int | None) -> str | None:
    """Return the sitemap, or its part with a number from 1; None where there is no such part.

    Without a number, a sitemap of more than `MOST` addresses is an index of its parts.
    """
    paths = tuple(dict.fromkeys(page_paths()))
    parts = [paths[start : start + MOST] for start in range(0, len(paths), MOST)]
    if number is not None:
        return _listed("urlset", "url", parts[number - 1]) if 0 < number <= len(parts) else None
    if len(parts) == 1:
        return _listed("urlset", "url", parts[0])
    names = (f"/sitemap-{i}.xml" for i in range(1, len(parts) + 1))
    return _listed("sitemapindex", "sitemap", names)


def _listed(whole: str, one: str, paths: Iterable[str]) -> str:
    lines = (f"<{one}><loc>{escape(public_url(path))}</loc></{one}>" for path in paths)
    body = "\n".join(lines)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<{whole} xmlns="{_NAMESPACE}">\n{body}\n</{whole}>\n'


def data_tables() -> tuple[str, ...]:
    """Return the paths of the pages whose data are a table of their own."""
    facts = tuple(f"/facts/{name}" for name in TABLES)
    return ("/compare", "/timeline", *facts, "/eu", "/policy", "/bodies", "/positions", "/changes")
