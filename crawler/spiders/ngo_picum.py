"""The spider of PICUM, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-picum.yaml` names."""

    name = "ngo-picum"
