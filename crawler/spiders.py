"""Scrapy's spider loader: a spider for each source, made from its source file.

The loader is named in `SPIDER_LOADER_CLASS`, so that `scrapy list` and `scrapy crawl se` know the
same spiders as `demandside crawl`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError
from scrapy.http import Request

from crawler.plan import no_source
from crawler.sources import SourceFile, sources
from crawler.spider import SourceSpider

Names = list[str]


class UnknownSourceError(UsageError, KeyError):
    """There is no such source; what Scrapy expects of a loader, and prints as one sentence."""

    def __str__(self) -> str:
        """Return the sentence without the quotation marks that a KeyError puts around it."""
        return str(self.args[0])


class SourceSpiderLoader:
    """Makes the spiders of the sources (the protocol is `scrapy.spiderloader`'s)."""

    @classmethod
    def from_settings(cls, settings: Any) -> SourceSpiderLoader:  # noqa: ARG003
        """Return a loader; it takes nothing from the settings (called by Scrapy)."""
        return cls()

    def load(self, spider_name: str) -> type[SourceSpider]:
        """Return the spider class of a source.

        Raises:
            UnknownSourceError: there is no such source.
        """
        if spider_name not in sources():
            raise UnknownSourceError(no_source(spider_name))
        return _spider_of(sources()[spider_name])

    def list(self) -> Names:
        """Return the names of all sources, which are those of their spiders."""
        return [*sources()]

    def find_by_request(self, request: Request) -> Names:
        """Return the sources that may ask the host of a request."""
        host = urlsplit(request.url).hostname
        return [name for name, source in sources().items() if host in source.hosts]


def _spider_of(source: SourceFile) -> type[SourceSpider]:
    members = {"name": source.name, "source": source, "__doc__": f"Collects {source.title}."}
    return type("SpiderOf" + source.name.title().replace("-", ""), (SourceSpider,), members)
