"""The spider of NSWP, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-nswp.yaml` names."""

    name = "ngo-nswp"
