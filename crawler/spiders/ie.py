"""The spider of Revised Acts and electronic Irish Statute Book."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ie.yaml` names."""

    name = "ie"
