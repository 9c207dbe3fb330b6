"""The spider of the source eu."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/eu.yaml` names."""

    name = "eu"
