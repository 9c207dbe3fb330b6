"""The spider of Riigi Teataja."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ee.yaml` names."""

    name = "ee"
