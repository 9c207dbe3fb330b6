"""The spider of Narodne novine."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/hr.yaml` names."""

    name = "hr"
