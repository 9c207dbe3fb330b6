"""The spider of Retsinformation."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/dk.yaml` names."""

    name = "dk"
