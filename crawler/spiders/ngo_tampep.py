"""The spider of TAMPEP, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-tampep.yaml` names."""

    name = "ngo-tampep"
