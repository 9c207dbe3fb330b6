"""The spider of Leġiżlazzjoni Malta."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/mt.yaml` names."""

    name = "mt"
