"""The spider of CAP International, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-cap.yaml` names."""

    name = "ngo-cap"
