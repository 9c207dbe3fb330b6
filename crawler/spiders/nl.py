"""The spider of Basiswettenbestand (wetten.overheid.nl)."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/nl.yaml` names."""

    name = "nl"
