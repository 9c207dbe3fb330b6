"""A site without an index or a library: what the knowledge alone answers."""

from __future__ import annotations

from corpus.library import Knowledge
from search_app.index.query import Carried, Hit, SearchQuery, SearchResult
from search_app.web.site import Site


class _Nothing:
    """A searcher without an index."""

    def search(self, query: SearchQuery) -> SearchResult:
        """Return nothing."""
        return SearchResult(query, 0, ())

    def similar(self, wanted: Carried, limit: int) -> tuple[Hit, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()


def bare_site(knowledge: Knowledge) -> Site:
    """Return a site for pages and commands that search nothing and show no collected text."""
    return Site(knowledge=knowledge, searcher=_Nothing(), library=None, generation="")
