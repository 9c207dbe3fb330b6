"""The spider of bsd e.V., news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-bsd.yaml` names."""

    name = "ngo-bsd"
