"""The spider of La Strada International, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-lastrada.yaml` names."""

    name = "ngo-lastrada"
