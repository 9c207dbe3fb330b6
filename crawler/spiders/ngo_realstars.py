"""The spider of RealStars, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-realstars.yaml` names."""

    name = "ngo-realstars"
