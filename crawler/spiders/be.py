"""The spider of Justel, législation consolidée."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/be.yaml` names."""

    name = "be"
